//! Morris screening: trajectories over a grid, one factor at a time.
//!
//! Source: [morris1991]. Of a grid with L levels (even) a step is Δ = L / (2 (L − 1)).

use crate::{Layout, Points, SweepError};
use kidal_chance::{Draws, hash64};

/// Address of the trajectories.
const MORRIS: u64 = 0x6b69_6461_6c52;

pub(super) fn points(
    trajectories: usize,
    levels: usize,
    factors: usize,
    seed: u64,
) -> Result<Points, SweepError> {
    if trajectories < 2 {
        return Err(SweepError::Size {
            what: "the number of trajectories",
            given: trajectories,
            needed: "a spread needs 2 or more; 20 is usual",
        });
    }
    if levels < 2 || !levels.is_multiple_of(2) || levels > 1024 {
        return Err(SweepError::Size {
            what: "the number of levels",
            given: levels,
            needed: "the grid has an even number of levels; 4 is usual",
        });
    }
    let step = levels as f64 / (2 * (levels - 1)) as f64;
    let mut values = Vec::with_capacity(trajectories * (factors + 1) * factors);
    let mut steps = Vec::with_capacity(trajectories);
    for trajectory in 0..trajectories {
        let mut draws = Draws::at(hash64(&[seed, MORRIS]), trajectory as u64, 0);
        // Each factor starts in the lower half of the grid and goes up, or the other way about.
        let mut point = Vec::with_capacity(factors);
        let mut change = Vec::with_capacity(factors);
        for _ in 0..factors {
            let low = draws.below(levels as u64 / 2) as f64 / (levels - 1) as f64;
            if draws.chance(0.5) {
                point.push(low);
                change.push(step);
            } else {
                point.push(low + step);
                change.push(-step);
            }
        }
        let mut order: Vec<usize> = (0..factors).collect();
        draws.shuffle(&mut order);
        values.extend_from_slice(&point);
        for &factor in &order {
            point[factor] = (point[factor] + change[factor]).clamp(0.0, 1.0);
            values.extend_from_slice(&point);
        }
        steps.push(
            order
                .into_iter()
                .map(|factor| (factor, change[factor]))
                .collect(),
        );
    }
    Ok(Points::new(factors, values, Layout::Trajectories { steps }))
}
