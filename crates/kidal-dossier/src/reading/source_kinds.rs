//! From the text of `source-kinds.toml` to priors of compilations.

use kidal_diag::Files;

use crate::model::{LEARNED_KINDS, LearnedKind, SourceKinds};
use crate::span::{FileId, Located};
use crate::table::{Document, Sink, TableReader};

const SCHEMA: &str = "kidal-source-kinds/1";

/// Keys that are there for people to read.
const TOLD: [&str; 7] = [
    "held_out_coverage_of_90_percent",
    "held_out_coverage_error",
    "repeats_an_earlier_source",
    "told_to_one_digit",
    "told_to_two_digits",
    "told_to_three_digits",
    "told_to_the_man",
];

/// The priors, where the dossier has the file.
pub(super) fn read(files: &Files, sink: &Sink) -> Option<SourceKinds> {
    let text = files.get(FileId::SourceKinds.name())?;
    let document = Document::parse(FileId::SourceKinds, text, sink);
    let root = document.root(sink);
    let schema = root.required_text("schema");
    if let Some(schema) = schema.filter(|schema| schema.value != SCHEMA) {
        root.error(
            "unknown-schema",
            schema.span,
            format!("`{}` is no schema of this file", schema.value),
            "unknown schema",
            Some(format!(
                "this program reads `{SCHEMA}`; make the file again with `kidal corpus sources`"
            )),
        );
    }
    let Some(table) = root.table("compilation") else {
        if !root.has("compilation") {
            root.missing("compilation");
        }
        root.finish();
        return None;
    };
    let kinds = compilation(&table);
    table.finish();
    root.finish();
    kinds
}

fn compilation(table: &TableReader<'_>) -> Option<SourceKinds> {
    for key in TOLD {
        let _ = table.number(key);
    }
    let learned_from = table.required_text("learned_from");
    let degrees = within(table, "error_degrees_of_freedom", 0.5, 1000.0);
    let mut kinds = [None; 4];
    for (kind, name) in kinds.iter_mut().zip(LEARNED_KINDS) {
        if let Some(below) = table.table(name) {
            *kind = learned(&below);
            below.finish();
        }
    }
    Some(SourceKinds {
        learned_from: learned_from?,
        degrees: degrees?,
        kinds,
    })
}

fn learned(table: &TableReader<'_>) -> Option<LearnedKind> {
    let _ = table.integer("sources");
    let _ = table.number("spread_ln_sigma");
    let bias_mean = within(table, "bias_ln_mean", -2.0, 2.0);
    let bias_sd = within(table, "bias_ln_sd", 0.0, 2.0);
    let spread = within(table, "spread_ln_median", 0.001, 2.0);
    Some(LearnedKind {
        bias_mean: bias_mean?,
        bias_sd: bias_sd?,
        spread: spread?,
    })
}

/// A number that must be there and lie in a range. Chosen by us: biases beyond a factor of seven are slips.
fn within(table: &TableReader<'_>, key: &str, low: f64, high: f64) -> Option<f64> {
    let Located { value, span } = table.required_number(key)?;
    if (low..=high).contains(&value) {
        return Some(value);
    }
    table.error(
        "out-of-range",
        span,
        format!("`{key}` is {value}, outside {low} to {high}"),
        "out of range",
        Some("`kidal corpus sources` writes this file; make it again rather than by hand".into()),
    );
    None
}
