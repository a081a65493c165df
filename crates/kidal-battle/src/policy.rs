//! How long a step is: a function of the state alone, never of what is asked of the run.
//!
//! Adaptive: the least of the bounds below, rounded down to finest × 2^k; where nothing binds, until the next multiple of the coarsest
//! step. It ends early on the next calendar entry, shrinking of a halting range, waking or claim, but is no shorter than the
//! finest: what falls due within that is done at its end. Steps are counted from the present, not from the beginning, so that
//! whatever begins a little later has the same steps.
//! Bounds: accuracy ÷ largest rate; (gap − sight) ÷ closing speed of hostile groups; the time until a mover can reach the
//! next range that matters; arrival; a turn of an eighth on a circle.

use crate::movement::TOUCH_M;
use crate::parts::StepPolicy;
use crate::scenario::Scenario;
use crate::state::{NONE, State, Task, leg};

/// Share of the distance that two elements under fire may close in a step; chosen by us: p(d) then changes little.
const CLOSING: f64 = 0.25;
/// Share of a circle's radius that an element going round may pass in a step; chosen by us: a chord is then an arc.
const TURNING: f64 = 0.25;

impl State {
    /// Length of the next step [s]; above 0 unless the run's limit or an entry is now.
    pub(crate) fn choose_step(&mut self, scenario: &Scenario, limit: f64, rates: &[f64]) -> f64 {
        match scenario.parts.step {
            StepPolicy::Fixed { step_s } => step_s,
            StepPolicy::NextEvent => self.next_event(scenario).min(
                limit
                    .min(self.calendar.next_time())
                    .min(self.next_press(scenario))
                    .min(self.renewal(scenario))
                    - self.now,
            ),
            StepPolicy::Adaptive {
                finest_s,
                coarsest_s,
                accuracy,
            } => {
                if std::mem::take(&mut self.fire_bounds_changed) {
                    self.read_fire_bounds(accuracy);
                }
                let bound = self
                    .bound(scenario, coarsest_s, accuracy, rates)
                    .min(self.shortest_stand);
                let mut rung = finest_s;
                while 2.0 * rung <= bound && 2.0 * rung <= coarsest_s {
                    rung *= 2.0;
                }
                let full = if bound >= coarsest_s {
                    ((self.now / coarsest_s) as u64 as f64 + 1.0) * coarsest_s
                } else {
                    self.now + rung
                };
                let waking = self.next_waking();
                let cut = self
                    .calendar
                    .next_time()
                    .min(self.next_press(scenario))
                    .min(self.next_claim())
                    .min(if waking > self.now {
                        waking
                    } else {
                        f64::INFINITY
                    });
                let end = full
                    .min(cut.max(self.now + finest_s))
                    .min(self.renewal(scenario))
                    .min(limit);
                if end > self.now {
                    end - self.now
                } else {
                    finest_s
                }
            }
        }
    }

    /// The least wait of all clocks of fire.
    fn next_event(&mut self, scenario: &Scenario) -> f64 {
        let mut least = f64::INFINITY;
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let key = self.luck.of_fight(scenario.plan.contingents[slot] as usize);
            self.fire_clock
                .ready(slot, key, scenario.plan.identities[slot]);
            let rate = self.fire_rate[slot];
            if rate > 0.0 {
                let wait = self.fire_clock.left[slot] / rate;
                if wait < least {
                    (least, self.next_slot) = (wait, slot as u16);
                }
            }
        }
        least.max(0.0)
    }

    fn bound(&self, scenario: &Scenario, coarsest_s: f64, accuracy: f64, rates: &[f64]) -> f64 {
        let mut bound = coarsest_s;
        let mut fastest = self.fastest_fire;
        for &rate in rates {
            fastest = fastest.max(rate);
        }
        for &(slot, _) in &self.open {
            let c = scenario.plan.contingents[slot as usize] as usize;
            fastest = fastest.max(self.settings[c].capture.map_or(0.0, |(rate, _)| rate));
        }
        if fastest > 0.0 {
            bound = bound.min(accuracy / fastest);
        }
        if scenario.plan.uses.suppression && self.columns.quickest > 0.0 {
            bound = bound.min(crate::suppression::STRIDE / self.columns.quickest);
        }
        if !self.has_movers {
            return bound;
        }
        for pair in &self.pairs {
            let [a, b] = [pair.a, pair.b].map(|g| self.groups[g as usize].speed);
            let closing = f64::from(a + b);
            if closing > 0.0 && pair.gap > pair.reach {
                bound = bound.min(f64::from(pair.gap - pair.reach) / closing);
            }
        }
        for &slot in &self.active {
            let slot = slot as usize;
            if self.is_moving[slot] && self.is_in_play(slot) {
                bound = self.bound_of_mover(scenario, slot, bound);
            }
        }
        bound
    }

    /// What fire allows. Men hit beyond those whom a target has are hits lost, and more so in longer steps: no target may
    /// expect to lose more than a share of its fit men in one. Read anew only when fire or its targets changed.
    fn read_fire_bounds(&mut self, accuracy: f64) {
        let (mut least, mut fastest) = (f64::INFINITY, 0.0f64);
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            fastest = fastest.max(self.fire_rate[slot]);
            if self.nearest[slot] != NONE {
                self.rate_on[self.nearest[slot] as usize] += self.fire_rate[slot];
            }
        }
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let target = self.nearest[slot];
            if target == NONE {
                continue;
            }
            let rate = std::mem::take(&mut self.rate_on[target as usize]);
            if rate > 0.0 {
                least = least.min(accuracy * f64::from(self.fit[target as usize]) / rate);
            }
        }
        self.shortest_stand = least;
        self.fastest_fire = fastest;
    }

    /// What a mover leaves of a bound.
    fn bound_of_mover(&self, scenario: &Scenario, slot: usize, bound: f64) -> f64 {
        let c = scenario.plan.contingents[slot] as usize;
        let (body, mut bound) = (&self.bodies[c], bound);
        let speed = self.speed_of(c, slot);
        if self.nearest[slot] != NONE {
            bound = bound.min(self.time_to_range(scenario, c, slot, speed));
        }
        if self.stand[slot] == crate::state::Stand::Steady && speed > 0.0 {
            if self.leg[slot] == leg::APPROACH || !body.has_said_arrived {
                // Nothing is nearer than it is straight.
                if self.straight(c, slot) / speed < bound {
                    bound = bound.min(self.remaining(scenario, c, slot) / speed);
                }
            }
            if let Task::Ring { place, .. } | Task::Assault { place, .. } = body.task {
                let [cx, cy] = scenario.plan.outlines[place.index()].centre;
                let (dx, dy) = (f64::from(self.x[slot]) - cx, f64::from(self.y[slot]) - cy);
                let radius = (dx * dx + dy * dy).sqrt();
                if radius * radius > self.goal_square(slot, [cx, cy]) * 0.25 {
                    bound = bound.min((TURNING * radius).max(1.0) / speed);
                }
            }
        }
        bound
    }

    fn goal_square(&self, slot: usize, [cx, cy]: [f64; 2]) -> f64 {
        let (dx, dy) = (
            f64::from(self.goal_x[slot]) - cx,
            f64::from(self.goal_y[slot]) - cy,
        );
        dx * dx + dy * dy
    }

    /// Time until a mover and its nearest enemy can reach the next range of either.
    fn time_to_range(
        &self,
        scenario: &Scenario,
        contingent: usize,
        slot: usize,
        speed: f64,
    ) -> f64 {
        let target = self.nearest[slot] as usize;
        let other = scenario.plan.contingents[target] as usize;
        let closing = speed
            + if self.is_moving[target] {
                self.speed_of(other, target)
            } else {
                0.0
            };
        if closing <= 0.0 {
            return f64::INFINITY;
        }
        let distance = self.nearest_square[slot].sqrt();
        let ranges = [
            self.sight(contingent),
            self.sight(other),
            self.settings[contingent].range_m,
            self.settings[other].range_m,
            self.halting_range(contingent, slot),
            self.halting_range(other, target),
        ];
        let mut next = f32::NEG_INFINITY;
        for range in ranges {
            if range < distance - TOUCH_M && range > next {
                next = range;
            }
        }
        let mut time = f64::INFINITY;
        if next > 0.0 {
            time = f64::from(distance - next) / closing;
        }
        if distance <= self.settings[other].range_m.min(self.sight(other))
            || distance <= self.settings[contingent].range_m
        {
            let scale = f64::from(distance).max(self.settings[contingent].half_range_square.sqrt());
            time = time.min(CLOSING * scale / closing);
        }
        time
    }
}
