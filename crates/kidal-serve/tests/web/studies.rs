//! Dossiers and findings: listed, read, edited, imported, compared, taken away.

use std::fs;

use kidal_findings::{fixture, json, wording};

use crate::client::Scene;

#[test]
fn what_lies_in_the_folder_is_listed() {
    let scene = Scene::new();
    let all = scene.get("/api/studies").json();
    assert_eq!(all["dossiers"][0]["name"], "two-accounts");
    assert_eq!(all["findings"][0]["name"], "ford");
    assert_eq!(
        all["findings"][0]["title"],
        fixture::findings().headline.title
    );
}

#[test]
fn the_page_has_the_numbers_of_the_findings() {
    let scene = Scene::new();
    let page = scene.get("/findings/ford").body;
    for question in fixture::findings().questions {
        // Shares of levels stand in a table of their own.
        if matches!(question.answer, kidal_findings::AnswerValue::Levels { .. }) {
            continue;
        }
        let said = wording::answer(&question.answer, None, 0)
            .replace('>', "&gt;")
            .replace('<', "&lt;");
        assert!(page.contains(&said), "{}: {said}", question.id);
    }
    assert!(page.contains("href=\"/\""), "a way back");
    let numbers = scene.get("/api/findings/ford").json();
    let text = json::to_json(&fixture::findings()).expect("finite");
    assert_eq!(
        numbers,
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON")
    );
}

#[test]
fn an_edit_is_checked_at_once_and_never_overwrites_another() {
    let scene = Scene::new();
    let before = scene.get("/api/dossiers/two-accounts").json();
    let file = &before["files"]["evidence.toml"];
    let text = file["text"].as_str().expect("text");
    let path = "/api/dossiers/two-accounts/files/evidence.toml";
    let own = [("x-kidal", "1")];
    let broken = serde_json::json!({ "text": format!("{text}\nno toml"), "was": file["digest"] });
    let after = scene.send("PUT", path, &own, &broken.to_string());
    assert_eq!(after.status, 200, "{after:?}");
    let found = &after.json()["check"]["diagnostics"];
    assert_eq!(found[0]["severity"], "error", "{found}");
    assert_eq!(found[0]["annotations"][0]["file"], "evidence.toml");
    // The same start again: somebody else has saved meanwhile.
    let late = scene.send("PUT", path, &own, &broken.to_string());
    assert_eq!(late.status, 422, "{late:?}");
    assert!(
        late.json()["remedy"]
            .as_str()
            .expect("words")
            .contains("load the file again")
    );
    let stands = fs::read_to_string(scene.folder.join("dossiers/two-accounts/evidence.toml"));
    assert!(stands.expect("it is there").ends_with("no toml"));
}

#[test]
fn an_article_becomes_a_draft_and_the_draft_a_dossier() {
    let scene = Scene::new();
    let article = include_str!("../../../kidal-import/tests/articles/kidal-en.txt");
    let shown = serde_json::json!({ "files": [{ "name": "kidal-en.txt", "text": article }] });
    let answer = scene.post("/api/import", &shown.to_string());
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(
        answer.json()["draft"]
            .as_str()
            .expect("text")
            .contains("[[claim]]")
    );
    assert!(!scene.folder.join("dossiers/draft").exists());
    let made = serde_json::json!({ "files": [{ "name": "kidal-en.txt", "text": article }], "make": "draft" });
    assert_eq!(
        scene.post("/api/import", &made.to_string()).json()["made"],
        "draft"
    );
    let check = &scene.get("/api/dossiers/draft").json()["check"]["summary"];
    assert!(
        check.as_str().expect("words").contains("checked"),
        "{check}"
    );
    // A second time the place is taken.
    assert_eq!(scene.post("/api/import", &made.to_string()).status, 400);
}

#[test]
fn two_findings_are_compared_in_the_words_of_the_report() {
    let scene = Scene::new();
    let same = scene.get("/api/compare?left=ford&right=ford").json();
    let first = &fixture::findings().questions[0];
    assert_eq!(
        same["questions"][0]["left"],
        wording::answer(&first.answer, None, 0)
    );
    assert_eq!(same["questions"][0]["parts"], false);
    assert_eq!(scene.get("/api/compare?left=ford&right=none").status, 404);
}
