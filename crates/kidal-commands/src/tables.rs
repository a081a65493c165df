//! The tables of findings in memory, for a door that hands them on.

use std::path::Path;

pub use kidal_export::Columns;
use kidal_findings::{Findings, Kind};

use crate::results;
use crate::trouble::Trouble;

/// The tables of findings as record batches; those of a weighing with the weighted histories in `folder`.
///
/// # Errors
/// Where the weighted histories cannot be read.
pub fn tables(findings: &Findings, folder: Option<&Path>) -> Result<Vec<Columns>, Trouble> {
    let ensemble = match folder {
        Some(folder) if findings.kind == Kind::Weigh => Some(results::read_ensemble(folder)?),
        _ => None,
    };
    kidal_export::arrow(findings, ensemble.as_ref())
        .map_err(|message| Trouble::run(message, "please report it with the findings"))
}
