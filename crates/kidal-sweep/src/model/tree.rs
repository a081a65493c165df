//! A partition tree: the few cuts of the factors that part the responses best.
//!
//! Each cut takes the factor and the threshold that lower the sum of squares most; ties go to the first factor and the
//! lowest threshold. Source: [breiman1984], regression trees without pruning. Limits: greedy; depth and leaf size stand in
//! for pruning, so read it as a description of these runs.

use crate::points::moments;
use crate::{Points, SweepError};

/// A cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The factor that is cut.
    pub factor: usize,
    /// Points below it go to the first branch. A coordinate.
    pub threshold: f64,
    /// Share of the whole variance that the cut takes away.
    pub gain: f64,
    /// Below the threshold.
    pub below: PartitionTree,
    /// At or above it.
    pub above: PartitionTree,
}

/// An end of the tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaf {
    /// Points that end here.
    pub points: usize,
    /// Their mean response.
    pub mean: f64,
    /// Their standard deviation.
    pub sd: f64,
}

/// A tree of cuts.
#[derive(Clone, Debug, PartialEq)]
pub enum PartitionTree {
    /// A cut with its branches.
    Split(Box<Split>),
    /// An end.
    Leaf(Leaf),
}

impl PartitionTree {
    /// Grows a tree to this depth, with at least so many points in each end.
    ///
    /// # Errors
    /// Responses that do not fit the design.
    pub fn grow(
        points: &Points,
        responses: &[f64],
        depth: usize,
        least: usize,
    ) -> Result<Self, SweepError> {
        points.fit(responses)?;
        let whole = moments(responses).1 * responses.len() as f64;
        let rows: Vec<usize> = (0..points.len()).collect();
        Ok(branch(points, responses, rows, depth, least.max(1), whole))
    }

    /// Share of the variance that the tree takes up.
    #[must_use]
    pub fn r_squared(&self) -> f64 {
        match self {
            PartitionTree::Leaf(_) => 0.0,
            PartitionTree::Split(split) => {
                split.gain + split.below.r_squared() + split.above.r_squared()
            }
        }
    }
}

fn branch(
    points: &Points,
    responses: &[f64],
    rows: Vec<usize>,
    depth: usize,
    least: usize,
    whole: f64,
) -> PartitionTree {
    let here: Vec<f64> = rows.iter().map(|&row| responses[row]).collect();
    let (mean, variance) = moments(&here);
    let leaf = PartitionTree::Leaf(Leaf {
        points: rows.len(),
        mean,
        sd: variance.sqrt(),
    });
    if depth == 0 || rows.len() < 2 * least {
        return leaf;
    }
    let Some((factor, threshold, gain)) = best(points, responses, &rows, mean, least) else {
        return leaf;
    };
    // A cut that takes less than a thousandth says nothing; chosen by us because smaller ones follow the noise.
    if gain <= 1e-3 * whole {
        return leaf;
    }
    let (below, above) = rows
        .into_iter()
        .partition(|&row| points.row(row)[factor] < threshold);
    PartitionTree::Split(Box::new(Split {
        factor,
        threshold,
        gain: gain / whole,
        below: branch(points, responses, below, depth - 1, least, whole),
        above: branch(points, responses, above, depth - 1, least, whole),
    }))
}

/// Factor, threshold and gain of the best cut.
fn best(
    points: &Points,
    responses: &[f64],
    rows: &[usize],
    mean: f64,
    least: usize,
) -> Option<(usize, f64, f64)> {
    let mut found: Option<(usize, f64, f64)> = None;
    for factor in 0..points.factors() {
        let mut order: Vec<usize> = rows.to_vec();
        let x = |row: usize| points.row(row)[factor];
        order.sort_by(|a, b| x(*a).total_cmp(&x(*b)).then(a.cmp(b)));
        let mut below = 0.0;
        for (count, pair) in order.windows(2).enumerate() {
            below += responses[pair[0]] - mean;
            let (first, second) = (count + 1, order.len() - count - 1);
            if first < least || second < least || x(pair[0]) == x(pair[1]) {
                continue;
            }
            // Between-group sum of squares with deviations from the common mean.
            let gain = below * below * (1.0 / first as f64 + 1.0 / second as f64);
            if found.is_none_or(|(_, _, most)| gain > most) {
                found = Some((factor, (x(pair[0]) + x(pair[1])) / 2.0, gain));
            }
        }
    }
    found
}
