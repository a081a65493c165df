//! How chains move at one temperature: which moves, how often, how far.

use kidal_math::{cholesky, exp, sum_of};
use serde::{Deserialize, Serialize};

use crate::item::{ItemResult, MoveTally, PartTally};
use crate::posterior::{MoveKind, Particle};
use crate::space::Space;
use crate::weights::{ess, systematic};

/// How chains move at one temperature. Tuned on the pilot island, then frozen for the reported ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kernel {
    /// The power to which the likelihood is raised.
    pub temperature: f64,
    /// Share of tries of each move, in the order of [`crate::MoveKind::ALL`]; they add up to 1, or are all 0 when there
    /// is nothing to move.
    pub shares: Vec<f64>,
    /// Lower Cholesky factor of the covariance of the continuous parameters on the unconstrained scale, row by row.
    pub cholesky: Vec<f64>,
    /// Mean of each continuous parameter on the unconstrained scale.
    pub centre: Vec<f64>,
    /// Standard deviation of each continuous parameter on the unconstrained scale.
    pub deviations: Vec<f64>,
    /// Places of pilot histories on the unconstrained scale, row by row, drawn in proportion to their weight.
    pub archive: Vec<f64>,
    /// Length of the random walk, times the factor.
    pub walk_scale: f64,
    /// How much of a regression step is drawn anew, from 0 (nothing moves) to 1 (nothing is kept).
    pub regress_scale: f64,
    /// Length of the walk of each continuous parameter alone, times its deviation.
    pub walk_one_scales: Vec<f64>,
    /// Chance of each block to be drawn anew when a subset is refreshed.
    pub subset_share: f64,
    /// Share of tries of each block when one is drawn anew; they add up to 1.
    pub block_shares: Vec<f64>,
}

/// Moves that are weighed against each other, and the share of tries of the family where all are possible. Families
/// have fixed shares, chosen by us because a jump of parameters and a jump of luck have no common unit.
const FAMILIES: [(&[MoveKind], f64); 3] = [
    (
        &[
            MoveKind::Walk,
            MoveKind::Regress,
            MoveKind::Differ,
            MoveKind::WalkOne,
            MoveKind::RedrawOne,
        ],
        0.50,
    ),
    (&[MoveKind::SwitchLevel], 0.15),
    (
        &[
            MoveKind::RefreshOne,
            MoveKind::RefreshSome,
            MoveKind::RefreshAll,
        ],
        0.35,
    ),
];
/// Least share of a move within its family: a twentieth, chosen by us because a move that is useless at one temperature may
/// be the only one that works at the next.
const SHARE_LEAST: f64 = 0.05;
/// Acceptance aimed at by a walk in many dimensions. Source: [roberts1997].
const WALK_TARGET: f64 = 0.234;
/// Acceptance aimed at by a regression step; two fifths, chosen by us to lie between those of the two walks.
const REGRESS_TARGET: f64 = 0.4;
/// Acceptance aimed at by a walk in one dimension. Source: [gelman1996].
const WALK_ONE_TARGET: f64 = 0.44;
/// Acceptance aimed at when a subset of blocks is refreshed; a quarter, chosen by us in likeness to the walk.
const SUBSET_TARGET: f64 = 0.25;
/// How strongly a scale follows acceptance: ×e^(3·(a − target)), chosen by us because a temperature gives one chance to adapt.
const GAIN: f64 = 3.0;

/// How single blocks fared over all temperatures so far, and single parameters at the last one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parts {
    pub(crate) blocks: Vec<PartTally>,
    pub(crate) walks: Vec<PartTally>,
}

impl Parts {
    /// Takes what the items of one batch told.
    pub(crate) fn take(&mut self, results: &[ItemResult]) {
        self.walks.clear();
        for result in results {
            add(&mut self.blocks, &result.blocks);
            add(&mut self.walks, &result.walks);
        }
    }
}

fn add(total: &mut Vec<PartTally>, more: &[PartTally]) {
    total.resize(total.len().max(more.len()), PartTally::default());
    for (sum, one) in total.iter_mut().zip(more) {
        sum.proposed += one.proposed;
        sum.changed += one.changed;
        sum.accepted += one.accepted;
    }
}

impl Kernel {
    /// The kernel before anything was tried.
    pub(crate) fn untried(space: &Space, blocks: usize) -> Self {
        let dimension = space.continuous.len();
        let mut kernel = Self {
            temperature: 0.0,
            shares: Vec::new(),
            cholesky: Vec::new(),
            centre: Vec::new(),
            deviations: Vec::new(),
            archive: Vec::new(),
            // Source: [roberts1997].
            walk_scale: 2.38 / (dimension.max(1) as f64).sqrt(),
            regress_scale: 0.8,
            walk_one_scales: vec![2.38; dimension],
            subset_share: 0.25,
            block_shares: vec![1.0 / blocks.max(1) as f64; blocks],
        };
        kernel.shares = kernel.split(space, blocks, &[]);
        kernel
    }

    /// The kernel of the next temperature: covariance of the weighted particles, scales and shares by how the moves of
    /// this one fared (`tallies`, empty before the first moves).
    pub(crate) fn tuned(
        &self,
        space: &Space,
        blocks: usize,
        temperature: f64,
        sample: (&[Particle], &[f64]),
        (tallies, parts): (&[MoveTally], &Parts),
    ) -> Self {
        let mut next = Self {
            temperature,
            ..self.clone()
        };
        let follow = |scale: f64, kind: MoveKind, target: f64| match tallies.get(kind as usize) {
            Some(tally) if tally.proposed > 0 => {
                scale * exp(GAIN * (tally.accepted as f64 / tally.proposed as f64 - target))
            }
            _ => scale,
        };
        let dimension = space.continuous.len().max(1) as f64;
        next.walk_scale = follow(self.walk_scale, MoveKind::Walk, WALK_TARGET)
            .clamp(0.01, 10.0 / dimension.sqrt());
        for (scale, tally) in next.walk_one_scales.iter_mut().zip(&parts.walks) {
            // As sure of the old scale as of four tries: one parameter alone is tried seldom.
            let tried = tally.proposed as f64;
            let gain = GAIN * (tally.accepted as f64 - WALK_ONE_TARGET * tried) / (tried + 4.0);
            *scale = (*scale * exp(gain)).clamp(0.01, 10.0);
        }
        next.block_shares = usefulness(blocks, &parts.blocks);
        next.regress_scale =
            follow(self.regress_scale, MoveKind::Regress, REGRESS_TARGET).clamp(0.02, 1.0);
        let least = 1.0 / blocks.max(1) as f64;
        next.subset_share = follow(self.subset_share, MoveKind::RefreshSome, SUBSET_TARGET)
            .clamp(least.min(0.9), 0.9);
        let places: Vec<&[f64]> = sample.0.iter().map(|p| p.parameters.as_slice()).collect();
        (next.cholesky, next.centre, next.deviations) = spread(space, &places, sample.1);
        next.archive = archive(space, &places, sample.1);
        next.shares = self.split(space, blocks, tallies);
        next
    }

    /// The block meant by a uniform number.
    pub(crate) fn block(&self, u: f64) -> usize {
        let mut running = 0.0;
        for (block, share) in self.block_shares.iter().enumerate() {
            running += share;
            if u < running {
                return block;
            }
        }
        self.block_shares.len() - 1
    }

    /// The slot of the move meant by a uniform number; `None` when nothing can be moved.
    pub(crate) fn choose(&self, u: f64) -> Option<usize> {
        let mut running = 0.0;
        for (slot, share) in self.shares.iter().enumerate() {
            running += share;
            if u < running {
                return Some(slot);
            }
        }
        self.shares.iter().rposition(|share| *share > 0.0)
    }

    /// Within a family by jump per counted work; a try costs 1 beside its work, so that free models have a cost too.
    fn split(&self, space: &Space, blocks: usize, tallies: &[MoveTally]) -> Vec<f64> {
        let mut shares = vec![0.0; MoveKind::ALL.len()];
        let mut total = 0.0;
        for (kinds, family_share) in FAMILIES {
            let open: Vec<usize> = kinds
                .iter()
                .filter(|kind| is_possible(**kind, space, blocks))
                .map(|kind| *kind as usize)
                .collect();
            if open.is_empty() {
                continue;
            }
            let gains: Vec<f64> = open
                .iter()
                .map(|slot| {
                    tallies
                        .get(*slot)
                        .map_or(0.0, |t| t.jump / (t.work + t.proposed).max(1) as f64)
                })
                .collect();
            let gain = sum_of(gains.iter().copied());
            let free = 1.0 - SHARE_LEAST * open.len() as f64;
            for (slot, one) in open.iter().zip(&gains) {
                let part = if gain > 0.0 {
                    SHARE_LEAST + free * one / gain
                } else {
                    1.0 / open.len() as f64
                };
                shares[*slot] = family_share * part;
            }
            total += family_share;
        }
        if total > 0.0 {
            shares.iter_mut().for_each(|share| *share /= total);
        }
        shares
    }
}

/// Rows of the archive; sixty-four, chosen by us because their two thousand differences are many more than the
/// directions that a dozen parameters have.
const ARCHIVE: usize = 64;

/// Places of some of the weighted particles, drawn systematically from the middle of each stretch of weight.
fn archive(space: &Space, places: &[&[f64]], log_weights: &[f64]) -> Vec<f64> {
    let rows = systematic(log_weights, ARCHIVE, 0.5);
    rows.into_iter()
        .flat_map(|row| {
            let on_line = move |&index: &usize| on_line(space, index, places[row]);
            space.continuous.iter().map(on_line)
        })
        .collect()
}

/// The place of a parameter on the unconstrained scale. A value rounded onto the end of its interval lies at infinity; 40 is
/// as far out as rounding reaches.
fn on_line(space: &Space, index: usize, parameters: &[f64]) -> f64 {
    match space.to_line(index, parameters[index]) {
        z if z.is_finite() => z,
        z => 40.0_f64.copysign(z),
    }
}

/// Shares of blocks by how often a new draw of one changes the history, and how often such a change is accepted: the square
/// root of the two rates' product, chosen by us so that a block without any effect is left alone, while one that is hard to
/// move is still tried more often than it moves. A block that was never tried counts as one that always moves; none
/// falls below a fiftieth of the most useful one.
fn usefulness(blocks: usize, tallies: &[PartTally]) -> Vec<f64> {
    let mut shares: Vec<f64> = (0..blocks)
        .map(|block| {
            let tally = tallies.get(block).copied().unwrap_or_default();
            let rate = |count: u64| (count + 1) as f64 / (tally.proposed + 1) as f64;
            (rate(tally.changed) * rate(tally.accepted)).sqrt()
        })
        .collect();
    let highest = shares.iter().copied().fold(0.0, f64::max);
    shares
        .iter_mut()
        .for_each(|share| *share = share.max(0.02 * highest));
    let total = kidal_math::sum(&shares);
    shares.iter_mut().for_each(|share| *share /= total);
    shares
}

fn is_possible(kind: MoveKind, space: &Space, blocks: usize) -> bool {
    match kind {
        MoveKind::Walk | MoveKind::Differ => space.continuous.len() >= 2,
        MoveKind::Regress | MoveKind::WalkOne | MoveKind::RedrawOne => !space.continuous.is_empty(),
        MoveKind::SwitchLevel => !space.levelled.is_empty(),
        MoveKind::RefreshOne => blocks >= 2,
        MoveKind::RefreshSome => blocks >= 3,
        MoveKind::RefreshAll => blocks >= 1,
    }
}

/// Factor of the weighted covariance on the unconstrained scale, the means, and the deviations.
///
/// Correlations are drawn toward 0 by d / (d + ESS), chosen by us because a covariance of d dimensions from fewer than d
/// effective draws is no covariance.
pub(crate) fn spread(
    space: &Space,
    places: &[&[f64]],
    log_weights: &[f64],
) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let d = space.continuous.len();
    let weights: Vec<f64> = log_weights.iter().map(|w| exp(*w)).collect();
    let total = kidal_math::sum(&weights);
    let mut centre = Vec::with_capacity(d);
    let mut centred: Vec<Vec<f64>> = Vec::with_capacity(d);
    for column in 0..d {
        let index = space.continuous[column];
        let values: Vec<f64> = places
            .iter()
            .map(|parameters| on_line(space, index, parameters))
            .collect();
        let mean = sum_of(values.iter().zip(&weights).map(|(z, w)| z * w)) / total;
        centre.push(mean);
        centred.push(values.iter().map(|z| z - mean).collect());
    }
    let shrink = d as f64 / (d as f64 + ess(log_weights));
    let mut covariance = vec![0.0; d * d];
    for row in 0..d {
        for column in 0..=row {
            let terms = centred[row]
                .iter()
                .zip(&centred[column])
                .zip(&weights)
                .map(|((a, b), w)| a * b * w);
            let entry = sum_of(terms) / total;
            covariance[row * d + column] = if row == column {
                entry.max(1e-12)
            } else {
                entry * (1.0 - shrink)
            };
        }
    }
    let deviations: Vec<f64> = (0..d).map(|i| covariance[i * d + i].sqrt()).collect();
    let factor = cholesky(&covariance, d).unwrap_or_else(|| {
        let mut diagonal = vec![0.0; d * d];
        for i in 0..d {
            diagonal[i * d + i] = deviations[i];
        }
        diagonal
    });
    (factor, centre, deviations)
}
