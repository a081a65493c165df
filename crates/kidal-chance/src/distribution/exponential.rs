use kidal_math::{exp_m1, ln, ln_1p};

use crate::Draws;

/// The exponential distribution.   f(x) = exp(−x/mean)/mean for x ≥ 0
/// mean: in the unit of x, above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    mean: f64,
}

impl Exponential {
    /// `None` unless the mean is finite and above 0.
    pub fn new(mean: f64) -> Option<Self> {
        (mean > 0.0 && mean.is_finite()).then_some(Exponential { mean })
    }

    /// A draw, −mean·ln(1 − U).
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        self.quantile(draws.uniform())
    }

    /// Natural logarithm of the density at x.
    pub fn ln_density(&self, x: f64) -> f64 {
        if x < 0.0 {
            f64::NEG_INFINITY
        } else {
            -x / self.mean - ln(self.mean)
        }
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else {
            -exp_m1(-x / self.mean)
        }
    }

    /// The x with cdf(x) = u.
    pub fn quantile(&self, u: f64) -> f64 {
        -self.mean * ln_1p(-u)
    }
}
