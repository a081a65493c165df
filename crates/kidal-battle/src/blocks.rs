//! Blocks of luck: the pieces of a run's draws that can be made anew alone, the others staying as they are.
//!
//! An order has a block of its own, for what it decides at any time. A contingent has up to two in each phase: one for
//! fire and movement, one for sleep, loyalty and capture. A phase has one for all that is ordered in it, which lets "from
//! here on" be drawn anew without touching what was decided before. What has no draws has no block.

use crate::parts::{Action, ContingentPart, OrderPart, ParameterPart, Parts, Value};

/// Which of a contingent's draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strand {
    /// Placement, first morale and fatigue, halting ranges, destinations, fire and losses.
    Fight = 0,
    /// Sleep and rest, loyalty, capture.
    Mind = 1,
}

/// One block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A contingent's draws of one strand in one phase.
    Strand {
        contingent: usize,
        strand: Strand,
        phase: usize,
    },
    /// All orders' draws of one phase.
    Orders { phase: usize },
    /// One order's draws.
    Order(usize),
}

/// All blocks of a scenario, and where each is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blocks {
    pub list: Vec<Block>,
    /// First block of (contingent, strand), its phases following each other.
    strands: Vec<[Option<usize>; 2]>,
    /// Block of each phase's orders.
    phases: Option<usize>,
    orders: Vec<Option<usize>>,
}

impl Blocks {
    /// Lists the blocks of parts that have no faults.
    pub(crate) fn new(parts: &Parts) -> Self {
        let phases = parts.phase_ends_s.len().max(1);
        let mut blocks = Self::default();
        for (contingent, part) in parts.contingents.iter().enumerate() {
            let mut firsts = [None; 2];
            for strand in [Strand::Fight, Strand::Mind] {
                if strand == Strand::Fight || has_mind(part) {
                    firsts[strand as usize] = Some(blocks.list.len());
                    blocks.list.extend((0..phases).map(|phase| Block::Strand {
                        contingent,
                        strand,
                        phase,
                    }));
                }
            }
            blocks.strands.push(firsts);
        }
        let draws = |order: &OrderPart| draws(order, &parts.parameters);
        if parts.orders.iter().any(draws) {
            blocks.phases = Some(blocks.list.len());
            blocks
                .list
                .extend((0..phases).map(|phase| Block::Orders { phase }));
        }
        for (number, order) in parts.orders.iter().enumerate() {
            let block = draws(order).then_some(blocks.list.len());
            blocks.list.extend(block.map(|_| Block::Order(number)));
            blocks.orders.push(block);
        }
        blocks
    }

    /// Block of a contingent's strand in a phase.
    pub(crate) fn of_strand(
        &self,
        contingent: usize,
        strand: Strand,
        phase: usize,
    ) -> Option<usize> {
        self.strands[contingent][strand as usize].map(|first| first + phase)
    }

    /// Blocks of an order: its own, and that of all orders in a phase.
    pub(crate) fn of_order(&self, order: usize, phase: usize) -> [Option<usize>; 2] {
        [self.orders[order], self.phases.map(|first| first + phase)]
    }
}

fn has_mind(part: &ContingentPart) -> bool {
    part.fatigue.is_some() || part.loyalty.is_some() || part.capture.is_some()
}

/// Whether an order ever draws anything of its own.
fn draws(order: &OrderPart, parameters: &[ParameterPart]) -> bool {
    let is_open = |share: &Value| !matches!(share.bounds(parameters), Ok(ends) if ends.1 <= 0.0 || ends.0 >= 1.0);
    let has_wait =
        |mean: &Value| !matches!(mean.bounds(parameters), Ok((_, highest)) if highest <= 0.0);
    is_open(&order.probability)
        || has_wait(&order.delay_s[1])
        || order
            .actions
            .iter()
            .chain(&order.otherwise)
            .any(|action| match action {
                Action::Tell { credence, .. } => is_open(credence),
                Action::Surrender { share, .. }
                | Action::Release { share, .. }
                | Action::Leave { share, .. } => is_open(share),
                _ => false,
            })
}
