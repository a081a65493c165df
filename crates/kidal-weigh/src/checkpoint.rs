//! A run as bytes, and back, bit for bit (layout: `envelope`).

use crate::envelope::Kind;
use crate::fingerprint::fingerprint;
use crate::model::Model;
use crate::smc::Smc;
use crate::trouble::Trouble;

const KIND: Kind = Kind {
    magic: b"KIDALSMC",
    format: 2,
};

impl Smc {
    /// The whole state, told results of an unfinished batch included.
    pub fn to_bytes(&self) -> Vec<u8> {
        KIND.seal(self.fingerprint, self)
    }

    /// The state back from bytes, for the same model. What follows has the same bits as if it had never been stopped.
    ///
    /// # Errors
    /// [`Trouble::Unreadable`], [`Trouble::OtherFormat`], or [`Trouble::OtherModel`] when parameters, priors, shape or
    /// settings do not match. (The digest is part of the stored settings: compare `smc.settings()` with what is wanted.)
    pub fn from_bytes<M: Model>(model: &M, bytes: &[u8]) -> Result<Self, Trouble> {
        let (head, smc): (u64, Self) = KIND.open(bytes)?;
        let expected = fingerprint(model, &smc.settings);
        if smc.fingerprint != expected || head != expected {
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
