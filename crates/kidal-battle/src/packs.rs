//! Packs: positions of the elements in play, by the actor they serve, so that a pass over one side runs over whole blocks.
//!
//! Each pack begins at a block and ends with one; places that hold nobody lie infinitely far off and look for nobody.

use crate::lanes::BLOCK;
use crate::nearest::{BLIND, nearest_block, sum_within, within};
use crate::state::NONE;
use std::ops::Range;

/// The packs of all actors.
#[derive(Clone, Debug)]
pub(crate) struct Packs {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub slot: Vec<u16>,
    /// Squared distance of each one's nearest enemy; [`BLIND`] where none is looked for.
    pub square: Vec<f32>,
    /// Squared distance within which losses of others are felt.
    pub shock: Vec<f32>,
    /// Fit men, when they were last read.
    pub men: Vec<f32>,
    /// First place of each actor's pack.
    first: Vec<usize>,
    /// Beyond the last place of each actor's pack that holds somebody.
    last: Vec<usize>,
    /// Elements in all packs.
    pub count: usize,
}

impl Packs {
    /// Room for so many elements of so many actors.
    pub(crate) fn new(slots: usize, actors: usize) -> Self {
        let room = slots.next_multiple_of(BLOCK) + actors * BLOCK;
        Self {
            x: vec![f32::INFINITY; room],
            y: vec![f32::INFINITY; room],
            slot: vec![NONE; room],
            square: vec![BLIND; room],
            shock: vec![BLIND; room],
            men: vec![0.0; room],
            first: vec![0; actors],
            last: vec![0; actors],
            count: 0,
        }
    }

    /// Makes room for packs of so many elements each; all are empty then.
    pub(crate) fn lay_out(&mut self, counts: &[u32]) {
        let mut at = 0;
        self.count = 0;
        for (actor, count) in counts.iter().enumerate() {
            self.first[actor] = at;
            self.last[actor] = at;
            let ends = at + *count as usize;
            self.count += *count as usize;
            at = ends.next_multiple_of(BLOCK);
            for place in ends..at {
                self.x[place] = f32::INFINITY;
                self.y[place] = f32::INFINITY;
                self.slot[place] = NONE;
                self.square[place] = BLIND;
                self.shock[place] = BLIND;
                self.men[place] = 0.0;
            }
        }
    }

    /// Puts an element into its actor's pack; gives its place.
    pub(crate) fn put(&mut self, actor: u16, slot: usize, [x, y]: [f32; 2]) -> usize {
        let at = self.last[actor as usize];
        self.last[actor as usize] += 1;
        self.x[at] = x;
        self.y[at] = y;
        self.slot[at] = slot as u16;
        at
    }

    /// Number of actors.
    pub(crate) fn actors(&self) -> usize {
        self.first.len()
    }

    /// Places of an actor's elements.
    pub(crate) fn of(&self, actor: usize) -> Range<usize> {
        self.first[actor]..self.last[actor]
    }

    /// Blocks of an actor's elements.
    pub(crate) fn blocks(&self, actor: usize) -> Range<usize> {
        self.first[actor] / BLOCK..self.last[actor].div_ceil(BLOCK)
    }

    /// Slots of an actor's elements.
    pub(crate) fn slots(&self, actor: usize) -> &[u16] {
        &self.slot[self.of(actor)]
    }

    /// Nearest element of an actor to a point: slot and squared distance; the first of equals.
    #[inline]
    pub(crate) fn nearest(&self, actor: usize, x: f32, y: f32) -> Option<(u16, f32)> {
        let blocks = self.blocks(actor);
        let xs = &self.x.as_chunks::<BLOCK>().0[blocks.clone()];
        let ys = &self.y.as_chunks::<BLOCK>().0[blocks.clone()];
        let (at, square) = nearest_block(xs, ys, x, y)?;
        Some((self.slot[blocks.start * BLOCK + at], square))
    }

    /// Elements of a block of a pack that feel losses at a point: one bit each.
    #[inline(always)]
    pub(crate) fn shocked(&self, block: usize, x: f32, y: f32) -> u8 {
        within(
            &self.x.as_chunks::<BLOCK>().0[block],
            &self.y.as_chunks::<BLOCK>().0[block],
            &self.shock.as_chunks::<BLOCK>().0[block],
            [x, y],
        )
    }

    /// Elements of a block of a pack within a squared distance of a point: one bit each.
    #[inline(always)]
    pub(crate) fn around(&self, block: usize, x: f32, y: f32, square: f32) -> u8 {
        within(
            &self.x.as_chunks::<BLOCK>().0[block],
            &self.y.as_chunks::<BLOCK>().0[block],
            &[square; BLOCK],
            [x, y],
        )
    }

    /// Men within a distance of a point, among an actor's elements.
    #[inline]
    pub(crate) fn men_within(&self, actor: usize, x: f32, y: f32, square: f32) -> u32 {
        let blocks = self.blocks(actor);
        let xs = &self.x.as_chunks::<BLOCK>().0[blocks.clone()];
        let ys = &self.y.as_chunks::<BLOCK>().0[blocks.clone()];
        let men = &self.men.as_chunks::<BLOCK>().0[blocks];
        sum_within(xs, ys, men, [x, y], square) as u32
    }
}

/// Places of a block of a pack whose bits are set, ascending.
#[inline(always)]
pub(crate) fn places(block: usize, bits: u8) -> impl Iterator<Item = usize> {
    let mut rest = u32::from(bits);
    std::iter::from_fn(move || {
        let next = (rest != 0).then(|| block * BLOCK + rest.trailing_zeros() as usize);
        rest &= rest.wrapping_sub(1);
        next
    })
}
