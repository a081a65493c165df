//! Outcomes of battles: who won, how long it took, at what loss, and how much of it could be known beforehand.

pub mod engagement;
pub mod features;
pub mod held_out;
pub mod logistic;
pub mod shrunk;
pub mod straight;
pub mod study;

pub use engagement::{Engagement, read_engagements};
