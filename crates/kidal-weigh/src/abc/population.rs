//! Particles without a density: how far their runs lie from what was observed, and what a tolerance leaves of them.

use kidal_math::{ln, sum_of};
use serde::{Deserialize, Serialize};

use crate::weights::ess;

/// One particle with its runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) parameters: Vec<f64>,
    /// Address of its luck; the root of a run is hashed from it and the number of the run.
    pub(crate) key: u64,
    /// Summaries of all runs, one after the other.
    pub(crate) summaries: Vec<f64>,
    /// Distance of each run; infinite for a failed one.
    pub(crate) distances: Vec<f64>,
    /// Which prior draw its line goes back to.
    pub(crate) ancestor: u32,
    /// Whether it has left its place since it was last chosen.
    pub(crate) has_moved: bool,
}

impl Member {
    /// Runs within the tolerance.
    pub(crate) fn alive(&self, tolerance: f64) -> u32 {
        self.distances
            .iter()
            .filter(|distance| **distance <= tolerance && distance.is_finite())
            .count() as u32
    }
}

/// Typical size of each summary, so that none rules the distance by its unit: the median distance of the prior's runs
/// from their median. Where more than half of the runs agree, the mean distance; where all do, 1.
pub(crate) fn scales(members: &[Member], summaries: usize) -> Vec<f64> {
    let runs: Vec<&[f64]> = members
        .iter()
        .flat_map(|member| member.summaries.chunks(summaries.max(1)))
        .filter(|run| run.iter().all(|s| s.is_finite()))
        .collect();
    let scale = |column: usize| {
        let mut values: Vec<f64> = runs.iter().map(|run| run[column]).collect();
        let middle = median(&mut values);
        let mut off: Vec<f64> = values.iter().map(|s| (s - middle).abs()).collect();
        let typical = median(&mut off);
        if typical > 0.0 {
            return typical;
        }
        let mean = sum_of(off.iter().copied()) / off.len().max(1) as f64;
        if mean > 0.0 { mean } else { 1.0 }
    };
    (0..summaries).map(scale).collect()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => 0.5 * (values[n / 2 - 1] + values[n / 2]),
    }
}

/// d = √(Σ ((sⱼ − oⱼ)/scaleⱼ)² / J); infinite where a summary is not finite.
pub(crate) fn distance(summaries: &[f64], observed: &[f64], scales: &[f64]) -> f64 {
    let mut total = 0.0;
    for ((s, o), scale) in summaries.iter().zip(observed).zip(scales) {
        let off = (s - o) / scale;
        total += off * off;
    }
    let distance = (total / observed.len().max(1) as f64).sqrt();
    if distance.is_finite() {
        distance
    } else {
        f64::INFINITY
    }
}

/// Log weights after a step from one tolerance to another: the share of each particle's runs that lived through it.
///   w′ = w · alive(to) / alive(from),  M sums for each of N particles
/// Source: [delmoral2012].
pub(crate) fn stepped(members: &[Member], log_weights: &[f64], from: f64, to: f64) -> Vec<f64> {
    let one = |(member, weight): (&Member, &f64)| {
        let (before, after) = (member.alive(from), member.alive(to));
        if *weight == f64::NEG_INFINITY || before == 0 || after == 0 {
            f64::NEG_INFINITY
        } else {
            weight + ln(f64::from(after) / f64::from(before))
        }
    };
    members.iter().zip(log_weights).map(one).collect()
}

/// The least tolerance at which the effective sample size stays at `share` of the present one; with it the log weights.
/// `None` when no smaller tolerance leaves at least a tenth of that, as where many runs are equal.
pub(crate) fn next_tolerance(
    members: &[Member],
    log_weights: &[f64],
    tolerance: f64,
    share: f64,
) -> Option<(f64, Vec<f64>)> {
    let positive = members
        .iter()
        .zip(log_weights)
        .filter(|(_, weight)| **weight > f64::NEG_INFINITY);
    let mut distances: Vec<f64> = positive
        .flat_map(|(member, _)| &member.distances)
        .copied()
        .filter(|distance| distance.is_finite() && *distance <= tolerance)
        .collect();
    distances.sort_by(f64::total_cmp);
    distances.dedup();
    let target = share * ess(log_weights);
    let size_at = |to: f64| ess(&stepped(members, log_weights, tolerance, to));
    // The effective sample size falls with the tolerance (strictly so with one run a particle): halve the list.
    let (mut low, mut high) = (0, distances.len().checked_sub(1)?);
    while low < high {
        let middle = (low + high) / 2;
        // A hair of slack: 500 of 1000 equal weights are half of them, whatever the rounding.
        if size_at(distances[middle]) >= target * (1.0 - 1e-9) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let mut to = distances[low];
    if to >= tolerance {
        let below = low.checked_sub(1).map(|index| distances[index])?;
        if size_at(below) < LEAST_OF_TARGET * target {
            return None;
        }
        to = below;
    }
    Some((to, stepped(members, log_weights, tolerance, to)))
}

/// Where equal distances let the effective sample size fall only in jumps, a jump to this share of the target is still
/// taken; a fifth, chosen by us because a tenth of the particles is then left by default.
const LEAST_OF_TARGET: f64 = 0.2;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(distances: &[f64]) -> Vec<Member> {
        let member = |distance: &f64| Member {
            distances: vec![*distance],
            ..Member::default()
        };
        distances.iter().map(member).collect()
    }

    #[test]
    fn half_of_equally_weighted_particles_live_through_a_step() {
        let members = at(&[4.0, 1.0, 3.0, 2.0, f64::INFINITY]);
        let weights = [0.0, 0.0, 0.0, 0.0, f64::NEG_INFINITY];
        let (tolerance, weights) =
            next_tolerance(&members, &weights, f64::INFINITY, 0.5).expect("distances differ");
        assert_eq!(tolerance, 2.0);
        assert_eq!(weights.iter().filter(|w| **w == 0.0).count(), 2);
    }

    #[test]
    fn equal_distances_are_passed_over_in_one_jump_or_end_the_descent() {
        let members = at(&[3.0, 3.0, 3.0, 3.0, 3.0, 1.0, 1.0, 1.0]);
        let step = |members: &[Member]| next_tolerance(members, &[0.0; 8], 3.0, 0.5);
        assert_eq!(step(&members).map(|(tolerance, _)| tolerance), Some(1.0));
        assert!(step(&at(&[3.0; 8])).is_none());
    }

    #[test]
    fn a_particle_with_several_runs_weighs_by_those_that_live() {
        let member = |distances: &[f64]| Member {
            distances: distances.to_vec(),
            ..Member::default()
        };
        let members = [member(&[1.0, 5.0, 5.0, 5.0]), member(&[1.0, 1.0, 5.0, 5.0])];
        let weights = stepped(&members, &[0.0, 0.0], f64::INFINITY, 2.0);
        assert!((weights[1] - weights[0] - ln(2.0)).abs() < 1e-12);
    }

    #[test]
    fn a_constant_summary_does_not_divide_by_zero() {
        let runs = |values: &[f64]| -> Vec<Member> {
            let member = |value: &f64| Member {
                summaries: vec![*value, 7.0],
                ..Member::default()
            };
            values.iter().map(member).collect()
        };
        assert_eq!(scales(&runs(&[0.0, 1.0, 2.0, 3.0, 50.0]), 2), [1.0, 1.0]);
        // Three of four agree: the mean distance from the median, 8/4.
        assert_eq!(scales(&runs(&[0.0, 0.0, 0.0, 8.0]), 2), [2.0, 1.0]);
    }
}
