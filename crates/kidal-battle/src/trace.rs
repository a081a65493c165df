//! A run written out: events, positions, and series of each contingent. Made for replays; never in inference.

use crate::event::Event;
use crate::measure::Answer;
use crate::parts::{ActorId, ContingentId};
use crate::record::Counters;
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
