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

/// `kidal new` advised `--out`, which it does not have; so did `fmt`, and `check` for its baseline.
#[test]
fn what_cannot_be_written_is_answered_with_what_mends_it() {
    let scene = Scene::new("unwritable").with("file", "");
    let too_long = scene.run(&["new", &"x".repeat(300)]).exits(3);
    assert!(!too_long.err.contains("--out"), "{}", too_long.err);
    too_long.says("help: choose a shorter name; nothing");
    let no_place = scene.run(&["new", "file/d"]).exits(3);
    assert!(!no_place.err.contains("--out"), "{}", no_place.err);
    no_place.says("`kidal new PLACE/NAME`");
    scene.run(&["new", "d"]).exits(0);
    let no_baseline = ["check", "d", "--write-baseline", "file/x"];
    scene
        .run(&no_baseline)
        .exits(3)
        .says("through `--write-baseline`");
    scene
        .run(&["weigh", "d", "--out", "file/x"])
        .exits(3)
        .says("through `--out`");
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

#[test]
fn numbers_that_make_no_sense_say_what_to_write() {
    let scene = Scene::new("numbers");
    scene.run(&["new", "d"]).exits(0);
    for (arguments, words) in [
        (
            &["weigh", "d", "--budget", "30"][..],
            "write `30s` for seconds",
        ),
        (&["weigh", "d", "--budget", "-3s"], "is written like `30s`"),
        (
            &["weigh", "d", "--seed", "-1"],
            "a seed is a whole number from 0",
        ),
        (
            &["replay", "d", "--seed", "1.5"],
            "a seed is a whole number",
        ),
        (
            &["replay", "d", "--run", "-3"],
            "histories are numbered from 0",
        ),
        (&["replay", "d", "--count", "-4"], "such as `--count 1000`"),
        (
            &["weigh", "d", "--threads", "-1"],
            "a number of threads lies between",
        ),
    ] {
        scene.run(arguments).exits(64).says(words);
    }
}

/// A refused study once left an empty folder of findings.
#[test]
fn a_refused_study_leaves_no_folder() {
    let scene = Scene::new("refused-study");
    scene.run(&["new", "d"]).exits(0);
    for arguments in [
        &["weigh", "d", "--only", "nobody"][..],
        &[
            "weigh",
            "d",
            "--as-known-on",
            "2012-13-99",
            "--out",
            "deep/out",
        ],
        &["replay", "d", "--out", "deep/out"],
    ] {
        scene.run(arguments).exits(64);
        assert!(!scene.path("findings").exists() && !scene.path("deep").exists());
    }
}

#[test]
fn the_dossier_can_be_the_folder_where_one_stands() {
    let scene = Scene::new("dot");
    scene.run(&["new", "d"]).exits(0);
    let done = scene
        .command(&["weigh", ".", "--small", "--out", "../out"])
        .current_dir(scene.path("d"))
        .output()
        .expect("it starts");
    assert!(matches!(done.status.code(), Some(0 | 4)), "{done:?}");
    let package = std::fs::read_to_string(scene.path("out/datapackage.json")).expect("written");
    assert!(package.contains("\"name\": \"d\""), "{package}");
    // Its page tells the command as it was given.
    let page = std::fs::read_to_string(scene.path("out/report.html")).expect("written");
    assert!(page.contains("kidal weigh . --seed 2012"));
}

/// A disk that is full, without a disk: files may not grow beyond a few blocks.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_good_findings_as_they_were() {
    let scene = Scene::new("disk");
    scene.run(&["new", "d"]).exits(0);
    let done = scene.run(&["weigh", "d", "--small", "--out", "out"]);
    assert!(matches!(done.code, 0 | 4), "{done:#?}");
    let read = |name: &str| std::fs::read(scene.path(name)).expect("it is there");
    let before = read("out/findings.json");
    let limited = |command: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 8; exec \"$0\" {command}");
        let output = std::process::Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_kidal")])
            .current_dir(scene.path(""))
            .output()
            .expect("a shell is there");
        crate::scene::Done::of(output)
    };
    limited("weigh d --small --seed 7 --out out")
        .exits(3)
        .says("failed to write `out/")
        .says("nothing that stood there was changed");
    assert!(
        read("out/findings.json") == before,
        "good findings were overwritten"
    );
    let rubbish: Vec<_> = std::fs::read_dir(scene.path("out"))
        .expect("it is there")
        .map(|entry| entry.expect("readable").file_name())
        .filter(|name| name.to_string_lossy().ends_with(".tmp"))
        .collect();
    assert!(rubbish.is_empty(), "{rubbish:?}");
    limited("weigh d --small --out fresh").exits(3);
    limited("export out --format csv --out tables").exits(3);
    assert!(!scene.path("tables").exists());
    limited("report out --out page.html").exits(3);
    assert!(!scene.path("page.html").exists());
}

/// The page was renamed onto the device, which was then a file.
#[cfg(unix)]
#[test]
fn a_page_can_go_to_a_device_and_leaves_it_one() {
    let scene = Scene::new("device");
    scene.run(&["new", "d"]).exits(0);
    scene.run(&["weigh", "d", "--small", "--out", "out"]);
    let link = scene.path("nowhere");
    std::os::unix::fs::symlink("/dev/null", &link).expect("it can be made");
    scene.run(&["report", "out", "--out", "nowhere"]).exits(0);
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert!(!std::path::Path::new("/dev/null").is_file());
    scene
        .run(&["report", "out", "--out", "."])
        .exits(64)
        .says("is a folder");
}

#[test]
fn findings_without_their_parts_are_refused() {
    let scene = Scene::new("parts");
    scene.run(&["new", "d"]).exits(0);
    scene.run(&["weigh", "d", "--small", "--out", "out"]);
    std::fs::remove_dir_all(scene.path("out/ensemble.zarr")).expect("ours");
    for command in [
        &["rerun", "out"][..],
        &["export", "out", "--format", "csv"],
        &["whatif", "d", "--findings", "out", "--do", "x=1"],
    ] {
        scene
            .run(command)
            .exits(2)
            .says("ensemble.zarr")
            .says("kidal weigh");
    }
    std::fs::write(scene.path("out/findings.json"), "").expect("ours");
    scene
        .run(&["report", "out"])
        .exits(2)
        .says("the file is empty");
}

/// The option after a change was taken for another change.
#[test]
fn options_may_follow_a_change() {
    let scene = Scene::new("after-a-change");
    scene.run(&["new", "d"]).exits(0);
    let change = ["whatif", "d", "--do", "x=1", "y*2", "--outcome", "fall"];
    // It gets as far as the findings, which are not there.
    scene.run(&change).exits(2).says("they are not there");
}
