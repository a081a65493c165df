//! Looking: packs of elements by actor, boxes of groups, and each element's nearest hostile element, kept while it can be.

use crate::geometry::{EMPTY, gap, widen};
use crate::lanes::{ALL, BLOCK, slots, true_of};
use crate::nearest::{BLIND, hull_of, square_to};
use crate::plan::Plan;
use crate::state::{Group, NONE, Pair, Stand, State};

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

/// Where more than one in so many of all elements went out of play at once, all are gathered anew; chosen by us because it is faster then.
const MANY_WENT: usize = 8;

impl State {
    /// Brings packs, boxes and nearest enemies up to date with what moved or changed.
    pub(crate) fn look(&mut self, plan: &Plan) {
        if self.roster_changed {
            self.forgets_around = true;
            self.gather(plan);
            self.find_all(plan);
            self.rates_changed = true;
            self.open_changed = true;
            self.down_changed = true;
            self.control_changed = true;
            self.end_changed = true;
        } else if !self.stirred.is_empty() {
            self.note_departures();
            for group in &mut self.groups {
                group.has_moved = false;
            }
            if self.packs_changed && !self.close_ranks(plan) {
                self.gather(plan);
            } else {
                self.gather_moved(plan);
            }
            debug_assert!(self.packs_hold_all(plan));
            self.move_men();
            self.find_moved(plan);
        }
        self.packs_changed = false;
        debug_assert!(self.who_sees_nobody_has_no_target(plan));
    }

    /// Whether nobody of a contingent that is near no hostile one has a nearest enemy.
    fn who_sees_nobody_has_no_target(&self, plan: &Plan) -> bool {
        let absent = (0..self.bodies.len()).filter(|c| !self.has_near(*c));
        absent
            .flat_map(|c| self.range(plan, c))
            .all(|slot| self.nearest[slot] == NONE || !self.is_in_play(slot))
    }

    /// Whether packs hold those in play, in order and where each is said to be, and groups know how many and where.
    fn packs_hold_all(&self, plan: &Plan) -> bool {
        let mut counts = vec![0; self.groups.len()];
        let mut count = 0;
        for actor in 0..self.packs.actors() {
            let places = self.packs.of(actor);
            count += places.len();
            if !self.packs.is_cut(actor) && !self.packs.slots(actor).is_sorted() {
                return false;
            }
            for at in places {
                let slot = self.packs.slot[at] as usize;
                let group = self.group_of(plan, slot);
                let Group { first, last, .. } = self.groups[group];
                counts[group] += 1;
                let is_here = self.serves[slot] as usize == actor
                    && self.is_in_play(slot)
                    && self.pack_at[slot] as usize == at
                    && (first as usize..last as usize).contains(&at)
                    && [self.packs.x[at], self.packs.y[at]] == self.position(slot);
                if !is_here {
                    return false;
                }
            }
        }
        let stands = (0..self.bodies.len()).flat_map(|c| self.range(plan, c));
        let in_play = stands.filter(|slot| self.is_in_play(*slot)).count();
        let are_counted = self.groups.iter().map(|group| group.count).eq(counts);
        count == self.packs.count && count == in_play && are_counted
    }

    /// New positions of those who moved and are in play, and the boxes of the groups that some moved or went of.
    fn gather_moved(&mut self, plan: &Plan) {
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            if !self.is_in_play(slot) {
                continue;
            }
            let at = self.pack_at[slot] as usize;
            self.packs.x[at] = self.x[slot];
            self.packs.y[at] = self.y[slot];
            self.packs.stir(self.serves[slot] as usize);
            let group = self.group_of(plan, slot);
            self.groups[group].has_moved = true;
        }
        for g in 0..self.groups.len() {
            if self.groups[g].has_moved {
                self.groups[g].hull = self.hull(plan, g);
            }
        }
        self.packs.make_boxes();
        self.measure_gaps(false);
    }

    /// Takes those who went out of play out of their packs; false where all have to be gathered: a group has come to its end, a
    /// pack of few lies in the order of slots again, or so many went that it is faster.
    fn close_ranks(&mut self, plan: &Plan) -> bool {
        let mut went = 0;
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            let (at, actor) = (self.pack_at[slot] as usize, self.serves[slot] as usize);
            let is_packed =
                self.packs.of(actor).contains(&at) && self.packs.slot[at] as usize == slot;
            if self.is_in_play(slot) || !is_packed {
                continue;
            }
            went += 1;
            let gone = self.group_of(plan, slot);
            if self.groups[gone].count == 1 || went * MANY_WENT > self.packs.count {
                return false;
            }
            self.groups[gone].count -= 1;
            self.groups[gone].has_moved = true;
            let was_cut = self.packs.is_cut(actor);
            self.packs.take(actor, at);
            if was_cut && !self.packs.is_cut(actor) {
                return false;
            }
            for behind in at..self.packs.of(actor).end {
                self.pack_at[self.packs.slot[behind] as usize] = behind as u32;
            }
            for group in &mut self.groups {
                if group.actor as usize == actor {
                    group.first -= u32::from(group.first as usize > at);
                    group.last -= u32::from(group.last as usize > at);
                }
            }
        }
        true
    }

    /// Box of a group: its elements lie together in their pack unless others of its contingent lie between them.
    fn hull(&self, plan: &Plan, g: usize) -> [f32; 4] {
        let group = &self.groups[g];
        let range = group.first as usize..group.last as usize;
        if range.len() == group.count as usize {
            hull_of(&self.packs.x[range.clone()], &self.packs.y[range])
        } else {
            self.hull_among_others(plan, g)
        }
    }

    /// Box of a group whose elements do not lie together in their pack.
    fn hull_among_others(&self, plan: &Plan, group: usize) -> [f32; 4] {
        let contingents = self.bodies.len();
        let mut hull = EMPTY;
        for slot in self.range(plan, group % contingents) {
            if self.is_in_play(slot) && self.has_joined[slot] == (group >= contingents) {
                widen(&mut hull, self.x[slot], self.y[slot]);
            }
        }
        hull
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
            (group.count, group.first, group.last) = (0, 0, 0);
        }
        self.counts.fill(0);
        for c in 0..contingents {
            if self.bodies[c].has_appeared {
                for block in self.blocks(plan, c) {
                    for slot in slots(block, self.steady(block) | self.broken(block)) {
                        self.counts[self.serves[slot] as usize] += 1;
                    }
                }
            }
        }
        self.packs.lay_out(&self.counts);
        for c in 0..contingents {
            if self.bodies[c].has_appeared {
                self.pack_all(plan, c);
            }
        }
        self.packs.make_boxes();
        for g in 0..self.groups.len() {
            self.groups[g].hull = if self.groups[g].count == 0 {
                EMPTY
            } else {
                self.hull(plan, g)
            };
        }
        self.pair_up();
    }

    /// Puts an element into its pack.
    #[inline]
    pub(crate) fn pack(&mut self, plan: &Plan, slot: usize) {
        let at = self
            .packs
            .put(self.serves[slot], slot, [self.x[slot], self.y[slot]]);
        self.pack_at[slot] = at as u32;
        self.packs.shock[at] = self.shock_square[slot];
        self.packs.men[at] = f32::from(self.fit[slot]);
        self.packs.square[at] = if self.nearest[slot] == NONE {
            BLIND
        } else {
            self.nearest_square[slot]
        };
        let group = self.group_of(plan, slot);
        let group = &mut self.groups[group];
        if group.count == 0 {
            group.first = at as u32;
        }
        group.last = at as u32 + 1;
        group.count += 1;
    }

    /// Hostile pairs of groups in play.
    fn pair_up(&mut self) {
        self.pairs.clear();
        self.list_foes();
        let contingents = self.bodies.len();
        let light = usize::from(!self.is_day);
        for a in 0..self.groups.len() {
            if self.groups[a].count == 0 {
                continue;
            }
            for b in a + 1..self.groups.len() {
                if self.groups[b].count > 0
                    && self.fights(self.groups[a].actor, self.groups[b].actor)
                {
                    let [mine, theirs] = [a, b].map(|g| &self.settings[g % contingents]);
                    self.pairs.push(Pair {
                        a: a as u16,
                        b: b as u16,
                        gap: 0.0,
                        reach: mine.reach_m[light].max(theirs.reach_m[light]),
                        sight: mine.sight_m[light].max(theirs.sight_m[light]),
                        hearing: [
                            mine.sight_m[0].max(theirs.range_m),
                            theirs.sight_m[0].max(mine.range_m),
                        ],
                    });
                }
            }
        }
        self.measure_gaps(true);
    }

    /// Whom each actor fights, among those who have somebody in play.
    fn list_foes(&mut self) {
        self.foes.clear();
        self.foes_first.clear();
        for actor in 0..self.packs.actors() {
            self.foes_first.push(self.foes.len());
            for other in 0..self.packs.actors() {
                if self.fights(actor as u16, other as u16) && !self.packs.of(other).is_empty() {
                    self.foes.push(other as u16);
                }
            }
        }
        self.foes_first.push(self.foes.len());
    }

    /// Gaps between the boxes of hostile pairs, of all or where one moved, and which groups are near hostile ones.
    fn measure_gaps(&mut self, all: bool) {
        for group in &mut self.groups {
            group.is_near = false;
        }
        for pair in &mut self.pairs {
            let (a, b) = (pair.a as usize, pair.b as usize);
            if all || self.groups[a].has_moved || self.groups[b].has_moved {
                pair.gap = gap(&self.groups[a].hull, &self.groups[b].hull);
            }
            if pair.gap <= pair.reach {
                self.groups[a].is_near = true;
                self.groups[b].is_near = true;
            }
        }
    }

    fn find_all(&mut self, plan: &Plan) {
        for c in 0..self.bodies.len() {
            if self.bodies[c].has_appeared {
                self.bodies[c].has_targets = self.has_near(c);
                for slot in self.range(plan, c) {
                    self.find(plan, slot);
                }
            }
        }
    }

    fn find(&mut self, plan: &Plan, slot: usize) {
        if self.is_in_play(slot)
            && self.groups[self.group_of(plan, slot)].is_near
            && !self.is_blind(plan, slot)
        {
            let (near, square) = self.nearest_hostile(slot);
            self.redo(slot);
            self.aim_at(slot, near, square);
        } else {
            if self.nearest[slot] != NONE {
                self.redo(slot);
            }
            self.nearest[slot] = NONE;
            self.nearest_square[slot] = f32::INFINITY;
            if self.is_in_play(slot) {
                self.packs.square[self.pack_at[slot] as usize] = BLIND;
            }
        }
    }

    /// Whether it is broken and nothing asks who is near it.
    pub(crate) fn is_blind(&self, plan: &Plan, slot: usize) -> bool {
        plan.flees_blind[plan.contingents[slot] as usize] && self.stand[slot] == Stand::Broken
    }

    /// Forgets the nearest enemy of an element that broke, where nothing asks for it any more.
    pub(crate) fn shut_eyes(&mut self, plan: &Plan, slot: usize) {
        if self.is_blind(plan, slot) && self.nearest[slot] != NONE {
            self.aim_at(slot, NONE, f32::INFINITY);
            self.packs.square[self.pack_at[slot] as usize] = BLIND;
        }
    }

    /// Nearest element in play of any hostile actor: ties to the lower slot.
    fn nearest_hostile(&mut self, slot: usize) -> (u16, f32) {
        let (mut best, mut square) = (NONE, f32::INFINITY);
        self.counters.distance_passes += 1;
        let first = self.foes_first[self.serves[slot] as usize];
        let last = self.foes_first[self.serves[slot] as usize + 1];
        for index in first..last {
            if let Some((there, found)) = self.nearest_of(slot, self.foes[index] as usize)
                && (found < square || (found == square && there < best))
            {
                (best, square) = (there, found);
            }
        }
        (best, square)
    }

    /// Nearest element in play of one actor. Whom an element looked at before is likely to be near still.
    fn nearest_of(&mut self, slot: usize, other: usize) -> Option<(u16, f32)> {
        let at = [self.x[slot], self.y[slot]];
        let before = self.nearest[slot];
        let is_there = before != NONE
            && self.is_in_play(before as usize)
            && self.serves[before as usize] as usize == other;
        let known = if is_there {
            Some(self.pack_at[before as usize] as usize)
        } else {
            self.packs.one_near(other, at)
        };
        match known {
            Some(known) => Some(self.packs.nearest_from(other, at, known)),
            None => self.packs.nearest(other, at),
        }
    }

    /// An element's nearest enemy is another, or elsewhere.
    fn aim_at(&mut self, slot: usize, near: u16, square: f32) {
        self.nearest[slot] = near;
        self.nearest_square[slot] = square;
        self.packs.square[self.pack_at[slot] as usize] = square;
    }

    /// Only elements that moved, whose target moved away or left, or that an enemy came nearer to, need another look.
    fn find_moved(&mut self, plan: &Plan) {
        self.gather_movers();
        for c in 0..self.bodies.len() {
            let near = self.groups[c].is_near || self.groups[c + self.bodies.len()].is_near;
            if !self.bodies[c].has_appeared || !(near || self.bodies[c].has_targets) {
                continue;
            }
            let was_near = std::mem::replace(&mut self.bodies[c].has_targets, near);
            // Else each of them knows whether he has a target, and where it stands.
            let open_all = !near || !was_near || self.bodies[c].joined > 0;
            let are_afoot = open_all || self.are_foes_afoot(self.bodies[c].actor);
            for block in self.blocks(plan, c) {
                let stirred = true_of(&self.is_stirred, block);
                let broken = self.broken(block);
                let blind = if plan.flees_blind[c] { broken } else { 0 };
                let in_play = self.steady(block) | broken;
                // Whose target is stirred, or who has none.
                let open = if open_all {
                    ALL
                } else if are_afoot {
                    let targets = self.nearest.as_chunks::<BLOCK>().0[block];
                    u64::from_le_bytes(
                        targets.map(|target| u8::from(self.is_stirred[target as usize])),
                    )
                } else {
                    0
                };
                for slot in slots(block, ((open & in_play) | stirred) & !blind) {
                    self.look_again(plan, slot);
                }
            }
        }
        self.compare_with_movers();
    }

    /// Whether somebody whom an actor fights moved or went.
    fn are_foes_afoot(&self, actor: u16) -> bool {
        let mut stirred = self.stirred.iter().map(|slot| self.serves[*slot as usize]);
        stirred.any(|other| self.fights(actor, other))
    }

    /// Looks for an element that moved, or whose target moved, left or was never found.
    fn look_again(&mut self, plan: &Plan, slot: usize) {
        let target = self.nearest[slot];
        if self.groups[self.group_of(plan, slot)].is_near
            && target != NONE
            && !self.is_stirred[slot]
            && (!self.is_stirred[target as usize] || self.keeps(slot, target as usize))
        {
            return;
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

    /// Positions of those who moved, by actor.
    fn gather_movers(&mut self) {
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

    /// Enemies who moved nearer than the nearest so far take its place; ties to the lower slot.
    fn compare_with_movers(&mut self) {
        let actors = self.packs.actors();
        for mover in 0..actors {
            let moved = self.moved_first[mover]..self.moved_first[mover + 1];
            if moved.is_empty() {
                continue;
            }
            // Hostility is mutual: those whom the mover fights fight it.
            for index in self.foes_first[mover]..self.foes_first[mover + 1] {
                let side = self.foes[index] as usize;
                if self.packs.has_grid(mover) && moved.len() > MANY_MOVED {
                    self.compare_with_all(mover, side);
                } else {
                    self.compare_one_by_one(moved.clone(), side);
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
                && (square < self.nearest_square[slot]
                    || (square == self.nearest_square[slot] && near < self.nearest[slot]))
            {
                self.redo(slot);
                self.aim_at(slot, near, square);
            }
        }
    }

    /// Each of those who moved in turn, where it may be nearer to one of a side than his nearest.
    fn compare_one_by_one(&mut self, moved: std::ops::Range<usize>, side: usize) {
        let (hull, farthest) = (self.hull_of(side), self.packs.farthest(side));
        let Self {
            packs,
            moved_x,
            moved_y,
            moved_slot,
            nearest,
            nearest_square,
            is_dirty,
            dirty,
            ..
        } = self;
        let movers = moved
            .map(|mover| (mover, [moved_x[mover], moved_y[mover]]))
            .filter(|(_, [x, y])| square_between(&hull, *x, *y) <= farthest);
        packs.bring_nearer(side, movers, |mover, slot, square| {
            let there = moved_slot[mover];
            let is_nearer = square < nearest_square[slot] || there < nearest[slot];
            if is_nearer {
                nearest[slot] = there;
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
