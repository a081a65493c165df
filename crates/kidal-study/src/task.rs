//! A task as bytes: who made it, for which dossier, and what is to be done.

use crate::sweep::SweepOptions;
use kidal_weigh::Item;
use serde::{Deserialize, Serialize};

/// Version and commit of a program. Only the same program gives the same bits, and only it reads a task for sure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// Version.
    pub version: String,
    /// Commit, `unknown` where it was not built from a checkout.
    pub commit: String,
}

impl Maker {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            commit: crate::COMMIT.into(),
        }
    }
}

impl std::fmt::Display for Maker {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({})", self.version, self.commit)
    }
}

/// What every version reads of a task, before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Who made it.
    pub maker: Maker,
    /// Digest of the dossier.
    pub dossier: String,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Task {
    pub head: Head,
    pub work: Work,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Points `first..last` of a design.
    Sweep {
        options: SweepOptions,
        first: u64,
        last: u64,
    },
    /// Items of a sampler.
    Weigh { heard: Heard, items: Vec<Item> },
}

/// Whose claims are weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Heard {
    pub only: Vec<String>,
    pub without: Vec<String>,
    pub as_known_on: Option<String>,
}

impl Task {
    pub fn new(dossier: &str, work: Work) -> Self {
        Self {
            head: Head {
                maker: Maker::this(),
                dossier: dossier.into(),
            },
            work,
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let fits = "plain records always serialise";
        let mut bytes = postcard::to_allocvec(&self.head).expect(fits);
        bytes.extend(postcard::to_allocvec(&self.work).expect(fits));
        bytes
    }
}

impl Head {
    /// The head of a task and the rest of its bytes; `None` where they are no task.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        postcard::take_from_bytes(bytes).ok()
    }
}
