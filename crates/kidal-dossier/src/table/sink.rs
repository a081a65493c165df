//! Where faults of the files are collected.

use std::cell::RefCell;
use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};

use crate::span::{FileId, Span};

/// Collects diagnostics; shared by all readers of a dossier.
#[derive(Debug, Default)]
pub struct Sink {
    found: RefCell<Vec<Diagnostic>>,
    asked: Option<RefCell<BTreeSet<(String, String)>>>,
    /// A file that is read under another name than its own.
    named: Option<(FileId, String)>,
}

impl Sink {
    /// A sink that also notes which keys the readers ask for, so that lists of keys can be compared with them.
    pub fn listening() -> Self {
        Sink {
            asked: Some(RefCell::default()),
            ..Sink::default()
        }
    }

    /// A sink for a file that was given under a name of its own: its faults stand there.
    pub fn for_file(file: FileId, name: &str) -> Self {
        Sink {
            named: Some((file, name.to_string())),
            ..Sink::default()
        }
    }

    /// The name under which a file is read.
    pub fn name_of(&self, file: FileId) -> &str {
        match &self.named {
            Some((named, name)) if *named == file => name,
            _ => file.name(),
        }
    }

    /// The path of each table that was read to its end, as `claim.readings`, with each key that was asked for there.
    pub fn asked(&self) -> BTreeSet<(String, String)> {
        self.asked
            .as_ref()
            .map(|asked| asked.borrow().clone())
            .unwrap_or_default()
    }

    pub(crate) fn note(&self, path: &str, keys: &BTreeSet<String>) {
        if let Some(asked) = &self.asked {
            let keys = keys.iter().map(|key| (path.to_string(), key.clone()));
            asked.borrow_mut().extend(keys);
        }
    }

    /// Adds a diagnostic.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Adds an error of the files: what is wrong, where, a short label for the place, and what to do.
    pub fn error(
        &self,
        code: &str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: Option<String>,
    ) {
        let file = self.name_of(span.file).to_string();
        let diagnostic = Diagnostic::new(code, Severity::Error, message.into()).at(
            file,
            span.range(),
            label.into(),
        );
        self.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes all out, in the order of their places.
    pub fn take(&self) -> Vec<Diagnostic> {
        let mut found = self.found.take();
        found.sort_by(|a, b| {
            let place = |diagnostic: &Diagnostic| {
                diagnostic
                    .annotations
                    .first()
                    .map(|annotation| (annotation.file.clone(), annotation.span.start))
            };
            place(a).cmp(&place(b))
        });
        found
    }
}
