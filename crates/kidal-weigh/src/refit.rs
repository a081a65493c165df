//! The posterior without a group of terms, found by a few moves where weights alone cannot tell.

use std::sync::Arc;

use kidal_chance::{Draws, hash64};
use kidal_math::log_sum_exp;

use crate::crew::Crew;
use crate::item::{Item, Task};
use crate::kernel::Kernel;
use crate::model::Model;
use crate::posterior::{Estimate, Particle};
use crate::precision::Precision;
use crate::runner::{Runner, purpose, sum_of_terms};
use crate::trouble::Trouble;
use crate::variant::Variant;
use crate::weights::{ess, systematic};

/// How a refit is run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RefitPlan {
    /// Seed; the terms that are left out and the step are hashed into it.
    pub seed: u64,
    /// Chains of a step, over all islands together.
    pub chains: u32,
    /// States kept of each chain.
    pub length: u32,
    /// Effective sample size that a step keeps at least, as a share of that before it, until the last step allowed.
    pub ess_share: f64,
    /// Most steps.
    pub steps: u32,
    /// Threads; changes no result.
    pub threads: usize,
}

/// Histories that were never held against the terms left out.
#[derive(Clone, Debug)]
pub struct Refit {
    /// The histories, with all their terms, weights that add up to 1, and the island and chain that they came from.
    pub particles: Vec<Particle>,
    /// Log density of the terms left out, given all others. The error is that of the chains of each step.
    pub log_predictive: Estimate,
    /// Steps taken.
    pub steps: u32,
    /// Histories run.
    pub histories: u64,
}

/// Address of refits, so that their draws are nobody else's.
const REFIT: u64 = 0x7265_6669_7401;

/// Removes terms from a posterior by tempering their density away in a few steps, each followed by moves.
///   wᵢ ∝ w · exp(−(α − α′) Σ_{t in group} ℓ_t),  α: 1 → … → 0;  ln p(group | others) = −Σ over steps of ln(Σ w′ / Σ w)
/// Each step takes chains by systematic resampling over all islands and moves them under the density with the group at the power α′.
/// Source: [delmoral2006] for the steps, [dauchopin2022] for keeping every state.
/// Limits: as far as the posterior missed a region, so does the refit, unless its moves find it.
///
/// # Errors
/// [`Trouble::BadPrior`], [`Trouble::Threads`], or [`Trouble::BadResult`] for particles of another model.
///
/// # Panics
/// When an index is not that of a term.
pub fn refit<M: Model>(
    model: &M,
    posterior: &[Particle],
    kernel: &Kernel,
    terms: &[usize],
    plan: &RefitPlan,
) -> Result<Refit, Trouble> {
    let group = |particle: &Particle| -> f64 { terms.iter().map(|t| particle.terms[*t]).sum() };
    let mut particles = posterior.to_vec();
    let mut log_weights: Vec<f64> = particles.iter().map(|p| p.log_weight).collect();
    let mut power = 1.0;
    let (mut log_ratio, mut variance, mut histories, mut steps) = (0.0, 0.0, 0, 0);
    let mut names: Vec<u64> = vec![plan.seed, REFIT];
    names.extend(terms.iter().map(|term| *term as u64));
    while power > 0.0 {
        let groups: Vec<f64> = particles.iter().map(group).collect();
        let next = if steps + 1 >= plan.steps {
            0.0
        } else {
            next_power(&log_weights, &groups, power, plan.ess_share)
        };
        let stepped = lowered(&log_weights, &groups, power - next);
        let gain = log_sum_exp(&stepped) - log_sum_exp(&log_weights);
        log_ratio += gain;
        let factors: Vec<f64> = groups
            .iter()
            .map(|l| kidal_math::exp(-(power - next) * l - gain))
            .collect();
        let error = Precision::new(&particles, &log_weights)
            .estimate(&factors)
            .error;
        variance += error * error;
        power = next;
        steps += 1;
        let seed = hash64(&[&names[..], &[u64::from(steps)]].concat());
        let u = Draws::at(seed, 0, purpose::RESAMPLE).uniform();
        let chosen = systematic(&stepped, plan.chains as usize, u);
        let starts: Vec<&Particle> = chosen.iter().map(|index| &particles[*index]).collect();
        let (moved, run) = advance(model, &starts, kernel, (terms, power), (seed, plan))?;
        histories += run;
        particles = moved;
        log_weights = vec![0.0; particles.len()];
    }
    let level = -kidal_math::ln(particles.len() as f64);
    particles.iter_mut().for_each(|p| p.log_weight = level);
    Ok(Refit {
        particles,
        log_predictive: Estimate {
            value: -log_ratio,
            error: variance.sqrt(),
        },
        steps,
        histories,
    })
}

fn lowered(log_weights: &[f64], groups: &[f64], by: f64) -> Vec<f64> {
    let pairs = log_weights.iter().zip(groups);
    pairs
        .map(|(weight, group)| {
            if *weight == f64::NEG_INFINITY {
                *weight
            } else {
                weight - by * group
            }
        })
        .collect()
}

/// The lowest power that keeps the share of the effective sample size asked for, by bisection.
fn next_power(log_weights: &[f64], groups: &[f64], from: f64, share: f64) -> f64 {
    let target = share * ess(log_weights);
    let keeps = |to: f64| ess(&lowered(log_weights, groups, from - to)) >= target;
    if keeps(0.0) {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, from);
    // Twenty halvings: the place of a step does not matter to six digits.
    for _ in 0..20 {
        let middle = 0.5 * (low + high);
        if keeps(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    if high < from { high } else { low }
}

/// Chains from the starts under the weakened density; all states, with their terms as the whole model has them, and how
/// many histories were run.
fn advance<M: Model>(
    model: &M,
    starts: &[&Particle],
    kernel: &Kernel,
    (terms, power): (&[usize], f64),
    (seed, plan): (u64, &RefitPlan),
) -> Result<(Vec<Particle>, u64), Trouble> {
    let weak = Variant::of(model).weakened(terms, power);
    let runner = Runner::new(&weak)?;
    let kernel = Arc::new(kernel.clone());
    let mut items = Vec::with_capacity(starts.len());
    for (number, start) in starts.iter().enumerate() {
        let mut start = (*start).clone();
        for term in terms {
            start.payload.push(start.terms[*term]);
            start.terms[*term] *= power;
        }
        start.log_likelihood = sum_of_terms(&start.terms).unwrap_or(f64::NEG_INFINITY);
        items.push(Item {
            batch: 0,
            index: number as u32,
            seed,
            island: start.island,
            generation: 0,
            task: Task::Advance {
                chain: number as u32,
                start,
                moves: plan.length.saturating_sub(1),
                keep_every: 1,
                kernel: Arc::clone(&kernel),
            },
        });
    }
    let crew = Crew::new(&weak, plan.threads)?;
    let mut particles = Vec::new();
    let mut histories = 0;
    for result in crew.map(&items, |worker, item| runner.run(worker, item)) {
        let result = result?;
        histories += result.histories;
        particles.extend(result.particles);
    }
    for particle in &mut particles {
        let aside = particle.payload.split_off(model.payload());
        for (term, value) in terms.iter().zip(aside) {
            particle.terms[*term] = value;
        }
        particle.log_likelihood = sum_of_terms(&particle.terms).unwrap_or(f64::NEG_INFINITY);
    }
    Ok((particles, histories))
}
