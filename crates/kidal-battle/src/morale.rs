//! Morale: lowered by own loss, loss of neighbours, fatigue and encirclement; it recovers, and an element below its limit breaks.
//!
//! m ← min(1, m + (recovery − w_f·f − w_e·[inside a closed ring])·h − w_o·loss/full − w_n·L/M)
//! L, M: men lost and men at the start of the step among the others of the side within the radius.

use crate::event::Event;
use crate::parts::{ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State, leg};

impl State {
    /// Changes morale over a step and breaks or rallies elements. Reads who was steady before anything else of the step.
    pub(crate) fn change_morale(&mut self, scenario: &Scenario, h: f64) {
        let plan = &scenario.plan;
        for c in 0..self.bodies.len() {
            let Some(morale) = self.settings[c].morale else {
                continue;
            };
            if !self.bodies[c].has_appeared {
                continue;
            }
            let h = h as f32;
            let range = self.range(plan, c);
            let (gain, tire, ring) = (
                morale.recovery_per_s * h,
                morale.fatigue_per_s * h,
                morale.encirclement_per_s * h,
            );
            let (mut has_low, mut has_high) = (false, false);
            let columns = self.morale[range.clone()]
                .iter_mut()
                .zip(&mut self.shock[range.clone()])
                .zip(&self.fatigue[range.clone()])
                .zip(&self.is_encircled[range.clone()]);
            for (((value, shock), fatigue), is_encircled) in columns {
                let ring = if *is_encircled { ring } else { 0.0 };
                let next = *value + gain - tire * *fatigue - ring - *shock;
                *shock = 0.0;
                *value = next.clamp(0.0, 1.0);
                has_low |= *value < morale.break_at;
                has_high |= *value >= morale.rally_at;
            }
            if has_low {
                for slot in range.clone() {
                    if self.stand[slot] == Stand::Steady && self.morale[slot] < morale.break_at {
                        self.break_element(scenario, slot);
                    }
                }
            }
            if self.bodies[c].broken > 0 && has_high {
                for slot in range {
                    if self.stand[slot] == Stand::Broken
                        && self.morale[slot] >= morale.rally_at
                        && !self.sees_hostile(scenario, slot)
                    {
                        self.rally(scenario, slot);
                    }
                }
            }
        }
    }

    /// Whether the nearest hostile element is in sight.
    pub(crate) fn sees_hostile(&self, scenario: &Scenario, slot: usize) -> bool {
        let sight = self.sight(scenario.plan.contingents[slot] as usize);
        self.nearest[slot] != NONE && self.nearest_square[slot] <= sight * sight
    }

    fn break_element(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot];
        self.stand[slot] = Stand::Broken;
        let body = &mut self.bodies[c as usize];
        body.broken += 1;
        body.is_shaken = true;
        if self.is_asleep[slot] {
            self.is_asleep[slot] = false;
            body.asleep -= 1;
        }
        self.wake_at[slot] = f64::INFINITY;
        self.is_blocked[slot] = false;
        self.redo(slot);
        self.open_changed = true;
        self.posts_changed = true;
        self.control_changed = true;
        self.end_changed = true;
        let event = Event::new(self.now, EventKind::Broke)
            .of(ContingentId(c))
            .men(u32::from(self.fit[slot]));
        self.say(event.at(self.position(slot)));
    }

    fn rally(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot];
        self.stand[slot] = Stand::Steady;
        self.is_moving[slot] = false;
        self.leg[slot] = leg::THERE;
        self.bodies[c as usize].broken -= 1;
        self.bodies[c as usize].is_shaken = true;
        self.redo(slot);
        self.open_changed = true;
        self.control_changed = true;
        self.end_changed = true;
        if !self.has_joined[slot] {
            self.set_out(scenario, slot);
        }
        let event = Event::new(self.now, EventKind::Rallied)
            .of(ContingentId(c))
            .men(u32::from(self.fit[slot]));
        self.say(event.at(self.position(slot)));
    }

    /// Says which contingents are routed: an element broke or was captured, and less than half of the men it counts on are
    /// fit and steady.
    pub(crate) fn note_routs(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            if !self.bodies[c].is_shaken {
                continue;
            }
            self.bodies[c].is_shaken = false;
            let mut steady = 0u32;
            for slot in self.range(&scenario.plan, c) {
                if self.stand[slot] == Stand::Steady && self.serves[slot] == self.bodies[c].actor {
                    steady += u32::from(self.fit[slot]);
                }
            }
            let body = &mut self.bodies[c];
            let counted = body.men.saturating_sub(body.departed);
            let has_gone = steady == 0 && body.broken == 0 && body.departed > 0;
            let is_routed =
                (body.broken > 0 || body.captured_ever > 0) && 2 * steady < counted && !has_gone;
            let is_new = is_routed && !body.is_routed;
            if is_routed != body.is_routed {
                body.is_routed = is_routed;
                self.open_changed = true;
            }
            if is_new {
                let event = Event::new(self.now, EventKind::Routed)
                    .of(ContingentId(c as u16))
                    .men(steady);
                self.say(event);
            }
        }
    }
}
