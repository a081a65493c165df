//! Where a study comes from, its first lines, and how its computation went.

use super::{AnswerValue, Estimate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a study comes from and how to make it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Provenance {
    /// Program name.
    pub program: String,
    /// Its version.
    pub version: String,
    /// Its commit, where known at build time.
    pub commit: String,
    /// SHA-256 of the dossier's files.
    pub dossier_digest: String,
    /// Folder name of the dossier.
    pub dossier: String,
    /// Seed of the study.
    pub seed: u64,
    /// Simulated histories.
    pub histories: u64,
    /// Options that change the result, by name.
    pub options: BTreeMap<String, String>,
    /// The command that makes it again.
    pub command: String,
}

impl Provenance {
    /// Under this name the options of a weighing say how much work was asked for, where it is not the usual amount.
    pub const WORK: &str = "work";
    /// The least amount.
    pub const SMALL: &str = "small";
    /// The greatest amount.
    pub const FULL: &str = "full";
}

/// The first lines of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Headline {
    /// Title of the dossier.
    pub title: String,
    /// One or two sentences about it.
    pub about: String,
    /// Claims weighed, checked, told.
    pub weighed: usize,
    /// Claims checked only.
    pub checked: usize,
    /// Claims told only.
    pub told: usize,
    /// Claims that were not heard (`--only`, `--without`, `--as-known-on`).
    #[serde(default)]
    pub left_out: usize,
    /// Speakers who were heard.
    pub speakers: usize,
    /// At most so many of them independent.
    pub independent: usize,
    /// Unknowns moved by the accounts.
    pub moved: usize,
    /// Unknowns in all.
    pub unknowns: usize,
    /// True where every diagnostic passes.
    pub trustworthy: bool,
    /// Why not, and other warnings, in plain words.
    pub warnings: Vec<String>,
}

/// One diagnostic of the computation in plain words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PlainDiagnostic {
    /// Name.
    pub name: String,
    /// Value as printed.
    pub value: String,
    /// Passes.
    pub passes: bool,
    /// Passes, and yet falls short of what is aimed at or could not be judged.
    #[serde(default)]
    pub warns: bool,
    /// What it means and what to do.
    pub meaning: String,
}

/// One temperature of the sampler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct TemperatureRecord {
    /// Exponent of the likelihood.
    pub temperature: f64,
    /// Effective sample size.
    pub ess: f64,
    /// Accepted share of moves.
    pub acceptance: f64,
    /// Distinct ancestors.
    pub ancestors: usize,
    /// Mean squared jump of the parameters per try, in posterior standard deviations.
    #[serde(default)]
    pub jump: f64,
}

/// What leaving out all that one origin says does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct OriginRecord {
    /// Who.
    pub id: String,
    /// How many of its claims are weighed.
    pub claims: usize,
    /// Pareto k of leaving it out by weights alone; above 0.7 they cannot tell.
    pub pareto_k: f64,
    /// Whether histories were run anew without it.
    pub refitted: bool,
    /// ln density of what it says, given what everybody else says.
    pub log_predictive: Estimate,
    /// The answers without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<WithoutRecord>,
}

/// An answer without what one origin says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct WithoutRecord {
    /// Id of the question.
    pub question: String,
    /// The answer.
    pub answer: AnswerValue,
    /// Whether it differs from the answer that all give by more than the errors of both and enough to matter.
    pub moves: bool,
}

/// Diagnostics of the computation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ComputationRecord {
    /// ln evidence.
    pub log_evidence: Option<Estimate>,
    /// Per island.
    pub islands: Vec<f64>,
    /// Per temperature.
    pub temperatures: Vec<TemperatureRecord>,
    /// In plain words.
    pub plain: Vec<PlainDiagnostic>,
    /// Failed runs, by reason.
    pub failures: BTreeMap<String, u64>,
    /// Histories simulated.
    pub histories: u64,
    /// Effective sample size of the posterior.
    pub ess: f64,
    /// How many independent histories the answers are worth, judged by what islands and chains disagree in.
    #[serde(default)]
    pub independent: f64,
    /// What leaving out each origin does.
    #[serde(default)]
    pub origins: Vec<OriginRecord>,
}
