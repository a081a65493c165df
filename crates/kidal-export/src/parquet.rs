//! The tables as Parquet, one row group each, compressed with Snappy. Built only with the feature `parquet`.
//!
//! Text is UTF-8, moments are timestamps in milliseconds (UTC), a missing cell is null. What each column means stands in
//! the metadata of its field (`about`, `unit`).

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray,
};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::table::{Kind, Table, second};

/// A table as the bytes of a Parquet file, the same for the same table.
///
/// # Errors
/// A fragment with the name of the table where a cell is not of its column's type, which is a fault of the program.
pub(crate) fn bytes(table: &Table) -> Result<Vec<u8>, String> {
    let fault = |cause: String| format!("write the table `{}` as Parquet: {cause}", table.name);
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
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)
        .map_err(|cause| fault(cause.to_string()))?;
    let settings = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("kidal {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, schema, Some(settings))
        .map_err(|cause| fault(cause.to_string()))?;
    writer
        .write(&batch)
        .map_err(|cause| fault(cause.to_string()))?;
    writer.close().map_err(|cause| fault(cause.to_string()))?;
    Ok(bytes)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, TimestampMillisecondType};
    use kidal_findings::fixture;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    #[test]
    fn what_is_written_is_read_back_cell_by_cell() {
        let ensemble = crate::tests::ensemble();
        for table in tables::filled(&fixture::findings(), Some(&ensemble)) {
            let bytes = bytes(&table).expect("cells are of their types");
            assert_eq!(
                bytes,
                super::bytes(&table).expect("again"),
                "{}",
                table.name
            );
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes))
                .expect("it is Parquet")
                .build()
                .expect("it can be read");
            let batches: Vec<RecordBatch> = reader.map(|batch| batch.expect("a batch")).collect();
            let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
            assert_eq!(rows, table.rows.len(), "{}", table.name);
            let batch = &batches[0];
            for (index, field) in table.fields.iter().enumerate() {
                let column = batch.column(index);
                for (row, cells) in table.rows.iter().take(batch.num_rows()).enumerate() {
                    let cell = &cells[index];
                    assert_eq!(column.is_null(row), cell.is_empty(), "{}", field.name);
                    if cell.is_empty() {
                        continue;
                    }
                    match field.kind {
                        Kind::Text => assert_eq!(column.as_string::<i32>().value(row), cell),
                        Kind::Number | Kind::Plain => {
                            let value = column.as_primitive::<Float64Type>().value(row);
                            assert_eq!(crate::table::number(value), *cell);
                        }
                        Kind::Time => {
                            let value = column.as_primitive::<TimestampMillisecondType>();
                            assert_eq!(second(cell), Some(value.value(row) / 1000));
                        }
                        Kind::Integer | Kind::Boolean => {}
                    }
                }
            }
        }
    }
}
