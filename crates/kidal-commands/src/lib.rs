//! The commands of Kidal: one function per command, from a request to an answer.
//!
//! What this crate is: the thin shell round the pure crates. It reads folders, writes them all or none, keeps
//! checkpoints, watches the clock of `--budget` and the flag of an interrupt.
//!
//! What it is not: a door. It prints nothing, reads no arguments and sets no exit code; [`exit`] only names them.
//!
//! Three types to know: [`folder::Folder`], [`trouble::Trouble`], [`stop::StopFlag`].
//!
//! ```
//! use kidal_commands::check::{CheckRequest, check};
//! let request = CheckRequest { dossiers: vec!["no/such/dossier".into()], baseline: None, write_baseline: None };
//! let trouble = check(&request).unwrap_err();
//! assert_eq!(trouble.exit_code(), kidal_commands::exit::UNREADABLE);
//! assert!(trouble.to_string().contains("there is no such folder"));
//! ```

pub mod answer;
pub mod baseline;
pub mod check;
pub mod checkpoint;
pub mod corpus;
mod difference;
pub mod digest;
pub mod edit;
pub mod evidence;
pub mod exit;
pub mod explain;
pub mod export;
pub mod farm;
pub mod folder;
pub mod format;
pub mod hooks;
pub mod import;
pub mod json;
pub mod new;
mod options;
mod package;
pub mod reference;
pub mod replay;
pub mod report;
pub mod rerun;
mod results;
pub mod schema;
pub mod stop;
mod study_door;
pub mod sweep;
#[cfg(feature = "arrow")]
pub mod tables;
pub mod tell;
pub mod trouble;
pub mod weigh;
pub mod whatif;
pub mod write;
