//! Studies of tables of battles, through the command line: on made-up tables, and on the data beside the repository where it
//! is there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::scene::Scene;

/// Data that lies beside the repository and is not part of it.
fn shared(below: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(below);
    let path = path.canonicalize().ok();
    if path.is_none() {
        println!("skipped: there is no ../shared/data/{below}");
    }
    path
}

fn findings(scene: &Scene, folder: &str) -> serde_json::Value {
    let text = fs::read_to_string(scene.path(folder).join("findings.json")).expect("written");
    serde_json::from_str(&text).expect("it is JSON")
}

/// Verdict and finding of a statement that begins so.
fn said<'a>(findings: &'a serde_json::Value, begins: &str) -> (&'a str, &'a str) {
    let all = findings["corpus"]["statements"].as_array().expect("a list");
    let one = all
        .iter()
        .find(|one| {
            one["said"]
                .as_str()
                .is_some_and(|said| said.starts_with(begins))
        })
        .unwrap_or_else(|| panic!("nothing is said of: {begins}"));
    (
        one["verdict"].as_str().expect("a text"),
        one["found"].as_str().expect("a text"),
    )
}

#[test]
fn laws_days_and_sources_write_their_page_tables_and_description() {
    let mut battles = String::from("year;R0;Rc;B0;Bc\n");
    let mut days =
        String::from("day,forces_allies,casualties_allies,forces_germans,casualties_germans\n");
    for n in 0..12 {
        battles.push_str(&format!(
            "{};{};{};9000;{}\n",
            1700 + n,
            8000 + 37 * n,
            300 + n,
            900 + 71 * n
        ));
        days.push_str(&format!(
            "{n},{},{},8000,{}\n",
            9000 - n,
            40 + n % 3,
            50 + n % 4
        ));
    }
    let mut claims = String::from("cwsac_id,belligerent,source,field,min,max\n");
    for n in 0..30 {
        for (source, value) in [
            ("a1900", 1000 + 13 * n),
            ("b1950", 1000 + 13 * n + n % 2),
            ("c1990", 990 + 14 * n),
        ] {
            claims.push_str(&format!("B{n},X,{source},strength,{value},{value}\n"));
        }
    }
    claims.push_str("B1,X,a1900,mules,1,1\n");
    let scene = Scene::new("corpus")
        .with("b/01.csv", battles)
        .with("days.csv", days)
        .with("claims.csv", claims);
    for (arguments, tables) in [
        (
            &["corpus", "laws", "b", "--runs", "3000"][..],
            &["evidence.csv", "published-tolerance.csv"][..],
        ),
        (
            &["corpus", "days", "days.csv"],
            &["days-1.csv", "days-published.csv"],
        ),
        (
            &["corpus", "sources", "claims.csv"],
            &["copies.csv", "source-kinds.toml"],
        ),
    ] {
        let out = format!("out/{}", arguments[1]);
        let mut all = arguments.to_vec();
        all.extend(["--out", out.as_str()]);
        scene.run(&all).exits(0);
        for file in tables
            .iter()
            .chain(&["report.html", "findings.json", "datapackage.json"])
        {
            assert!(scene.path(&out).join(file).is_file(), "{out}/{file}");
        }
        let package =
            fs::read_to_string(scene.path(&out).join("datapackage.json")).expect("written");
        let package: serde_json::Value = serde_json::from_str(&package).expect("it is JSON");
        for resource in package["resources"].as_array().expect("a list") {
            let path = resource["path"].as_str().expect("a path");
            assert!(scene.path(&out).join(path).is_file(), "{path}");
        }
        // The same bytes on one thread.
        let page = fs::read(scene.path(&out).join("report.html")).expect("written");
        all.extend(["--threads", "1"]);
        scene.run(&all).exits(0);
        assert_eq!(
            fs::read(scene.path(&out).join("report.html")).expect("written"),
            page
        );
    }
    let sources = findings(&scene, "out/sources");
    assert_eq!(sources["corpus"]["reading"][0]["set_aside"], 1);
    let exported = scene.run(&[
        "export", "out/days", "--format", "parquet", "--out", "columns",
    ]);
    if cfg!(feature = "parquet") {
        exported.exits(0).prints("columns/days-1.parquet\n");
    } else {
        exported.exits(64);
    }
}

#[test]
fn mistakes_are_told_with_place_and_remedy() {
    let scene = Scene::new("corpus-mistakes").with("t.csv", "a,b\n1,2\n");
    for study in ["laws", "outcomes", "sources"] {
        let done = scene.run(&["corpus", study, "t.csv"]);
        assert_ne!(done.code, 0, "{study}");
        assert!(
            done.err.contains("t.csv") && done.err.contains("column"),
            "{}",
            done.err
        );
        assert!(!done.err.contains("panicked"), "{}", done.err);
    }
    let done = scene.run(&["corpus", "days", "t.csv"]);
    assert!(done.err.contains("usable days"), "{}", done.err);
}

/// Where no row could be used, the remedy was to look at reasons that are not printed then.
#[test]
fn a_table_of_which_no_row_can_be_used_is_refused_with_its_first_reason() {
    let scene = Scene::new("corpus-no-row")
        .with("laws.csv", "year;R0;Rc;B0;Bc\n1700;x;1;2;3\n1701;5;9;8\n")
        .with(
            "sources.csv",
            "cwsac_id,belligerent,source,field,min,max\nA,X,a1900,strength,0,0\n",
        )
        .with("folder/t.csv", "a,b\n1,2\n");
    for (study, told) in [
        (
            "laws",
            "2 of 2 rows were set aside, the first at laws.csv:2:6 `R0`: `x` is not a number",
        ),
        (
            "sources",
            "1 of 1 rows were set aside, the first at sources.csv:2:",
        ),
    ] {
        let done = scene.run(&["corpus", study, &format!("{study}.csv")]);
        assert_ne!(done.code, 0, "{study}");
        assert!(done.err.contains(told), "{}", done.err);
    }
    for study in ["outcomes", "sources"] {
        let done = scene.run(&["corpus", study, "folder"]);
        assert!(
            done.code != 0 && done.err.contains("it is a folder"),
            "{}",
            done.err
        );
    }
}

#[test]
fn the_published_landing_and_the_days_of_the_ardennes_give_their_figures() {
    let (Some(ardennes), Some(island)) = (shared("ardennes"), shared("iwo-jima")) else {
        return;
    };
    let scene = Scene::new("corpus-days");
    let files = [
        ardennes.to_str().expect("UTF-8"),
        island.to_str().expect("UTF-8"),
    ];
    scene
        .run(&["corpus", "days", files[0], files[1], "--out", "out"])
        .exits(0);
    let found = findings(&scene, "out");
    let (verdict, _) = said(&found, "The square law with reinforcement");
    assert_eq!(verdict, "reproduces");
    let reading = found["corpus"]["reading"].as_array().expect("a list");
    let rows: u64 = reading
        .iter()
        .map(|file| file["rows"].as_u64().unwrap_or(0))
        .sum();
    let counted = |key: &str| -> u64 {
        reading
            .iter()
            .map(|file| file[key].as_u64().unwrap_or(0))
            .sum()
    };
    assert_eq!(counted("used") + counted("set_aside"), rows);
}

#[test]
fn the_laws_of_one_published_period_are_weighed() {
    let Some(battles) = shared("lanchester-1080/01.csv") else {
        return;
    };
    let scene = Scene::new("corpus-laws");
    let file = battles.to_str().expect("UTF-8");
    scene
        .run(&["corpus", "laws", file, "--runs", "20000", "--out", "out"])
        .exits(0);
    let found = findings(&scene, "out");
    assert_eq!(found["corpus"]["reading"][0]["used"], 112);
    let (verdict, text) = said(&found, "Fatigue is a law of its own");
    assert_eq!(verdict, "does not follow", "{text}");
    let (verdict, text) = said(&found, "A ratio of powers above 1");
    assert!(
        verdict == "does not follow" && text.contains("112 of 112"),
        "{text}"
    );
}

#[test]
fn tables_without_a_usable_row_are_unreadable_input() {
    let scene = Scene::new("no-row").with("u.csv", "year;R0;Rc;B0;Bc\n1700;;;;\n");
    scene
        .run(&["corpus", "laws", "u.csv"])
        .exits(2)
        .says("failed to compare laws in `u.csv`: no row of the files could be used");
    scene
        .run(&["corpus", "days", "u.csv"])
        .exits(2)
        .says("failed to compare laws over days in `u.csv`: no file has 8 usable days");
}
