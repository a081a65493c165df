//! The luck of the phase under way: the keys of its draws, and which blocks anything was drawn from so far.
//!
//! Two runs with the same root and parameters are the same run up to the first draw from a block whose label differs.

use crate::blocks::{Block, Blocks, Strand};
use crate::plan::Plan;
use crate::roomy::clone_into_room;
use crate::streams::{self, Streams};

/// Keys of a phase, and which blocks were asked.
#[derive(Debug, Default)]
pub(crate) struct Luck {
    /// Of each contingent's fire and movement, and of its sleep, loyalty and capture: its key and its block.
    strands: Vec<[(u64, usize); 2]>,
    /// Of each order: its key, its own block and that of all orders in the phase.
    orders: Vec<(u64, [usize; 2])>,
    /// Whether anything was drawn from each block; the last one stands for no block.
    asked: Vec<bool>,
}

clone_into_room!(Luck {
    strands,
    orders,
    asked,
});

impl Luck {
    /// A new run: nothing was drawn.
    pub(crate) fn reset(&mut self, blocks: &Blocks) {
        self.asked.clear();
        self.asked.resize(blocks.list.len() + 1, false);
    }

    /// The keys of a phase.
    pub(crate) fn enter(&mut self, plan: &Plan, streams: Streams<'_>, phase: usize) {
        let blocks = &plan.blocks;
        let none = blocks.list.len();
        self.strands.clear();
        for (contingent, hash) in plan.hashes.iter().enumerate() {
            self.strands
                .push([Strand::Fight, Strand::Mind].map(|strand| {
                    let block = blocks.of_strand(contingent, strand, phase);
                    let label = label(streams.refreshes, block);
                    let key = streams::strand_key(streams.root, *hash, strand, phase, label);
                    (key, block.unwrap_or(none))
                }));
        }
        self.orders.clear();
        for (order, hash) in plan.order_hashes.iter().enumerate() {
            let of = blocks.of_order(order, phase);
            let labels = of.map(|block| label(streams.refreshes, block));
            let key = streams::order_key(streams.root, *hash, labels);
            self.orders
                .push((key, of.map(|block| block.unwrap_or(none))));
        }
    }

    /// Key of a contingent's fire and movement, for a draw.
    #[inline(always)]
    pub(crate) fn of_fight(&mut self, contingent: usize) -> u64 {
        self.of_strand(contingent, Strand::Fight)
    }

    /// Key of a contingent's sleep, loyalty and capture, for a draw.
    #[inline(always)]
    pub(crate) fn of_mind(&mut self, contingent: usize) -> u64 {
        self.of_strand(contingent, Strand::Mind)
    }

    #[inline(always)]
    fn of_strand(&mut self, contingent: usize, strand: Strand) -> u64 {
        let (key, block) = self.strands[contingent][strand as usize];
        self.asked[block] = true;
        key
    }

    /// Key of an order, for a draw.
    pub(crate) fn of_order(&mut self, order: usize) -> u64 {
        let (key, blocks) = self.orders[order];
        for block in blocks {
            self.asked[block] = true;
        }
        key
    }

    /// Whether anything was drawn from one of some blocks.
    pub(crate) fn has_asked(&self, blocks: &[usize]) -> bool {
        blocks.iter().any(|block| self.asked[*block])
    }
}

/// The blocks in which two rows of labels differ.
pub(crate) fn differing(blocks: &[Block], [a, b]: [&[u32]; 2], into: &mut Vec<usize>) {
    into.clear();
    into.extend((0..blocks.len()).filter(|block| label(a, Some(*block)) != label(b, Some(*block))));
}

fn label(labels: &[u32], block: Option<usize>) -> u32 {
    block
        .and_then(|block| labels.get(block))
        .copied()
        .unwrap_or(0)
}
