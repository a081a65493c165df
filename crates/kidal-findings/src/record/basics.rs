//! What several records share: estimates, ranges, kinds, grounds, summaries.

use serde::{Deserialize, Serialize};

/// A number with its Monte-Carlo standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its Monte-Carlo standard error.
    pub error: f64,
}

/// The range of an answer under other priors and noise scales.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Range {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
    /// Which change moves it most, in words.
    pub moved_most_by: String,
}

/// What a study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Claims weighed with or without a scenario.
    Weigh,
    /// One or more replays.
    Replay,
    /// A designed experiment.
    Sweep,
    /// A study of a table of battles.
    Corpus,
}

/// What an answer rests on (`accounts`, `prior`, `model`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Moved by the accounts, and stable when priors change.
    Accounts,
    /// The prior decides.
    Prior,
    /// No claim bears on it: the model decides.
    Model,
}

/// Summary of a distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// 5 %, 25 %, 50 %, 75 %, 95 % quantiles.
    pub quantiles: [f64; 5],
    /// For discrete levels: their probabilities.
    pub levels: Vec<f64>,
    /// Histogram over [`ParameterRecord::bins`](super::ParameterRecord::bins) (continuous only).
    pub histogram: Vec<f64>,
}
