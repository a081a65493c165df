//! The run as a value: ask it for work, tell it results, save it between.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::fingerprint::fingerprint;
use crate::island::{Generation, Island};
use crate::item::{ItemResult, MoveTally, PILOT};
use crate::kernel::{Kernel, Parts};
use crate::model::{Model, Parameter};
use crate::posterior::{FailureCount, Particle};
use crate::settings::Settings;
use crate::space::Space;
use crate::trouble::Trouble;
use crate::weights::{next_temperature, normalised};

/// A run of adaptive likelihood-tempered sequential Monte Carlo with waste-free moves, as a value.
///
/// Target at temperature λ: prior × likelihood^λ, for parameters and luck together. A step weighs the particles by
/// likelihood^(λ′ − λ), takes M ancestors by systematic resampling, runs P − 1 moves from each and keeps all M·P states.
///   ln Z = Σ over steps of ln(mean weight)
/// The pilot island chooses temperatures and tunes moves; both are then frozen. So the evidence of each reported island
/// is unbiased, and independent of the others given the pilot.
/// Source: [delmoral2006] for the sampler, [dauchopin2022] for the moves.
/// Limits: modes that no prior draw of an island comes near are not found by it; the spread between islands is what
/// shows this.
///
/// Results may be told in any order, from any machine, more than once; state and result depend on what was told only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Smc {
    pub(crate) settings: Settings,
    pub(crate) fingerprint: u64,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) blocks: u32,
    pub(crate) terms: u32,
    pub(crate) payload: u32,
    pub(crate) phase: Phase,
    /// Temperatures passed in this phase; 0 while prior draws are run.
    pub(crate) generation: u32,
    /// Rounds of prior draws that were needed.
    pub(crate) prior_rounds: u32,
    pub(crate) kernels: Vec<Arc<Kernel>>,
    /// How single blocks and parameters fared on the pilot.
    pub(crate) parts: Parts,
    pub(crate) baseline: Vec<Particle>,
    pub(crate) pilot: Island,
    pub(crate) islands: Vec<Island>,
    pub(crate) generations: Vec<Generation>,
    pub(crate) ran_out_of_temperatures: bool,
    pub(crate) failures: BTreeMap<String, FailureCount>,
    pub(crate) histories: u64,
    pub(crate) work: u64,
    pub(crate) batch: u64,
    pub(crate) results: Vec<Option<ItemResult>>,
}

/// Least number of prior draws with a likelihood above 0 to begin with; 32, chosen by us because fewer give no covariance.
const POSITIVE_LEAST: usize = 32;

/// Which part of the run is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Phase {
    Prior,
    Pilot,
    Islands,
    Done,
    Stuck(Trouble),
}

impl Smc {
    /// Starts a run.
    ///
    /// # Errors
    /// [`Trouble::BadSettings`] or [`Trouble::BadPrior`].
    pub fn new<M: Model>(model: &M, settings: Settings) -> Result<Self, Trouble> {
        settings.check()?;
        Space::new(model.parameters())?;
        let mut smc = Self {
            fingerprint: fingerprint(model, &settings),
            parameters: model.parameters().to_vec(),
            blocks: model.blocks() as u32,
            terms: model.terms() as u32,
            payload: model.payload() as u32,
            phase: Phase::Prior,
            generation: 0,
            prior_rounds: 1,
            kernels: Vec::new(),
            parts: Parts::default(),
            baseline: Vec::new(),
            pilot: Island::new(PILOT),
            islands: (0..settings.islands).map(Island::new).collect(),
            generations: Vec::new(),
            ran_out_of_temperatures: false,
            failures: BTreeMap::new(),
            histories: 0,
            work: 0,
            batch: 0,
            results: Vec::new(),
            settings,
        };
        smc.open_batch();
        Ok(smc)
    }

    /// Takes results, in any order. A result told before, or of an earlier batch, is passed over. When the batch is full
    /// the run goes on to the next one.
    ///
    /// # Errors
    /// [`Trouble::BadResult`] when a result cannot belong to an item that was asked for (nothing is taken from it), and
    /// [`Trouble::NoMass`] when no prior draw has a likelihood above 0; the run is then over.
    pub fn absorb(&mut self, results: Vec<ItemResult>) -> Result<(), Trouble> {
        for result in results {
            if result.batch < self.batch || self.results.is_empty() {
                continue;
            }
            self.check(&result)?;
            let slot = &mut self.results[result.index as usize];
            if slot.is_none() {
                *slot = Some(result);
            }
        }
        if !self.results.is_empty() && self.results.iter().all(Option::is_some) {
            self.close_batch();
        }
        match &self.phase {
            Phase::Stuck(trouble) => Err(trouble.clone()),
            _ => Ok(()),
        }
    }

    /// Whether the run is over.
    pub fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
    }

    /// Sets another limit, for a run that goes on from a checkpoint.
    pub fn limit_histories(&mut self, limit: Option<u64>) {
        self.settings.histories_limit = limit;
    }

    /// How chains move at the last temperature, once the pilot has found out.
    pub fn last_kernel(&self) -> Option<&Kernel> {
        let is_tuned = matches!(self.phase, Phase::Islands | Phase::Done);
        self.kernels.last().filter(|_| is_tuned).map(Arc::as_ref)
    }

    /// The settings of the run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Empty places for the results of the present batch.
    fn open_batch(&mut self) {
        self.results = self.tasks().iter().map(|_| None).collect();
    }

    fn close_batch(&mut self) {
        let results: Vec<ItemResult> = std::mem::take(&mut self.results)
            .into_iter()
            .flatten()
            .collect();
        for result in &results {
            self.count(result);
        }
        match self.phase {
            Phase::Prior => self.close_prior(results),
            Phase::Pilot => {
                self.parts.take(&results);
                let particles = results.into_iter().fold((Vec::new(), Vec::new()), gather);
                self.pilot.replace(particles.0, self.settings.chain_length);
                self.step_pilot(&particles.1);
            }
            Phase::Islands => self.close_islands(results),
            Phase::Done | Phase::Stuck(_) => {}
        }
        self.batch += 1;
        self.open_batch();
    }

    fn close_prior(&mut self, results: Vec<ItemResult>) {
        self.baseline
            .extend(results.into_iter().flat_map(|result| result.particles));
        let positive = self
            .baseline
            .iter()
            .filter(|particle| particle.log_likelihood > f64::NEG_INFINITY)
            .count();
        if positive < POSITIVE_LEAST.max(self.settings.pilot_chains as usize)
            && self.prior_rounds < self.settings.prior_rounds_limit
        {
            self.prior_rounds += 1;
        } else if positive == 0 {
            self.phase = Phase::Stuck(self.no_mass());
        } else {
            self.pilot.replace(self.baseline.clone(), 1);
            self.phase = Phase::Pilot;
            self.step_pilot(&[]);
        }
    }

    /// Chooses the next temperature and tunes the kernel for it. The pilot itself does not need to move at temperature 1.
    fn step_pilot(&mut self, tallies: &[MoveTally]) {
        let mut temperature = next_temperature(
            &self.pilot.log_likelihoods(),
            self.pilot.temperature,
            self.settings.ess_share,
        );
        if temperature < 1.0 && self.kernels.len() as u32 + 1 >= self.settings.temperatures_limit {
            temperature = 1.0;
            self.ran_out_of_temperatures = true;
        }
        let space =
            Space::new(&self.parameters).expect("priors were checked when the run was started");
        let blocks = self.blocks as usize;
        let untried = Kernel::untried(&space, blocks);
        let last = self.kernels.last().map_or(&untried, Arc::as_ref);
        let log_weights = normalised(&self.pilot.weights_to(temperature));
        let kernel = last.tuned(
            &space,
            blocks,
            temperature,
            (&self.pilot.particles, &log_weights),
            (tallies, &self.parts),
        );
        self.kernels.push(Arc::new(kernel));
        if temperature == 1.0 {
            self.phase = Phase::Islands;
            self.generation = 0;
        } else {
            self.generation += 1;
            self.pilot.step_to(
                temperature,
                self.settings.pilot_chains,
                self.settings.seed,
                self.generation,
            );
        }
    }

    fn close_islands(&mut self, results: Vec<ItemResult>) {
        if self.generation == 0 {
            // Until now the pilot was what an early stop would have reported.
            self.pilot.particles.clear();
        }
        let mut tally = Generation::default();
        for result in &results {
            tally.histories += result.histories;
            tally.work += result.work;
        }
        let chain_length = if self.generation == 0 {
            1
        } else {
            self.settings.chain_length
        };
        let mut by_island: BTreeMap<u32, Vec<ItemResult>> = BTreeMap::new();
        let tasks_of = self.island_of_each(results.len());
        for (island, result) in tasks_of.into_iter().zip(results) {
            by_island.entry(island).or_default().push(result);
        }
        for (number, results) in by_island {
            let (particles, moves) = results.into_iter().fold((Vec::new(), Vec::new()), gather);
            self.islands[number as usize].replace(particles, chain_length);
            tally.moves = add(tally.moves, &moves);
        }
        match self.generations.last_mut() {
            Some(last) => {
                *last = Generation {
                    steps: std::mem::take(&mut last.steps),
                    ..tally
                }
            }
            None => self.generations.push(tally),
        }
        let Some(kernel) = self.kernels.get(self.generation as usize) else {
            self.phase = Phase::Done;
            return;
        };
        self.generation += 1;
        let (temperature, seed, generation) =
            (kernel.temperature, self.settings.seed, self.generation);
        let chains = self.settings.chains;
        let steps = self
            .islands
            .iter_mut()
            .map(|island| island.step_to(temperature, chains, seed, generation));
        self.generations.push(Generation {
            steps: steps.collect(),
            ..Generation::default()
        });
        if self.islands.iter().all(|island| island.starts.is_empty()) {
            self.phase = Phase::Stuck(self.no_mass());
        }
    }

    /// Which island each item of the closed batch belonged to: islands in order, each with the same number of draws or
    /// with one item per start.
    fn island_of_each(&self, items: usize) -> Vec<u32> {
        if self.generation == 0 {
            let each = items / self.islands.len();
            return self
                .islands
                .iter()
                .flat_map(|island| std::iter::repeat_n(island.number, each))
                .collect();
        }
        self.islands
            .iter()
            .flat_map(|island| std::iter::repeat_n(island.number, island.starts.len()))
            .collect()
    }

    fn count(&mut self, result: &ItemResult) {
        self.histories += result.histories;
        self.work += result.work;
        for failed in &result.failures {
            let entry = self
                .failures
                .entry(failed.reason.clone())
                .or_insert_with(|| FailureCount {
                    reason: failed.reason.clone(),
                    count: 0,
                    parameters: failed.parameters.clone(),
                    root: failed.root,
                    refreshes: failed.refreshes.clone(),
                });
            entry.count += 1;
        }
    }

    fn no_mass(&self) -> Trouble {
        let ran: Vec<&Particle> = self
            .baseline
            .iter()
            .filter(|particle| !particle.is_failed)
            .collect();
        let is_never = |term: &usize| {
            ran.iter()
                .all(|particle| particle.terms[*term] == f64::NEG_INFINITY)
        };
        let terms = if ran.is_empty() {
            Vec::new()
        } else {
            (0..self.terms as usize).filter(is_never).collect()
        };
        let draws = self.baseline.len() as u64;
        Trouble::NoMass {
            terms,
            draws,
            failed: draws - ran.len() as u64,
        }
    }
}

/// Particles in order and tallies added up.
fn gather(
    (mut particles, moves): (Vec<Particle>, Vec<MoveTally>),
    result: ItemResult,
) -> (Vec<Particle>, Vec<MoveTally>) {
    particles.extend(result.particles);
    (particles, add(moves, &result.moves))
}

fn add(mut total: Vec<MoveTally>, more: &[MoveTally]) -> Vec<MoveTally> {
    total.resize(total.len().max(more.len()), MoveTally::default());
    for (sum, one) in total.iter_mut().zip(more) {
        sum.proposed += one.proposed;
        sum.accepted += one.accepted;
        sum.jump += one.jump;
        sum.work += one.work;
    }
    total
}
