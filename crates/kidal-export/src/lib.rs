//! Findings in the formats that other programs read: CSV tables, GeoJSON and a Data Package descriptor.
//!
//! What this crate is: pure functions from findings to text. Numbers are written in full precision, times as ISO 8601 in UTC,
//! places in WGS 84.
//!
//! What it is not: it writes no files, and it leaves out what only a page needs (frames, drawings).
//!
//! The functions to know: [`csv`], [`geojson`], [`datapackage`].
//!
//! ```
//! # use kidal_findings::{Findings, Headline, Kind, Provenance};
//! # let headline = Headline { title: "The ford".into(), about: String::new(), weighed: 0, checked: 0, told: 0, left_out: 0, speakers: 0,
//! #     independent: 0, moved: 0, unknowns: 0, trustworthy: true, warnings: vec![] };
//! # let provenance = Provenance { program: "kidal".into(), version: "0.1.0".into(), commit: String::new(),
//! #     dossier_digest: String::new(), dossier: "ford".into(), seed: 1, histories: 0, options: Default::default(),
//! #     command: String::new() };
//! let findings = Findings::new(Kind::Weigh, provenance, headline);
//! let tables = kidal_export::csv(&findings);
//! assert_eq!(tables[0].0, "claims.csv");
//! assert!(kidal_export::datapackage(&findings).contains("\"claims.csv\""));
//! ```

mod geojson;
mod package;
mod table;
mod tables;

pub use geojson::geojson;
pub use package::datapackage;

use kidal_findings::Findings;

/// The tables as CSV (RFC 4180 but for lines that end in a line feed, UTF-8, with a head line): file name and text.
pub fn csv(findings: &Findings) -> Vec<(String, String)> {
    tables::all(findings)
        .iter()
        .map(|table| (format!("{}.csv", table.name), table.to_csv()))
        .collect()
}

#[cfg(test)]
mod tests;
