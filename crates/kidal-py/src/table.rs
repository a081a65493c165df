//! A table that other libraries read without a copy.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use kidal_commands::tables::Columns;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

/// A table of findings. It speaks the Arrow PyCapsule interface, so that pandas, Polars, pyarrow and DuckDB take it as it
/// is, without a copy of its numbers.
#[pyclass(frozen, module = "kidal")]
pub struct Table {
    columns: Columns,
}

impl From<Columns> for Table {
    fn from(columns: Columns) -> Self {
        Self { columns }
    }
}

impl Table {
    fn batch(&self) -> &RecordBatch {
        &self.columns.batch
    }
}

#[pymethods]
impl Table {
    /// Name of the table.
    #[getter]
    fn name(&self) -> &str {
        &self.columns.name
    }

    /// What it holds, in a few words.
    #[getter]
    fn title(&self) -> &str {
        &self.columns.title
    }

    /// Number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batch().num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let schema = self.batch().schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    /// What each column means and in which unit: name → (unit, meaning).
    #[getter]
    fn meanings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for field in self.batch().schema().fields() {
            let of = |key: &str| field.metadata().get(key).cloned().unwrap_or_default();
            all.set_item(field.name(), (of("unit"), of("about")))?;
        }
        Ok(all)
    }

    /// The rows as an Arrow stream (PyCapsule interface). The schema that is asked for is not heeded, as the interface
    /// allows.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batch = self.batch().clone();
        let schema = batch.schema();
        let rows = RecordBatchIterator::new([Ok(batch)], schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(rows));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The schema (PyCapsule interface).
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch().schema().as_ref())
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The table as a pandas DataFrame.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let frame = slf.py().import("pandas")?.getattr("DataFrame")?;
        match frame.getattr("from_arrow") {
            Ok(make) => make.call1((slf,)),
            // Before pandas 3 the way leads through pyarrow.
            Err(_) => Self::to_arrow(slf)?.call_method0("to_pandas"),
        }
    }

    /// The table as a Polars DataFrame.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// The table as a pyarrow Table.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    fn __len__(&self) -> usize {
        self.batch().num_rows()
    }

    fn __repr__(&self) -> String {
        format!(
            "<kidal.Table {}: {} rows, {} columns>",
            self.columns.name,
            self.batch().num_rows(),
            self.batch().num_columns()
        )
    }
}
