//! Claims with their verdicts, speakers, sources, accounts and stories.

use super::{Estimate, Ground};
use serde::{Deserialize, Serialize};

/// How a claim is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The scenario models it.
    Weighed,
    /// Logic, dates, places and arithmetic bear on it.
    Checked,
    /// Kept, attributed, shown.
    Told,
    /// Not heard in this study: its speaker was left out, or it was said later.
    LeftOut,
}

/// The verdict on a claim.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictWord {
    /// Others speak to it, and it holds in most histories; a number lies well inside what others make of it.
    BorneOut,
    /// Others speak to it, and it fits what they say.
    Compatible,
    /// It holds in fewer than 1 in 20 histories; a number or moment lies as far out.
    Strained,
    /// `check` proves it false beside others.
    ContradictedByArithmetic,
    /// No history, or fewer than 1 in 1,000, shows it.
    NotReproduced,
    /// Nobody else speaks to it, and the model does not speak against it.
    Untested,
}

/// A source, as the report quotes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SourceRecord {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Kind of source.
    pub kind: String,
    /// Side, if any.
    pub side: Option<String>,
    /// Date as written.
    pub date: Option<String>,
    /// Reference.
    pub reference: Option<String>,
    /// What it derives from.
    pub derives_from: Vec<String>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SpeakerRecord {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Anonymous.
    pub anonymous: bool,
    /// Ids of its claims.
    pub claims: Vec<String>,
    /// Reliability and bias, only where there is a second opinion.
    pub reliability: Option<SpeakerWeight>,
}

/// What the accounts say of a speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SpeakerWeight {
    /// Posterior probability that a statement of the utterance is a true report.
    pub reliability: Estimate,
    /// Its prior.
    pub prior: f64,
    /// Multiplier on counts (claimed ÷ true): median, 5 %, 95 %.
    pub multiplier: Option<[f64; 3]>,
    /// Words.
    pub sentence: String,
}

/// One reading of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReadingRecord {
    /// In the claim language.
    pub says: String,
    /// As a sentence.
    pub sentence: String,
    /// Weight given by the analyst.
    pub prior: f64,
    /// Weight after weighing.
    pub posterior: Option<f64>,
}

/// A claim and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ClaimRecord {
    /// Id.
    pub id: String,
    /// Speaker id.
    pub speaker: String,
    /// The way it reached us.
    pub via: Vec<String>,
    /// Class.
    pub class: Class,
    /// Readings.
    pub readings: Vec<ReadingRecord>,
    /// Our paraphrase.
    pub words: Option<String>,
    /// When it was said.
    pub said: Option<String>,
    /// When it is meant to hold.
    pub as_of: Option<String>,
    /// `serves`, `hurts` or `neutral`.
    pub stake: String,
    /// Where it stands in the dossier: file, line, column (1-based).
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// Rows of the table of statements.
    pub rows: Vec<u32>,
    /// What was found.
    pub verdict: Option<VerdictRecord>,
}

/// The verdict on a claim, given what everybody else says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct VerdictRecord {
    /// The word.
    pub word: VerdictWord,
    /// How often it holds, at its own stated precision, in histories weighed by everybody else.
    pub holds: Option<Estimate>,
    /// Two-sided mid-p tail of the claimed value in the leave-one-origin-out predictive.
    pub tail: Option<f64>,
    /// How often it holds in histories weighed by all accounts, this one included: near 0, the model cannot produce it.
    #[serde(default)]
    pub explained: f64,
    /// What everybody else makes of the quantity: 5 %, 50 %, 95 %.
    pub predicted: Option<[f64; 3]>,
    /// What is claimed: low, high (equal for one value).
    pub claimed: Option<[f64; 2]>,
    /// Unit of both.
    pub unit: String,
    /// Pareto k of the reweighting.
    pub pareto_k: Option<f64>,
    /// Whether the histories were run anew without the origin, because reweighting could not tell (Pareto k above 0.7).
    #[serde(default)]
    pub refitted: bool,
    /// Ground.
    pub ground: Ground,
    /// One sentence: the two or three claims or mechanisms that decide.
    pub reason: String,
}

/// A story: a pattern of claims that hold together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StoryRecord {
    /// Share of histories.
    pub share: Estimate,
    /// Claims that hold in it.
    pub holds: Vec<String>,
    /// Claims that do not.
    pub fails: Vec<String>,
    /// Sentence.
    pub sentence: String,
}

/// How often two claims hold together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct TogetherRecord {
    /// Claim ids, the order of rows and columns.
    pub claims: Vec<String>,
    /// P(i and j hold), row by row.
    pub both: Vec<Vec<f64>>,
}

/// The battle as one account tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AccountRecord {
    /// Speaker id.
    pub speaker: String,
    /// Its name.
    pub name: String,
    /// Dated sentences.
    pub sentences: Vec<AccountSentence>,
    /// Topics that others tell and this one leaves out.
    pub leaves_out: Vec<String>,
}

/// One sentence of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AccountSentence {
    /// Date as written, or empty.
    pub date: String,
    /// Sentence.
    pub text: String,
    /// Claim id.
    pub claim: String,
}
