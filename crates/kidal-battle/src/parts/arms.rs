//! Arms beyond aimed fire, as plain parts: fire at ground, ammunition, suppression, vehicles.

use super::{PlaceId, Value};
use serde::{Deserialize, Serialize};

/// Fire at the ground round the aim point instead of at a man: p is multiplied by 1 − s + s·n/N.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaPart {
    /// s: share of the fire that falls on ground (0: all of it is aimed; 1: all of it falls on ground).
    pub share: Value,
    /// Hostile men within this of the aim point are n, and are hit in proportion to their number [m].
    pub radius_m: f64,
    /// N: men within that ground at whom the chance to hit was stated.
    pub men: Value,
}

/// Ammunition, in minutes of fire a man.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SupplyPart {
    /// Carried at the start [min].
    pub minutes: Value,
    /// Brought up an hour, as far as what is carried can be filled [min/h]; not into a closed ring.
    pub per_hour: Value,
    /// Brought up only to elements in this place (None: everywhere).
    pub depot: Option<PlaceId>,
}

/// Suppression s in [0, 1]: ds/dt = k·I·(1 − s) − s·ln 2/half-time, I: men firing at the element ÷ its fit men.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuppressionPart {
    /// k: gain while as many fire at it as it has men [1/min].
    pub per_minute: Value,
    /// Time in which it halves without fire [s].
    pub half_time_s: f64,
    /// Fire is multiplied by 1 − effect · s.
    pub effect_on_fire: Value,
    /// It does not move while s is at least this (above 1: it always does).
    pub pins_at: f64,
}

/// Vehicles: knocked out by hits, left behind when nobody can drive them, taken by those who come by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VehiclePart {
    /// Chance that a hit on the element's men also knocks out one of its vehicles.
    pub lost_per_hit: Value,
    /// Fit men that a vehicle needs; those without are abandoned.
    pub crew: u16,
    /// Share of an element's vehicles that it abandons when it breaks.
    pub abandoned_on_break: Value,
    /// Speed of an element whose vehicles cannot carry it any more [m/s].
    pub on_foot_m_s: Value,
    /// Abandoned vehicles are taken by a steady hostile element so near, unless a steady friend is nearer [m].
    pub taken_m: f64,
}
