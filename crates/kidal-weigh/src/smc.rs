//! The run as a value: ask it for work, tell it results, save it between.

use serde::{Deserialize, Serialize};

use crate::item::{Batch, ItemResult};
use crate::model::Model;
use crate::posterior::Posterior;
use crate::settings::Settings;
use crate::trouble::Trouble;

/// A run of the sampler as a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Smc {
    settings: Settings,
}

impl Smc {
    /// Starts a run.
    pub fn new<M: Model>(_model: &M, settings: Settings) -> Result<Self, Trouble> {
        settings.check()?;
        Ok(Self { settings })
    }
    /// The work that can be done now; `None` when the run is over.
    pub fn next_batch(&self) -> Option<Batch> {
        None
    }
    /// Takes results, in any order, any of them more than once.
    pub fn absorb(&mut self, _results: Vec<ItemResult>) -> Result<(), Trouble> {
        Ok(())
    }
    /// Whether the run is over.
    pub fn is_done(&self) -> bool {
        false
    }
    /// Where the run stands.
    pub fn progress(&self) -> Progress {
        Progress::default()
    }
    /// The result of a finished run.
    pub fn finish(&self) -> Result<Posterior, Trouble> {
        Err(Trouble::NotFinished)
    }
    /// The result of a run stopped early.
    pub fn finish_early(&self) -> Result<Posterior, Trouble> {
        Err(Trouble::NothingYet)
    }
    /// The whole state as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }
    /// The state back from bytes, for the same model.
    pub fn from_bytes<M: Model>(_model: &M, _bytes: &[u8]) -> Result<Self, Trouble> {
        Err(Trouble::NothingYet)
    }
}

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
    /// All is done.
    Done,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Which part is under way.
    pub stage: Stage,
    /// Which temperature of this part is being worked on, from 0 (prior draws).
    pub generation: u32,
    /// How many there will be, once the pilot has found out.
    pub generations: Option<u32>,
    /// The temperature being worked on.
    pub temperature: f64,
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
    /// Whether a batch was just finished: the moment to write a checkpoint.
    pub is_batch_end: bool,
}
