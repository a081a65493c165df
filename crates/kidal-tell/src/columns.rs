//! Several accounts side by side: one row for each time that any of them tells of.

use std::collections::BTreeMap;

use crate::print::{heading, line};
use crate::record::{Sentence, Telling};

/// More accounts than this do not fit beside each other; each row then lists them below each other.
const MOST_COLUMNS: usize = 3;
/// Space between columns.
const GAP: usize = 3;
/// No column is narrower. Chosen by us because an English sentence in fewer letters is a column of single words.
const NARROWEST: usize = 24;

/// What the accounts tell of one time, in their order.
pub(crate) struct Row<'t> {
    pub heading: String,
    pub cells: Vec<Vec<&'t Sentence>>,
}

/// The rows of a telling, by time; what has no time stands last.
pub(crate) fn rows(telling: &Telling) -> Vec<Row<'_>> {
    type Key = (bool, i64, String);
    let mut rows: BTreeMap<Key, Vec<Vec<&Sentence>>> = BTreeMap::new();
    for (column, account) in telling.accounts.iter().enumerate() {
        for sentence in &account.sentences {
            let key = (
                sentence.time.is_none(),
                sentence.time.unwrap_or(0),
                heading(sentence),
            );
            let cells = rows
                .entry(key)
                .or_insert_with(|| vec![Vec::new(); telling.accounts.len()]);
            cells[column].push(sentence);
        }
    }
    rows.into_iter()
        .map(|((_, _, heading), cells)| Row { heading, cells })
        .collect()
}

/// The rows as columns of a terminal of this width.
pub(crate) fn text(telling: &Telling, width: usize) -> String {
    let count = telling.accounts.len();
    let column = (width.saturating_sub(2 + GAP * count.saturating_sub(1))) / count.max(1);
    if count > MOST_COLUMNS || column < NARROWEST {
        return below(telling, width);
    }
    let names: Vec<Vec<String>> = telling
        .accounts
        .iter()
        .map(|account| wrap(&format!("{} ({})", account.name, account.speaker), column))
        .collect();
    let mut out = format!("{}\n\n", telling.title);
    out.push_str(&beside(&names, column));
    let rule = "\u{2500}".repeat(column);
    out.push_str(&beside(&vec![vec![rule]; count], column));
    for row in rows(telling) {
        out.push_str(&format!("\n{}\n", row.heading));
        let cells: Vec<Vec<String>> = row
            .cells
            .iter()
            .map(|cell| {
                cell.iter()
                    .flat_map(|sentence| wrap(&told(sentence), column))
                    .collect()
            })
            .collect();
        out.push_str(&beside(&cells, column));
    }
    out.push('\n');
    out
}

/// Each time with the accounts below each other.
fn below(telling: &Telling, width: usize) -> String {
    let ids: Vec<&str> = telling
        .accounts
        .iter()
        .map(|account| account.speaker.as_str())
        .collect();
    let widest = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0);
    let column = width.saturating_sub(widest + 4).max(NARROWEST);
    let mut out = format!("{}\n", telling.title);
    for row in rows(telling) {
        out.push_str(&format!("\n{}\n", row.heading));
        for (id, cell) in ids.iter().zip(&row.cells) {
            let lines = cell
                .iter()
                .flat_map(|sentence| wrap(&told(sentence), column));
            for (number, line) in lines.enumerate() {
                let name = if number == 0 { id } else { "" };
                out.push_str(&format!("  {name:widest$}  {line}\n"));
            }
        }
    }
    out.push('\n');
    out
}

fn told(sentence: &Sentence) -> String {
    format!("{} [{}]", line(sentence), sentence.claim)
}

/// Lines of several columns put beside each other.
fn beside(columns: &[Vec<String>], width: usize) -> String {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for row in 0..height {
        let mut text = String::from("  ");
        for (number, column) in columns.iter().enumerate() {
            let cell = column.get(row).map_or("", String::as_str);
            text.push_str(cell);
            if number + 1 < columns.len() {
                let missing = (width + GAP).saturating_sub(cell.chars().count());
                text.push_str(&" ".repeat(missing));
            }
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// The words of a text in lines of this width; a longer word stands on a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// The rows as a table of Markdown.
pub(crate) fn markdown(telling: &Telling) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let names: Vec<String> = telling
        .accounts
        .iter()
        .map(|account| cell(&format!("{} (`{}`)", account.name, account.speaker)))
        .collect();
    let mut out = format!(
        "| when | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for row in rows(telling) {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|sentences| {
                let lines: Vec<String> = sentences
                    .iter()
                    .map(|sentence| format!("{} `{}`", cell(&line(sentence)), sentence.claim))
                    .collect();
                lines.join("<br>")
            })
            .collect();
        out.push_str(&format!(
            "| {} | {} |\n",
            cell(&row.heading),
            cells.join(" | ")
        ));
    }
    out
}
