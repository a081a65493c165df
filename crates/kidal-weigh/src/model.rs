//! What a simulator must offer so that it can be weighed: parameters with priors, streams of luck in blocks,
//! log-likelihood terms, and numbers to keep per history.

use serde::{Deserialize, Serialize};

/// What was believed about one parameter before any account was heard.
///
/// A prior must not be drawn from a claim that also enters a likelihood term: each account is used once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Prior {
    /// Every value between `low` and `high` is as likely as every other.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// The normal law.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, above 0.
        sd: f64,
    },
    /// The log-normal law, cut off outside `low..high` and normalised again.
    LogNormal {
        /// Median of the law before it is cut.
        median: f64,
        /// Standard deviation of the natural logarithm, above 0.
        sigma: f64,
        /// Least value; 0 for no cut.
        low: f64,
        /// Greatest value; infinity for no cut.
        high: f64,
    },
    /// The beta law, stretched from 0..1 to `low..high`.
    Beta {
        /// First shape, above 0.
        a: f64,
        /// Second shape, above 0.
        b: f64,
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// One of several exclusive levels. The value of the parameter is the index of the level, as an `f64`.
    Levels {
        /// Prior weight of each level, none negative, not all 0; they need not add up to 1.
        weights: Vec<f64>,
    },
    /// A known value, never moved.
    Fixed(f64),
}

/// One unknown of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name, unique in the model.
    pub name: String,
    /// What was believed of it before any account.
    pub prior: Prior,
}

impl Parameter {
    /// A parameter by name and prior.
    pub fn new(name: impl Into<String>, prior: Prior) -> Self {
        Self {
            name: name.into(),
            prior,
        }
    }
}

/// Something that can be run with parameters and luck, and whose runs can be held against accounts.
///
/// A model is shared between threads and read only; what a run writes lives in its [`Worker`]. The answers of every
/// method must stay the same as long as the model lives.
pub trait Model: Sync {
    /// The buffers of one thread.
    type Worker: Worker;

    /// The parameters, in a fixed order.
    fn parameters(&self) -> &[Parameter];

    /// How many blocks the luck of a run has: pieces that can be drawn anew alone (for a battle, one order, or a contingent in one
    /// phase). 0 says that a run is decided by its parameters alone; its stream is then to be ignored.
    fn blocks(&self) -> usize;

    /// How many log-likelihood terms a run has, one per utterance or origin. 0 is allowed: then nothing is claimed.
    fn terms(&self) -> usize;

    /// How many numbers are kept of a run. They mean nothing to this crate; negative infinity is the customary way to
    /// say "did not happen".
    fn payload(&self) -> usize;

    /// New buffers for one thread.
    fn worker(&self) -> Self::Worker;
}

/// The buffers of one thread, able to run the model.
pub trait Worker: Send {
    /// Runs one history and writes its log-likelihood terms and its payload, each slice wholly.
    ///
    /// The result must depend on `parameters` and `stream` alone, bit for bit, never on what this worker ran before.
    /// Returns the work done, counted (element-steps, say), not clocked: it steers which moves are tried more often.
    ///
    /// A term may be negative infinity (this history cannot have left that account). NaN and positive infinity count as
    /// a failed run.
    ///
    /// # Errors
    /// A [`Failure`] when the run left the finite world or broke one of its own rules. It is counted with its reason
    /// and stream key and has likelihood 0.
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure>;

    /// The same for a history that is of no use unless its log-likelihood exceeds `floor`: it may be given up as soon as
    /// it certainly does not. Then terms and payload mean nothing. A model that cannot tell early need not say anything.
    ///
    /// # Errors
    /// As [`Worker::evaluate`].
    fn evaluate_above(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        floor: f64,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<Run, Failure> {
        let _ = floor;
        let work = self.evaluate(parameters, stream, terms, payload)?;
        Ok(Run {
            work,
            is_whole: true,
        })
    }

    /// A chain of moves begins: until [`Worker::end_chain`] each history is a proposal from the one that was accepted last.
    ///
    /// A model that can tell what two histories have in common may then run the rest alone. What it gives must be the same,
    /// bit for bit; the work that it counts may depend on the histories of the chain so far, and on nothing else.
    fn begin_chain(&mut self) {}

    /// Whether the last history that was evaluated drew anything from a block of luck; new luck that nothing asked for moves
    /// nothing. A model that cannot tell says yes.
    fn asks(&self, block: usize) -> bool {
        let _ = block;
        true
    }

    /// The last history that was evaluated was accepted: the next proposals depart from it.
    fn accept(&mut self) {}

    /// The chain is over.
    fn end_chain(&mut self) {}
}

/// How far a history was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Counted work.
    pub work: u64,
    /// Whether it came to its end; if not, its log-likelihood is certainly not above the floor.
    pub is_whole: bool,
}

/// The luck of one history: a root and, for each block, which of its possible draws is meant.
///
/// Two streams with the same root and the same label for a block must give that block the same luck. Labels are not
/// counts: a refreshed block gets a label hashed from the address of the move, because a count that went up by one
/// would offer the same luck again after a rejection, and the same luck to two copies of one ancestor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream<'a> {
    /// Root of the stream.
    pub root: u64,
    /// A label for each block; 0 for a block that was never refreshed since the root was drawn.
    pub refreshes: &'a [u32],
}

/// Why a run could not be finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{reason}")]
pub struct Failure {
    /// A short reason. Failures with equal reasons are counted together, so keep figures of the single run out of it.
    pub reason: String,
}

impl Failure {
    /// A failure with this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}
