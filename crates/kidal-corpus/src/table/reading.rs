//! What became of each row.

use kidal_findings::{FileReading, RowNote};

use super::row::Unfit;

/// So many notes of a file are listed of rows that were set aside, and as many of rows that were used; the others are counted.
/// Chosen by us because a page with more is not read.
pub const NOTES_LISTED: usize = 200;

/// How a file was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its notes are those of rows that were set aside.
    record: FileReading,
    /// Notes on rows that were used: apart, so that they leave room for the others however many they are.
    on_used: Vec<RowNote>,
}

/// A note with the kind under which it is counted.
pub(super) struct Counted {
    pub(super) note: RowNote,
    pub(super) kind: &'static str,
}

impl Reading {
    pub(super) fn new(file: &str) -> Self {
        Reading {
            record: FileReading {
                file: file.to_owned(),
                encoding: "UTF-8".to_owned(),
                ..FileReading::default()
            },
            on_used: Vec::new(),
        }
    }

    pub(super) fn row(&mut self) {
        self.record.rows += 1;
    }

    pub(super) fn used(&mut self) {
        self.record.used += 1;
    }

    pub(super) fn encoding(&mut self, name: &str) {
        if !self.record.encoding.contains(name) {
            self.record.encoding = format!("{}, some bytes {name}", self.record.encoding);
        }
    }

    pub(super) fn set_aside(&mut self, line: u64, unfit: &Unfit) {
        self.record.set_aside += 1;
        self.add(Counted {
            note: RowNote {
                line,
                column: unfit.column,
                field: unfit.field.clone(),
                is_set_aside: true,
                reason: unfit.reason.clone(),
            },
            kind: unfit.kind,
        });
    }

    pub(super) fn note(
        &mut self,
        line: u64,
        column: u64,
        field: &str,
        reason: String,
        kind: &'static str,
    ) {
        self.add(Counted {
            note: RowNote {
                line,
                column,
                field: field.to_owned(),
                is_set_aside: false,
                reason,
            },
            kind,
        });
    }

    pub(super) fn add(&mut self, counted: Counted) {
        *self
            .record
            .counts
            .entry(counted.kind.to_owned())
            .or_default() += 1;
        let notes = if counted.note.is_set_aside {
            &mut self.record.notes
        } else {
            &mut self.on_used
        };
        if notes.len() < NOTES_LISTED {
            notes.push(counted.note);
        }
    }

    /// The record for the findings: notes on rows that were set aside come first.
    pub fn into_record(mut self) -> FileReading {
        debug_assert_eq!(
            self.record.used + self.record.set_aside,
            self.record.rows,
            "every row is used or set aside"
        );
        self.record.notes.append(&mut self.on_used);
        self.record
    }
}

/// What to add to an error where rows are missing: how many were set aside, why, and where the first of them stands.
pub fn rows_set_aside(files: &[FileReading]) -> String {
    let set_aside: u64 = files.iter().map(|file| file.set_aside).sum();
    let first = files.iter().find_map(|file| {
        let note = file.notes.iter().find(|note| note.is_set_aside)?;
        let field = match note.field.as_str() {
            "" => String::new(),
            field => format!(" `{field}`"),
        };
        let (line, column) = (note.line, note.column);
        Some(format!(
            "{}:{line}:{column}{field}: {}",
            file.file, note.reason
        ))
    });
    let Some(first) = first else {
        return String::new();
    };
    let rows: u64 = files.iter().map(|file| file.rows).sum();
    format!("; {set_aside} of {rows} rows were set aside, the first at {first}")
}
