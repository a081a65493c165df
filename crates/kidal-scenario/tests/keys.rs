//! The list of keys is what the reader reads: no key more, none less.

mod mill;

use std::collections::BTreeSet;
use std::path::Path;

use kidal_diag::Files;
use kidal_dossier::keys::at;
use kidal_dossier::table::Sink;
use kidal_scenario::keys::scenario;

/// Every path and key that the reader asks for in a scenario.
fn asked(evidence: &str, text: &str, map: &str) -> BTreeSet<(String, String)> {
    let mut files = Files::new();
    files.insert("evidence.toml", evidence);
    files.insert("scenario.toml", text);
    files.insert("map.geojson", map);
    let dossier = kidal_dossier::read(files.clone())
        .dossier
        .expect("the dossier reads");
    let sink = Sink::listening();
    // What is wrong with it is not asked here: the text uses every key once, whether or not that makes sense.
    let _ = kidal_scenario::compile::compile_text(&dossier, &files, text, &sink);
    sink.asked()
}

fn all() -> BTreeSet<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers/kidal-2012");
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).expect("the dossier is in the repository")
    };
    let mut all = asked(
        &read("evidence.toml"),
        &read("scenario.toml"),
        &read("map.geojson"),
    );
    all.extend(asked(mill::EVIDENCE, mill::SCENARIO, mill::MAP));
    let every = include_str!("mill/every_key.toml");
    all.extend(asked(
        mill::EVIDENCE,
        &format!("{}\n{every}", mill::SCENARIO),
        mill::MAP,
    ));
    all
}

#[test]
fn the_list_has_every_key_that_the_reader_asks_for() {
    let shapes = scenario();
    let missing: Vec<String> = all()
        .iter()
        .filter(|(path, key)| {
            let is_name = shapes[0].keys.iter().any(|known| {
                known.name == path && matches!(known.form, kidal_dossier::keys::Form::Named(_))
            });
            !is_name
                && !at(&shapes, path)
                    .is_some_and(|shape| shape.keys.iter().any(|known| known.name == key))
        })
        .map(|(path, key)| format!("{path}: {key}"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_reader_asks_for_every_key_of_the_list() {
    let shapes = scenario();
    let asked: BTreeSet<(&str, String)> = all()
        .iter()
        .filter_map(|(path, key)| Some((at(&shapes, path)?.name, key.clone())))
        .collect();
    let idle: Vec<String> = shapes
        .iter()
        .flat_map(|shape| shape.keys.iter().map(move |key| (shape.name, key.name)))
        .filter(|(shape, key)| !asked.contains(&(*shape, key.to_string())))
        .map(|(shape, key)| format!("{shape}: {key}"))
        .collect();
    assert!(idle.is_empty(), "{idle:#?}");
}
