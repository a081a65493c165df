//! Words for messages and labels.

use kidal_diag::Diagnostic;
use kidal_dossier::{Claim, Span};

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// Adding places to a diagnostic by span.
pub(crate) trait Places {
    /// The place to look at first.
    fn on(self, span: Span, label: impl Into<String>) -> Self;
    /// Another place.
    fn with(self, span: Span, label: impl Into<String>) -> Self;
    /// The first of some places is the one to look at first.
    fn at_all(self, places: impl IntoIterator<Item = (Span, String)>) -> Self;
}

impl Places for Diagnostic {
    fn on(self, span: Span, label: impl Into<String>) -> Self {
        let (file, range) = span.place();
        self.at(file, range, label)
    }

    fn with(self, span: Span, label: impl Into<String>) -> Self {
        let (file, range) = span.place();
        self.also(file, range, label)
    }

    fn at_all(self, places: impl IntoIterator<Item = (Span, String)>) -> Self {
        places
            .into_iter()
            .enumerate()
            .fold(self, |diagnostic, (number, (span, label))| {
                if number == 0 {
                    diagnostic.on(span, label)
                } else {
                    diagnostic.with(span, label)
                }
            })
    }
}

/// The speaker of a claim as an id in backquotes.
pub(crate) fn speaker(claim: &Claim) -> String {
    format!("`{}`", claim.speaker.value)
}
