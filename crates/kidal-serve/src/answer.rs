//! What a handler says when it cannot do what was asked: a status, where, what, how to mend.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kidal_commands::trouble::Trouble;
use kidal_diag::render_json;
use serde_json::{Value, json};

/// A refusal in words, with the diagnostics of a dossier where there are some.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub error: String,
    pub remedy: String,
    pub diagnostics: Value,
}

impl Refusal {
    pub(crate) fn new(
        status: StatusCode,
        error: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Refusal {
            status,
            error: error.into(),
            remedy: remedy.into(),
            diagnostics: Value::Null,
        }
    }

    pub(crate) fn missing(what: &str, name: &str) -> Self {
        let shown: String = name.chars().take(80).collect();
        Refusal::new(
            StatusCode::NOT_FOUND,
            format!("there is no {what} `{shown}` in this folder"),
            "go back to the list of studies",
        )
    }

    pub(crate) fn name(name: &str) -> Self {
        let shown: String = name.chars().take(80).collect();
        Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("`{shown}` is no name"),
            "use letters, digits, hyphens and dots, such as `kidal-2012`",
        )
    }

    /// The record of a refusal, as the page gets it and as runs keep it.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "error": self.error, "remedy": self.remedy, "diagnostics": self.diagnostics })
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        let status = match &trouble {
            Trouble::Usage { .. } => StatusCode::BAD_REQUEST,
            Trouble::Dossier { .. } | Trouble::Input { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Checkpoint { .. } | Trouble::Interrupted { .. } => StatusCode::CONFLICT,
            Trouble::Output { .. } | Trouble::Run { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let diagnostics = match &trouble {
            Trouble::Dossier {
                files, diagnostics, ..
            } => serde_json::from_str(&render_json(diagnostics, files)).unwrap_or(Value::Null),
            _ => Value::Null,
        };
        Refusal {
            status,
            error: format!("failed to {trouble}"),
            remedy: trouble.remedy(),
            diagnostics,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.to_json())).into_response()
    }
}
