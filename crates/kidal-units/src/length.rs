//! Lengths.

use std::ops::{Add, Div, Mul};

use serde::{Deserialize, Serialize};

use crate::refusal::not_negative;
use crate::{MetresPerSecond, Refusal, Seconds};

/// A length of 0 or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Metres(f64);

impl Metres {
    /// Refuses NaN, infinity and negative lengths.
    pub fn new(metres: f64) -> Result<Self, Refusal> {
        not_negative(metres, "a length in metres").map(Metres)
    }

    /// The number of metres.
    pub fn metres(self) -> f64 {
        self.0
    }

    /// The number of kilometres.
    pub fn kilometres(self) -> f64 {
        self.0 / 1000.0
    }
}

impl TryFrom<f64> for Metres {
    type Error = Refusal;
    fn try_from(metres: f64) -> Result<Self, Refusal> {
        Metres::new(metres)
    }
}

impl From<Metres> for f64 {
    fn from(length: Metres) -> f64 {
        length.0
    }
}

impl Add for Metres {
    type Output = Metres;
    fn add(self, other: Metres) -> Metres {
        Metres((self.0 + other.0).min(f64::MAX))
    }
}

impl Mul<f64> for Metres {
    type Output = Metres;
    /// A multiple; a negative or undefined factor counts as 0.
    fn mul(self, factor: f64) -> Metres {
        Metres((self.0 * factor.max(0.0)).min(f64::MAX))
    }
}

/// Time to cover the length; infinite speed does not exist, a speed of 0 takes for ever and gives the largest number.
impl Div<MetresPerSecond> for Metres {
    type Output = Seconds;
    fn div(self, speed: MetresPerSecond) -> Seconds {
        Seconds::saturating(self.0 / speed.metres_per_second())
    }
}

/// A length as people write it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Kilometres(pub f64);

impl Kilometres {
    /// The checked length.
    pub fn metres(self) -> Result<Metres, Refusal> {
        not_negative(self.0, "a length in kilometres")
            .and_then(|kilometres| Metres::new(kilometres * 1000.0))
    }
}
