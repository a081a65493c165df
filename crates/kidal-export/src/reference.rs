//! The page that says what every column is.

use kidal_findings::zarr::Ensemble;
use kidal_findings::{Findings, Headline, Kind, Provenance};

use crate::tables;

/// Every table and column as Markdown.
pub fn columns() -> String {
    let mut text = String::from(
        "# Exports\n\nPrinted by `kidal reference exports`.\n\n\
         `kidal export DIR --format csv` writes the tables below, `--format parquet` the same tables with the same columns (in a \
         program built with `cargo build --release --features parquet`), `--format geojson` the map. A table without rows is no \
         file. `datapackage.json` (Data Package, version 2) describes what was written.\n\n\
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
    Findings::new(Kind::Weigh, provenance, headline)
}
