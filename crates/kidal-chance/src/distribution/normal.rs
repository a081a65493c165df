use kidal_math::{ln_normal_density, normal_cdf, normal_quantile};

use crate::Draws;

/// The normal distribution.   f(x) = exp(−z²/2) / (sd·√(2π)),   z = (x − mean)/sd
/// mean, sd: in the unit of x, sd > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// `None` unless the mean is finite and the sd finite and above 0.
    pub fn new(mean: f64, sd: f64) -> Option<Self> {
        (mean.is_finite() && sd > 0.0 && sd.is_finite()).then_some(Normal { mean, sd })
    }

    /// A draw.
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        self.mean + self.sd * draws.normal()
    }

    /// Natural logarithm of the density at x.
    #[inline]
    pub fn ln_density(&self, x: f64) -> f64 {
        ln_normal_density(x, self.mean, self.sd)
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        normal_cdf((x - self.mean) / self.sd)
    }

    /// The x with cdf(x) = u.
    pub fn quantile(&self, u: f64) -> f64 {
        self.mean + self.sd * normal_quantile(u)
    }
}
