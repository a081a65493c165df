//! People besides fighting men, as plain parts: commanders and bystanders.

use super::{ActorId, PlaceId, Value};
use serde::{Deserialize, Serialize};

/// A commander, who goes with the contingent's first element, and those who can follow him.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommandPart {
    /// How many can take over, one after the other.
    pub deputies: u16,
    /// Least delay and mean of an exponential extra delay until the next has taken over [s].
    pub delay_s: [Value; 2],
    /// Taken from the morale of all elements when a commander is lost.
    pub shock: Value,
    /// Without a commander, orders to march, go, ring, assault or hold wait for the next one (and are lost with the last).
    pub holds_orders: bool,
}

/// People at a place who take no part, are fired at by nobody, and tell an actor what they see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BystanderPart {
    /// Id; hashed into stream addresses.
    pub name: String,
    /// Where they are.
    pub place: PlaceId,
    /// How far from its centre they see by day and by night [m].
    pub sight_m: [f64; 2],
    /// Rate at which somebody sets out to tell, while a contingent is in sight [1/h]; once a contingent and sighting.
    pub per_hour: Value,
    /// Whom they tell.
    pub tells: ActorId,
    /// Delay until it is known [s].
    pub delay_s: f64,
}
