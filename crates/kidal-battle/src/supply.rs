//! Ammunition, in minutes of fire a man: spent while an element fires, brought up at a rate or by order, never into a closed
//! ring. An element fires for that part of a step for which it has ammunition, so that no answer hangs on the step.

use crate::event::Event;
use crate::parts::{ContingentId, EventKind};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::state::State;

/// Ammunition under one row of parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supply {
    pub minutes: f32,
    pub per_s: f64,
}

/// Less than this is nothing [min]; chosen by us: a fiftieth of a second of fire.
const NOTHING_MIN: f32 = 3e-4;

impl State {
    /// Whether an element has nothing to fire with.
    #[inline]
    pub(crate) fn is_dry(&self, slot: usize) -> bool {
        self.columns.ammunition[slot] <= NOTHING_MIN
    }

    /// How much of a step an element can fire [s].
    #[inline]
    pub(crate) fn firing_time(&self, plan: &Plan, slot: usize, h: f64) -> f64 {
        if !plan.uses.supply
            || self.settings[plan.contingents[slot] as usize]
                .supply
                .is_none()
        {
            return h;
        }
        h.min(60.0 * f64::from(self.columns.ammunition[slot]))
    }

    /// Ammunition over a step that ends now.
    pub(crate) fn spend_ammunition(&mut self, scenario: &Scenario, h: f64) {
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let c = scenario.plan.contingents[slot] as usize;
            if self.settings[c].supply.is_none() {
                continue;
            }
            let left = (self.columns.ammunition[slot] - (h / 60.0) as f32).max(0.0);
            self.columns.ammunition[slot] = left;
            if left <= NOTHING_MIN {
                self.redo(slot);
                if !self.columns.has_said_dry[c] {
                    self.columns.has_said_dry[c] = true;
                    let event = Event::new(self.now, EventKind::RanDry)
                        .of(ContingentId(c as u16))
                        .men(u32::from(self.fit[slot]));
                    self.say(event.at(self.position(slot)));
                }
            }
        }
        for c in 0..self.bodies.len() {
            let Some(supply) = self.settings[c].supply else {
                continue;
            };
            if supply.per_s <= 0.0 || !self.bodies[c].has_appeared {
                continue;
            }
            let gain = (supply.per_s * h) as f32;
            let depot = scenario.parts.contingents[c]
                .supply
                .as_ref()
                .and_then(|part| part.depot);
            for slot in self.range(&scenario.plan, c) {
                let is_full = self.columns.ammunition[slot] >= supply.minutes;
                if is_full || !self.is_in_play(slot) || self.is_encircled[slot] {
                    continue;
                }
                let is_there = depot.is_none_or(|place| {
                    scenario.plan.outlines[place.index()]
                        .contains(f64::from(self.x[slot]), f64::from(self.y[slot]))
                });
                if is_there {
                    self.fill_up(
                        slot,
                        (self.columns.ammunition[slot] + gain).min(supply.minutes),
                    );
                }
            }
        }
    }

    fn fill_up(&mut self, slot: usize, minutes: f32) {
        if self.is_dry(slot) {
            self.redo(slot);
        }
        self.columns.ammunition[slot] = minutes;
    }

    /// Ammunition is brought up by order: at least this share of what was carried at the start.
    pub(crate) fn resupply(&mut self, scenario: &Scenario, who: &[ContingentId], share: f64) {
        for id in who {
            let c = id.index();
            let Some(supply) = self.settings[c].supply else {
                continue;
            };
            let least = (share * f64::from(supply.minutes)) as f32;
            for slot in self.range(&scenario.plan, c) {
                if !self.is_encircled[slot] && self.columns.ammunition[slot] < least {
                    self.fill_up(slot, least);
                    self.columns.has_said_dry[c] = false;
                }
            }
        }
    }

    /// Mean ammunition of elements in play, as a share of the load.
    pub(crate) fn mean_ammunition(&self, scenario: &Scenario, who: &[ContingentId]) -> Option<f64> {
        let (mut sum, mut count) = (0.0f64, 0u32);
        for id in who {
            let Some(supply) = self.settings[id.index()].supply else {
                continue;
            };
            for slot in self.range(&scenario.plan, id.index()) {
                if self.is_in_play(slot) && supply.minutes > 0.0 {
                    sum += f64::from(self.columns.ammunition[slot] / supply.minutes);
                    count += 1;
                }
            }
        }
        (count > 0).then(|| sum / f64::from(count))
    }
}
