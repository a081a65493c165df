//! A run as bytes, and back, bit for bit.

use crate::abc::{Abc, AbcSettings};
use crate::envelope::Kind;
use crate::fingerprint::hash_bytes;
use crate::model::Model;
use crate::trouble::Trouble;

const KIND: Kind = Kind {
    magic: b"KIDALABC",
    format: 1,
};

impl Abc {
    /// The whole state, answers to an unfinished round included.
    pub fn to_bytes(&self) -> Vec<u8> {
        KIND.seal(self.fingerprint, self)
    }

    /// The state back from bytes, for the same model, observations and settings (the limit of simulations may differ and is
    /// taken from `settings`). What follows has the same bits as if it had never been stopped.
    ///
    /// # Errors
    /// [`Trouble::Unreadable`], [`Trouble::OtherFormat`], [`Trouble::OtherModel`].
    pub fn resume<M: Model>(
        model: &M,
        observed: &[f64],
        settings: &AbcSettings,
        bytes: &[u8],
    ) -> Result<Self, Trouble> {
        let (head, mut abc): (u64, Self) = KIND.open(bytes)?;
        let expected = fingerprint(model, observed, settings);
        if head != expected || abc.fingerprint != expected {
            return Err(Trouble::OtherModel {
                found: abc.fingerprint,
                expected,
            });
        }
        abc.settings.simulations_limit = settings.simulations_limit;
        Ok(abc)
    }
}

/// A hash of all that must be equal when a run goes on elsewhere; the limit of simulations may change.
pub(super) fn fingerprint<M: Model>(model: &M, observed: &[f64], settings: &AbcSettings) -> u64 {
    let settings = AbcSettings {
        simulations_limit: None,
        ..settings.clone()
    };
    let shape = (model.blocks() as u64, model.payload() as u64);
    let bytes = postcard::to_allocvec(&(model.parameters(), shape, observed, settings))
        .expect("plain records can be written");
    hash_bytes(&bytes)
}
