//! dossier

pub mod date;
pub mod digest;
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
pub use reading::{Reading, read};
pub use span::{FileId, Located, Span};
