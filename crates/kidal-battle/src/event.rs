//! Things that happen in a run, as plain records.

use crate::parts::{ActorId, ContingentId, EventKind, NoticeId, OrderId, PlaceId};
use serde::{Deserialize, Serialize};

/// Something that happened. [`crate::Scenario::describe`] writes it with names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When [s].
    pub time_s: f64,
    /// What.
    pub kind: EventKind,
    /// Whom it concerns: one contingent, or the two that met.
    pub contingents: [Option<ContingentId>; 2],
    /// By or for this actor.
    pub actor: Option<ActorId>,
    /// At or of this place.
    pub place: Option<PlaceId>,
    /// Announced under this name.
    pub notice: Option<NoticeId>,
    /// Caused by this order.
    pub order: Option<OrderId>,
    /// Where on the plane [m].
    pub position: Option<[f32; 2]>,
    /// How many men it concerns (0 where that means nothing).
    pub men: u32,
}

impl Event {
    /// An event of a kind at a time, all else open.
    #[must_use]
    pub fn new(time_s: f64, kind: EventKind) -> Self {
        Self {
            time_s,
            kind,
            contingents: [None, None],
            actor: None,
            place: None,
            notice: None,
            order: None,
            position: None,
            men: 0,
        }
    }
    /// The same of a contingent.
    #[must_use]
    pub fn of(mut self, who: ContingentId) -> Self {
        self.contingents[0] = Some(who);
        self
    }
    /// The same with a number of men.
    #[must_use]
    pub fn men(mut self, men: u32) -> Self {
        self.men = men;
        self
    }
    /// The same at a position.
    #[must_use]
    pub fn at(mut self, position: [f32; 2]) -> Self {
        self.position = Some(position);
        self
    }
}
