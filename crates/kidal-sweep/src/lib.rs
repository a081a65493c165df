//! Designed experiments over any function of numbers, and what they show.
//!
//! What this crate is: designs (where to try) and effects (what came out): full factorial, Latin hypercubes, Sobol
//! sequences, Morris screening, Saltelli designs; Sobol indices with intervals, elementary effects, a regression
//! metamodel, a partition tree, a response surface.
//!
//! What it is not: it runs nothing and has never heard of a battle. Points lie in the unit cube; whoever owns the factors
//! says what a coordinate means (a quantile of a prior, a share of a range, a level).
//!
//! Three types to know: [`Plan`] (which design), [`Points`] (where to try), [`SobolIndices`] (what matters).
//!
//! ```
//! use kidal_sweep::{Plan, SobolIndices};
//! let plan = Plan::Saltelli { base: 512, second_order: false };
//! let points = plan.points(3, 7)?;
//! // y = x1 + 2 x2: the second factor carries four fifths of the variance, the third none.
//! let y: Vec<f64> = points.rows().map(|x| x[0] + 2.0 * x[1]).collect();
//! let indices = SobolIndices::of(&points, &y, 200, 7)?;
//! assert!((indices.first[1].value - 0.8).abs() < 0.05);
//! assert!(indices.total[2].value.abs() < 1e-9);
//! # Ok::<(), kidal_sweep::SweepError>(())
//! ```

mod design;
mod effects;
mod error;
mod model;
mod points;

pub use design::Plan;
pub use effects::{ElementaryEffects, Interval, Screening, SobolIndices};
pub use error::SweepError;
pub use model::{Leaf, PartitionTree, Regression, ResponseSurface, Split, Term};
pub use points::{Layout, Points};
