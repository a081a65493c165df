//! Runs items: prior draws and chains of moves. Everything here is a function of the item and the model.

use kidal_chance::{Draws, hash64};
use kidal_math::ln;

use crate::item::{FailedRun, Item, ItemResult, MoveTally, PartTally, Task};
use crate::kernel::Kernel;
use crate::model::{Failure, Model, Run, Stream, Worker};
use crate::posterior::{MoveKind, Particle};
use crate::proposal::{Proposal, propose};
use crate::space::Space;
use crate::trouble::Trouble;

/// What an address is used for. The numbers are fixed for ever.
pub(crate) mod purpose {
    /// Prior draws, or the choices of a move.
    pub(crate) const CHOICE: u64 = 0;
    /// A new root.
    pub(crate) const ROOT: u64 = 1;
    /// A new label of a block.
    pub(crate) const LABEL: u64 = 2;
    /// The choice of ancestors.
    pub(crate) const RESAMPLE: u64 = 3;
}

/// A model with its priors worked out, ready to run items.
#[derive(Debug)]
pub struct Runner<'a, M: Model> {
    pub(crate) model: &'a M,
    pub(crate) space: Space,
}

/// Runs one item alone. For many items of one model, keep a [`Runner`].
///
/// # Errors
/// As [`Runner::run`], and [`Trouble::BadPrior`].
pub fn run_item<M: Model>(
    model: &M,
    worker: &mut M::Worker,
    item: &Item,
) -> Result<ItemResult, Trouble> {
    Runner::new(model)?.run(worker, item)
}

impl<'a, M: Model> Runner<'a, M> {
    /// Works out the priors.
    ///
    /// # Errors
    /// [`Trouble::BadPrior`] names the first parameter whose prior is no law.
    pub fn new(model: &'a M) -> Result<Self, Trouble> {
        Ok(Self {
            model,
            space: Space::new(model.parameters())?,
        })
    }

    /// Runs one item.
    ///
    /// # Errors
    /// [`Trouble::BadResult`] when a chain's start or kernel does not have the shape of the model.
    pub fn run(&self, worker: &mut M::Worker, item: &Item) -> Result<ItemResult, Trouble> {
        let mut result = ItemResult {
            batch: item.batch,
            index: item.index,
            ..ItemResult::default()
        };
        match &item.task {
            Task::Draw { first, count } => {
                for number in *first..first.saturating_add(*count) {
                    let particle = self.draw(worker, item, number, &mut result);
                    result.particles.push(particle);
                }
            }
            Task::Advance {
                chain,
                start,
                moves,
                keep_every,
                kernel,
            } => {
                self.check(start, kernel)?;
                let key = hash64(&[
                    item.seed,
                    u64::from(item.island),
                    u64::from(item.generation),
                    u64::from(*chain),
                ]);
                result.moves = vec![MoveTally::default(); MoveKind::ALL.len()];
                result.blocks = vec![PartTally::default(); self.model.blocks()];
                result.walks = vec![PartTally::default(); self.space.continuous.len()];
                let mut current = Particle {
                    island: item.island,
                    chain: *chain,
                    log_weight: 0.0,
                    ..start.clone()
                };
                let mut candidate = current.clone();
                result.particles.push(current.clone());
                worker.begin_chain();
                for step in 0..*moves {
                    self.step(
                        worker,
                        kernel,
                        (key, u64::from(step)),
                        (&mut current, &mut candidate),
                        &mut result,
                    );
                    if (step + 1) % (*keep_every).max(1) == 0 {
                        result.particles.push(current.clone());
                    }
                }
                worker.end_chain();
            }
        }
        Ok(result)
    }

    fn draw(
        &self,
        worker: &mut M::Worker,
        item: &Item,
        number: u32,
        result: &mut ItemResult,
    ) -> Particle {
        let key = hash64(&[
            item.seed,
            u64::from(item.island),
            u64::from(item.generation),
            u64::from(number),
        ]);
        let parameters = self.space.sample(&mut Draws::at(key, 0, purpose::CHOICE));
        let mut particle = Particle {
            log_prior: self.space.ln_density(&parameters),
            parameters,
            root: hash64(&[key, 0, purpose::ROOT]),
            refreshes: vec![0; self.model.blocks()],
            terms: vec![0.0; self.model.terms()],
            payload: vec![0.0; self.model.payload()],
            island: item.island,
            chain: number,
            ancestor: number,
            ..Particle::default()
        };
        self.evaluate(worker, &mut particle, f64::NEG_INFINITY, result);
        particle
    }

    /// One move of Metropolis and Hastings at the temperature of the kernel. On return `current` is the state.
    fn step(
        &self,
        worker: &mut M::Worker,
        kernel: &Kernel,
        (key, step): (u64, u64),
        (current, candidate): (&mut Particle, &mut Particle),
        result: &mut ItemResult,
    ) {
        let mut draws = Draws::at(key, step, purpose::CHOICE);
        // Drawn first, so that its place in the sequence never depends on the move.
        let ln_uniform = ln(draws.uniform());
        let Some(slot) = kernel.choose(draws.uniform()) else {
            return;
        };
        result.moves[slot].proposed += 1;
        candidate.parameters.copy_from_slice(&current.parameters);
        candidate.refreshes.copy_from_slice(&current.refreshes);
        candidate.root = current.root;
        let address = (key, step);
        let kind = MoveKind::ALL[slot];
        let Some(Proposal {
            ln_ratio,
            jump,
            part,
        }) = propose(&self.space, kernel, kind, candidate, address, &mut draws)
        else {
            return;
        };
        // A proposal at or below the floor is refused whatever it comes to; a hair lower, since rounding must not decide.
        let floor = current.log_likelihood + (ln_uniform - ln_ratio) / kernel.temperature - 1e-6;
        let Run { work, is_whole } = self.evaluate(worker, candidate, floor, result);
        result.moves[slot].work += work;
        let is_accepted = is_whole
            && candidate.log_likelihood > f64::NEG_INFINITY
            && ln_uniform
                < kernel.temperature * (candidate.log_likelihood - current.log_likelihood)
                    + ln_ratio;
        let mut jump = jump;
        if let Some(part) = part {
            let is_changed = !is_whole
                || candidate.terms != current.terms
                || candidate.payload != current.payload;
            let tally = match kind {
                MoveKind::WalkOne => &mut result.walks[part],
                _ => &mut result.blocks[part],
            };
            tally.proposed += 1;
            tally.changed += u64::from(is_changed);
            // A parameter that walked has moved, whether or not the history shows it.
            let counts = is_changed || kind == MoveKind::WalkOne;
            tally.accepted += u64::from(is_accepted && counts);
            if !counts {
                // New luck that no part of the history asked for moved nothing.
                jump = 0.0;
            }
        }
        if is_accepted {
            if matches!(kind, MoveKind::RefreshSome | MoveKind::RefreshAll) {
                let is_moved = |block: usize| {
                    let is_new = candidate.root != current.root
                        || candidate.refreshes[block] != current.refreshes[block];
                    is_new && worker.asks(block)
                };
                let shares = kernel.block_shares.iter().enumerate();
                jump = shares
                    .filter(|(block, _)| is_moved(*block))
                    .map(|(_, share)| share)
                    .sum();
            }
            candidate.log_prior = self.space.ln_density(&candidate.parameters);
            std::mem::swap(current, candidate);
            worker.accept();
            result.moves[slot].accepted += 1;
            result.moves[slot].jump += jump;
        }
    }

    /// Runs the model for a particle that is of use above the floor alone, and writes what came out into it.
    fn evaluate(
        &self,
        worker: &mut M::Worker,
        particle: &mut Particle,
        floor: f64,
        result: &mut ItemResult,
    ) -> Run {
        result.histories += 1;
        let stream = Stream {
            root: particle.root,
            refreshes: &particle.refreshes,
        };
        let outcome = worker
            .evaluate_above(
                &particle.parameters,
                stream,
                floor,
                &mut particle.terms,
                &mut particle.payload,
            )
            .and_then(|run| {
                let log_likelihood = if run.is_whole {
                    sum_of_terms(&particle.terms)?
                } else {
                    f64::NEG_INFINITY
                };
                Ok((run, log_likelihood))
            });
        match outcome {
            Ok((run, log_likelihood)) => {
                particle.log_likelihood = log_likelihood;
                particle.is_failed = false;
                result.work += run.work;
                run
            }
            Err(failure) => {
                particle.terms.fill(f64::NEG_INFINITY);
                particle.payload.fill(f64::NEG_INFINITY);
                particle.log_likelihood = f64::NEG_INFINITY;
                particle.is_failed = true;
                result.failures.push(FailedRun {
                    reason: failure.reason,
                    parameters: particle.parameters.clone(),
                    root: particle.root,
                    refreshes: particle.refreshes.clone(),
                });
                Run {
                    work: 0,
                    is_whole: true,
                }
            }
        }
    }

    fn check(&self, start: &Particle, kernel: &Kernel) -> Result<(), Trouble> {
        let continuous = self.space.continuous.len();
        let fits = start.parameters.len() == self.model.parameters().len()
            && start.refreshes.len() == self.model.blocks()
            && start.terms.len() == self.model.terms()
            && start.payload.len() == self.model.payload()
            && kernel.shares.len() == MoveKind::ALL.len()
            && kernel.deviations.len() == continuous
            && kernel.centre.len() == continuous
            && kernel.archive.len().is_multiple_of(continuous.max(1))
            && kernel.cholesky.len() == continuous * continuous
            && kernel.walk_one_scales.len() == continuous
            && kernel.block_shares.len() == self.model.blocks();
        if fits {
            Ok(())
        } else {
            Err(Trouble::BadResult {
                what: "a chain does not have the shape of the model".to_owned(),
            })
        }
    }
}

/// The terms added up in their order. Negative infinity is an answer; NaN and positive infinity are failures.
pub(crate) fn sum_of_terms(terms: &[f64]) -> Result<f64, Failure> {
    let mut total = 0.0;
    for (index, term) in terms.iter().enumerate() {
        if term.is_nan() {
            return Err(Failure::new(format!("not a number in term {index}")));
        }
        if *term == f64::INFINITY {
            return Err(Failure::new(format!("infinity in term {index}")));
        }
        total += term;
    }
    Ok(total)
}
