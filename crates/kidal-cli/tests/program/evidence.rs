//! Formatting, baselines, and the evidence in forms that others read.

use crate::scene::{Done, Scene, dossiers};

const TWO: &str = "teaching-two-accounts";

fn scene(name: &str) -> Scene {
    let text = std::fs::read_to_string(dossiers().join(TWO).join("evidence.toml"))
        .expect("the dossier is in the repository");
    Scene::new(name).with("d/evidence.toml", &text)
}

/// The evidence of `d` as statements about an item.
fn statements(scene: &Scene, item: &str) -> Done {
    let form = ["evidence", "d", "--format", "quickstatements"];
    scene.run(&[&form[..], &["--item", item]].concat())
}

#[test]
fn what_is_accepted_is_shown_no_more() {
    let scene = scene("baseline");
    scene.run(&["check", "d"]).exits(1);
    scene
        .run(&["check", "d", "--write-baseline", "accepted.txt"])
        .prints("findings written as accepted");
    scene
        .run(&["check", "d", "--baseline", "accepted.txt"])
        .exits(0)
        .prints("0 contradictions, 0 tensions, 0 notes, and ");
    scene
        .run(&["check", "d", "--baseline", "none.txt"])
        .exits(2)
        .says("none.txt");
}

#[test]
fn a_dossier_is_formatted_once_and_says_the_same() {
    let scene = scene("fmt").with(
        "d/evidence.toml",
        "[dossier]\ntitle='t'\n[[voice]]\nname=\"v\"\nid=\"v\"\nkind=\"local\"\n",
    );
    scene
        .run(&["fmt", "d", "--check"])
        .exits(1)
        .prints("would change: evidence.toml");
    scene
        .run(&["fmt", "d"])
        .exits(0)
        .prints("changed: evidence.toml");
    scene.run(&["fmt", "d", "--check"]).exits(0);
}

#[test]
fn the_evidence_is_written_in_the_forms_of_others() {
    let scene = scene("evidence");
    let talk = scene.run(&["evidence", "d"]).exits(0).out;
    assert!(talk.contains("original research"), "{talk}");
    assert!(talk.contains("| says | who |"), "{talk}");
    let deaths = scene
        .run(&["evidence", "d", "--format", "csv"])
        .exits(0)
        .out;
    assert!(deaths.starts_with("id,conflict_name,side,"), "{deaths}");
    let columns = deaths
        .lines()
        .next()
        .map_or(0, |line| line.split(',').count());
    assert_eq!(columns, 18);
    let map = scene
        .run(&["evidence", "d", "--format", "geojson"])
        .exits(0)
        .out;
    assert!(map.contains("\"FeatureCollection\""), "{map}");
    let commands = statements(&scene, "Q42");
    let commands = commands.exits(0).out;
    assert!(
        commands
            .lines()
            .all(|line| line.starts_with("Q42\t") || line.starts_with("/*")),
        "{commands}"
    );
    statements(&scene, "42").exits(64);
}

/// Two articles about different battles carry the same announced total.
#[test]
fn one_total_in_two_dossiers_is_found_between_them() {
    let article = |title: &str, place: &str, date: &str| {
        format!(
            "= {title} =\n\nInfobox\n- Date: {date}\n- Place: {place}\n- Combatant1: Blue League\n- Combatant2: Grey League\n\
             - Casualties1: 560 captured (according to the Grey Council)\n"
        )
    };
    let scene = Scene::new("two-battles")
        .with(
            "arden.txt",
            article("Battle of Arden", "Arden", "3 May 1901"),
        )
        .with("burg.txt", article("Battle of Burg", "Burg", "20 May 1901"));
    for name in ["arden", "burg"] {
        scene
            .run(&["import", &format!("{name}.txt"), "--out", name])
            .exits(0);
    }
    scene
        .run(&["check", "arden", "burg"])
        .exits(0)
        .prints("tension[shared-total]: 560 `captured` stands as the figure of each of 2 battles")
        .prints("burg/evidence.toml:")
        .prints("2 dossiers: ");
    scene
        .run(&["check", "arden", "arden"])
        .exits(2)
        .says("named twice");
}

/// The skeleton of `new` was not in the form of `fmt`.
#[test]
fn a_new_dossier_is_in_the_form_of_fmt() {
    let scene = Scene::new("new-fmt");
    scene.run(&["new", "d"]).exits(0);
    scene.run(&["fmt", "d", "--check"]).exits(0);
}

/// The dead of one side were written as those of the battle, a date before Christ was cut in the middle, and the days of a
/// draft were not written at all.
#[test]
fn statements_are_of_the_whole_battle_and_carry_its_days() {
    let article = |date: &str| {
        format!(
            "= Battle of the ford =\n\nInfobox\n- Date: {date}\n- Place: Ford\n- Combatant1: Blue League\n\
             - Combatant2: Grey League\n- Casualties1: 30 killed\n- Casualties2: Unknown\n"
        )
    };
    for (name, date, lines) in [
        (
            "days",
            "3–5 May 1901",
            "Q42\tP580\t+1901-05-03T00:00:00Z/11 Q42\tP582\t+1901-05-05T00:00:00Z/11",
        ),
        ("day", "3 May 1901", "Q42\tP585\t+1901-05-03T00:00:00Z/11"),
        ("bc", "May 334 BC", "Q42\tP585\t-0334-05-01T00:00:00Z/10/J"),
    ] {
        let scene = Scene::new(name).with("a.txt", article(date));
        scene.run(&["import", "a.txt", "--out", "d"]).exits(0);
        let commands = statements(&scene, "Q42").exits(0).out;
        for line in lines.split(' ') {
            assert!(commands.contains(line), "{line}: {commands}");
        }
        assert!(!commands.contains("P1120"), "{commands}");
    }
}

/// QuickStatements took 14 October 1066 for a day of the Gregorian calendar, and a French title for an English one.
#[test]
fn statements_name_the_calendar_and_the_language() {
    let english =
        |date: &str| format!("= Battle of the ford =\n\nInfobox\n- Date: {date}\n- Place: Ford\n");
    let french =
        "= Bataille du gué =\n\nInfobox\n- Date: 3 mai 1901\n- Lieu: Ostrand\n- Issue: Victoire\n";
    let commands = |article: &str, more: &str| {
        let scene =
            Scene::new(&format!("calendar-{}", article.len() + more.len())).with("a.txt", article);
        scene.run(&["import", "a.txt", "--out", "d"]).exits(0);
        let path = scene.path("d/evidence.toml");
        let draft = std::fs::read_to_string(&path).expect("is written");
        let draft = draft.replacen("[dossier]\n", &format!("[dossier]\n{more}"), 1);
        std::fs::write(&path, draft).expect("ours");
        scene.run(&["evidence", "d", "--format", "quickstatements"])
    };
    for (date, value) in [
        ("14 October 1066", "+1066-10-14T00:00:00Z/11/J\t"),
        ("4 October 1582", "+1582-10-04T00:00:00Z/11/J\t"),
        ("15 October 1582", "+1582-10-15T00:00:00Z/11\t"),
        ("October 1600", "+1600-10-01T00:00:00Z/10\t"),
    ] {
        let done = commands(&english(date), "").exits(0).prints(value);
        let is_marked = value.contains("/J");
        assert_eq!(
            done.out.contains("by the Julian calendar"),
            is_marked,
            "{}",
            done.out
        );
    }
    let done = commands(french, "").exits(0);
    assert!(!done.out.contains("Len\t"), "{}", done.out);
    done.prints("LAST\tLfr\t\"Bataille du gué\"\n");
    commands(french, "language = \"oc\"\n")
        .exits(0)
        .prints("LAST\tLoc\t");
    commands(french, "language = \"Français\"\n")
        .exits(2)
        .says("no code of a language");
    scene("no-language")
        .run(&["evidence", "d", "--format", "quickstatements"])
        .exits(0)
        .prints("write `language` below `title`");
}

/// Four of the dossiers that come with the program were not in the form that it gives others.
#[test]
fn the_shipped_dossiers_are_in_the_form_of_fmt() {
    let all = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dossiers");
    let scene = Scene::new("shipped-fmt");
    let folders = std::fs::read_dir(all).expect("the dossiers are there");
    let mut seen = 0;
    for folder in folders.map(|entry| entry.expect("can be listed").path()) {
        if folder.join("evidence.toml").is_file() {
            let folder = folder.display().to_string();
            scene.run(&["fmt", &folder, "--check"]).exits(0);
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen} dossiers");
}

#[test]
fn a_draft_is_in_the_form_of_fmt() {
    let scene = Scene::new("draft-fmt").with(
        "a.txt",
        "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Place: Ford\n- Combatant1: Blue League\n\nThe battle \
         was fought on 3 May 1901 by 300 men.\n",
    );
    scene.run(&["import", "a.txt", "--out", "d"]).exits(0);
    scene.run(&["fmt", "d", "--check"]).exits(0);
    let printed = scene.run(&["import", "a.txt"]).exits(0).out;
    // No draft showed how `stake` is written.
    assert!(printed.contains("# Whom a claim suits"), "{printed}");
    let written = std::fs::read_to_string(scene.path("d/evidence.toml")).expect("is written");
    assert_eq!(printed, written);
}

/// The last line of `check` named a page that `explain` did not have.
#[test]
fn the_page_that_check_names_is_there() {
    let mut scene = Scene::new("named-page");
    for file in ["evidence.toml", "scenario.toml", "map.geojson"] {
        let from = dossiers().join("kidal-2012").join(file);
        let mut text = std::fs::read_to_string(from).expect("the dossier is in the repository");
        if file == "scenario.toml" {
            text = text.replacen(
                "ground = \"attacks",
                "ground = \"soldier.504 says so; attacks",
                1,
            );
            assert!(text.contains("soldier.504 says so"));
        }
        scene = scene.with(&format!("d/{file}"), &text);
    }
    let out = scene.run(&["check", "d"]).exits(2).out;
    let named = out
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("`kidal explain "));
    let code = named
        .and_then(|rest| rest.split('`').next())
        .expect("a page is named");
    assert_eq!(code, "prior-from-claim");
    scene
        .run(&["explain", code])
        .exits(0)
        .prints("# A prior that rests on a claim");
}

/// The dead of Aguelhok in January stood as those of the battle of Kidal in March, and days east of Greenwich began a day early.
#[test]
fn the_dead_stand_in_their_own_battle_and_on_their_own_day() {
    let row = |dossier: &str, id: &str| {
        let folder = dossiers().join(dossier).display().to_string();
        let scene = Scene::new(&format!("dead-{id}"));
        let table = scene
            .run(&["evidence", &folder, "--format", "csv"])
            .exits(0)
            .out;
        let row = table.lines().find(|line| line.starts_with(id));
        row.unwrap_or_else(|| panic!("{id}: {table}")).to_string()
    };
    let elsewhere = row("kidal-2012", "en-aguelhok.killed");
    assert!(
        elsewhere.starts_with("en-aguelhok.killed,,the soldiers of Aguelhok,"),
        "{elsewhere}"
    );
    let here = row("iwo-jima-1945", "clerks.counted-dead");
    assert!(here.contains(",\"Iwo Jima, 1945\","), "{here}");
    assert!(here.contains(",1945-03-26,1945-03-26,1,"), "{here}");

    let scene = scene("dead-of-events");
    let path = scene.path("d/evidence.toml");
    let text = std::fs::read_to_string(&path).expect("written above");
    let claim = |id: &str, says: &str| {
        format!(
            "\n[[claim]]\nid = \"{id}\"\nspeaker = \"miller\"\nvia = [\"letter\"]\nsaid = \"1901-05-06\"\nstake = \"neutral\"\nwords = \"Dead.\"\nsays = \"{says}\"\n"
        )
    };
    let event = "\n[[event]]\nid = \"bridge-fight\"\nname = \"the fight at the bridge\"\nkind = \"battle\"\n";
    let text = format!(
        "{text}{event}{}{}",
        claim("x.bridge", "killed(greys, in: bridge-fight) = 3"),
        claim(
            "x.dawn",
            "killed(greys, in: dawn-assault) = 4 on 1901-05-03"
        ),
    );
    std::fs::write(&path, text).expect("ours");
    let table = scene
        .run(&["evidence", "d", "--format", "csv"])
        .exits(0)
        .prints("x.bridge,the fight at the bridge,");
    let dawn = table
        .out
        .lines()
        .find(|line| line.starts_with("x.dawn"))
        .expect("a row");
    assert!(!dawn.contains("assault at dawn,"), "{dawn}");
    assert!(dawn.contains(",1901-05-03,1901-05-03,1,4,4,4,"), "{dawn}");
}

/// "About 70" stood as 70 at least and at most, and dates that are near, open or before Christ as days or cut in the middle.
#[test]
fn the_table_of_the_dead_keeps_about_and_open_ends() {
    let scene = scene("dead-about");
    let path = scene.path("d/evidence.toml");
    let mut text = std::fs::read_to_string(&path).expect("written above");
    text = text.replacen("window = \"1901-05-01/1901-05-10\"\n", "", 1);
    let said = [
        ("x.about", "killed(greys) = ~70 on 1901-05-03"),
        ("x.near", "killed(greys) = 4 on 1901-05-03~"),
        (
            "x.span",
            "killed(greys) between 50 and ~100 during 1901-05-01/1901-05-03",
        ),
        ("x.before", "killed(greys) >= 5 before 1901-05-03"),
        ("x.words", "killed(greys) = \\\"several dozen\\\""),
        ("x.bc", "killed(greys) = 192 on -0489-09-12"),
    ];
    for (id, says) in said {
        text.push_str(&format!(
            "\n[[claim]]\nid = \"{id}\"\nspeaker = \"miller\"\nvia = [\"letter\"]\nsays = \"{says}\"\n"
        ));
    }
    std::fs::write(&path, text).expect("ours");
    let table = scene
        .run(&["evidence", "d", "--format", "csv"])
        .exits(0)
        .out;
    for (id, middle, end) in [
        (
            "x.about",
            ",1901-05-03,1901-05-03,1,70,,,",
            ",about 70,1901-05-03",
        ),
        (
            "x.near",
            ",1901-05-03,1901-05-03,2,4,4,4,",
            ",4,1901-05-03~",
        ),
        (
            "x.span",
            ",1901-05-01,1901-05-03,2,,100,50,",
            ",between 50 and about 100,1901-05-01/1901-05-03",
        ),
        (
            "x.before",
            ",,1901-05-02,,,,5,",
            ",at least 5,before 1901-05-03",
        ),
        ("x.words", ",,,,,,,", ",“several dozen”,"),
        (
            "x.bc",
            ",-0489-09-12,-0489-09-12,1,192,192,192,",
            ",192,-0489-09-12",
        ),
    ] {
        let row = table.lines().find(|line| line.starts_with(id));
        let row = row.unwrap_or_else(|| panic!("{id}: {table}"));
        assert!(row.contains(middle) && row.ends_with(end), "{row}");
    }
}

/// The position of the dossier's place was written though a claim has the battle elsewhere, without a reference; a title was given the
/// name of a local file and no language; "about 30" was written as 30.
#[test]
fn statements_have_references_and_a_place_that_no_claim_denies() {
    let article = "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Place: Ford\n- Combatant1: Blue League\n";
    let scene = Scene::new("statements-place").with("a.txt", article);
    scene.run(&["import", "a.txt", "--out", "d"]).exits(0);
    let path = scene.path("d/evidence.toml");
    let draft = std::fs::read_to_string(&path).expect("is written");
    let with = |edits: &[(&str, &str)], more: &str| {
        let mut text = draft.clone();
        for (old, new) in edits {
            assert!(text.contains(old), "{old}: {text}");
            text = text.replacen(old, new, 1);
        }
        std::fs::write(&path, text + more).expect("ours");
        statements(&scene, "Q42").exits(0).out
    };
    let lat = "kind = \"point\"\nlat = 1.5\nlon = 2.5\n";
    let bare = ("kind = \"point\"\n", lat);
    let out = with(&[bare], "");
    assert!(
        out.contains("Q42\tP585\t+1901-05-03T00:00:00Z/11\tS1476\ten:\"Battle of the ford\"\n"),
        "{out}"
    );
    assert!(!out.contains("Q42\tP625"), "{out}");
    assert!(
        out.contains("no web address stands as `source` of the place `ford`"),
        "{out}"
    );

    let address = format!("{lat}source = \"https://example.org/ford\"\n");
    let sourced = ("kind = \"point\"\n", address.as_str());
    let out = with(&[sourced], "");
    let line = "Q42\tP625\t@1.5/2.5\tS854\t\"https://example.org/ford\"\n";
    assert!(out.contains(line), "{out}");

    let claim = |id: &str, says: &str| {
        format!(
            "\n[[claim]]\nid = \"{id}\"\nspeaker = \"a-text\"\nvia = [\"a\"]\nsays = \"{says}\"\n"
        )
    };
    let mill = "\n[[place]]\nid = \"mill\"\nname = \"the mill\"\nkind = \"point\"\n";
    let out = with(
        &[sourced],
        &format!("{mill}{}", claim("x.mill", "happened(battle) at mill")),
    );
    assert!(!out.contains("Q42\tP625"), "{out}");
    assert!(
        out.contains("claims have it at the mill (`x.mill`)"),
        "{out}"
    );
    let within = mill.replace("kind =", "part_of = \"ford\"\nkind =");
    let out = with(
        &[sourced],
        &format!("{within}{}", claim("x.mill", "happened(battle) at mill")),
    );
    assert!(out.contains(line), "{out}");

    let out = with(&[("language  = \"en\"\n", "")], "");
    assert!(!out.contains("und:") && !out.contains("Q42\tP585"), "{out}");
    assert!(out.contains("or the `language` of its title"), "{out}");
    let out = with(&[], &claim("x.dead", "killed(battle) = ~30"));
    assert!(
        out.contains("Q42\tP1120\t30\tP1480\tQ5727902\tS1476\t"),
        "{out}"
    );
}
