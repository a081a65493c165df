//! The mill: a small dossier with a scenario and a map, for tests.
#![allow(dead_code)]

use kidal_diag::{Diagnostic, Files};
use kidal_scenario::CompiledScenario;

pub const EVIDENCE: &str = include_str!("evidence.toml");
pub const SCENARIO: &str = include_str!("scenario.toml");
pub const MAP: &str = include_str!("map.geojson");

pub fn compile(
    scenario: &str,
    map: Option<&str>,
) -> Result<Option<CompiledScenario>, Vec<Diagnostic>> {
    let mut files = Files::default();
    files.insert("evidence.toml", EVIDENCE.to_string());
    files.insert("scenario.toml", scenario.to_string());
    if let Some(map) = map {
        files.insert("map.geojson", map.to_string());
    }
    let dossier = kidal_dossier::read(files.clone())
        .dossier
        .expect("the dossier reads");
    kidal_scenario::compile(&dossier, &files)
}
