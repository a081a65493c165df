//! The battle as one account tells it, or as several tell it side by side.
//!
//! What this crate is: a retelling. The claims of one speaker, or all that one document carries, in the order of the time
//! they mean, one dated sentence each; what that account leaves out; and, for several accounts, where they part.
//!
//! What it is not: a reconciliation. Nothing is weighed, filled in or smoothed over, and nothing is said in the program's
//! own voice: every sentence names its claim.
//!
//! Three types to know: [`Telling`], [`Account`], [`Parting`].
//!
//! ```
//! let mut files = kidal_diag::Files::new();
//! files.insert("evidence.toml", r#"
//! [dossier]
//! title = "Two accounts"
//!
//! [[voice]]
//! id = "soldier"
//! name = "a soldier"
//! kind = "eyewitness"
//!
//! [[event]]
//! id = "siege"
//! name = "the siege"
//! kind = "encirclement"
//!
//! [[claim]]
//! id = "soldier.start"
//! speaker = "soldier"
//! words = "They were surrounded from the 23rd."
//! says = "start(siege) = 2012-03-23"
//! "#);
//! let dossier = kidal_dossier::read(files).dossier.expect("the example reads");
//! let telling = kidal_tell::tell(&dossier, &["soldier"])?;
//! assert_eq!(telling.accounts[0].sentences[0].date.as_deref(), Some("2012-03-23"));
//! assert!(telling.to_text().contains("They were surrounded from the 23rd."));
//! # Ok::<(), kidal_tell::TellError>(())
//! ```

mod columns;
mod order;
mod parting;
mod print;
mod record;
mod telling;
mod topic;

pub use record::{Account, Parting, Said, Sentence, Telling};
pub use telling::{TellError, tell};
