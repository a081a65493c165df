//! The worker's side of a farm.

use std::path::PathBuf;

use kidal_commands::farm::{self, Hand, Maker, Refusal};
use kidal_diag::Files;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::trouble::or_raise;

/// Does tasks for one dossier; its state is what was worked out before the first history.
#[pyclass(frozen, module = "kidal._kidal")]
pub struct Worker(Hand);

#[pymethods]
impl Worker {
    /// A worker for the texts of a dossier.
    #[new]
    fn new(py: Python<'_>, texts: Vec<(String, String)>) -> PyResult<Self> {
        let files: Files = texts
            .iter()
            .map(|(name, text)| (name.clone(), text.as_str()))
            .collect();
        or_raise(py, py.detach(|| farm::hand(files))).map(Self)
    }

    /// Does a task with the interpreter released. Raises `kidal.VersionMismatch`, `kidal.DossierMissing` or
    /// `kidal.EngineError`.
    fn work<'py>(&self, py: Python<'py>, task: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        match py.detach(|| self.0.work(task)) {
            Ok(answer) => Ok(PyBytes::new(py, &answer)),
            Err(refusal) => Err(refused(py, &refusal)),
        }
    }
}

fn refused(py: Python<'_>, refusal: &Refusal) -> PyErr {
    let class = match refusal {
        Refusal::OtherVersion { .. } => "VersionMismatch",
        Refusal::OtherDossier { .. } => "DossierMissing",
        Refusal::NoTask | Refusal::Study(_) => "EngineError",
    };
    let made = py
        .import("kidal.errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1((refusal.to_string(),)));
    match made {
        Ok(value) => PyErr::from_value(value),
        Err(error) => error,
    }
}

/// Version and commit of this build.
#[pyfunction]
pub fn about() -> (String, String) {
    let maker = Maker::this();
    (maker.version, maker.commit)
}

/// Digest of a dossier, and its texts by name.
#[pyfunction]
pub fn dossier_texts(
    py: Python<'_>,
    dossier: PathBuf,
) -> PyResult<(String, Vec<(String, String)>)> {
    let (digest, files) = or_raise(py, py.detach(|| farm::texts(&dossier)))?;
    let texts = files
        .iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    Ok((digest, texts))
}
