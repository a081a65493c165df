//! Capture: an element that is broken, asleep, left behind (its contingent is routed) or down, with a steady hostile element
//! within range and no steady friend nearer, is captured at a rate. The captor is the actor of that hostile element.

use crate::event::Event;
use crate::parts::{ActorId, ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};

impl State {
    /// Spends the clocks of capture over a step.
    pub(crate) fn seize(&mut self, scenario: &Scenario, h: f64) {
        let plan = &scenario.plan;
        for c in 0..self.bodies.len() {
            let Some((rate, range)) = self.settings[c].capture else {
                continue;
            };
            let body = self.bodies[c];
            if rate <= 0.0 || !body.has_appeared || !self.can_be_seized(c) {
                continue;
            }
            for slot in self.range(plan, c) {
                let is_open = match self.stand[slot] {
                    Stand::Broken | Stand::Down => true,
                    Stand::Steady => self.is_asleep[slot] || body.is_routed,
                    Stand::Waiting | Stand::Gone => false,
                };
                if !is_open {
                    continue;
                }
                let captor = self.captor(slot, range * range);
                let identity = plan.identities[slot];
                if captor != NONE
                    && self
                        .capture_clock
                        .spend(slot, rate * h, self.keys[c], identity)
                {
                    self.capture_clock.arm(slot, self.keys[c], identity);
                    self.counters.draws += 1;
                    self.capture_element(scenario, slot, captor);
                }
            }
        }
    }

    /// Cheap test: a hostile group is near, and somebody is open to capture.
    pub(crate) fn can_be_seized(&self, contingent: usize) -> bool {
        let body = &self.bodies[contingent];
        let has_open =
            body.broken > 0 || body.asleep > 0 || body.is_routed || body.wounded_ever > 0;
        // A contingent that is down to its wounded has no box: then anybody may be near.
        let groups = [
            &self.groups[contingent],
            &self.groups[contingent + self.bodies.len()],
        ];
        has_open
            && (groups.iter().any(|group| group.is_near)
                || groups.iter().all(|group| group.count == 0)
                || body.wounded_ever > 0)
    }

    /// The actor of the nearest steady hostile element within range, unless a steady friend is nearer.
    fn captor(&mut self, slot: usize, range_square: f32) -> u16 {
        let (x, y, actor) = (self.x[slot], self.y[slot], self.serves[slot]);
        let (mut captor, mut nearest, mut friend) = (NONE, range_square, f32::INFINITY);
        self.counters.distance_passes += 1;
        for other in 0..self.pack_first.len() - 1 {
            let is_hostile = self.fights(actor, other as u16);
            if !is_hostile && other != actor as usize {
                continue;
            }
            for at in self.pack_first[other]..self.pack_first[other + 1] {
                let (dx, dy) = (self.pack_x[at] - x, self.pack_y[at] - y);
                let square = dx * dx + dy * dy;
                let there = self.pack_slot[at] as usize;
                if square > range_square
                    || there == slot
                    || self.stand[there] != Stand::Steady
                    || self.is_asleep[there]
                {
                    continue;
                }
                if is_hostile {
                    if square < nearest || captor == NONE {
                        (captor, nearest) = (other as u16, square);
                    }
                } else {
                    friend = friend.min(square);
                }
            }
        }
        if friend < nearest { NONE } else { captor }
    }

    /// All fit and wounded men of an element are captured.
    fn capture_element(&mut self, scenario: &Scenario, slot: usize, captor: u16) {
        let men = u32::from(self.fit[slot]) + u32::from(self.wounded[slot]);
        self.take_prisoners(
            scenario,
            slot,
            captor,
            u32::from(self.fit[slot]),
            u32::from(self.wounded[slot]),
        );
        let c = scenario.plan.contingents[slot];
        let mut event = Event::new(self.now, EventKind::Captured)
            .of(ContingentId(c))
            .men(men)
            .at(self.position(slot));
        event.actor = Some(ActorId(captor));
        event.place = self.place_of(scenario, slot);
        self.say(event);
    }

    /// So many men of an element are captured.
    pub(crate) fn take_prisoners(
        &mut self,
        scenario: &Scenario,
        slot: usize,
        captor: u16,
        fit: u32,
        wounded: u32,
    ) {
        let c = scenario.plan.contingents[slot] as usize;
        let fit = fit.min(u32::from(self.fit[slot])) as u16;
        let wounded = wounded.min(u32::from(self.wounded[slot])) as u16;
        self.fit[slot] -= fit;
        self.wounded[slot] -= wounded;
        self.captured[slot] += fit + wounded;
        let taken = u32::from(fit) + u32::from(wounded);
        let index = c * self.public.len() + captor as usize;
        self.held[index] += taken;
        self.captured_by[index] += taken;
        self.bodies[c].captured_ever += taken;
        self.bodies[c].is_shaken = true;
        self.rates_changed = true;
        if self.fit[slot] == 0 && taken > 0 {
            self.take_out(scenario, slot);
        }
    }
}
