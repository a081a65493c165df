//! An even sample out of a weighted one.

use kidal_chance::Draws;

use crate::runner::purpose;
use crate::weights::systematic;

/// Indices of `count` draws in proportion to the weights, by systematic resampling in the order of the particles: each is
/// drawn as often as its weight asks for, up to rounding. Empty when there is no weight.
/// Source: [kitagawa1996]. Limits: neighbours on a chain resemble each other; draw far fewer than there are particles where
/// draws should be independent, and shuffle where their order matters.
pub fn drawn(log_weights: &[f64], count: usize, seed: u64) -> Vec<usize> {
    if log_weights
        .iter()
        .all(|weight| *weight == f64::NEG_INFINITY)
    {
        return Vec::new();
    }
    systematic(
        log_weights,
        count,
        Draws::at(seed, 0, purpose::RESAMPLE).uniform(),
    )
}
