//! The dossiers of this repository: each reads without an error, each statement prints back the same and reads as a
//! sentence, and the flagship carries each of its rows.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kidal_diag::{Files, render_text};
use kidal_dossier::language::{parse, sentence};
use kidal_dossier::{Dossier, read};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the repository has dossiers")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.join("evidence.toml").is_file())
        .collect();
    folders.sort();
    folders
}

fn dossier(folder: &Path) -> Dossier {
    let text = std::fs::read_to_string(folder.join("evidence.toml")).expect("the file can be read");
    let mut files = Files::new();
    files.insert("evidence.toml", text);
    let reading = read(files);
    let faults = render_text(&reading.diagnostics, &reading.files, false);
    assert!(!reading.has_errors(), "{}\n{faults}", folder.display());
    reading.dossier.expect("it has no errors")
}

#[test]
fn every_statement_of_every_dossier_prints_back_and_reads_as_a_sentence() {
    for folder in folders() {
        let dossier = dossier(&folder);
        for claim in &dossier.claims {
            for reading in &claim.readings {
                let printed = reading.statement.to_string();
                assert_eq!(printed, reading.says.value, "{}", claim.id);
                assert!(parse(&printed).is_ok(), "{printed}");
                let told = sentence(&reading.statement, &dossier);
                assert!(told.ends_with('.') && !told.contains(['{', '}']), "{told}");
            }
        }
    }
}

#[test]
fn the_flagship_carries_each_of_its_57_rows() {
    let folder = folders()
        .into_iter()
        .find(|folder| folder.ends_with("kidal-2012"))
        .expect("the flagship is there");
    let dossier = dossier(&folder);
    let rows: BTreeSet<u32> = dossier
        .claims
        .iter()
        .flat_map(|claim| claim.rows.iter().copied())
        .collect();
    let missing: Vec<u32> = (1..=57).filter(|row| !rows.contains(row)).collect();
    assert_eq!(missing, Vec::<u32>::new());
}
