//! Where a run stands, for people and for budgets.

use serde::{Deserialize, Serialize};

use crate::smc::{Phase, Smc};

/// Which part of the run is under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Prior draws for the baseline and the pilot.
    #[default]
    Prior,
    /// The pilot island finds the temperatures and tunes the moves.
    Pilot,
    /// The reported islands.
    Islands,
    /// Nothing is left to do.
    Done,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Which part is under way.
    pub stage: Stage,
    /// Which temperature of this part is being worked on, from 0 (prior draws).
    pub generation: u32,
    /// The last one, once the pilot has found out.
    pub generations: Option<u32>,
    /// The temperature being worked on.
    pub temperature: f64,
    /// ln evidence up to the present temperature, in the mean of the islands under way; none before the first step.
    pub log_evidence: Option<f64>,
    /// Effective sample size of the last step, over the reported islands.
    pub ess: Option<f64>,
    /// Items of the present batch with a result.
    pub items_done: u32,
    /// Items of the present batch.
    pub items: u32,
    /// Histories run so far.
    pub histories: u64,
    /// About how many histories there will be in all, once the pilot has found out.
    pub histories_expected: Option<u64>,
    /// Counted work so far.
    pub work: u64,
    /// Whether a batch was just finished: a good moment to write a checkpoint.
    pub is_batch_end: bool,
}

impl Smc {
    /// Where the run stands.
    pub fn progress(&self) -> Progress {
        let told = self.results.iter().flatten();
        let (done, histories, work) = told.fold((0, 0, 0), |(n, h, w), r| {
            (n + 1, h + r.histories, w + r.work)
        });
        let stage = match self.phase {
            Phase::Prior => Stage::Prior,
            Phase::Pilot => Stage::Pilot,
            Phase::Islands => Stage::Islands,
            Phase::Done | Phase::Stuck(_) => Stage::Done,
        };
        let is_tuned = matches!(stage, Stage::Islands | Stage::Done) && !self.kernels.is_empty();
        let temperature = match self.generation {
            0 => 0.0,
            generation => self
                .kernels
                .get(generation as usize - 1)
                .map_or(0.0, |kernel| kernel.temperature),
        };
        let under_way = match stage {
            Stage::Prior => &[],
            Stage::Pilot => std::slice::from_ref(&self.pilot),
            Stage::Islands | Stage::Done => self.islands.as_slice(),
        };
        let evidence = under_way
            .iter()
            .fold(0.0, |sum, island| sum + island.log_evidence);
        let log_evidence = (self.generation > 0 && !under_way.is_empty())
            .then(|| evidence / under_way.len() as f64)
            .filter(|mean| mean.is_finite());
        let ess = self
            .generations
            .last()
            .map(|last| last.steps.iter().fold(0.0, |sum, step| sum + step.ess))
            .filter(|sum| *sum > 0.0);
        Progress {
            stage,
            generation: self.generation,
            generations: is_tuned.then_some(self.kernels.len() as u32),
            temperature,
            log_evidence,
            ess,
            items_done: done,
            items: self.results.len() as u32,
            histories: self.histories + histories,
            histories_expected: is_tuned.then(|| self.histories_expected()),
            work: self.work + work,
            is_batch_end: done == 0,
        }
    }

    /// Histories so far and, on each island, the draws and moves that are left, as if every move ran one.
    fn histories_expected(&self) -> u64 {
        let islands = u64::from(self.settings.islands);
        let states =
            islands * u64::from(self.settings.chains) * u64::from(self.settings.chain_length - 1);
        let moves = states * u64::from(self.settings.moves_per_state);
        let last = states * u64::from(self.settings.last_moves_per_state);
        let draws = islands * u64::from(self.settings.particles()) * u64::from(self.prior_rounds);
        let left = match self.phase {
            Phase::Islands if self.generation == 0 => {
                draws + moves * (self.kernels.len() as u64).saturating_sub(1) + last
            }
            Phase::Islands => {
                moves * (self.kernels.len() as u64).saturating_sub(u64::from(self.generation))
                    + last
            }
            _ => 0,
        };
        self.histories + left
    }
}
