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

use std::path::Path;

use kidal_findings::{Findings, Kind};

pub use change::{changeable, changeable_markdown, counterfactual, counterfactual_markdown, modes};
pub use corpus::corpus;
pub use log::{history, steps};
pub use markdown::markdown;
pub use sweep::sweep;
pub use text::{COLUMNS, LINES, text};

/// The answer of findings of any kind. `folder` is where they are; verbose: of a replay also sleep and every order.
#[must_use]
pub fn of(findings: &Findings, folder: &Path, is_verbose: bool) -> String {
    match findings.kind {
        Kind::Sweep => sweep(findings, folder),
        Kind::Corpus => corpus(findings),
        Kind::Replay => findings
            .histories
            .iter()
            .map(|told| history(told, findings.clock_offset_s, is_verbose))
            .collect(),
        Kind::Weigh => text(findings, folder),
    }
}

/// The same in Markdown.
#[must_use]
pub fn markdown_of(findings: &Findings, folder: &Path) -> String {
    match findings.kind {
        Kind::Weigh => markdown(findings, folder),
        _ => format!("```text\n{}\n```\n", of(findings, folder, false).trim_end()),
    }
}

#[cfg(test)]
mod tests;
