//! Why a number was refused.

use std::fmt;

/// A number that cannot be the quantity it was given as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// NaN or infinite.
    NotFinite {
        /// What was wanted, such as `a length in metres`.
        quantity: &'static str,
    },
    /// Outside what is possible.
    OutOfRange {
        /// What was wanted.
        quantity: &'static str,
        /// What was given.
        value: f64,
        /// What is possible, such as `0 or more`.
        allowed: &'static str,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotFinite { quantity } => {
                write!(formatter, "{quantity} must be a finite number")
            }
            Refusal::OutOfRange {
                quantity,
                value,
                allowed,
            } => {
                write!(formatter, "{quantity} must be {allowed}, not {value}")
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// The number, if it is finite and at least 0; −0 becomes 0.
pub(crate) fn not_negative(value: f64, quantity: &'static str) -> Result<f64, Refusal> {
    let value = finite(value, quantity)?;
    if value < 0.0 {
        return Err(Refusal::OutOfRange {
            quantity,
            value,
            allowed: "0 or more",
        });
    }
    Ok(value)
}

/// The number, if it is finite; −0 becomes 0.
pub(crate) fn finite(value: f64, quantity: &'static str) -> Result<f64, Refusal> {
    if value.is_finite() {
        Ok(value + 0.0)
    } else {
        Err(Refusal::NotFinite { quantity })
    }
}
