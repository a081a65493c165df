//! The luck of a battle within a run: a normal number from 64 bits, with nothing computed in 49 of 50 draws.
//!
//! Battles of one run are numbered, and the bits of a number are a hash of the run's own 64 bits and that number, so that a
//! battle's luck depends on neither the order in which battles are looked at nor on how many are.

use std::sync::OnceLock;

use kidal_chance::{Draws, hash64};
use kidal_math::{exp, ln};

/// Odd, so that two numbers below 2^64 never give the same word.
const STRIDE: u64 = 0x9E37_79B9_7F4A_7C15;
/// Distance of two uniforms, 2^-53.
const GRAIN: f64 = 1.0 / 9_007_199_254_740_992.0;

/// 64 bits of a run, by their number.
#[inline]
pub(super) fn word(run: u64, number: u64) -> u64 {
    hash64(&[run.wrapping_add(number.wrapping_mul(STRIDE))])
}

/// A number above 0 and below 1.
#[inline]
pub(super) fn uniform(word: u64) -> f64 {
    ((word >> 11) as f64 + 0.5) * GRAIN
}

/// Layers of equal area under half the normal curve.
const LAYERS: usize = 128;
/// Where the tail begins, and the area of a layer of e^(−x²/2), so that the highest layer ends at the top of the curve.
/// Source: [marsaglia2000b], computed again to more digits.
const TAIL: f64 = 3.442_619_855_896_65;
const AREA: f64 = 9.912_563_035_336_48e-3;

/// Right ends of the layers and the height of the curve there; the lowest layer comes first and holds the tail.
pub(super) struct Layers {
    end: [f64; LAYERS + 1],
    height: [f64; LAYERS + 1],
}

impl Layers {
    /// Computed once.
    pub(super) fn get() -> &'static Layers {
        static LAYERS: OnceLock<Layers> = OnceLock::new();
        LAYERS.get_or_init(Layers::new)
    }

    fn new() -> Self {
        let curve = |x: f64| exp(-0.5 * x * x);
        let mut end = [0.0; LAYERS + 1];
        // As wide as it must be for its area at the height of the tail's beginning.
        end[0] = AREA / curve(TAIL);
        end[1] = TAIL;
        for layer in 2..LAYERS {
            let height = AREA / end[layer - 1] + curve(end[layer - 1]);
            end[layer] = (-2.0 * ln(height)).sqrt();
        }
        Layers {
            height: end.map(curve),
            end,
        }
    }

    /// A standard normal number from 64 bits; what else it needs, rarely, comes from `more`.
    /// Source: [marsaglia2000b], with bits that choose the layer apart from those of the place in it.
    #[inline]
    pub(super) fn normal(&self, word: u64, more: impl FnOnce() -> Draws) -> f64 {
        let layer = (word & 127) as usize;
        let x = uniform(word) * self.end[layer];
        let size = if x < self.end[layer + 1] {
            x
        } else {
            match self.beside(layer, x, &mut more()) {
                Beside::Inside(size) => size,
                Beside::Anew(normal) => return normal,
            }
        };
        if word & 128 == 0 { size } else { -size }
    }

    /// What becomes of a place that is not below the next layer.
    #[cold]
    fn beside(&self, layer: usize, x: f64, more: &mut Draws) -> Beside {
        if layer == 0 {
            loop {
                let (beyond, test) = (more.exponential() / TAIL, more.exponential());
                if 2.0 * test > beyond * beyond {
                    return Beside::Inside(TAIL + beyond);
                }
            }
        }
        let (low, high) = (self.height[layer], self.height[layer + 1]);
        if low + (high - low) * more.uniform() < exp(-0.5 * x * x) {
            Beside::Inside(x)
        } else {
            Beside::Anew(more.normal())
        }
    }
}

enum Beside {
    /// The place counts.
    Inside(f64),
    /// It lies above the curve; another number is drawn.
    Anew(f64),
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::testing::{Design, ks_one_sample, seed};

    #[test]
    fn layers_have_equal_areas_and_end_at_the_top() {
        let layers = Layers::get();
        assert_eq!((layers.end[LAYERS], layers.height[LAYERS]), (0.0, 1.0));
        assert!(layers.end.windows(2).all(|pair| pair[1] < pair[0]));
        for layer in 1..LAYERS {
            let area = layers.end[layer] * (layers.height[layer + 1] - layers.height[layer]);
            assert!((area / AREA - 1.0).abs() < 1e-9, "{layer}: {area}");
        }
        let tail = (std::f64::consts::TAU).sqrt() * kidal_math::normal_cdf(-TAIL);
        let lowest = TAIL * layers.height[1] + tail;
        assert!((lowest / AREA - 1.0).abs() < 1e-9, "{lowest}");
    }

    #[test]
    fn numbers_of_a_run_are_normal_and_so_is_their_tail() {
        let design = Design::distance("normal numbers of layers are normal", 0.01);
        let run = seed("normal numbers of layers");
        let draw =
            |number: u64| Layers::get().normal(word(run, number), || Draws::at(run, number, 1));
        let sample: Vec<f64> = (0..design.draws() as u64).map(draw).collect();
        design.holds(ks_one_sample(&sample, kidal_math::normal_cdf).p);
        design.catches(ks_one_sample(&sample, |x| kidal_math::normal_cdf(x / 1.05)).p);
        let design = Design::distance("the tail of layers is that of the normal law", 0.05);
        let beyond: Vec<f64> = (0..)
            .map(draw)
            .filter(|x| *x > 2.5)
            .take(design.draws())
            .collect();
        let mass = kidal_math::normal_cdf(-2.5);
        let below =
            |by: f64| move |x: f64| 1.0 - kidal_math::normal_cdf(-(2.5 + (x - 2.5) * by)) / mass;
        design.holds(ks_one_sample(&beyond, below(1.0)).p);
        design.catches(ks_one_sample(&beyond, below(1.2)).p);
    }
}
