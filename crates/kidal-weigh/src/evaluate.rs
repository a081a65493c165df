//! Histories run at given points, without any sampler: counterfactuals, replays, sweeps.

use serde::{Deserialize, Serialize};

use crate::crew::Crew;
use crate::model::{Failure, Model, Stream, Worker};
use crate::posterior::Particle;
use crate::runner::sum_of_terms;
use crate::trouble::Trouble;

/// Where one history is to be run: parameters and luck.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Parameters in the order of the model.
    pub parameters: Vec<f64>,
    /// Root of the stream of luck.
    pub root: u64,
    /// Label of each block of luck.
    pub refreshes: Vec<u32>,
}

impl From<&Particle> for Point {
    fn from(particle: &Particle) -> Self {
        Self {
            parameters: particle.parameters.clone(),
            root: particle.root,
            refreshes: particle.refreshes.clone(),
        }
    }
}

/// What one history gave: its terms and its payload, or why it failed.
pub type Evaluated = Result<(Vec<f64>, Vec<f64>), Failure>;

/// Runs the model at each point, on so many threads; the answers are in the order of the points and have the same bits on
/// any number of threads. The priors are not asked: a point may lie outside them.
///
/// # Errors
/// [`Trouble::BadResult`] when a point does not have the shape of the model, [`Trouble::Threads`]. A failed history is no
/// error, its answer is a [`Failure`].
pub fn evaluate<M: Model>(
    model: &M,
    points: &[Point],
    threads: usize,
) -> Result<Vec<Evaluated>, Trouble> {
    let fits = |point: &Point| {
        point.parameters.len() == model.parameters().len()
            && point.refreshes.len() == model.blocks()
    };
    if let Some(index) = points.iter().position(|point| !fits(point)) {
        let what = format!("point {index} does not have the shape of the model");
        return Err(Trouble::BadResult { what });
    }
    let run = |worker: &mut M::Worker, point: &Point| {
        let mut terms = vec![0.0; model.terms()];
        let mut payload = vec![0.0; model.payload()];
        let stream = Stream {
            root: point.root,
            refreshes: &point.refreshes,
        };
        worker.evaluate(&point.parameters, stream, &mut terms, &mut payload)?;
        sum_of_terms(&terms)?;
        Ok((terms, payload))
    };
    Ok(Crew::new(model, threads)?.map(points, run))
}
