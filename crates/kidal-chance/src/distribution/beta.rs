use kidal_math::{beta_quantile, beta_regularised, ln, ln_1p, ln_beta};

use crate::Draws;

/// The beta distribution.   f(x) = x^(a−1)·(1−x)^(b−1) / B(a, b) for 0 ≤ x ≤ 1
/// a, b: shapes above 0; the mean is a/(a + b).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// `None` unless both shapes are finite and above 0.
    pub fn new(a: f64, b: f64) -> Option<Self> {
        (a > 0.0 && a.is_finite() && b > 0.0 && b.is_finite()).then_some(Beta { a, b })
    }

    /// A draw, from two gamma draws.
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        draws.beta(self.a, self.b)
    }

    /// Natural logarithm of the density at x. Infinite at 0 if a < 1, at 1 if b < 1.
    pub fn ln_density(&self, x: f64) -> f64 {
        if !(0.0..=1.0).contains(&x) {
            return if x.is_nan() {
                f64::NAN
            } else {
                f64::NEG_INFINITY
            };
        }
        let left = if self.a == 1.0 {
            0.0
        } else {
            (self.a - 1.0) * ln(x)
        };
        let right = if self.b == 1.0 {
            0.0
        } else {
            (self.b - 1.0) * ln_1p(-x)
        };
        left + right - ln_beta(self.a, self.b)
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        beta_regularised(self.a, self.b, x.clamp(0.0, 1.0))
    }

    /// The x with cdf(x) = u, by halving: some 60 times the cost of [`Beta::cdf`].
    pub fn quantile(&self, u: f64) -> f64 {
        beta_quantile(u, self.a, self.b)
    }
}
