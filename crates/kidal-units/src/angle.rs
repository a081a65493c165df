//! Angles.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::refusal::finite;

/// An angle. A bearing is counted from north, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Radians(f64);

impl Radians {
    /// Refuses NaN and infinity.
    pub fn new(radians: f64) -> Result<Self, Refusal> {
        finite(radians, "an angle in radians").map(Radians)
    }

    /// The number of radians.
    pub fn radians(self) -> f64 {
        self.0
    }

    /// The number of degrees.
    pub fn degrees(self) -> f64 {
        self.0 * (180.0 / std::f64::consts::PI)
    }

    /// Sine.
    pub fn sin(self) -> f64 {
        kidal_math::sin(self.0)
    }

    /// Cosine.
    pub fn cos(self) -> f64 {
        kidal_math::cos(self.0)
    }
}

impl TryFrom<f64> for Radians {
    type Error = Refusal;
    fn try_from(radians: f64) -> Result<Self, Refusal> {
        Radians::new(radians)
    }
}

impl From<Radians> for f64 {
    fn from(angle: Radians) -> f64 {
        angle.0
    }
}

/// An angle as people write it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Degrees(pub f64);

impl Degrees {
    /// The checked angle.
    pub fn radians(self) -> Result<Radians, Refusal> {
        finite(self.0, "an angle in degrees")
            .and_then(|degrees| Radians::new(degrees * (std::f64::consts::PI / 180.0)))
    }
}
