//! Gamma and beta numbers, which need a varying count of uniforms.

use kidal_math::{exp, ln};

use crate::Draws;

impl Draws {
    /// A gamma number of the given shape and scale 1; its mean is the shape. NaN unless the shape is above 0 and finite.
    /// Source: [marsaglia2000]; below shape 1 a draw of shape + 1 is multiplied by U^(1/shape).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        exp(self.ln_gamma_draw(shape))
    }

    /// A beta number with shapes a and b. NaN unless both are above 0 and finite.
    /// It is X/(X + Y) of two gamma numbers, formed from their logarithms so that tiny shapes do not underflow.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let ln_x = self.ln_gamma_draw(a);
        let ln_y = self.ln_gamma_draw(b);
        if ln_y.is_nan() {
            return f64::NAN;
        }
        1.0 / (1.0 + exp(ln_y - ln_x))
    }

    fn ln_gamma_draw(&mut self, shape: f64) -> f64 {
        if !(shape > 0.0 && shape.is_finite()) {
            return f64::NAN;
        }
        if shape < 1.0 {
            return self.ln_gamma_draw(shape + 1.0) + ln(self.uniform()) / shape;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if ln(self.uniform()) < 0.5 * x * x + d - d * v + d * ln(v) {
                return ln(d) + ln(v);
            }
        }
    }
}

#[cfg(test)]
mod tests;
