//! Numbers of people.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use crate::Refusal;

const QUANTITY: &str = "a number of people";

/// A number of people. Sums stop at the largest number that can be held.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Headcount(u32);

impl Headcount {
    /// A number of people.
    pub fn new(people: u32) -> Self {
        Headcount(people)
    }

    /// Refuses NaN, infinity, negative numbers, broken people, and more than 2^32 − 1.
    pub fn from_number(people: f64) -> Result<Self, Refusal> {
        if !people.is_finite() {
            return Err(Refusal::NotFinite { quantity: QUANTITY });
        }
        if people < 0.0 || people > f64::from(u32::MAX) || people.fract() != 0.0 {
            return Err(Refusal::OutOfRange {
                quantity: QUANTITY,
                value: people,
                allowed: "a whole number from 0 to 4294967295",
            });
        }
        Ok(Headcount(people as u32))
    }

    /// The number of people.
    pub fn people(self) -> u32 {
        self.0
    }

    /// Those left after taking some away, or `None` if there were fewer.
    pub fn checked_sub(self, other: Headcount) -> Option<Headcount> {
        self.0.checked_sub(other.0).map(Headcount)
    }
}

impl Add for Headcount {
    type Output = Headcount;
    fn add(self, other: Headcount) -> Headcount {
        Headcount(self.0.saturating_add(other.0))
    }
}

impl Sum for Headcount {
    fn sum<I: Iterator<Item = Headcount>>(counts: I) -> Headcount {
        counts.fold(Headcount(0), Add::add)
    }
}

impl From<Headcount> for f64 {
    fn from(count: Headcount) -> f64 {
        f64::from(count.0)
    }
}

impl fmt::Display for Headcount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
