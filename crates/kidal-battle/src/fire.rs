//! Aimed fire at the nearest hostile element in sight and range.   p(d) = P / (1 + (d / d₀)²) a man and minute
//!
//! A step of h seconds has p_h = 1 − (1 − p)^(h/60). With n fit men the clock spends −n·ln(1 − p_h); when it runs out,
//! hits ~ Binomial(n, p_h) given at least one. That is exactly the law of one binomial draw in every step.
//! An element fires or moves, never both; asleep or broken it does neither by choice.

use crate::event::Event;
use crate::parts::{ActorId, ContingentId, EventKind, PlaceId, StepPolicy};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};
use crate::streams::{self, Purpose};
use kidal_math::{exp_m1, ln};

/// A side that was silent so long opens fire anew [s]; chosen by us because reports tell of fights, not of shots.
const SILENCE_S: f64 = 3600.0;

impl State {
    /// Rates of fire of all elements, where something they depend on changed.
    pub(crate) fn aim(&mut self, scenario: &Scenario) {
        if !self.rates_changed {
            return;
        }
        self.rates_changed = false;
        let plan = &scenario.plan;
        let contingents = self.bodies.len();
        self.firing.clear();
        for group in &mut self.groups {
            group.is_firing = false;
        }
        for c in 0..contingents {
            if !self.bodies[c].has_appeared
                || !(self.groups[c].is_near || self.groups[c + contingents].is_near)
            {
                continue;
            }
            let settings = &self.settings[c];
            let reach = settings.range_m.min(self.sight(c));
            let (reach_square, hit) = (reach * reach, settings.hit);
            let (half_square, effect) = (
                settings.half_range_square,
                settings
                    .fatigue
                    .map_or(0.0, |fatigue| fatigue.effect_on_fire),
            );
            if hit <= 0.0 {
                continue;
            }
            for slot in self.range(plan, c) {
                let square = self.nearest_square[slot];
                // Without a target the square is infinite.
                if !(square <= reach_square)
                    || self.nearest[slot] == NONE
                    || self.is_moving[slot]
                    || self.is_asleep[slot]
                    || self.stand[slot] != Stand::Steady
                {
                    continue;
                }
                let target = self.nearest[slot] as usize;
                let mut p =
                    hit / (1.0 + f64::from(square) / half_square) * f64::from(self.cover[target]);
                if effect > 0.0 {
                    p *= 1.0 - effect * f64::from(self.fatigue[slot]);
                }
                let ln_miss = ln(1.0 - p.clamp(0.0, 0.999_999));
                self.ln_miss[slot] = ln_miss;
                self.fire_rate[slot] = -f64::from(self.fit[slot]) * ln_miss / 60.0;
                self.firing.push(slot as u16);
                self.groups[c + if self.has_joined[slot] {
                    contingents
                } else {
                    0
                }]
                .is_firing = true;
            }
        }
        self.hear(contingents);
        self.find_open(scenario);
    }

    /// Fire is heard by whole contingents within their sight by day.
    fn hear(&mut self, contingents: usize) {
        for group in &mut self.groups {
            group.hears = false;
        }
        for &(a, b, gap) in &self.pairs {
            let (a, b) = (a as usize, b as usize);
            let (fa, fb) = (self.groups[a].is_firing, self.groups[b].is_firing);
            self.groups[a].hears |= fb
                && gap
                    <= self.settings[a % contingents].sight_m[0]
                        .max(self.settings[b % contingents].range_m);
            self.groups[b].hears |= fa
                && gap
                    <= self.settings[b % contingents].sight_m[0]
                        .max(self.settings[a % contingents].range_m);
        }
    }

    /// Says who opened fire; keeps the time of the last fire of each side.
    pub(crate) fn note_fire(&mut self, scenario: &Scenario) {
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let actor = self.serves[slot];
            let since = self.now - self.last_fire[actor as usize];
            self.last_fire[actor as usize] = self.now;
            if since >= SILENCE_S {
                let target = self.nearest[slot] as usize;
                let mut event = Event::new(self.now, EventKind::Fire);
                event.contingents =
                    [slot, target].map(|who| Some(ContingentId(scenario.plan.contingents[who])));
                event.actor = Some(ActorId(actor));
                event.place = self.place_of(scenario, target);
                event.men = u32::from(self.fit[slot]);
                self.say(event.at(self.position(target)));
            }
        }
    }

    /// First tracked place that an element is in.
    pub(crate) fn place_of(&self, scenario: &Scenario, slot: usize) -> Option<PlaceId> {
        let inside = self.inside[slot];
        if inside == 0 {
            None
        } else {
            scenario
                .plan
                .tracked
                .get(inside.trailing_zeros() as usize)
                .copied()
        }
    }

    /// Spends the clocks of fire over a step; hits are gathered on their targets.
    pub(crate) fn fire(&mut self, scenario: &Scenario, h: f64) {
        let plan = &scenario.plan;
        let is_jump = scenario.parts.step == StepPolicy::NextEvent;
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let key = self.keys[plan.contingents[slot] as usize];
            let identity = plan.identities[slot];
            if !self
                .fire_clock
                .spend(slot, self.fire_rate[slot] * h, key, identity)
            {
                continue;
            }
            let hits = if is_jump {
                1
            } else {
                let p_step = -exp_m1(self.ln_miss[slot] * (h / 60.0));
                let occurrence = self.fire_clock.times[slot];
                streams::draws(key, identity, Purpose::FireHits, occurrence)
                    .binomial_at_least_one(u32::from(self.fit[slot]), p_step)
            };
            self.fire_clock.arm(slot, key, identity);
            self.counters.draws += 2;
            let target = self.nearest[slot] as usize;
            if self.hits[target] == 0 {
                self.struck.push(target as u16);
            }
            self.hits[target] += hits;
            self.lethal[target] +=
                f64::from(hits) * self.settings[plan.contingents[slot] as usize].killed_share;
        }
    }
}
