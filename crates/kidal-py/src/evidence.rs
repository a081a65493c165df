//! Commands that need the evidence alone.

use std::path::PathBuf;

use kidal_commands::check::CheckRequest;
use kidal_commands::evidence::{EvidenceRequest, Form};
use kidal_commands::folder::Folder;
use kidal_commands::import::ImportRequest;
use kidal_commands::new::NewRequest;
use kidal_commands::tell::TellRequest;
use kidal_commands::{
    check as checks, evidence as exports, explain as rule_pages, import as imports, json,
    new as skeletons, tell as tellings, whatif as changes,
};
use kidal_diag::{render_json, render_sarif, render_text};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::trouble::{chosen, or_raise};

/// Finds where the accounts contradict each other, also those of different dossiers.
#[pyfunction]
#[pyo3(signature = (dossiers, baseline = None, write_baseline = None))]
pub fn check(
    py: Python<'_>,
    dossiers: Vec<PathBuf>,
    baseline: Option<PathBuf>,
    write_baseline: Option<PathBuf>,
) -> PyResult<Bound<'_, PyDict>> {
    let request = CheckRequest {
        dossiers,
        baseline,
        write_baseline,
    };
    let found = or_raise(py, py.detach(|| checks::check(&request)))?;
    let answer = PyDict::new(py);
    answer.set_item("title", &found.title)?;
    answer.set_item("claims", found.claims)?;
    answer.set_item("accepted", found.accepted)?;
    answer.set_item("gone", &found.gone)?;
    answer.set_item("written", found.written)?;
    answer.set_item("summary", found.summary())?;
    answer.set_item("exit_code", found.exit_code())?;
    answer.set_item("text", render_text(&found.diagnostics, &found.files, false))?;
    answer.set_item("json", render_json(&found.diagnostics, &found.files))?;
    let version = env!("CARGO_PKG_VERSION");
    answer.set_item(
        "sarif",
        render_sarif(&found.diagnostics, &found.files, version),
    )?;
    Ok(answer)
}

/// Tells the battle as accounts tell it: text, Markdown, JSON.
#[pyfunction]
#[pyo3(signature = (dossier, by = Vec::new()))]
pub fn tell(
    py: Python<'_>,
    dossier: PathBuf,
    by: Vec<String>,
) -> PyResult<(String, String, String)> {
    let telling = or_raise(
        py,
        py.detach(|| tellings::tell(&TellRequest { dossier, by })),
    )?;
    Ok((
        telling.to_text(),
        telling.to_markdown(),
        json::telling(&telling),
    ))
}

/// Drafts evidence from articles or event data.
#[pyfunction]
#[pyo3(signature = (files, out = None))]
pub fn import_(
    py: Python<'_>,
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
) -> PyResult<Bound<'_, PyDict>> {
    let request = ImportRequest { files, out };
    let found = or_raise(py, py.detach(|| imports::import(&request)))?;
    let answer = PyDict::new(py);
    answer.set_item("draft", found.draft())?;
    answer.set_item("json", found.import.json())?;
    answer.set_item("remarks", found.import.remarks())?;
    answer.set_item("written", &found.written)?;
    Ok(answer)
}

/// The claims of a dossier in a form that others read.
#[pyfunction]
#[pyo3(signature = (dossier, form, item = None))]
pub fn evidence(
    py: Python<'_>,
    dossier: PathBuf,
    form: &str,
    item: Option<String>,
) -> PyResult<String> {
    let forms = [
        ("md", Form::Markdown),
        ("csv", Form::Csv),
        ("geojson", Form::Geojson),
        ("quickstatements", Form::QuickStatements),
    ];
    let request = EvidenceRequest {
        dossier,
        form: chosen(py, "form", form, &forms)?,
        item,
    };
    or_raise(py, py.detach(|| exports::evidence(&request)))
}

/// Makes a dossier to start from; returns the files made.
#[pyfunction]
pub fn new(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<String>> {
    let made = or_raise(py, py.detach(|| skeletons::new(&NewRequest { folder })))?;
    Ok(made.files.iter().map(ToString::to_string).collect())
}

/// Name, digest, title, and the texts of a dossier that reads without an error.
#[pyfunction]
pub fn digest(py: Python<'_>, dossier: PathBuf) -> PyResult<(String, String, String)> {
    let opened = or_raise(py, py.detach(|| Folder::open(&dossier)))?;
    Ok((
        opened.folder.name,
        opened.folder.digest,
        opened.dossier.about.title.value.clone(),
    ))
}

/// The page of a rule of `check`, as Markdown.
#[pyfunction]
pub fn explain(py: Python<'_>, code: &str) -> PyResult<String> {
    or_raise(py, rule_pages::explain(code))
}

/// Every rule of `check`: its code and its title.
#[pyfunction]
pub fn rules() -> Vec<(String, String)> {
    rule_pages::rules()
}

/// What can be changed in the scenario of a dossier, as JSON.
#[pyfunction]
pub fn changeable(py: Python<'_>, dossier: PathBuf) -> PyResult<String> {
    let list = or_raise(py, py.detach(|| changes::changeable(&dossier)))?;
    Ok(json::changeable(&list))
}
