//! The units that a number may carry.

use serde::Serialize;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Measure {
    /// A length; the base is the metre.
    Length,
    /// A duration; the base is the second.
    Duration,
    /// A speed; the base is the metre per second.
    Speed,
    /// A count of people.
    People,
    /// A count of vehicles.
    Vehicles,
    /// A share; the base is the whole.
    Share,
}

/// A unit: what it measures and how many of the base it holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// What it measures.
    pub measure: Measure,
    /// How many base units one of it holds.
    pub in_base: f64,
}

const fn unit(measure: Measure, in_base: f64) -> Unit {
    Unit { measure, in_base }
}

/// All units with their spellings.
pub const UNITS: &[(&str, Unit)] = &[
    ("m", unit(Measure::Length, 1.0)),
    ("metres", unit(Measure::Length, 1.0)),
    ("km", unit(Measure::Length, 1000.0)),
    ("kilometres", unit(Measure::Length, 1000.0)),
    ("miles", unit(Measure::Length, 1609.344)),
    ("s", unit(Measure::Duration, 1.0)),
    ("seconds", unit(Measure::Duration, 1.0)),
    ("min", unit(Measure::Duration, 60.0)),
    ("minutes", unit(Measure::Duration, 60.0)),
    ("h", unit(Measure::Duration, 3600.0)),
    ("hour", unit(Measure::Duration, 3600.0)),
    ("hours", unit(Measure::Duration, 3600.0)),
    ("day", unit(Measure::Duration, 86_400.0)),
    ("days", unit(Measure::Duration, 86_400.0)),
    ("night", unit(Measure::Duration, 43_200.0)),
    ("nights", unit(Measure::Duration, 43_200.0)),
    ("week", unit(Measure::Duration, 604_800.0)),
    ("weeks", unit(Measure::Duration, 604_800.0)),
    ("km/h", unit(Measure::Speed, 1000.0 / 3600.0)),
    ("men", unit(Measure::People, 1.0)),
    ("people", unit(Measure::People, 1.0)),
    ("persons", unit(Measure::People, 1.0)),
    ("soldiers", unit(Measure::People, 1.0)),
    ("fighters", unit(Measure::People, 1.0)),
    ("prisoners", unit(Measure::People, 1.0)),
    ("civilians", unit(Measure::People, 1.0)),
    ("vehicles", unit(Measure::Vehicles, 1.0)),
    ("cars", unit(Measure::Vehicles, 1.0)),
    ("trucks", unit(Measure::Vehicles, 1.0)),
    ("percent", unit(Measure::Share, 0.01)),
];

impl Measure {
    /// The spellings of its units.
    pub fn units(self) -> impl Iterator<Item = &'static str> {
        UNITS
            .iter()
            .filter(move |(_, unit)| unit.measure == self)
            .map(|(spelling, _)| *spelling)
    }
}

impl Unit {
    /// The unit with this spelling.
    pub fn of(word: &str) -> Option<Unit> {
        UNITS
            .iter()
            .find(|(spelling, _)| *spelling == word)
            .map(|(_, unit)| *unit)
    }
}

impl super::Number {
    /// The amount in the base of its unit: metres, seconds, metres per second, heads; as it is without a unit.
    pub fn in_base(&self) -> f64 {
        let unit = self.unit.as_deref().and_then(Unit::of);
        self.amount * unit.map_or(1.0, |unit| unit.in_base)
    }

    /// What its unit measures.
    pub fn measure(&self) -> Option<Measure> {
        self.unit
            .as_deref()
            .and_then(Unit::of)
            .map(|unit| unit.measure)
    }
}
