//! The written result of a study: plain records that the report, the exports and `rerun` read.
//!
//! What this crate is: the shape of `findings.json` ([`record`], [`json`]) and of `ensemble.zarr` ([`zarr`]), and the
//! one way in which numbers are put into words ([`wording`]).
//!
//! What it is not: it computes nothing, knows no simulator and touches no files: writers return text or bytes.
//!
//! Three types to know: [`Findings`], [`Estimate`], [`zarr::Ensemble`].
//!
//! ```
//! use kidal_findings::{Estimate, wording};
//! let estimate = Estimate { value: 0.7432, error: 0.018 };
//! assert_eq!(wording::probability(estimate), "0.74 ± 0.02");
//! assert_eq!(wording::in_words(estimate.value), "about 3 in 4");
//! ```

mod finite;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
pub mod json;
pub mod record;
pub mod schema;
pub mod wording;
pub mod zarr;

pub use record::*;
