//! The posterior seen under other weights: without a group of terms, or with prior or likelihood made weaker or stronger.

use kidal_math::{exp, ln, log_sum_exp};
use serde::{Deserialize, Serialize};

use crate::pareto::smoothed;
use crate::posterior::{Estimate, Particle, Posterior};
use crate::precision::Precision;

/// Other weights for the particles of a posterior, smoothed, and how far they can be trusted.
#[derive(Clone, Debug)]
pub struct Reweighted {
    /// Log weight of each particle; the weights add up to 1.
    pub log_weights: Vec<f64>,
    /// Shape of the Pareto tail: above 0.7 run again without the terms ([`crate::Variant`]).
    pub k_hat: f64,
    /// Effective sample size.
    pub ess: f64,
    /// How precisely averages under these weights are known.
    pub precision: Precision,
}

/// Weights wᵢ·exp(extraᵢ), Pareto-smoothed.
pub fn reweight(particles: &[Particle], extra: &[f64]) -> Reweighted {
    let logs: Vec<f64> = particles
        .iter()
        .zip(extra)
        .map(|(particle, e)| particle.log_weight + e)
        .collect();
    let fit = smoothed(&logs);
    Reweighted {
        precision: Precision::new(particles, &fit.log_weights),
        log_weights: fit.log_weights,
        k_hat: fit.k_hat,
        ess: fit.ess,
    }
}

/// The posterior as if the given terms had never been heard: what everybody else says, for the verdict on a group.
///   w₋ᵢ ∝ w · exp(−Σ_{t in group} ℓ_t), Pareto-smoothed
/// Source: [vehtari2017]. Limits: as [`crate::smoothed`]; a history that the left-out terms
/// alone make impossible is not among the particles, so where k̂ is above 0.7 nothing can be said without a new run.
///
/// # Panics
/// When an index is not that of a term.
pub fn leave_out(posterior: &Posterior, terms: &[usize]) -> Reweighted {
    let extra: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| -of_terms(particle, terms))
        .collect();
    reweight(&posterior.particles, &extra)
}

/// Log density of a group of terms given everybody else.   ln Σ w₋ᵢ exp(Σ_{t in group} ℓ_t)
/// The difference to the same number with fewer others heard says how much these decide.
pub fn log_predictive(posterior: &Posterior, without: &Reweighted, terms: &[usize]) -> Estimate {
    let logs: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| of_terms(particle, terms))
        .collect();
    let joint: Vec<f64> = logs
        .iter()
        .zip(&without.log_weights)
        .map(|(l, w)| l + w)
        .collect();
    let value = log_sum_exp(&joint);
    let ratios: Vec<f64> = logs.iter().map(|l| exp(l - value)).collect();
    Estimate {
        value,
        error: without.precision.estimate(&ratios).error,
    }
}

/// What is raised to a power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaled {
    /// The prior of all parameters.
    Prior,
    /// The likelihood of all terms.
    Likelihood,
}

/// The posterior with prior or likelihood raised to the power `alpha` (½: half as strong, 2: twice).
/// Source: [kallioinen2024]. Limits: a uniform prior is the same at every power: what
/// depends on its ends is not seen this way.
pub fn power_scaled(posterior: &Posterior, scaled: Scaled, alpha: f64) -> Reweighted {
    let base = |particle: &Particle| match scaled {
        Scaled::Prior => particle.log_prior,
        Scaled::Likelihood => particle.log_likelihood,
    };
    let extra: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| (alpha - 1.0) * base(particle))
        .collect();
    reweight(&posterior.particles, &extra)
}

/// How strongly an answer depends on prior and on likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PowerSensitivity {
    /// Mean distance when the prior is halved and doubled in strength.
    pub prior: f64,
    /// Mean distance when the likelihood is.
    pub likelihood: f64,
    /// The largest k̂ of the four reweightings; above 0.7 the distances are lower bounds at best.
    pub k_hat: f64,
}

/// How far the weighted law of `values` moves when prior or likelihood is raised to the powers ½ and 2.
/// Source: [kallioinen2024], whose authors use powers near 1; the wider ones were chosen by us because "half as sure" and
/// "twice as sure" can be said in words.
pub fn power_sensitivity(posterior: &Posterior, values: &[f64]) -> PowerSensitivity {
    let base: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| particle.log_weight)
        .collect();
    let mut k_hat = f64::NEG_INFINITY;
    let mut moved = |scaled| {
        let both = [0.5, 2.0].map(|alpha| {
            let other = power_scaled(posterior, scaled, alpha);
            k_hat = k_hat.max(other.k_hat);
            distance(values, &base, &other.log_weights)
        });
        (both[0] + both[1]) / 2.0
    };
    let (prior, likelihood) = (moved(Scaled::Prior), moved(Scaled::Likelihood));
    PowerSensitivity {
        prior,
        likelihood,
        k_hat,
    }
}

/// Distance between two weightings of the same values, from 0 (the same) to 1: the square root of the cumulative
/// Jensen-Shannon divergence over its upper bound, the larger of the one over x and the one over −x.
///   CJS(P‖Q) = ∫ P·log₂(2P / (P + Q)) dx + (1 / 2 ln 2)·∫ (Q − P) dx, and the same with P and Q exchanged
/// P, Q: distribution functions. Source: [nguyen2015], in the form of [kallioinen2024].
/// Limits: infinite values ("did not happen") are left out; compare their probability apart.
pub fn distance(values: &[f64], log_weights: &[f64], other_log_weights: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..values.len())
        .filter(|i| values[*i].is_finite())
        .collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let column =
        |logs: &[f64]| crate::summary::weights(&order.iter().map(|i| logs[*i]).collect::<Vec<_>>());
    let (p, q) = (column(log_weights), column(other_log_weights));
    let sorted: Vec<f64> = order.iter().map(|i| values[*i]).collect();
    let upward = divergence(&sorted, &p, &q);
    let mirrored: Vec<f64> = sorted.iter().rev().map(|x| -x).collect();
    let reversed = |w: &[f64]| w.iter().rev().copied().collect::<Vec<_>>();
    upward
        .max(divergence(&mirrored, &reversed(&p), &reversed(&q)))
        .max(0.0)
        .sqrt()
}

fn divergence(sorted: &[f64], p: &[f64], q: &[f64]) -> f64 {
    let (mut below_p, mut below_q) = (0.0, 0.0);
    let (mut total, mut bound) = (0.0, 0.0);
    for (pair, (p, q)) in sorted.windows(2).zip(p.iter().zip(q)) {
        let width = pair[1] - pair[0];
        below_p += p;
        below_q += q;
        let middle = 0.5 * (below_p + below_q);
        let part = |x: f64| if x > 0.0 { x * ln(x / middle) } else { 0.0 };
        // The two linear terms of the exchanged divergences cancel in the sum.
        total += width * (part(below_p) + part(below_q));
        bound += width * (below_p + below_q);
    }
    if bound > 0.0 {
        total / (bound * std::f64::consts::LN_2)
    } else {
        0.0
    }
}

fn of_terms(particle: &Particle, terms: &[usize]) -> f64 {
    terms.iter().map(|term| particle.terms[*term]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_weights_are_at_distance_zero_and_opposite_ones_far_apart() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let low: Vec<f64> = (0..100)
            .map(|i| if i == 0 { 0.0 } else { f64::NEG_INFINITY })
            .collect();
        let high: Vec<f64> = (0..100)
            .map(|i| if i == 99 { 0.0 } else { f64::NEG_INFINITY })
            .collect();
        assert_eq!(distance(&values, &[0.0; 100], &[0.0; 100]), 0.0);
        assert!((distance(&values, &low, &high) - 1.0).abs() < 1e-9);
        let tilted: Vec<f64> = values.iter().map(|v| 0.01 * v).collect();
        let d = distance(&values, &[0.0; 100], &tilted);
        assert!(d > 0.01 && d < 0.5, "{d}");
        assert!((d - distance(&values, &tilted, &[0.0; 100])).abs() < 1e-9);
    }
}
