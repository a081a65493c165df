//! Findings as one self-contained HTML page that reads offline, without JavaScript, on paper and by ear.
//!
//! What this crate is: a pure function of findings. Every number is also written as text or in a table. The viewer that
//! `build.rs` lays beside it (from `web/`, or a plain one of this crate) only sorts, chooses, and plays what is there.
//!
//! What it is not: it computes nothing and loads nothing: no network, no fonts, no files.
//!
//! The functions to know: [`render`], and [`viewer_digest`], by which a page is known to be drawn by the same viewer.
//!
//! ```
//! # use kidal_findings::{Findings, Headline, Kind, Provenance};
//! # let headline = Headline { title: "The ford".into(), about: String::new(), weighed: 0, checked: 0, told: 0, left_out: 0, speakers: 0,
//! #     independent: 0, moved: 0, unknowns: 0, trustworthy: true, warnings: vec![] };
//! # let provenance = Provenance { program: "kidal".into(), version: "0.1.0".into(), commit: String::new(),
//! #     dossier_digest: String::new(), dossier: "ford".into(), seed: 1, histories: 0, options: Default::default(),
//! #     command: String::new() };
//! let findings = Findings::new(Kind::Weigh, provenance, headline);
//! let page = kidal_report::render(&findings, None);
//! assert!(page.starts_with("<!doctype html>"));
//! ```

mod html;
mod page;
mod sections;
mod svg;

pub use page::{App, VIEWER, app, policy, render, render_in_app, viewer_digest};
