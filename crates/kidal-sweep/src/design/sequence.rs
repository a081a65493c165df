//! Scrambled Sobol sequences.
//!
//! Source: [sobol1967], direction numbers of [joe2008], Owen scrambling by hashing [burley2020]; all through the crate
//! `sobol_burley`. Limits: 65,536 points, 256 dimensions, coordinates of 24 bits.

use crate::SweepError;

/// The most points that the sequence has.
pub(super) const MOST_RUNS: usize = 65_536;
/// The most dimensions.
pub(super) const MOST_DIMENSIONS: usize = 256;

pub(super) fn points(runs: usize, factors: usize, seed: u64) -> Result<Vec<f64>, SweepError> {
    within(runs, factors)?;
    Ok((0..runs)
        .flat_map(|run| (0..factors).map(move |factor| coordinate(run, factor, seed)))
        .collect())
}

/// One coordinate, in the middle of its grain so that it is never 0 or 1.
pub(super) fn coordinate(run: usize, dimension: usize, seed: u64) -> f64 {
    let seed = (seed ^ (seed >> 32)) as u32;
    f64::from(sobol_burley::sample(run as u32, dimension as u32, seed)) + 0.5 / 16_777_216.0
}

pub(super) fn within(runs: usize, dimensions: usize) -> Result<(), SweepError> {
    if !(1..=MOST_RUNS).contains(&runs) {
        return Err(SweepError::Size {
            what: "the number of runs",
            given: runs,
            needed: "a Sobol sequence has 1 to 65,536",
        });
    }
    if dimensions > MOST_DIMENSIONS {
        return Err(SweepError::Size {
            what: "the number of dimensions",
            given: dimensions,
            needed: "a Sobol sequence has at most 256, and a Saltelli design takes two for each factor",
        });
    }
    Ok(())
}
