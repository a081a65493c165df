//! The tables of a study of battles, as they stand in the findings.

use kidal_findings::{Cell, CorpusRecord, TableRecord};

use crate::table::{Field, Kind, Table, number};

/// The tables. A column whose numbers have errors is followed by one that holds them; columns of equal names are numbered.
pub(crate) fn tables(corpus: &CorpusRecord) -> Vec<Table> {
    corpus.tables.iter().map(table).collect()
}

fn table(record: &TableRecord) -> Table {
    let mut table = Table {
        name: record.id.clone().into(),
        title: record.title.clone().into(),
        fields: Vec::new(),
        rows: record.rows.iter().map(|_| Vec::new()).collect(),
    };
    for (place, name) in record.columns.iter().enumerate() {
        let cells = || {
            // Findings may come from anywhere: a row that is too short has nothing there.
            let rows = record.rows.iter();
            rows.map(move |row| row.get(place).unwrap_or(&Cell::Missing))
        };
        push(
            &mut table,
            name,
            kind(cells()),
            &record.note,
            cells().map(text),
        );
        let has_errors = cells().any(|cell| error(cell).is_some());
        if has_errors {
            let name = format!("{name}, error");
            let errors = cells().map(|cell| error(cell).map_or_else(String::new, number));
            push(&mut table, &name, Kind::Plain, &record.note, errors);
        }
    }
    table
}

fn push(
    table: &mut Table,
    name: &str,
    kind: Kind,
    about: &str,
    cells: impl Iterator<Item = String>,
) {
    let is_known = |name: &str| table.fields.iter().any(|field| field.name == name);
    let mut unlike = name.to_owned();
    let mut count = 2;
    while is_known(&unlike) {
        unlike = format!("{name} ({count})");
        count += 1;
    }
    table.fields.push(Field {
        name: unlike,
        kind,
        about: about.to_owned(),
    });
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        row.push(cell);
    }
}

/// What all cells of a column are; words where they differ in kind.
fn kind<'a>(cells: impl Iterator<Item = &'a Cell>) -> Kind {
    let mut found = None;
    for cell in cells {
        let this = match cell {
            Cell::Missing => continue,
            Cell::Text(_) => Kind::Text,
            Cell::Count(_) => Kind::Integer,
            Cell::Number { .. } => Kind::Plain,
        };
        found = Some(match (found, this) {
            (None, this) => this,
            (Some(found), this) if found == this => this,
            (Some(Kind::Text), _) | (_, Kind::Text) => Kind::Text,
            _ => Kind::Plain,
        });
    }
    found.unwrap_or(Kind::Text)
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => words.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Number { value, .. } => number(*value),
        Cell::Missing => String::new(),
    }
}

fn error(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number { error, .. } => *error,
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn record() -> CorpusRecord {
        CorpusRecord {
            tables: vec![TableRecord {
                id: "t".into(),
                columns: vec!["law".into(), "ln Z".into(), "n".into(), "n".into()],
                rows: vec![
                    vec![
                        Cell::Text("a, b".into()),
                        Cell::with_error(1.5, 0.25, 1),
                        Cell::Count(3),
                        Cell::Count(4),
                    ],
                    vec![
                        Cell::Missing,
                        Cell::number(2.0, 0),
                        Cell::Missing,
                        Cell::number(0.5, 1),
                    ],
                ],
                ..TableRecord::default()
            }],
            ..CorpusRecord::default()
        }
    }

    #[test]
    fn errors_have_columns_of_their_own_and_names_differ() {
        let tables = tables(&record());
        assert_eq!(
            tables[0].to_csv(),
            "law,ln Z,\"ln Z, error\",n,n (2)\n\"a, b\",1.5,0.25,3,4\n,2,,,0.5\n"
        );
        let kinds: Vec<Kind> = tables[0].fields.iter().map(|field| field.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Text,
                Kind::Plain,
                Kind::Plain,
                Kind::Integer,
                Kind::Plain
            ]
        );
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn tables_become_parquet() {
        for table in tables(&record()) {
            let bytes = crate::parquet::bytes(&table).expect("cells are of their types");
            assert_eq!(&bytes[..4], b"PAR1");
        }
    }
}
