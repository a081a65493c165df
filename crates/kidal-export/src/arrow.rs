//! The tables as Arrow record batches.
//!
//! Text is UTF-8, moments are timestamps in milliseconds (UTC), a missing cell is null. What each column means stands in
//! the metadata of its field (`about`, `unit`).

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray,
};
use arrow_schema::{DataType, Field, Schema, TimeUnit};

use crate::table::{Kind, Table, second};

/// A table as one record batch.
///
/// # Errors
/// A fragment with the name of the table where a cell is not of its column's type, which is a fault of the program.
pub(crate) fn batch(table: &Table) -> Result<RecordBatch, String> {
    let fault = |cause: String| format!("put the table `{}` in columns: {cause}", table.name);
    let mut fields = Vec::new();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (index, field) in table.fields.iter().enumerate() {
        let (kind, array) = column(table, index, field.kind).map_err(fault)?;
        let about = [
            ("about".to_owned(), field.about.clone()),
            ("unit".to_owned(), field.unit().to_owned()),
        ];
        fields.push(Field::new(field.name.as_str(), kind, true).with_metadata(about));
        columns.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|cause| fault(cause.to_string()))
}

fn column(table: &Table, index: usize, kind: Kind) -> Result<(DataType, ArrayRef), String> {
    let cells = || {
        table
            .rows
            .iter()
            .map(move |row| Some(row[index].as_str()).filter(|cell| !cell.is_empty()))
    };
    let wrong = |cell: &str| format!("`{cell}` in column {}", table.fields[index].name);
    Ok(match kind {
        Kind::Text => (
            DataType::Utf8,
            Arc::new(cells().collect::<StringArray>()) as ArrayRef,
        ),
        Kind::Number | Kind::Plain => {
            let values: Vec<Option<f64>> = parsed(cells(), |cell| cell.parse().ok(), wrong)?;
            (DataType::Float64, Arc::new(Float64Array::from(values)))
        }
        Kind::Integer => {
            let values: Vec<Option<i64>> = parsed(cells(), |cell| cell.parse().ok(), wrong)?;
            (DataType::Int64, Arc::new(Int64Array::from(values)))
        }
        Kind::Boolean => {
            let values: Vec<Option<bool>> = parsed(cells(), |cell| cell.parse().ok(), wrong)?;
            (DataType::Boolean, Arc::new(BooleanArray::from(values)))
        }
        Kind::Time => {
            let values: Vec<Option<i64>> = parsed(
                cells(),
                |cell| second(cell).map(|second| second * 1000),
                wrong,
            )?;
            (
                DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
                Arc::new(TimestampMillisecondArray::from(values).with_timezone("UTC")),
            )
        }
    })
}

fn parsed<'a, T>(
    cells: impl Iterator<Item = Option<&'a str>>,
    read: impl Fn(&str) -> Option<T>,
    wrong: impl Fn(&str) -> String,
) -> Result<Vec<Option<T>>, String> {
    cells
        .map(|cell| {
            cell.map(|cell| read(cell).ok_or_else(|| wrong(cell)))
                .transpose()
        })
        .collect()
}
