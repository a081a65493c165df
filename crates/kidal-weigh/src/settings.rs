//! How much to spend and how to steer.

use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// How much to spend and how to steer. [`Settings::default`] suits a model whose run costs about a millisecond.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Seed of the whole study.
    pub seed: u64,
    /// A text that stands for everything the model was built from (the digest of a dossier, say). A checkpoint is
    /// refused by a model with another digest.
    pub digest: String,
    /// Independent islands that are reported; the pilot island comes on top. Default 8.
    pub islands: u32,
    /// Chains per island and temperature (M). Default 8.
    pub chains: u32,
    /// Chains of the pilot island per temperature. It chooses temperatures and tunes moves and is not reported, so that it may
    /// be smaller than the others. Default 8.
    pub pilot_chains: u32,
    /// Particles kept per chain, its start included (P). An island has M·P particles. Default 128.
    ///
    /// A chain must be long enough to leave its start behind: several moves for each parameter and each block of luck. Few
    /// long chains are better than many short ones: with 12 parameters, 40 blocks and 15 sharp accounts, 8 islands of
    /// 4 × 128 gave the log evidence of a closed form within their errors, where 32 × 16 at the same cost gave it 2 to 3
    /// too low.
    pub chain_length: u32,
    /// Moves between two states that are kept, on the reported islands before the last temperature. Default 1: every state
    /// is kept. Neighbours on a chain resemble each other, so a chain may be made longer than what is kept of it.
    pub moves_per_state: u32,
    /// The same at the last temperature, from which the posterior is reported. Default 1.
    pub last_moves_per_state: u32,
    /// Least number of prior draws of the baseline, which are also the first generation of the pilot. Default 1000.
    pub baseline_draws: u32,
    /// Effective sample size to keep at each step of temperature, as a share of the particles with a likelihood above 0.
    /// Default 0.5, the value of Dau and Chopin (2022).
    pub ess_share: f64,
    /// Most temperatures; when they are used up the last step goes straight to 1 and a warning says so. Default 100.
    pub temperatures_limit: u32,
    /// When too few prior draws have a likelihood above 0 (fewer than 32, or than there are chains), draw again, up to this
    /// many times as many. Default 16.
    pub prior_rounds_limit: u32,
    /// Run no more histories than this; the result is then the last finished temperature, reweighted. The run stops before
    /// the batch that could pass the limit, so at the same place on any number of threads.
    pub histories_limit: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            digest: String::new(),
            islands: 8,
            chains: 8,
            pilot_chains: 8,
            chain_length: 128,
            moves_per_state: 1,
            last_moves_per_state: 1,
            baseline_draws: 1000,
            ess_share: 0.5,
            temperatures_limit: 100,
            prior_rounds_limit: 16,
            histories_limit: None,
        }
    }
}

impl Settings {
    /// Particles of one reported island.
    pub fn particles(&self) -> u32 {
        self.chains * self.chain_length
    }

    /// Particles of the pilot.
    pub fn pilot_particles(&self) -> u32 {
        self.pilot_chains * self.chain_length
    }

    /// Refuses settings that cannot work.
    ///
    /// # Errors
    /// [`Trouble::BadSettings`] names the first that is wrong and what it must be.
    pub fn check(&self) -> Result<(), Trouble> {
        let wrong = |what: &str| {
            Err(Trouble::BadSettings {
                what: what.to_owned(),
            })
        };
        if self.islands == 0 || self.islands > 10_000 {
            return wrong("islands must lie between 1 and 10000");
        }
        if self.chains < 2 || self.chains > 1_000_000 {
            return wrong("chains must lie between 2 and 1000000");
        }
        if self.pilot_chains < 2 || self.pilot_chains > 1_000_000 {
            return wrong("pilot_chains must lie between 2 and 1000000");
        }
        if self.chain_length < 2 || self.chain_length > 100_000 {
            return wrong("chain_length must lie between 2 and 100000");
        }
        let most = self.moves_per_state.max(self.last_moves_per_state);
        if self.moves_per_state.min(self.last_moves_per_state) == 0 || most > 100_000 {
            return wrong("moves_per_state and last_moves_per_state must lie between 1 and 100000");
        }
        let chains = u64::from(self.chains.max(self.pilot_chains));
        if chains * u64::from(self.chain_length) > 100_000_000 {
            return wrong("chains times chain_length must not exceed 100 million");
        }
        if !(self.ess_share > 0.0 && self.ess_share < 1.0) {
            return wrong("ess_share must lie between 0 and 1, both excluded");
        }
        if self.temperatures_limit == 0 {
            return wrong("temperatures_limit must be at least 1");
        }
        if self.prior_rounds_limit == 0 {
            return wrong("prior_rounds_limit must be at least 1");
        }
        Ok(())
    }
}
