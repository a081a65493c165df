//! Aimed fire at the nearest hostile element in sight and range.   p(d) = P / (1 + (d / d₀)²) a man and minute
//!
//! With n fit men the clock spends −n·ln(1 − p)·h/60 in a step of h seconds, and each time that it runs out there is a hit:
//! the number of hits does not depend on how time is cut. Under a fixed step, p_h = 1 − (1 − p)^(h/60) and hits are
//! Binomial(n, p_h) given at least one, which is exactly the law of one binomial draw in every step.
//! An element fires or moves, never both; asleep or broken it does neither by choice.

use crate::event::Event;
use crate::parts::{ActorId, ContingentId, EventKind, PlaceId, StepPolicy};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};
use crate::streams::{self, Purpose};
use kidal_math::{exp_m1, ln};

/// A side that was silent so long opens fire anew [s]; chosen by us because reports tell of fights, not of shots.
const SILENCE_S: f64 = 3600.0;

/// Where more than these and a fifth of those who fire begin at once, the whole list is sorted; chosen by us because putting in
/// each takes longer then.
const FEW_BEGAN: usize = 8;

/// Fatigue changes rates of fire so often [s]; chosen by us because fatigue changes by the hour, and no step depends on it.
const REREAD_S: f64 = 900.0;

impl State {
    /// Rates of fire, where something they depend on changed.
    pub(crate) fn aim(&mut self, scenario: &Scenario) {
        let quarter = (self.now / REREAD_S) as u64;
        if quarter != self.quarter {
            self.quarter = quarter;
            self.open_changed = true;
            self.down_changed = true;
            if scenario.plan.fire_tires {
                for index in 0..self.firing.len() {
                    self.redo(self.firing[index] as usize);
                }
            }
        }
        if scenario.plan.uses.area {
            self.redo_area(scenario);
        }
        let has_changed = self.rates_changed || !self.dirty.is_empty();
        if self.rates_changed {
            self.rates_changed = false;
            self.firing_changed = true;
            for c in 0..self.bodies.len() {
                if self.has_near(c) {
                    for slot in self.range(&scenario.plan, c) {
                        self.redo(slot);
                    }
                }
            }
        }
        self.picked.clear();
        for index in 0..self.dirty.len() {
            let slot = self.dirty[index] as usize;
            self.aim_one(scenario, scenario.plan.contingents[slot] as usize, slot);
            self.is_dirty[slot] = false;
        }
        self.dirty.clear();
        if has_changed {
            self.fire_bounds_changed = true;
            if self.firing_changed || !self.picked.is_empty() {
                self.list_firing(&scenario.plan);
            }
            if scenario.plan.has_fatigue {
                self.hear();
            }
        }
        if has_changed || self.open_changed {
            self.find_open(scenario);
        }
    }

    /// Notes that an element's rate of fire has to be read again.
    #[inline]
    pub(crate) fn redo(&mut self, slot: usize) {
        if !self.is_dirty[slot] {
            self.is_dirty[slot] = true;
            self.dirty.push(slot as u16);
        }
    }

    /// Rate of fire of one element; 0 where it has no target, moves, sleeps or is broken.
    #[inline]
    fn aim_one(&mut self, scenario: &Scenario, c: usize, slot: usize) {
        let settings = &self.settings[c];
        let fired = self.fire_rate[slot] > 0.0;
        let before = self.firing_changed;
        self.firing_changed |= fired;
        let reach = settings.range_m.min(self.sight(c));
        let square = self.nearest_square[slot];
        self.fire_rate[slot] = 0.0;
        self.ln_miss[slot] = 0.0;
        // Without a target the square is infinite.
        if square > reach * reach
            || self.nearest[slot] == NONE
            || self.is_moving[slot]
            || self.is_asleep[slot]
            || self.stand[slot] != Stand::Steady
            || settings.hit <= 0.0
        {
            return;
        }
        let target = self.nearest[slot] as usize;
        let mut p = settings.hit / (1.0 + f64::from(square) / settings.half_range_square);
        p *= if scenario.plan.uses.walls {
            self.cover_against(scenario, slot, target)
        } else {
            f64::from(self.cover[target])
        };
        if scenario.plan.uses.alters_fire() {
            p *= self.fire_factor(c, slot, target);
        }
        if scenario.plan.fire_tires
            && let Some(fatigue) = settings.fatigue
        {
            p *= 1.0 - fatigue.effect_on_fire * f64::from(self.fatigue[slot]);
        }
        let ln_miss = ln(1.0 - p.clamp(0.0, 0.999_999));
        self.ln_miss[slot] = ln_miss;
        self.fire_rate[slot] = -f64::from(self.fit[slot]) * ln_miss / 60.0;
        if self.fire_rate[slot] > 0.0 {
            // Who fired and still does leaves the list as it was.
            self.firing_changed = before;
            if !fired {
                self.picked.push(slot as u16);
            }
        }
    }

    /// Those who fire, ascending: without those who ceased, with those who were picked out because they began. And the groups
    /// they belong to.
    fn list_firing(&mut self, plan: &Plan) {
        if std::mem::take(&mut self.firing_changed) {
            let rates = &self.fire_rate;
            self.firing.retain(|slot| rates[*slot as usize] > 0.0);
        }
        if self.picked.len() > FEW_BEGAN + self.firing.len() / 5 {
            self.firing.append(&mut self.picked);
            self.firing.sort_unstable();
        }
        for slot in self.picked.drain(..) {
            let at = self.firing.partition_point(|other| *other < slot);
            self.firing.insert(at, slot);
        }
        for group in &mut self.groups {
            group.is_firing = false;
        }
        let mut rest = &self.firing[..];
        while let Some(&first) = rest.first() {
            let c = plan.contingents[first as usize] as usize;
            let beyond = plan.first[c] + plan.capacity[c];
            debug_assert!(self.has_near(c), "who fires has somebody near");
            let (mine, others) =
                rest.split_at(rest.partition_point(|slot| (*slot as usize) < beyond));
            let joined = if self.bodies[c].joined == 0 {
                [true, false]
            } else {
                [false, true].map(|side| {
                    mine.iter()
                        .any(|slot| self.has_joined[*slot as usize] == side)
                })
            };
            self.groups[c].is_firing = joined[0];
            self.groups[c + self.bodies.len()].is_firing = joined[1];
            rest = others;
        }
    }

    /// Whether some of a contingent are near hostile ones.
    #[inline]
    pub(crate) fn has_near(&self, contingent: usize) -> bool {
        self.groups[contingent].is_near || self.groups[contingent + self.bodies.len()].is_near
    }

    /// Fire is heard by whole contingents within their sight by day.
    fn hear(&mut self) {
        if self.firing.is_empty() && !self.is_heard {
            return;
        }
        self.is_heard = !self.firing.is_empty();
        for group in &mut self.groups {
            group.hears = false;
        }
        if !self.is_heard {
            return;
        }
        for pair in &self.pairs {
            let (a, b, gap) = (pair.a as usize, pair.b as usize, pair.gap);
            let (fa, fb) = (self.groups[a].is_firing, self.groups[b].is_firing);
            self.groups[a].hears |= fb && gap <= pair.hearing[0];
            self.groups[b].hears |= fa && gap <= pair.hearing[1];
        }
    }

    /// Says who opened fire; keeps the time of the last fire of each side.
    pub(crate) fn note_fire(&mut self, scenario: &Scenario) {
        if self.firing.is_empty() {
            return;
        }
        for g in 0..self.groups.len() {
            if !self.groups[g].is_firing {
                continue;
            }
            let actor = self.groups[g].actor;
            let since = self.now - self.last_fire[actor as usize];
            self.last_fire[actor as usize] = self.now;
            if since >= SILENCE_S
                && let Some(&slot) = self
                    .firing
                    .iter()
                    .find(|slot| self.serves[**slot as usize] == actor)
            {
                let slot = slot as usize;
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
    pub(crate) fn fire(&mut self, scenario: &Scenario, step: f64) {
        let plan = &scenario.plan;
        self.spend_fire(plan, step);
        for index in 0..self.picked.len() {
            let slot = self.picked[index] as usize;
            let c = plan.contingents[slot] as usize;
            let h = self.firing_time(plan, slot, step);
            let (key, identity) = (self.luck.of_fight(c), plan.identities[slot]);
            let amount = self.fire_rate[slot] * h;
            if !self.fire_clock.is_spent(slot, amount, key, identity) {
                continue;
            }
            let hits = match scenario.parts.step {
                StepPolicy::NextEvent => {
                    self.fire_clock.arm(slot, key, identity);
                    self.counters.draws += 1;
                    1
                }
                StepPolicy::Adaptive { .. } => {
                    let hits = self.fire_clock.events(slot, key, identity);
                    self.counters.draws += u64::from(hits);
                    hits
                }
                StepPolicy::Fixed { .. } => {
                    let p_step = -exp_m1(self.ln_miss[slot] * (h / 60.0));
                    let occurrence = self.fire_clock.times[slot];
                    let hits = streams::draws(key, identity, Purpose::FireHits, occurrence)
                        .binomial_at_least_one(u32::from(self.fit[slot]), p_step);
                    self.fire_clock.arm(slot, key, identity);
                    self.counters.draws += 2;
                    hits
                }
            };
            match self.settings[c].area {
                Some(area) if area.share > 0.0 => self.scatter(scenario, slot, hits, area),
                _ => self.strike(scenario, slot, self.nearest[slot] as usize, hits),
            }
        }
    }

    /// Spends the clocks of fire; picks out those that seem to have run out.
    fn spend_fire(&mut self, plan: &Plan, step: f64) {
        self.picked.clear();
        if plan.uses.supply {
            for index in 0..self.firing.len() {
                let slot = self.firing[index];
                let h = self.firing_time(plan, slot as usize, step);
                let left = &mut self.fire_clock.left[slot as usize];
                *left -= self.fire_rate[slot as usize] * h;
                if *left <= 0.0 {
                    self.picked.push(slot);
                }
            }
            return;
        }
        let Self {
            firing,
            fire_rate,
            fire_clock,
            picked,
            ..
        } = self;
        for &slot in &*firing {
            let left = &mut fire_clock.left[slot as usize];
            *left -= fire_rate[slot as usize] * step;
            if *left <= 0.0 {
                picked.push(slot);
            }
        }
    }

    /// Hits of an element fall on another.
    #[inline]
    pub(crate) fn strike(&mut self, scenario: &Scenario, slot: usize, target: usize, hits: u32) {
        let c = scenario.plan.contingents[slot] as usize;
        if self.hits[target] == 0 {
            self.struck.push(target as u16);
        }
        self.hits[target] += hits;
        self.lethal[target] += f64::from(hits) * self.settings[c].killed_share;
    }

    /// What ammunition, suppression and fire at ground make of the chance to hit.
    fn fire_factor(&self, c: usize, slot: usize, target: usize) -> f64 {
        let settings = &self.settings[c];
        if settings.supply.is_some() && self.is_dry(slot) {
            return 0.0;
        }
        let mut factor = 1.0;
        if let Some(suppression) = settings.suppression {
            factor *= 1.0 - suppression.effect * f64::from(self.columns.suppression[slot]);
        }
        if let Some(area) = settings.area {
            factor *= self.area_factor(slot, target, area);
        }
        factor
    }

    /// Least cover that the places give a target against one who fires from where he is.
    fn cover_against(&self, scenario: &Scenario, slot: usize, target: usize) -> f64 {
        let (from, at) = (self.inside[slot], self.inside[target]);
        let mut cover = 1.0f32;
        for (bit, place) in scenario.plan.tracked.iter().enumerate() {
            if at >> bit & 1 == 1 {
                cover = cover.min(if from >> bit & 1 == 1 {
                    self.columns.place_cover_within[place.index()]
                } else {
                    self.place_cover[place.index()]
                });
            }
        }
        f64::from(cover)
    }
}
