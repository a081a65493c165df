//! The tables of a study of battles, as they stand in the findings.

use kidal_findings::{Cell, CorpusRecord, TableRecord};
use serde_json::{Value, json};

use crate::table::{Field, Kind, Table, number, push_line};

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

/// The same tables with typed columns: a column of counts holds integers, one of numbers and counts holds numbers, any
/// other text.
pub(crate) fn tables(corpus: &CorpusRecord) -> Vec<Table> {
    let of = |table: &TableRecord| Table {
        name: table.id.clone().into(),
        title: table.title.clone().into(),
        fields: (0..table.columns.len())
            .flat_map(|place| columns(table, place))
            .collect(),
        rows: table.rows.iter().map(|row| cells(table, row)).collect(),
    };
    corpus.tables.iter().map(of).collect()
}

fn columns(table: &TableRecord, place: usize) -> Vec<Field> {
    let cells = || table.rows.iter().filter_map(|row| row.get(place));
    let is_text = cells().any(|cell| matches!(cell, Cell::Text(_)));
    let is_number = cells().any(|cell| matches!(cell, Cell::Number { .. }));
    let is_count = cells().any(|cell| matches!(cell, Cell::Count(_)));
    let kind = match (is_text, is_number, is_count) {
        (true, _, _) | (_, false, false) => Kind::Text,
        (_, true, _) => Kind::Number,
        (_, _, true) => Kind::Integer,
    };
    let name = &table.columns[place];
    let mut fields = vec![Field {
        name: name.clone(),
        kind,
        about: table.note.clone(),
    }];
    if has_errors(table, place) {
        fields.push(Field {
            name: format!("{name}, error"),
            kind: Kind::Number,
            about: format!("standard error of `{name}`"),
        });
    }
    fields
}

fn text(table: &TableRecord) -> String {
    let mut text = String::new();
    push_line(&mut text, &heads(table));
    for row in &table.rows {
        push_line(&mut text, &cells(table, row));
    }
    text
}

fn cells(table: &TableRecord, row: &[Cell]) -> Vec<String> {
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
    cells
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
