//! A run written out: events, positions, and series of each contingent. Made for replays; never in inference.

use crate::event::Event;
use crate::measure::Answer;
use crate::parts::{ActorId, ContingentId};
use crate::record::Counters;
use crate::scenario::Scenario;
use crate::state::{Body, Stand, State};
use serde::{Deserialize, Serialize};

/// A whole run written out. Tracing changes nothing in the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// All events, in order.
    pub events: Vec<Event>,
    /// Positions and states, at the first step's end at or after each multiple of the interval.
    pub frames: Vec<Frame>,
    /// Who the elements are; frames list them in this order.
    pub elements: Vec<ElementInfo>,
    /// One series a contingent; its points lie at the times of the frames.
    pub series: Vec<Series>,
    /// The answers of the run, as in its record.
    pub answers: Vec<Answer>,
    /// Work done.
    pub counters: Counters,
    /// When the run ended [s].
    pub end_s: f64,
}

/// Who an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementInfo {
    /// Its contingent.
    pub contingent: ContingentId,
    /// Its number in the contingent, from 0.
    pub ordinal: u32,
    /// Men at the start.
    pub men: u16,
}

/// All elements at one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// When [s].
    pub time_s: f64,
    /// State of each element.
    pub elements: Vec<ElementFrame>,
}

/// One element at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementFrame {
    /// East of the origin [m].
    pub x_m: f32,
    /// North of the origin [m].
    pub y_m: f32,
    /// Fit men.
    pub fit: u16,
    /// What it is doing.
    pub state: ElementState,
    /// Whom it serves.
    pub actor: ActorId,
    /// It fires.
    pub is_firing: bool,
}

/// What an element is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementState {
    /// Not yet in play.
    Waiting,
    /// In play and in hand.
    Steady,
    /// In play and asleep.
    Asleep,
    /// Broken: it flees or hides.
    Broken,
    /// Only wounded men are left of it.
    Down,
    /// Out of play: killed, captured or left.
    Gone,
}

/// Series of one contingent over the frames.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Fit men in play.
    pub fit: Vec<u32>,
    /// Killed so far.
    pub killed: Vec<u32>,
    /// Wounded now (not captured).
    pub wounded: Vec<u32>,
    /// In captivity now.
    pub captured: Vec<u32>,
    /// Left for good or serving another actor than at the start.
    pub left: Vec<u32>,
    /// Fit men of broken elements.
    pub broken: Vec<u32>,
    /// Fit men asleep.
    pub asleep: Vec<u32>,
    /// Mean morale of elements in play (1 where there is none).
    pub morale: Vec<f32>,
    /// Mean fatigue of elements in play (0 where there is none).
    pub fatigue: Vec<f32>,
}

/// Writes a run out while it is made.
pub(crate) struct Tracer {
    pub trace: Trace,
    interval_s: f64,
    next_s: f64,
}

impl Tracer {
    pub(crate) fn new(interval_s: f64) -> Self {
        let interval_s = if interval_s >= 1.0 { interval_s } else { 1.0 };
        Self {
            trace: Trace::default(),
            interval_s,
            next_s: 0.0,
        }
    }

    /// Notes who the elements are.
    pub(crate) fn begin(&mut self, scenario: &Scenario, state: &State) {
        for c in 0..state.settings.len() {
            for (ordinal, slot) in state.range(&scenario.plan, c).enumerate() {
                self.trace.elements.push(ElementInfo {
                    contingent: ContingentId(c as u16),
                    ordinal: ordinal as u32,
                    men: state.start[slot],
                });
            }
        }
        self.trace.series = vec![Series::default(); state.settings.len()];
    }

    /// Takes a frame when one is due.
    pub(crate) fn frame(&mut self, scenario: &Scenario, state: &State) {
        if state.now < self.next_s {
            return;
        }
        self.next_s = ((state.now / self.interval_s).floor() + 1.0) * self.interval_s;
        self.take(scenario, state);
    }

    /// Takes the last frame and keeps the log.
    pub(crate) fn end(&mut self, scenario: &Scenario, state: &State, log: Vec<Event>) {
        self.trace.events = log;
        if self
            .trace
            .frames
            .last()
            .is_none_or(|frame| frame.time_s < state.now)
        {
            self.take(scenario, state);
        }
    }

    fn take(&mut self, scenario: &Scenario, state: &State) {
        let mut frame = Frame {
            time_s: state.now,
            elements: Vec::with_capacity(self.trace.elements.len()),
        };
        for c in 0..state.settings.len() {
            let home = scenario.parts.contingents[c].actor.0;
            let mut sums = Sums::default();
            for slot in state.range(&scenario.plan, c) {
                let element = element_frame(state, slot);
                sums.add(state, slot, home);
                frame.elements.push(element);
            }
            sums.write(&mut self.trace.series[c], &state.bodies[c]);
        }
        self.trace.frames.push(frame);
    }
}

fn element_frame(state: &State, slot: usize) -> ElementFrame {
    ElementFrame {
        x_m: state.x[slot],
        y_m: state.y[slot],
        fit: state.fit[slot],
        state: match state.stand[slot] {
            Stand::Waiting => ElementState::Waiting,
            Stand::Steady if state.is_asleep[slot] => ElementState::Asleep,
            Stand::Steady => ElementState::Steady,
            Stand::Broken => ElementState::Broken,
            Stand::Down => ElementState::Down,
            Stand::Gone => ElementState::Gone,
        },
        actor: ActorId(state.serves[slot]),
        is_firing: state.is_in_play(slot) && state.firing.contains(&(slot as u16)),
    }
}

#[derive(Default)]
struct Sums {
    fit: u32,
    wounded: u32,
    captured: u32,
    left: u32,
    broken: u32,
    asleep: u32,
    in_play: u32,
    morale: f32,
    fatigue: f32,
}

impl Sums {
    fn add(&mut self, state: &State, slot: usize, home: u16) {
        let fit = u32::from(state.fit[slot]);
        self.wounded += u32::from(state.wounded[slot]);
        self.captured += u32::from(state.captured[slot]);
        self.left += u32::from(state.left[slot]);
        if !state.is_in_play(slot) {
            return;
        }
        self.fit += fit;
        self.in_play += 1;
        self.morale += state.morale[slot];
        self.fatigue += state.fatigue[slot];
        if state.serves[slot] != home {
            self.left += fit;
        }
        if state.stand[slot] == Stand::Broken {
            self.broken += fit;
        }
        if state.is_asleep[slot] {
            self.asleep += fit;
        }
    }

    fn write(&self, series: &mut Series, body: &Body) {
        let count = self.in_play.max(1) as f32;
        series.fit.push(self.fit);
        series.killed.push(body.killed);
        series.wounded.push(self.wounded);
        series.captured.push(self.captured);
        series.left.push(self.left);
        series.broken.push(self.broken);
        series.asleep.push(self.asleep);
        series.morale.push(if self.in_play == 0 {
            1.0
        } else {
            self.morale / count
        });
        series.fatigue.push(self.fatigue / count);
    }
}
