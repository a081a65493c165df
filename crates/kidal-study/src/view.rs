//! Weighted histories seen through quantities.

use crate::model::answers;
use kidal_battle::Answer;
use kidal_findings::{AnswerValue, Estimate};
use kidal_scenario::Compiled;
use kidal_weigh::{Particle, Precision, weighted_mean, weighted_quantile, weights};

/// Histories with decoded answers.
pub(crate) struct View<'a> {
    pub particles: &'a [Particle],
    pub answers: Vec<Vec<Answer>>,
    /// Log weights of the view as it stands.
    pub log_weights: Vec<f64>,
    /// How precisely averages under them are known.
    pub precision: Precision,
}

pub(crate) fn convert(found: kidal_weigh::Estimate) -> Estimate {
    let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
    Estimate {
        value: finite(found.value),
        error: finite(found.error),
    }
}

impl<'a> View<'a> {
    /// The weighted posterior.
    pub fn weighted(particles: &'a [Particle]) -> Self {
        let log_weights = particles
            .iter()
            .map(|particle| particle.log_weight)
            .collect();
        Self::of(particles, log_weights)
    }

    fn of(particles: &'a [Particle], log_weights: Vec<f64>) -> Self {
        Self {
            precision: Precision::new(particles, &log_weights),
            particles,
            answers: particles
                .iter()
                .map(|particle| answers(&particle.payload))
                .collect(),
            log_weights,
        }
    }

    /// Prior draws, all of equal weight; failed runs have none.
    pub fn unweighted(particles: &'a [Particle]) -> Self {
        let log_weights = particles
            .iter()
            .map(|particle| {
                if particle.is_failed {
                    f64::NEG_INFINITY
                } else {
                    0.0
                }
            })
            .collect();
        Self::of(particles, log_weights)
    }

    /// Values of a quantity, negative infinity where it did not come about.
    pub fn values(&self, quantity: &Compiled) -> Vec<f64> {
        self.particles
            .iter()
            .zip(&self.answers)
            .map(|(particle, answers)| {
                quantity
                    .value(&particle.parameters, answers)
                    .unwrap_or(f64::NEG_INFINITY)
            })
            .collect()
    }

    /// Truth of a quantity.
    pub fn truths(&self, quantity: &Compiled) -> Vec<bool> {
        self.values(quantity)
            .iter()
            .map(|value| *value > 0.5)
            .collect()
    }

    pub fn probability(&self, holds: &[bool]) -> Estimate {
        convert(self.precision.probability(holds))
    }

    /// Weighted mean of a number with its error.
    pub fn estimate(&self, values: &[f64]) -> Estimate {
        convert(self.precision.estimate(values))
    }

    /// A probability under other weights, without its error.
    pub fn share_under(&self, log_weights: &[f64], holds: &[bool]) -> f64 {
        let values: Vec<f64> = holds.iter().map(|yes| f64::from(u8::from(*yes))).collect();
        mean_under(log_weights, &values)
    }

    /// Quantiles of a number, given that it came about, with their errors and how often it came about.
    pub fn quantity(&self, values: &[f64], unit: &str) -> AnswerValue {
        let exists: Vec<bool> = values.iter().map(|value| value.is_finite()).collect();
        let found = [0.05, 0.5, 0.95].map(|q| convert(self.precision.quantile(values, q)));
        AnswerValue::Quantity {
            quantiles: found.map(|one| one.value),
            error: found[1].error,
            end_errors: [found[0].error, found[2].error],
            unit: unit.to_string(),
            exists: self.probability(&exists),
        }
    }

    /// Quantiles of the finite values under other weights.
    pub fn quantiles_under<const N: usize>(
        &self,
        log_weights: &[f64],
        values: &[f64],
        at: [f64; N],
    ) -> [f64; N] {
        let kept: Vec<f64> = values
            .iter()
            .zip(log_weights)
            .map(|(value, weight)| {
                if value.is_finite() {
                    *weight
                } else {
                    f64::NEG_INFINITY
                }
            })
            .collect();
        let column = weights(&kept);
        at.map(|q| {
            let found = weighted_quantile(&column, values, q);
            if found.is_finite() { found } else { 0.0 }
        })
    }
}

/// Mean of a number under weights that need not be normalised, without its error.
pub(crate) fn mean_under(log_weights: &[f64], values: &[f64]) -> f64 {
    weighted_mean(&weights(log_weights), values)
}
