//! Weighted averages and their Monte-Carlo errors.

use std::collections::BTreeMap;

use kidal_math::{exp, sum_of};

use crate::posterior::{Estimate, Particle};
use crate::weights::ess;

/// Weighted mean of a value over particles with its Monte-Carlo standard error.   m = Σ wᵢ vᵢ
/// The variance is the larger of two, with dₛ = Σ_{i in s} wᵢ (vᵢ − m) the share of a set s in the deviation:
///   between islands: K / (K − 1) · Σ_islands d²,
///   within: Σ_islands C / (C − 1) · Σ_chains (d − mean of d on the island)².
/// K: islands, C: chains of an island. `log_weights` need not be normalised and may differ from those of the particles
/// (see [`crate::leave_out`]); a value at weight 0 may be anything.
/// Source: [cochran1977], the variance of a ratio by linearisation, here over independent islands.
/// Limits: with one island the error is blind to what its chains inherit from each other.
pub fn estimate(particles: &[Particle], log_weights: &[f64], values: &[f64]) -> Estimate {
    let weights = weights(log_weights);
    let value = weighted_mean(&weights, values);
    // (island, chain) → share of the deviation; the map keeps a fixed order.
    let mut chains: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for ((particle, weight), v) in particles.iter().zip(&weights).zip(values) {
        let share = if *weight > 0.0 {
            weight * (v - value)
        } else {
            0.0
        };
        *chains.entry((particle.island, particle.chain)).or_default() += share;
    }
    let mut islands: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for ((island, _), share) in chains {
        islands.entry(island).or_default().push(share);
    }
    let totals: Vec<f64> = islands
        .values()
        .map(|shares| kidal_math::sum(shares))
        .collect();
    let between = unbiased(totals.len()) * sum_of(totals.iter().map(|d| d * d));
    let within = sum_of(islands.values().map(|shares| {
        let middle = kidal_math::mean(shares);
        unbiased(shares.len()) * sum_of(shares.iter().map(|d| (d - middle) * (d - middle)))
    }));
    Estimate {
        value,
        error: between.max(within).sqrt(),
    }
}

/// Probability of what `holds` over particles, with its Monte-Carlo standard error as in [`estimate`].
///
/// Where it holds in all histories or in none, no spread is seen; the error is then that of half a history in ESS + 1,
/// p̃ = ½ / (ESS + 1), error √(p̃ (1 − p̃) / ESS), chosen by us so that "0 of 1000" is never printed as certain.
pub fn probability(particles: &[Particle], log_weights: &[f64], holds: &[bool]) -> Estimate {
    let values: Vec<f64> = holds
        .iter()
        .map(|is_true| if *is_true { 1.0 } else { 0.0 })
        .collect();
    let found = estimate(particles, log_weights, &values);
    let value = found.value.clamp(0.0, 1.0);
    let size = ess(log_weights).max(1.0);
    let half = 0.5 / (size + 1.0);
    if value > 1e-12 && value < 1.0 - 1e-12 {
        return Estimate {
            value,
            error: found.error,
        };
    }
    Estimate {
        value: value.round(),
        error: (half * (1.0 - half) / size).sqrt(),
    }
}

/// Weights that add up to 1, from log weights; all 0 when there is no mass.
pub fn weights(log_weights: &[f64]) -> Vec<f64> {
    let total = kidal_math::log_sum_exp(log_weights);
    if total == f64::NEG_INFINITY {
        return vec![0.0; log_weights.len()];
    }
    log_weights.iter().map(|w| exp(w - total)).collect()
}

/// The log weights of particles, as a column.
pub fn log_weights(particles: &[Particle]) -> Vec<f64> {
    particles
        .iter()
        .map(|particle| particle.log_weight)
        .collect()
}

/// Weighted mean, the weights adding up to 1. Values at weight 0 are passed over, so they may be infinite.
pub fn weighted_mean(weights: &[f64], values: &[f64]) -> f64 {
    sum_of(
        weights
            .iter()
            .zip(values)
            .map(|(w, v)| if *w > 0.0 { w * v } else { 0.0 }),
    )
}

/// Weighted standard deviation about the weighted mean, the weights adding up to 1 (no correction for few particles).
pub fn weighted_sd(weights: &[f64], values: &[f64]) -> f64 {
    let mean = weighted_mean(weights, values);
    let square = |(w, v): (&f64, &f64)| {
        if *w > 0.0 {
            w * (v - mean) * (v - mean)
        } else {
            0.0
        }
    };
    sum_of(weights.iter().zip(values).map(square)).sqrt()
}

/// Weighted quantile: the least value with at least the share `q` of the weight at or below it. Values of negative
/// infinity ("did not happen") count as the lowest. NaN when there is no weight.
pub fn weighted_quantile(weights: &[f64], values: &[f64], q: f64) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).filter(|i| weights[*i] > 0.0).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let target = q * sum_of(order.iter().map(|i| weights[*i]));
    let mut running = 0.0;
    for index in &order {
        running += weights[*index];
        // A hair of slack, so that a median of equal weights does not hang on rounding.
        if running >= target - 1e-12 {
            return values[*index];
        }
    }
    order.last().map_or(f64::NAN, |index| values[*index])
}

/// n / (n − 1); 0 when there is no spread to see.
fn unbiased(count: usize) -> f64 {
    if count < 2 {
        0.0
    } else {
        count as f64 / (count as f64 - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn particles(count: u32, per_island: u32) -> Vec<Particle> {
        (0..count)
            .map(|i| Particle {
                island: i / per_island,
                chain: i % per_island,
                ..Particle::default()
            })
            .collect()
    }

    #[test]
    fn independent_draws_have_the_textbook_error() {
        let all = particles(400, 400);
        let values: Vec<f64> = (0..400).map(|i| f64::from(i % 2)).collect();
        let found = estimate(&all, &[0.0; 400], &values);
        assert!((found.value - 0.5).abs() < 1e-12);
        assert!(
            (found.error - (0.25_f64 / 399.0).sqrt()).abs() < 1e-9,
            "{}",
            found.error
        );
    }

    #[test]
    fn islands_that_disagree_raise_the_error() {
        let all = particles(400, 50);
        let values: Vec<f64> = all.iter().map(|p| f64::from(p.island % 2)).collect();
        let found = estimate(&all, &[0.0; 400], &values);
        // Eight islands of mean 0 or 1: sd of a mean of eight such is about 0.5 / sqrt 7.
        assert!(
            (found.error - 0.5 / 7.0_f64.sqrt()).abs() < 1e-9,
            "{}",
            found.error
        );
    }

    #[test]
    fn never_is_not_printed_as_certain() {
        let found = probability(&particles(1000, 125), &[0.0; 1000], &[false; 1000]);
        assert_eq!(found.value, 0.0);
        assert!(
            found.error > 0.0005 && found.error < 0.001,
            "{}",
            found.error
        );
    }

    #[test]
    fn quantiles_count_what_did_not_happen_as_lowest() {
        let values = [3.0, f64::NEG_INFINITY, 1.0, 2.0];
        let even = [0.25; 4];
        assert_eq!(weighted_quantile(&even, &values, 0.25), f64::NEG_INFINITY);
        assert_eq!(weighted_quantile(&even, &values, 0.5), 1.0);
        assert_eq!(weighted_quantile(&even, &values, 1.0), 3.0);
        assert!(weighted_quantile(&[0.0; 4], &values, 0.5).is_nan());
    }

    #[test]
    fn means_pass_over_weightless_infinities() {
        assert_eq!(
            weighted_mean(&[0.0, 0.5, 0.5], &[f64::NEG_INFINITY, 1.0, 3.0]),
            2.0
        );
        assert_eq!(
            weighted_sd(&[0.0, 0.5, 0.5], &[f64::NEG_INFINITY, 1.0, 3.0]),
            1.0
        );
    }
}
