//! Where to try.

mod factorial;
mod latin;
mod morris;
mod nearly_orthogonal;
mod saltelli;
mod sequence;

use crate::{Layout, Points, SweepError};

/// The most points that a design may have; chosen by us because a row of twenty factors then fits in 200 MB.
pub(crate) const MOST_POINTS: usize = 1_048_576;

/// A design.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Plan {
    /// Every combination of levels. `levels`: one number for each factor, at least 2.
    Factorial {
        /// Levels of each factor.
        levels: Vec<usize>,
    },
    /// One point in each of `runs` equal slices of each factor, paired at random.
    LatinHypercube {
        /// Runs.
        runs: usize,
    },
    /// A Latin hypercube whose columns are nearly uncorrelated.
    NearlyOrthogonal {
        /// Runs.
        runs: usize,
    },
    /// A scrambled Sobol sequence.
    Sobol {
        /// Runs; powers of two are best.
        runs: usize,
    },
    /// Morris screening.
    Morris {
        /// Trajectories.
        trajectories: usize,
        /// Levels of the grid, an even number.
        levels: usize,
    },
    /// The design of Sobol indices.
    Saltelli {
        /// Rows of A; powers of two are best.
        base: usize,
        /// Whether indices of pairs are wanted.
        second_order: bool,
    },
}

impl Plan {
    /// How many points the design has for so many factors.
    #[must_use]
    pub fn size(&self, factors: usize) -> u128 {
        let factors = factors as u128;
        match self {
            Plan::Factorial { levels } => levels.iter().fold(1, |product: u128, level| {
                product.saturating_mul(*level as u128)
            }),
            Plan::LatinHypercube { runs }
            | Plan::NearlyOrthogonal { runs }
            | Plan::Sobol { runs } => *runs as u128,
            Plan::Morris { trajectories, .. } => *trajectories as u128 * (factors + 1),
            Plan::Saltelli { base, second_order } => {
                *base as u128 * (if *second_order { 2 * factors } else { factors } + 2)
            }
        }
    }

    /// The points, the same for the same seed on each machine.
    ///
    /// # Errors
    /// A design without factors, too large, or of a size that it cannot have.
    pub fn points(&self, factors: usize, seed: u64) -> Result<Points, SweepError> {
        if factors == 0 {
            return Err(SweepError::NoFactor);
        }
        let size = self.size(factors);
        if size > MOST_POINTS as u128 {
            return Err(SweepError::TooLarge {
                points: size,
                most: MOST_POINTS,
            });
        }
        let plain = |values| Points::new(factors, values, Layout::Plain);
        match self {
            Plan::Factorial { levels } => factorial::points(levels, factors).map(plain),
            Plan::LatinHypercube { runs } => latin::points(*runs, factors, seed).map(plain),
            Plan::NearlyOrthogonal { runs } => {
                nearly_orthogonal::points(*runs, factors, seed).map(plain)
            }
            Plan::Sobol { runs } => sequence::points(*runs, factors, seed).map(plain),
            Plan::Morris {
                trajectories,
                levels,
            } => morris::points(*trajectories, *levels, factors, seed),
            Plan::Saltelli { base, second_order } => {
                saltelli::points(*base, *second_order, factors, seed)
            }
        }
    }
}
