//! Unknowns, questions, factors and counterfactuals.

use super::{Estimate, Ground, Range, Summary};
use serde::{Deserialize, Serialize};

/// An unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ParameterRecord {
    /// Id.
    pub name: String,
    /// In words.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Ground of the prior.
    pub prior_ground: String,
    /// Names of levels for a discrete one.
    pub levels: Vec<String>,
    /// Edges of the histogram's bins.
    pub bins: Vec<f64>,
    /// Before any account.
    pub prior: Summary,
    /// Given the accounts.
    pub posterior: Summary,
    /// Overlap of prior and posterior, 1: nothing learned.
    pub overlap: f64,
    /// Ground of the posterior.
    pub ground: Ground,
    /// How far the posterior moves when all priors are made half and twice as strong, from 0 to 1.
    #[serde(default)]
    pub prior_sensitivity: f64,
    /// How far it moves when all accounts are made half and twice as strong, from 0 to 1.
    #[serde(default)]
    pub likelihood_sensitivity: f64,
}

/// One answer in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AnswerValue {
    /// A probability.
    Probability {
        /// It.
        estimate: Estimate,
    },
    /// A quantity.
    Quantity {
        /// 5 %, 50 %, 95 %.
        quantiles: [f64; 3],
        /// Monte-Carlo error of the median.
        error: f64,
        /// Monte-Carlo errors of the 5 % and the 95 % quantile.
        #[serde(default)]
        end_errors: [f64; 2],
        /// Unit.
        unit: String,
        /// How often it exists at all.
        exists: Estimate,
    },
    /// Shares of exclusive levels.
    Levels {
        /// Name and probability.
        levels: Vec<(String, Estimate)>,
    },
    /// Decided by arithmetic alone.
    Arithmetic,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct QuestionRecord {
    /// Id.
    pub id: String,
    /// As asked.
    pub asks: String,
    /// Before any account.
    pub before: Option<AnswerValue>,
    /// Given the accounts: did it happen, how many.
    pub answer: AnswerValue,
    /// Would it happen again: same posterior parameters, fresh luck.
    pub again: Option<AnswerValue>,
    /// Under other priors and noise scales.
    pub range: Option<Range>,
    /// Ground.
    pub ground: Ground,
    /// The accounts cannot tell.
    pub cannot_tell: bool,
    /// One or two sentences.
    pub sentence: String,
    /// Claims that bear on it.
    pub claims: Vec<String>,
}

/// One level of a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct LevelRecord {
    /// Name.
    pub name: String,
    /// In words.
    pub title: String,
    /// Prior probability.
    pub prior: f64,
    /// Posterior probability.
    pub posterior: Estimate,
    /// ln Bayes factor against all other levels together.
    pub ln_bayes_factor: Estimate,
    /// The part of it that claims assert outright.
    pub ln_assertion: f64,
    /// The part that their traces contribute.
    pub ln_trace: f64,
    /// Range of the posterior under other priors and noise scales.
    pub range: Range,
}

/// A factor: exclusive levels of one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FactorRecord {
    /// Id.
    pub id: String,
    /// The question.
    pub title: String,
    /// Levels.
    pub levels: Vec<LevelRecord>,
    /// The accounts cannot tell.
    pub cannot_tell: bool,
    /// Verdict in words.
    pub sentence: String,
    /// The value at which the verdict tips.
    pub tips: String,
    /// Assumed conditional probabilities behind it.
    pub assumed: Vec<String>,
}

/// What a change does to a probability: differences over the same histories, with and without it, so that luck which
/// both share cancels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Effects {
    /// In the same histories.
    pub same_history: Estimate,
    /// With the same forces under fresh luck.
    pub fresh_luck: Estimate,
    /// Before any account.
    pub before_accounts: Estimate,
}

/// A counterfactual in three modes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CounterfactualRecord {
    /// Id.
    pub id: String,
    /// In words.
    pub title: String,
    /// What is asked of it.
    pub asks: String,
    /// The intervention, in words.
    pub change: String,
    /// P(outcome) in the factual posterior.
    pub factual: Estimate,
    /// Same parameters and luck.
    pub same_history: Estimate,
    /// Same parameters, fresh luck (with the change).
    pub fresh_luck: Estimate,
    /// Same parameters, fresh luck (without the change).
    pub fresh_luck_factual: Estimate,
    /// Before any account, with the change.
    pub before_accounts: Estimate,
    /// Before any account, without.
    pub before_accounts_factual: Estimate,
    /// What the change does, mode by mode.
    #[serde(default)]
    pub effects: Effects,
    /// Range of `same_history` under other priors and noise scales.
    pub range: Range,
    /// Ground.
    pub ground: Ground,
    /// Signs differ between the modes.
    pub depends_on_luck: bool,
    /// The accounts cannot tell.
    pub cannot_tell: bool,
    /// Sentence.
    pub sentence: String,
}
