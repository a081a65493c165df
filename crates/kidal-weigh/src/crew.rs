//! Workers on threads: the only place with threads. What comes out is in the order of what went in.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::model::Model;
use crate::trouble::Trouble;

/// A fixed number of threads and the workers that they share.
pub(crate) struct Crew<'a, M: Model> {
    model: &'a M,
    /// Workers at rest. Which one does a piece of work does not matter: a worker is buffers, not state.
    rested: Mutex<Vec<M::Worker>>,
    pool: Option<rayon::ThreadPool>,
}

impl<'a, M: Model> Crew<'a, M> {
    /// Starts the threads; with 0 or 1 the caller's own thread does all the work.
    pub(crate) fn new(model: &'a M, threads: usize) -> Result<Self, Trouble> {
        let refused = |error: rayon::ThreadPoolBuildError| Trouble::Threads {
            threads,
            what: error.to_string(),
        };
        let pool = match threads {
            0 | 1 => None,
            n => Some(
                rayon::ThreadPoolBuilder::new()
                    .num_threads(n)
                    .build()
                    .map_err(refused)?,
            ),
        };
        Ok(Self {
            model,
            rested: Mutex::new(Vec::new()),
            pool,
        })
    }

    pub(crate) fn threads(&self) -> usize {
        self.pool
            .as_ref()
            .map_or(1, rayon::ThreadPool::current_num_threads)
    }

    /// Does all pieces of work; results in the order of the pieces.
    pub(crate) fn map<T: Sync, R: Send>(
        &self,
        pieces: &[T],
        work: impl Fn(&mut M::Worker, &T) -> R + Sync,
    ) -> Vec<R> {
        let one = |piece: &T| {
            let mut worker = self.take();
            let result = work(&mut worker, piece);
            self.rested
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(worker);
            result
        };
        match &self.pool {
            None => pieces.iter().map(one).collect(),
            Some(pool) => pool.install(|| pieces.par_iter().map(one).collect()),
        }
    }

    /// A lock could only be poisoned by a panic while it is held, and nothing that is done with it panics.
    fn take(&self) -> M::Worker {
        let rested = self
            .rested
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        rested.unwrap_or_else(|| self.model.worker())
    }
}
