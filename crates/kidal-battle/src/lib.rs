//! The simulator: numbers, typed ids and orders in, histories out.
//!
//! What this crate is: discrete-time stochastic simulation of *elements* (small bodies of men) of *contingents* serving
//! *actors* on a plane. A [`Scenario`] is built once from [`parts::Parts`] and shared; a [`Runner`] makes histories of it.
//!
//! What it is not: it knows no source, no claim and no file.
//!
//! Three types to know: [`Scenario`], [`Runner`], [`Probes`].

mod error;
mod event;
pub mod measure;
pub mod parts;
mod probes;
mod record;
mod runner;
mod scenario;
mod streams;
mod trace;

pub use error::{BuildError, RunFailure};
pub use event::Event;
pub use measure::{Answer, Count, Measure, When};
pub use probes::Probes;
pub use record::{Counters, Record};
pub use runner::Runner;
pub use scenario::Scenario;
pub use streams::{Purpose, Streams};
pub use trace::{ElementFrame, ElementInfo, ElementState, Frame, Series, Trace};
