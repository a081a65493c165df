//! Approximate Bayesian computation for models without a density: an adaptive sequential sampler with Markov moves.

mod adjust;
mod checkpoint;
mod drive;
mod inquiry;
mod moves;
mod pieces;
mod population;
mod result;
mod settings;
mod state;

pub use adjust::{Adjusted, Adjustment};
pub use drive::{approximate, drive_abc};
pub use result::{AbcGeneration, AbcPosterior};
pub use settings::AbcSettings;
pub use state::Abc;
