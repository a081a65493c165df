//! Findings in the formats that other programs read: CSV tables, GeoJSON, a Data Package descriptor, and with the feature
//! `parquet` the tables as Parquet, with `arrow` as record batches in memory.
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
//! let files = kidal_export::csv(&findings, None);
//! assert!(files.is_empty(), "a table without rows is no file");
//! assert!(kidal_export::columns().contains("## claims"));
//! ```

#[cfg(feature = "arrow")]
mod arrow;
mod geojson;
mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod reference;
mod table;
mod tables;

pub use geojson::geojson;
pub use package::datapackage;
pub use reference::columns;

use kidal_findings::Findings;
use kidal_findings::zarr::Ensemble;

/// Whether this build writes Parquet.
pub const HAS_PARQUET: bool = cfg!(feature = "parquet");

/// The tables as CSV (RFC 4180 but for lines that end in a line feed, UTF-8, with a head line): file name and text. A table
/// without rows is no file.
pub fn csv(findings: &Findings, ensemble: Option<&Ensemble>) -> Vec<(String, String)> {
    tables::filled(findings, ensemble)
        .iter()
        .map(|table| (format!("{}.csv", table.name), table.to_csv()))
        .collect()
}

/// The same tables as Parquet: file name and bytes.
///
/// # Errors
/// A fragment that names the table where a cell is not of its column's type, which is a fault of the program.
#[cfg(feature = "parquet")]
pub fn parquet(
    findings: &Findings,
    ensemble: Option<&Ensemble>,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    tables::filled(findings, ensemble)
        .iter()
        .map(|table| Ok((format!("{}.parquet", table.name), parquet::bytes(table)?)))
        .collect()
}

/// A table in memory.
#[cfg(feature = "arrow")]
#[derive(Clone, Debug)]
pub struct Columns {
    /// Its name.
    pub name: String,
    /// What it holds, in a few words.
    pub title: String,
    /// Its columns; metadata of each field say what it means (`about`) and in which unit.
    pub batch: arrow_array::RecordBatch,
}

/// The same tables in memory, as Arrow record batches.
///
/// # Errors
/// As [`parquet`].
#[cfg(feature = "arrow")]
pub fn arrow(findings: &Findings, ensemble: Option<&Ensemble>) -> Result<Vec<Columns>, String> {
    tables::filled(findings, ensemble)
        .iter()
        .map(|table| {
            Ok(Columns {
                name: table.name.clone().into_owned(),
                title: table.title.clone().into_owned(),
                batch: arrow::batch(table)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
