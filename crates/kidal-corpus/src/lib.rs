//! Tables of battles: what they say of the laws of attrition, of outcomes, and of how far accounts can be trusted.
//!
//! What this crate is: readers that drop no row in silence ([`table`]), models with exact or quadrature likelihoods over
//! many battles ([`laws`], [`days`], [`sources`], [`outcomes`]), and studies that end as plain findings.
//!
//! What it is not: it opens no file (readers take any buffered input), asks no clock, simulates no single battle and knows
//! no dossier.
//!
//! Three types to know: [`laws::Battle`], [`laws::Law`], [`table::Reading`].
//!
//! ```
//! use kidal_corpus::laws::{law::Prepared, read_battles};
//! let table = "year;R0;Rc;B0;Bc\n1620;47500;400;32000;6000\n";
//! let mut ratios = Vec::new();
//! read_battles("01.csv", table.as_bytes(), |battle| ratios.push(Prepared::new(battle).power(1.0).ln_ratio))?;
//! // Under the linear law the ratio of powers is the ratio of losses.
//! assert!((kidal_math::exp(ratios[0]) - 6000.0 / 400.0).abs() < 1e-9);
//! # Ok::<(), kidal_corpus::table::TableError>(())
//! ```

mod crew;
pub mod days;
pub mod laws;
pub mod outcomes;
mod show;
pub mod sources;
pub mod table;

pub use crew::{NoThreads, on_threads};
