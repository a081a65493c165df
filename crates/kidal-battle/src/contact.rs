//! Contact: two hostile contingents come into sight of each other. Told again after six hours apart.

use crate::event::Event;
use crate::nearest::nearest_in;
use crate::parts::{ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::settings::HOUR;
use crate::state::{Pair, State, Task};

/// Apart for so long, a meeting is a new one [s].
const APART_S: f64 = 6.0 * HOUR;

impl State {
    /// Says who came into sight of whom since the last look.
    pub(crate) fn note_contacts(&mut self, scenario: &Scenario) {
        let contingents = self.bodies.len();
        for &(a, b) in &self.contacts {
            self.last_seen[a as usize * contingents + b as usize] = self.now;
        }
        self.contacts.clear();
        for index in 0..self.pairs.len() {
            let Pair {
                a: ga,
                b: gb,
                gap,
                sight,
                ..
            } = self.pairs[index];
            if gap > sight {
                continue;
            }
            let (a, b) = (ga as usize % contingents, gb as usize % contingents);
            if a == b {
                continue;
            }
            let pair = (a.min(b) as u16, a.max(b) as u16);
            let last = &self.last_seen[pair.0 as usize * contingents + pair.1 as usize];
            if self.now - *last < APART_S {
                self.contacts.push(pair);
                continue;
            }
            // The element whose place is told is of the contingent on the march, where only one is.
            let is_march = |c: usize| matches!(self.bodies[c].task, Task::March { .. });
            let (teller, other) = if is_march(b) && !is_march(a) {
                (gb, ga)
            } else {
                (ga, gb)
            };
            if let Some(slot) = self.in_sight(scenario, teller, other, sight * sight) {
                self.last_seen[pair.0 as usize * contingents + pair.1 as usize] = self.now;
                self.contacts.push(pair);
                let mut event = Event::new(self.now, EventKind::Met);
                event.contingents = [Some(ContingentId(pair.0)), Some(ContingentId(pair.1))];
                event.place = self.place_of(scenario, slot);
                self.say(event.at(self.position(slot)));
            }
        }
    }

    /// The element of one group that is nearest to another group, if it is in sight.
    fn in_sight(
        &mut self,
        scenario: &Scenario,
        group: u16,
        other: u16,
        square: f32,
    ) -> Option<usize> {
        let contingents = self.bodies.len();
        let (mine, theirs) = (group as usize % contingents, other as usize % contingents);
        let other_actor = self.groups[other as usize].actor;
        // Elements of a contingent lie together in the pack of the actor they serve, whichever way they came to serve him.
        let (mut first, mut last) = (usize::MAX, 0);
        for half in [theirs, theirs + contingents] {
            let half = &self.groups[half];
            if half.count > 0 && half.actor == other_actor {
                first = first.min(half.first as usize);
                last = last.max(half.last as usize);
            }
        }
        if first >= last {
            return None;
        }
        let (mut best, mut least) = (None, square);
        for slot in self.range(&scenario.plan, mine) {
            if !self.is_in_play(slot) || self.group_of(&scenario.plan, slot) != group as usize {
                continue;
            }
            // Nobody it fights is nearer than the nearest, where it knows it.
            if self.nearest_square[slot] > least && !self.is_blind(&scenario.plan, slot) {
                continue;
            }
            self.counters.distance_passes += 1;
            let (xs, ys) = (&self.packs.x[first..last], &self.packs.y[first..last]);
            if let Some((_, found)) = nearest_in(xs, ys, self.x[slot], self.y[slot])
                && (found < least || (best.is_none() && found <= least))
            {
                (best, least) = (Some(slot), found);
            }
        }
        best
    }
}
