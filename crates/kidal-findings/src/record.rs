//! The records of a study, as they stand in `findings.json`. Plain data: every printed number, every series a figure draws.

use kidal_diag::Diagnostic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A number with its Monte-Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its Monte-Carlo standard error.
    pub error: f64,
}

/// The range of an answer under other priors and noise scales.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
    /// Which change moves it most, in words.
    pub moved_most_by: String,
}

/// What a study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Claims weighed with or without a scenario.
    Weigh,
    /// One or more replays.
    Replay,
}

/// What an answer rests on (`accounts`, `prior`, `model`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Moved by the accounts, and stable when priors change.
    Accounts,
    /// The prior decides.
    Prior,
    /// No claim bears on it: the model decides.
    Model,
}

/// How a claim is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The scenario models it.
    Weighed,
    /// Logic, dates, places and arithmetic bear on it.
    Checked,
    /// Kept, attributed, shown.
    Told,
}

/// The verdict on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictWord {
    /// Other origins speak to it and the claim holds in most histories.
    BorneOut,
    /// It fits what others say.
    Compatible,
    /// It holds in fewer than 1 in 20 histories.
    Strained,
    /// `check` proves it false beside others.
    ContradictedByArithmetic,
    /// No history shows it.
    NotReproduced,
    /// Nothing else speaks to it.
    Untested,
}

/// Where a study comes from and how to make it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// The first lines of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Speakers.
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

/// A source, as the report quotes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictRecord {
    /// The word.
    pub word: VerdictWord,
    /// How often it holds, at its own stated precision, in histories weighed by everybody else.
    pub holds: Option<Estimate>,
    /// Two-sided mid-p tail of the claimed value in the leave-one-origin-out predictive.
    pub tail: Option<f64>,
    /// What everybody else makes of the quantity: 5 %, 50 %, 95 %.
    pub predicted: Option<[f64; 3]>,
    /// What is claimed: low, high (equal for one value).
    pub claimed: Option<[f64; 2]>,
    /// Unit of both.
    pub unit: String,
    /// Pareto k of the reweighting.
    pub pareto_k: Option<f64>,
    /// Ground.
    pub ground: Ground,
    /// One sentence: the two or three claims or mechanisms that decide.
    pub reason: String,
}

/// Summary of a distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// 5 %, 25 %, 50 %, 75 %, 95 % quantiles.
    pub quantiles: [f64; 5],
    /// For discrete levels: their probabilities.
    pub levels: Vec<f64>,
    /// Histogram over [`ParameterRecord::bins`] (continuous only).
    pub histogram: Vec<f64>,
}

/// An unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// One answer in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
        /// Error of the median.
        error: f64,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// A story: a pattern of claims that hold together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TogetherRecord {
    /// Claim ids, the order of rows and columns.
    pub claims: Vec<String>,
    /// P(i and j hold), row by row.
    pub both: Vec<Vec<f64>>,
}

/// A counterfactual in three modes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// One diagnostic of the computation in plain words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlainDiagnostic {
    /// Name.
    pub name: String,
    /// Value as printed.
    pub value: String,
    /// Passes.
    pub passes: bool,
    /// What it means and what to do.
    pub meaning: String,
}

/// One temperature of the sampler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemperatureRecord {
    /// Exponent of the likelihood.
    pub temperature: f64,
    /// Effective sample size.
    pub ess: f64,
    /// Accepted share of moves.
    pub acceptance: f64,
    /// Distinct ancestors.
    pub ancestors: usize,
}

/// Diagnostics of the computation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
}

/// A bar on the time axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineRecord {
    /// Row label ("start of the encirclement", "gamou, in public").
    pub row: String,
    /// `claim`, `posterior` or `allegiance`.
    pub kind: String,
    /// Text of the bar.
    pub label: String,
    /// Claim id or empty.
    pub claim: String,
    /// From, seconds since 1970 UTC.
    pub from_unix_s: i64,
    /// To.
    pub to_unix_s: i64,
    /// Inner part (posterior 25-75 %), if any.
    pub inner_unix_s: Option<[i64; 2]>,
}

/// A band over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesRecord {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Times, seconds since 1970 UTC.
    pub unix_s: Vec<i64>,
    /// 5 %.
    pub low: Vec<f64>,
    /// 50 %.
    pub median: Vec<f64>,
    /// 95 %.
    pub high: Vec<f64>,
}

/// An event of a chosen history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Seconds since 1970 UTC.
    pub unix_s: i64,
    /// Sentence.
    pub text: String,
    /// Where [m], if anywhere.
    pub position_m: Option<[f64; 2]>,
}

/// Positions and states of all elements at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameRecord {
    /// Seconds since 1970 UTC.
    pub unix_s: i64,
    /// Per element: x [m], y [m] rounded to metres, fit men, state (0 absent, 1 steady, 2 asleep, 3 broken, 4 captured, 5 changed side, 6 left).
    pub elements: Vec<[i32; 4]>,
}

/// One history told in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryRecord {
    /// Title ("a typical history").
    pub title: String,
    /// Why it was chosen.
    pub why: String,
    /// Parameters by name.
    pub parameters: BTreeMap<String, f64>,
    /// Stream root, hexadecimal.
    pub stream_root: String,
    /// Refresh counters of the stream's blocks.
    pub refreshes: Vec<u32>,
    /// Contingent of each element, an index into [`Findings::contingents`].
    pub element_contingent: Vec<u16>,
    /// Frames.
    pub frames: Vec<FrameRecord>,
    /// Events.
    pub events: Vec<EventRecord>,
    /// Claims that hold in it.
    pub holds: Vec<String>,
    /// Weighed claims that do not.
    pub fails: Vec<String>,
}

/// A contingent, for legends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContingentRecord {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Actor at the start.
    pub actor: String,
}

/// The battle as one account tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountSentence {
    /// Date as written, or empty.
    pub date: String,
    /// Sentence.
    pub text: String,
    /// Claim id.
    pub claim: String,
}

/// A feature of the map in the local plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapFeature {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `town`, `camp`, `route`, `point`, `border`.
    pub kind: String,
    /// True for closed polygons.
    pub closed: bool,
    /// Points [m].
    pub points_m: Vec<[f64; 2]>,
    /// Source and precision, in words.
    pub note: String,
}

/// The written result of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// `kidal-findings/1`.
    pub schema: String,
    /// Kind of study.
    pub kind: Kind,
    /// Provenance.
    pub provenance: Provenance,
    /// First lines.
    pub headline: Headline,
    /// Questions in order.
    pub questions: Vec<QuestionRecord>,
    /// Factors.
    pub factors: Vec<FactorRecord>,
    /// Counterfactuals.
    pub counterfactuals: Vec<CounterfactualRecord>,
    /// Claims.
    pub claims: Vec<ClaimRecord>,
    /// Speakers.
    pub speakers: Vec<SpeakerRecord>,
    /// Sources.
    pub sources: Vec<SourceRecord>,
    /// Unknowns.
    pub parameters: Vec<ParameterRecord>,
    /// Stories, commonest first.
    pub stories: Vec<StoryRecord>,
    /// What holds together.
    pub together: TogetherRecord,
    /// Accounts side by side.
    pub accounts: Vec<AccountRecord>,
    /// What `check` found.
    pub collisions: Vec<Diagnostic>,
    /// Time axis.
    pub timeline: Vec<TimelineRecord>,
    /// Bands over time.
    pub series: Vec<SeriesRecord>,
    /// Chosen histories.
    pub histories: Vec<HistoryRecord>,
    /// Contingents.
    pub contingents: Vec<ContingentRecord>,
    /// Map.
    pub map: Vec<MapFeature>,
    /// The computation.
    pub computation: ComputationRecord,
    /// Latitude and longitude of the local plane's zero [degrees, WGS 84], if there is a map.
    #[serde(default)]
    pub origin: Option<[f64; 2]>,
    /// Local time minus UTC [s]; clock times are printed as local time.
    #[serde(default)]
    pub clock_offset_s: i64,
}

impl Findings {
    /// Findings that hold nothing yet but what they are and where they come from.
    pub fn new(kind: Kind, provenance: Provenance, headline: Headline) -> Self {
        Findings {
            schema: crate::json::SCHEMA.to_owned(),
            kind,
            provenance,
            headline,
            questions: Vec::new(),
            factors: Vec::new(),
            counterfactuals: Vec::new(),
            claims: Vec::new(),
            speakers: Vec::new(),
            sources: Vec::new(),
            parameters: Vec::new(),
            stories: Vec::new(),
            together: TogetherRecord::default(),
            accounts: Vec::new(),
            collisions: Vec::new(),
            timeline: Vec::new(),
            series: Vec::new(),
            histories: Vec::new(),
            contingents: Vec::new(),
            map: Vec::new(),
            computation: ComputationRecord::default(),
            origin: None,
            clock_offset_s: 0,
        }
    }
}
