//! The tables of a study of battles, as they stand in the findings.

use kidal_findings::{Cell, CorpusRecord, TableRecord};
use serde_json::{Value, json};

use crate::table::{number, push_line};

/// File name and text of each table. A column whose numbers have errors is followed by one that holds them.
pub(crate) fn csv(corpus: &CorpusRecord) -> Vec<(String, String)> {
    corpus
        .tables
        .iter()
        .map(|table| (format!("{}.csv", table.id), text(table)))
        .collect()
}

/// The tables in a Data Package.
pub(crate) fn resources(corpus: &CorpusRecord) -> Vec<Value> {
    corpus
        .tables
        .iter()
        .map(|table| {
            let fields: Vec<Value> = heads(table)
                .into_iter()
                .map(|name| json!({ "name": name, "type": "any" }))
                .collect();
            json!({
                "name": table.id,
                "path": format!("{}.csv", table.id),
                "title": table.title,
                "description": table.note,
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": { "fields": fields, "missingValues": [""] },
            })
        })
        .collect()
}

fn text(table: &TableRecord) -> String {
    let mut text = String::new();
    push_line(&mut text, &heads(table));
    for row in &table.rows {
        let mut cells = Vec::new();
        for (place, cell) in row.iter().enumerate() {
            let (value, error) = match cell {
                Cell::Text(words) => (words.clone(), String::new()),
                Cell::Count(count) => (count.to_string(), String::new()),
                Cell::Number { value, error, .. } => {
                    (number(*value), error.map_or_else(String::new, number))
                }
                Cell::Missing => (String::new(), String::new()),
            };
            cells.push(value);
            if has_errors(table, place) {
                cells.push(error);
            }
        }
        push_line(&mut text, &cells);
    }
    text
}

fn heads(table: &TableRecord) -> Vec<String> {
    let mut heads = Vec::new();
    for (place, name) in table.columns.iter().enumerate() {
        heads.push(name.clone());
        if has_errors(table, place) {
            heads.push(format!("{name}, error"));
        }
    }
    heads
}

fn has_errors(table: &TableRecord, place: usize) -> bool {
    table
        .rows
        .iter()
        .any(|row| matches!(row.get(place), Some(Cell::Number { error: Some(_), .. })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_columns_of_their_own() {
        let table = TableRecord {
            id: "t".into(),
            columns: vec!["law".into(), "ln Z".into()],
            rows: vec![
                vec![Cell::Text("a, b".into()), Cell::with_error(1.5, 0.25, 1)],
                vec![Cell::Missing, Cell::number(2.0, 0)],
            ],
            ..TableRecord::default()
        };
        assert_eq!(
            text(&table),
            "law,ln Z,\"ln Z, error\"\n\"a, b\",1.5,0.25\n,2,\n"
        );
    }
}
