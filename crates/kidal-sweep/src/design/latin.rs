//! Latin hypercubes.
//!
//! Source: [mckay1979].

use crate::SweepError;
use kidal_chance::{Draws, hash64};

/// Address of the permutations.
const LATIN: u64 = 0x6b69_6461_6c50;

/// One point in each of `runs` equal slices of each factor; the place within a slice is drawn too.
pub(super) fn points(runs: usize, factors: usize, seed: u64) -> Result<Vec<f64>, SweepError> {
    enough(runs)?;
    let mut values = vec![0.0; runs * factors];
    for factor in 0..factors {
        let order = permutation(runs, seed, factor);
        let mut draws = Draws::at(hash64(&[seed, LATIN]), factor as u64, 1);
        for (run, slice) in order.into_iter().enumerate() {
            values[run * factors + factor] = (slice as f64 + draws.uniform()) / runs as f64;
        }
    }
    Ok(values)
}

/// A random order of 0…runs − 1.
pub(super) fn permutation(runs: usize, seed: u64, factor: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..runs).collect();
    Draws::at(hash64(&[seed, LATIN]), factor as u64, 0).shuffle(&mut order);
    order
}

pub(super) fn enough(runs: usize) -> Result<(), SweepError> {
    if runs < 2 {
        return Err(SweepError::Size {
            what: "the number of runs",
            given: runs,
            needed: "a hypercube needs 2 or more",
        });
    }
    Ok(())
}
