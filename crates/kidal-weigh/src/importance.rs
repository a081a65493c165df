//! Importance sampling from the prior: the plain method that every other must agree with.

use crate::drive::Executor;
use crate::item::{Item, PILOT, Task};
use crate::model::Model;
use crate::pareto::smoothed;
use crate::posterior::{Baseline, Estimate, Particle};
use crate::trouble::Trouble;

/// Draws from the prior, as many to an item as one thread does at a time; it changes no result.
const PIECE: u32 = 64;

/// Weighs so many prior draws by their likelihood, the weights Pareto-smoothed.
///   ẑ = (1/S) Σ wₛ,  wₛ the smoothed likelihood of draw s of S
/// Source: [vehtari2024]. Limits: where k̂ is 0.7 or more, none of its numbers can be used: the posterior is too far from
/// the prior for so many draws.
///
/// With the seed and as many draws these are the draws of [`crate::Posterior::baseline`].
///
/// # Errors
/// [`Trouble::BadPrior`], [`Trouble::BadSettings`] for fewer than two draws, [`Trouble::Threads`].
pub fn importance<M: Model>(
    model: &M,
    draws: u32,
    seed: u64,
    threads: usize,
) -> Result<Baseline, Trouble> {
    if draws < 2 {
        return Err(Trouble::BadSettings {
            what: "importance sampling needs at least two draws".to_owned(),
        });
    }
    let item = |(index, first): (usize, u32)| Item {
        batch: 0,
        index: index as u32,
        seed,
        island: PILOT,
        generation: 0,
        task: Task::Draw {
            first,
            count: PIECE.min(draws - first),
        },
    };
    let items: Vec<Item> = (0..draws)
        .step_by(PIECE as usize)
        .enumerate()
        .map(item)
        .collect();
    let results = Executor::new(model, threads)?.run(&items)?;
    let particles: Vec<Particle> = results
        .into_iter()
        .flat_map(|result| result.particles)
        .collect();
    Ok(weighed(&particles))
}

/// The baseline from prior draws.
pub(crate) fn weighed(prior_draws: &[Particle]) -> Baseline {
    let logs: Vec<f64> = prior_draws
        .iter()
        .map(|particle| particle.log_likelihood)
        .collect();
    let fit = smoothed(&logs);
    let draws = logs.len() as f64;
    let particles = prior_draws.iter().zip(&fit.log_weights);
    // Relative variance of a mean of independent weights, from their effective sample size.
    let error = ((draws / fit.ess - 1.0).max(0.0) / (draws - 1.0)).sqrt();
    Baseline {
        particles: particles
            .map(|(particle, weight)| Particle {
                island: 0,
                log_weight: *weight,
                ..particle.clone()
            })
            .collect(),
        k_hat: fit.k_hat,
        log_evidence: Estimate {
            value: fit.ln_total - kidal_math::ln(draws),
            error,
        },
        ess: fit.ess,
        positive: logs.iter().filter(|l| **l > f64::NEG_INFINITY).count() as u64,
    }
}
