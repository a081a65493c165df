//! The app's one page, its script and its style; a list of links where the program was built without the viewer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kidal_commands::report;

use crate::state::App;

const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>Kidal</title>\n<link rel=\"stylesheet\" href=\"/app.css\">\n</head>\n<body class=\"app\">\n<main id=\"main\"></main>\n\
    <noscript><p>The app needs JavaScript. The pages of findings are read without it: /findings/NAME.</p></noscript>\n\
    <script src=\"/app.js\"></script>\n</body>\n</html>\n";

pub(super) async fn page(State(app): State<Arc<App>>) -> Response {
    let text = if report::app().is_some() {
        PAGE.to_owned()
    } else {
        plain(&app)
    };
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// Names of findings hold letters, digits, `-`, `_` and `.` alone: nothing has to be escaped.
fn plain(app: &App) -> String {
    let links: String = app
        .studies
        .findings()
        .iter()
        .map(|name| format!("<li><a href=\"/findings/{name}\">{name}</a></li>"))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Kidal</title></head>\n<body><h1>Kidal</h1>\
         <p>This program was built without the viewer of the app (npm was missing). The findings of this folder:</p>\
         <ul>{links}</ul></body>\n</html>\n"
    )
}

pub(super) async fn script() -> Response {
    part(
        "text/javascript; charset=utf-8",
        report::app().map(|app| app.script),
    )
}

pub(super) async fn style() -> Response {
    part(
        "text/css; charset=utf-8",
        report::app().map(|app| app.style),
    )
}

fn part(kind: &'static str, text: Option<&'static str>) -> Response {
    match text {
        Some(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
