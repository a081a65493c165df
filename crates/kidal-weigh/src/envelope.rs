//! A state as bytes that say what they are and whether they are whole.
//!
//! Layout: eight letters of magic, format (u32), fingerprint (u64), hash of the rest (u64), all with the little end first;
//! then the state in postcard form, which keeps each bit of a number, infinities included. A reader refuses every other
//! format: a run is cheap to start again, a misread one is not.

use serde::{Serialize, de::DeserializeOwned};

use crate::fingerprint::hash_bytes;
use crate::trouble::Trouble;

const HEAD: usize = 28;

/// What stands before a state of one kind.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) magic: &'static [u8; 8],
    /// Raised with every change of the state, its meaning, or the addresses of draws.
    pub(crate) format: u32,
}

impl Kind {
    pub(crate) fn seal(self, fingerprint: u64, state: &impl Serialize) -> Vec<u8> {
        let body = postcard::to_allocvec(state).expect("plain records can be written");
        let mut bytes = Vec::with_capacity(HEAD + body.len());
        bytes.extend_from_slice(self.magic);
        bytes.extend_from_slice(&self.format.to_le_bytes());
        bytes.extend_from_slice(&fingerprint.to_le_bytes());
        bytes.extend_from_slice(&hash_bytes(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// The fingerprint in the head and the state. Whether the fingerprint is the right one is for the caller to see.
    pub(crate) fn open<S: DeserializeOwned>(self, bytes: &[u8]) -> Result<(u64, S), Trouble> {
        let unreadable = |what: &str| Trouble::Unreadable {
            what: what.to_owned(),
        };
        if bytes.len() < HEAD || &bytes[..8] != self.magic {
            return Err(unreadable("it does not begin like a checkpoint"));
        }
        let word = |from: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[from + i]));
        let format = u32::from_le_bytes(std::array::from_fn(|i| bytes[8 + i]));
        if format != self.format {
            return Err(Trouble::OtherFormat {
                found: format,
                expected: self.format,
            });
        }
        let body = &bytes[HEAD..];
        if hash_bytes(body) != word(20) {
            return Err(unreadable("its bytes were damaged or cut off"));
        }
        let state = postcard::from_bytes(body).map_err(|error| unreadable(&error.to_string()))?;
        Ok((word(12), state))
    }
}
