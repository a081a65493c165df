//! Findings: their page, their numbers, two side by side, all of it to take away.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kidal_commands::{json as texts, report};
use serde::Deserialize;
use serde_json::Value;

use super::dossiers::packed;
use super::{aside, download};
use crate::answer::Refusal;
use crate::compare;
use crate::state::App;

/// The page, under its own policy: its script and its style, known by their digests, and nothing else.
pub(super) async fn page(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let kept = aside(move || app.pages.of(&app.studies.finding(&name)?)).await?;
    let policy = format!("{}; frame-ancestors 'none'", report::policy());
    let heads = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((StatusCode::OK, heads, kept.page).into_response())
}

/// `findings.json`.
pub(super) async fn json(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    aside(move || {
        let kept = app.pages.of(&app.studies.finding(&name)?)?;
        let text = texts::findings(&kept.findings)?;
        Ok(download(
            &format!("{name}.json"),
            "application/json",
            text.into_bytes(),
        ))
    })
    .await
}

/// The whole folder of findings as one file.
pub(super) async fn archive(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    aside(move || {
        let folder = app.studies.finding(&name)?;
        packed(&folder, &name)
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Two {
    left: String,
    right: String,
}

/// Two findings side by side.
pub(super) async fn compare(
    State(app): State<Arc<App>>,
    Query(two): Query<Two>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        let left = app.pages.of(&app.studies.finding(&two.left)?)?;
        let right = app.pages.of(&app.studies.finding(&two.right)?)?;
        Ok(Json(compare::compare(&left.findings, &right.findings)))
    })
    .await
}
