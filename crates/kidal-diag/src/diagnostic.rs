//! The diagnostic itself.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How bad it is. The order is from worst to mildest.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A file cannot be read as what it should be.
    Error,
    /// No reading of both places can hold.
    Contradiction,
    /// Some readings of both places can hold, others cannot.
    Tension,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that is printed: `error`, `contradiction`, `tension` or `note`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Contradiction => "contradiction",
            Severity::Tension => "tension",
            Severity::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// One place that a diagnostic concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Annotation {
    /// Name of the file in the dossier, as in [`Files`](crate::Files).
    pub file: String,
    /// The bytes concerned. Renderers clamp it to the file and to whole characters.
    pub span: Range<usize>,
    /// A few words shown at the place.
    pub label: String,
    /// Whether this is the place to look at first.
    pub primary: bool,
}

/// Something true about a dossier: a result, not a failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Diagnostic {
    /// Stable name of the rule, such as `count-mismatch`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// One terse sentence: the fact.
    pub message: String,
    /// The places, the first one first.
    pub annotations: Vec<Annotation>,
    /// The arithmetic between the places, one line each.
    pub arithmetic: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Sets of claims by their ids, for programs; empty in most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<ClaimSet>,
}

/// What is said of a set of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SetKind {
    /// They cannot all be true, and without any one of them the others can.
    Impossible,
    /// They can all be true, and no other claim of the same knot can be added.
    Possible,
    /// Giving up any one of them resolves more collisions than giving up another claim.
    FreesMost,
}

/// A set of claims, named by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ClaimSet {
    /// What is said of it.
    pub kind: SetKind,
    /// The ids, in the order of the file.
    pub claims: Vec<String>,
}

impl ClaimSet {
    /// Claims that cannot all be true.
    pub fn impossible(claims: Vec<String>) -> Self {
        ClaimSet {
            kind: SetKind::Impossible,
            claims,
        }
    }

    /// Claims that can all be true.
    pub fn possible(claims: Vec<String>) -> Self {
        ClaimSet {
            kind: SetKind::Possible,
            claims,
        }
    }

    /// Claims of which each, given up, frees the most.
    pub fn frees_most(claims: Vec<String>) -> Self {
        ClaimSet {
            kind: SetKind::FreesMost,
            claims,
        }
    }
}

impl Diagnostic {
    /// A diagnostic without places, arithmetic or help.
    pub fn new(code: impl Into<String>, severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            code: code.into(),
            severity,
            message: message.into(),
            annotations: Vec::new(),
            arithmetic: Vec::new(),
            help: None,
            sets: Vec::new(),
        }
    }

    /// Adds a set of claims.
    #[must_use]
    pub fn set(mut self, set: ClaimSet) -> Self {
        self.sets.push(set);
        self
    }

    /// Adds a primary place.
    #[must_use]
    pub fn at(self, file: impl Into<String>, span: Range<usize>, label: impl Into<String>) -> Self {
        self.annotate(file.into(), span, label.into(), true)
    }

    /// Adds a second place, the other half of a collision.
    #[must_use]
    pub fn also(
        self,
        file: impl Into<String>,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.annotate(file.into(), span, label.into(), false)
    }

    /// Adds a line of arithmetic.
    #[must_use]
    pub fn sum(mut self, line: impl Into<String>) -> Self {
        self.arithmetic.push(line.into());
        self
    }

    /// Says what to do about it; a second call adds to the first.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help = Some(match self.help {
            None => text,
            Some(earlier) => format!("{earlier}; {text}"),
        });
        self
    }

    /// The place to look at first: the first primary one, or else the first.
    pub fn first_place(&self) -> Option<&Annotation> {
        self.annotations
            .iter()
            .find(|place| place.primary)
            .or(self.annotations.first())
    }

    fn annotate(mut self, file: String, span: Range<usize>, label: String, primary: bool) -> Self {
        self.annotations.push(Annotation {
            file,
            span,
            label,
            primary,
        });
        self
    }
}
