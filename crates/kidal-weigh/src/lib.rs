//! Inference over any simulator: which histories explain the accounts, and how well.
//!
//! A [`Model`] says what is unknown ([`Prior`]s), how its luck is cut into blocks, and which log-likelihood terms a run
//! gets. [`Smc`] turns it into a [`Posterior`]. This crate has never heard of a battle, reads no files and asks no clock.

mod checkpoint;
mod drive;
mod fingerprint;
mod finish;
mod interval;
mod island;
mod item;
mod kernel;
mod learned;
mod model;
mod pareto;
mod posterior;
mod progress;
mod proposal;
mod reweight;
mod runner;
mod settings;
mod smc;
mod space;
mod summary;
mod trouble;
mod variant;
mod warnings;
mod weights;

pub use drive::{Executor, drive, weigh};
pub use item::{Batch, FailedRun, Item, ItemResult, MoveTally, PILOT, Task};
pub use kernel::Kernel;
pub use learned::{LevelFactor, level_factors, ln_bayes_factor, prior_overlap};
pub use model::{Failure, Model, Parameter, Prior, Stream, Worker};
pub use pareto::{Smoothed, smoothed};
pub use posterior::{
    Baseline, Estimate, FailureCount, IslandReport, MoveKind, MoveReport, Particle, Posterior,
    TemperatureReport,
};
pub use progress::{Progress, Stage};
pub use reweight::{
    PowerSensitivity, Reweighted, Scaled, distance, leave_out, log_predictive, power_scaled,
    power_sensitivity, reweight,
};
pub use runner::{Runner, run_item};
pub use settings::Settings;
pub use smc::Smc;
pub use summary::{
    estimate, log_weights, probability, weighted_mean, weighted_quantile, weighted_sd, weights,
};
pub use trouble::Trouble;
pub use variant::{Variant, VariantWorker};
pub use weights::{ess, normalised};
