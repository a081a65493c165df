//! The checkpoint of long work: one file in the output folder, found again by the same command.
//!
//! It is replaced by a rename, so that a kill at any moment leaves a whole one. Work that went on after the last one is
//! done again with the same result, since every draw is addressed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::digest::digest_of;
use crate::trouble::Trouble;
use crate::write::write_file;

/// Its name in the output folder.
pub const NAME: &str = ".checkpoint";

const FORMAT: &str = "kidal-checkpoint/1";

/// Least time between two writings. Chosen by us because a second of lost work does not matter and a flush to the disk
/// after each batch would take longer than the batch.
const INTERVAL: Duration = Duration::from_secs(1);

/// What a checkpoint belongs to. Work goes on only where all of it is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belongs {
    /// Version of the program.
    pub version: String,
    /// Digest of the dossier.
    pub dossier: String,
    /// The options that change the result, in one line.
    pub options: String,
}

/// Keeps the latest state and writes it now and then.
#[derive(Debug)]
pub struct Checkpoint {
    path: PathBuf,
    belongs: Belongs,
    latest: Vec<u8>,
    is_written: bool,
    written_at: Option<Instant>,
    trouble: Option<Trouble>,
}

impl Checkpoint {
    /// The checkpoint of an output folder, and the state that it holds, if there is one.
    ///
    /// # Errors
    /// Where there is one that belongs to other work, or cannot be read; `fresh` discards it instead.
    pub fn find(
        folder: &Path,
        belongs: Belongs,
        fresh: bool,
    ) -> Result<(Self, Option<Vec<u8>>), Trouble> {
        let path = folder.join(NAME);
        let refused = |cause: String| Trouble::Checkpoint {
            path: path.clone(),
            cause,
        };
        let state = match fs::read(&path) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
            Err(cause) => return Err(refused(crate::trouble::plain(&cause))),
            Ok(_) if fresh => {
                fs::remove_file(&path).map_err(|cause| refused(crate::trouble::plain(&cause)))?;
                None
            }
            Ok(bytes) => Some(decode(&bytes, &belongs).map_err(refused)?),
        };
        let checkpoint = Checkpoint {
            path: path.clone(),
            belongs,
            latest: Vec::new(),
            is_written: true,
            written_at: None,
            trouble: None,
        };
        Ok((checkpoint, state))
    }

    /// Takes a state; writes it unless the last one was written a moment ago.
    pub fn take(&mut self, state: &[u8]) {
        self.latest.clear();
        self.latest.extend_from_slice(state);
        self.is_written = false;
        if self.written_at.is_none_or(|at| at.elapsed() >= INTERVAL) {
            self.flush();
        }
    }

    /// Writes the latest state if it is not written yet.
    pub fn flush(&mut self) {
        if self.is_written {
            return;
        }
        self.trouble = write_file(&self.path, &encode(&self.latest, &self.belongs)).err();
        self.is_written = self.trouble.is_none();
        self.written_at = Some(Instant::now());
    }

    /// The trouble that the last writing met, if any.
    pub fn trouble(&mut self) -> Option<Trouble> {
        self.trouble.take()
    }

    /// Work failed. What was done is kept where it leads on: after a budget that was too short, or workers that went away. Where
    /// the same work would only fail again it is removed: to whoever mends the dossier it would be one of another dossier, in
    /// the way. Returns whether it is kept.
    pub fn after_failure(&mut self, leads_on: bool) -> bool {
        if leads_on {
            self.flush();
            return self.path.exists();
        }
        self.is_written = true;
        // One that cannot be removed is in the way later, and then told.
        let _ = fs::remove_file(&self.path);
        false
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the file: the work is done.
    ///
    /// # Errors
    /// Where it is there and cannot be removed.
    pub fn remove(self) -> Result<(), Trouble> {
        match fs::remove_file(&self.path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(Trouble::output(self.path, cause))
            }
            _ => Ok(()),
        }
    }
}

fn encode(state: &[u8], belongs: &Belongs) -> Vec<u8> {
    let mut bytes = format!(
        "{FORMAT}\n{}\n{}\n{}\n{}\n",
        belongs.version,
        belongs.dossier,
        belongs.options,
        digest_of(state)
    )
    .into_bytes();
    bytes.extend_from_slice(state);
    bytes
}

fn decode(bytes: &[u8], belongs: &Belongs) -> Result<Vec<u8>, String> {
    let mut parts = bytes.splitn(6, |&byte| byte == b'\n');
    let mut line = || {
        parts
            .next()
            .and_then(|part| std::str::from_utf8(part).ok())
            .unwrap_or_default()
            .to_owned()
    };
    if line() != FORMAT {
        return Err("it is not a checkpoint of this program".into());
    }
    let found = Belongs {
        version: line(),
        dossier: line(),
        options: line(),
    };
    let digest = line();
    let state = parts.next().unwrap_or_default();
    if found.dossier != belongs.dossier {
        Err("it belongs to another dossier, or the dossier has changed since".into())
    } else if found.options != belongs.options {
        Err(format!(
            "it belongs to a command with other options ({}; now {})",
            crate::options::as_asked(&found.options),
            crate::options::as_asked(&belongs.options)
        ))
    } else if found.version != belongs.version {
        Err(format!(
            "it was written by version {}, and this is {}",
            found.version, belongs.version
        ))
    } else if digest_of(state) != digest {
        Err("it is damaged".into())
    } else {
        Ok(state.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belongs() -> Belongs {
        Belongs {
            version: "1".into(),
            dossier: "d".into(),
            options: "seed=1".into(),
        }
    }

    #[test]
    fn a_state_with_any_bytes_comes_back() {
        let state = b"\n\n\x00\xff more\n";
        assert_eq!(
            decode(&encode(state, &belongs()), &belongs()),
            Ok(state.to_vec())
        );
    }

    #[test]
    fn another_dossiers_checkpoint_is_refused_and_fresh_discards_it() {
        let folder = std::env::temp_dir().join(format!("kidal-checkpoint-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be made");
        let (mut checkpoint, none) = Checkpoint::find(&folder, belongs(), false).expect("empty");
        assert!(none.is_none());
        checkpoint.take(b"state");
        let other = Belongs {
            dossier: "e".into(),
            ..belongs()
        };
        let trouble = Checkpoint::find(&folder, other.clone(), false).expect_err("another dossier");
        assert!(trouble.to_string().contains("another dossier"));
        assert!(trouble.remedy().contains("--fresh"));
        let (_, state) = Checkpoint::find(&folder, belongs(), false).expect("its own");
        assert_eq!(state.as_deref(), Some(&b"state"[..]));
        assert!(
            Checkpoint::find(&folder, other, true)
                .expect("discarded")
                .1
                .is_none()
        );
        fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_cut_checkpoint_is_refused_as_damaged() {
        let bytes = encode(b"a state of some length", &belongs());
        for length in [bytes.len() - 3, 30, 5, 0] {
            assert!(decode(&bytes[..length], &belongs()).is_err());
        }
    }
}
