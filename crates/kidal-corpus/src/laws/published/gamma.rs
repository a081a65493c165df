//! Gamma numbers from a normal and a uniform number, most without a logarithm.

use kidal_chance::Draws;
use kidal_math::{exp, ln};

/// The gamma law of scale 1. Source: [marsaglia2000], with its quick test, so that most draws need no logarithm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gamma {
    /// 1/shape where the shape is below 1, and 0 elsewhere.
    inverse: f64,
    d: f64,
    c: f64,
}

impl Gamma {
    pub(super) fn new(shape: f64) -> Self {
        // Below 1, a number of shape + 1 is drawn and scaled down.
        let is_small = shape < 1.0;
        let d = if is_small { shape + 1.0 } else { shape } - 1.0 / 3.0;
        Gamma {
            inverse: if is_small { 1.0 / shape } else { 0.0 },
            d,
            c: 1.0 / (9.0 * d).sqrt(),
        }
    }

    /// A number, from as many draws as it takes.
    pub(super) fn draw(&self, draws: &mut Draws) -> f64 {
        let number = self.next(draws);
        if self.is_scaled_down() {
            number * self.boost(draws.uniform())
        } else {
            number
        }
    }

    #[inline]
    pub(super) fn is_scaled_down(&self) -> bool {
        self.inverse > 0.0
    }

    /// What scales a number down, from a uniform one.   U^(1/shape)
    #[inline]
    pub(super) fn boost(&self, uniform: f64) -> f64 {
        exp(ln(uniform) * self.inverse)
    }

    /// The number that a normal one and a uniform one give, if the quick test accepts it.
    #[inline]
    pub(super) fn quick(&self, x: f64, u: f64) -> Option<f64> {
        let root = 1.0 + self.c * x;
        let square = x * x;
        (root > 0.0 && u < 1.0 - 0.0331 * square * square).then_some(self.d * (root * root * root))
    }

    /// The number that a normal one and a uniform one give, or later ones, before it is scaled down.
    pub(super) fn whole(&self, normal: f64, test: f64, more: impl FnOnce() -> Draws) -> f64 {
        if let Some(number) = self.accepted(normal, test) {
            return number;
        }
        self.next(&mut more())
    }

    fn next(&self, draws: &mut Draws) -> f64 {
        loop {
            let (normal, test) = (draws.normal(), draws.uniform());
            if let Some(number) = self.accepted(normal, test) {
                return number;
            }
        }
    }

    fn accepted(&self, x: f64, u: f64) -> Option<f64> {
        if let Some(number) = self.quick(x, u) {
            return Some(number);
        }
        let Gamma { d, c, .. } = *self;
        let root = 1.0 + c * x;
        let v = root * root * root;
        (root > 0.0 && ln(u) < 0.5 * (x * x) + d - d * v + d * ln(v)).then_some(d * v)
    }
}
