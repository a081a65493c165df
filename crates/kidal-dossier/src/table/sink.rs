//! Where faults of the files are collected.

use std::cell::RefCell;

use kidal_diag::{Diagnostic, Severity};

use crate::span::Span;

/// Collects diagnostics; shared by all readers of a dossier.
#[derive(Debug, Default)]
pub struct Sink {
    found: RefCell<Vec<Diagnostic>>,
}

impl Sink {
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
        let (file, range) = span.place();
        let diagnostic =
            Diagnostic::new(code, Severity::Error, message.into()).at(file, range, label.into());
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
