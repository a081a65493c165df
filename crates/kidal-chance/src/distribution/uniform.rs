use kidal_math::ln;

use crate::Draws;

/// The uniform distribution.   f(x) = 1/(high − low) for low ≤ x ≤ high
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// `None` unless both ends are finite, low < high, and their difference is finite.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low < high && (high - low).is_finite()).then_some(Uniform { low, high })
    }

    /// A draw.
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        self.quantile(draws.uniform())
    }

    /// Natural logarithm of the density at x.
    pub fn ln_density(&self, x: f64) -> f64 {
        if x < self.low || x > self.high {
            f64::NEG_INFINITY
        } else {
            -ln(self.high - self.low)
        }
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The x with cdf(x) = u. Never above `high`, whatever the rounding.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        (self.low + u * (self.high - self.low)).min(self.high)
    }
}
