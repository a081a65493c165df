//! The printed answer: a pure function of the findings.
//!
//! On a terminal it fits one screen, so that a reader sees the warnings, the questions and what they rest on together;
//! everything else is in the report.

mod claims;
mod layout;
mod markdown;
mod pieces;
mod table;
mod text;

pub use markdown::markdown;
pub use text::{COLUMNS, LINES, counterfactual, history, text};

#[cfg(test)]
mod tests;
