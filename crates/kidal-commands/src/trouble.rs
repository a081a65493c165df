//! What can stop a command, with the exit code that belongs to it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use kidal_diag::{Diagnostic, Files};

use crate::exit;

/// Why a command gave no answer. Its text fits after "failed to"; [`Trouble::remedy`] says what to do next.
#[derive(Debug)]
pub enum Trouble {
    /// The files of a dossier, or other texts given as input, cannot be read as what they should be: every fault found, with
    /// its place.
    Dossier {
        /// What was read, in words: `the dossier`.
        what: &'static str,
        /// The files, as far as they could be read.
        files: Files,
        /// The faults.
        diagnostics: Vec<Diagnostic>,
    },
    /// A file or folder given as input is not there or is not what it should be.
    Input {
        /// What was tried.
        action: String,
        /// Where.
        path: PathBuf,
        /// Why it failed.
        cause: String,
        /// What to do.
        remedy: String,
    },
    /// An output could not be written.
    Output {
        /// Where.
        path: PathBuf,
        /// Why.
        cause: io::Error,
        /// How the command is told to write elsewhere.
        elsewhere: &'static str,
    },
    /// The request makes no sense as it stands.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        remedy: String,
    },
    /// The computation failed.
    Run {
        /// Why.
        message: String,
        /// What to do.
        remedy: String,
    },
    /// A checkpoint is in the way.
    Checkpoint {
        /// The file.
        path: PathBuf,
        /// Why it cannot be used.
        cause: String,
    },
    /// Stopped on request, with the work so far kept.
    Interrupted {
        /// The file that holds the work so far.
        checkpoint: PathBuf,
    },
}

impl Trouble {
    /// The exit code of the program.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Trouble::Dossier { .. } | Trouble::Input { .. } => exit::UNREADABLE,
            Trouble::Output { .. } | Trouble::Run { .. } => exit::RUN_FAILED,
            Trouble::Usage { .. } | Trouble::Checkpoint { .. } => exit::USAGE,
            Trouble::Interrupted { .. } => exit::INTERRUPTED,
        }
    }

    /// What to do next, in one sentence.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Trouble::Dossier { .. } => "mend the places above and try again".into(),
            Trouble::Input { remedy, .. }
            | Trouble::Usage { remedy, .. }
            | Trouble::Run { remedy, .. } => remedy.clone(),
            Trouble::Output {
                cause, elsewhere, ..
            } => {
                let remedy = match cause.kind() {
                    io::ErrorKind::InvalidFilename => "choose a shorter name",
                    _ => elsewhere,
                };
                format!("{remedy}; nothing that stood there was changed")
            }
            Trouble::Checkpoint { .. } => {
                "repeat the earlier command to go on with it, choose another folder through `--out`, or discard it with `--fresh`".into()
            }
            Trouble::Interrupted { .. } => "the same command goes on from here".into(),
        }
    }

    pub(crate) fn usage(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Trouble::Usage {
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// An output that could not be written, of a command that takes `--out`.
    pub(crate) fn output(path: impl Into<PathBuf>, cause: io::Error) -> Self {
        Trouble::Output {
            path: path.into(),
            cause,
            elsewhere: "choose a folder that can be written, with enough room, through `--out`",
        }
    }

    /// The same trouble of a command that changes files where they lie.
    pub(crate) fn in_place(self) -> Self {
        self.told_by("make the file and its folder writable, with enough room")
    }

    /// The same trouble of a command that is told in another way where to write.
    pub(crate) fn told_by(mut self, way: &'static str) -> Self {
        if let Trouble::Output { elsewhere, .. } = &mut self {
            *elsewhere = way;
        }
        self
    }

    pub(crate) fn run(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Trouble::Run {
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Dossier {
                what, diagnostics, ..
            } => {
                let faults = if diagnostics.len() == 1 {
                    "fault"
                } else {
                    "faults"
                };
                write!(
                    formatter,
                    "read {what}: {} {faults} found",
                    diagnostics.len()
                )
            }
            Trouble::Input {
                action,
                path,
                cause,
                ..
            } => {
                write!(formatter, "{action} `{}`: {cause}", path.display())
            }
            Trouble::Output { path, cause, .. } => {
                write!(formatter, "write `{}`: {}", path.display(), plain(cause))
            }
            Trouble::Usage { message, .. } => {
                write!(formatter, "do as asked: {message}")
            }
            Trouble::Run { message, .. } => write!(formatter, "finish the run: {message}"),
            Trouble::Checkpoint { path, cause } => {
                write!(formatter, "go on from `{}`: {cause}", path.display())
            }
            Trouble::Interrupted { checkpoint } => {
                write!(
                    formatter,
                    "interrupted; the work so far is in `{}`",
                    checkpoint.display()
                )
            }
        }
    }
}

impl std::error::Error for Trouble {}

/// An error of the system without its number, lower case.
pub(crate) fn plain(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => text.to_owned(),
    }
}
