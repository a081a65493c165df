//! Rules that find where the claims of a dossier collide.
//!
//! What this crate is: a linter for evidence. Each rule looks for one kind of collision (a sum that does not add up, a
//! number on the wrong side, two dates for one event), shows every place concerned and the arithmetic between them, and
//! proposes a remedy. Everything is computed from the claims and declarations of the dossier; no rule knows any battle.
//!
//! What it is not: a judge. A contradiction says that no reading of both claims can hold, never which of them is false;
//! it runs no simulation and weighs nothing.
//!
//! Three types to know: [`Rule`], [`Together`], and [`Diagnostic`] of `kidal-diag`.
//!
//! ```
//! let mut files = kidal_diag::Files::new();
//! files.insert("evidence.toml", r#"
//! [dossier]
//! title = "Two counts"
//!
//! [[voice]]
//! id = "teacher"
//! name = "a teacher"
//! kind = "local"
//!
//! [[voice]]
//! id = "clerk"
//! name = "a clerk"
//! kind = "official"
//!
//! [[group]]
//! id = "prisoners"
//! name = "the prisoners"
//!
//! [[claim]]
//! id = "teacher.count"
//! speaker = "teacher"
//! says = "released(prisoners) = 169 on 2012-04-14"
//!
//! [[claim]]
//! id = "clerk.count"
//! speaker = "clerk"
//! says = "released(prisoners) = 140 on 2012-04-14"
//! "#);
//! let dossier = kidal_dossier::read(files).dossier.expect("the example reads");
//! let found = kidal_check::check(&dossier);
//! assert!(found.iter().any(|diagnostic| diagnostic.code == "disjoint-values"));
//! assert!(kidal_check::explain("disjoint-values").is_some());
//! ```

mod across;
mod amount;
mod calendar_network;
mod case;
mod collide;
mod conflict;
mod dated;
mod editions;
mod fact;
mod fold;
mod headcount;
mod moment;
pub mod names;
mod origin;
pub mod page;
mod phrase;
mod rule;
mod rules;
mod sides;
mod sums;
mod together;

pub use across::{Member, across};
pub use rule::{Rule, check, explain, rules};
pub use together::{Knot, MOST_SETS, Together, jointly};

#[doc(no_inline)]
pub use kidal_diag::{Diagnostic, Severity};
