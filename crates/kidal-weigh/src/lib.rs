//! Inference over any simulator: which histories explain the accounts, and how well.
//!
//! A [`Model`] says what is unknown ([`Prior`]s), how its luck is cut into blocks, and which log-likelihood terms a run
//! gets. [`Smc`] turns it into a [`Posterior`]. This crate has never heard of a battle, reads no files and asks no clock.

mod drive;
mod item;
mod kernel;
mod model;
mod posterior;
mod settings;
mod smc;
mod trouble;

pub use drive::drive;
pub use item::{Batch, FailedRun, Item, ItemResult, MoveTally, PILOT, Task};
pub use kernel::Kernel;
pub use model::{Failure, Model, Parameter, Prior, Stream, Worker};
pub use posterior::{
    Baseline, Estimate, FailureCount, IslandReport, MoveKind, MoveReport, Particle, Posterior, TemperatureReport,
};
pub use settings::Settings;
pub use smc::{Progress, Smc, Stage};
pub use trouble::Trouble;
