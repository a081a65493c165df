//! Bad inputs: each is answered with place, fact and remedy, and never with a panic.

use crate::scene::{Scene, dossiers};

const HEAD: &str = "[dossier]\ntitle = \"x\"\n";

/// The messages of `check` on this evidence.
fn messages_of(name: &str, evidence: impl AsRef<[u8]>) -> String {
    let scene = Scene::new(name).with("d/evidence.toml", evidence);
    for command in [
        &["tell", "d"][..],
        &["weigh", "d", "--out", "out"],
        &["replay", "d"],
    ] {
        scene.run(command).exits(2);
    }
    scene.run(&["check", "d"]).exits(2).err
}

#[track_caller]
fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

#[test]
fn a_missing_folder_is_named() {
    let done = Scene::new("missing").run(&["check", "nosuch"]).exits(2);
    assert_eq!(
        done.err,
        "error: failed to open the dossier `nosuch`: there is no such folder\n  \
         help: check the path, or begin a dossier with `kidal new NAME`\n"
    );
}

#[test]
fn a_file_in_place_of_a_folder_is_told_apart() {
    let scene = Scene::new("file")
        .with("d/evidence.toml", HEAD)
        .with("d/other.toml", HEAD);
    // A file of the dossier stands for its folder; another file does not.
    scene.run(&["check", "d/evidence.toml"]).exits(0);
    scene
        .run(&["check", "d/other.toml"])
        .exits(2)
        .says("it is a file, and a dossier is a folder")
        .says("`d`");
}

#[test]
fn missing_evidence_is_named() {
    let scene = Scene::new("no-evidence").with("d/scenario.toml", "");
    let done = scene.run(&["check", "d"]).exits(2);
    assert_eq!(
        done.err,
        "error: failed to read `d/evidence.toml`: there is no such file\n  \
         help: every dossier has an `evidence.toml`: write one, or begin with `kidal new NAME`\n"
    );
}

#[test]
fn broken_toml_is_located() {
    let text = messages_of("broken", "[dossier]\ntitle = \"x\n");
    assert_contains(
        &text,
        &["evidence.toml:2:", "error", "help: mend the places above"],
    );
}

#[test]
fn an_unknown_key_gets_the_nearest_known_one() {
    let text = messages_of("key", "[dossier]\ntitel = \"x\"\n");
    assert_contains(
        &text,
        &["unknown-key", "`titel`", "evidence.toml:2:1", "`title`"],
    );
}

#[test]
fn a_misspelt_name_gets_the_nearest_declared_ones() {
    let claim = "[[voice]]\nid = \"clerk\"\nname = \"a clerk\"\nkind = \"local\"\n\
                 [[group]]\nid = \"garrison\"\nname = \"the garrison\"\n\
                 [[claim]]\nid = \"c\"\nspeaker = \"clerk\"\nsays = \"strength(garison) = 5\"\n";
    let text = messages_of("name", format!("{HEAD}{claim}"));
    assert_contains(
        &text,
        &[
            "undeclared-name",
            "`garison`",
            "evidence.toml:13:18",
            "`garrison`",
        ],
    );
}

#[test]
fn an_impossible_date_is_located() {
    let text = messages_of(
        "date",
        "[dossier]\ntitle = \"x\"\nwindow = \"2012-02-30/2012-04-01\"\n",
    );
    assert_contains(&text, &["evidence.toml:3:", "2012-02-30"]);
}

#[test]
fn an_empty_file_says_how_to_begin() {
    let text = messages_of("empty", "");
    assert_contains(&text, &["`evidence.toml` is empty", "kidal new NAME"]);
}

#[test]
fn a_binary_file_is_located_by_its_byte() {
    let text = messages_of("binary", b"[dossier]\n\x00\x7fELF\x1b[31m\xff\xfe");
    assert_contains(&text, &["not-text", "byte 20 is 0xff", "evidence.toml:2:"]);
    assert!(
        !text.contains('\u{1b}'),
        "control characters reach the terminal"
    );
}

#[test]
fn text_full_of_zeros_is_no_panic() {
    let text = messages_of("zeros", [0_u8; 4096]);
    assert_contains(&text, &["evidence.toml:1:"]);
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_at_once() {
    let scene = Scene::new("huge").with("d/evidence.toml", vec![b'a'; 100 * 1024 * 1024]);
    scene
        .run(&["check", "d"])
        .exits(2)
        .says("file-too-large")
        .says("`evidence.toml` is larger than 64 MiB")
        .says("is this the right file?");
}

#[test]
fn negative_men_and_swapped_bounds_are_refused() {
    let head = format!(
        "{HEAD}[[voice]]\nid = \"clerk\"\nname = \"a clerk\"\nkind = \"local\"\n\
         [[group]]\nid = \"men\"\nname = \"the men\"\n[[claim]]\nid = \"c\"\nspeaker = \"clerk\"\n"
    );
    let text = messages_of("negative", format!("{head}says = \"strength(men) = -5\"\n"));
    assert_contains(&text, &["evidence.toml:13:", "-"]);
    let text = messages_of(
        "swapped",
        format!("{head}says = \"strength(men) between 169 and 50\"\n"),
    );
    assert_contains(&text, &["evidence.toml:13:", "169", "50"]);
}

#[test]
fn errors_come_in_the_format_that_was_asked_for() {
    let scene = Scene::new("format").with("d/evidence.toml", format!("{HEAD}titel = \"x\"\n"));
    let json = scene.run(&["check", "d", "--format", "json"]).exits(2);
    let list: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!(list[0]["severity"], "error");
    assert_eq!(list[0]["annotations"][0]["start"]["line"], 3);
    scene
        .run(&["check", "d", "--format", "github"])
        .exits(2)
        .prints("::error file=d/evidence.toml,line=3");
    scene
        .run(&["check", "d", "--format", "sarif"])
        .exits(2)
        .prints("\"2.1.0\"");
}

#[test]
fn an_output_below_a_file_is_refused_before_any_work() {
    let scene = Scene::new("below").with("file", "");
    scene.run(&["new", "d"]).exits(0);
    scene
        .run(&["weigh", "d", "--out", "file/out"])
        .exits(3)
        .says("failed to write `file/out`")
        .says("--out");
}

#[test]
fn findings_that_are_none_are_refused() {
    let scene = Scene::new("findings")
        .with("cut/findings.json", "{\"schema\": \"kidal-findings/1\", ")
        .with("other/findings.json", "{\"schema\": \"kidal-findings/9\"}")
        .with("binary/findings.json", b"\xff\xfe");
    for command in ["report", "rerun"] {
        scene
            .run(&[command, "nosuch"])
            .exits(2)
            .says("they are not there");
        scene
            .run(&[command, "cut"])
            .exits(2)
            .says("line 1")
            .says("kidal weigh");
        scene
            .run(&[command, "other"])
            .exits(2)
            .says("kidal-findings/9");
        scene
            .run(&[command, "binary"])
            .exits(2)
            .says("binary/findings.json");
    }
    scene.run(&["export", "cut", "--format", "csv"]).exits(2);
    scene.run(&["new", "d"]).exits(0);
    scene
        .run(&["whatif", "d", "--do", "x=1"])
        .exits(2)
        .says("kidal weigh");
}

#[test]
fn an_unknown_rule_gets_the_nearest_one() {
    let scene = Scene::new("rule");
    scene
        .run(&["explain", "no-such-rule-anywhere"])
        .exits(64)
        .says("kidal explain list");
}

#[test]
fn a_bad_name_or_a_taken_one_makes_no_dossier() {
    let scene = Scene::new("new");
    scene
        .run(&["new", "My Battle"])
        .exits(64)
        .says("small letters, digits and hyphens");
    scene.run(&["new", "d"]).exits(0);
    scene
        .run(&["new", "d"])
        .exits(64)
        .says("`d` is already there");
    scene.run(&["new", "d/evidence.toml/x"]).exits(3);
}

#[test]
fn a_faulty_scenario_is_answered_beside_the_collisions() {
    let scene = Scene::new("scenario");
    scene.run(&["new", "d"]).exits(0);
    let scene = scene.with(
        "d/scenario.toml",
        "[scenario]\nzero = \"1901-05-32\"\nfrom = 3\n",
    );
    let done = scene.run(&["check", "d"]).exits(2);
    assert_contains(&done.out, &["d/scenario.toml:2:", "1901-05-32", "part-sum"]);
    for command in [&["weigh", "d", "--out", "out"][..], &["replay", "d"]] {
        scene.run(command).exits(2).says("d/scenario.toml:2:");
    }
}

#[test]
fn a_broken_map_is_located() {
    let read = |name: &str| {
        let path = dossiers().join("kidal-2012").join(name);
        std::fs::read(path).expect("it is in the repository")
    };
    let scene = Scene::new("map")
        .with("d/evidence.toml", read("evidence.toml"))
        .with("d/scenario.toml", read("scenario.toml"));
    for map in ["{\"type\": \"FeatureCollection\", ", "[]", "", "\u{0}"] {
        std::fs::write(scene.path("d/map.geojson"), map).expect("ours");
        scene.run(&["check", "d"]).exits(2).prints("d/map.geojson");
    }
}
