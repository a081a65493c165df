//! Looking: packs of elements by actor, boxes of groups, and each element's nearest hostile element, kept while it can be.

use crate::geometry::gap;
use crate::lanes::BLOCK;
use crate::plan::Plan;
use crate::state::{NONE, State};

/// Width of the lanes in which minima are taken; the loop over a lane compiles to wide instructions.
const LANES: usize = 8;
/// The box of nobody.
const EMPTY: [f32; 4] = [
    f32::INFINITY,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NEG_INFINITY,
];

#[inline]
fn widen(hull: &mut [f32; 4], x: f32, y: f32) {
    hull[0] = if x < hull[0] { x } else { hull[0] };
    hull[1] = if y < hull[1] { y } else { hull[1] };
    hull[2] = if x > hull[2] { x } else { hull[2] };
    hull[3] = if y > hull[3] { y } else { hull[3] };
}

impl State {
    /// Brings packs, boxes and nearest enemies up to date with what moved or changed.
    pub(crate) fn look(&mut self, plan: &Plan) {
        if self.roster_changed {
            self.gather(plan);
            self.find_all(plan);
            self.rates_changed = true;
            self.open_changed = true;
            self.down_changed = true;
            self.control_changed = true;
            self.end_changed = true;
        } else if !self.stirred.is_empty() {
            if self.packs_changed {
                self.gather(plan);
            } else {
                self.gather_moved(plan);
            }
            self.find_moved(plan);
            self.control_changed = true;
        }
        self.packs_changed = false;
    }

    /// New positions of those who moved, and the boxes of their groups.
    fn gather_moved(&mut self, plan: &Plan) {
        let contingents = self.bodies.len();
        for group in &mut self.groups {
            group.is_near = false;
            group.has_moved = false;
        }
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            let at = self.pack_at[slot] as usize;
            self.pack_x[at] = self.x[slot];
            self.pack_y[at] = self.y[slot];
            let group = self.group_of(plan, slot);
            self.groups[group].has_moved = true;
        }
        for g in 0..self.groups.len() {
            if !self.groups[g].has_moved {
                continue;
            }
            let mut hull = EMPTY;
            for slot in self.range(plan, g % contingents) {
                if self.is_in_play(slot) && self.has_joined[slot] == (g >= contingents) {
                    widen(&mut hull, self.x[slot], self.y[slot]);
                }
            }
            self.groups[g].hull = hull;
        }
        self.pair_up();
    }

    /// Ends a look: nothing is stirred any more.
    pub(crate) fn rest_eyes(&mut self) {
        for &slot in &self.stirred {
            self.is_stirred[slot as usize] = false;
        }
        self.stirred.clear();
        self.roster_changed = false;
    }

    /// Notes that an element moved.
    pub(crate) fn stir(&mut self, slot: usize) {
        if !self.is_stirred[slot] {
            self.is_stirred[slot] = true;
            self.stirred.push(slot as u16);
        }
    }

    /// Packs and boxes from the columns; which groups are near hostile ones.
    fn gather(&mut self, plan: &Plan) {
        let contingents = self.bodies.len();
        for c in 0..contingents {
            self.groups[c].actor = self.bodies[c].actor;
        }
        for group in &mut self.groups {
            group.count = 0;
            group.is_near = false;
            group.hull = EMPTY;
        }
        self.pack_first.fill(0);
        for c in 0..contingents {
            if !self.bodies[c].has_appeared {
                continue;
            }
            for slot in self.range(plan, c) {
                if self.is_in_play(slot) {
                    let group = &mut self.groups[c + if self.has_joined[slot] {
                        contingents
                    } else {
                        0
                    }];
                    group.count += 1;
                    widen(&mut group.hull, self.x[slot], self.y[slot]);
                    self.pack_first[self.serves[slot] as usize + 1] += 1;
                }
            }
        }
        for actor in 1..self.pack_first.len() {
            self.pack_first[actor] += self.pack_first[actor - 1];
        }
        // Filling moves each start to the start of the next pack; turned back afterwards.
        for c in 0..contingents {
            if self.bodies[c].has_appeared {
                for slot in self.range(plan, c) {
                    if self.is_in_play(slot) {
                        let at = &mut self.pack_first[self.serves[slot] as usize];
                        self.pack_x[*at] = self.x[slot];
                        self.pack_y[*at] = self.y[slot];
                        self.pack_slot[*at] = slot as u16;
                        self.pack_at[slot] = *at as u32;
                        *at += 1;
                    }
                }
            }
        }
        for actor in (1..self.pack_first.len()).rev() {
            self.pack_first[actor] = self.pack_first[actor - 1];
        }
        self.pack_first[0] = 0;
        self.pair_up();
    }

    fn pair_up(&mut self) {
        let contingents = self.bodies.len();
        let light = usize::from(!self.is_day);
        self.pairs.clear();
        for a in 0..self.groups.len() {
            if self.groups[a].count == 0 {
                continue;
            }
            for b in a + 1..self.groups.len() {
                if self.groups[b].count == 0
                    || !self.fights(self.groups[a].actor, self.groups[b].actor)
                {
                    continue;
                }
                let distance = gap(&self.groups[a].hull, &self.groups[b].hull);
                self.pairs.push((a as u16, b as u16, distance));
                let reach = self.settings[a % contingents].reach_m[light]
                    .max(self.settings[b % contingents].reach_m[light]);
                if distance <= reach {
                    self.groups[a].is_near = true;
                    self.groups[b].is_near = true;
                }
            }
        }
    }

    fn find_all(&mut self, plan: &Plan) {
        for c in 0..self.bodies.len() {
            if self.bodies[c].has_appeared {
                for slot in self.range(plan, c) {
                    self.find(plan, slot);
                }
            }
        }
    }

    fn find(&mut self, plan: &Plan, slot: usize) {
        if self.is_in_play(slot) && self.groups[self.group_of(plan, slot)].is_near {
            let (near, square) = self.nearest_hostile(slot);
            self.redo(slot);
            self.nearest[slot] = near;
            self.nearest_square[slot] = square;
        } else {
            if self.nearest[slot] != NONE {
                self.redo(slot);
            }
            self.nearest[slot] = NONE;
            self.nearest_square[slot] = f32::INFINITY;
        }
    }

    /// Nearest element in play of any hostile actor: ties to the lower slot.
    fn nearest_hostile(&mut self, slot: usize) -> (u16, f32) {
        let (x, y, actor) = (self.x[slot], self.y[slot], self.serves[slot]);
        let (mut best, mut square) = (NONE, f32::INFINITY);
        self.counters.distance_passes += 1;
        for other in 0..self.pack_first.len() - 1 {
            if !self.fights(actor, other as u16) {
                continue;
            }
            let pack = self.pack_first[other]..self.pack_first[other + 1];
            let (xs, ys) = (&self.pack_x[pack.clone()], &self.pack_y[pack.clone()]);
            if let Some((at, found)) = nearest_in(xs, ys, x, y) {
                let there = self.pack_slot[pack.start + at];
                if found < square || (found == square && there < best) {
                    (best, square) = (there, found);
                }
            }
        }
        (best, square)
    }

    /// Only elements that moved, whose target moved or left, or that an enemy came nearer to, need another look.
    fn find_moved(&mut self, plan: &Plan) {
        self.gather_movers();
        for c in 0..self.bodies.len() {
            if !self.bodies[c].has_appeared {
                continue;
            }
            let near = self.groups[c].is_near || self.groups[c + self.bodies.len()].is_near;
            for block in self.blocks(plan, c) {
                for slot in block * BLOCK..(block + 1) * BLOCK {
                    let target = self.nearest[slot];
                    if target == NONE && !(near && self.is_in_play(slot)) {
                        continue;
                    }
                    if !near
                        || target == NONE
                        || self.is_stirred[slot]
                        || self.is_stirred[target as usize]
                    {
                        self.find(plan, slot);
                    } else {
                        self.compare_with_movers(slot);
                    }
                }
            }
        }
    }

    /// Positions of those who moved, by actor and slot.
    fn gather_movers(&mut self) {
        self.stirred.sort_unstable();
        self.moved_first.fill(0);
        for &slot in &self.stirred {
            if self.is_in_play(slot as usize) {
                self.moved_first[self.serves[slot as usize] as usize + 1] += 1;
            }
        }
        for actor in 1..self.moved_first.len() {
            self.moved_first[actor] += self.moved_first[actor - 1];
        }
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            if self.is_in_play(slot) {
                let at = &mut self.moved_first[self.serves[slot] as usize];
                self.moved_x[*at] = self.x[slot];
                self.moved_y[*at] = self.y[slot];
                self.moved_slot[*at] = slot as u16;
                *at += 1;
            }
        }
        for actor in (1..self.moved_first.len()).rev() {
            self.moved_first[actor] = self.moved_first[actor - 1];
        }
        self.moved_first[0] = 0;
    }

    fn compare_with_movers(&mut self, slot: usize) {
        let (x, y, actor) = (self.x[slot], self.y[slot], self.serves[slot]);
        let (mut best, mut square) = (self.nearest[slot], self.nearest_square[slot]);
        for other in 0..self.moved_first.len() - 1 {
            let moved = self.moved_first[other]..self.moved_first[other + 1];
            if moved.is_empty() || !self.fights(actor, other as u16) {
                continue;
            }
            let (xs, ys) = (&self.moved_x[moved.clone()], &self.moved_y[moved.clone()]);
            let least = least_square(xs, ys, x, y);
            if least <= square
                && let Some(at) = first_at(xs, ys, x, y, least)
            {
                let there = self.moved_slot[moved.start + at];
                if least < square || there < best {
                    (best, square) = (there, least);
                }
            }
        }
        if best != self.nearest[slot] {
            self.nearest[slot] = best;
            self.nearest_square[slot] = square;
            self.redo(slot);
        }
    }
}

/// Index and squared distance of the nearest point; the first of equals.
pub(crate) fn nearest_in(xs: &[f32], ys: &[f32], x: f32, y: f32) -> Option<(usize, f32)> {
    let least = least_square(xs, ys, x, y);
    first_at(xs, ys, x, y, least).map(|at| (at, least))
}

/// Least squared distance; infinite where there is no point.
#[inline]
fn least_square(xs: &[f32], ys: &[f32], x: f32, y: f32) -> f32 {
    let (Some(last_x), Some(last_y)) = (xs.last_chunk::<LANES>(), ys.last_chunk::<LANES>()) else {
        let mut least = f32::INFINITY;
        for (px, py) in xs.iter().zip(ys) {
            least = lesser(square_to(*px, *py, x, y), least);
        }
        return least;
    };
    // The last lane overlaps the one before it: a point seen twice is no nearer.
    let mut lanes = [f32::INFINITY; LANES];
    for (block_x, block_y) in xs
        .as_chunks::<LANES>()
        .0
        .iter()
        .zip(ys.as_chunks::<LANES>().0)
    {
        for lane in 0..LANES {
            lanes[lane] = lesser(square_to(block_x[lane], block_y[lane], x, y), lanes[lane]);
        }
    }
    for lane in 0..LANES {
        lanes[lane] = lesser(square_to(last_x[lane], last_y[lane], x, y), lanes[lane]);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] = lesser(lanes[lane + width], lanes[lane]);
        }
        width /= 2;
    }
    lanes[0]
}

#[inline]
fn square_to(px: f32, py: f32, x: f32, y: f32) -> f32 {
    let (dx, dy) = (px - x, py - y);
    dx * dx + dy * dy
}

/// The lesser of two; unlike `f32::min` it compiles to one instruction.
#[inline]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// First point at a squared distance that one of them has.
#[inline]
fn first_at(xs: &[f32], ys: &[f32], x: f32, y: f32, square: f32) -> Option<usize> {
    let is_there = |(px, py): (&f32, &f32)| square_to(*px, *py, x, y) == square;
    let mut first = 0;
    for (block_x, block_y) in xs
        .as_chunks::<LANES>()
        .0
        .iter()
        .zip(ys.as_chunks::<LANES>().0)
    {
        let mut is_here = false;
        for lane in 0..LANES {
            is_here |= square_to(block_x[lane], block_y[lane], x, y) == square;
        }
        if is_here {
            break;
        }
        first += LANES;
    }
    let at = xs[first..].iter().zip(&ys[first..]).position(is_there)?;
    Some(first + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::{Draws, hash64};

    #[test]
    fn the_fast_pass_agrees_with_a_plain_search() {
        let mut draws = Draws::at(hash64(&[1]), 0, 0);
        for n in 0..70usize {
            let xs: Vec<f32> = (0..n)
                .map(|_| (draws.uniform() * 8.0).floor() as f32)
                .collect();
            let ys: Vec<f32> = (0..n)
                .map(|_| (draws.uniform() * 8.0).floor() as f32)
                .collect();
            let mut plain: Option<(usize, f32)> = None;
            for i in 0..n {
                let square = (xs[i] - 3.0) * (xs[i] - 3.0) + (ys[i] - 2.5) * (ys[i] - 2.5);
                if plain.is_none_or(|(_, best)| square < best) {
                    plain = Some((i, square));
                }
            }
            assert_eq!(nearest_in(&xs, &ys, 3.0, 2.5), plain);
        }
    }
}
