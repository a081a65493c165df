//! `kidal check`: where the accounts collide, and whether the scenario can be read.

use std::path::PathBuf;

use kidal_diag::{Diagnostic, Files, Severity};

use crate::baseline::Baseline;
use crate::exit;
use crate::folder::{Folder, Opened};
use crate::trouble::Trouble;

/// What is asked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Folders of dossiers, one or more; `-` is the standard input.
    pub dossiers: Vec<PathBuf>,
    /// Findings that are accepted, so that only the others are shown.
    pub baseline: Option<PathBuf>,
    /// File to which all findings are written as accepted.
    pub write_baseline: Option<PathBuf>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct CheckAnswer {
    /// Title of the dossier, or how many there are.
    pub title: String,
    /// The texts, into which the diagnostics point.
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

/// Looks for collisions between the claims of each dossier, for faults of its scenario where it has one, and for
/// collisions between the dossiers where there are several.
///
/// # Errors
/// Where a dossier cannot be read, or the same one is named twice.
pub fn check(request: &CheckRequest) -> Result<CheckAnswer, Trouble> {
    let mut opened: Vec<Opened> = Vec::new();
    for path in &request.dossiers {
        let one = Folder::open(path)?;
        if let Some(known) = opened.iter().find(|known| is_one_folder(known, &one)) {
            return Err(named_twice(path, &known.folder.name));
        }
        opened.push(one);
    }
    let mut files = Files::new();
    let mut diagnostics = Vec::new();
    for one in &opened {
        let (texts, found) = one.folder.placed(of_one(one));
        for (name, text) in texts.iter() {
            files.insert(name, text);
        }
        diagnostics.extend(found);
    }
    diagnostics.extend(between(&opened));
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
    Ok(CheckAnswer {
        title: match opened.as_slice() {
            [one] => one.dossier.about.title.value.clone(),
            all => format!("{} dossiers", all.len()),
        },
        files,
        diagnostics,
        claims: opened.iter().map(|one| one.dossier.claims.len()).sum(),
        accepted,
        gone,
        written,
    })
}

/// What is found in one dossier and its scenario.
fn of_one(opened: &Opened) -> Vec<Diagnostic> {
    let mut diagnostics = opened.diagnostics.clone();
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
    diagnostics
}

/// What is found between several dossiers.
fn between(opened: &[Opened]) -> Vec<Diagnostic> {
    let prefixes: Vec<String> = opened.iter().map(|one| one.folder.prefix()).collect();
    let members: Vec<kidal_check::Member<'_>> = opened
        .iter()
        .zip(&prefixes)
        .map(|(one, prefix)| kidal_check::Member {
            prefix,
            dossier: &one.dossier,
        })
        .collect();
    kidal_check::across(&members)
}

fn is_one_folder(one: &Opened, other: &Opened) -> bool {
    let real = |opened: &Opened| {
        let path = opened.folder.path.as_ref()?;
        Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
    };
    real(one) == real(other)
}

fn named_twice(path: &std::path::Path, name: &str) -> Trouble {
    Trouble::Input {
        action: "check several dossiers".into(),
        path: path.to_owned(),
        cause: format!("`{name}` is named twice, and would contradict nothing but repeat itself"),
        remedy: "name each dossier once".into(),
    }
}
