//! What can go wrong, as values.

use serde::{Deserialize, Serialize};

/// Why no result came out. Messages are fragments that fit after "failed to weigh: ".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Trouble {
    /// Every prior draw has likelihood 0.
    #[error(
        "none of {draws} prior draws has a likelihood above 0 ({failed} runs failed; terms that are 0 in every history that did not fail: {terms:?}); \
         widen a prior, or give the named terms a chance of being false"
    )]
    NoMass {
        /// Indices of the terms that are negative infinity in every history that did not fail. Empty when each
        /// term is possible alone but never all together, or when every run failed.
        terms: Vec<usize>,
        /// Histories tried.
        draws: u64,
        /// Those among them whose run failed.
        failed: u64,
    },
    /// A prior that is no probability law.
    #[error("the prior of `{parameter}` is not a law: {what}")]
    BadPrior {
        /// Name of the parameter.
        parameter: String,
        /// What is wrong with it, and what it must be.
        what: String,
    },
    /// A setting that cannot work.
    #[error("a setting is out of range: {what}")]
    BadSettings {
        /// Which, and what it must be.
        what: String,
    },
    /// The run was stopped before even the prior draws were done.
    #[error(
        "stopped before the prior draws were finished, so there is nothing to report; allow more histories"
    )]
    NothingYet,
    /// Not done, and nobody said to stop early.
    #[error("not finished; run the remaining batches, or finish early")]
    NotFinished,
    /// A checkpoint of another version of the format.
    #[error("the checkpoint has format {found}, this program reads format {expected}; start anew")]
    OtherFormat {
        /// Format of the file.
        found: u32,
        /// Format that is read here.
        expected: u32,
    },
    /// A checkpoint or a result of another model.
    #[error(
        "it was made with another model, dossier or settings (fingerprint {found:016x}, here {expected:016x}); start anew"
    )]
    OtherModel {
        /// Fingerprint found.
        found: u64,
        /// Fingerprint of this model.
        expected: u64,
    },
    /// Bytes that are no checkpoint, or a broken one.
    #[error("the checkpoint cannot be read: {what}; start anew")]
    Unreadable {
        /// What is wrong with it.
        what: String,
    },
    /// An item result that does not fit the item asked for.
    #[error("a result does not fit its item: {what}")]
    BadResult {
        /// What does not fit.
        what: String,
    },
    /// Too few particles to fit a regression.
    #[error(
        "{effective:.0} effective particles are too few for a regression, {needed} are needed; keep more particles or fewer summaries"
    )]
    TooFew {
        /// Effective sample size.
        effective: f64,
        /// Least number needed.
        needed: u64,
    },
    /// The threads could not be started.
    #[error("{threads} threads could not be started: {what}")]
    Threads {
        /// Threads asked for.
        threads: usize,
        /// The reason given by the system.
        what: String,
    },
}
