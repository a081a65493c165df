//! `ensemble.zarr`: the weighted histories as Zarr v3, in the groups that ArviZ expects (`posterior`, `prior`,
//! `posterior_predictive`, `log_likelihood`, `observed_data`, `sample_stats`).
//!
//! What it is not: a general Zarr library. [`write()`] makes one chunk per array with the codecs `bytes` (little endian) and
//! `gzip`, names the dimensions of each array and puts all metadata once more into the root (inline consolidated
//! metadata). [`read()`] reads what [`write()`] wrote and refuses anything else.

mod array;
mod metadata;
mod reader;
mod writer;

pub use reader::{ZarrError, read};
pub use writer::write;

use std::collections::BTreeMap;

/// A named column of numbers.
pub type Column = (String, Vec<f64>);

/// The weighted histories of a study. All columns but those of `prior` and `observed` have `chains × draws` numbers, the
/// draws of a chain side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ensemble {
    /// Chains: the islands of the sampler.
    pub chains: usize,
    /// Draws per chain.
    pub draws: usize,
    /// Parameters given the accounts.
    pub parameters: Vec<Column>,
    /// Parameters before any account; one chain, any number of draws (all columns alike).
    pub prior: Vec<Column>,
    /// What each history answers (`posterior_predictive`).
    pub answers: Vec<Column>,
    /// Log-likelihood of each utterance.
    pub log_likelihood: Vec<Column>,
    /// What the accounts say, as numbers; each column of its own length.
    pub observed: Vec<Column>,
    /// Natural logarithm of the weight of each draw.
    pub log_weight: Vec<f64>,
    /// Root of the stream of each draw.
    pub stream_root: Vec<u64>,
    /// Blocks of a stream.
    pub blocks: usize,
    /// Refresh counts: `chains × draws × blocks`, the blocks of a draw side by side.
    pub refreshes: Vec<u32>,
    /// What the root group says of itself, such as version, dossier digest and seed.
    pub attributes: BTreeMap<String, String>,
}

/// A column that does not fit the shape of the ensemble.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// Another length than the ensemble's.
    #[error(
        "write the ensemble: `{column}` has {found} numbers, not {expected} (this is a fault of the program)"
    )]
    Length {
        /// Group and column.
        column: String,
        /// Its length.
        found: usize,
        /// What it should be.
        expected: usize,
    },
    /// Two columns whose names are the same, or differ only in characters that a path cannot have.
    #[error("write the ensemble: two columns are called `{column}`")]
    Twice {
        /// Group and column as a path.
        column: String,
    },
}

#[cfg(test)]
mod tests;
