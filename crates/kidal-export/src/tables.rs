//! The tables of findings, each with its columns.

mod answers;
mod claims;
mod histories;

use kidal_findings::Findings;

use crate::table::Table;

/// All tables, also those without rows.
pub(crate) fn all(findings: &Findings) -> Vec<Table> {
    vec![
        claims::claims(findings),
        claims::sources(findings),
        answers::questions(findings),
        answers::factors(findings),
        answers::counterfactuals(findings),
        answers::parameters(findings),
        histories::timeline(findings),
        histories::series(findings),
        histories::events(findings),
    ]
}
