use kidal_math::ln;

use crate::Draws;

/// The triangular distribution: density 0 at `low` and `high`, greatest at `mode`.
/// f(x) = 2(x−low)/((high−low)(mode−low)) up to the mode, 2(high−x)/((high−low)(high−mode)) after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

impl Triangular {
    /// `None` unless low ≤ mode ≤ high, low < high, and high − low is finite.
    pub fn new(low: f64, mode: f64, high: f64) -> Option<Self> {
        let fits = low <= mode && mode <= high && low < high && (high - low).is_finite();
        fits.then_some(Triangular { low, mode, high })
    }

    /// A draw.
    #[inline]
    pub fn sample(&self, draws: &mut Draws) -> f64 {
        self.quantile(draws.uniform())
    }

    /// Natural logarithm of the density at x.
    pub fn ln_density(&self, x: f64) -> f64 {
        let width = self.high - self.low;
        if x < self.low || x > self.high {
            f64::NEG_INFINITY
        } else if x < self.mode {
            ln(2.0 * (x - self.low) / (width * (self.mode - self.low)))
        } else if x > self.mode {
            ln(2.0 * (self.high - x) / (width * (self.high - self.mode)))
        } else {
            ln(2.0 / width)
        }
    }

    /// Probability of a draw of at most x.
    pub fn cdf(&self, x: f64) -> f64 {
        let width = self.high - self.low;
        if x <= self.low {
            0.0
        } else if x >= self.high {
            1.0
        } else if x < self.mode {
            (x - self.low) * (x - self.low) / (width * (self.mode - self.low))
        } else {
            1.0 - (self.high - x) * (self.high - x) / (width * (self.high - self.mode))
        }
    }

    /// The x with cdf(x) = u.
    pub fn quantile(&self, u: f64) -> f64 {
        let width = self.high - self.low;
        let left = self.mode - self.low;
        if u * width < left {
            self.low + (u * width * left).sqrt()
        } else {
            self.high - ((1.0 - u) * width * (self.high - self.mode)).sqrt()
        }
    }
}
