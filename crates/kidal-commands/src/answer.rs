//! The printed answer: a pure function of the findings.
//!
//! On a terminal it fits one screen, so that a reader sees the warnings, the questions and what they rest on together;
//! everything else is in the report.

mod change;
mod claims;
mod corpus;
mod layout;
mod log;
mod markdown;
mod pieces;
mod sweep;
mod table;
mod text;

pub use change::{changeable, changeable_markdown, counterfactual, counterfactual_markdown, modes};
pub use corpus::corpus;
pub use log::{history, steps};
pub use markdown::markdown;
pub use sweep::sweep;
pub use text::{COLUMNS, LINES, text};

#[cfg(test)]
mod tests;
