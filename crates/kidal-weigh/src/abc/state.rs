//! The run as a value: asks questions, is told answers, can be saved between.

use std::collections::BTreeMap;

use kidal_chance::{Draws, hash64};
use kidal_math::ln;
use serde::{Deserialize, Serialize};

use crate::abc::checkpoint::fingerprint;
use crate::abc::moves::{Moves, Proposal};
use crate::abc::population::{Member, distance, next_tolerance, scales};
use crate::abc::{AbcGeneration, AbcSettings};
use crate::island::distinct;
use crate::model::{Failure, Model, Parameter};
use crate::posterior::FailureCount;
use crate::question::Answer;
use crate::runner::purpose;
use crate::space::Space;
use crate::trouble::Trouble;
use crate::weights::{ess, normalised, systematic};

/// A run of adaptive approximate Bayesian computation, as a value.
///
/// Target at tolerance ε: prior × luck × share of the M runs with a distance of at most ε. A step goes to the ε that keeps
/// a share of the effective sample size, weighs each particle by how many of its runs lived, resamples where too few are
/// left, and moves each by steps of Metropolis and Hastings, tuned by the last tolerance.
///   w′ ∝ w · Σ_m 1(d_m ≤ ε′) / Σ_m 1(d_m ≤ ε)
/// Source: [delmoral2012].
/// Limits: what it samples is the posterior given "a run came within ε", not the posterior; moves are tuned on the sample
/// that they move, so a small N is biased by that.
///
/// As an `Inquiry` it may be answered in any order, from anywhere, more than once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Abc {
    pub(crate) settings: AbcSettings,
    pub(super) fingerprint: u64,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) blocks: u32,
    pub(crate) observed: Vec<f64>,
    pub(super) phase: Phase,
    /// Tolerances so far.
    generation: u32,
    /// Rounds of moves at this tolerance.
    round: u32,
    pub(super) batch: u64,
    pub(crate) members: Vec<Member>,
    pub(crate) log_weights: Vec<f64>,
    pub(crate) scales: Vec<f64>,
    pub(crate) tolerance: f64,
    moves: Moves,
    /// Who is to be run: new particles, or proposals for old ones.
    pub(super) candidates: Vec<Candidate>,
    pub(super) answers: Vec<Option<Answer>>,
    /// Answers still missing.
    pub(super) missing: u64,
    pub(crate) generations: Vec<AbcGeneration>,
    pub(crate) failures: BTreeMap<String, FailureCount>,
    simulations: u64,
    pub(crate) work: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Phase {
    Prior,
    Moves,
    Done,
    Stuck(Trouble),
}

/// A place whose runs are asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Candidate {
    /// The particle that it may replace; for a prior draw, the one that it becomes.
    member: u32,
    pub(super) parameters: Vec<f64>,
    pub(super) key: u64,
    /// What ln(alive′/alive) must exceed for the move to be accepted.
    ln_threshold: f64,
    slot: u32,
    jump: f64,
}

impl Abc {
    /// Starts a run of a model whose payload holds its summaries; its terms are not heard.
    ///
    /// # Errors
    /// [`Trouble::BadSettings`] or [`Trouble::BadPrior`].
    pub fn new<M: Model>(
        model: &M,
        observed: &[f64],
        settings: AbcSettings,
    ) -> Result<Self, Trouble> {
        settings.check()?;
        Space::new(model.parameters())?;
        if observed.is_empty() || observed.len() != model.payload() {
            return Err(Trouble::BadSettings {
                what: format!(
                    "{} summaries were observed, the model gives {}; they must be as many, and at least one",
                    observed.len(),
                    model.payload()
                ),
            });
        }
        if !observed.iter().all(|o| o.is_finite()) {
            return Err(Trouble::BadSettings {
                what: "what was observed must be finite".to_owned(),
            });
        }
        let mut abc = Self {
            fingerprint: fingerprint(model, observed, &settings),
            parameters: model.parameters().to_vec(),
            blocks: model.blocks() as u32,
            observed: observed.to_vec(),
            phase: Phase::Prior,
            generation: 0,
            round: 0,
            batch: 0,
            members: Vec::new(),
            log_weights: Vec::new(),
            scales: Vec::new(),
            tolerance: f64::INFINITY,
            moves: Moves::default(),
            candidates: Vec::new(),
            answers: Vec::new(),
            missing: 0,
            generations: Vec::new(),
            failures: BTreeMap::new(),
            simulations: 0,
            work: 0,
            settings,
        };
        abc.ask_prior();
        Ok(abc)
    }

    /// Whether the run came to its end by its own rules.
    pub fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
    }

    /// The tolerance reached; infinity before the first.
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// Runs of the simulator so far.
    pub fn simulations(&self) -> u64 {
        self.simulations + self.answers.len() as u64 - self.missing
    }

    pub(crate) fn trouble(&self) -> Option<&Trouble> {
        match &self.phase {
            Phase::Stuck(trouble) => Some(trouble),
            _ => None,
        }
    }

    pub(crate) fn space(&self) -> Space {
        Space::new(&self.parameters).expect("priors were checked when the run was started")
    }

    /// Root of the luck of one run of a particle.
    pub(crate) fn root(key: u64, run: u32) -> u64 {
        hash64(&[key, u64::from(run), purpose::ROOT])
    }

    fn key(&self, member: u32) -> u64 {
        hash64(&[
            self.settings.seed,
            u64::from(self.generation),
            u64::from(self.round),
            u64::from(member),
        ])
    }

    fn ask_prior(&mut self) {
        let space = self.space();
        self.candidates = (0..self.settings.particles)
            .map(|member| {
                let key = self.key(member);
                Candidate {
                    member,
                    parameters: space.sample(&mut Draws::at(key, 0, purpose::CHOICE)),
                    key,
                    ln_threshold: f64::NEG_INFINITY,
                    slot: 0,
                    jump: 0.0,
                }
            })
            .collect();
        self.open();
    }

    fn open(&mut self) {
        let runs = self.candidates.len() * self.settings.replicates as usize;
        self.answers = vec![None; runs];
        self.missing = runs as u64;
    }

    pub(super) fn close(&mut self) {
        let answers: Vec<Answer> = std::mem::take(&mut self.answers)
            .into_iter()
            .flatten()
            .collect();
        let candidates = std::mem::take(&mut self.candidates);
        self.simulations += answers.len() as u64;
        self.batch += 1;
        let mut answers = answers.into_iter();
        let runs = self.settings.replicates as usize;
        let mut tried = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let member = self.judged(&candidate, answers.by_ref().take(runs));
            tried.push((candidate, member));
        }
        match self.phase {
            Phase::Prior => self.close_prior(tried),
            Phase::Moves => self.close_round(tried),
            Phase::Done | Phase::Stuck(_) => {}
        }
    }

    /// A particle made of a candidate and its runs.
    fn judged(&mut self, candidate: &Candidate, runs: impl Iterator<Item = Answer>) -> Member {
        let mut member = Member {
            parameters: candidate.parameters.clone(),
            key: candidate.key,
            ancestor: candidate.member,
            has_moved: true,
            ..Member::default()
        };
        for (run, answer) in runs.enumerate() {
            let outcome = answer.outcome.and_then(|told| {
                match told.payload.iter().position(|s| !s.is_finite()) {
                    Some(index) => Err(Failure::new(format!("summary {index} is not finite"))),
                    None => Ok(told),
                }
            });
            match outcome {
                Ok(told) => {
                    self.work += told.work;
                    member.summaries.extend(told.payload);
                }
                Err(failure) => {
                    let blocks = self.blocks as usize;
                    let entry = self
                        .failures
                        .entry(failure.reason.clone())
                        .or_insert_with(|| FailureCount {
                            reason: failure.reason,
                            count: 0,
                            parameters: candidate.parameters.clone(),
                            root: Self::root(candidate.key, run as u32),
                            refreshes: vec![0; blocks],
                        });
                    entry.count += 1;
                    let none = std::iter::repeat_n(f64::NAN, self.observed.len());
                    member.summaries.extend(none);
                }
            }
        }
        // Before the scales are known, distances are worked out by `close_prior`.
        if !self.scales.is_empty() {
            self.measure(&mut member);
        }
        member
    }

    fn measure(&self, member: &mut Member) {
        member.distances = member
            .summaries
            .chunks(self.observed.len())
            .map(|run| distance(run, &self.observed, &self.scales))
            .collect();
    }

    fn close_prior(&mut self, tried: Vec<(Candidate, Member)>) {
        let mut members: Vec<Member> = tried.into_iter().map(|(_, member)| member).collect();
        self.scales = scales(&members, self.observed.len());
        members.iter_mut().for_each(|member| self.measure(member));
        self.log_weights = members
            .iter()
            .map(|member| match member.alive(f64::INFINITY) {
                0 => f64::NEG_INFINITY,
                alive => ln(f64::from(alive)),
            })
            .collect();
        self.members = members;
        if self.log_weights.iter().all(|w| *w == f64::NEG_INFINITY) {
            let draws = self.members.len() as u64;
            self.phase = Phase::Stuck(Trouble::NoMass {
                terms: Vec::new(),
                draws,
                failed: draws,
            });
            return;
        }
        self.step();
    }

    /// Goes to the next tolerance, or ends the run.
    fn step(&mut self) {
        let is_rejection = self.settings.generations_limit == 0;
        if !is_rejection && self.is_spent() {
            self.phase = Phase::Done;
            return;
        }
        let share = self.settings.survivors;
        let next = next_tolerance(&self.members, &self.log_weights, self.tolerance, share);
        let Some((tolerance, mut log_weights)) = next else {
            self.phase = Phase::Done;
            return;
        };
        let tolerance = if tolerance < self.settings.tolerance_least {
            let least = self.settings.tolerance_least.min(self.tolerance);
            log_weights =
                super::population::stepped(&self.members, &self.log_weights, self.tolerance, least);
            least
        } else {
            tolerance
        };
        self.tolerance = tolerance;
        self.log_weights = normalised(&log_weights);
        let size = ess(&self.log_weights);
        let living = self
            .members
            .iter()
            .zip(&self.log_weights)
            .filter(|(_, weight)| **weight > f64::NEG_INFINITY);
        self.generations.push(AbcGeneration {
            tolerance,
            ess: size,
            distinct_ancestors: distinct(living.map(|(member, _)| member.ancestor)),
            ..AbcGeneration::default()
        });
        if is_rejection {
            self.phase = Phase::Done;
            return;
        }
        self.generation += 1;
        self.round = 0;
        // A hair of slack: half of equal weights are half, whatever the rounding.
        let most = self.settings.resample_at * f64::from(self.settings.particles);
        if size <= most * (1.0 + 1e-9) {
            self.resample();
        }
        for member in &mut self.members {
            member.has_moved = false;
        }
        let space = self.space();
        self.moves = self.moves.tuned(&space, &self.members, &self.log_weights);
        self.phase = Phase::Moves;
        self.ask_round();
    }

    /// Whether another round could pass the limit of simulations.
    fn is_spent(&self) -> bool {
        let after = self.simulations + self.settings.of_one_round();
        self.settings
            .simulations_limit
            .is_some_and(|limit| after > limit)
    }

    fn resample(&mut self) {
        let key = hash64(&[self.settings.seed, u64::from(self.generation)]);
        let u = Draws::at(key, 0, purpose::RESAMPLE).uniform();
        let count = self.settings.particles as usize;
        let chosen = systematic(&self.log_weights, count, u);
        self.members = chosen
            .into_iter()
            .map(|index| self.members[index].clone())
            .collect();
        self.log_weights = vec![-ln(count as f64); count];
    }

    /// Proposals for all living particles; those that the prior alone refuses are never run.
    fn ask_round(&mut self) {
        let space = self.space();
        let runs = f64::from(self.settings.replicates);
        let mut candidates = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            if self.log_weights[index] == f64::NEG_INFINITY {
                continue;
            }
            let key = self.key(index as u32);
            let mut draws = Draws::at(key, 0, purpose::CHOICE);
            // Drawn first, so that its place in the sequence never depends on the move.
            let ln_uniform = ln(draws.uniform());
            let (slot, proposal) = self.moves.propose(&space, &member.parameters, &mut draws);
            if let Some(tally) = self.moves.tallies.get_mut(slot) {
                tally.proposed += 1;
            }
            let Some(Proposal {
                slot,
                parameters,
                ln_ratio,
                jump,
            }) = proposal
            else {
                continue;
            };
            let alive = f64::from(member.alive(self.tolerance));
            let ln_threshold = ln_uniform - ln_ratio;
            // Even if all its runs came near enough, it would be refused.
            if ln_threshold >= ln(runs / alive) {
                continue;
            }
            candidates.push(Candidate {
                member: index as u32,
                parameters,
                key,
                ln_threshold,
                slot: slot as u32,
                jump,
            });
        }
        self.candidates = candidates;
        self.open();
        if self.answers.is_empty() {
            self.close();
        }
    }

    fn close_round(&mut self, tried: Vec<(Candidate, Member)>) {
        let living = |weights: &[f64]| {
            weights
                .iter()
                .filter(|weight| **weight > f64::NEG_INFINITY)
                .count() as u64
        };
        let proposed = living(&self.log_weights);
        let simulations = tried.len() as u64 * u64::from(self.settings.replicates);
        let mut accepted = 0;
        for (candidate, member) in tried {
            let index = candidate.member as usize;
            let before = self.members[index].alive(self.tolerance);
            let after = member.alive(self.tolerance);
            if after == 0
                || candidate.ln_threshold >= ln(f64::from(after) / f64::from(before.max(1)))
            {
                continue;
            }
            accepted += 1;
            if let Some(tally) = self.moves.tallies.get_mut(candidate.slot as usize) {
                tally.accepted += 1;
                tally.jump += candidate.jump;
            }
            self.members[index] = Member {
                ancestor: self.members[index].ancestor,
                ..member
            };
        }
        self.round += 1;
        if let Some(report) = self.generations.last_mut() {
            report.rounds += 1;
            report.proposed += proposed;
            report.accepted += accepted;
            report.simulations += simulations;
        }
        let moved = self
            .members
            .iter()
            .zip(&self.log_weights)
            .filter(|(member, weight)| member.has_moved && **weight > f64::NEG_INFINITY)
            .count() as f64;
        let is_renewed = moved >= self.settings.renewal * proposed as f64;
        if !is_renewed && self.round < self.settings.rounds_limit && !self.is_spent() {
            self.ask_round();
            return;
        }
        let report = self.generations.last().cloned().unwrap_or_default();
        let acceptance = report.accepted as f64 / report.proposed.max(1) as f64;
        if acceptance < self.settings.acceptance_least
            || self.tolerance <= self.settings.tolerance_least
            || self.generation >= self.settings.generations_limit
        {
            self.phase = Phase::Done;
        } else {
            self.step();
        }
    }
}
