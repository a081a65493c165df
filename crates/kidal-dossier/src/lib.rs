//! Reads the text files of a dossier into a typed model in which each value keeps its place, and owns the claim language
//! with its vocabulary.
//!
//! - [`read`] takes the text of the files and gives a [`Reading`]: a [`Dossier`] and all that is wrong with the files.
//! - [`language`] holds the claim language: [`language::parse`], its trees, its canonical text, its English sentences.
//! - [`vocabulary`] is the table of built-in words; [`date`] reads EDTF dates with times of day; [`table`] reads TOML
//!   tables value by value, for this crate and for `kidal-scenario`.
//!
//! What it is not: it finds no contradictions between claims (`kidal-check` does), it knows no simulator, and it opens no
//! file.
//!
//! Three types to know: [`Dossier`], [`Claim`], [`language::Statement`].
//!
//! ```
//! use kidal_diag::Files;
//! use kidal_dossier::language::sentence;
//!
//! let mut files = Files::new();
//! files.insert("evidence.toml", r#"
//!     [dossier]
//!     title = "A siege"
//!
//!     [[voice]]
//!     id = "soldier"
//!     name = "a soldier of the garrison"
//!     kind = "eyewitness"
//!
//!     [[group]]
//!     id = "garrison"
//!     name = "the garrison"
//!
//!     [[claim]]
//!     id = "soldier.504"
//!     speaker = "soldier"
//!     says = "strength(garrison) = ~500"
//! "#);
//! let reading = kidal_dossier::read(files);
//! assert!(!reading.has_errors());
//! let dossier = reading.dossier.unwrap();
//! let claim = dossier.claim("soldier.504").unwrap();
//! let says = sentence(&claim.main_reading().statement, &dossier);
//! assert_eq!(says, "The strength of the garrison was about 500.");
//! ```

pub mod date;
pub mod digest;
pub mod keys;
pub mod language;
pub mod model;
pub mod nearest;
pub mod queries;
mod reading;
pub mod span;
pub mod table;
pub mod vocabulary;

pub use date::Date;
pub use model::{Claim, Dossier, Kind};
pub use reading::{Reading, check_statement, read, read_into};
pub use span::{FileId, Located, Span};
