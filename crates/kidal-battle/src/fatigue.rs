//! Fatigue f in [0, 1] and sleep.   df/dt = 1/awake (awake), −1/asleep (asleep)
//!
//! An element that may sleep, stands still and has heard no hostile fire for a while falls asleep at rate s·f. It wakes when
//! it is rested, when an order calls it, and some time after fire begins near it; until then it does nothing.

use crate::event::Event;
use crate::kernel::{Eight, Pass, run};
use crate::lanes::{ALL, BLOCK, slots, true_of};
use crate::parts::{ContingentId, EventKind};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::settings::{Fatigue, HOUR, sixteenths_up};
use crate::state::State;

/// Hours awake after which falling asleep is told as an event.
const TOLD_AFTER_S: f64 = 4.0 * HOUR;

/// Fatigue of those awake goes up, that of sleepers down, between 0 and 1.
struct Tiring<'a> {
    fatigue: &'a mut [[f32; BLOCK]],
    is_asleep: &'a [[bool; BLOCK]],
    up: f32,
    down: f32,
}

impl Pass for Tiring<'_> {
    type Out = ();

    fn length(&self) -> usize {
        self.fatigue.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) {
        let Self { up, down, .. } = self;
        let (awake, asleep) = (E::all(up), E::all(-down));
        for (values, sleepers) in self.fatigue.iter_mut().zip(self.is_asleep) {
            let changes = match u64::from_le_bytes(sleepers.map(u8::from)) {
                0 => awake,
                ALL => asleep,
                _ => E::of(&sleepers.map(|asleep| if asleep { -down } else { up })),
            };
            let changed = E::of(values).plus(changes);
            *values = changed.most(E::all(0.0)).least(E::all(1.0)).numbers();
        }
    }
}

impl State {
    /// Fire that is heard wakes sleepers after their waking time, and keeps the others awake.
    pub(crate) fn alarm(&mut self, scenario: &Scenario) {
        if !self.is_heard {
            return;
        }
        let contingents = self.bodies.len();
        for g in 0..self.groups.len() {
            if !self.groups[g].hears {
                continue;
            }
            self.groups[g].last_heard = self.now;
            let c = g % contingents;
            if self.bodies[c].asleep > 0 {
                self.call(scenario, c, false);
            }
        }
    }

    /// Calls the sleepers of a contingent: all, or only those who have been put on guard.
    pub(crate) fn call(&mut self, scenario: &Scenario, contingent: usize, guards_only: bool) {
        let waking = self.settings[contingent]
            .fatigue
            .map_or(0.0, |fatigue| fatigue.waking_s);
        let time = sixteenths_up(self.now + waking);
        for slot in self.range(&scenario.plan, contingent) {
            if guards_only && self.may_sleep[slot] {
                continue;
            }
            if self.is_asleep[slot] && time < self.wake_at[slot] {
                self.wake_at[slot] = time;
                let body = &mut self.bodies[contingent];
                body.call_at = body.call_at.min(time);
                body.next_wake = body.next_wake.min(time);
            }
        }
    }

    /// Fatigue over a step that ends now, falling asleep within it, and waking at its end.
    pub(crate) fn tire(&mut self, scenario: &Scenario, h: f64) {
        let plan = &scenario.plan;
        let contingents = self.bodies.len();
        let (start, end) = (self.now - h, self.now);
        for c in 0..contingents {
            let Some(fatigue) = self.settings[c].fatigue else {
                continue;
            };
            if self.bodies[c].call_at <= end {
                self.bodies[c].call_at = f64::INFINITY;
            }
            // Whoever is out of play is out for good: how tired he is means nothing any more.
            if self.is_absent(c) {
                continue;
            }
            let (up, down) = (
                (fatigue.awake_per_s * h) as f32,
                (fatigue.asleep_per_s * h) as f32,
            );
            let blocks = self.blocks(plan, c);
            run(Tiring {
                fatigue: &mut self.fatigue.as_chunks_mut::<BLOCK>().0[blocks.clone()],
                is_asleep: &self.is_asleep.as_chunks::<BLOCK>().0[blocks],
                up,
                down,
            });
            if self.bodies[c].asleep > 0 && self.bodies[c].next_wake <= end {
                self.wake_up(plan, c, fatigue, h);
            }
            if fatigue.sleep_per_s > 0.0 {
                let quiet = |group: &crate::state::Group| {
                    !group.hears && start - group.last_heard >= fatigue.quiet_s
                };
                let quiets = [quiet(&self.groups[c]), quiet(&self.groups[c + contingents])];
                if quiets[0] || quiets[1] {
                    self.drowse(scenario, c, fatigue, quiets, h);
                }
            }
        }
    }

    /// Wakes those of a contingent whose sleep ends by now.
    fn wake_up(&mut self, plan: &Plan, c: usize, fatigue: Fatigue, h: f64) {
        let (end, mut next) = (self.now, f64::INFINITY);
        for slot in self.range(plan, c) {
            if !self.is_asleep[slot] {
                continue;
            }
            if self.wake_at[slot] > end {
                next = next.min(self.wake_at[slot]);
                continue;
            }
            // Awake since then, be it within the step.
            let awake_for = (end - self.wake_at[slot]).clamp(0.0, h);
            self.fatigue[slot] += (fatigue.awake_per_s * awake_for) as f32;
            self.is_asleep[slot] = false;
            self.wake_at[slot] = f64::INFINITY;
            self.bodies[c].asleep -= 1;
            self.bodies[c].last_asleep = end;
            self.redo(slot);
            self.open_changed = true;
        }
        self.bodies[c].next_wake = next;
    }

    /// Spends the clocks of falling asleep of a contingent over a step.
    fn drowse(
        &mut self,
        scenario: &Scenario,
        c: usize,
        fatigue: Fatigue,
        quiets: [bool; 2],
        h: f64,
    ) {
        for block in self.blocks(&scenario.plan, c) {
            let joined = self.joined(block);
            let noisy = match quiets {
                [true, true] => 0,
                [true, false] => joined,
                _ => !joined,
            };
            let asleep = true_of(&self.is_asleep, block);
            let may = true_of(&self.may_sleep, block) & self.steady(block);
            let drowsy = may & !asleep & !self.moving(block) & !noisy;
            if drowsy == 0 {
                continue;
            }
            // Eight at a time: those who are not drowsy spend nothing.
            let spends = drowsy.to_le_bytes();
            let fatigues = &self.fatigue.as_chunks::<BLOCK>().0[block];
            let clocks = &mut self.sleep_clock.left.as_chunks_mut::<BLOCK>().0[block];
            let mut is_spent = false;
            for ((left, tired), spends) in clocks.iter_mut().zip(fatigues).zip(spends) {
                let amount = fatigue.sleep_per_s * f64::from(*tired) * h;
                *left -= if spends != 0 { amount } else { 0.0 };
                is_spent |= *left <= 0.0;
            }
            if !is_spent {
                continue;
            }
            for slot in slots(block, drowsy) {
                if self.sleep_clock.left[slot] <= 0.0 {
                    self.fall_asleep(scenario, slot, fatigue, h);
                }
            }
        }
    }

    fn fall_asleep(&mut self, scenario: &Scenario, slot: usize, fatigue: Fatigue, h: f64) {
        let rate = fatigue.sleep_per_s * f64::from(self.fatigue[slot]);
        let c = scenario.plan.contingents[slot] as usize;
        let (key, identity) = (self.luck.of_mind(c), scenario.plan.identities[slot]);
        if rate <= 0.0 || !self.sleep_clock.is_spent(slot, rate * h, key, identity) {
            return;
        }
        // What is overspent says when within the step sleep began, so that coarse steps are as good as fine ones.
        let late = (-self.sleep_clock.left[slot] / rate).clamp(0.0, h);
        self.sleep_clock.arm(slot, key, identity);
        self.counters.draws += 1;
        let per_s = fatigue.asleep_per_s + fatigue.awake_per_s;
        let value = (f64::from(self.fatigue[slot]) - per_s * late).max(0.0);
        self.fatigue[slot] = value as f32;
        let end = self.now;
        self.wake_at[slot] = sixteenths_up(end + value / fatigue.asleep_per_s);
        self.is_asleep[slot] = true;
        self.redo(slot);
        self.open_changed = true;
        let body = &mut self.bodies[c];
        body.next_wake = body.next_wake.min(self.wake_at[slot]);
        let is_told = body.asleep == 0 && end - body.last_asleep >= TOLD_AFTER_S;
        body.asleep += 1;
        body.last_asleep = end;
        if is_told {
            let event = Event::new(self.now, EventKind::SleepBegan)
                .of(ContingentId(c as u16))
                .men(u32::from(self.fit[slot]));
            self.say(event.at(self.position(slot)));
        }
    }

    /// Time of the next waking, and of the end of quiet that lets elements sleep.
    pub(crate) fn next_waking(&self) -> f64 {
        let mut next = f64::INFINITY;
        let contingents = self.bodies.len();
        for c in 0..contingents {
            let Some(fatigue) = self.settings[c].fatigue else {
                continue;
            };
            if !self.bodies[c].has_appeared {
                continue;
            }
            next = next.min(self.bodies[c].call_at);
            for g in [c, c + contingents] {
                let group = &self.groups[g];
                if group.count == 0 || group.hears || self.now - group.last_heard > fatigue.quiet_s
                {
                    continue;
                }
                let ends = sixteenths_up(group.last_heard + fatigue.quiet_s);
                if ends > self.now {
                    next = next.min(ends);
                }
            }
        }
        next
    }
}
