//! Looking again after some moved or went: who moved himself, whose nearest enemy did, and those whom somebody who moved is nearer
//! to now. All others know whom they have.

use crate::geometry::{EMPTY, widen};
use crate::lanes::{ALL, BLOCK, slots, true_of};
use crate::nearest::{BLIND, square_to};
use crate::plan::Plan;
use crate::state::{Body, NONE, State};

/// Squared distance of a point from a box: at most that from whoever is in it, rounded or not.
#[inline]
fn square_between(hull: &[f32; 4], x: f32, y: f32) -> f32 {
    let within = |low: f32, value: f32, high: f32| {
        if value < low {
            low
        } else if value > high {
            high
        } else {
            value
        }
    };
    let nearest = [within(hull[0], x, hull[2]), within(hull[1], y, hull[3])];
    square_to(nearest[0], nearest[1], x, y)
}

/// Of more who moved than this, in a pack of many, each enemy looks for the nearest itself; chosen by us because a pass for
/// each mover takes longer then.
const MANY_MOVED: usize = 256;

impl State {
    /// Only elements that moved, whose target moved away or left, or that an enemy came nearer to, need another look.
    pub(crate) fn find_moved(&mut self, plan: &Plan) {
        self.are_watched.fill(false);
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            if self.watchers[slot] > 0 {
                self.are_watched[self.serves[slot] as usize] = true;
            }
            if self.nearest[slot] == NONE && self.is_clear(slot) {
                continue;
            }
            let c = plan.contingents[slot] as usize;
            if (self.bodies[c].has_targets || self.has_near(c)) && !self.is_blind(plan, slot) {
                self.look_again(plan, slot);
            }
        }
        for c in 0..self.bodies.len() {
            let near = self.has_near(c);
            let Body {
                has_appeared,
                has_targets,
                joined,
                actor,
                ..
            } = self.bodies[c];
            if !has_appeared || !(near || has_targets) {
                continue;
            }
            self.bodies[c].has_targets = near;
            // Else each of them knows whether he has a target, and where it stands.
            let open_all = !near || !has_targets || joined > 0;
            if open_all || self.watches_stirred(actor) {
                self.look_through(plan, c, open_all);
            }
        }
        self.gather_movers(plan);
        self.compare_with_movers();
    }

    /// Whether somebody whom an actor's elements may have as their nearest enemy moved or went.
    fn watches_stirred(&self, actor: u16) -> bool {
        let mut others = (0u16..).zip(&self.are_watched);
        others.any(|(other, is_watched)| *is_watched && self.fights(actor, other))
    }

    /// Those of a contingent who did not move themselves, all or whose target is stirred, look again.
    fn look_through(&mut self, plan: &Plan, c: usize, all: bool) {
        for block in self.blocks(plan, c) {
            let broken = self.broken(block);
            let blind = if plan.flees_blind[c] { broken } else { 0 };
            let stirred = true_of(&self.is_stirred, block);
            let may = (self.steady(block) | broken) & !blind & !stirred;
            if may == 0 {
                continue;
            }
            let open = if all {
                ALL
            } else {
                let targets = self.nearest.as_chunks::<BLOCK>().0[block];
                u64::from_le_bytes(targets.map(|target| u8::from(self.is_stirred[target as usize])))
            };
            for slot in slots(block, open & may) {
                self.look_again(plan, slot);
            }
        }
    }

    /// Looks for an element that moved, or whose target moved, left or was never found.
    fn look_again(&mut self, plan: &Plan, slot: usize) {
        let target = self.nearest[slot];
        if self.groups[self.group_of(plan, slot)].is_near {
            if target == NONE && self.is_clear(slot) {
                return;
            }
            if target != NONE
                && !self.is_stirred[slot]
                && (!self.is_stirred[target as usize] || self.keeps(slot, target as usize))
            {
                return;
            }
        }
        self.find(plan, slot);
    }

    /// Whether a target that moved is still nearest but for others who moved: it is no farther than it was.
    fn keeps(&mut self, slot: usize, target: usize) -> bool {
        let square = square_to(self.x[target], self.y[target], self.x[slot], self.y[slot]);
        let keeps = square <= self.nearest_square[slot] && self.is_in_play(target);
        if keeps {
            self.nearest_square[slot] = square;
            self.packs.square[self.pack_at[slot] as usize] = square;
            self.redo(slot);
        }
        keeps
    }

    /// Those who moved and may be near enough to be somebody's nearest enemy, and how many of them each actor has.
    fn gather_movers(&mut self, plan: &Plan) {
        self.movers.clear();
        self.counts.fill(0);
        for &slot in &self.stirred {
            let there = slot as usize;
            // Who has nobody within reach is within nobody's.
            let may_be_near =
                self.nearest[there] != NONE || plan.looks_far || self.is_blind(plan, there);
            if may_be_near && self.is_in_play(there) {
                self.movers.push(slot);
                self.counts[self.serves[there] as usize] += 1;
            }
        }
    }

    /// Enemies who moved nearer than the nearest so far take its place; ties to the lower slot.
    fn compare_with_movers(&mut self) {
        if self.movers.is_empty() {
            return;
        }
        for mover in 0..self.packs.actors() {
            let moved = self.counts[mover] as usize;
            if moved == 0 {
                continue;
            }
            // Hostility is mutual: those whom the mover fights fight it.
            for index in self.foes_first[mover]..self.foes_first[mover + 1] {
                let side = self.foes[index] as usize;
                if self.packs.has_grid(mover) && moved > MANY_MOVED {
                    self.compare_with_all(mover, side);
                } else {
                    self.compare_one_by_one(mover, side);
                }
            }
        }
    }

    /// Box of an actor's elements.
    fn hull_of(&self, actor: usize) -> [f32; 4] {
        let mut hull = EMPTY;
        for group in &self.groups {
            if group.actor as usize == actor && group.count > 0 {
                widen(&mut hull, group.hull[0], group.hull[1]);
                widen(&mut hull, group.hull[2], group.hull[3]);
            }
        }
        hull
    }

    /// As [`State::compare_one_by_one`] for all who moved: of those who did not, none is nearer than the nearest so far.
    fn compare_with_all(&mut self, mover: usize, side: usize) {
        for at in self.packs.of(side) {
            if self.packs.square[at] == BLIND {
                continue;
            }
            let slot = self.packs.slot[at] as usize;
            if let Some((near, square)) = self.nearest_of(slot, mover)
                && square <= self.reach * self.reach
                && (square < self.nearest_square[slot]
                    || (square == self.nearest_square[slot] && near < self.nearest[slot]))
            {
                self.redo(slot);
                self.aim_at(slot, near, square);
            }
        }
    }

    /// Each of those who moved in turn, where it may be nearer to one of a side than his nearest.
    fn compare_one_by_one(&mut self, mover: usize, side: usize) {
        let (hull, farthest) = (self.hull_of(side), self.packs.farthest(side));
        let Self {
            packs,
            movers,
            serves,
            x,
            y,
            nearest,
            nearest_square,
            watchers,
            is_dirty,
            dirty,
            ..
        } = self;
        let movers = movers
            .iter()
            .map(|slot| *slot as usize)
            .filter(|slot| serves[*slot] as usize == mover)
            .map(|slot| (slot, [x[slot], y[slot]]))
            .filter(|(_, [x, y])| square_between(&hull, *x, *y) <= farthest);
        packs.bring_nearer(side, movers, |there, slot, square| {
            let there = there as u16;
            let is_nearer = square < nearest_square[slot] || there < nearest[slot];
            if is_nearer {
                let before = std::mem::replace(&mut nearest[slot], there);
                if before != NONE {
                    watchers[before as usize] -= 1;
                }
                watchers[there as usize] += 1;
                nearest_square[slot] = square;
                if !is_dirty[slot] {
                    is_dirty[slot] = true;
                    dirty.push(slot as u16);
                }
            }
            is_nearer
        });
    }
}
