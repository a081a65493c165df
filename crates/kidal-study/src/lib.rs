//! Runs a study: scenario + accounts + inference → findings.
//!
//! What it is: the main job between the texts and the written result: weighing, answers, verdicts, stories, factors,
//! counterfactuals, replays. What it is not: it touches no files, no clock and no terminal; see [`Hooks`].
//!
//! Three types to know: [`Case`], [`WeighOptions`], [`Weighed`].

mod accounts_told;
mod changes;
mod claims_only;
mod computation;
mod counterfactual;
mod density;
mod ensemble;
mod factors;
mod farm;
mod halving;
mod hand;
mod histories;
mod left_out;
mod model;
mod options;
mod places;
mod prepare;
mod questions;
mod records;
mod replay;
mod sensitivity;
mod stories;
mod sweep;
mod task;
mod told;
mod topics;
mod verdicts;
mod view;
mod weigh;
mod whatif;
mod without;

/// The commit that this program was built from, where it was known; empty elsewhere.
pub const COMMIT: &str = env!("KIDAL_COMMIT");

pub use changes::{Changeable, Entry, changeable};
pub use farm::Farm;
pub use halving::{STEP_BIAS, StepReport, StepRow, verify_step};
pub use hand::{Hand, Refusal};
pub use kidal_sweep::Plan;
pub use model::{BattleModel, answers, parameters};
pub use options::{Case, Effort, Hooks, Progress, Quiet, Stop, StudyError, WeighOptions};
pub use prepare::unknown_codes;
pub use replay::{Counted, ReplayOptions, replay, replay_count};
pub use sweep::{Design, FactorTable, SweepOptions, sweep, sweep_on};
pub use task::{Head, Maker};
pub use weigh::{SCHEMA, Weighed, posterior, weigh, weigh_on};
pub use whatif::whatif;
