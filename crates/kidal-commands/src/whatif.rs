//! `kidal whatif`: one counterfactual, asked of a study that was weighed.

use std::path::{Path, PathBuf};

use kidal_findings::{CounterfactualRecord, Findings};

use crate::folder::{Folder, Opened};
use crate::results;
use crate::study_door::{self, StudyError, WeighOptions};
pub use crate::study_door::{Changeable, Entry};
use crate::trouble::Trouble;
use crate::weigh::{Work, default_folder, study_trouble, threads};

/// What is asked.
#[derive(Clone, Debug)]
pub struct WhatifRequest {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// What is changed.
    pub change: Vec<String>,
    /// The question asked of it; the first of the dossier where none is named.
    pub outcome: Option<String>,
    /// Folder of the findings; `findings/NAME` where none is given.
    pub findings: Option<PathBuf>,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

/// Answers one counterfactual.
///
/// # Errors
/// Where the dossier or its findings cannot be read, they do not belong together, or the computation fails.
pub fn whatif(request: &WhatifRequest) -> Result<CounterfactualRecord, Trouble> {
    let opened = Folder::open(&request.dossier)?;
    let folder = request
        .findings
        .clone()
        .unwrap_or_else(|| default_folder(&opened.folder.name));
    let (folder, findings) = read_of(&request.dossier, &opened, &folder)?;
    let ensemble = results::read_ensemble(&folder)?;
    let options = WeighOptions {
        seed: findings.provenance.seed,
        threads: threads(request.threads),
        effort: Work::Usual.effort(),
        ..WeighOptions::default()
    };
    study_door::whatif(
        opened.case(),
        &findings,
        &ensemble,
        &request.change,
        request.outcome.as_deref(),
        &options,
    )
    .map_err(|error| match error {
        StudyError::Usage(message) => Trouble::usage(
            message,
            format!(
                "`kidal whatif {} --list` shows what can be changed and asked",
                request.dossier.display()
            ),
        ),
        error => study_trouble(error, &opened.folder, &folder),
    })
}

/// Findings of a dossier as it stands now.
fn read_of(dossier: &Path, opened: &Opened, folder: &Path) -> Result<(PathBuf, Findings), Trouble> {
    let (folder, findings) = results::read_weighed(folder)?;
    if findings.provenance.dossier_digest == opened.folder.digest {
        return Ok((folder, findings));
    }
    Err(Trouble::Input {
        action: "use".into(),
        path: folder,
        cause: "these findings are not of this dossier as it stands now".into(),
        remedy: format!("run `kidal weigh {}` first", dossier.display()),
    })
}

/// What can be changed, where these findings are of this dossier.
///
/// # Errors
/// As [`changeable`], and where the findings cannot be read or are of another dossier.
pub fn changeable_in(dossier: &Path, findings: &Path) -> Result<Changeable, Trouble> {
    read_of(dossier, &Folder::open(dossier)?, findings)?;
    changeable(dossier)
}

/// What can be changed in the scenario of a dossier.
///
/// # Errors
/// Where the dossier cannot be read or has no scenario.
pub fn changeable(dossier: &Path) -> Result<Changeable, Trouble> {
    let opened = Folder::open(dossier)?;
    study_door::changeable(opened.case())
        .map_err(|error| study_trouble(error, &opened.folder, Path::new("")))
}
