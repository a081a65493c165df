//! Packs: positions of the elements in play, by the actor they serve, so that a pass over one side runs over whole blocks.
//!
//! Each pack begins at a block and ends with one; places that hold nobody lie infinitely far off and look for nobody.

use crate::geometry::EMPTY;
use crate::grid::{GRID, Grid};
use crate::lanes::BLOCK;
use crate::nearest::{
    BLIND, Lanes, Place, Points, bring_nearer, each_parted, each_within, greatest_of,
    nearest_block, nearest_known, square_to, sums_within, within,
};
use crate::roomy::clone_into_room;
use crate::state::NONE;
use crate::stretches::{
    BLOCKS, Boxes, CUT, STRETCH, closest, make_boxes, read_farthest, room_for_boxes,
};
use std::ops::Range;

/// In packs of so many elements the men around each are kept; chosen by us because in smaller ones counting is faster.
const MANY: usize = 128;

/// The packs of all actors.
#[derive(Debug)]
pub(crate) struct Packs {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub slot: Vec<u16>,
    /// Squared distance of each one's nearest enemy; [`BLIND`] where none is looked for.
    pub square: Vec<f32>,
    /// Squared distance within which losses of others are felt.
    pub shock: Vec<f32>,
    /// Fit men, when they were last read; in packs of many, those that the sums of men around others hold.
    pub men: Vec<f32>,
    /// The box around those of each pack who know the men around them, and as far as these may stand; too wide where some who knew
    /// do not any more.
    pub knowing: Vec<[f32; 4]>,
    /// A grid over each pack of many.
    pub grids: Vec<Grid>,
    /// Boxes around the stretches of each pack of many; none of other packs.
    boxes: Vec<Vec<Boxes>>,
    /// Whether somebody moved, came or went since they were made.
    has_moved: Vec<bool>,
    /// Whether some packs were of many when all were laid out.
    are_many: bool,
    /// First place of each actor's pack.
    first: Vec<usize>,
    /// Beyond the last place of each actor's pack that holds somebody.
    last: Vec<usize>,
    /// Elements in all packs.
    pub count: usize,
}

clone_into_room!(Packs {
    x,
    y,
    slot,
    square,
    shock,
    men,
    knowing,
    grids,
    boxes,
    has_moved,
    are_many,
    first,
    last,
    count,
});

impl Packs {
    /// Room for so many elements of so many actors.
    pub(crate) fn new(slots: usize, actors: usize) -> Self {
        let room = slots.next_multiple_of(BLOCK) + actors * STRETCH;
        Self {
            x: vec![f32::INFINITY; room],
            y: vec![f32::INFINITY; room],
            slot: vec![NONE; room],
            square: vec![BLIND; room],
            shock: vec![BLIND; room],
            men: vec![0.0; room],
            knowing: vec![EMPTY; actors],
            grids: vec![Grid::default(); actors],
            boxes: (0..actors).map(|_| room_for_boxes(room)).collect(),
            has_moved: vec![true; actors],
            are_many: false,
            first: vec![0; actors],
            last: vec![0; actors],
            count: 0,
        }
    }

    /// Makes room for packs of so many elements each; all are empty then.
    pub(crate) fn lay_out(&mut self, counts: &[u32]) {
        let mut at = 0;
        self.count = 0;
        self.are_many = counts.iter().any(|count| *count as usize >= CUT);
        self.boxes.iter_mut().for_each(Vec::clear);
        for (actor, count) in counts.iter().enumerate() {
            self.first[actor] = at;
            self.last[actor] = at;
            self.stir(actor);
            let ends = at + *count as usize;
            self.count += *count as usize;
            // Whole stretches where there are so many, for as long as there are: from the first place of the pack on.
            at += (*count as usize).next_multiple_of(if *count as usize >= CUT {
                STRETCH
            } else {
                BLOCK
            });
            for place in ends..at {
                self.empty(place);
            }
        }
    }

    /// Nobody stands at a place.
    fn empty(&mut self, place: usize) {
        self.slot[place] = NONE;
        (self.x[place], self.y[place]) = (f32::INFINITY, f32::INFINITY);
        (self.square[place], self.shock[place]) = (BLIND, BLIND);
        self.men[place] = 0.0;
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

    /// Takes who stands at a place out of an actor's pack; those behind him close up.
    pub(crate) fn take(&mut self, actor: usize, at: usize) {
        let (behind, last) = (at + 1..self.last[actor], self.last[actor] - 1);
        self.slot.copy_within(behind.clone(), at);
        for column in [
            &mut self.x,
            &mut self.y,
            &mut self.square,
            &mut self.shock,
            &mut self.men,
        ] {
            column.copy_within(behind.clone(), at);
        }
        self.empty(last);
        self.last[actor] = last;
        self.count -= 1;
        self.stir(actor);
    }

    /// Somebody of an actor is not where he was.
    pub(crate) fn stir(&mut self, actor: usize) {
        self.grids[actor].is_current = false;
        self.has_moved[actor] = true;
    }

    /// Whether an actor has so many elements in play that their pack is cut into stretches.
    pub(crate) fn is_cut(&self, actor: usize) -> bool {
        self.last[actor] - self.first[actor] >= CUT
    }

    /// Makes the boxes around stretches of packs as these are now.
    #[inline]
    pub(crate) fn make_boxes(&mut self) {
        if self.are_many {
            self.make_boxes_of_many();
        }
    }

    fn make_boxes_of_many(&mut self) {
        for actor in 0..self.actors() {
            if !std::mem::replace(&mut self.has_moved[actor], false) {
                continue;
            }
            if self.is_cut(actor) {
                let blocks = self.blocks(actor);
                let columns = [&self.x, &self.y, &self.shock]
                    .map(|column| &column.as_chunks::<BLOCK>().0[blocks.clone()]);
                make_boxes(&mut self.boxes[actor], columns);
            } else {
                self.boxes[actor].clear();
            }
        }
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

    /// As [`Packs::blocks`], and up to the end of the last stretch where there are any.
    #[inline(always)]
    fn whole(&self, actor: usize) -> Range<usize> {
        let Range { start, end } = self.blocks(actor);
        if self.boxes[actor].is_empty() {
            start..end
        } else {
            start..start + (end - start).next_multiple_of(BLOCKS)
        }
    }

    /// Slots of an actor's elements.
    pub(crate) fn slots(&self, actor: usize) -> &[u16] {
        &self.slot[self.of(actor)]
    }

    /// Whether an actor has so many elements in play that the men around each are kept.
    #[inline]
    pub(crate) fn is_many(&self, actor: usize) -> bool {
        self.last[actor] - self.first[actor] >= MANY
    }

    /// Whether an actor has so many elements in play that a grid finds sooner.
    #[inline]
    pub(crate) fn has_grid(&self, actor: usize) -> bool {
        self.last[actor] - self.first[actor] >= GRID
    }

    /// Makes the grid of an actor's pack, where it has one, as the pack is.
    #[inline]
    pub(crate) fn ready(&mut self, actor: usize) {
        if self.has_grid(actor) && !self.grids[actor].is_current {
            let places = self.of(actor);
            self.grids[actor].build(
                &self.x[places.clone()],
                &self.y[places.clone()],
                &self.shock[places.clone()],
                places.start,
            );
        }
    }

    /// Calls with the places of an actor's elements that feel losses at a point, themselves included. The grid is ready.
    #[inline]
    pub(crate) fn reached(&self, actor: usize, [x, y]: [f32; 2], mut each: impl FnMut(usize)) {
        if self.has_grid(actor) {
            self.grids[actor].reached([x, y], each);
        } else {
            let (first, shock) = self.lanes(actor, &self.shock);
            each_within(self.points(actor), shock, [x, y], |index| {
                each(first + index);
            });
        }
    }

    /// Takes points in turn for the nearest enemy of those of an actor that they are nearer to than the nearest so far, or as
    /// near: calls with the number of the point, the slot and the squared distance, and keeps that where the answer is yes.
    #[inline]
    pub(crate) fn bring_nearer(
        &mut self,
        actor: usize,
        points: impl Iterator<Item = (usize, [f32; 2])>,
        mut is_nearer: impl FnMut(usize, usize, f32) -> bool,
    ) {
        let blocks = self.whole(actor);
        let slots = &self.slot[blocks.start * BLOCK..];
        let limits = &mut self.square.as_chunks_mut::<BLOCK>().0[blocks.clone()];
        if !self.boxes[actor].is_empty() {
            read_farthest(&mut self.boxes[actor], limits);
        }
        let pack = Points {
            xs: &self.x.as_chunks::<BLOCK>().0[blocks.clone()],
            ys: &self.y.as_chunks::<BLOCK>().0[blocks],
            boxes: &self.boxes[actor],
        };
        bring_nearer(pack, limits, points, |number, index, square| {
            is_nearer(number, slots[index] as usize, square)
        });
    }

    /// Calls with the places of an actor's elements that feel losses at one of two points and not at the other; whether it
    /// is the second. The grid is ready.
    #[inline]
    pub(crate) fn parted(
        &self,
        actor: usize,
        points: [[f32; 2]; 2],
        mut each: impl FnMut(usize, bool),
    ) {
        if self.has_grid(actor) {
            self.grids[actor].parted(points, each);
        } else {
            let (first, shock) = self.lanes(actor, &self.shock);
            each_parted(self.points(actor), shock, points, |index, is_second| {
                each(first + index, is_second);
            });
        }
    }

    /// Men within a distance of a point, among an actor's elements, as they are kept. The grid is ready.
    pub(crate) fn men_kept(&self, actor: usize, [x, y]: [f32; 2], square: f32) -> u32 {
        if !self.has_grid(actor) {
            let mut men = 0;
            let place = Place {
                slot: 0,
                at: [x, y],
                square,
            };
            self.men_within(actor, std::iter::once(place), |_, within| men = within);
            return men;
        }
        self.grids[actor].sum_near([x, y], square, &self.men) as u32
    }

    /// The place of one of an actor's elements that may be near a point; none where they are few.
    #[inline]
    pub(crate) fn one_near(&self, actor: usize, at: [f32; 2]) -> Option<usize> {
        let boxes = &self.boxes[actor];
        (!boxes.is_empty()).then(|| self.first[actor] + closest(boxes, at) * STRETCH)
    }

    /// As [`Packs::nearest`], with the place of an element that may be the nearest.
    #[inline(always)]
    pub(crate) fn nearest_from(&mut self, actor: usize, [x, y]: [f32; 2], at: usize) -> (u16, f32) {
        let known = (at, square_to(self.x[at], self.y[at], x, y));
        let (at, square) = if self.has_grid(actor) {
            self.ready(actor);
            self.grids[actor].nearest(&self.slot, [x, y], Some(known))
        } else {
            let first = self.first[actor];
            let known = (known.0 - first, known.1);
            let (at, square) = nearest_known(self.points(actor), self.slots(actor), [x, y], known);
            (at + first, square)
        };
        (self.slot[at], square)
    }

    /// The greatest squared distance of a nearest enemy, among an actor's elements; infinite where one has none.
    pub(crate) fn farthest(&self, actor: usize) -> f32 {
        let squares = &self.square.as_chunks::<BLOCK>().0[self.blocks(actor)];
        greatest_of(squares)
    }

    /// Nearest element of an actor of few to a point: slot and squared distance; the least slot of equals.
    #[inline]
    pub(crate) fn nearest(&self, actor: usize, [x, y]: [f32; 2]) -> Option<(u16, f32)> {
        let Points { xs, ys, .. } = self.points(actor);
        let (at, square) = nearest_block(xs, ys, x, y)?;
        Some((self.slot[self.first[actor] + at], square))
    }

    /// Where an actor's elements are.
    #[inline(always)]
    fn points(&self, actor: usize) -> Points<'_> {
        Points {
            xs: self.lanes(actor, &self.x).1,
            ys: self.lanes(actor, &self.y).1,
            boxes: &self.boxes[actor],
        }
    }

    /// Where an actor's elements begin in a column, and their blocks of it.
    #[inline(always)]
    fn lanes<'a>(&self, actor: usize, column: &'a [f32]) -> (usize, &'a [Lanes]) {
        let blocks = self.whole(actor);
        (blocks.start * BLOCK, &column.as_chunks::<BLOCK>().0[blocks])
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

    /// Calls with the slot of each of some places and the men within its distance, among an actor's elements.
    #[inline]
    pub(crate) fn men_within(
        &self,
        actor: usize,
        places: impl Iterator<Item = Place>,
        mut each: impl FnMut(usize, u32),
    ) {
        let (_, men) = self.lanes(actor, &self.men);
        sums_within(self.points(actor), men, places, |slot, men| {
            each(slot, men as u32);
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A pack of few before it had it begin within a stretch: its last one was not emptied to the end, and who had stood there was
    /// found again.
    #[test]
    fn nobody_stands_beyond_the_last_place_of_a_pack() {
        for [few, many] in [[71, 105], [3, 97], [100, 130], [8, 96]] {
            let mut packs = Packs::new(600, 2);
            packs.x.fill(1.0);
            packs.y.fill(1.0);
            packs.shock.fill(1.0);
            packs.lay_out(&[few, many]);
            for (actor, count) in [few, many].into_iter().enumerate() {
                for slot in 0..count as usize {
                    packs.put(actor as u16, slot, [slot as f32, 0.0]);
                }
            }
            packs.make_boxes();
            for (actor, count) in [few, many].into_iter().enumerate() {
                let points = packs.points(actor);
                let stand = points.xs.as_flattened().iter().filter(|x| x.is_finite());
                assert_eq!(stand.count(), count as usize);
            }
        }
    }
}
