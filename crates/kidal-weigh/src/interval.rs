//! An interval stretched to the whole line, so that a walk cannot leave it.

use kidal_math::{exp, ln, ln_1p};

/// An interval; either end may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Interval {
    pub(crate) fn holds(&self, x: f64) -> bool {
        x >= self.low && x <= self.high
    }

    /// Where x lies on the line: the log-odds of its place between two finite ends, the log of its distance from one
    /// finite end, x itself where there is none.
    pub(crate) fn to_line(self, x: f64) -> f64 {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => ln(x - self.low) - ln(self.high - x),
            (true, false) => ln(x - self.low),
            (false, true) => -ln(self.high - x),
            (false, false) => x,
        }
    }

    /// The way back: x and ln(dx/dz). Rounding never takes x out of the interval.
    pub(crate) fn value_at(self, z: f64) -> (f64, f64) {
        let (x, ln_slope) = match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => {
                let width = self.high - self.low;
                // Written from the nearer end, so that values close to it keep their digits.
                let small = exp(-z.abs());
                let share = small / (1.0 + small);
                let x = if z < 0.0 {
                    self.low + width * share
                } else {
                    self.high - width * share
                };
                (x, ln(width) - z.abs() - 2.0 * ln_1p(small))
            }
            (true, false) => (self.low + exp(z), z),
            (false, true) => (self.high - exp(-z), -z),
            (false, false) => (z, 0.0),
        };
        (x.clamp(self.low, self.high), ln_slope)
    }
}
