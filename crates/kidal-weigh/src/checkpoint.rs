//! A run as bytes, and back, bit for bit.
//!
//! Layout: `KIDALSMC`, format (u32), fingerprint (u64), hash of the rest (u64), all with the little end first; then the
//! state in postcard form, which keeps each bit of a number, infinities included. A reader refuses every other format:
//! a run is cheap to start again, a misread one is not.

use crate::fingerprint::{fingerprint, hash_bytes};
use crate::model::Model;
use crate::smc::Smc;
use crate::trouble::Trouble;

const MAGIC: &[u8; 8] = b"KIDALSMC";
/// Raised with every change of the state, its meaning, or the addresses of draws.
const FORMAT: u32 = 1;
const HEAD: usize = 28;

impl Smc {
    /// The whole state, told results of an unfinished batch included.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).expect("plain records can be written");
        let mut bytes = Vec::with_capacity(HEAD + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&self.fingerprint.to_le_bytes());
        bytes.extend_from_slice(&hash_bytes(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// The state back from bytes, for the same model. What follows has the same bits as if it had never been stopped.
    ///
    /// # Errors
    /// [`Trouble::Unreadable`], [`Trouble::OtherFormat`], or [`Trouble::OtherModel`] when parameters, priors, shape or
    /// settings do not match. (The digest is part of the stored settings: compare `smc.settings()` with what is wanted.)
    pub fn from_bytes<M: Model>(model: &M, bytes: &[u8]) -> Result<Self, Trouble> {
        let unreadable = |what: &str| Trouble::Unreadable {
            what: what.to_owned(),
        };
        if bytes.len() < HEAD || &bytes[..8] != MAGIC {
            return Err(unreadable("it does not begin like a checkpoint"));
        }
        let word = |from: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[from + i]));
        let format = u32::from_le_bytes(std::array::from_fn(|i| bytes[8 + i]));
        if format != FORMAT {
            return Err(Trouble::OtherFormat {
                found: format,
                expected: FORMAT,
            });
        }
        let body = &bytes[HEAD..];
        if hash_bytes(body) != word(20) {
            return Err(unreadable("its bytes were damaged or cut off"));
        }
        let smc: Self =
            postcard::from_bytes(body).map_err(|error| unreadable(&error.to_string()))?;
        let expected = fingerprint(model, &smc.settings);
        if smc.fingerprint != expected || word(12) != expected {
            return Err(Trouble::OtherModel {
                found: smc.fingerprint,
                expected,
            });
        }
        Ok(smc)
    }

    /// [`Smc::from_bytes`], refusing a checkpoint made with other settings (another digest or seed, say). The limit of
    /// histories is taken from `settings`.
    ///
    /// # Errors
    /// As [`Smc::from_bytes`].
    pub fn resume<M: Model>(
        model: &M,
        settings: &crate::Settings,
        bytes: &[u8],
    ) -> Result<Self, Trouble> {
        let mut smc = Self::from_bytes(model, bytes)?;
        let expected = fingerprint(model, settings);
        if smc.fingerprint != expected {
            return Err(Trouble::OtherModel {
                found: smc.fingerprint,
                expected,
            });
        }
        smc.limit_histories(settings.histories_limit);
        Ok(smc)
    }
}
