//! Running given histories again: for counterfactuals, predictive checks and sensitivities.

use rayon::prelude::*;

use crate::model::{Failure, Model, Stream, Worker};
use crate::trouble::Trouble;

/// One history to run: its parameters and its luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Parameters in the order of the model.
    pub parameters: Vec<f64>,
    /// Root of the stream.
    pub root: u64,
    /// Label of each block.
    pub refreshes: Vec<u32>,
}

/// What a run of one [`Point`] left: terms and payload.
pub type Evaluated = Result<(Vec<f64>, Vec<f64>), Failure>;

/// Runs each point and returns the results in the same order, with the same bits for any number of threads.
///
/// # Errors
/// [`Trouble::Threads`] when the system refuses to start them.
pub fn evaluate<M: Model>(
    model: &M,
    points: &[Point],
    threads: usize,
) -> Result<Vec<Evaluated>, Trouble> {
    let run = |worker: &mut M::Worker, point: &Point| -> Evaluated {
        let mut terms = vec![0.0; model.terms()];
        let mut payload = vec![0.0; model.payload()];
        let stream = Stream {
            root: point.root,
            refreshes: &point.refreshes,
        };
        worker.evaluate(&point.parameters, stream, &mut terms, &mut payload)?;
        Ok((terms, payload))
    };
    if threads <= 1 {
        let mut worker = model.worker();
        return Ok(points.iter().map(|point| run(&mut worker, point)).collect());
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Trouble::Threads {
            threads,
            what: error.to_string(),
        })?;
    // Chunks of fixed size, so that a worker serves several points; which one serves which changes no bit.
    let chunks: Vec<Vec<Evaluated>> = pool.install(|| {
        points
            .par_chunks(32)
            .map(|chunk| {
                let mut worker = model.worker();
                chunk.iter().map(|point| run(&mut worker, point)).collect()
            })
            .collect()
    });
    Ok(chunks.into_iter().flatten().collect())
}
