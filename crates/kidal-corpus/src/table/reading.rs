//! What became of each row.

use kidal_findings::{FileReading, RowNote};

use super::row::Unfit;

/// So many notes of a file are listed; the others are counted. Chosen by us because a page with more is not read.
pub const NOTES_LISTED: usize = 200;

/// How a file was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    record: FileReading,
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
        if self.record.notes.len() < NOTES_LISTED {
            self.record.notes.push(counted.note);
        }
    }

    /// Rows that were used.
    pub fn rows_used(&self) -> u64 {
        self.record.used
    }

    /// Takes rows out of use again: they were read, but a later step cannot use them.
    pub fn withdraw(&mut self, rows: u64, kind: &str) {
        let rows = rows.min(self.record.used);
        self.record.used -= rows;
        self.record.set_aside += rows;
        *self.record.counts.entry(kind.to_owned()).or_default() += rows;
    }

    /// The record for the findings.
    pub fn into_record(self) -> FileReading {
        debug_assert_eq!(
            self.record.used + self.record.set_aside,
            self.record.rows,
            "every row is used or set aside"
        );
        self.record
    }
}
