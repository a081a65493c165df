//! A trouble of a command as an exception of the package, with the text that the command line prints.

use kidal_commands::trouble::Trouble;
use kidal_diag::{render_json, render_text};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;

/// The exception for a trouble.
pub fn raised(py: Python<'_>, trouble: &Trouble) -> PyErr {
    let class = match trouble {
        Trouble::Dossier { .. } => "DossierError",
        Trouble::Input { .. } => "InputError",
        Trouble::Output { .. } => "OutputError",
        Trouble::Usage { .. } => "UsageError",
        Trouble::Run { .. } => "RunError",
        Trouble::Checkpoint { .. } => "CheckpointError",
        Trouble::Interrupted { .. } => return PyKeyboardInterrupt::new_err(interrupted(trouble)),
    };
    let (text, json) = match trouble {
        Trouble::Dossier {
            files, diagnostics, ..
        } => (
            render_text(diagnostics, files, false).trim_end().to_owned(),
            render_json(diagnostics, files),
        ),
        _ => (String::new(), String::new()),
    };
    let made = py
        .import("kidal.errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| {
            class.call1((
                format!("failed to {trouble}"),
                trouble.remedy(),
                trouble.exit_code(),
                text,
                json,
            ))
        });
    match made {
        Ok(value) => PyErr::from_value(value),
        Err(error) => error,
    }
}

/// What is to be said of an interruption.
pub fn interrupted(trouble: &Trouble) -> String {
    format!("{trouble}; the same call goes on from here")
}

/// What a word stands for; a word that is not known is refused, with those that are.
pub fn chosen<T: Copy>(py: Python<'_>, what: &str, word: &str, known: &[(&str, T)]) -> PyResult<T> {
    if let Some((_, one)) = known.iter().find(|(name, _)| *name == word) {
        return Ok(*one);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let trouble = Trouble::Usage {
        message: format!("there is no {what} `{word}`"),
        remedy: format!("known: {}", names.join(", ")),
    };
    Err(raised(py, &trouble))
}

/// An answer, or its trouble raised.
pub fn or_raise<T>(py: Python<'_>, answer: Result<T, Trouble>) -> PyResult<T> {
    answer.map_err(|trouble| raised(py, &trouble))
}
