//! One island: its particles at one temperature and the evidence gathered on the way there.

use kidal_chance::{Draws, hash64};
use kidal_math::{exp, log_mean_exp, mean, sum_of};
use serde::{Deserialize, Serialize};

use crate::item::MoveTally;
use crate::posterior::Particle;
use crate::runner::purpose;
use crate::weights::{ess, normalised, step_weight, systematic};

/// An island between two batches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Island {
    pub(crate) number: u32,
    pub(crate) temperature: f64,
    pub(crate) particles: Vec<Particle>,
    /// Neighbouring particles that share a chain: 1 for prior draws.
    pub(crate) chain_length: u32,
    /// Log of the product of the ratios so far.
    pub(crate) log_evidence: f64,
    /// Variance of it, from the chains of each step.
    pub(crate) within_variance: f64,
    /// Where the chains of the present batch start.
    pub(crate) starts: Vec<u32>,
}

/// What a step of temperature did on one island.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) log_ratio: f64,
    pub(crate) variance: f64,
    pub(crate) ess: f64,
    pub(crate) particles: u32,
    pub(crate) distinct_ancestors: u32,
}

/// What happened at one temperature on the reported islands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Generation {
    pub(crate) steps: Vec<Step>,
    pub(crate) moves: Vec<MoveTally>,
    pub(crate) histories: u64,
    pub(crate) work: u64,
}

impl Island {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            number,
            temperature: 0.0,
            particles: Vec::new(),
            chain_length: 1,
            log_evidence: 0.0,
            within_variance: 0.0,
            starts: Vec::new(),
        }
    }

    pub(crate) fn log_likelihoods(&self) -> Vec<f64> {
        self.particles
            .iter()
            .map(|particle| particle.log_likelihood)
            .collect()
    }

    /// Log weights that take the particles from their temperature to another one.
    pub(crate) fn weights_to(&self, temperature: f64) -> Vec<f64> {
        let step = temperature - self.temperature;
        self.particles
            .iter()
            .map(|particle| step_weight(particle.log_likelihood, step))
            .collect()
    }

    /// Goes to the next temperature: multiplies the evidence by the mean weight and chooses the ancestors of the chains.
    /// An island without mass keeps no particles and has evidence 0.
    pub(crate) fn step_to(
        &mut self,
        temperature: f64,
        chains: u32,
        seed: u64,
        generation: u32,
    ) -> Step {
        let log_weights = self.weights_to(temperature);
        let log_ratio = if log_weights.is_empty() {
            f64::NEG_INFINITY
        } else {
            log_mean_exp(&log_weights)
        };
        let variance = relative_variance(&log_weights, self.chain_length as usize);
        let step = Step {
            log_ratio,
            variance,
            ess: ess(&log_weights),
            particles: log_weights.len() as u32,
            distinct_ancestors: 0,
        };
        self.temperature = temperature;
        self.log_evidence += log_ratio;
        if log_ratio == f64::NEG_INFINITY {
            self.particles.clear();
            self.starts.clear();
            return step;
        }
        self.within_variance += variance;
        let key = hash64(&[seed, u64::from(self.number), u64::from(generation)]);
        let u = Draws::at(key, 0, purpose::RESAMPLE).uniform();
        let chosen = systematic(&normalised(&log_weights), chains as usize, u);
        self.starts = chosen.into_iter().map(|index| index as u32).collect();
        Step {
            distinct_ancestors: distinct(
                self.starts
                    .iter()
                    .map(|i| self.particles[*i as usize].ancestor),
            ),
            ..step
        }
    }

    /// Takes the chains that were run from `starts`, all states of each, in the order of the chains.
    pub(crate) fn replace(&mut self, particles: Vec<Particle>, chain_length: u32) {
        self.particles = particles;
        self.chain_length = chain_length;
        self.starts.clear();
    }
}

/// Variance of the mean weight relative to its square, the means of chains taken for independent.
///   Σⱼ (cⱼ − m)² / (J (J − 1) m²),   cⱼ: mean weight of chain j of J, m: mean of all
/// Source: after [dauchopin2022], who estimate the variance from the M chains of a step.
/// Limits: blind to what chains of one ancestor inherit from it, so it is rather too small.
pub(crate) fn relative_variance(log_weights: &[f64], chain_length: usize) -> f64 {
    let largest = log_weights
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    let count = log_weights.len() / chain_length.max(1);
    if !largest.is_finite() || count < 2 {
        return 0.0;
    }
    let means: Vec<f64> = log_weights
        .chunks(chain_length)
        .map(|chain| sum_of(chain.iter().map(|w| exp(w - largest))) / chain.len() as f64)
        .collect();
    let middle = mean(&means);
    let squares = sum_of(means.iter().map(|c| (c - middle) * (c - middle)));
    squares / (means.len() as f64 * (means.len() as f64 - 1.0) * middle * middle)
}

/// How many different numbers there are.
pub(crate) fn distinct(numbers: impl Iterator<Item = u32>) -> u32 {
    let mut all: Vec<u32> = numbers.collect();
    all.sort_unstable();
    all.dedup();
    all.len() as u32
}
