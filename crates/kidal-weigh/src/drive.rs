//! Running a whole run on threads.

use std::ops::ControlFlow;

use crate::crew::Crew;
use crate::item::{Batch, Item, ItemResult};
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
    crew: Crew<'a, M>,
}

impl<'a, M: Model> Executor<'a, M> {
    /// Starts the threads; with 0 or 1 the caller's own thread does all the work.
    ///
    /// # Errors
    /// [`Trouble::BadPrior`], or [`Trouble::Threads`] when the system refuses.
    pub fn new(model: &'a M, threads: usize) -> Result<Self, Trouble> {
        Ok(Self {
            runner: Runner::new(model)?,
            crew: Crew::new(model, threads)?,
        })
    }

    /// Runs the items and returns their results in the same order.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run(&self, items: &[Item]) -> Result<Vec<ItemResult>, Trouble> {
        self.crew
            .map(items, |worker, item| self.runner.run(worker, item))
            .into_iter()
            .collect()
    }
}

/// Runs a whole batch. For many batches of one model, keep an [`Executor`].
///
/// # Errors
/// As [`Executor::new`] and [`Executor::run`].
pub fn run_batch<M: Model>(
    model: &M,
    batch: &Batch,
    threads: usize,
) -> Result<Vec<ItemResult>, Trouble> {
    Executor::new(model, threads)?.run(&batch.items)
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
        for round in batch
            .items
            .chunks(executor.crew.threads() * ITEMS_PER_THREAD)
        {
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
