//! How much to spend on a model without a density, and when to stop.

use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// How much to spend on a model without a density, and when to stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbcSettings {
    /// Seed of the whole study.
    pub seed: u64,
    /// A text that stands for everything the model was built from. A checkpoint of another one is refused.
    pub digest: String,
    /// Particles (N). Default 1000.
    pub particles: u32,
    /// Runs for each particle (M); a particle counts by how many of them lie within the tolerance. Default 1.
    pub replicates: u32,
    /// Effective sample size that a step to a smaller tolerance keeps, as a share of the one before. Default 0.5.
    pub survivors: f64,
    /// Resample when the effective sample size is at most this share of N. Default 0.5.
    pub resample_at: f64,
    /// Share of the particles that must have left their place before the tolerance goes down again. Default 0.5, chosen by
    /// us: below it copies pile up faster than moves part them.
    pub renewal: f64,
    /// Most rounds of moves at one tolerance. Default 5.
    pub rounds_limit: u32,
    /// Stop when a smaller share of moves than this is accepted. Default 0.015, as in Del Moral et al. (2012).
    pub acceptance_least: f64,
    /// Stop when the tolerance has come down to this, in units of the distance. Default 0: other limits decide.
    pub tolerance_least: f64,
    /// Most tolerances. 0: no moves at all, plain rejection. Default 100.
    pub generations_limit: u32,
    /// Run the simulator no more often than this.
    pub simulations_limit: Option<u64>,
}

impl Default for AbcSettings {
    fn default() -> Self {
        Self {
            seed: 1,
            digest: String::new(),
            particles: 1000,
            replicates: 1,
            survivors: 0.5,
            resample_at: 0.5,
            renewal: 0.5,
            rounds_limit: 5,
            acceptance_least: 0.015,
            tolerance_least: 0.0,
            generations_limit: 100,
            simulations_limit: None,
        }
    }
}

impl AbcSettings {
    /// Plain rejection: so many prior draws, of which the nearest share is kept.
    /// Source: [pritchard1999].
    pub fn rejection(draws: u32, keep: f64) -> Self {
        Self {
            particles: draws,
            survivors: keep,
            generations_limit: 0,
            ..Self::default()
        }
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
        let is_share = |x: f64| x > 0.0 && x < 1.0;
        if self.particles < 10 || self.particles > 100_000_000 {
            return wrong("particles must lie between 10 and 100 million");
        }
        if self.replicates == 0 || self.replicates > 10_000 {
            return wrong("replicates must lie between 1 and 10000");
        }
        if !is_share(self.survivors) {
            return wrong("survivors must lie between 0 and 1, both excluded");
        }
        if !(self.resample_at >= 0.0 && self.resample_at <= 1.0) {
            return wrong("resample_at must lie between 0 and 1");
        }
        if !(self.renewal >= 0.0 && self.renewal < 1.0) {
            return wrong("renewal must be at least 0 and below 1");
        }
        if self.rounds_limit == 0 {
            return wrong("rounds_limit must be at least 1");
        }
        if !(self.acceptance_least >= 0.0 && self.acceptance_least < 1.0) {
            return wrong("acceptance_least must be at least 0 and below 1");
        }
        if !(self.tolerance_least >= 0.0 && self.tolerance_least.is_finite()) {
            return wrong("tolerance_least must be at least 0 and finite");
        }
        if self
            .simulations_limit
            .is_some_and(|limit| limit < self.of_one_round())
        {
            return wrong("simulations_limit must allow a run for each particle and replicate");
        }
        Ok(())
    }

    /// Runs of the simulator in one round of moves, at most.
    pub(crate) fn of_one_round(&self) -> u64 {
        u64::from(self.particles) * u64::from(self.replicates)
    }
}
