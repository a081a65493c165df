//! A study of a table on the terminal: statements, tables, and how the files were read.

use kidal_findings::{CorpusRecord, Findings, TableRecord};

use super::layout;

const WIDTH: usize = 100;

/// The study as text.
#[must_use]
pub fn corpus(findings: &Findings) -> String {
    let Some(record) = &findings.corpus else {
        return String::new();
    };
    let mut lines = vec![findings.headline.title.clone()];
    lines.extend(layout::wrap(&findings.headline.about, "", WIDTH));
    for warning in &findings.headline.warnings {
        lines.extend(layout::wrap(&format!("note: {warning}"), "", WIDTH));
    }
    if !record.statements.is_empty() {
        lines.push(String::new());
        for one in &record.statements {
            lines.extend(layout::wrap(
                &format!("{} ({})", one.said, one.by),
                "",
                WIDTH,
            ));
            lines.extend(layout::wrap(
                &format!("→ {}: {}", one.verdict, one.found),
                "  ",
                WIDTH,
            ));
        }
    }
    for table in &record.tables {
        lines.push(String::new());
        push_table(&mut lines, table);
    }
    lines.push(String::new());
    push_reading(&mut lines, record);
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A table with columns as wide as what they hold.
fn push_table(lines: &mut Vec<String>, table: &TableRecord) {
    lines.extend(layout::wrap(&table.title, "", WIDTH));
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(kidal_findings::Cell::text).collect())
        .collect();
    let length = |text: &String| text.chars().count();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, head)| {
            // A head wraps at its spaces; no word of it is split.
            let word = head.split(' ').map(|word| word.chars().count()).max();
            rows.iter()
                .map(|row| length(&row[place]))
                .chain(word)
                .max()
                .unwrap_or(0)
        })
        .collect();
    let heads: Vec<Vec<String>> = table
        .columns
        .iter()
        .zip(&widths)
        .map(|(head, width)| layout::wrap(head, "", *width))
        .collect();
    let depth = heads.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..depth {
        let cells: Vec<String> = heads
            .iter()
            .map(|head| {
                let above = depth - head.len();
                line.checked_sub(above)
                    .and_then(|place| head.get(place))
                    .cloned()
                    .unwrap_or_default()
            })
            .collect();
        lines.push(aligned(&cells, &widths));
    }
    for row in &rows {
        lines.push(aligned(row, &widths));
    }
    lines.extend(layout::wrap(&table.note, "", WIDTH));
}

/// The first column to the left, the others to the right.
fn aligned(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let space = " ".repeat(width.saturating_sub(cell.chars().count()));
        if place == 0 {
            line.push_str("  ");
            line.push_str(cell);
            line.push_str(&space);
        } else {
            line.push_str("  ");
            line.push_str(&space);
            line.push_str(cell);
        }
    }
    line.trim_end().to_owned()
}

/// Notes of a file that are printed; the page has more of them.
const NOTES: usize = 5;

fn push_reading(lines: &mut Vec<String>, record: &CorpusRecord) {
    for file in &record.reading {
        lines.push(format!(
            "{}: {} rows, {} used, {} set aside ({})",
            file.file, file.rows, file.used, file.set_aside, file.encoding
        ));
        for (kind, count) in &file.counts {
            lines.push(format!("  {count} × {kind}"));
        }
        for note in file.notes.iter().take(NOTES) {
            let field = if note.field.is_empty() {
                String::new()
            } else {
                format!(" `{}`", note.field)
            };
            let done = if note.is_set_aside {
                "set aside"
            } else {
                "used"
            };
            lines.extend(layout::wrap(
                &format!(
                    "{}:{}:{}{field}: {} ({done})",
                    file.file, note.line, note.column, note.reason
                ),
                "    ",
                WIDTH,
            ));
        }
    }
}
