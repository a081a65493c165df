//! The moves: how each one proposes, and what prior and scale add to its acceptance.

use kidal_chance::{Draws, hash64};
use kidal_math::solve_lower;

use crate::kernel::Kernel;
use crate::posterior::{MoveKind, Particle};
use crate::runner::purpose;
use crate::space::Space;

/// A proposal that was written into the candidate.
pub(crate) struct Proposal {
    /// What the acceptance gains beside the tempered likelihood: 0 where the proposal comes from the prior itself.
    pub(crate) ln_ratio: f64,
    /// How far it goes, see [`crate::MoveReport::jump`].
    /// 0 for several blocks of luck: what they move is known once the history was run.
    pub(crate) jump: f64,
    /// The block or the continuous parameter that was moved alone.
    pub(crate) part: Option<usize>,
}

impl Proposal {
    fn of(ln_ratio: f64, jump: f64) -> Self {
        Self {
            ln_ratio,
            jump,
            part: None,
        }
    }

    /// Moves the continuous parameter of a row along the unconstrained line.
    fn step(
        &mut self,
        space: &Space,
        kernel: &Kernel,
        (row, step): (usize, f64),
        candidate: &mut Particle,
    ) -> Option<()> {
        self.ln_ratio += shift(space, space.continuous[row], step, candidate)?;
        self.jump += relative(step, kernel.deviations[row]);
        Some(())
    }
}

/// Turns the candidate, a copy of the present state, into a proposal. `None` when it leaves the prior's support or
/// there is nothing to move; then no history needs to be run.
pub(crate) fn propose(
    space: &Space,
    kernel: &Kernel,
    kind: MoveKind,
    candidate: &mut Particle,
    address: (u64, u64),
    draws: &mut Draws,
) -> Option<Proposal> {
    match kind {
        MoveKind::Walk => walk(space, kernel, candidate, draws),
        MoveKind::Regress => regress(space, kernel, candidate, draws),
        MoveKind::Differ => differ(space, kernel, candidate, draws),
        MoveKind::WalkOne => walk_one(space, kernel, candidate, draws),
        MoveKind::RedrawOne => redraw_one(space, kernel, candidate, draws),
        MoveKind::SwitchLevel => switch_level(space, kernel, candidate, address, draws),
        MoveKind::RefreshOne => Some(refresh_one(kernel, candidate, address, draws)),
        MoveKind::RefreshSome => refresh_some(kernel, candidate, address, draws),
        MoveKind::RefreshAll => {
            candidate.root = hash64(&[address.0, address.1, purpose::ROOT]);
            candidate.refreshes.fill(0);
            Some(Proposal::of(0.0, 0.0))
        }
    }
}

/// z′ = z + s·L·ξ with ξ standard normal on the unconstrained scale.
fn walk(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    draws: &mut Draws,
) -> Option<Proposal> {
    let count = space.continuous.len();
    let noise: Vec<f64> = (0..count).map(|_| draws.normal()).collect();
    let mut proposal = Proposal::of(0.0, 0.0);
    for row in 0..count {
        let factors = &kernel.cholesky[row * count..=row * count + row];
        let mut step = 0.0;
        for (factor, xi) in factors.iter().zip(&noise) {
            step += factor * xi;
        }
        step *= kernel.walk_scale;
        proposal.step(space, kernel, (row, step), candidate)?;
    }
    proposal.jump /= count as f64;
    Some(proposal)
}

/// z′ = μ + √(1 − s²)·(z − μ) + s·L·ξ, which leaves the normal law N(μ, L·Lᵀ) as it is; what the target has beyond that
/// law is put right by the acceptance.
/// Source: [neal1999], here about a fitted law. Limits: sticks where the target's tails are
/// much heavier than normal; the other moves get it loose.
fn regress(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    draws: &mut Draws,
) -> Option<Proposal> {
    let count = space.continuous.len();
    let kept = (1.0 - kernel.regress_scale * kernel.regress_scale)
        .max(0.0)
        .sqrt();
    let offsets: Vec<f64> = space
        .continuous
        .iter()
        .zip(&kernel.centre)
        .map(|(&index, centre)| space.to_line(index, candidate.parameters[index]) - centre)
        .collect();
    let before = solve_lower(&kernel.cholesky, &offsets);
    let after: Vec<f64> = before
        .iter()
        .map(|b| kept * b + kernel.regress_scale * draws.normal())
        .collect();
    let mut proposal = Proposal::of(0.0, 0.0);
    for row in 0..count {
        let factors = &kernel.cholesky[row * count..=row * count + row];
        let mut offset = 0.0;
        for (factor, y) in factors.iter().zip(&after) {
            offset += factor * y;
        }
        let step = offset - offsets[row];
        proposal.step(space, kernel, (row, step), candidate)?;
        proposal.ln_ratio += 0.5 * (after[row] * after[row] - before[row] * before[row]);
    }
    proposal.jump /= count as f64;
    Some(proposal)
}

/// z′ = z + γ·(a − b) + ε on a random subset of d′ of the d parameters: a, b two different rows of the archive,
/// γ = 2.38 / √(2 d′), or 1 every tenth time, ε normal with a hundredth of the deviations.
/// The subset has two, three or all parameters, each case as often. (a, b) is as likely as (b, a) and the archive does not depend
/// on the chain, so the proposal is symmetric.
/// Source: [terbraak2008] for differences from an archive and the γ, [vrugt2009] for subsets; every tenth step has γ = 1
/// as there. Their size and the hundredth are chosen by us because pairs of parameters are what walks in one dimension miss, and the
/// other moves make the chain irreducible already.
fn differ(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    draws: &mut Draws,
) -> Option<Proposal> {
    let count = space.continuous.len();
    let rows = kernel.archive.len().checked_div(count)?;
    if rows < 2 || count < 2 {
        return None;
    }
    let a = draws.below(rows as u64) as usize;
    let b = (a + 1 + draws.below(rows as u64 - 1) as usize) % rows;
    let moved = [2, 3.min(count), count][draws.below(3) as usize];
    let mut order: Vec<usize> = (0..count).collect();
    for place in 0..moved {
        order.swap(place, place + draws.below((count - place) as u64) as usize);
    }
    let mut chosen = vec![false; count];
    order[..moved].iter().for_each(|row| chosen[*row] = true);
    let gamma = if draws.uniform() < 0.1 {
        1.0
    } else {
        2.38 / (2.0 * moved as f64).sqrt()
    };
    let mut proposal = Proposal::of(0.0, 0.0);
    for (row, chosen) in chosen.into_iter().enumerate() {
        let noise = 0.01 * kernel.deviations[row] * draws.normal();
        if !chosen {
            continue;
        }
        let difference = kernel.archive[a * count + row] - kernel.archive[b * count + row];
        let step = gamma * difference + noise;
        proposal.step(space, kernel, (row, step), candidate)?;
    }
    proposal.jump /= count as f64;
    Some(proposal)
}

fn walk_one(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    draws: &mut Draws,
) -> Option<Proposal> {
    let count = space.continuous.len();
    let row = draws.below(count as u64) as usize;
    let step = kernel.walk_one_scales[row] * kernel.deviations[row] * draws.normal();
    let ln_ratio = shift(space, space.continuous[row], step, candidate)?;
    Some(Proposal {
        part: Some(row),
        ..Proposal::of(
            ln_ratio,
            relative(step, kernel.deviations[row]) / count as f64,
        )
    })
}

fn redraw_one(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    draws: &mut Draws,
) -> Option<Proposal> {
    let count = space.continuous.len();
    let row = draws.below(count as u64) as usize;
    let index = space.continuous[row];
    let before = candidate.parameters[index];
    let after = space.sample_one(index, draws);
    candidate.parameters[index] = after;
    let step = space.to_line(index, after) - space.to_line(index, before);
    // From the prior, so prior and proposal cancel and the likelihood alone decides. A redraw across a broad prior
    // counts as no more than two deviations squared, or it would crowd out moves that are accepted more often.
    let jump = relative(step, kernel.deviations[row]).min(4.0) / count as f64;
    Some(Proposal::of(0.0, jump))
}

/// Another level; every other time one block of luck is drawn anew with it, since luck that suits one level seldom suits
/// another. Neither the coin nor the block depends on the state, and the luck comes from its prior: nothing is added to
/// the acceptance.
fn switch_level(
    space: &Space,
    kernel: &Kernel,
    candidate: &mut Particle,
    address: (u64, u64),
    draws: &mut Draws,
) -> Option<Proposal> {
    let which = draws.below(space.levelled.len() as u64) as usize;
    let index = space.levelled[which];
    let before = candidate.parameters[index];
    let after = space.other_level(index, before, draws);
    candidate.parameters[index] = after;
    let ln_ratio = space.ln_density_one(index, after) - space.ln_density_one(index, before);
    if !candidate.refreshes.is_empty() && draws.uniform() < 0.5 {
        refresh_one(kernel, candidate, address, draws);
    }
    Some(Proposal::of(ln_ratio, 1.0))
}

fn refresh_one(
    kernel: &Kernel,
    candidate: &mut Particle,
    address: (u64, u64),
    draws: &mut Draws,
) -> Proposal {
    let block = kernel.block(draws.uniform());
    candidate.refreshes[block] = label(address, block);
    Proposal {
        part: Some(block),
        ..Proposal::of(0.0, kernel.block_shares[block])
    }
}

/// One block for certain, each other one with the chance of the kernel, the useful ones rather: the subset does not
/// depend on the state, so the move is as likely backward as forward.
fn refresh_some(
    kernel: &Kernel,
    candidate: &mut Particle,
    address: (u64, u64),
    draws: &mut Draws,
) -> Option<Proposal> {
    let certain = kernel.block(draws.uniform());
    let highest = kernel.block_shares.iter().copied().fold(0.0, f64::max);
    for (block, share) in kernel.block_shares.iter().enumerate() {
        let is_chosen = draws.uniform() < kernel.subset_share * share / highest;
        if is_chosen || block == certain {
            candidate.refreshes[block] = label(address, block);
        }
    }
    Some(Proposal::of(0.0, 0.0))
}

/// A label that no other move gives: a hash of the address of the move, never 0.
fn label((key, step): (u64, u64), block: usize) -> u32 {
    ((hash64(&[key, step, purpose::LABEL, block as u64]) >> 32) as u32).max(1)
}

/// Moves one parameter along the unconstrained line; the log ratio of densities on that line, after over before.
fn shift(space: &Space, index: usize, step: f64, candidate: &mut Particle) -> Option<f64> {
    let before = candidate.parameters[index];
    let z = space.to_line(index, before);
    let (_, slope_before) = space.value_at(index, z);
    let (after, slope_after) = space.value_at(index, z + step);
    candidate.parameters[index] = after;
    let ratio = space.ln_density_one(index, after) + slope_after
        - space.ln_density_one(index, before)
        - slope_before;
    // NaN (a state rounded onto the end of its interval) is refused like a step out of the support.
    (ratio > f64::NEG_INFINITY).then_some(ratio)
}

fn relative(step: f64, deviation: f64) -> f64 {
    let share = step / deviation;
    share * share
}
