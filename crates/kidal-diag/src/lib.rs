//! A diagnostic as plain data, and renderers for a terminal, JSON, GitHub annotations and SARIF.
//!
//! What this crate is: the one shape in which anything true about a dossier is reported (two claims that collide, a
//! value that cannot be read), with every place it concerns, the arithmetic and a remedy.
//!
//! What it is not: an error type (an operation that failed has its own enum beside the code that raises it), and it
//! never prints: renderers return text.
//!
//! Three types to know: [`Diagnostic`], [`Severity`], [`Files`].
//!
//! ```
//! use kidal_diag::{Diagnostic, Files, Severity, render_text};
//! let mut files = Files::new();
//! files.insert("evidence.toml", "men = 504\nparts = [300, 194]\n");
//! let found = Diagnostic::new("count-mismatch", Severity::Contradiction, "`garrison` has 504 men, but its parts add up to 494")
//!     .at("evidence.toml", 6..9, "says 504")
//!     .also("evidence.toml", 18..28, "parts")
//!     .sum("300 + 194 = 494")
//!     .help("say in the claim whether the parts are exhaustive");
//! let text = render_text(&[found], &files, false);
//! assert!(text.contains("contradiction[count-mismatch]"));
//! ```

mod diagnostic;
mod files;
mod github;
mod index;
mod json;
mod sarif;
mod text;

pub use diagnostic::{Annotation, ClaimSet, Diagnostic, SetKind, Severity};
pub use files::{Files, LineColumn};
pub use github::render_github;
pub use json::render_json;
pub use sarif::render_sarif;
pub use text::render_text;
