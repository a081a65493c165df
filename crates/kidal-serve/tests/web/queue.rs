//! Runs: queued, watched, stopped, taken up again, found again.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Scene;

fn weigh(out: &str, work: &str) -> String {
    json!({ "weigh": { "dossier": "two-accounts", "out": out, "work": work } }).to_string()
}

fn wait(scene: &Scene, id: u64, until: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(300);
    loop {
        let all = scene.get("/api/runs").json();
        let run = all
            .as_array()
            .and_then(|runs| runs.iter().find(|run| run["id"] == id).cloned());
        if let Some(run) = run
            && until(&run)
        {
            return run;
        }
        assert!(Instant::now() < end, "{all}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_weighing_runs_to_its_findings() {
    let scene = Scene::new();
    let queued = scene.post("/api/runs", &weigh("first", "small"));
    assert_eq!(queued.status, 202, "{queued:?}");
    let id = queued.json()["id"].as_u64().expect("a number");
    let run = wait(&scene, id, |run| {
        run["state"] == "done" || run["state"] == "failed"
    });
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!(scene.get("/findings/first").status, 200);
    assert!(
        !scene
            .get("/findings/first")
            .body
            .contains(&*scene.folder.to_string_lossy()),
        "no path of this machine"
    );
    assert_eq!(
        scene.post(&format!("/api/runs/{id}/remove"), "{}").status,
        200
    );
    assert_eq!(scene.get("/api/runs").json(), json!([]));
    assert_eq!(
        scene.get("/findings/first").status,
        200,
        "the findings stay"
    );
}

#[test]
fn news_of_runs_come_as_they_happen() {
    let scene = Scene::new();
    let mut stream = scene.open();
    let head = format!(
        "GET /api/runs/events HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n",
        scene.port
    );
    stream.write_all(head.as_bytes()).expect("it is open");
    let mut text = String::new();
    let mut buffer = [0; 4096];
    let mut read_until = |wanted: &str, text: &mut String| {
        while !text.contains(wanted) {
            let count = stream.read(&mut buffer).expect("news within the time");
            assert!(count > 0, "{text}");
            text.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
    };
    read_until("data: []", &mut text);
    scene.post("/api/runs", &weigh("news", "small"));
    read_until("\"state\":\"done\"", &mut text);
}

#[test]
fn a_stopped_run_goes_on_and_a_restart_finds_runs_again() {
    let mut scene = Scene::new();
    let first = scene.post("/api/runs", &weigh("long", "usual")).json()["id"]
        .as_u64()
        .expect("a number");
    let second = scene.post("/api/runs", &weigh("later", "small")).json()["id"]
        .as_u64()
        .expect("a number");
    wait(&scene, first, |run| {
        run["state"] == "running" && run["stand"]["done"].as_u64() > Some(0)
    });
    let waits = wait(&scene, second, |_| true);
    assert_eq!(waits["state"], "queued", "one weighing at a time");
    // Asked twice, queued once.
    assert_eq!(
        scene.post("/api/runs", &weigh("later", "small")).json()["id"],
        second
    );
    scene.restart();
    let again = wait(&scene, first, |run| {
        run["state"] == "running" || run["state"] == "done"
    });
    assert!(again["id"] == first, "{again}");
    scene.post(&format!("/api/runs/{first}/stop"), "{}");
    let stopped = wait(&scene, first, |run| {
        run["state"] == "stopped" || run["state"] == "done"
    });
    wait(&scene, second, |run| run["state"] == "done");
    if stopped["state"] == "stopped" {
        assert!(
            scene.folder.join("findings/long/.checkpoint").is_file(),
            "its work is kept"
        );
        scene.post(&format!("/api/runs/{first}/resume"), "{}");
        let ended = wait(&scene, first, |run| {
            run["state"] == "done" || run["state"] == "failed"
        });
        assert_eq!(
            (&ended["state"], &ended["is_resumed"]),
            (&json!("done"), &json!(true)),
            "{ended}"
        );
    }
}

#[test]
fn a_run_that_cannot_be_done_says_why() {
    let scene = Scene::new();
    let body = json!({ "weigh": { "dossier": "two-accounts", "out": "x", "without": ["nobody"] } })
        .to_string();
    let id = scene.post("/api/runs", &body).json()["id"]
        .as_u64()
        .expect("a number");
    let run = wait(&scene, id, |run| run["state"] == "failed");
    assert!(
        run["refusal"]["error"]
            .as_str()
            .expect("words")
            .contains("nobody"),
        "{run}"
    );
    assert_eq!(
        scene
            .post("/api/runs", r#"{"weigh":{"dossier":"none","out":"x"}}"#)
            .status,
        404
    );
    assert_eq!(scene.post("/api/runs/77/stop", "{}").status, 404);
}
