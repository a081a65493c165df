//! What a running study reports to: progress to a watcher, states to the checkpoint, and when to stop.

use std::time::Instant;

use crate::checkpoint::Checkpoint;
use crate::stop::StopFlag;
pub use crate::study_door::Progress;
use crate::study_door::{Hooks, Stop};

/// Is told how far a command has come. The door that called it decides what to show.
pub trait Watcher {
    /// How far it has come.
    fn progress(&mut self, progress: &Progress);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Watcher for Silent {
    fn progress(&mut self, _progress: &Progress) {}
}

/// The hooks of a study that runs under a command.
pub(crate) struct Run<'a> {
    pub checkpoint: Option<&'a mut Checkpoint>,
    pub watcher: &'a mut dyn Watcher,
    pub stop: &'a StopFlag,
    pub deadline: Option<Instant>,
    /// Histories done so far.
    pub done: u64,
    /// Histories done when the time was up.
    pub stopped_at: Option<u64>,
}

impl Hooks for Run<'_> {
    fn checkpoint(&mut self, state: &[u8]) {
        if let Some(checkpoint) = &mut self.checkpoint {
            checkpoint.take(state);
        }
    }

    fn progress(&mut self, progress: &Progress) {
        self.done = progress.done;
        self.watcher.progress(progress);
    }

    fn stop(&mut self) -> Stop {
        if self.stop.is_raised() {
            Stop::Interrupt
        } else if self
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            self.stopped_at.get_or_insert(self.done);
            Stop::FinishEarly
        } else {
            Stop::Go
        }
    }
}
