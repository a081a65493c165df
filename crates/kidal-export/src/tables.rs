//! The tables of findings, each with its columns.

mod answers;
mod claims;
pub(crate) mod corpus;
mod histories;
mod particles;
mod sweep;

use kidal_findings::Findings;
use kidal_findings::zarr::Ensemble;

use crate::table::Table;

/// The tables that have rows.
pub(crate) fn filled(findings: &Findings, ensemble: Option<&Ensemble>) -> Vec<Table> {
    let mut tables = match &findings.corpus {
        Some(corpus) => corpus::tables(corpus),
        None => all(findings, ensemble),
    };
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// All tables, also those without rows.
pub(crate) fn all(findings: &Findings, ensemble: Option<&Ensemble>) -> Vec<Table> {
    let mut tables = vec![
        claims::claims(findings),
        claims::verdicts(findings),
        claims::sources(findings),
        answers::questions(findings),
        answers::factors(findings),
        answers::counterfactuals(findings),
        answers::parameters(findings),
        histories::timeline(findings),
        histories::series(findings),
        histories::events(findings),
    ];
    tables.extend(ensemble.map(particles::particles));
    tables.extend(findings.sweep.iter().flat_map(sweep::tables));
    tables.extend(findings.corpus.iter().flat_map(corpus::tables));
    tables
}
