//! Compiles a dossier's `scenario.toml` and `map.geojson` into a scenario that the simulator runs.
//!
//! What it is: names → ids, map → metres, priors → parameters, orders, interventions, questions, and what the dossier's
//! words mean in the model. What it is not: it runs nothing and weighs nothing.
//!
//! Three types to know: [`CompiledScenario`], [`Quantity`], [`Names`].

mod arms;
pub mod compile;
mod contingent;
mod corners;
pub mod expression;
mod forces;
pub mod keys;
pub mod map;
pub mod meaning;
mod measured;
pub mod names;
mod order;
pub mod prior;
pub mod quantity;
pub mod question;
mod reach;
mod reader;
pub mod swept;
mod time;
mod unit;
mod world;

pub use compile::{CompiledScenario, compile};
pub use names::Names;
pub use prior::{Parameter, Prior};
pub use quantity::{Compiled, Line, Quantity};
