//! Commanders: each goes with one element, falls with his share of its losses, and is followed by a deputy after a delay.
//!
//! P(he is among k men lost of n) = k/n. Without a commander a contingent may be unable to take orders.

use crate::calendar::Due;
use crate::event::Event;
use crate::parts::{ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::settings::sixteenths_up;
use crate::state::{Stand, State, Task};
use crate::streams::{self, Purpose};

/// Numbers of a command part under one row of parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Command {
    pub delay_s: [f64; 2],
    pub shock: f32,
    pub holds_orders: bool,
}

impl State {
    /// A contingent that comes into play has its commander with its first element.
    pub(crate) fn take_post(&mut self, scenario: &Scenario, contingent: usize) {
        let Some(part) = &scenario.parts.contingents[contingent].command else {
            return;
        };
        let first = self
            .range(&scenario.plan, contingent)
            .find(|slot| self.stand[*slot] == Stand::Steady);
        let leader = &mut self.columns.leaders[contingent];
        leader.deputies = part.deputies;
        if let Some(slot) = first {
            leader.slot = slot as u16;
            leader.is_there = true;
        }
    }

    /// An element is about to lose men: its commander may be one of them.
    pub(crate) fn risk_commander(&mut self, scenario: &Scenario, slot: usize, loss: u16) {
        let c = scenario.plan.contingents[slot] as usize;
        let leader = self.columns.leaders[c];
        if !leader.is_there || usize::from(leader.slot) != slot || loss == 0 {
            return;
        }
        self.counters.draws += 1;
        let occurrence = self.loss_times[slot];
        let is_he = streams::draws(
            self.luck.of_fight(c),
            scenario.plan.identities[slot],
            Purpose::CommanderHit,
            occurrence,
        )
        .chance(f64::from(loss) / f64::from(self.fit[slot].max(1)));
        // The occurrence is that of the loss, which may need no draw of its own.
        self.loss_times[slot] += 1;
        if is_he {
            self.lose_commander(scenario, c);
        }
    }

    /// Commanders whose element is out of play, or changed sides, are lost too.
    pub(crate) fn follow_command(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            let leader = self.columns.leaders[c];
            if leader.is_there
                && (!self.is_in_play(usize::from(leader.slot))
                    || self.has_joined[usize::from(leader.slot)])
            {
                self.lose_commander(scenario, c);
            }
        }
    }

    fn lose_commander(&mut self, scenario: &Scenario, contingent: usize) {
        let Some(part) = self.settings[contingent].command else {
            return;
        };
        let leader = &mut self.columns.leaders[contingent];
        leader.is_there = false;
        let (slot, occurrence) = (usize::from(leader.slot), leader.lost);
        leader.lost += 1;
        let has_deputy = leader.deputies > 0;
        if has_deputy {
            let mut delay = part.delay_s[0];
            if part.delay_s[1] > 0.0 {
                self.counters.draws += 1;
                delay += part.delay_s[1]
                    * streams::draws(
                        self.luck.of_fight(contingent),
                        scenario.plan.hashes[contingent],
                        Purpose::SuccessionDelay,
                        occurrence,
                    )
                    .exponential();
            }
            self.calendar.enter(
                sixteenths_up(self.now + delay),
                Due::Succession(contingent as u16),
            );
        } else {
            leader.pending = None;
        }
        for slot in self.range(&scenario.plan, contingent) {
            if self.is_in_play(slot) {
                self.shock[slot] += part.shock;
            }
        }
        let event = Event::new(self.now, EventKind::CommanderLost)
            .of(ContingentId(contingent as u16))
            .men(u32::from(has_deputy));
        self.say(event.at(self.position(slot)));
    }

    /// The next takes command, with the first element in hand; orders that waited are carried out.
    pub(crate) fn succeed(&mut self, scenario: &Scenario, contingent: usize) {
        let first = self
            .range(&scenario.plan, contingent)
            .find(|slot| self.stand[*slot] == Stand::Steady && !self.has_joined[*slot]);
        let leader = &mut self.columns.leaders[contingent];
        let (Some(slot), false) = (first, leader.is_there) else {
            return;
        };
        leader.deputies = leader.deputies.saturating_sub(1);
        leader.slot = slot as u16;
        leader.is_there = true;
        let pending = leader.pending.take();
        let event =
            Event::new(self.now, EventKind::CommandTaken).of(ContingentId(contingent as u16));
        self.say(event.at(self.position(slot)));
        if let Some(task) = pending {
            self.assign(scenario, contingent, task);
        }
    }

    /// Whether a task has to wait for a commander; it is kept, or dropped where nobody will come.
    pub(crate) fn waits_for_command(&mut self, contingent: usize, task: Task) -> bool {
        let has_to = self.settings[contingent]
            .command
            .is_some_and(|part| part.holds_orders);
        if !has_to || !self.bodies[contingent].has_appeared {
            return false;
        }
        let leader = &mut self.columns.leaders[contingent];
        if leader.is_there {
            return false;
        }
        leader.pending = (leader.deputies > 0).then_some(task);
        true
    }
}
