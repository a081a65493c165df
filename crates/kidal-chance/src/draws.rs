//! An addressed sequence of draws.

use kidal_math::{ln, normal_quantile};

use crate::hash::mix;
use crate::philox::philox4x32_10;

/// Distance of two neighbouring uniforms, 2^-52.
const GRAIN: f64 = 1.0 / 4_503_599_627_370_496.0;

/// The draws at one address, in order. Made anew for each event: nothing is computed before the first draw, and one
/// evaluation of Philox serves two draws.
///
/// Word pair w at address (a, b) under key k is Philox4x32-10 of counter (a, b), low halves first, with key k for w = 0
/// and k XOR mix(w) after it, so that a and b have all their 64 bits and the sequence does not end.
#[derive(Clone, Debug)]
pub struct Draws {
    key: u64,
    a: u64,
    b: u64,
    blocks: u64,
    spare: Option<u64>,
}

impl Draws {
    /// The draws at address (a, b) of the stream `key`. Keys come from [`hash64`](crate::hash64); a and b may be any numbers.
    #[inline]
    pub fn at(key: u64, a: u64, b: u64) -> Self {
        Draws {
            key,
            a,
            b,
            blocks: 0,
            spare: None,
        }
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        if let Some(bits) = self.spare.take() {
            return bits;
        }
        let key = if self.blocks == 0 {
            self.key
        } else {
            self.key ^ mix(self.blocks)
        };
        self.blocks += 1;
        let [w0, w1, w2, w3] = philox4x32_10(
            [
                self.a as u32,
                (self.a >> 32) as u32,
                self.b as u32,
                (self.b >> 32) as u32,
            ],
            [key as u32, (key >> 32) as u32],
        );
        self.spare = Some(u64::from(w2) | u64::from(w3) << 32);
        u64::from(w0) | u64::from(w1) << 32
    }

    /// A number between 0 and 1, both excluded: an odd multiple of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) * GRAIN
    }

    /// A standard normal number, by inversion: one uniform, and it grows with it.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// An exponential number of mean 1: −ln U. One uniform.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        -ln(self.uniform())
    }

    /// Whether something of probability p happens: U < p, so it happens at a larger p whenever at a smaller. One uniform.
    #[inline]
    pub fn chance(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// A whole number below n (0 when n is 0). One draw; it grows with it; a number's probability is off by less than
    /// n / 2^64 of itself.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// Brings the items into a random order, each order being equally likely.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }

    /// An index, drawn in proportion to the weights; `None` when no weight is above 0 (negative and NaN weights count
    /// as 0). One uniform; the index grows with it.
    pub fn choose(&mut self, weights: &[f64]) -> Option<usize> {
        let positive = |weight: f64| if weight > 0.0 { weight } else { 0.0 };
        let total = kidal_math::sum_of(weights.iter().map(|&weight| positive(weight)));
        if !(total > 0.0 && total.is_finite()) {
            return None;
        }
        let mut left = self.uniform() * total;
        let mut last = None;
        for (index, &weight) in weights.iter().enumerate() {
            if weight > 0.0 {
                last = Some(index);
                left -= weight;
                if left < 0.0 {
                    break;
                }
            }
        }
        last
    }
}

#[cfg(test)]
mod tests;
