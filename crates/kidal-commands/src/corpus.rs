//! `kidal corpus`: studies of tables of battles. Files are read in place, from the paths given.

pub mod days;
mod input;
pub mod laws;
mod leave;
pub mod outcomes;
pub mod sources;

use std::path::PathBuf;

use kidal_findings::Findings;

/// What a study of a table gives.
#[derive(Clone, Debug)]
pub struct CorpusAnswer {
    /// The findings.
    pub findings: Findings,
    /// Where findings, tables and page were written, if asked.
    pub folder: Option<PathBuf>,
}
