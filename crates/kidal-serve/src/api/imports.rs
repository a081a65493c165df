//! Uploaded articles: to a draft, and the draft to a dossier. What is uploaded is text that is read, never run and never
//! shown as a page.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kidal_commands::import::import_texts;
use serde::Deserialize;
use serde_json::{Value, json};

use super::aside;
use crate::answer::Refusal;
use crate::folder::is_name;
use crate::state::App;

/// Most texts at once. Chosen by us because nobody sets more editions side by side.
const MOST: usize = 32;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Upload {
    files: Vec<Text>,
    /// Name of the dossier to make; without it, only the draft is shown.
    #[serde(default)]
    make: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: String,
    text: String,
}

pub(super) async fn import(
    State(app): State<Arc<App>>,
    Json(upload): Json<Upload>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        if upload.files.is_empty() || upload.files.len() > MOST {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                format!("{} files were sent", upload.files.len()),
                format!("send between 1 and {MOST}"),
            ));
        }
        if let Some(odd) = upload.files.iter().find(|file| !is_name(&file.name)) {
            return Err(Refusal::name(&odd.name));
        }
        let out = match &upload.make {
            Some(name) => Some(app.studies.place_for_dossier(name)?),
            None => None,
        };
        let texts: Vec<(String, String)> = upload
            .files
            .into_iter()
            .map(|file| (file.name, file.text))
            .collect();
        let answer = import_texts(&texts, out.as_ref())?;
        Ok(Json(json!({
            "draft": answer.draft(),
            "remarks": answer.import.remarks(),
            "made": answer.written.as_ref().and(upload.make),
        })))
    })
    .await
}
