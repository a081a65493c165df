//! Histories that begin alike: one that was kept, and others that differ from it in some blocks of luck or some parameters.
//!
//! Up to the first draw from a block that differs, and the first reading of a parameter that does, both are the same, bit for
//! bit; so the other one is run from the last snapshot before that. One that differs only in what was never asked for is not
//! run at all.

use crate::luck::{Luck, differing};
use crate::measure::Answer;
use crate::pattern::Matches;
use crate::plan::Plan;
use crate::reading::Asked;
use crate::record::Counters;
use crate::row::{self, Read};
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::streams::Streams;
use std::sync::Arc;

/// Steps from one snapshot to the next within a phase; chosen by us because a snapshot costs as much as a few steps.
const STEPS_APART: u64 = 96;

/// A run as it stood at the beginning of a round, and what had been gathered for those who asked.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub state: Snapshot,
    pub matches: Matches,
    pub answers: Vec<Answer>,
    pub next: usize,
    pub watched: usize,
    /// Parameters read by then.
    pub read: Read,
}

/// A history and its stages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    parameters: Vec<f64>,
    root: u64,
    labels: Vec<u32>,
    /// In order of time.
    stages: Vec<Arc<Stage>>,
    /// Which blocks it drew from.
    luck: Luck,
    pub answers: Vec<Answer>,
    pub counters: Counters,
    pub end_s: f64,
    /// Which parameters were read.
    pub read: Read,
    is_whole: bool,
}

/// Where a run can begin.
pub(crate) enum Beginning {
    /// At its start.
    Start,
    /// At a stage of the kept history.
    Stage(Arc<Stage>),
    /// Nowhere: it is the kept history.
    Same,
}

/// A kept history, and the last one that was tried.
#[derive(Clone, Debug, Default)]
pub(crate) struct Branches {
    kept: Line,
    pub tried: Line,
    differing: Vec<usize>,
    /// Stages that are of no use any more, for their room.
    pub spare: Vec<Arc<Stage>>,
}

impl Branches {
    /// Forgets both.
    pub(crate) fn forget(&mut self) {
        self.kept.forget(&mut self.spare);
        self.tried.forget(&mut self.spare);
    }

    /// The last one that was tried is kept, if it came to its end.
    pub(crate) fn keep(&mut self) {
        if self.tried.is_whole {
            std::mem::swap(&mut self.kept, &mut self.tried);
            self.tried.forget(&mut self.spare);
        }
    }

    /// Begins to try a history; where it can be taken up.
    pub(crate) fn begin(
        &mut self,
        plan: &Plan,
        parameters: &[f64],
        streams: Streams<'_>,
    ) -> Beginning {
        let (kept, tried) = (&self.kept, &mut self.tried);
        tried.forget(&mut self.spare);
        tried.parameters.extend_from_slice(parameters);
        tried.root = streams.root;
        tried.labels.extend_from_slice(streams.refreshes);
        if !kept.is_whole || kept.root != streams.root {
            return Beginning::Start;
        }
        let parameters = row::differing(&kept.parameters, parameters);
        let labels = [&kept.labels[..], streams.refreshes];
        differing(&plan.blocks.list, labels, &mut self.differing);
        let is_open =
            |luck: &Luck, read: Read| read & parameters == 0 && !luck.has_asked(&self.differing);
        if is_open(&kept.luck, kept.read) {
            let own = (
                std::mem::take(&mut tried.labels),
                std::mem::take(&mut tried.parameters),
            );
            tried.clone_from(kept);
            (tried.labels, tried.parameters) = own;
            return Beginning::Same;
        }
        let usable = |stage: &Arc<Stage>| is_open(stage.state.luck(), stage.read);
        let shared = kept.stages.iter().take_while(|stage| usable(stage)).count();
        tried.stages.extend_from_slice(&kept.stages[..shared]);
        match tried.stages.last() {
            Some(stage) => Beginning::Stage(Arc::clone(stage)),
            None => Beginning::Start,
        }
    }
}

impl Line {
    fn forget(&mut self, spare: &mut Vec<Arc<Stage>>) {
        self.parameters.clear();
        self.labels.clear();
        let stages = self.stages.drain(..);
        spare.extend(stages.filter(|stage| Arc::strong_count(stage) == 1));
        self.is_whole = false;
    }

    /// Takes a snapshot where one is due: at the start, before a phase begins, and every so many steps.
    pub(crate) fn follow(
        &mut self,
        plan: &Plan,
        state: &State,
        asked: &Asked<'_>,
        (watched, read, is_phase_end): (usize, Read, bool),
        spare: &mut Vec<Arc<Stage>>,
    ) {
        let steps = state.counters.steps;
        let is_due = self.stages.last().is_none_or(|last| {
            let since = steps - last.state.counters().steps;
            since >= STEPS_APART || (since > 0 && is_phase_end)
        });
        if !is_due {
            return;
        }
        let mut stage = spare.pop();
        if let Some(room) = stage.as_mut().and_then(Arc::get_mut) {
            room.state.take(state, plan);
            room.matches.clone_from(asked.matches);
            room.answers.clone_from(asked.answers);
            (room.next, room.watched, room.read) = (asked.next, watched, read);
        } else {
            stage = Some(Arc::new(Stage {
                state: Snapshot::of(state, plan),
                matches: asked.matches.clone(),
                answers: asked.answers.clone(),
                next: asked.next,
                watched,
                read,
            }));
        }
        self.stages.extend(stage);
    }

    /// Whether it came to its end and drew anything from a block.
    pub(crate) fn has_asked(&self, block: usize) -> bool {
        self.is_whole && self.luck.has_asked(&[block])
    }

    /// The history came to its end.
    pub(crate) fn end(&mut self, state: &State, answers: &[Answer]) {
        self.luck.clone_from(&state.luck);
        self.answers.clear();
        self.answers.extend_from_slice(answers);
        self.counters = state.counters;
        self.end_s = state.now;
        self.is_whole = true;
    }
}
