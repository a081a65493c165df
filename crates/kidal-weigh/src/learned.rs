//! What the accounts taught: overlap of prior and posterior, and Bayes factors of levels.

use kidal_math::{ln, sum, sum_of};
use serde::{Deserialize, Serialize};

use crate::model::Prior;
use crate::posterior::{Estimate, Posterior};
use crate::summary::{estimate, log_weights, probability, weights};

/// Bins of equal prior mass; twenty, chosen by us so that a thousand particles leave fifty in each.
const BINS: usize = 20;
/// Least share of the posterior at which odds are read off one run.
const MASS_LEAST: f64 = 0.05;

/// Overlap of prior and posterior of one parameter, from 0 (nothing in common) to 1 (the accounts say nothing about it).
///   Σ_bins min(prior mass, posterior mass)
/// For levels the bins are the levels; otherwise twenty bins of equal prior mass, found from the baseline's draws.
/// Limits: noise lowers it: with an effective sample size n, two equal laws overlap by about 1 − 0.4·√(20/n).
/// `None` for a fixed parameter or an index out of range.
pub fn prior_overlap(posterior: &Posterior, parameter: usize) -> Option<f64> {
    let weights = weights(&log_weights(&posterior.particles));
    let values = posterior
        .particles
        .iter()
        .map(|particle| particle.parameters[parameter]);
    match &posterior.parameters.get(parameter)?.prior {
        Prior::Fixed(_) => None,
        Prior::Levels { weights: prior } => {
            let mut mass = vec![0.0; prior.len()];
            values
                .zip(&weights)
                .for_each(|(level, w)| mass[level as usize] += w);
            let total = sum(prior);
            Some(sum_of(
                prior.iter().zip(&mass).map(|(p, m)| m.min(p / total)),
            ))
        }
        _ => {
            let mut prior: Vec<f64> = posterior
                .baseline
                .particles
                .iter()
                .map(|particle| particle.parameters[parameter])
                .collect();
            prior.sort_by(f64::total_cmp);
            let last = prior.len().checked_sub(1)?;
            let edges: Vec<f64> = (1..BINS)
                .map(|bin| prior[(bin * prior.len() / BINS).min(last)])
                .collect();
            let bin_of = |x: f64| edges.partition_point(|edge| *edge <= x);
            let (mut before, mut after) = ([0.0; BINS], [0.0; BINS]);
            prior
                .iter()
                .for_each(|x| before[bin_of(*x)] += 1.0 / prior.len() as f64);
            values
                .zip(&weights)
                .for_each(|(x, w)| after[bin_of(x)] += w);
            Some(sum_of(before.iter().zip(&after).map(|(b, a)| b.min(*a))))
        }
    }
}

/// What the accounts say of one level of one parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelFactor {
    /// Index of the level.
    pub level: usize,
    /// Its prior probability.
    pub prior: f64,
    /// Its posterior probability.
    pub posterior: Estimate,
    /// Natural log of its Bayes factor against all other levels together: posterior odds over prior odds. Infinite where
    /// the run saw the level never or always; NaN where the prior leaves no choice.
    pub ln_bayes_factor: Estimate,
    /// Whether the level, or all others together, kept less than 5 % of the mass: its odds then need a run of its own
    /// ([`crate::Variant::pin`]), the Bayes factor being the ratio of evidences.
    pub needs_own_run: bool,
}

/// Bayes factors of all levels of a parameter; empty for a parameter without levels.
/// Source: [kassraftery1995]. Limits: one run sees a level through the histories that visited it.
pub fn level_factors(posterior: &Posterior, parameter: usize) -> Vec<LevelFactor> {
    let Some(Prior::Levels { weights: prior }) =
        posterior.parameters.get(parameter).map(|p| &p.prior)
    else {
        return Vec::new();
    };
    let total = sum(prior);
    let logs = log_weights(&posterior.particles);
    let factor = |(level, weight): (usize, &f64)| {
        let prior = weight / total;
        let holds: Vec<bool> = posterior
            .particles
            .iter()
            .map(|particle| particle.parameters[parameter] == level as f64)
            .collect();
        let found = probability(&posterior.particles, &logs, &holds);
        let p = found.value;
        let error = if p > 0.0 && p < 1.0 {
            found.error / (p * (1.0 - p))
        } else {
            f64::INFINITY
        };
        LevelFactor {
            level,
            prior,
            posterior: found,
            ln_bayes_factor: Estimate {
                value: ln(p / (1.0 - p)) - ln(prior / (1.0 - prior)),
                error,
            },
            needs_own_run: p.min(1.0 - p) < MASS_LEAST,
        }
    };
    prior.iter().enumerate().map(factor).collect()
}

/// Natural log of the Bayes factor of one level against one other, with its Monte-Carlo error. `None` when either was
/// never seen, has no prior weight, or does not exist.
pub fn ln_bayes_factor(
    posterior: &Posterior,
    parameter: usize,
    level: usize,
    against: usize,
) -> Option<Estimate> {
    let Prior::Levels { weights: prior } = &posterior.parameters.get(parameter)?.prior else {
        return None;
    };
    let logs = log_weights(&posterior.particles);
    let is_at = |level: usize| -> Vec<f64> {
        let at = |value: f64| if value == level as f64 { 1.0 } else { 0.0 };
        posterior
            .particles
            .iter()
            .map(|particle| at(particle.parameters[parameter]))
            .collect()
    };
    let (this, other) = (is_at(level), is_at(against));
    let (p, q) = (
        estimate(&posterior.particles, &logs, &this).value,
        estimate(&posterior.particles, &logs, &other).value,
    );
    let (prior_p, prior_q) = (*prior.get(level)?, *prior.get(against)?);
    if !(p > 0.0 && q > 0.0 && prior_p > 0.0 && prior_q > 0.0) {
        return None;
    }
    // d ln(p/q) = dp/p − dq/q: the error of that sum is the error of the log odds.
    let linear: Vec<f64> = this
        .iter()
        .zip(&other)
        .map(|(a, b)| a / p - b / q)
        .collect();
    let error = estimate(&posterior.particles, &logs, &linear).error;
    Some(Estimate {
        value: ln(p / q) - ln(prior_p / prior_q),
        error,
    })
}
