//! The tables as Parquet, one row group each, compressed with Snappy. Built only with the feature `parquet`.
//!
//! Text is UTF-8, moments are timestamps in milliseconds (UTC), a missing cell is null. What each column means stands in
//! the metadata of its field (`about`, `unit`).

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::arrow::batch;
use crate::table::Table;

/// A table as the bytes of a Parquet file, the same for the same table.
///
/// # Errors
/// A fragment with the name of the table where a cell is not of its column's type, which is a fault of the program.
pub(crate) fn bytes(table: &Table) -> Result<Vec<u8>, String> {
    let fault = |cause: String| format!("write the table `{}` as Parquet: {cause}", table.name);
    let batch = batch(table)?;
    let settings = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("kidal {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(settings))
        .map_err(|cause| fault(cause.to_string()))?;
    writer
        .write(&batch)
        .map_err(|cause| fault(cause.to_string()))?;
    writer.close().map_err(|cause| fault(cause.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Kind, second};
    use crate::tables;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, TimestampMillisecondType};
    use arrow_array::{Array, RecordBatch};
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
                        Kind::Plain => {
                            let value = column.as_primitive::<Float64Type>().value(row);
                            assert_eq!(cell.parse(), Ok(value));
                        }
                        Kind::Number => {
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
