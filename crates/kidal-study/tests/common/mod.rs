//! Dossiers for tests of whole studies.
#![allow(dead_code)]

use kidal_diag::Files;
use kidal_dossier::Dossier;
use kidal_study::{Case, Effort, WeighOptions, Weighed};

/// A dossier with its texts.
pub struct Folder {
    pub dossier: Dossier,
    pub files: Files,
}

impl Folder {
    pub fn new(files: Files) -> Self {
        let reading = kidal_dossier::read(files);
        let diagnostics = reading.diagnostics;
        let dossier = reading
            .dossier
            .unwrap_or_else(|| panic!("the dossier does not read: {diagnostics:#?}"));
        Self {
            dossier,
            files: reading.files,
        }
    }

    pub fn case(&self) -> Case<'_> {
        Case {
            dossier: &self.dossier,
            files: &self.files,
            name: "tried",
        }
    }
}

/// The files of a folder below the repository's root.
pub fn files(folder: &str) -> Files {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder);
    let mut files = Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(root.join(name)) {
            files.insert(name, text);
        }
    }
    files
}

pub const MILL: &str = "crates/kidal-scenario/tests/mill";

/// Claims about the mill, of three speakers.
pub const CLAIMS: &str = r#"
[[claim]]
id = "miller.dawn"
speaker = "miller"
via = ["letter"]
said = "1901-05-06"
stake = "neutral"
words = "Heard it begin on the 3rd."
says = "happened(dawn-assault) on 1901-05-03"

[[claim]]
id = "miller.greys"
speaker = "miller"
via = ["letter"]
said = "1901-05-06"
stake = "neutral"
words = "Counted about 80."
says = "strength(greys) = ~80"

[[claim]]
id = "captain.repulsed"
speaker = "captain"
via = ["report"]
said = "1901-05-05"
stake = "serves"
words = "Beaten back."
says = "repulsed(dawn-assault)"
"#;

/// The mill with its claims.
pub fn mill() -> Folder {
    let mut files = files(MILL);
    let evidence = files.get("evidence.toml").expect("evidence").to_string();
    files.insert("evidence.toml", format!("{evidence}{CLAIMS}"));
    Folder::new(files)
}

pub fn options() -> WeighOptions {
    WeighOptions {
        effort: Effort::small(),
        ..WeighOptions::default()
    }
}

/// All that a study wrote, as text.
pub fn bytes(weighed: &Weighed) -> String {
    format!("{:?}\n{:?}", weighed.findings, weighed.ensemble)
}

/// The same dossier without its scenario.
pub fn without_scenario(files: &Files) -> Files {
    let mut rest = Files::default();
    for (name, text) in files.iter().filter(|(name, _)| *name != "scenario.toml") {
        rest.insert(name, text);
    }
    rest
}
