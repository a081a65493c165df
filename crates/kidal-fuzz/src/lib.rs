//! Damages texts on purpose and watches that every reader answers: no panic, no hang, no place outside the text.
//!
//! - [`targets::all`] lists the readers, each with texts to start from and words that it knows. A new reader is one more
//!   entry there.
//! - [`mutate::mutant`] makes the damaged text of a number: the same seed and number give the same text on any machine.
//! - [`watch::run`] feeds mutants to targets for a time or a count, and keeps what failed.
//!
//! What it is not: a part of the program. It is a tool for those who change a reader; `cargo xtask test`
//! feeds a thousand mutants to each reader, and `cargo run --release -p kidal-fuzz -- --seconds 3600` goes further.
//!
//! Three types to know: [`Target`], [`Report`], [`Failure`].
//!
//! ```
//! let target = kidal_fuzz::targets::all().remove(0);
//! let text = kidal_fuzz::mutate::mutant(&target, 7, 42);
//! assert_eq!(text, kidal_fuzz::mutate::mutant(&target, 7, 42));
//! ```

mod articles;
mod further;
pub mod mutate;
mod tables;
pub mod targets;
pub mod watch;

pub use targets::Target;
pub use watch::{Failure, Report};
