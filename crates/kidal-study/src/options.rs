//! What a study is asked for, and how it speaks to who runs it.

use kidal_diag::{Diagnostic, Files};
use kidal_dossier::Dossier;

/// A dossier with its texts and the name of its folder.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// As read.
    pub dossier: &'a Dossier,
    /// Its texts.
    pub files: &'a Files,
    /// Name of its folder.
    pub name: &'a str,
}

/// How much is simulated, counted in histories.
#[derive(Clone, Debug, PartialEq)]
pub struct Effort {
    /// Independent islands.
    pub islands: u32,
    /// Chains an island.
    pub particles: u32,
    /// Chains of the pilot, which finds the way and is not reported.
    pub pilot: u32,
    /// States kept of each chain.
    pub chain: u32,
    /// Moves from one kept state to the next until the accounts have their full weight.
    pub moves_per_state: u32,
    /// Moves from one kept state to the next once the accounts have their full weight.
    pub last_moves_per_state: u32,
    /// Histories from the prior (baseline).
    pub prior_histories: u32,
    /// Histories of each counterfactual and mode.
    pub counterfactual_histories: u32,
    /// States kept of each chain where an origin is left out by moves; 0 or 1: by weights alone.
    pub refit_chain: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            islands: 4,
            particles: 12,
            pilot: 12,
            chain: 160,
            moves_per_state: 2,
            last_moves_per_state: 8,
            prior_histories: 1500,
            counterfactual_histories: 500,
            refit_chain: 32,
        }
    }
}

impl Effort {
    /// Some seven times the histories and four times the counterfactuals of the default: for a result that is to be cited.
    #[must_use]
    pub fn full() -> Self {
        Self {
            islands: 4,
            particles: 32,
            pilot: 16,
            chain: 192,
            moves_per_state: 3,
            last_moves_per_state: 24,
            prior_histories: 6000,
            counterfactual_histories: 2000,
            refit_chain: 96,
        }
    }

    /// For tests: quick, and no more precise than that.
    #[must_use]
    pub fn small() -> Self {
        Self {
            islands: 2,
            particles: 8,
            pilot: 8,
            chain: 4,
            moves_per_state: 1,
            last_moves_per_state: 1,
            prior_histories: 120,
            counterfactual_histories: 40,
            refit_chain: 4,
        }
    }
}

/// Options of a weighing.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighOptions {
    /// Seed of the study.
    pub seed: u64,
    /// Threads; changes no result.
    pub threads: usize,
    /// Effort.
    pub effort: Effort,
    /// Only what these speakers say (empty: all).
    pub only: Vec<String>,
    /// Without what these say.
    pub without: Vec<String>,
    /// Only what was uttered by this date.
    pub as_known_on: Option<String>,
    /// Also print the model's own range where no account gives a figure.
    pub model_only: bool,
    /// Stop the sampler after about so many histories.
    pub budget_histories: Option<u64>,
}

impl Default for WeighOptions {
    fn default() -> Self {
        Self {
            seed: 2012,
            threads: 1,
            effort: Effort::default(),
            only: Vec::new(),
            without: Vec::new(),
            as_known_on: None,
            model_only: false,
            budget_histories: None,
        }
    }
}

/// How far a study is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Stage, in words.
    pub stage: String,
    /// Histories done.
    pub done: u64,
    /// Histories expected, 0 where unknown.
    pub of: u64,
    /// A remark (temperature, say).
    pub note: String,
}

/// What the caller wants at a move batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Go on.
    Go,
    /// Finish with what there is and say so.
    FinishEarly,
    /// Stop; the last checkpoint goes on from here.
    Interrupt,
}

/// Called by the study between batches.
pub trait Hooks {
    /// State from which the study can go on; called at the end of each move batch.
    fn checkpoint(&mut self, state: &[u8]);
    /// How far it is.
    fn progress(&mut self, progress: &Progress);
    /// Whether to go on.
    fn stop(&mut self) -> Stop;
}

/// Hooks that do nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Hooks for Quiet {
    fn checkpoint(&mut self, _state: &[u8]) {}
    fn progress(&mut self, _progress: &Progress) {}
    fn stop(&mut self) -> Stop {
        Stop::Go
    }
}

/// Why no result came out.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyError {
    /// The dossier or scenario is at fault.
    Dossier(Vec<Diagnostic>),
    /// The factor table of an experiment is at fault: located in it, under the name that it was given.
    Factors(Vec<Diagnostic>),
    /// The request is at fault.
    Usage(String),
    /// The computation failed.
    Run(String),
    /// Stopped on request; the last checkpoint goes on.
    Interrupted,
}
