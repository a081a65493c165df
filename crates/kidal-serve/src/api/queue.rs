//! The queue: what is asked, what runs, and news of both as they come.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};

use super::aside;
use crate::answer::Refusal;
use crate::folder::is_name;
use crate::runs::{Job, Record};
use crate::state::App;

pub(super) async fn all(State(app): State<Arc<App>>) -> Json<Vec<Record>> {
    Json(app.runs.all())
}

pub(super) async fn add(
    State(app): State<Arc<App>>,
    Json(job): Json<Job>,
) -> Result<(StatusCode, Json<Record>), Refusal> {
    aside(move || {
        match &job {
            Job::Weigh(job) => {
                app.studies.dossier(&job.dossier)?;
                app.studies.place_for_findings(&job.out)?;
                let speakers = job.only.iter().chain(&job.without);
                if let Some(odd) = speakers.into_iter().find(|speaker| !is_name(speaker)) {
                    return Err(Refusal::name(odd));
                }
            }
            Job::Whatif(job) => {
                app.studies.dossier(&job.dossier)?;
                app.studies.finding(&job.findings)?;
            }
        }
        Ok((StatusCode::ACCEPTED, Json(app.runs.add(job)?)))
    })
    .await
}

pub(super) async fn stop(
    State(app): State<Arc<App>>,
    Path(id): Path<u64>,
) -> Result<Json<Record>, Refusal> {
    aside(move || Ok(Json(app.runs.stop(id)?))).await
}

pub(super) async fn resume(
    State(app): State<Arc<App>>,
    Path(id): Path<u64>,
) -> Result<Json<Record>, Refusal> {
    aside(move || Ok(Json(app.runs.resume(id)?))).await
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    aside(move || {
        app.runs.remove(id)?;
        Ok(Json(json!({})))
    })
    .await
}

/// All runs, at once and whenever something changes, at most four times a second.
pub(super) async fn events(
    State(app): State<Arc<App>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let watch = app.runs.watch();
    let stream = stream::unfold(
        (app, watch, true),
        |(app, mut watch, is_first)| async move {
            if !is_first {
                watch.changed().await.ok()?;
                tokio::time::sleep(Duration::from_millis(250)).await;
                watch.mark_unchanged();
            }
            let event = Event::default()
                .json_data(app.runs.all())
                .unwrap_or_default();
            Some((Ok(event), (app, watch, false)))
        },
    );
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
