//! Stretches of time.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::refusal::finite;

/// A stretch of time, or a time counted from the scenario's zero; may be negative (before it).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Seconds(f64);

impl Seconds {
    /// Refuses NaN and infinity.
    pub fn new(seconds: f64) -> Result<Self, Refusal> {
        finite(seconds, "a time in seconds").map(Seconds)
    }

    /// The nearest finite time; NaN (0 m at 0 m/s) is 0.
    pub(crate) fn saturating(seconds: f64) -> Self {
        Seconds(if seconds.is_nan() {
            0.0
        } else {
            seconds.clamp(f64::MIN, f64::MAX)
        })
    }

    /// The number of seconds.
    pub fn seconds(self) -> f64 {
        self.0
    }

    /// The number of minutes.
    pub fn minutes(self) -> f64 {
        self.0 / 60.0
    }

    /// The number of hours.
    pub fn hours(self) -> f64 {
        self.0 / 3600.0
    }

    /// The number of days of 24 hours.
    pub fn days(self) -> f64 {
        self.0 / 86_400.0
    }
}

impl TryFrom<f64> for Seconds {
    type Error = Refusal;
    fn try_from(seconds: f64) -> Result<Self, Refusal> {
        Seconds::new(seconds)
    }
}

impl From<Seconds> for f64 {
    fn from(time: Seconds) -> f64 {
        time.0
    }
}

impl Add for Seconds {
    type Output = Seconds;
    fn add(self, other: Seconds) -> Seconds {
        Seconds::saturating(self.0 + other.0)
    }
}

impl Sub for Seconds {
    type Output = Seconds;
    fn sub(self, other: Seconds) -> Seconds {
        Seconds::saturating(self.0 - other.0)
    }
}

/// A time as people write it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Minutes(pub f64);

/// A time as people write it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Hours(pub f64);

/// A time as people write it, in days of 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Days(pub f64);

impl Minutes {
    /// The checked time.
    pub fn seconds(self) -> Result<Seconds, Refusal> {
        Seconds::new(self.0 * 60.0)
    }
}

impl Hours {
    /// The checked time.
    pub fn seconds(self) -> Result<Seconds, Refusal> {
        Seconds::new(self.0 * 3600.0)
    }
}

impl Days {
    /// The checked time.
    pub fn seconds(self) -> Result<Seconds, Refusal> {
        Seconds::new(self.0 * 86_400.0)
    }
}
