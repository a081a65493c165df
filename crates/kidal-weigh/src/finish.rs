//! From the state of a run to a result.

use std::collections::BTreeMap;

use kidal_math::{exp, log_mean_exp, log_sum_exp, sum_of};

use crate::importance::weighed;
use crate::island::{Generation, Island, distinct, relative_variance};
use crate::posterior::{
    Estimate, IslandReport, MoveKind, MoveReport, Particle, Posterior, TemperatureReport,
};
use crate::precision::widening;
use crate::smc::{Phase, Smc};
use crate::summary::weights;
use crate::trouble::Trouble;
use crate::warnings;
use crate::weights::ess;

impl Smc {
    /// The result of a finished run.
    ///
    /// # Errors
    /// [`Trouble::NotFinished`], or the trouble that ended the run.
    pub fn finish(&self) -> Result<Posterior, Trouble> {
        match &self.phase {
            Phase::Done => self.report(&self.islands, true),
            Phase::Stuck(trouble) => Err(trouble.clone()),
            _ => Err(Trouble::NotFinished),
        }
    }

    /// The result of a run stopped early: the last finished temperature of all islands (of the pilot, if no island has
    /// begun), reweighted to temperature 1. Its effective sample size says how little it may be worth.
    ///
    /// # Errors
    /// [`Trouble::NothingYet`] when not even the prior draws are done, or the trouble that ended the run.
    pub fn finish_early(&self) -> Result<Posterior, Trouble> {
        match &self.phase {
            Phase::Done => self.report(&self.islands, true),
            Phase::Stuck(trouble) => Err(trouble.clone()),
            _ if self
                .islands
                .iter()
                .any(|island| !island.particles.is_empty()) =>
            {
                self.report(&self.before_this_batch(&self.islands), false)
            }
            _ if !self.pilot.particles.is_empty() => {
                let pilot = Island {
                    number: 0,
                    ..self.pilot.clone()
                };
                self.report(&self.before_this_batch(&[pilot]), false)
            }
            _ => Err(Trouble::NothingYet),
        }
    }

    /// Islands whose chains of the present batch have not run yet still hold the particles of the temperature before,
    /// but already count the step to this one: take it back.
    fn before_this_batch(&self, islands: &[Island]) -> Vec<Island> {
        islands
            .iter()
            .map(|island| {
                let mut island = island.clone();
                if island.starts.is_empty() {
                    return island;
                }
                let now = island.temperature;
                let before = match self.generation {
                    0 | 1 => 0.0,
                    generation => self.kernels[generation as usize - 2].temperature,
                };
                island.temperature = before;
                let weights = island.weights_to(now);
                island.log_evidence -= log_mean_exp(&weights);
                island.within_variance -= relative_variance(&weights, island.chain_length as usize);
                island
            })
            .collect()
    }

    fn report(&self, islands: &[Island], is_complete: bool) -> Result<Posterior, Trouble> {
        let mut particles = Vec::new();
        let mut reports = Vec::new();
        for island in islands {
            let weights = island.weights_to(1.0);
            let last_ratio = if weights.is_empty() {
                f64::NEG_INFINITY
            } else {
                log_mean_exp(&weights)
            };
            let log_evidence = island.log_evidence + last_ratio;
            let chains =
                island.within_variance + relative_variance(&weights, island.chain_length as usize);
            let variance = chains.max(variance_of_families(island, &weights));
            let base = island.log_evidence - kidal_math::ln(weights.len().max(1) as f64);
            let is_kept = |(_, weight): &(&Particle, &f64)| **weight > f64::NEG_INFINITY;
            let kept = island.particles.iter().zip(&weights).filter(is_kept);
            let from = particles.len();
            particles.extend(kept.map(|(particle, weight)| Particle {
                island: island.number,
                log_weight: base + weight,
                ..particle.clone()
            }));
            let lines = particles[from..]
                .iter()
                .map(|particle: &Particle| particle.ancestor);
            reports.push(IslandReport {
                log_evidence: Estimate {
                    value: log_evidence,
                    error: variance.max(0.0).sqrt(),
                },
                share: 0.0,
                distinct_ancestors: u64::from(distinct(lines)),
            });
        }
        let logs: Vec<f64> = particles
            .iter()
            .map(|particle| particle.log_weight)
            .collect();
        let total = log_sum_exp(&logs);
        if total == f64::NEG_INFINITY {
            // Prior draws with mass exist, or the run would be stuck; an early stop can still find islands without any.
            return Err(Trouble::NothingYet);
        }
        particles
            .iter_mut()
            .for_each(|particle| particle.log_weight -= total);
        let (log_evidence, within_error) = combine(&mut reports);
        let mut posterior = Posterior {
            parameters: self.parameters.clone(),
            ess: ess(&logs),
            particles,
            log_evidence,
            within_error,
            islands: reports,
            temperatures: self.temperatures(),
            baseline: weighed(&self.baseline),
            failures: self.failures.values().cloned().collect(),
            // Of a batch that was cut short nothing is in the result.
            histories: self.histories,
            work: self.work,
            is_complete,
            warnings: Vec::new(),
        };
        posterior.warnings = warnings::all(&posterior, self.ran_out_of_temperatures);
        Ok(posterior)
    }

    fn temperatures(&self) -> Vec<TemperatureReport> {
        let reached = self.generations.iter().skip(1).zip(&self.kernels);
        reached
            .filter(|(generation, _)| generation.histories > 0 || !generation.moves.is_empty())
            .map(|(generation, kernel)| {
                temperature_report(generation, kernel.temperature, &kernel.shares)
            })
            .collect()
    }
}

/// Variance of the evidence of an island relative to its square, from the shares aₖ of its families: Σ aₖ² − 1/M.
///   aₖ: weight of what descends from prior draw k; M: chains of the island (at the start, draws).
/// Source: after [leewhiteley2018], whose factor for lines that are lost by chance alone is left out: systematic resampling
/// of equal weights loses none.
/// Limits: an island of one family has a variance near 1, however far it is off.
fn variance_of_families(island: &Island, log_weights: &[f64]) -> f64 {
    let weights = weights(log_weights);
    let mut shares: BTreeMap<u32, f64> = BTreeMap::new();
    for (particle, weight) in island.particles.iter().zip(&weights) {
        *shares.entry(particle.ancestor).or_default() += weight;
    }
    let chains = (weights.len() as u32 / island.chain_length.max(1)).max(1);
    let squares = sum_of(shares.values().map(|share| share * share));
    (squares - 1.0 / f64::from(chains)).max(0.0)
}

/// The evidence of all islands: the mean of theirs. Its error is the largest of three:
///   from the spread of evidences, t √(Σ (zᵢ/z̄ − 1)² / (K (K − 1))),
///   from the spread of their logarithms, t sd(ln zᵢ) / √K,
///   from the families and chains within the islands, √(Σ shareᵢ² varᵢ).
/// t: how much wider a Student law of K − 1 degrees of freedom is than a normal one.
/// The largest, chosen by us because the first sees nothing of islands that all miss the same mass, the second not the
/// weight of the heaviest island, and the third not pockets that no island found.
/// Limits: what no island came near is in none of them, so that the value is rather too low than too high. The mean evidence has
/// no bias, hence it is e^a times too high with a chance of e^−a at most (Markov's inequality); how far too low has no such bound.
/// Source: [grosse2015].
fn combine(islands: &mut [IslandReport]) -> (Estimate, f64) {
    let logs: Vec<f64> = islands
        .iter()
        .map(|island| island.log_evidence.value)
        .collect();
    let value = log_mean_exp(&logs);
    let count = logs.len() as f64;
    for island in islands.iter_mut() {
        island.share = exp(island.log_evidence.value - value) / count;
    }
    let within = sum_of(islands.iter().map(|island| {
        let part = island.share * island.log_evidence.error;
        part * part
    }))
    .sqrt();
    let squares = sum_of(
        islands
            .iter()
            .map(|island| (island.share * count - 1.0) * (island.share * count - 1.0)),
    );
    let between = if count > 1.0 {
        (squares / (count * (count - 1.0))).sqrt()
    } else {
        0.0
    };
    let spread = between.max(spread_of_logs(&logs) / count.sqrt());
    let error = (spread * widening((count - 1.0).max(1.0))).max(within);
    (Estimate { value, error }, within)
}

/// Standard deviation of the log evidences of the islands that have any.
pub(crate) fn spread_of_logs(logs: &[f64]) -> f64 {
    let finite: Vec<f64> = logs.iter().copied().filter(|log| log.is_finite()).collect();
    if finite.len() < 2 {
        return 0.0;
    }
    let middle = kidal_math::mean(&finite);
    let squares = sum_of(finite.iter().map(|log| (log - middle) * (log - middle)));
    (squares / (finite.len() as f64 - 1.0)).sqrt()
}

fn temperature_report(
    generation: &Generation,
    temperature: f64,
    shares: &[f64],
) -> TemperatureReport {
    let steps = &generation.steps;
    let mean_of = |number: &dyn Fn(&crate::island::Step) -> f64| {
        sum_of(steps.iter().map(number)) / steps.len() as f64
    };
    let mut islands: Vec<IslandReport> = steps
        .iter()
        .map(|step| IslandReport {
            log_evidence: Estimate {
                value: step.log_ratio,
                error: step.variance.sqrt(),
            },
            share: 0.0,
            distinct_ancestors: 0,
        })
        .collect();
    let proposed: u64 = generation.moves.iter().map(|tally| tally.proposed).sum();
    let accepted: u64 = generation.moves.iter().map(|tally| tally.accepted).sum();
    let parameter_kinds = [
        MoveKind::Walk,
        MoveKind::Regress,
        MoveKind::WalkOne,
        MoveKind::RedrawOne,
    ];
    let parameter_moves = parameter_kinds
        .iter()
        .filter_map(|kind| generation.moves.get(*kind as usize));
    let (jump, tries) = parameter_moves.fold((0.0, 0), |(jump, tries), t| {
        (jump + t.jump, tries + t.proposed)
    });
    let moves = MoveKind::ALL
        .iter()
        .zip(&generation.moves)
        .zip(shares)
        .filter(|(_, share)| **share > 0.0);
    TemperatureReport {
        temperature,
        log_ratio: combine(&mut islands).0,
        ess: mean_of(&|step| step.ess),
        ess_least: steps
            .iter()
            .map(|step| step.ess)
            .fold(f64::INFINITY, f64::min),
        particles: mean_of(&|step| f64::from(step.particles)),
        distinct_ancestors: mean_of(&|step| f64::from(step.distinct_ancestors)),
        acceptance: accepted as f64 / proposed.max(1) as f64,
        jump_distance: jump / tries.max(1) as f64,
        moves: moves
            .map(|((kind, tally), share)| MoveReport {
                kind: *kind,
                share: *share,
                proposed: tally.proposed,
                accepted: tally.accepted,
                jump: tally.jump / tally.proposed.max(1) as f64,
                work: tally.work,
            })
            .collect(),
        histories: generation.histories,
        work: generation.work,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight chains of two states, of so many prior draws.
    fn island(families: u32) -> Island {
        let particles = (0..16).map(|i| Particle {
            ancestor: i / 2 % families,
            ..Particle::default()
        });
        let mut island = Island::new(0);
        island.replace(particles.collect(), 2);
        island
    }

    #[test]
    fn an_island_of_few_families_is_not_known_well() {
        for (families, wanted) in [(1, 1.0 - 0.125), (2, 0.5 - 0.125), (8, 0.0)] {
            let found = variance_of_families(&island(families), &[0.0; 16]);
            assert!((found - wanted).abs() < 1e-12, "{families}: {found}");
        }
        // One line has nearly all the weight.
        let logs: Vec<f64> = (0..16).map(|i| if i < 2 { 9.0 } else { 0.0 }).collect();
        assert!(variance_of_families(&island(8), &logs) > 0.85);
        let none = Island::new(0);
        assert_eq!(variance_of_families(&none, &[]), 0.0);
    }
}
