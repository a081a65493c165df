//! The addresses of the app and what answers at each.

mod dossiers;
mod findings;
mod front;
mod imports;
mod queue;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

use crate::answer::Refusal;
use crate::guard;
use crate::server;
use crate::state::App;

/// Greatest body of most requests \[bytes\]. Chosen by us because a dossier's text fills a tenth of it.
const BODY: usize = 4 * 1024 * 1024;
/// Greatest upload \[bytes\]. Chosen by us because a long article is below 1 MB, and several editions come together.
const UPLOAD: usize = 16 * 1024 * 1024;

pub(crate) fn router(app: Arc<App>, patience: Duration) -> Router {
    Router::new()
        .route("/", get(front::page))
        .route("/app.js", get(front::script))
        .route("/app.css", get(front::style))
        .route("/api/studies", get(dossiers::studies))
        .route("/api/dossiers", post(dossiers::make))
        .route("/api/dossiers/{name}", get(dossiers::one))
        .route("/api/dossiers/{name}/archive", get(dossiers::archive))
        .route("/api/dossiers/{name}/changeable", get(dossiers::changeable))
        .route("/api/dossiers/{name}/files/{file}", put(dossiers::save))
        .route("/api/findings/{name}", get(findings::json))
        .route("/api/findings/{name}/archive", get(findings::archive))
        .route("/api/compare", get(findings::compare))
        .route("/findings/{name}", get(findings::page))
        .route("/api/runs", get(queue::all).post(queue::add))
        .route("/api/runs/events", get(queue::events))
        .route("/api/runs/{id}/stop", post(queue::stop))
        .route("/api/runs/{id}/resume", post(queue::resume))
        .route("/api/runs/{id}/remove", post(queue::remove))
        .route(
            "/api/import",
            post(imports::import).layer(DefaultBodyLimit::max(UPLOAD)),
        )
        .fallback(nowhere)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(patience, server::in_time))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            guard::check,
        ))
        .with_state(app)
}

async fn nowhere() -> Response {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "there is nothing at this address",
        "go back to the list of studies",
    )
    .into_response()
}

/// Runs what reads disks or computes away from the threads that answer.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "a fault of the program itself",
            "please report it with the dossier and the version",
        ))
    })
}

/// A file to keep, never to show.
fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    use axum::http::header;
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ),
        ],
        bytes,
    )
        .into_response()
}
