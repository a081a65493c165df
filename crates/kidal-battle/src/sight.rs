//! Looking: packs of elements by actor, boxes of groups, and each element's nearest hostile element, kept while it can be.

use crate::geometry::{EMPTY, gap, widen};
use crate::lanes::slots;
use crate::nearest::{BLIND, hull_of, square_to};
use crate::plan::Plan;
use crate::state::{Group, NONE, Pair, Stand, State};

/// Where more than one in so many of all elements went out of play at once, all are gathered anew; chosen by us because it is faster then.
const MANY_WENT: usize = 8;

/// Within the border of every box, on all sides of it.
const MIDST: [f32; 2] = [f32::NAN; 2];

/// Whether a box about somebody who goes from one place to another may be too wide then: he stood at its border, and does not stay
/// there or go beyond it.
#[inline]
fn loosens(hull: &[f32; 4], from: [f32; 2], to: [f32; 2]) -> bool {
    let stays = [
        from[0] > hull[0] || to[0] <= hull[0],
        from[1] > hull[1] || to[1] <= hull[1],
        from[0] < hull[2] || to[0] >= hull[2],
        from[1] < hull[3] || to[1] >= hull[3],
    ];
    stays != [true; 4]
}

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

    /// Whether packs hold those in play with their men, in order and where each is said to be, and groups know how many and where.
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
                    && (self.men_changed || self.packs.men[at] == f32::from(self.fit[slot]))
                    && [self.packs.x[at], self.packs.y[at]] == self.position(slot);
                if !is_here {
                    return false;
                }
            }
        }
        let stands = (0..self.bodies.len()).flat_map(|c| self.range(plan, c));
        let in_play = stands.filter(|slot| self.is_in_play(*slot)).count();
        let are_counted = self.groups.iter().map(|group| group.count).eq(counts);
        let are_boxed = (0..self.groups.len()).all(|g| {
            let Group { count, hull, .. } = self.groups[g];
            count == 0 || hull == self.hull(plan, g)
        });
        count == self.packs.count && count == in_play && are_counted && are_boxed
    }

    /// New positions of those who moved and are in play, and the boxes of the groups that some moved or went of.
    fn gather_moved(&mut self, plan: &Plan) {
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            if !self.is_in_play(slot) {
                continue;
            }
            let (at, to) = (self.pack_at[slot] as usize, self.position(slot));
            let group = self.group_of(plan, slot);
            let group = &mut self.groups[group];
            let from = [self.packs.x[at], self.packs.y[at]];
            if !group.is_hull_loose {
                group.is_hull_loose = loosens(&group.hull, from, to);
                widen(&mut group.hull, to[0], to[1]);
            }
            group.has_moved = true;
            [self.packs.x[at], self.packs.y[at]] = to;
            let actor = self.serves[slot] as usize;
            self.packs.stir(actor);
            if !plan.looks_far {
                let (stride, longest) = (
                    square_to(from[0], from[1], to[0], to[1]),
                    &mut self.strides[actor],
                );
                *longest = if stride > *longest { stride } else { *longest };
            }
        }
        if !plan.looks_far {
            self.note_strides();
        }
        for g in 0..self.groups.len() {
            if std::mem::take(&mut self.groups[g].is_hull_loose) {
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
            let stood = [self.packs.x[at], self.packs.y[at]];
            let group = &mut self.groups[gone];
            group.count -= 1;
            group.has_moved = true;
            group.is_hull_loose |= loosens(&group.hull, stood, MIDST);
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
            self.groups[g].is_hull_loose = false;
            self.groups[g].hull = if self.groups[g].count == 0 {
                EMPTY
            } else {
                self.hull(plan, g)
            };
        }
        self.pair_up(plan);
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
        // How far he went since the last look is not asked.
        self.clear_until[slot] = f64::NEG_INFINITY;
        let group = self.group_of(plan, slot);
        self.packs.square[at] = if self.nearest[slot] != NONE {
            self.nearest_square[slot]
        } else if self.groups[group].is_near && !self.is_blind(plan, slot) {
            self.reach * self.reach
        } else {
            BLIND
        };
        let group = &mut self.groups[group];
        if group.count == 0 {
            group.first = at as u32;
        }
        group.last = at as u32 + 1;
        group.count += 1;
    }

    /// Hostile pairs of groups in play.
    fn pair_up(&mut self, plan: &Plan) {
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
        self.reach = if plan.looks_far {
            f32::INFINITY
        } else {
            self.pairs
                .iter()
                .fold(0.0, |reach, pair| reach.max(pair.reach))
        };
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

    pub(crate) fn find(&mut self, plan: &Plan, slot: usize) {
        if self.is_in_play(slot)
            && self.groups[self.group_of(plan, slot)].is_near
            && !self.is_blind(plan, slot)
        {
            let (near, square) = self.nearest_hostile(slot);
            if square > self.reach * self.reach {
                self.forget_nearest(slot);
                self.packs.square[self.pack_at[slot] as usize] = self.reach * self.reach;
                self.clear(slot, square);
            } else {
                self.redo(slot);
                self.aim_at(slot, near, square);
            }
        } else {
            self.forget_nearest(slot);
            if self.is_in_play(slot) {
                self.packs.square[self.pack_at[slot] as usize] = BLIND;
            }
        }
    }

    /// An element has no nearest enemy, or none that anybody asks for.
    fn forget_nearest(&mut self, slot: usize) {
        if self.nearest[slot] != NONE {
            self.redo(slot);
        }
        self.turn_to(slot, NONE);
        self.nearest_square[slot] = f32::INFINITY;
        self.clear_until[slot] = f64::NEG_INFINITY;
    }

    /// Whether it is broken and nothing asks who is near it.
    pub(crate) fn is_blind(&self, plan: &Plan, slot: usize) -> bool {
        plan.flees_blind[plan.contingents[slot] as usize] && self.stand[slot] == Stand::Broken
    }

    /// Forgets the nearest enemy of an element that broke, where nothing asks for it any more.
    pub(crate) fn shut_eyes(&mut self, plan: &Plan, slot: usize) {
        if self.is_blind(plan, slot) {
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
    pub(crate) fn nearest_of(&mut self, slot: usize, other: usize) -> Option<(u16, f32)> {
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
    pub(crate) fn aim_at(&mut self, slot: usize, near: u16, square: f32) {
        self.turn_to(slot, near);
        self.nearest_square[slot] = square;
        self.packs.square[self.pack_at[slot] as usize] = square;
    }

    /// An element's nearest enemy is another.
    #[inline]
    pub(crate) fn turn_to(&mut self, slot: usize, near: u16) {
        let before = self.nearest[slot];
        if before != near {
            self.nearest[slot] = near;
            if before != NONE {
                self.watchers[before as usize] -= 1;
            }
            if near != NONE {
                self.watchers[near as usize] += 1;
            }
        }
    }
}
