//! Help, exit codes, formats, colour, pipes.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use crate::scene::{Done, Scene, dossiers};

#[test]
fn help_and_version_are_answers_and_misunderstandings_are_64() {
    let scene = Scene::new("help");
    scene
        .run(&["--help"])
        .exits(0)
        .prints("First steps:")
        .prints("kidal weigh dossiers/kidal-2012");
    // Both were to be found in error messages and in the source alone.
    let weigh = scene.run(&["weigh", "--help"]).exits(0);
    weigh.prints("--small").prints("0, which takes all cores");
    scene.run(&["--version"]).exits(0).prints("kidal ");
    for wrong in [
        &[][..],
        &["frobnicate"],
        &["weigh"],
        &["weigh", "d", "--seed", "x"],
        &["weigh", "d", "--budget", "soon"],
        &["weigh", "d", "--only", "a", "--without", "b"],
        &["check", "d", "--format", "html"],
        &["whatif", "d"],
        &["replay", "d", "--count", "0"],
        &["replay", "d", "--run", "18446744073709551615"],
        &["weigh", "d", "--threads", "100000"],
    ] {
        let done = scene.run(wrong).exits(64);
        assert!(done.out.is_empty(), "{wrong:?} prints data");
    }
}

#[test]
fn a_new_dossier_already_checks() {
    let scene = Scene::new("skeleton");
    let made = scene.run(&["new", "my-battle"]).exits(0);
    assert_eq!(
        made.out,
        "made my-battle:\n  my-battle/evidence.toml\nnext: kidal check my-battle\n"
    );
    scene
        .run(&["check", "my-battle"])
        .exits(0)
        .prints("The fight at the ford: 4 claims checked: 0 contradictions, 0 tensions, ");
    scene
        .run(&["tell", "my-battle", "--by", "ferryman"])
        .exits(0);
}

#[test]
fn evidence_can_come_from_the_standard_input() {
    let scene = Scene::new("stdin");
    scene.run(&["new", "d"]).exits(0);
    let file = fs::File::open(scene.path("d/evidence.toml")).expect("just made");
    let output = scene
        .command(&["check", "-"])
        .stdin(file)
        .output()
        .expect("it starts");
    Done::of(output).exits(0).prints("4 claims checked");
}

#[test]
fn the_digest_tells_dossiers_apart() {
    let scene = Scene::new("digest");
    scene.run(&["new", "one"]).exits(0);
    scene.run(&["new", "two"]).exits(0);
    let one = scene.run(&["digest", "one"]).exits(0).out;
    assert_eq!(one.trim().len(), 64);
    assert_ne!(one, scene.run(&["digest", "two"]).exits(0).out);
}

#[test]
fn contradictions_of_kidal_2012_are_found_and_shown() {
    let scene = Scene::new("kidal");
    let kidal = dossiers().join("kidal-2012");
    let kidal = kidal.to_str().expect("a plain path");
    let found = scene.run(&["check", kidal]).exits(1);
    assert!(found.out.contains("contradiction["), "{}", found.out);
    assert!(found.out.contains("evidence.toml:"), "{}", found.out);
    assert!(!found.out.contains('\u{1b}'), "colour in a pipe");
    let coloured = scene
        .command(&["check", kidal])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("it starts");
    assert!(String::from_utf8_lossy(&coloured.stdout).contains('\u{1b}'));
    let plain = scene
        .command(&["check", kidal])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .expect("it starts");
    assert!(!String::from_utf8_lossy(&plain.stdout).contains('\u{1b}'));
    scene
        .run(&["check", kidal, "--explain"])
        .exits(1)
        .prints("\n# ");
}

#[test]
fn every_rule_has_a_page() {
    let scene = Scene::new("rules");
    let list = scene.run(&["explain", "list"]).exits(0).out;
    assert!(list.lines().count() >= 10, "{list}");
    for line in list.lines() {
        let code = line.split_whitespace().next().expect("a code");
        scene.run(&["explain", code]).exits(0).prints("# ");
    }
}

#[test]
fn completions_are_printed_for_each_shell() {
    let scene = Scene::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        scene.run(&["completions", shell]).exits(0).prints("kidal");
    }
}

#[test]
fn schemas_are_json() {
    let scene = Scene::new("schema");
    let text = scene.run(&["schema", "findings"]).exits(0).out;
    let schema: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert!(schema["properties"]["claims"].is_object(), "{text}");
}

#[test]
fn every_command_has_a_manual_page() {
    let scene = Scene::new("man");
    let list = scene.run(&["man", "--out", "man1"]).exits(0).out;
    assert!(list.contains("man1/kidal.1\n") && list.contains("man1/kidal-weigh.1\n"));
    for path in list.lines() {
        let page = fs::read_to_string(scene.path(path)).expect("written");
        assert!(
            page.contains(".TH") && page.contains(".SH DESCRIPTION"),
            "{path}"
        );
    }
    assert_eq!(
        scene.run(&["man", "check"]).exits(0).out,
        fs::read_to_string(scene.path("man1/kidal-check.1")).expect("written")
    );
    scene
        .run(&["man", "wiegh"])
        .exits(64)
        .says("there is no command `wiegh`")
        .says("weigh");
}

/// The reader goes away before the first byte is written: no message, no panic.
#[test]
fn a_broken_pipe_is_quiet() {
    let scene = Scene::new("pipe");
    let mut child = scene
        .command(&["reference", "cli"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let mut messages = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut messages)
        .expect("text");
    assert_eq!(messages, "");
    assert!(child.wait().expect("it ends").code().is_some());
}

#[test]
fn a_full_device_is_an_error_with_a_message() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let scene = Scene::new("full");
    let device = fs::OpenOptions::new()
        .write(true)
        .open(full)
        .expect("it is there");
    let output = scene
        .command(&["reference", "cli"])
        .stdout(device)
        .output()
        .expect("it starts");
    Done::of(output).exits(3).says("failed to write the answer");
}

/// The pages in `docs/reference/` are what the program prints. To bring them up to date:
/// `cargo run -- reference PAGE > docs/reference/PAGE.md`.
#[test]
fn the_reference_is_what_the_program_prints() {
    let scene = Scene::new("reference");
    for page in ["cli", "exports", "keys", "language", "rules"] {
        let printed = scene.run(&["reference", page]).exits(0).out;
        let file = dossiers().join(format!("../docs/reference/{page}.md"));
        let stored = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            printed == stored,
            "docs/reference/{page}.md is out of date: `cargo run -- reference {page} > docs/reference/{page}.md`"
        );
    }
}

#[test]
fn the_step_is_verified_on_as_many_pairs_as_are_asked_for() {
    let scene = Scene::new("verify-step");
    let dossier = dossiers().join("alamo-1836").display().to_string();
    let verify = ["replay", &dossier, "--verify-step", "--count"];
    let few = scene.run(&[&verify[..], &["20", "--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&few.out).expect("it is JSON");
    let rows = report["rows"].as_array().expect("it has rows");
    assert!(rows.iter().any(|row| row["pairs"] == 20), "{report}");
    let holds = |row: &serde_json::Value| row["passes"] == true && row["elements_pass"] == true;
    few.exits(if rows.iter().all(holds) { 0 } else { 4 });
    scene
        .run(&[&verify[..], &["2000000"]].concat())
        .exits(64)
        .says("write `--count 1000000` or fewer");
}

/// `--pairs` beside another design, `--item` beside another form and `--run` beside `--count` were taken and did nothing.
#[test]
fn an_option_that_would_do_nothing_is_refused_with_what_to_do() {
    let scene = Scene::new("idle-options");
    let alamo = dossiers().join("alamo-1836").display().to_string();
    scene
        .run(&[
            "sweep", &alamo, "--design", "morris", "--pairs", "--out", "s",
        ])
        .exits(64)
        .says("a morris design does not tell the interactions of pairs")
        .says("take `--design saltelli`");
    assert!(!scene.path("s").exists());
    for form in ["md", "csv", "geojson"] {
        scene
            .run(&["evidence", &alamo, "--format", form, "--item", "Q42"])
            .exits(64)
            .says("add `--format quickstatements`, or leave `--item` out");
    }
    scene
        .run(&["replay", &alamo, "--count", "2", "--verbose"])
        .exits(64);
}

#[test]
fn many_histories_are_counted_from_the_one_that_is_named() {
    let scene = Scene::new("count-from");
    let alamo = dossiers().join("alamo-1836").display().to_string();
    let steps = |run: &str, count: &str| {
        let ask = ["replay", &alamo, "--run", run, "--count", count];
        let done = scene.run(&[&ask[..], &["--format", "json"]].concat());
        let told: serde_json::Value = serde_json::from_str(&done.exits(0).out).expect("JSON");
        told["element_steps"].as_u64().expect("a number")
    };
    let apart = steps("0", "1") + steps("1", "1") + steps("2", "1");
    assert_eq!(steps("0", "3"), apart);
    assert_eq!(steps("1", "2"), apart - steps("0", "1"));
    assert_ne!(steps("1", "1"), steps("0", "1"));
    scene
        .run(&["replay", &alamo, "--run", "4294967290", "--count", "100"])
        .exits(64)
        .says("histories are numbered from 0 to 4294967294");
}

/// A text that broke off had three faults, two of them of what was not read.
#[test]
fn a_file_that_breaks_off_has_one_fault() {
    let scene = Scene::new("broken-off").with(
        "d/evidence.toml",
        "[dossier]\ntitle = \"x\"\n\n[[claim]]\nid = \"a",
    );
    scene
        .run(&["check", "d"])
        .exits(2)
        .says("is no readable TOML")
        .says("failed to read the dossier: 1 fault found");
}

/// With a fault in the evidence those of the scenario were told only after it was mended.
#[test]
fn faults_of_the_scenario_are_told_beside_those_of_the_evidence() {
    let mut scene = Scene::new("both-faulty");
    for (file, old, new) in [
        (
            "evidence.toml",
            "kind      = \"party\"",
            "kind = \"partie\"",
        ),
        ("scenario.toml", "zero", "zeroo"),
        ("map.geojson", "", ""),
    ] {
        let from = dossiers().join("alamo-1836").join(file);
        let text = std::fs::read_to_string(from).expect("the dossier is in the repository");
        assert!(text.contains(old), "{file}");
        scene = scene.with(&format!("d/{file}"), text.replacen(old, new, 1));
    }
    scene
        .run(&["check", "d"])
        .exits(2)
        .says("`kind` cannot be `partie`")
        .says("`scenario` has no `zero`");
}

/// "No parameter is called so" left the reader to guess how they are called.
#[test]
fn an_unknown_factor_is_answered_with_those_there_are() {
    let scene = Scene::new("unknown-factor");
    let alamo = dossiers().join("alamo-1836").display().to_string();
    scene
        .run(&["sweep", &alamo, "--factor", "nope"])
        .exits(64)
        .says("these can be moved: garrison-men, ")
        .says("order:storm, ");
    scene
        .run(&["sweep", "--help"])
        .exits(0)
        .prints("whatif DOSSIER --list");
}

/// `--list` beside `--findings` was refused without a reason.
#[test]
fn a_list_beside_findings_is_of_their_dossier() {
    let scene = Scene::new("list-findings");
    let alamo = dossiers().join("alamo-1836").display().to_string();
    scene
        .run(&["whatif", &alamo, "--list", "--findings", "none"])
        .exits(2)
        .says("none");
}

#[test]
fn help_says_where_the_standard_input_will_not_do_and_where_a_dossier_is_made() {
    let scene = Scene::new("help-input");
    for command in ["fmt", "replay", "whatif", "sweep"] {
        scene
            .run(&[command, "--help"])
            .prints("the standard input will not do");
    }
    scene
        .run(&["new", "--help"])
        .prints("here or elsewhere (PLACE/NAME)");
    scene.run(&["new", "below/my-battle"]).exits(0);
    let draft = scene
        .run(&["new", "below/My Battle"])
        .exits(64)
        .says("is no name for a dossier");
    assert!(draft.out.is_empty());
}
