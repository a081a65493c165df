//! Weights: effective sample size, the next temperature, systematic resampling.

use kidal_math::{exp, log_sum_exp, sum_of};

/// Effective sample size of unnormalised log weights.   ESS = (Σ w)² / Σ w²
/// Source: [kish1965]. Limits: sees unequal weights only, not likeness along chains. 0 without mass.
pub fn ess(log_weights: &[f64]) -> f64 {
    let largest = log_weights
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return 0.0;
    }
    let first = sum_of(log_weights.iter().map(|w| exp(w - largest)));
    let second = sum_of(log_weights.iter().map(|w| {
        let weight = exp(w - largest);
        weight * weight
    }));
    first * first / second
}

/// The log weights shifted so that the weights add up to 1; unchanged when there is no mass.
pub fn normalised(log_weights: &[f64]) -> Vec<f64> {
    let total = log_sum_exp(log_weights);
    if !total.is_finite() {
        return log_weights.to_vec();
    }
    log_weights.iter().map(|w| w - total).collect()
}

/// Log weight of a step of temperature. A likelihood of 0 has weight 0, also at temperature 0 where the power would be 1:
/// the prior is held against "can have happened at all" in the first step.
pub(crate) fn step_weight(log_likelihood: f64, step: f64) -> f64 {
    if log_likelihood == f64::NEG_INFINITY {
        f64::NEG_INFINITY
    } else {
        log_likelihood * step
    }
}

/// The highest temperature up to 1 at which the weights of the step keep an effective sample size of `share` times the
/// number of particles with a likelihood above 0, by bisection. The particles weigh the same before the step, so the
/// effective sample size is the conditional one.
/// Source: [zhou2016].
pub(crate) fn next_temperature(log_likelihoods: &[f64], from: f64, share: f64) -> f64 {
    let positive: Vec<f64> = log_likelihoods
        .iter()
        .copied()
        .filter(|l| *l > f64::NEG_INFINITY)
        .collect();
    let target = share * positive.len() as f64;
    let keeps = |to: f64| {
        let weights: Vec<f64> = positive
            .iter()
            .map(|l| step_weight(*l, to - from))
            .collect();
        ess(&weights) >= target
    };
    if keeps(1.0) {
        return 1.0;
    }
    let (mut low, mut high) = (from, 1.0);
    // 40 halvings narrow the step to 1e-12; the exact place of a temperature does not matter, its order of magnitude does.
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if keeps(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if low > from { low } else { high }
}

/// Systematic resampling: `count` indices, index i chosen count·wᵢ times up to rounding, from one uniform `u`.
/// Source: [kitagawa1996]. Limits: its variance depends on the order of the particles, which is fixed here.
pub(crate) fn systematic(log_weights: &[f64], count: usize, u: f64) -> Vec<usize> {
    let total = log_sum_exp(log_weights);
    let mut chosen = Vec::with_capacity(count);
    let mut last_positive = 0;
    let mut running = 0.0;
    for (index, weight) in log_weights.iter().enumerate() {
        if *weight == f64::NEG_INFINITY {
            continue;
        }
        last_positive = index;
        running += exp(weight - total) * count as f64;
        while chosen.len() < count && u + chosen.len() as f64 <= running {
            chosen.push(index);
        }
    }
    // Rounding may leave the running sum a hair below the last place.
    while chosen.len() < count {
        chosen.push(last_positive);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effective_sample_size_is_the_count_for_equal_weights_and_one_for_a_single_one() {
        assert_eq!(ess(&[-3.0; 50]), 50.0);
        assert_eq!(ess(&[f64::NEG_INFINITY, 2.0, f64::NEG_INFINITY]), 1.0);
        assert_eq!(ess(&[f64::NEG_INFINITY; 4]), 0.0);
        assert_eq!(ess(&[]), 0.0);
    }

    #[test]
    fn a_flat_likelihood_goes_to_one_at_once() {
        assert_eq!(next_temperature(&[-5.0; 20], 0.0, 0.5), 1.0);
    }

    #[test]
    fn the_next_temperature_keeps_just_the_share_asked_for() {
        let log_likelihoods: Vec<f64> = (0..200)
            .map(|i| -f64::from(i))
            .chain([f64::NEG_INFINITY])
            .collect();
        let to = next_temperature(&log_likelihoods, 0.0, 0.5);
        let weights: Vec<f64> = log_likelihoods
            .iter()
            .map(|l| step_weight(*l, to))
            .collect();
        assert!((ess(&weights) - 100.0).abs() < 0.01, "{}", ess(&weights));
    }

    #[test]
    fn systematic_resampling_copies_each_within_one_of_its_due() {
        let weights: [f64; 5] = [0.05, 0.0, 0.5, 0.25, 0.2];
        let logs: Vec<f64> = weights
            .iter()
            .map(|w| {
                if *w > 0.0 {
                    kidal_math::ln(*w)
                } else {
                    f64::NEG_INFINITY
                }
            })
            .collect();
        for u in [0.001, 0.3, 0.77, 0.999] {
            let chosen = systematic(&logs, 40, u);
            assert_eq!(chosen.len(), 40);
            for (index, weight) in weights.iter().enumerate() {
                let copies = chosen.iter().filter(|c| **c == index).count() as f64;
                assert!(
                    (copies - 40.0 * weight).abs() <= 1.0,
                    "{index} at {u}: {copies}"
                );
            }
        }
    }
}
