//! `kidal check`: where the accounts collide, and whether the scenario can be read.

use std::path::PathBuf;

use kidal_diag::{Diagnostic, Files, Severity};

use crate::baseline::Baseline;
use crate::exit;
use crate::folder::Folder;
use crate::trouble::Trouble;

/// What is asked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Folder of the dossier, or `-`.
    pub dossier: PathBuf,
    /// Findings that are accepted, so that only the others are shown.
    pub baseline: Option<PathBuf>,
    /// File to which all findings are written as accepted.
    pub write_baseline: Option<PathBuf>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct CheckAnswer {
    /// Title of the dossier.
    pub title: String,
    /// Its texts, into which the diagnostics point.
    pub files: Files,
    /// What was found, worst first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many claims were looked at.
    pub claims: usize,
    /// How many findings the baseline accepts.
    pub accepted: usize,
    /// What the baseline accepts and is found no more.
    pub gone: Vec<String>,
    /// How many findings were written as accepted.
    pub written: Option<usize>,
}

impl CheckAnswer {
    /// How many diagnostics have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }

    /// Exit code: a contradiction is one here; a scenario that cannot be read is worse.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.count(Severity::Error) > 0 {
            exit::UNREADABLE
        } else if self.count(Severity::Contradiction) > 0 {
            exit::CONTRADICTIONS
        } else {
            exit::DONE
        }
    }

    /// One line that sums up.
    #[must_use]
    pub fn summary(&self) -> String {
        let of = |severity, one: &str, many: &str| {
            let count = self.count(severity);
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let errors = match self.count(Severity::Error) {
            0 => String::new(),
            _ => of(Severity::Error, "error", "errors") + ", ",
        };
        format!(
            "{}: {} {} checked: {errors}{}, {}, {}{}.",
            self.title,
            self.claims,
            if self.claims == 1 { "claim" } else { "claims" },
            of(Severity::Contradiction, "contradiction", "contradictions"),
            of(Severity::Tension, "tension", "tensions"),
            of(Severity::Note, "note", "notes"),
            match self.accepted {
                0 => String::new(),
                many => format!(", and {many} accepted"),
            },
        )
    }

    /// The codes that occur, each once, in the order of the diagnostics.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for found in &self.diagnostics {
            if !codes.contains(&found.code.as_str()) {
                codes.push(&found.code);
            }
        }
        codes
    }
}

/// Looks for collisions between the claims of a dossier, and for faults of its scenario where it has one.
///
/// # Errors
/// Where the dossier cannot be read.
pub fn check(request: &CheckRequest) -> Result<CheckAnswer, Trouble> {
    let opened = Folder::open(&request.dossier)?;
    let mut diagnostics = opened.diagnostics;
    diagnostics.extend(kidal_check::check(&opened.dossier));
    match kidal_scenario::compile(&opened.dossier, &opened.folder.files) {
        Err(faults) => diagnostics.extend(faults),
        Ok(Some(scenario)) => {
            diagnostics.extend(kidal_study::unknown_codes(&scenario));
            diagnostics.extend(scenario.notes);
        }
        // A map alone is read too.
        Ok(None) => diagnostics.extend(kidal_scenario::map::faults(
            &opened.dossier,
            &opened.folder.files,
        )),
    }
    // The order of severities is from worst to mildest; the sort keeps the order within one.
    diagnostics.sort_by_key(|found| found.severity);
    let written = match &request.write_baseline {
        Some(path) => Some(Baseline::write(path, &diagnostics)?),
        None => None,
    };
    let (diagnostics, accepted, gone) = match &request.baseline {
        Some(path) => Baseline::read(path)?.split(diagnostics),
        None => (diagnostics, 0, Vec::new()),
    };
    let (files, diagnostics) = opened.folder.placed(diagnostics);
    Ok(CheckAnswer {
        title: opened.dossier.about.title.value.clone(),
        files,
        diagnostics,
        claims: opened.dossier.claims.len(),
        accepted,
        gone,
        written,
    })
}
