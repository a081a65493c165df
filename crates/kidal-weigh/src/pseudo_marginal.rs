//! A likelihood that is itself an average over luck: several streams for each set of parameters, refreshed one at a time.

use kidal_chance::{Draws, hash64};
use kidal_math::{log_mean_exp, mean, sum_of};

use crate::crew::Crew;
use crate::model::{Failure, Model, Parameter, Stream, Worker};
use crate::runner::sum_of_terms;
use crate::summary::weights;
use crate::trouble::Trouble;

/// A model whose likelihood is the mean over K runs with luck of their own, as a model with K blocks of luck.
///   L̂(θ, u₁…u_K) = (1/K) Σ_k L(θ, u_k)
/// K: streams. L: likelihood of one run, the product of the inner model's terms.
/// L̂ is unbiased, so the posterior of θ is exact whatever K; K decides how well chains move. The sampler's moves on single
/// blocks draw one stream anew and keep the others, which leaves neighbouring estimates alike.
/// Source: [andrieu2009] for the exactness, [tran2016] for the blocks, [deligiannidis2018] for why likeness helps.
/// Limits: where one run in thousands explains what was observed, a mean of K runs is as rugged as one; the tempered sampler
/// over the luck itself (the inner model as it is) is then better.
///
/// The payload is that of one stream, chosen in proportion to its likelihood: a draw from the histories given all accounts.
#[derive(Clone, Debug)]
pub struct PseudoMarginal<'a, M> {
    model: &'a M,
    streams: usize,
}

impl<'a, M: Model> PseudoMarginal<'a, M> {
    /// The model with so many streams; 0 counts as 1.
    pub fn of(model: &'a M, streams: usize) -> Self {
        Self {
            model,
            streams: streams.max(1),
        }
    }

    /// Variance of ln L̂ over fresh luck at one set of parameters, from `repeats` estimates. About 1 is best; well above 3,
    /// chains stick: use more streams.
    /// Source: [pitt2012]. Limits: infinite when an estimate is 0.
    ///
    /// # Errors
    /// [`Trouble::BadResult`] when the parameters are not as many as the model's, [`Trouble::Threads`].
    pub fn ln_likelihood_variance(
        &self,
        parameters: &[f64],
        repeats: u32,
        seed: u64,
        threads: usize,
    ) -> Result<f64, Trouble> {
        if parameters.len() != self.model.parameters().len() {
            return Err(Trouble::BadResult {
                what: "the point does not have the shape of the model".to_owned(),
            });
        }
        let refreshes = vec![0; self.streams];
        let numbers: Vec<u32> = (0..repeats).collect();
        let logs = Crew::new(self, threads)?.map(&numbers, |worker, number| {
            let stream = Stream {
                root: hash64(&[seed, u64::from(*number)]),
                refreshes: &refreshes,
            };
            let mut payload = vec![0.0; self.model.payload()];
            let mut term = [0.0];
            match worker.evaluate(parameters, stream, &mut term, &mut payload) {
                Ok(_) => term[0],
                Err(_) => f64::NEG_INFINITY,
            }
        });
        if logs.iter().any(|log| !log.is_finite()) {
            return Ok(f64::INFINITY);
        }
        let middle = mean(&logs);
        let squares = sum_of(logs.iter().map(|log| (log - middle) * (log - middle)));
        Ok(squares / (logs.len() as f64 - 1.0).max(1.0))
    }
}

/// What the choice of a stream's payload is drawn for; fixed for ever.
const CHOICE_OF_STREAM: u64 = 0x7069_636b;

impl<M: Model> Model for PseudoMarginal<'_, M> {
    type Worker = PseudoMarginalWorker<M::Worker>;

    fn parameters(&self) -> &[Parameter] {
        self.model.parameters()
    }

    fn blocks(&self) -> usize {
        self.streams
    }

    fn terms(&self) -> usize {
        1
    }

    fn payload(&self) -> usize {
        self.model.payload()
    }

    fn worker(&self) -> Self::Worker {
        PseudoMarginalWorker {
            worker: self.model.worker(),
            refreshes: vec![0; self.model.blocks()],
            terms: vec![0.0; self.model.terms()],
            payload: self.model.payload(),
            parameters: Vec::new(),
            known: Vec::new(),
        }
    }
}

/// Streams remembered for one set of parameters, as a multiple of K: four, chosen by us so that a few refused refreshes do
/// not drive out the streams of the present state.
const REMEMBERED: usize = 4;

/// Buffers of one thread for a [`PseudoMarginal`]. Streams run before at the same parameters are remembered, so that to
/// refresh one stream costs one run; what is remembered changes no result.
#[derive(Clone, Debug)]
pub struct PseudoMarginalWorker<W> {
    worker: W,
    refreshes: Vec<u32>,
    terms: Vec<f64>,
    payload: usize,
    parameters: Vec<f64>,
    known: Vec<Known>,
}

/// One run of one stream.
#[derive(Clone, Debug)]
struct Known {
    root: u64,
    outcome: Result<(u64, f64, Vec<f64>), Failure>,
}

impl<W: Worker> PseudoMarginalWorker<W> {
    fn run(&mut self, parameters: &[f64], root: u64) -> Result<(u64, f64, Vec<f64>), Failure> {
        if let Some(known) = self.known.iter().find(|known| known.root == root) {
            return known.outcome.clone();
        }
        let stream = Stream {
            root,
            refreshes: &self.refreshes,
        };
        let mut payload = vec![0.0; self.payload];
        let outcome = self
            .worker
            .evaluate(parameters, stream, &mut self.terms, &mut payload)
            .and_then(|work| Ok((work, sum_of_terms(&self.terms)?, payload)));
        self.known.push(Known {
            root,
            outcome: outcome.clone(),
        });
        outcome
    }
}

impl<W: Worker> Worker for PseudoMarginalWorker<W> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let is_same = self.parameters.len() == parameters.len()
            && self
                .parameters
                .iter()
                .zip(parameters)
                .all(|(a, b)| a.to_bits() == b.to_bits());
        let streams = stream.refreshes.len();
        if !is_same {
            self.known.clear();
            self.parameters = parameters.to_vec();
        } else if self.known.len() > REMEMBERED * streams {
            self.known.drain(..self.known.len() - REMEMBERED * streams);
        }
        let (mut logs, mut payloads) = (Vec::with_capacity(streams), Vec::with_capacity(streams));
        let (mut work, mut failure) = (0, None);
        for (number, label) in stream.refreshes.iter().enumerate() {
            let root = hash64(&[stream.root, number as u64, u64::from(*label)]);
            match self.run(parameters, root) {
                // The work is that of all streams, remembered or not: it may not depend on what was run before.
                Ok((one, log, kept)) => {
                    work += one;
                    logs.push(log);
                    payloads.push(kept);
                }
                Err(reason) => {
                    logs.push(f64::NEG_INFINITY);
                    payloads.push(Vec::new());
                    failure = Some(reason);
                }
            }
        }
        terms[0] = log_mean_exp(&logs);
        let mut draws = Draws::at(stream.root, CHOICE_OF_STREAM, 0);
        match (draws.choose(&weights(&logs)), failure) {
            (Some(chosen), _) => payload.copy_from_slice(&payloads[chosen]),
            // No stream explains anything, and one of them failed: say why.
            (None, Some(failure)) => return Err(failure),
            (None, None) => payload.copy_from_slice(&payloads[0]),
        }
        Ok(work)
    }
}
