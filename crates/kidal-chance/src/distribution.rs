//! Continuous distributions as small structs: `sample`, `ln_density`, `cdf`, `quantile`.
//!
//! Each `new` refuses impossible numbers with `None`. Outside a distribution's range the log density is −∞. `sample`
//! inverts one uniform, so that a draw grows with it (only [`Beta`] uses gamma draws: faster, not monotone).

mod beta;
mod exponential;
mod log_normal;
mod normal;
mod triangular;
mod uniform;

pub use beta::Beta;
pub use exponential::Exponential;
pub use log_normal::LogNormal;
pub use normal::Normal;
pub use triangular::Triangular;
pub use uniform::Uniform;

#[cfg(test)]
mod tests;
