//! How particles without a density are moved: proposals for their parameters, tuned by how the last ones fared.

use kidal_chance::Draws;
use kidal_math::sum;
use serde::{Deserialize, Serialize};

use crate::abc::population::Member;
use crate::item::MoveTally;
use crate::kernel::spread;
use crate::space::Space;

/// A kind of proposal.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// A normal walk with the particles' covariance, its length times this.
    Walk(f64),
    /// The difference of two other particles, times the best factor for a normal law, or times 1.
    Difference(bool),
    /// Another level of one parameter.
    Switch,
}

/// Widths from 1 to a tenth, chosen by us because a posterior of thin pieces, far apart, has a covariance much wider than
/// a piece; the differences leap from piece to piece.
const STEPS: [Step; 6] = [
    Step::Walk(1.0),
    Step::Walk(0.3),
    Step::Walk(0.1),
    Step::Difference(false),
    Step::Difference(true),
    Step::Switch,
];
/// Share of moves that switch a level where there are levels: a fifth, chosen by us.
const SWITCH_SHARE: f64 = 0.2;
/// Least share of a step among those for continuous parameters: a twentieth, chosen by us because what fails at one
/// tolerance may be the only step that works at the next.
const SHARE_LEAST: f64 = 0.05;
/// A difference is blurred by a walk of this length, so that every place can be reached: a twentieth, chosen by us.
const BLUR: f64 = 0.05;

/// Proposals at one tolerance, from a sample of particles that stays as it is while they are used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Moves {
    cholesky: Vec<f64>,
    deviations: Vec<f64>,
    /// Continuous parameters of the living particles, on the unconstrained scale, row by row.
    places: Vec<f64>,
    shares: Vec<f64>,
    pub(crate) tallies: Vec<MoveTally>,
}

/// A proposal.
pub(crate) struct Proposal {
    pub(crate) slot: usize,
    pub(crate) parameters: Vec<f64>,
    /// Log ratio of prior densities on the unconstrained scale, new over old.
    pub(crate) ln_ratio: f64,
    /// Squared length in deviations, averaged over the parameters; 1 for a switched level.
    pub(crate) jump: f64,
}

impl Moves {
    /// Measures the sample, and shares the tries out by how far each step of the last tolerance got.
    pub(crate) fn tuned(&self, space: &Space, members: &[Member], log_weights: &[f64]) -> Self {
        let rows: Vec<&[f64]> = members
            .iter()
            .map(|member| member.parameters.as_slice())
            .collect();
        let (cholesky, _, deviations) = spread(space, &rows, log_weights);
        let living = members
            .iter()
            .zip(log_weights)
            .filter(|(_, weight)| **weight > f64::NEG_INFINITY);
        let places = living
            .flat_map(|(member, _)| {
                space
                    .continuous
                    .iter()
                    .map(|index| space.to_line(*index, member.parameters[*index]))
            })
            .collect();
        let has = |step: &Step| match step {
            Step::Switch => !space.levelled.is_empty(),
            _ => !space.continuous.is_empty(),
        };
        let gain = |slot: usize| match self.tallies.get(slot) {
            Some(tally) if tally.proposed > 0 => tally.jump / tally.proposed as f64,
            _ => 0.0,
        };
        let walks: Vec<usize> = (0..STEPS.len())
            .filter(|slot| STEPS[*slot] != Step::Switch && has(&STEPS[*slot]))
            .collect();
        let total = sum(&walks.iter().map(|slot| gain(*slot)).collect::<Vec<_>>());
        let free = 1.0 - SHARE_LEAST * walks.len() as f64;
        let mut shares = vec![0.0; STEPS.len()];
        for slot in &walks {
            shares[*slot] = if total > 0.0 {
                SHARE_LEAST + free * gain(*slot) / total
            } else {
                1.0 / walks.len() as f64
            };
        }
        if has(&Step::Switch) {
            let rest = if walks.is_empty() {
                0.0
            } else {
                1.0 - SWITCH_SHARE
            };
            shares.iter_mut().for_each(|share| *share *= rest);
            shares[STEPS.len() - 1] = 1.0 - rest;
        }
        Self {
            cholesky,
            deviations,
            places,
            shares,
            tallies: vec![MoveTally::default(); STEPS.len()],
        }
    }

    /// A proposal from `parameters`; `None` when it leaves the prior's support or there is nothing to move.
    pub(crate) fn propose(
        &self,
        space: &Space,
        parameters: &[f64],
        draws: &mut Draws,
    ) -> (usize, Option<Proposal>) {
        let Some(slot) = draws.choose(&self.shares) else {
            return (0, None);
        };
        let step = STEPS[slot];
        let proposal = if step == Step::Switch {
            let which = draws.below(space.levelled.len() as u64) as usize;
            let index = space.levelled[which];
            let before = parameters[index];
            let mut after = parameters.to_vec();
            after[index] = space.other_level(index, before, draws);
            let ln_ratio =
                space.ln_density_one(index, after[index]) - space.ln_density_one(index, before);
            Some(Proposal {
                slot,
                parameters: after,
                ln_ratio,
                jump: 1.0,
            })
        } else {
            self.walk(space, slot, parameters, draws)
        };
        (slot, proposal)
    }

    /// z′ = z + γ·(zₐ − z_b) + s·L·ξ on the unconstrained scale.
    /// Source: [roberts1997] for the length of the walk, [terbraak2006] for the differences, here of particles frozen before.
    fn walk(
        &self,
        space: &Space,
        slot: usize,
        parameters: &[f64],
        draws: &mut Draws,
    ) -> Option<Proposal> {
        let count = space.continuous.len();
        let best = 2.38 / (count as f64).sqrt();
        let (width, leap) = match STEPS[slot] {
            Step::Walk(width) => (best * width, 0.0),
            Step::Difference(false) => (best * BLUR, best * std::f64::consts::FRAC_1_SQRT_2),
            _ => (best * BLUR, 1.0),
        };
        let noise: Vec<f64> = (0..count).map(|_| draws.normal()).collect();
        let mut difference = vec![0.0; count];
        if leap > 0.0 {
            let living = (self.places.len() / count) as u64;
            let (a, b) = (draws.below(living) as usize, draws.below(living) as usize);
            for (column, gap) in difference.iter_mut().enumerate() {
                *gap = self.places[a * count + column] - self.places[b * count + column];
            }
        }
        let mut proposal = Proposal {
            slot,
            parameters: parameters.to_vec(),
            ln_ratio: 0.0,
            jump: 0.0,
        };
        for (row, &index) in space.continuous.iter().enumerate() {
            let mut step = 0.0;
            for (factor, xi) in self.cholesky[row * count..].iter().zip(&noise[..=row]) {
                step += factor * xi;
            }
            let step = width * step + leap * difference[row];
            let before = parameters[index];
            let z = space.to_line(index, before);
            let (_, slope_before) = space.value_at(index, z);
            let (after, slope_after) = space.value_at(index, z + step);
            proposal.parameters[index] = after;
            proposal.ln_ratio += space.ln_density_one(index, after) + slope_after
                - space.ln_density_one(index, before)
                - slope_before;
            let share = step / self.deviations[row];
            proposal.jump += (share * share).min(4.0) / count as f64;
        }
        // NaN (a place rounded onto the end of its interval) is refused like a step out of the support.
        (proposal.ln_ratio > f64::NEG_INFINITY).then_some(proposal)
    }
}
