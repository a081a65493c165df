//! Weighted averages and their Monte-Carlo errors.

use kidal_math::{exp, sum_of};

use crate::posterior::{Estimate, Particle};
use crate::precision::Precision;

/// Weighted mean of a value over particles with its Monte-Carlo standard error, as [`Precision`] tells it. `log_weights`
/// need not be normalised and may differ from those of the particles (see [`crate::leave_out`]). For many values under the
/// same weights keep a [`Precision`].
pub fn estimate(particles: &[Particle], log_weights: &[f64], values: &[f64]) -> Estimate {
    Precision::new(particles, log_weights).estimate(values)
}

/// Probability of what `holds` over particles, with its Monte-Carlo standard error as in [`Precision::probability`].
pub fn probability(particles: &[Particle], log_weights: &[f64], holds: &[bool]) -> Estimate {
    Precision::new(particles, log_weights).probability(holds)
}

/// How much the log-likelihood rises along the chains: mean of the last quarter of each chain minus mean of its first
/// quarter, over the chains, with the standard error of that mean.
///
/// Chains that start where they belong do not rise. Where they do, they are too short, or the ladder before them was: the
/// evidence is then too low, by far more than the islands differ.
/// Source: [geweke1992], who compares the beginning and the end of a chain. Limits: chains that are stuck do not rise either.
pub fn rise(particles: &[Particle]) -> Estimate {
    let mut rises = Vec::new();
    for chain in particles.chunk_by(|a, b| (a.island, a.chain) == (b.island, b.chain)) {
        let quarter = chain.len() / 4;
        if quarter > 0 {
            let mean = |part: &[Particle]| {
                sum_of(part.iter().map(|particle| particle.log_likelihood)) / quarter as f64
            };
            rises.push(mean(&chain[chain.len() - quarter..]) - mean(&chain[..quarter]));
        }
    }
    let count = rises.len() as f64;
    if count < 2.0 {
        return Estimate::default();
    }
    let value = kidal_math::mean(&rises);
    Estimate {
        value,
        error: (variance(&rises, value) / count).sqrt(),
    }
}

/// Potential scale reduction of a value over the chains, each chain counting alike:
///   R̂ = √(((n − 1)/n · W + B) / W),   W: mean variance within a chain of n states, B: variance of the chains' means
/// 1 where every chain saw all of the law, large where each tells of its own part of it; infinite where chains differ and nothing
/// moves within any. `None` with fewer than two chains of two states, or where the value is the same everywhere.
/// Source: [gelman1992]. Limits: neighbouring chains may have one ancestor, and then hide what none of them saw; infinite values are
/// no numbers to be averaged and are left out.
pub fn scale_reduction(particles: &[Particle], value: impl Fn(&Particle) -> f64) -> Option<f64> {
    let (mut means, mut within, mut states) = (Vec::new(), Vec::new(), 0);
    for chain in particles.chunk_by(|a, b| (a.island, a.chain) == (b.island, b.chain)) {
        let values: Vec<f64> = chain.iter().map(&value).filter(|x| x.is_finite()).collect();
        if values.len() >= 2 {
            let mean = kidal_math::mean(&values);
            means.push(mean);
            within.push(variance(&values, mean));
            states += values.len();
        }
    }
    if means.len() < 2 {
        return None;
    }
    let between = variance(&means, kidal_math::mean(&means));
    let within = kidal_math::mean(&within);
    let length = states as f64 / means.len() as f64;
    (between > 0.0 || within > 0.0)
        .then(|| (((length - 1.0) / length * within + between) / within).sqrt())
}

/// Variance of two or more numbers about their mean, one degree of freedom spent on it.
fn variance(values: &[f64], mean: f64) -> f64 {
    sum_of(values.iter().map(|x| (x - mean) * (x - mean))) / (values.len() as f64 - 1.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_climb_are_seen() {
        let along = |slope: f64| -> Vec<Particle> {
            (0..60)
                .map(|i| Particle {
                    chain: i / 20,
                    log_likelihood: slope * f64::from(i % 20) + f64::from(i * 7 % 5),
                    ..Particle::default()
                })
                .collect()
        };
        let (flat, steep) = (rise(&along(0.0)), rise(&along(1.0)));
        assert!(flat.value.abs() < 1.0, "{flat:?}");
        assert!((steep.value - flat.value - 15.0).abs() < 1e-9, "{steep:?}");
        assert_eq!(rise(&[]), Estimate::default());
    }

    #[test]
    fn chains_that_keep_to_their_own_part_reduce_little() {
        // Two chains of 0 and 1 in turn, the second moved up: W = 4/3·1/4, B = up²/2.
        let apart = |up: f64| -> Vec<Particle> {
            (0..8)
                .map(|i| Particle {
                    chain: i / 4,
                    parameters: vec![f64::from(i % 2) + if i < 4 { 0.0 } else { up }],
                    ..Particle::default()
                })
                .collect()
        };
        let first = |particle: &Particle| particle.parameters[0];
        let wanted = |up: f64| (0.75 + up * up / 2.0 * 3.0).sqrt();
        for up in [0.0, 1.0, 10.0] {
            let found = scale_reduction(&apart(up), first).expect("there are two chains");
            assert!((found - wanted(up)).abs() < 1e-12, "{up}: {found}");
        }
        assert_eq!(scale_reduction(&apart(1.0), |_| 7.0), None);
        assert_eq!(scale_reduction(&apart(1.0)[..4], first), None);
        let stuck = scale_reduction(&apart(1.0), |particle| f64::from(particle.chain));
        assert_eq!(stuck, Some(f64::INFINITY));
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
