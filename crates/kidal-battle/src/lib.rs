//! The simulator: numbers, typed ids and orders in, histories out.
//!
//! What this crate is: discrete-time stochastic simulation of *elements* (small bodies of men) of *contingents* serving
//! *actors* on a plane. A [`Scenario`] is built once from [`parts::Parts`] and shared; a [`Runner`] makes histories of it.
//!
//! What it is not: it knows no source, no claim and no file.
//!
//! Three types to know: [`Scenario`], [`Runner`], [`Probes`].

#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "units stand in brackets: [m], [s], [1/h]"
)]

mod actions;
mod area;
mod around;
mod blocks;
mod branch;
mod bystanders;
mod calendar;
mod capture;
mod check;
mod clearance;
mod clock;
mod column;
mod command;
mod condition;
mod contact;
mod control;
mod error;
mod event;
mod fatigue;
mod fire;
mod flight;
mod geometry;
mod going;
mod grid;
mod kernel;
mod lanes;
mod losses;
mod loyalty;
mod luck;
mod march;
pub mod measure;
mod morale;
mod movement;
mod nearest;
mod packs;
pub mod parts;
mod pattern;
mod plan;
mod policy;
mod press;
mod probes;
mod reading;
mod record;
mod ring;
mod room;
mod roomy;
mod row;
mod rules;
mod runner;
mod scenario;
mod second_look;
mod settings;
mod sight;
pub mod skirmish;
mod snapshot;
mod start;
mod state;
mod streams;
mod stretches;
mod supply;
mod suppression;
mod tasks;
mod trace;
mod uses;
mod value;
mod vehicles;
mod watch;

pub use error::{BuildError, RunFailure};
pub use event::Event;
pub use measure::{Answer, Count, Measure, VehicleFate, When};
pub use probes::Probes;
pub use record::{Counters, Record};
pub use runner::{Remains, Runner};
pub use scenario::Scenario;
pub use streams::{Purpose, Streams};
pub use trace::{ElementFrame, ElementInfo, ElementState, Frame, Series, Trace};
pub use watch::{Known, Partial, Watch};
