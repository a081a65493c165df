//! The main job from end to end, with little effort: what is written, how it goes on, that it is the same again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::scene::{Scene, dossiers};

pub fn kidal() -> String {
    let folder = dossiers().join("kidal-2012");
    folder.to_str().expect("a plain path").to_owned()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("it is there") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("below")
                    .display()
                    .to_string();
                files.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    files
}

#[track_caller]
pub fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

/// Starts a weighing of Kidal 2012 and waits until it has written a checkpoint.
fn start_until_checkpoint(scene: &Scene, out: &str) -> std::process::Child {
    let checkpoint = scene.path(out).join(".checkpoint");
    let child = scene
        .command(&["weigh", &kidal(), "--small", "--out", out])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let started = Instant::now();
    while !checkpoint.exists() {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "no checkpoint in two minutes"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    child
}

#[test]
fn the_main_job_writes_findings_that_can_be_read_again() {
    let scene = Scene::new("weigh");
    scene.run(&["new", "d"]).exits(0);
    let done = scene.run(&["weigh", "d", "--small"]);
    assert!(done.code == 0 || done.code == 4, "{done:#?}");
    assert!(done.out.lines().count() <= 50, "{}", done.out);
    assert!(
        done.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        done.out
    );
    assert!(done.out.contains(" weighed, "), "{}", done.out);
    assert!(
        done.out.ends_with("Report: findings/d/report.html\n"),
        "{}",
        done.out
    );
    let files = tree(&scene.path("findings/d"));
    for name in [
        "findings.json",
        "ensemble.zarr/zarr.json",
        "report.html",
        "datapackage.json",
        "dossier/evidence.toml",
    ] {
        assert!(files.contains_key(name), "{name} is missing");
    }
    assert!(!files.contains_key(".checkpoint"));
    assert!(files.keys().all(|name| !name.ends_with(".tmp")));
    let package: serde_json::Value =
        serde_json::from_slice(&files["datapackage.json"]).expect("it is JSON");
    assert_eq!(package["name"], "d");
    scene
        .run(&["rerun", "findings/d", "--threads", "2"])
        .exits(0)
        .prints("the same bytes");
    scene
        .run(&["report", "findings/d"])
        .exits(0)
        .prints("findings/d/report.html");
    assert_eq!(
        tree(&scene.path("findings/d")),
        files,
        "a report made again has other bytes"
    );
}

#[test]
fn rerun_names_the_first_byte_that_differs() {
    let scene = Scene::new("rerun");
    scene.run(&["new", "d"]).exits(0);
    scene.run(&["weigh", "d", "--small"]);
    let path = scene.path("findings/d/findings.json");
    let text = fs::read_to_string(&path).expect("written");
    assert!(text.contains("The fight at the ford"));
    fs::write(
        &path,
        text.replacen("The fight at the ford", "The fight at the fort", 1),
    )
    .expect("ours");
    scene
        .run(&["rerun", "findings/d"])
        .exits(3)
        .prints("findings.json: line ")
        .prints("headline.title");
    // The page is compared too: one changed number in it is named by its place.
    scene.run(&["weigh", "d", "--small", "--fresh"]);
    let page = scene.path("findings/d/report.html");
    let html = fs::read_to_string(&page).expect("written");
    fs::write(&page, html.replacen("<h1>The fight", "<h1>The Fight", 1)).expect("ours");
    let done = scene
        .run(&["rerun", "findings/d", "--format", "json"])
        .exits(3);
    let found: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!(found["same"], false);
    let difference = found["differences"][0].as_str().expect("one");
    assert!(difference.starts_with("report.html: line "), "{difference}");
    assert!(
        difference.contains("was `Fight") && difference.contains("now `fight"),
        "{difference}"
    );
}

#[test]
fn an_unknown_speaker_is_answered_with_the_nearest_ones() {
    let scene = Scene::new("speaker");
    scene.run(&["new", "d"]).exits(0);
    for arguments in [
        &["weigh", "d", "--small", "--only", "ferrymam"][..],
        &["weigh", "d", "--small", "--without", "ferrymam"],
        &["tell", "d", "--by", "ferrymam"],
    ] {
        scene
            .run(arguments)
            .exits(64)
            .says("`ferrymam`")
            .says("`ferryman`");
    }
    scene
        .run(&["weigh", "d", "--small", "--as-known-on", "yesterday"])
        .exits(64)
        .says("yesterday");
}

#[test]
fn another_dossiers_checkpoint_is_refused_and_fresh_discards_it() {
    let scene =
        Scene::new("refused").with("findings/d/.checkpoint", "kidal-checkpoint/1\n0\nx\nx\nx\n");
    scene.run(&["new", "d"]).exits(0);
    scene
        .run(&["weigh", "d", "--small"])
        .exits(64)
        .says("it belongs to another dossier")
        .says("--fresh");
    let done = scene.run(&["weigh", "d", "--small", "--fresh"]);
    assert!(done.code == 0 || done.code == 4, "{done:#?}");
}

/// A run that is killed while it writes leaves files beside their places.
#[test]
fn what_a_killed_run_left_half_written_is_taken_away() {
    let scene = Scene::new("half");
    scene.run(&["new", "d"]).exits(0);
    let weigh = ["weigh", "d", "--small", "--out", "out"];
    let done = scene.run(&weigh);
    assert!(done.code == 0 || done.code == 4, "{done:#?}");
    let whole = tree(&scene.path("out"));
    for name in whole.keys() {
        let beside = scene.path("out").join(format!("{name}.tmp"));
        fs::write(beside, b"half").expect("it can be written");
    }
    let old = scene.path("out/ensemble.zarr/posterior/old/0");
    fs::create_dir_all(old.parent().expect("it has one")).expect("it can be made");
    fs::write(old, b"old").expect("it can be written");
    let again = scene.run(&weigh);
    assert_eq!(again.code, done.code, "{again:#?}");
    assert!(tree(&scene.path("out")) == whole, "others than before");
}

#[test]
fn an_interrupt_keeps_a_checkpoint_and_says_how_to_go_on() {
    let scene = Scene::new("interrupt");
    let child = start_until_checkpoint(&scene, "out");
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill is there");
    let output = child.wait_with_output().expect("it ends");
    if output.status.code() != Some(130) {
        // The work ended before the interrupt came.
        assert!(matches!(output.status.code(), Some(0 | 4)), "{output:?}");
        return;
    }
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("the same command goes on"), "{message}");
    assert!(scene.path("out/.checkpoint").exists());
    let resumed = scene.run(&["weigh", &kidal(), "--small", "--out", "out"]);
    assert!(
        resumed.err.contains("went on from the checkpoint"),
        "{resumed:#?}"
    );
}

/// A budget of time becomes a budget of histories, which `rerun` repeats.
#[test]
fn what_a_budget_reached_can_be_computed_again() {
    let scene = Scene::new("budget");
    let done = scene.run(&[
        "weigh",
        &kidal(),
        "--small",
        "--budget",
        "1s",
        "--out",
        "out",
    ]);
    assert!(matches!(done.code, 0 | 3 | 4), "{done:#?}");
    if done.code == 3 {
        // A slow machine had not drawn the histories before any account.
        assert!(
            done.err.contains("give it a longer `--budget`"),
            "{done:#?}"
        );
        return;
    }
    // The command that makes them again is none that asks for the same time.
    let page = std::fs::read_to_string(scene.path("out/report.html")).expect("it is written");
    let command = page.split("Make it again:").nth(1).unwrap_or_default();
    let is_whole = !command.contains("budget-histories");
    assert!(
        is_whole || command.contains(">kidal rerun ."),
        "{command:.300}"
    );
    assert!(!is_whole || command.contains(" --small"), "{command:.300}");
    scene
        .run(&["rerun", "out"])
        .exits(0)
        .prints("the same bytes");
}
