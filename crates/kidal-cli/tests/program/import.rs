//! `kidal import`: an article to a draft, and files that are none.

use crate::scene::Scene;

const FORD: &str = "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Place: Ostrand\n- Combatant1: Blue League\n- Combatant2: Grey League\n- Strength1: 60 men\n- Strength2: c. 200\n- Casualties1: 3 killed, 5 wounded\n- Casualties2: Unknown\n\nAccording to a miller, 40 men left the mill on 5 May.\n";

#[test]
fn a_draft_is_accepted_by_check() {
    let scene = Scene::new("import").with("ford.txt", FORD);
    scene
        .run(&["import", "ford.txt", "--out", "ford"])
        .exits(0)
        .prints("made ford/evidence.toml");
    scene
        .run(&["check", "ford"])
        .exits(0)
        .prints("Battle of the ford");
    scene
        .run(&["import", "ford.txt", "--out", "ford"])
        .exits(64)
        .says("is already there");
    scene
        .run(&["import", "ford.txt", "--format", "json"])
        .exits(0)
        .prints("\"date\": \"1901-05-03\"");
}

#[test]
fn what_is_no_text_is_answered_with_its_place() {
    let scene = Scene::new("import-bad")
        .with("binary", [0x7f, b'E', b'L', b'F', 0, 1, 2, 0xff])
        .with("latin.txt", b"= Bataille =\nInfobox\n- Lieu: \xe9tang\n")
        .with("empty.txt", "  \n");
    scene
        .run(&["import", "missing.txt"])
        .exits(2)
        .says("there is no such file");
    scene.run(&["import", "binary"]).exits(2).says("not");
    scene
        .run(&["import", "latin.txt"])
        .exits(2)
        .says("latin.txt:3");
    scene
        .run(&["import", "empty.txt"])
        .exits(2)
        .says("is empty");
    scene.run(&["import"]).exits(64);
    // An article is no dossier yet.
    let faulty = scene.run(&["import", "latin.txt", "empty.txt"]).exits(2);
    assert!(!faulty.err.contains("dossier"), "{}", faulty.err);
    faulty.says("failed to read the input: 2 faults found");
}
