//! Dossiers: their list, their texts beside what `check` finds, saving, taking away.

use std::path::Path as FilePath;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kidal_commands::check::{CheckRequest, check};
use kidal_commands::digest::digest_of;
use kidal_commands::edit::{EditRequest, edit};
use kidal_commands::folder::Folder;
use kidal_commands::new::{NewRequest, new};
use kidal_commands::trouble::Trouble;
use kidal_commands::whatif;
use kidal_diag::render_json;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{aside, download};
use crate::answer::Refusal;
use crate::archive;
use crate::state::App;

/// The list of all there is.
pub(super) async fn studies(State(app): State<Arc<App>>) -> Result<Json<Value>, Refusal> {
    aside(move || {
        let dossiers: Vec<Value> = app
            .studies
            .dossiers()
            .iter()
            .filter_map(|name| {
                let folder = Folder::load(&app.studies.dossier(name).ok()?).ok()?;
                Some(json!({
                    "name": name,
                    "digest": folder.digest,
                    "has_scenario": folder.files.get("scenario.toml").is_some(),
                }))
            })
            .collect();
        let findings: Vec<Value> = app
            .studies
            .findings()
            .iter()
            .map(|name| {
                let read = app
                    .studies
                    .finding(name)
                    .and_then(|folder| app.pages.findings(&folder));
                match read {
                    Ok(findings) => json!({
                        "name": name,
                        "title": findings.headline.title,
                        "kind": findings.kind,
                        "dossier": findings.provenance.dossier,
                        "digest": findings.provenance.dossier_digest,
                        "histories": findings.provenance.histories,
                        "trustworthy": findings.headline.trustworthy,
                    }),
                    Err(refusal) => json!({ "name": name, "error": refusal.error }),
                }
            })
            .collect();
        Ok(Json(json!({ "dossiers": dossiers, "findings": findings })))
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Make {
    name: String,
}

/// A new dossier to start from.
pub(super) async fn make(
    State(app): State<Arc<App>>,
    Json(asked): Json<Make>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        new(&NewRequest {
            folder: app.studies.place_for_dossier(&asked.name)?,
        })?;
        Ok(Json(json!({ "name": asked.name })))
    })
    .await
}

/// Texts and what `check` finds in them.
pub(super) async fn one(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    aside(move || Ok(Json(described(&app, &name)?))).await
}

fn described(app: &App, name: &str) -> Result<Value, Refusal> {
    let path = app.studies.dossier(name)?;
    let folder = Folder::load(&path)?;
    let files: Map<String, Value> = folder
        .files
        .iter()
        .map(|(name, text)| {
            let file = json!({ "text": text, "digest": digest_of(text.as_bytes()) });
            (name.to_owned(), file)
        })
        .collect();
    Ok(json!({
        "name": name,
        "digest": folder.digest,
        "files": files,
        "check": checked(&path, &folder)?,
    }))
}

fn checked(path: &FilePath, folder: &Folder) -> Result<Value, Refusal> {
    let request = CheckRequest {
        dossiers: vec![path.to_owned()],
        baseline: None,
        write_baseline: None,
    };
    let (summary, diagnostics, files) = match check(&request) {
        Ok(found) => (found.summary(), found.diagnostics, found.files),
        Err(Trouble::Dossier {
            files, diagnostics, ..
        }) => {
            let count = diagnostics.len();
            let faults = if count == 1 { "fault" } else { "faults" };
            let summary = format!("The dossier cannot be read: {count} {faults}.");
            (summary, diagnostics, files)
        }
        Err(trouble) => return Err(trouble.into()),
    };
    let mut list: Value =
        serde_json::from_str(&render_json(&diagnostics, &files)).unwrap_or(Value::Null);
    bare(&mut list, folder);
    Ok(json!({ "summary": summary, "diagnostics": list }))
}

/// File names without the folder: where the folder lies on this machine is nobody's business.
fn bare(value: &mut Value, folder: &Folder) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| bare(item, folder)),
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                match value {
                    Value::String(file) if key == "file" => {
                        let own = folder.files.iter().map(|(name, _)| name);
                        if let Some(name) = own.into_iter().find(|name| file.ends_with(name)) {
                            *file = name.to_owned();
                        }
                    }
                    value => bare(value, folder),
                }
            }
        }
        _ => {}
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Save {
    text: String,
    was: Option<String>,
}

/// Saves a file and says what `check` finds now.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Path((name, file)): Path<(String, String)>,
    Json(asked): Json<Save>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        let dossier = app.studies.dossier(&name)?;
        edit(&EditRequest {
            dossier,
            file,
            text: asked.text,
            was: asked.was,
        })?;
        Ok(Json(described(&app, &name)?))
    })
    .await
}

/// What a what-if can change.
pub(super) async fn changeable(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        let list = whatif::changeable(&app.studies.dossier(&name)?)?;
        Ok(Json(json!(list)))
    })
    .await
}

/// The whole dossier as one file.
pub(super) async fn archive(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    aside(move || {
        let folder = app.studies.dossier(&name)?;
        packed(&folder, &name)
    })
    .await
}

pub(super) fn packed(folder: &FilePath, name: &str) -> Result<Response, Refusal> {
    let bytes = archive::tar(folder, name).map_err(|cause| {
        Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("failed to pack `{name}`: {cause}"),
            "copy the folder itself",
        )
    })?;
    Ok(download(&format!("{name}.tar"), "application/x-tar", bytes))
}
