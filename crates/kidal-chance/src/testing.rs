//! Statistical tests that state what they can catch.
//!
//! A statistical test compares draws with a law. It has a fixed seed ([`seed`]), a null hypothesis, a false-alarm rate α
//! under reseeding and a smallest error that it must catch; the number of draws follows from those ([`Design`]). Each
//! has a *wrong twin*: a sampler broken on purpose by that smallest error, which must be caught. Never loosen a bound to
//! get a test through: show which of the two numbers was wrong.
//!
//! ```
//! use kidal_chance::{Draws, testing::{Design, ks_one_sample, seed}};
//! let design = Design::distance("uniform draws are uniform", 0.05);
//! let sample = |power: f64| -> Vec<f64> {
//!     let mut draws = Draws::at(seed("uniform draws are uniform"), 0, 0);
//!     (0..design.draws()).map(|_| kidal_math::pow(draws.uniform(), power)).collect()
//! };
//! design.holds(ks_one_sample(&sample(1.0), |x| x).p);
//! // The wrong twin: u^1.15 lies up to 0.05 from uniform.
//! design.catches(ks_one_sample(&sample(1.15), |x| x).p);
//! ```

mod chi_square;
mod design;
mod kolmogorov;
mod shift;

pub use chi_square::{ChiSquare, chi_square};
pub use design::{Design, FALSE_ALARM, POWER};
pub use kolmogorov::{KolmogorovSmirnov, kolmogorov_tail, ks_one_sample, ks_two_sample};
pub use shift::{Shift, mean_shift};

use crate::{hash_text, hash64};

/// The variable that `cargo xtask reseed` sets to a whole number to run every statistical test on fresh seeds.
pub const RESEED: &str = "KIDAL_RESEED";

/// The key of a statistical test's draws: a hash of its name and of the number in the variable `KIDAL_RESEED` (0 when it is not set).
///
/// # Panics
/// When the variable holds anything but a whole number: a typing error must not quietly run the old seeds.
pub fn seed(name: &str) -> u64 {
    let reseed = match std::env::var(RESEED) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{RESEED} must be a whole number, not `{text}`")),
        Err(_) => 0,
    };
    hash64(&[hash_text(name), reseed])
}

#[cfg(test)]
mod tests;
