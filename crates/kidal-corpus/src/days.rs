//! Campaigns told day by day: strengths and losses of both sides on each day.
//!
//! Losses of a whole battle tell s = 1 + p − q alone. Days tell p and q apart, the advantage of the side that defends (d), and
//! whether both sides' losses follow a clock of their own.

pub mod campaign;
pub mod island;
pub mod law;
pub mod normal;
pub mod study;

pub use campaign::{Campaign, Day};
