//! Work for a study on other machines: the side that gives it out ([`Farm`]) and the side that does it ([`Hand`]).

use std::path::Path;

pub use crate::study_door::{Farm, Hand, Head, Maker, Refusal, StudyError};

use kidal_diag::{Files, Severity};

use crate::folder::Folder;
use crate::trouble::Trouble;

/// The texts of a dossier and its digest, to be sent to where the work is done.
///
/// # Errors
/// Where it cannot be read as a dossier.
pub fn texts(dossier: &Path) -> Result<(String, Files), Trouble> {
    let opened = Folder::open(dossier)?;
    Ok((opened.folder.digest, opened.folder.files))
}

/// A hand for the texts of a dossier that came from elsewhere.
///
/// # Errors
/// Where they cannot be read as a dossier.
pub fn hand(files: Files) -> Result<Hand, Trouble> {
    let reading = kidal_dossier::read(files);
    let has_errors = reading
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error);
    match reading.dossier {
        Some(dossier) if !has_errors => Ok(Hand::new(dossier, reading.files)),
        _ => Err(Trouble::Dossier {
            what: "the dossier",
            files: reading.files,
            diagnostics: reading.diagnostics,
        }),
    }
}
