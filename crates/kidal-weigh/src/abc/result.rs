//! What comes out where there was no density.

use kidal_math::ln;
use serde::{Deserialize, Serialize};

use crate::abc::Abc;
use crate::abc::population::Member;
use crate::model::Parameter;
use crate::posterior::{FailureCount, Particle};
use crate::trouble::Trouble;
use crate::weights::{ess, normalised};

/// What happened at one tolerance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AbcGeneration {
    /// Greatest distance at which a run counts.
    pub tolerance: f64,
    /// Effective sample size that the step to it left.
    pub ess: f64,
    /// Prior draws that still have offspring.
    pub distinct_ancestors: u32,
    /// Rounds of moves.
    pub rounds: u32,
    /// Moves tried.
    pub proposed: u64,
    /// Moves accepted.
    pub accepted: u64,
    /// Runs of the simulator; fewer than tried where the prior alone refused.
    pub simulations: u64,
}

/// A weighted sample of runs that came near what was observed.
///
/// There is no evidence here: how many runs come near under one model and another is no Bayes factor unless the summaries
/// are sufficient for the comparison, which they seldom are [robert2011].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbcPosterior {
    /// The parameters of the model.
    pub parameters: Vec<Parameter>,
    /// What was observed.
    pub observed: Vec<f64>,
    /// Typical size of each summary, see [`AbcPosterior::tolerance`].
    pub scales: Vec<f64>,
    /// Runs within the tolerance; the payload holds the summaries, the chain is the prior draw that the line goes back to.
    /// The weights add up to 1.
    pub particles: Vec<Particle>,
    /// Distance of each particle: √(mean of squared differences, each in the summary's typical size).
    pub distances: Vec<f64>,
    /// Greatest distance at which a run counts. Infinity: nothing was held against the observations yet.
    pub tolerance: f64,
    /// Effective sample size of the weights; copies of one particle count as many.
    pub ess: f64,
    /// Particles at different places.
    pub distinct: u64,
    /// Tolerance by tolerance.
    pub generations: Vec<AbcGeneration>,
    /// Failed runs by reason.
    pub failures: Vec<FailureCount>,
    /// Runs of the simulator in all.
    pub simulations: u64,
    /// Counted work in all.
    pub work: u64,
    /// Whether the run came to its end by its own rules.
    pub is_complete: bool,
    /// What a reader must know before believing the result, as sentences.
    pub warnings: Vec<String>,
}

impl Abc {
    /// The result: of a finished run, or of the last finished tolerance when stopped early.
    ///
    /// # Errors
    /// [`Trouble::NothingYet`] when not even the prior draws are done, or the trouble that ended the run.
    pub fn finish(&self) -> Result<AbcPosterior, Trouble> {
        if let Some(trouble) = self.trouble() {
            return Err(trouble.clone());
        }
        if self.members.is_empty() {
            return Err(Trouble::NothingYet);
        }
        let (mut particles, mut distances) = (Vec::new(), Vec::new());
        for (member, weight) in self.members.iter().zip(&self.log_weights) {
            if *weight > f64::NEG_INFINITY {
                self.spread_out(member, *weight, &mut particles, &mut distances);
            }
        }
        let logs: Vec<f64> = particles.iter().map(|p: &Particle| p.log_weight).collect();
        for (particle, weight) in particles.iter_mut().zip(normalised(&logs)) {
            particle.log_weight = weight;
        }
        let mut posterior = AbcPosterior {
            parameters: self.parameters.clone(),
            observed: self.observed.clone(),
            scales: self.scales.clone(),
            distances,
            tolerance: self.tolerance,
            ess: ess(&logs),
            distinct: self.distinct(),
            particles,
            generations: self.generations.clone(),
            failures: self.failures.values().cloned().collect(),
            simulations: self.simulations(),
            work: self.work,
            is_complete: self.is_done(),
            warnings: Vec::new(),
        };
        posterior.warnings = warnings(&posterior);
        Ok(posterior)
    }

    /// Each living run of a particle becomes one of its own, with an even share of the weight.
    fn spread_out(
        &self,
        member: &Member,
        weight: f64,
        particles: &mut Vec<Particle>,
        distances: &mut Vec<f64>,
    ) {
        let space = self.space();
        let share = weight - ln(f64::from(member.alive(self.tolerance)));
        let runs = member
            .summaries
            .chunks(self.observed.len())
            .zip(&member.distances);
        for (number, (summaries, distance)) in runs.enumerate() {
            if !(*distance <= self.tolerance && distance.is_finite()) {
                continue;
            }
            particles.push(Particle {
                log_prior: space.ln_density(&member.parameters),
                parameters: member.parameters.clone(),
                root: Self::root(member.key, number as u32),
                refreshes: vec![0; self.blocks as usize],
                payload: summaries.to_vec(),
                log_weight: share,
                chain: member.ancestor,
                ancestor: member.ancestor,
                ..Particle::default()
            });
            distances.push(*distance);
        }
    }

    /// Different places among the living.
    fn distinct(&self) -> u64 {
        let mut keys: Vec<u64> = self
            .members
            .iter()
            .zip(&self.log_weights)
            .filter(|(_, weight)| **weight > f64::NEG_INFINITY)
            .map(|(member, _)| member.key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len() as u64
    }
}

/// Fewest different places with which a result is not called coarse; 100, chosen by us as in the tempered sampler.
const DISTINCT_LEAST: u64 = 100;
/// Share of failed runs above which the model is to be mended first; as in the tempered sampler.
const FAILED_MOST: f64 = 0.01;

fn warnings(posterior: &AbcPosterior) -> Vec<String> {
    let mut sentences = Vec::new();
    if !posterior.is_complete {
        sentences
            .push("The run was stopped early; a smaller tolerance was still possible.".to_owned());
    }
    if posterior.tolerance == f64::INFINITY {
        sentences
            .push("Nothing was held against the observations yet: this is the prior.".to_owned());
    }
    if posterior.distinct < DISTINCT_LEAST {
        sentences.push(format!(
            "Only {} different particles are left.",
            posterior.distinct
        ));
    }
    let failed: u64 = posterior.failures.iter().map(|failure| failure.count).sum();
    if failed as f64 > FAILED_MOST * posterior.simulations as f64 {
        sentences.push(format!(
            "{failed} of {} runs failed; mend the model first.",
            posterior.simulations
        ));
    }
    let off = posterior
        .generations
        .last()
        .is_some_and(|last| last.accepted == 0 && last.proposed > 0);
    if off {
        sentences.push("No move was accepted at the last tolerance.".to_owned());
    }
    sentences
}
