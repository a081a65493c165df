//! Findings, and the commands that read them.

use std::path::{Path, PathBuf};

use kidal_commands::export::{ExportRequest, Form};
use kidal_commands::{answer, export as exports, json, report as reports, rerun as reruns, tables};
use kidal_findings::Findings;
use pyo3::prelude::*;

use crate::attend::{Attention, attended};
use crate::table::Table;
use crate::trouble::{chosen, or_raise};

/// Findings as a command gave them.
#[pyclass(frozen, module = "kidal._kidal")]
pub struct Found {
    findings: Findings,
    folder: Option<PathBuf>,
    is_resumed: bool,
}

impl Found {
    pub fn new(findings: Findings, folder: Option<PathBuf>) -> Self {
        Self {
            findings,
            folder,
            is_resumed: false,
        }
    }

    pub fn resumed(self, is_resumed: bool) -> Self {
        Self { is_resumed, ..self }
    }

    fn place(&self) -> &Path {
        self.folder.as_deref().unwrap_or(Path::new(""))
    }
}

#[pymethods]
impl Found {
    /// The folder that holds them, if they were written.
    #[getter]
    fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// Whether the work went on from a checkpoint.
    #[getter]
    fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// `findings.json`, byte for byte.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        or_raise(py, py.detach(|| json::findings(&self.findings)))
    }

    /// The answer as the command line prints it.
    #[pyo3(signature = (verbose = false))]
    fn text(&self, verbose: bool) -> String {
        answer::of(&self.findings, self.place(), verbose)
    }

    /// The answer as Markdown.
    fn markdown(&self) -> String {
        answer::markdown_of(&self.findings, self.place())
    }

    /// The tables that have rows.
    fn tables(&self, py: Python<'_>) -> PyResult<Vec<Table>> {
        let tables = py.detach(|| tables::tables(&self.findings, self.folder.as_deref()));
        Ok(or_raise(py, tables)?.into_iter().map(Table::from).collect())
    }
}

/// Reads the findings in a folder.
#[pyfunction]
pub fn read(py: Python<'_>, folder: PathBuf) -> PyResult<Found> {
    let (folder, findings) = or_raise(py, py.detach(|| reports::read(&folder)))?;
    Ok(Found::new(findings, Some(folder)))
}

/// Writes findings in a form that other tools read.
#[pyfunction]
#[pyo3(signature = (findings, form, out = None))]
pub fn export(
    py: Python<'_>,
    findings: PathBuf,
    form: &str,
    out: Option<PathBuf>,
) -> PyResult<Vec<PathBuf>> {
    let forms = [
        ("csv", Form::Csv),
        ("geojson", Form::Geojson),
        ("parquet", Form::Parquet),
    ];
    let request = ExportRequest {
        findings,
        form: chosen(py, "form", form, &forms)?,
        out,
    };
    or_raise(py, py.detach(|| exports::export(&request)))
}

/// Makes the report page again.
#[pyfunction]
#[pyo3(signature = (findings, out = None))]
pub fn report(py: Python<'_>, findings: PathBuf, out: Option<PathBuf>) -> PyResult<PathBuf> {
    or_raise(py, py.detach(|| reports::report(&findings, out.as_deref())))
}

/// Computes findings again and compares every byte; the answer as JSON.
#[pyfunction]
#[pyo3(signature = (findings, threads = 0, progress = None))]
pub fn rerun(
    py: Python<'_>,
    findings: PathBuf,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    attended(
        py,
        Attention::stoppable(progress, None),
        move |stop, watcher, _| {
            reruns::rerun(&findings, threads, stop, watcher).map(|found| json::rerun(&found))
        },
    )
}
