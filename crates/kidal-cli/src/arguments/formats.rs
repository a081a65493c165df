//! In which form a command prints or writes.

use clap::ValueEnum;

/// Formats of `import`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// A draft of evidence.toml
    Text,
    /// One object per article, one on a line where there are several
    Json,
}

/// Formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people: both places shown
    Text,
    /// A list with lines, columns and bytes
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// Forms of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvidenceFormat {
    /// A table for the talk page of an article
    Md,
    /// Counts of the dead, in columns named as those of UCDP GED
    Csv,
    /// Places (RFC 7946)
    Geojson,
    /// Commands for QuickStatements, for values that nothing contradicts
    Quickstatements,
}

/// Formats of an answer in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// Markdown
    Md,
}

/// Formats of an answer in data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
}

/// Formats of `report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// The page, written to a file
    Html,
    /// The answer for a terminal
    Text,
    /// The answer in Markdown
    Md,
    /// All findings, for programs
    Json,
}

/// Formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Tables, one file each
    Csv,
    /// Maps of places and tracks (RFC 7946)
    Geojson,
    /// Columnar tables, where the program was built with them
    Parquet,
}

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// evidence.toml: what the sources claim
    Evidence,
    /// scenario.toml: the analyst's reading
    Scenario,
    /// map.geojson: the ground
    Map,
    /// findings.json, which every study writes
    Findings,
}

/// Pages of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReferencePage {
    /// This command line
    Cli,
    /// The claim language
    Language,
    /// The keys of the files of a dossier
    Keys,
    /// The rules of `check`
    Rules,
    /// The columns of every export
    Exports,
}
