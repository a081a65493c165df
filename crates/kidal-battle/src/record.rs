//! What one run leaves behind: answers and counters.

use crate::measure::Answer;
use serde::{Deserialize, Serialize};

/// Work done by a run; the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Steps made.
    pub steps: u64,
    /// Sum over steps of the elements in play at the start of the step.
    pub element_steps: u64,
    /// Addressed draws made.
    pub draws: u64,
    /// Passes of one element over a pack of others.
    pub distance_passes: u64,
}

/// Answers of one run, in the order of the measures asked, and its counters. Reused from run to run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// One answer a measure.
    pub answers: Vec<Answer>,
    /// Work done.
    pub counters: Counters,
    /// When the run ended [s].
    pub end_s: f64,
    /// Element-steps that were taken over from a history that began alike, see [`crate::Runner::run_on`].
    pub shared_element_steps: u64,
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}
