//! dossier

pub mod date;
pub mod digest;
pub mod language;
pub mod model;
pub mod nearest;
pub mod queries;
pub mod span;
pub mod table;
pub mod vocabulary;

pub use date::Date;
pub use model::{Claim, Dossier, Kind};
pub use span::{FileId, Located, Span};

use kidal_diag::{Diagnostic, Files};

/// What reading a dossier yields: as much of it as could be read, and all that is wrong with its files.
#[derive(Debug)]
pub struct Reading {
    /// The dossier, where anything useful could be read.
    pub dossier: Option<Dossier>,
    /// The files, as they came.
    pub files: Files,
    /// Errors of the files, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}
