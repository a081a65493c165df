//! What comes out: plain records, serialisable, with no methods that compute.
//!
//! JSON cannot write infinities; where a log evidence may be negative infinity the writer of JSON must say so in words.

use serde::{Deserialize, Serialize};

use crate::model::Parameter;

/// A number with its Monte-Carlo standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its Monte-Carlo standard error.
    pub error: f64,
}

/// One history: its parameters, the key of its luck, and what it said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// Parameters in the order of the model; a level is its index.
    pub parameters: Vec<f64>,
    /// Root of the stream of luck.
    pub root: u64,
    /// Label of each block of luck.
    pub refreshes: Vec<u32>,
    /// Log-likelihood terms; all negative infinity in a failed run.
    pub terms: Vec<f64>,
    /// What the model keeps of a history; all negative infinity in a failed run.
    pub payload: Vec<f64>,
    /// Log prior density of the parameters.
    pub log_prior: f64,
    /// Sum of the terms.
    pub log_likelihood: f64,
    /// Log weight; over the particles of one result the weights add up to 1.
    pub log_weight: f64,
    /// Which island the particle lived on.
    pub island: u32,
    /// Which chain of the island it belongs to; neighbours on a chain resemble each other.
    pub chain: u32,
    /// Which prior draw of the island its line goes back to.
    pub ancestor: u32,
    /// Whether the run failed.
    pub is_failed: bool,
}

/// A move that a chain may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MoveKind {
    /// A random walk of all continuous parameters at once, luck unchanged.
    Walk,
    /// All continuous parameters drawn part of the way from a normal law fitted on the pilot island, luck unchanged.
    Regress,
    /// Some or all continuous parameters moved along the difference of two histories of the pilot island, luck unchanged.
    Differ,
    /// A random walk of one continuous parameter, luck unchanged.
    WalkOne,
    /// One continuous parameter drawn anew from its prior, luck unchanged.
    RedrawOne,
    /// Another level for one parameter with levels; every other time one block of luck is drawn anew with it.
    SwitchLevel,
    /// One block of luck drawn anew.
    RefreshOne,
    /// A random subset of blocks drawn anew.
    RefreshSome,
    /// All luck drawn anew under a new root.
    RefreshAll,
}

impl MoveKind {
    /// Every move, in the order in which tables list them.
    pub const ALL: [MoveKind; 9] = [
        MoveKind::Walk,
        MoveKind::Regress,
        MoveKind::Differ,
        MoveKind::WalkOne,
        MoveKind::RedrawOne,
        MoveKind::SwitchLevel,
        MoveKind::RefreshOne,
        MoveKind::RefreshSome,
        MoveKind::RefreshAll,
    ];
}

/// How one move fared at one temperature, over the reported islands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveReport {
    /// The move.
    pub kind: MoveKind,
    /// The share of tries that it was given.
    pub share: f64,
    /// How often it was tried.
    pub proposed: u64,
    /// How often it was accepted.
    pub accepted: u64,
    /// Mean jump per try: squared, in posterior standard deviations and averaged over the parameters for moves of
    /// parameters; the share of blocks changed for luck, 0 where one block was renewed and the history did not show it; 1 for a
    /// switched level.
    pub jump: f64,
    /// Counted work that it cost.
    pub work: u64,
}

/// What happened at one temperature, over the reported islands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemperatureReport {
    /// The power to which the likelihood is raised; the last one is 1.
    pub temperature: f64,
    /// Log of the ratio of evidences between this temperature and the one before.
    pub log_ratio: Estimate,
    /// Effective sample size of the weights that led here, mean over the islands.
    pub ess: f64,
    /// The least effective sample size of any island.
    pub ess_least: f64,
    /// Particles of an island at the temperature before, mean over the islands.
    pub particles: f64,
    /// How many prior draws still have offspring, mean over the islands.
    pub distinct_ancestors: f64,
    /// Share of tries accepted, all moves together.
    pub acceptance: f64,
    /// Jump of parameters per try, see [`MoveReport::jump`].
    pub jump_distance: f64,
    /// Move by move.
    pub moves: Vec<MoveReport>,
    /// Histories run at this temperature.
    pub histories: u64,
    /// Counted work at this temperature.
    pub work: u64,
}

/// One of the independent islands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IslandReport {
    /// Its log evidence; the error is the within-island estimate from the spread of its chains.
    pub log_evidence: Estimate,
    /// Its share of the posterior, proportional to its evidence.
    pub share: f64,
    /// How many of its prior draws have offspring in the posterior.
    pub distinct_ancestors: u64,
}

/// Importance sampling from the prior, the plain method that the other must agree with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The prior draws, in order of drawing. Their `log_weight` is the smoothed importance weight; without it they are
    /// an equally weighted sample of the prior (failed runs included and marked).
    pub particles: Vec<Particle>,
    /// Shape of the Pareto tail of the weights. Below 0.7 the estimates can be used; infinity when it cannot be fitted.
    pub k_hat: f64,
    /// Log evidence from the smoothed weights.
    pub log_evidence: Estimate,
    /// Effective sample size of the smoothed weights.
    pub ess: f64,
    /// Draws with a likelihood above 0.
    pub positive: u64,
}

/// Failed runs with one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailureCount {
    /// The reason the model gave.
    pub reason: String,
    /// How often, tuning and baseline included.
    pub count: u64,
    /// Parameters of the first of them.
    pub parameters: Vec<f64>,
    /// Stream root of the first of them.
    pub root: u64,
    /// Block labels of the first of them.
    pub refreshes: Vec<u32>,
}

/// A weighted sample of histories given all accounts, with everything needed to judge it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    /// The parameters of the model, as weighed.
    pub parameters: Vec<Parameter>,
    /// The particles; their weights add up to 1.
    pub particles: Vec<Particle>,
    /// Log evidence of all terms together. The error is the largest of the spread between islands, of their logarithms,
    /// and within them.
    pub log_evidence: Estimate,
    /// Standard error of the log evidence from chains within islands alone.
    pub within_error: f64,
    /// Effective sample size of the particle weights (not corrected for likeness along chains).
    pub ess: f64,
    /// Island by island.
    pub islands: Vec<IslandReport>,
    /// Temperature by temperature.
    pub temperatures: Vec<TemperatureReport>,
    /// The plain method beside it.
    pub baseline: Baseline,
    /// Failed runs by reason, in the order of the reasons.
    pub failures: Vec<FailureCount>,
    /// Histories run in all, tuning and baseline included.
    pub histories: u64,
    /// Counted work in all.
    pub work: u64,
    /// Whether every island reached temperature 1. If not, the last finished temperature was reweighted to 1.
    pub is_complete: bool,
    /// What a reader must know before believing the result, as sentences.
    pub warnings: Vec<String>,
}
