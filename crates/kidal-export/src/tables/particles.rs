//! The weighted histories, one a row.

use kidal_findings::zarr::Ensemble;

use crate::table::{
    Field,
    Kind::{self, Integer, Number, Text},
    Table, fields, number,
};

/// One row for each history of the ensemble: its weight, its luck, its unknowns and what it came to.
pub(super) fn particles(ensemble: &Ensemble) -> Table {
    let mut head = fields(&[
        ("chain", Integer, "island of the sampler, from 1"),
        ("draw", Integer, "number within the island, from 1"),
        ("log_weight", Number, "natural logarithm of its weight"),
        (
            "stream_root",
            Text,
            "root of its stream of luck, hexadecimal; with it the history can be played again",
        ),
    ]);
    let more = |group: &str, name: &str, about: String| Field {
        name: format!("{group}.{name}"),
        kind: Kind::Number,
        about,
    };
    for (name, _) in &ensemble.parameters {
        head.push(more("parameter", name, format!("unknown `{name}`")));
    }
    for (name, _) in &ensemble.answers {
        // What is measured is a record of the program, of some length.
        let about = ensemble.attributes.get(name).map_or_else(
            || "what the history came to".to_owned(),
            |about| format!("what the history came to: {about}; empty where it did not come about"),
        );
        head.push(more("answer", name.trim_start_matches("answer_"), about));
    }
    let rows = (0..ensemble.log_weight.len())
        .map(|row| {
            let draws = ensemble.draws.max(1);
            let mut cells = vec![
                (row / draws + 1).to_string(),
                (row % draws + 1).to_string(),
                number(ensemble.log_weight[row]),
                format!(
                    "{:016x}",
                    ensemble.stream_root.get(row).copied().unwrap_or(0)
                ),
            ];
            let columns = ensemble.parameters.iter().chain(&ensemble.answers);
            cells.extend(
                columns
                    .map(|(_, values)| values.get(row).copied().map_or_else(String::new, number)),
            );
            cells
        })
        .collect();
    Table {
        name: "particles".into(),
        title: "The weighted histories".into(),
        fields: head,
        rows,
    }
}
