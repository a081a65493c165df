//! Inference over any simulator: which histories explain the accounts, and how well.
//!
//! What this crate is: adaptive likelihood-tempered sequential Monte Carlo with waste-free moves over parameters *and*
//! luck, importance sampling from the prior beside it, approximate computation for models without a density, and the
//! diagnostics that a reader needs to judge the result.
//!
//! What it is not: it has never heard of a battle, a claim or a file; it asks no clock; it holds no simulator.
//!
//! Three types to know: [`Model`] (what is unknown, and how a history is run and held against the accounts), [`Smc`] (a
//! run as a value: asked for work, told results, saved and resumed), [`Posterior`] (what comes out).
//!
//! | the model | what to use |
//! |---|---|
//! | a log density of parameters | [`Density`], [`weigh`] |
//! | a run with luck, whose output has a density | [`Model`], [`weigh`] |
//! | a few discrete unknowns | [`enumerate`], exact |
//! | a posterior close to the prior | [`importance`] |
//! | runs of which many explain what was seen, luck not of interest | [`PseudoMarginal`], [`weigh`] |
//! | a simulator without a density | [`Simulator`], [`approximate`] |
//! | a program elsewhere | [`Outside`], or [`Abc`]: both are an [`Inquiry`] |
//!
//! | where | what |
//! |---|---|
//! | [`Prior`], [`Parameter`], [`Model`], [`Worker`], [`Stream`] | what a simulator must offer |
//! | [`weigh`], [`drive`], [`Executor`], [`Settings`], [`Progress`] | running it on threads |
//! | [`Smc`], [`Batch`], [`Item`], [`ItemResult`], [`Runner`] | running it elsewhere, item by item |
//! | [`Inquiry`], [`Question`], [`Answer`], [`pursue`] | running single simulations elsewhere |
//! | [`estimate`], [`probability`], [`Precision`], [`weighted_quantile`] | answers with their Monte-Carlo errors |
//! | [`leave_out`], [`log_predictive`], [`power_scaled`], [`power_sensitivity`] | other weights for the same histories |
//! | [`Replicated`], [`ranks`], [`Uniformity`] | is the sampler right about its own model? |
//! | [`level_factors`], [`ln_bayes_factor`], [`prior_overlap`] | what was learned |
//! | [`evaluate`], [`Point`] | histories at given points, without a sampler |
//! | [`refit`] | a few moves without some terms, where other weights cannot tell |
//! | [`Variant`] | a run of its own with a parameter held fast or terms left out |
//!
//! ```
//! use kidal_math::ln_normal_density;
//! use kidal_weigh::{Failure, Model, Parameter, Prior, Settings, Stream, Worker, weigh};
//!
//! /// Two people counted the same men: 480 and 530, each give or take 40.
//! struct Count {
//!     parameters: Vec<Parameter>,
//! }
//! struct Told;
//!
//! impl Model for Count {
//!     type Worker = Told;
//!     fn parameters(&self) -> &[Parameter] { &self.parameters }
//!     fn blocks(&self) -> usize { 0 } // no luck: the men are as many as they are
//!     fn terms(&self) -> usize { 2 }
//!     fn payload(&self) -> usize { 0 }
//!     fn worker(&self) -> Told { Told }
//! }
//!
//! impl Worker for Told {
//!     fn evaluate(
//!         &mut self,
//!         parameters: &[f64],
//!         _stream: Stream<'_>,
//!         terms: &mut [f64],
//!         _payload: &mut [f64],
//!     ) -> Result<u64, Failure> {
//!         terms[0] = ln_normal_density(480.0, parameters[0], 40.0);
//!         terms[1] = ln_normal_density(530.0, parameters[0], 40.0);
//!         Ok(1)
//!     }
//! }
//!
//! let men = Prior::Uniform { low: 100.0, high: 900.0 };
//! let model = Count { parameters: vec![Parameter::new("men", men)] };
//! let posterior = weigh(&model, Settings::default(), 1)?;
//! let values: Vec<f64> = posterior.particles.iter().map(|particle| particle.parameters[0]).collect();
//! let mean = kidal_weigh::estimate(&posterior.particles, &kidal_weigh::log_weights(&posterior.particles), &values);
//! assert!((mean.value - 505.0).abs() < 4.0 * mean.error);
//! # Ok::<(), kidal_weigh::Trouble>(())
//! ```

mod abc;
mod calibration;
mod checkpoint;
mod coordinate;
mod crew;
mod drawn;
mod drive;
mod enumerate;
mod envelope;
mod evaluate;
mod fingerprint;
mod finish;
mod importance;
mod interval;
mod island;
mod item;
mod kernel;
mod learned;
mod model;
mod outside;
mod pareto;
mod posterior;
mod precision;
mod progress;
mod proposal;
mod pseudo_marginal;
mod pursue;
mod question;
mod refit;
mod reweight;
mod runner;
mod settings;
mod simulator;
mod smc;
mod space;
mod summary;
mod tasks;
mod trouble;
mod variant;
mod warnings;
mod weights;

pub use abc::{
    Abc, AbcGeneration, AbcPosterior, AbcSettings, Adjusted, Adjustment, approximate, drive_abc,
};
pub use calibration::{Ranks, Replicated, Uniformity, ranks};
pub use drawn::drawn;
pub use drive::{Executor, drive, run_batch, weigh};
pub use enumerate::{Enumeration, enumerate};
pub use evaluate::{Evaluated, Point, evaluate};
pub use importance::importance;
pub use item::{Batch, FailedRun, Item, ItemResult, MoveTally, PILOT, PartTally, Task};
pub use kernel::Kernel;
pub use learned::{LevelFactor, level_factors, ln_bayes_factor, prior_overlap};
pub use model::{Failure, Model, Parameter, Prior, Run, Stream, Worker};
pub use outside::{Outside, Shape};
pub use pareto::{Smoothed, smoothed};
pub use posterior::{
    Baseline, Estimate, FailureCount, IslandReport, MoveKind, MoveReport, Particle, Posterior,
    TemperatureReport,
};
pub use precision::Precision;
pub use progress::{Progress, Stage};
pub use pseudo_marginal::{PseudoMarginal, PseudoMarginalWorker};
pub use pursue::pursue;
pub use question::{Answer, Inquiry, Question, Told, answer};
pub use refit::{Refit, RefitPlan, refit};
pub use reweight::{
    PowerSensitivity, Reweighted, Scaled, distance, leave_out, log_predictive, power_scaled,
    power_sensitivity, reweight,
};
pub use runner::{Runner, run_item};
pub use settings::Settings;
pub use simulator::{Density, DensityWorker, Simulator, Summarised, SummarisedWorker};
pub use smc::Smc;
pub use summary::{
    estimate, log_weights, probability, rise, scale_reduction, weighted_mean, weighted_quantile,
    weighted_sd, weights,
};
pub use trouble::Trouble;
pub use variant::{Variant, VariantWorker};
pub use weights::{ess, normalised};
