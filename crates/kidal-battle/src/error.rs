//! What can go wrong: parts that do not fit together, and runs that fail.

use crate::parts::ContingentId;
use serde::{Deserialize, Serialize};

/// One fault of the parts, found before anything runs.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{part}: {fault}")]
pub struct BuildError {
    /// Which part, by kind and name: "contingent garrison".
    pub part: String,
    /// What is wrong with it, and what would do.
    pub fault: String,
}

/// Why a run could not be finished. It counts as likelihood 0 and is reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("run the history past {time_s} s: {mechanism}: {reason}")]
pub struct RunFailure {
    /// Time reached [s].
    pub time_s: f64,
    /// The element concerned: contingent and ordinal.
    pub element: Option<(ContingentId, u32)>,
    /// Which mechanism stopped.
    pub mechanism: String,
    /// What happened.
    pub reason: String,
}
