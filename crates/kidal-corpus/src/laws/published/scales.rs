//! The bounds of one law against one limit, a byte each, and the order in which battles are looked at.
//!
//! Nearly all runs are given up by these bytes alone, and much of that time is spent fetching them: a byte instead of a
//! number keeps those of 500 battles within a processor's own memory.

use kidal_chance::{Draws, hash_text};

use super::Gamma;
use super::bounds::{Bounds, CELLS, cell};
use crate::laws::model::PUBLISHED_MOST;

/// The limit, in the units of [`Scales::at`]. Chosen by us: twice it is still a 32-bit number.
pub(super) const LIMIT: u32 = 1 << 30;
/// What a byte stands for, from 1 to 254, runs evenly in ratio from this to the limit; chosen by us: neighbours differ by 4 %.
const LEAST: f64 = (LIMIT >> 16) as f64;
/// Means and standard deviations are told apart by so many ranges each; chosen by us because the orders of 64 ranges are
/// found in the time of a few hundred runs.
const RANGES: usize = 8;
/// Ratios that stand for those of a range.
const SAMPLE: usize = 48;

/// Bounds of all battles under one law.
pub(super) struct Scales {
    /// Battles, those first that tell most, for each range of means and standard deviations.
    orders: Vec<Vec<u32>>,
    bytes: Vec<u8>,
    worth: [u32; 256],
}

impl Scales {
    pub(super) fn new(bounds: &[Bounds], law: usize, limit: f64) -> Self {
        let worth = worth();
        let bytes: Vec<u8> = bounds
            .iter()
            .flat_map(|battle| battle.of(law))
            .map(|bound| {
                let units = units(f64::from(*bound), limit);
                (worth.partition_point(|worth| *worth <= units) - 1) as u8
            })
            .collect();
        let mut scales = Scales {
            orders: Vec::new(),
            bytes,
            worth,
        };
        scales.orders = (0..RANGES * RANGES)
            .map(|range| scales.order_of(bounds.len(), range))
            .collect();
        scales
    }

    /// The order in which a run with this mean and standard deviation looks at battles.
    pub(super) fn order(&self, mean: f64, sd: f64) -> &[u32] {
        let range = |x: f64| ((x / PUBLISHED_MOST * RANGES as f64) as usize).min(RANGES - 1);
        &self.orders[range(mean) * RANGES + range(sd)]
    }

    /// A number of units that the distance of the battle is not below.
    #[inline]
    pub(super) fn at(&self, battle: usize, ratio: f64) -> u32 {
        self.worth[usize::from(self.bytes[battle * CELLS + cell(ratio)])]
    }

    /// Which order is taken decides how soon a run is given up, and nothing else.
    fn order_of(&self, battles: usize, range: usize) -> Vec<u32> {
        let middle = |place: usize| PUBLISHED_MOST * (place as f64 + 0.5) / RANGES as f64;
        let (mean, sd) = (middle(range / RANGES), middle(range % RANGES));
        let gamma = Gamma::new((mean / sd) * (mean / sd));
        let mut draws = Draws::at(hash_text("order of battles"), range as u64, 0);
        let ratios: Vec<f64> = (0..SAMPLE)
            .map(|_| sd * sd / mean * gamma.draw(&mut draws))
            .collect();
        let tells: Vec<u64> = (0..battles)
            .map(|battle| {
                ratios
                    .iter()
                    .map(|ratio| u64::from(self.at(battle, *ratio)))
                    .sum()
            })
            .collect();
        let mut order: Vec<u32> = (0..battles as u32).collect();
        order.sort_by_key(|battle| (std::cmp::Reverse(tells[*battle as usize]), *battle));
        order
    }
}

/// A distance in units of which [`LIMIT`] are the limit, rounded down; just above it where it exceeds the limit.
pub(super) fn units(distance: f64, limit: f64) -> u32 {
    if distance > limit {
        return LIMIT + 1;
    }
    // Nought against a limit of nought is nought.
    let share = if distance > 0.0 {
        distance / limit
    } else {
        0.0
    };
    // A last place less, so that rounding does not lift it.
    (share * (1.0 - 1e-12) * f64::from(LIMIT)) as u32
}

fn worth() -> [u32; 256] {
    let mut worth = [0; 256];
    let step = kidal_math::ln(f64::from(LIMIT) / LEAST) / 253.0;
    for (byte, worth) in worth.iter_mut().enumerate().take(255).skip(1) {
        let units = (LEAST * kidal_math::exp(step * (byte - 1) as f64)) as u32;
        *worth = units.min(LIMIT);
    }
    worth[255] = LIMIT + 1;
    worth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stand_for_growing_numbers_up_to_just_above_the_limit() {
        let worth = worth();
        assert!(worth.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(worth[254] <= LIMIT && worth[255] == LIMIT + 1);
        assert_eq!(units(2.0, 1.0), LIMIT + 1);
        assert_eq!(units(0.0, 0.0), 0);
        assert!(units(1.0, 1.0) <= LIMIT);
    }
}
