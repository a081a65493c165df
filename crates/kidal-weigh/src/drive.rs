//! The executor: the only place with threads.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::item::{Item, ItemResult};
use crate::model::Model;
use crate::posterior::Posterior;
use crate::progress::Progress;
use crate::runner::Runner;
use crate::smc::Smc;
use crate::trouble::Trouble;

/// Items of one round for each thread: enough that threads do not wait for the slowest, few enough that the hook is
/// called often. Chosen by us; it changes no result.
const ITEMS_PER_THREAD: usize = 8;

/// Runs items on a fixed number of threads. The results have the same bits for any number.
pub struct Executor<'a, M: Model> {
    runner: Runner<'a, M>,
    /// Workers at rest. Which one runs an item does not matter: a worker is buffers, not state.
    workers: Mutex<Vec<M::Worker>>,
    threads: Option<rayon::ThreadPool>,
}

impl<'a, M: Model> Executor<'a, M> {
    /// Starts the threads; with 1 the caller's own thread does all the work.
    ///
    /// # Errors
    /// [`Trouble::BadPrior`], or [`Trouble::Threads`] when the system refuses.
    pub fn new(model: &'a M, threads: usize) -> Result<Self, Trouble> {
        let runner = Runner::new(model)?;
        let refused = |error: rayon::ThreadPoolBuildError| Trouble::Threads {
            threads,
            what: error.to_string(),
        };
        let threads = match threads {
            0 | 1 => None,
            n => Some(
                rayon::ThreadPoolBuilder::new()
                    .num_threads(n)
                    .build()
                    .map_err(refused)?,
            ),
        };
        Ok(Self {
            runner,
            workers: Mutex::new(Vec::new()),
            threads,
        })
    }

    /// Runs the items and returns their results in the same order.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run(&self, items: &[Item]) -> Result<Vec<ItemResult>, Trouble> {
        match &self.threads {
            None => items.iter().map(|item| self.run_one(item)).collect(),
            Some(pool) => {
                pool.install(|| items.par_iter().map(|item| self.run_one(item)).collect())
            }
        }
    }

    fn run_one(&self, item: &Item) -> Result<ItemResult, Trouble> {
        // A lock can only be poisoned by a panic between these two lines, which do not panic.
        let rested = self
            .workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut worker = rested.unwrap_or_else(|| self.runner.model.worker());
        let result = self.runner.run(&mut worker, item);
        self.workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(worker);
        result
    }

    fn items_per_round(&self) -> usize {
        self.threads
            .as_ref()
            .map_or(1, rayon::ThreadPool::current_num_threads)
            * ITEMS_PER_THREAD
    }
}

/// Runs to the end, or until `hook` says [`ControlFlow::Break`] or the next batch could pass the limit of histories, and
/// returns the result; of a run stopped early what [`Smc::finish_early`] can say, while `smc` stays fit to go on.
///
/// `hook` is called after each round of items with the state and its progress. `smc.to_bytes()`, written to a file
/// there, is a checkpoint; where [`Progress::is_batch_end`] is true it is a small one.
///
/// # Errors
/// [`Trouble::NoMass`], [`Trouble::NothingYet`] when stopped too early, [`Trouble::Threads`], or a prior that is no law.
pub fn drive<M: Model>(
    model: &M,
    smc: &mut Smc,
    threads: usize,
    mut hook: impl FnMut(&Smc, &Progress) -> ControlFlow<()>,
) -> Result<Posterior, Trouble> {
    let executor = Executor::new(model, threads)?;
    while let Some(batch) = smc.next_batch() {
        if smc.is_at_limit() {
            return smc.finish_early();
        }
        for round in batch.items.chunks(executor.items_per_round()) {
            smc.absorb(executor.run(round)?)?;
            if hook(smc, &smc.progress()).is_break() {
                return if smc.is_done() {
                    smc.finish()
                } else {
                    smc.finish_early()
                };
            }
        }
    }
    smc.finish()
}

/// [`Smc::new`] and [`drive`] without a hook.
///
/// # Errors
/// As both.
pub fn weigh<M: Model>(
    model: &M,
    settings: crate::Settings,
    threads: usize,
) -> Result<Posterior, Trouble> {
    let mut smc = Smc::new(model, settings)?;
    drive(model, &mut smc, threads, |_, _| ControlFlow::Continue(()))
}
