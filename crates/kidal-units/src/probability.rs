//! Probabilities.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::refusal::finite;

/// A number from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

impl Probability {
    /// Refuses NaN and what is not from 0 to 1.
    pub fn new(probability: f64) -> Result<Self, Refusal> {
        let value = finite(probability, "a probability")?;
        if !(0.0..=1.0).contains(&value) {
            return Err(Refusal::OutOfRange {
                quantity: "a probability",
                value,
                allowed: "from 0 to 1",
            });
        }
        Ok(Probability(value))
    }

    /// The number from 0 to 1.
    pub fn probability(self) -> f64 {
        self.0
    }

    /// The probability of the contrary.
    pub fn complement(self) -> Probability {
        Probability(1.0 - self.0)
    }

    /// Its natural logarithm; −∞ for 0.
    pub fn ln(self) -> f64 {
        kidal_math::ln(self.0)
    }
}

impl TryFrom<f64> for Probability {
    type Error = Refusal;
    fn try_from(probability: f64) -> Result<Self, Refusal> {
        Probability::new(probability)
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> f64 {
        probability.0
    }
}
