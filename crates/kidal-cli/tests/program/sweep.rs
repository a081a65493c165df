//! Experiments through the command line: where faults of their table stand, and what their findings say of themselves.

use crate::scene::{Scene, dossiers};

fn alamo() -> String {
    dossiers().join("alamo-1836").display().to_string()
}

#[test]
fn faults_of_a_named_factor_table_stand_at_that_file() {
    let scene = Scene::new("factors")
        .with("fx.toml", "[[factor]]\nparameter = \"garison\"\n")
        .with("broken.toml", "[[factor]\n");
    scene
        .run(&["sweep", &alamo(), "--factors", "fx.toml", "--out", "s"])
        .exits(2)
        .says("--> fx.toml:2:13")
        .says("2 | parameter = \"garison\"");
    let done = scene
        .run(&["sweep", &alamo(), "--factors", "broken.toml", "--out", "s"])
        .exits(2)
        .says("--> broken.toml:1:10")
        .says("broken.toml is no readable TOML");
    assert!(!done.err.contains("sweep.toml"), "{}", done.err);
    assert!(!done.err.contains("dossier"), "{}", done.err);
    done.says("failed to read the factor table: 1 fault found");
}

/// The dossier's own table is found from here, and a file of the dossier's is not taken for the table.
#[test]
fn faults_of_the_dossiers_own_factor_table_stand_at_its_path() {
    let mut scene =
        Scene::new("own-factors").with("d/sweep.toml", "[[factor]]\norder = \"stom\"\n");
    for file in ["evidence.toml", "scenario.toml", "map.geojson"] {
        let text =
            std::fs::read(dossiers().join("alamo-1836").join(file)).expect("in the repository");
        scene = scene.with(&format!("d/{file}"), text);
    }
    scene
        .run(&["sweep", "d", "--out", "s"])
        .exits(2)
        .says("--> d/sweep.toml:2:9");
    // Its name says nothing of what it is.
    scene
        .run(&["sweep", "d", "--factors", "d/scenario.toml", "--out", "s"])
        .exits(2)
        .says("--> d/scenario.toml:")
        .says("failed to read the factor table");
}

#[test]
fn findings_of_an_experiment_say_that_they_are_one() {
    let scene = Scene::new("experiment");
    let factor = "garrison-men=150..250";
    let made = scene
        .run(&[
            "sweep",
            &alamo(),
            "--design",
            "latin",
            "--size",
            "2",
            "--replicates",
            "1",
            "--factor",
            factor,
            "--out",
            "s",
        ])
        .exits(0);
    let told = scene.run(&["report", "s", "--format", "text"]).exits(0);
    assert_eq!(told.out, made.out);
    scene
        .run(&["report", "s", "--format", "md"])
        .exits(0)
        .prints("Latin hypercube, 2 points");
    scene
        .run(&["rerun", "s"])
        .exits(2)
        .says("an experiment over the scenario")
        .says("--design latin");
}

#[test]
fn findings_of_a_replay_tell_its_history() {
    let scene = Scene::new("one-replay");
    scene.run(&["replay", &alamo(), "--out", "r"]).exits(0);
    let told = scene.run(&["report", "r", "--format", "text"]).exits(0);
    assert!(told.out.starts_with("history 0 of seed"), "{}", told.out);
    assert!(!told.out.contains("claims weighed"), "{}", told.out);
}
