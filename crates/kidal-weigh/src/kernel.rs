//! How chains move at one temperature: which moves, how often, how far.

use serde::{Deserialize, Serialize};

/// How chains move at one temperature. Tuned on the pilot island, then frozen for the reported ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kernel {
    /// The power to which the likelihood is raised.
    pub temperature: f64,
    /// Share of tries of each move, in the order of [`crate::MoveKind::ALL`]; they add up to 1.
    pub shares: Vec<f64>,
    /// Lower Cholesky factor of the covariance of the continuous parameters on the unconstrained scale, row by row.
    pub cholesky: Vec<f64>,
    /// Standard deviation of each continuous parameter on the unconstrained scale.
    pub deviations: Vec<f64>,
    /// Length of the random walk, times the factor.
    pub walk_scale: f64,
    /// Length of the walk of one parameter, times its deviation.
    pub walk_one_scale: f64,
    /// Chance of each block to be drawn anew when a subset is refreshed.
    pub subset_share: f64,
}
