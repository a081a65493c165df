//! How far sources of one kind can be trusted: a model of many sources that tell the same quantities.

pub mod claim;
pub mod model;
pub mod predict;
pub mod prior_file;
pub mod study;

pub use claim::{Accounts, Claim, KINDS, Quantity, read_claims};
pub use model::{Draw, Posterior, fit};
