//! The page that says what every column is.

use kidal_findings::zarr::Ensemble;
use kidal_findings::{
    Findings, Headline, Kind, Provenance, SweepFactor, SweepRecord, SweepResponse,
};

use crate::tables;

/// Every table and column as Markdown.
pub fn columns() -> String {
    let mut text = String::from(
        "# Exports\n\nPrinted by `kidal reference exports`.\n\n\
         `kidal export DIR --format csv` writes the tables below, `--format parquet` the same tables with the same columns (in a \
         program built with `cargo build --release --features parquet`), `--format geojson` the map: of a dossier without a scenario, its \
         places that have coordinates. A table without rows is no \
         file. `datapackage.json` (Data Package, version 2) describes what was written. The tables whose names begin with `sweep_` are those \
         of `kidal sweep`; those of `kidal corpus` have the columns that the study prints.\n\n\
         Text is UTF-8. Numbers are written in full; an empty cell (Parquet: null) is missing. Moments are UTC: in CSV ISO 8601 \
         such as `2012-03-30T08:05:00Z`, in Parquet timestamps in milliseconds. Times of the dossier itself (`said`, `as_of`) \
         are EDTF, as the dossier has them.\n",
    );
    let ensemble = Ensemble {
        parameters: vec![("ID".to_owned(), Vec::new())],
        answers: vec![("answer_NNN".to_owned(), Vec::new())],
        ..Ensemble::default()
    };
    for table in tables::all(&nothing(), Some(&ensemble)) {
        text.push_str(&format!(
            "\n## {}\n\n{}.\n\n| column | type | unit | what it is |\n|---|---|---|---|\n",
            table.name, table.title
        ));
        for field in &table.fields {
            text.push_str(&format!(
                "| `{}` | {} | {} | {} |\n",
                field.name,
                field.kind.name(),
                field.unit(),
                field.about
            ));
        }
    }
    text
}

fn nothing() -> Findings {
    let headline = Headline {
        title: String::new(),
        about: String::new(),
        weighed: 0,
        checked: 0,
        told: 0,
        left_out: 0,
        speakers: 0,
        independent: 0,
        moved: 0,
        unknowns: 0,
        trustworthy: true,
        warnings: Vec::new(),
    };
    let provenance = Provenance {
        program: String::new(),
        version: String::new(),
        commit: String::new(),
        dossier_digest: String::new(),
        dossier: String::new(),
        seed: 0,
        histories: 0,
        options: std::collections::BTreeMap::new(),
        command: String::new(),
    };
    let mut findings = Findings::new(Kind::Weigh, provenance, headline);
    findings.sweep = Some(SweepRecord {
        design: String::new(),
        luck: String::new(),
        largest_correlation: 0.0,
        factors: vec![SweepFactor {
            id: "ID".into(),
            title: "in words".into(),
            unit: "its unit".into(),
            levels: Vec::new(),
            values: Vec::new(),
        }],
        held: Vec::new(),
        responses: vec![SweepResponse {
            question: "ID".into(),
            asks: "As asked.".into(),
            unit: "its unit".into(),
            values: Vec::new(),
            mean: 0.0,
            sd: 0.0,
            undefined: 0,
            sentence: String::new(),
            indices: Vec::new(),
            pairs: Vec::new(),
            screening: Vec::new(),
            regression: None,
            tree: Vec::new(),
            surface: None,
        }],
    });
    findings
}
