//! Diagnostics as GitHub workflow commands.

use crate::index::Index;
use crate::{Diagnostic, Files, Severity};

/// One `::error`, `::warning` or `::notice` line for each diagnostic, at its first place; the other places, the
/// arithmetic and the help follow in the message. Errors and contradictions are `error`, tensions `warning`.
pub fn render_github(diagnostics: &[Diagnostic], files: &Files) -> String {
    let files = &Index::new(files);
    diagnostics.iter().map(|found| line(found, files)).collect()
}

fn line(found: &Diagnostic, files: &Index<'_>) -> String {
    let command = match found.severity {
        Severity::Error | Severity::Contradiction => "error",
        Severity::Tension => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    let first = found.first_place();
    if let Some(place) = first {
        let span = files.clamp(&place.file, &place.span);
        let start = files.line_column(&place.file, span.start);
        let end = files.line_column(&place.file, span.end);
        properties.push(format!("file={}", escape_property(&place.file)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties.push(format!(
        "title={}",
        escape_property(&format!("{} {}", found.severity, found.code))
    ));

    let mut message = vec![found.message.clone()];
    for place in &found.annotations {
        if Some(place) != first || !place.label.is_empty() {
            let start = files.line_column(&place.file, files.clamp(&place.file, &place.span).start);
            message.push(format!(
                "{}:{}:{}: {}",
                place.file, start.line, start.column, place.label
            ));
        }
    }
    message.extend(found.arithmetic.iter().cloned());
    message.extend(found.help.iter().map(|help| format!("help: {help}")));
    format!(
        "::{command} {}::{}\n",
        properties.join(","),
        escape(&message.join("\n"))
    )
}

/// Line ends would end the command; `%` begins an escape.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
