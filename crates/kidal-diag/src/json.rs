//! Diagnostics as JSON.

use serde::Serialize;

use crate::index::Index;
use crate::{ClaimSet, Diagnostic, Files, Severity};

#[derive(Serialize)]
struct Report<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    annotations: Vec<Place<'a>>,
    arithmetic: &'a [String],
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "<[ClaimSet]>::is_empty")]
    sets: &'a [ClaimSet],
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    label: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    byte: usize,
}

/// The diagnostics as a JSON list, in the order given. Lines and columns count from 1, columns in characters; bytes
/// count from 0; `end` is the place behind the last character. `sets` is there where a diagnostic names sets of claims.
pub fn render_json(diagnostics: &[Diagnostic], files: &Files) -> String {
    let files = &Index::new(files);
    let reports: Vec<Report<'_>> = diagnostics
        .iter()
        .map(|found| report(found, files))
        .collect();
    let mut text = serde_json::to_string_pretty(&reports).expect("plain records always serialise");
    text.push('\n');
    text
}

fn report<'a>(found: &'a Diagnostic, files: &Index<'_>) -> Report<'a> {
    let place = |annotation: &'a crate::Annotation| {
        let span = files.clamp(&annotation.file, &annotation.span);
        Place {
            file: &annotation.file,
            start: point(files, &annotation.file, span.start),
            end: point(files, &annotation.file, span.end),
            label: &annotation.label,
            primary: annotation.primary,
        }
    };
    Report {
        code: &found.code,
        severity: found.severity,
        message: &found.message,
        annotations: found.annotations.iter().map(place).collect(),
        arithmetic: &found.arithmetic,
        help: found.help.as_deref(),
        sets: &found.sets,
    }
}

fn point(files: &Index<'_>, file: &str, byte: usize) -> Point {
    let place = files.line_column(file, byte);
    Point {
        line: place.line,
        column: place.column,
        byte,
    }
}
