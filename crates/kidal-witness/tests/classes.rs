//! What becomes of every claim of dossiers/kidal-2012: its class, and the quantity it is held against, in short. A golden file,
//! so that changes are seen; `KIDAL_BLESS=1` writes it anew.

mod common;

use common::{form, short};
use kidal_dossier::Dossier;
use kidal_scenario::CompiledScenario;
use kidal_witness::{Accounts, Class, Selection};
use std::fmt::Write as _;

fn dossier(folder: &str) -> (Dossier, kidal_diag::Files) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
    let mut files = kidal_diag::Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(root.join(folder).join(name)) {
            files.insert(name, text);
        }
    }
    let reading = kidal_dossier::read(files.clone());
    (reading.dossier.expect("the dossier reads"), files)
}

fn classes(dossier: &Dossier, scenario: &CompiledScenario) -> String {
    let accounts = Accounts::compile(dossier, scenario, &Selection::default(), Vec::new());
    let mut text = String::new();
    for (row, claim) in dossier.claims.iter().enumerate() {
        let class = match accounts.classes[row] {
            Class::Weighed => "weighed",
            Class::Checked => "checked",
            Class::Told => "told",
            Class::LeftOut => "left out",
        };
        write!(text, "{} | {class}", claim.id.value).expect("a string takes text");
        if let Some(original) = accounts.copies.get(&row) {
            write!(text, " | copy of {}", dossier.claims[*original].id.value)
                .expect("a string takes text");
        }
        if let Some(weighed) = accounts.claims.iter().find(|weighed| weighed.claim == row) {
            for reading in &weighed.readings {
                let pieces: Vec<String> = reading
                    .pieces
                    .iter()
                    .map(|piece| {
                        format!(
                            "{} {}",
                            short(&piece.piece.quantity, scenario),
                            form(&piece.piece.form)
                        )
                    })
                    .collect();
                write!(text, " | {}: {}", reading.weight, pieces.join("; "))
                    .expect("a string takes text");
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_classes_of_the_claims_of_kidal_are_those_of_the_golden_file() {
    let (dossier, files) = dossier("kidal-2012");
    let scenario = kidal_scenario::compile(&dossier, &files)
        .expect("the scenario has no faults")
        .expect("there is a scenario");
    let found = classes(&dossier, &scenario);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/kidal-2012-classes.txt"
    );
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(path, &found).expect("the golden file can be written");
        return;
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    for (old, new) in golden.lines().zip(found.lines()) {
        assert_eq!(old, new, "KIDAL_BLESS=1 writes the golden file anew");
    }
    assert_eq!(golden.lines().count(), found.lines().count());
}
