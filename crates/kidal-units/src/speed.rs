//! Speeds.

use std::ops::Mul;

use serde::{Deserialize, Serialize};

use crate::refusal::not_negative;
use crate::{Metres, Refusal, Seconds};

/// A speed of 0 or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct MetresPerSecond(f64);

impl MetresPerSecond {
    /// Refuses NaN, infinity and negative speeds.
    pub fn new(metres_per_second: f64) -> Result<Self, Refusal> {
        not_negative(metres_per_second, "a speed in metres per second").map(MetresPerSecond)
    }

    /// The number of metres per second.
    pub fn metres_per_second(self) -> f64 {
        self.0
    }

    /// The number of kilometres per hour.
    pub fn kilometres_per_hour(self) -> f64 {
        self.0 * 3.6
    }
}

impl TryFrom<f64> for MetresPerSecond {
    type Error = Refusal;
    fn try_from(speed: f64) -> Result<Self, Refusal> {
        MetresPerSecond::new(speed)
    }
}

impl From<MetresPerSecond> for f64 {
    fn from(speed: MetresPerSecond) -> f64 {
        speed.0
    }
}

/// The way covered in the time; a negative time covers none.
impl Mul<Seconds> for MetresPerSecond {
    type Output = Metres;
    fn mul(self, time: Seconds) -> Metres {
        let way = (self.0 * time.seconds()).clamp(0.0, f64::MAX);
        Metres::new(way).expect("a product brought into the finite range is a length")
    }
}

/// A speed as people write it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct KilometresPerHour(pub f64);

impl KilometresPerHour {
    /// The checked speed.
    pub fn metres_per_second(self) -> Result<MetresPerSecond, Refusal> {
        not_negative(self.0, "a speed in kilometres per hour")
            .and_then(|speed| MetresPerSecond::new(speed / 3.6))
    }
}
