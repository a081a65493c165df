//! Pieces of work: what to run, with every address it needs, and what came out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::kernel::Kernel;
use crate::posterior::Particle;

/// All work that can be done before the next decision. Items may be run in any order, on any machine, more than once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Which batch of the run this is, from 0.
    pub number: u64,
    /// Stands for model, digest and settings; a machine with another one must refuse the work.
    pub fingerprint: u64,
    /// The items that no result was told for yet.
    pub items: Vec<Item>,
}

/// One piece of work, complete in itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The batch it belongs to.
    pub batch: u64,
    /// Its place in the batch.
    pub index: u32,
    /// The seed of the study.
    pub seed: u64,
    /// The island; [`PILOT`] for the tuning island.
    pub island: u32,
    /// How many temperatures came before; 0 for prior draws.
    pub generation: u32,
    /// What to do.
    pub task: Task,
}

/// The island number of the pilot, whose particles are not reported.
pub const PILOT: u32 = u32::MAX;

/// What an item asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Draw from the prior and run: draws `first .. first + count` of the island.
    Draw {
        /// Number of the first draw.
        first: u32,
        /// How many.
        count: u32,
    },
    /// Advance one chain by `moves` moves and return its states, the start included, and of the rest every `keep_every`-th.
    Advance {
        /// Number of the chain on its island.
        chain: u32,
        /// Where it starts.
        start: Particle,
        /// How many moves.
        moves: u32,
        /// Moves from one kept state to the next.
        keep_every: u32,
        /// How to move, at which temperature.
        kernel: Arc<Kernel>,
    },
}

/// What came out of one item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ItemResult {
    /// The batch of the item.
    pub batch: u64,
    /// The place of the item in the batch.
    pub index: u32,
    /// The particles, in order.
    pub particles: Vec<Particle>,
    /// How each move fared, in the order of [`crate::MoveKind::ALL`]; empty for prior draws.
    pub moves: Vec<MoveTally>,
    /// How each block fared when it was drawn anew alone; empty for prior draws.
    pub blocks: Vec<PartTally>,
    /// How each continuous parameter fared when it walked alone, in their order; empty for prior draws.
    pub walks: Vec<PartTally>,
    /// Runs that failed.
    pub failures: Vec<FailedRun>,
    /// Histories run.
    pub histories: u64,
    /// Counted work.
    pub work: u64,
}

/// Counts of one move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MoveTally {
    /// Tries.
    pub proposed: u64,
    /// Accepted tries.
    pub accepted: u64,
    /// Sum of jumps over tries, see [`crate::MoveReport::jump`].
    pub jump: f64,
    /// Counted work.
    pub work: u64,
}

/// Counts of one block of luck or one parameter that was moved alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTally {
    /// Tries.
    pub proposed: u64,
    /// Tries after which the history told anything else at all.
    pub changed: u64,
    /// Those among them that were accepted.
    pub accepted: u64,
}

/// A run that failed, with all that is needed to run it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedRun {
    /// Why.
    pub reason: String,
    /// Its parameters.
    pub parameters: Vec<f64>,
    /// Root of its stream.
    pub root: u64,
    /// Labels of its blocks.
    pub refreshes: Vec<u32>,
}
