//! Simple models of a response, to read and to draw.

mod regression;
mod surface;
mod tree;

pub use regression::{Regression, Term};
pub use surface::ResponseSurface;
pub use tree::{Leaf, PartitionTree, Split};
