//! Priors of compilations, as `kidal corpus sources` learns them from a table of claims.

use serde::Serialize;

use crate::span::Located;

/// What kinds of numbers are learned apart: the tables below `[compilation]` in `source-kinds.toml`.
pub const LEARNED_KINDS: [&str; 4] = [
    "strength",
    "losses_in_all",
    "killed_and_wounded",
    "missing_and_captured",
];

/// `source-kinds.toml`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceKinds {
    /// From what it was learned, in words.
    pub learned_from: Located<String>,
    /// Degrees of freedom of Student's law of the errors.
    pub degrees: f64,
    /// By place in [`LEARNED_KINDS`], where there were sources enough.
    pub kinds: [Option<LearnedKind>; 4],
}

/// What was learned of one kind of number, on natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LearnedKind {
    /// Mean of the bias of a compilation not seen before.
    pub bias_mean: f64,
    /// Its standard deviation.
    pub bias_sd: f64,
    /// Median of the scale of its errors.
    pub spread: f64,
}
