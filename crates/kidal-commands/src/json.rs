//! Answers as JSON, for programs.

use kidal_findings::{CounterfactualRecord, Findings};
use serde_json::json;

use crate::replay::{Counted, StepReport};
use crate::tell::Telling;
use crate::trouble::Trouble;

/// The findings, byte for byte as `findings.json` holds them.
///
/// # Errors
/// Where a number in them is not finite, which is a fault of the program.
pub fn findings(findings: &Findings) -> Result<String, Trouble> {
    kidal_findings::json::to_json(findings).map_err(|error| {
        Trouble::run(
            error.to_string(),
            "please report it with the seed and the dossier",
        )
    })
}

/// Accounts, and where they part.
#[must_use]
pub fn telling(telling: &Telling) -> String {
    pretty(&json!(telling))
}

/// A counterfactual.
#[must_use]
pub fn counterfactual(record: &CounterfactualRecord) -> String {
    pretty(&json!(record))
}

/// What `rerun` found.
#[must_use]
pub fn rerun(found: &crate::rerun::RerunAnswer) -> String {
    pretty(&json!({
        "same": found.differences.is_empty(),
        "files": found.compared,
        "bytes": found.bytes,
        "differences": found.differences,
        "made_by": found.made_by,
        "other_viewer": found.other_viewer,
    }))
}

/// What can be changed in a scenario.
#[must_use]
pub fn changeable(list: &crate::whatif::Changeable) -> String {
    pretty(&json!(list))
}

/// The counters of many histories.
#[must_use]
pub fn counted(counted: &Counted) -> String {
    pretty(&json!({
        "histories": counted.histories,
        "steps": counted.steps,
        "element_steps": counted.element_steps,
        "draws": counted.draws,
        "failures": counted.failures,
        "digest": counted.digest,
    }))
}

/// The comparison of step lengths.
#[must_use]
pub fn steps(report: &StepReport) -> String {
    let rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| {
            json!({
                "measure": row.measure,
                "unit": row.unit,
                "value": row.value,
                "spread": row.spread,
                "pairs": row.pairs,
                "halved_difference": row.halved_difference,
                "quartered_difference": row.quartered_difference,
                "passes": row.passes,
                "elements_difference": row.elements_difference,
                "elements_pass": row.elements_pass,
            })
        })
        .collect();
    pretty(&json!({ "rows": rows }))
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
