use kidal_math::{exp, ln, ln_normal_density, normal_cdf, normal_quantile};

use crate::Draws;

/// The log-normal distribution: ln x is normal around ln median.   f(x) = exp(−z²/2) / (x·σ·√(2π)),   z = (ln x − ln median)/σ
/// median: in the unit of x, above 0; σ: standard deviation of ln x, without unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    ln_median: f64,
    sigma: f64,
}

impl LogNormal {
    /// `None` unless median and σ are finite and above 0.
    pub fn new(median: f64, sigma: f64) -> Option<Self> {
        let fits = median > 0.0 && median.is_finite() && sigma > 0.0 && sigma.is_finite();
        fits.then(|| LogNormal {
            ln_median: ln(median),
            sigma,
        })
    }

    /// A draw.
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        exp(self.ln_median + self.sigma * draws.normal())
    }

    /// Natural logarithm of the density at x.
    pub fn ln_density(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let ln_x = ln(x);
        ln_normal_density(ln_x, self.ln_median, self.sigma) - ln_x
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else {
            normal_cdf((ln(x) - self.ln_median) / self.sigma)
        }
    }

    /// The x with cdf(x) = u.
    pub fn quantile(&self, u: f64) -> f64 {
        exp(self.ln_median + self.sigma * normal_quantile(u))
    }
}
