//! Losses of a step: hits on an element, at most its fit men; each kills or wounds. Shock to itself and its neighbours.

use crate::nearest::Place;
use crate::scenario::Scenario;
use crate::state::{Stand, State};
use crate::streams::{self, Purpose};

impl State {
    /// Losses of those hit, and their shock, from men and positions at the start of the step.
    pub(crate) fn count_losses(&mut self, scenario: &Scenario) {
        if self.struck.is_empty() {
            return;
        }
        self.struck.sort_unstable();
        for index in 0..self.struck.len() {
            let slot = self.struck[index] as usize;
            self.loss[slot] = self.hits[slot].min(u32::from(self.fit[slot])) as u16;
        }
        self.spread_shock(scenario);
        for index in 0..self.struck.len() {
            let slot = self.struck[index] as usize;
            self.lose(scenario, slot);
            self.hits[slot] = 0;
            self.lethal[slot] = 0.0;
            self.loss[slot] = 0;
        }
        self.struck.clear();
    }

    /// Share of men lost among the others of the same side near each element, times its weight; and its own loss.
    fn spread_shock(&mut self, scenario: &Scenario) {
        if self.men_changed {
            self.read_men();
        }
        for actor in 0..self.packs.actors() {
            if self.packs.is_many(actor) {
                self.shock_many(scenario, actor);
            }
        }
        for index in 0..self.struck.len() {
            let slot = self.struck[index] as usize;
            let loss = u32::from(self.loss[slot]);
            let (x, y) = (self.x[slot], self.y[slot]);
            if self.packs.is_many(self.serves[slot] as usize) {
                continue;
            }
            let Self {
                packs,
                serves,
                near_struck,
                lost_near,
                ..
            } = self;
            packs.reached(serves[slot] as usize, [x, y], |at| {
                let other = packs.slot[at] as usize;
                if other != slot {
                    if lost_near[other] == 0 {
                        near_struck.push(other as u16);
                    }
                    lost_near[other] += loss;
                }
            });
        }
        self.count_near_struck();
        for index in 0..self.near_struck.len() {
            let slot = self.near_struck[index] as usize;
            // The element itself stands within any distance of itself.
            let men = self.around[slot] - u32::from(self.fit[slot]);
            self.feel_loss_near(scenario, slot, men);
        }
        self.near_struck.clear();
    }

    /// Men around each who feels losses near him, himself included: of one side at a time.
    fn count_near_struck(&mut self) {
        let Self {
            packs,
            near_struck,
            serves,
            x,
            y,
            shock_square,
            around,
            ..
        } = self;
        let side = |slot: &u16| serves[*slot as usize];
        for slots in near_struck.chunk_by(|a, b| side(a) == side(b)) {
            let actor = side(&slots[0]) as usize;
            let places = slots.iter().map(|slot| {
                let slot = *slot as usize;
                Place {
                    slot,
                    at: [x[slot], y[slot]],
                    square: shock_square[slot],
                }
            });
            packs.men_within(actor, places, |slot, men| around[slot] = men);
        }
    }

    /// What an element feels of the losses near it, where there were so many men of others.
    pub(crate) fn feel_loss_near(&mut self, scenario: &Scenario, slot: usize, men: u32) {
        let contingent = scenario.plan.contingents[slot] as usize;
        if let (Some(morale), true) = (self.settings[contingent].morale, men > 0) {
            self.shock[slot] += morale.neighbour_loss * (self.lost_near[slot] as f32 / men as f32);
        }
        self.lost_near[slot] = 0;
    }

    fn lose(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot] as usize;
        let loss = self.loss[slot];
        if scenario.plan.uses.vehicles {
            self.hit_vehicles(scenario, slot, self.hits[slot]);
        }
        if scenario.plan.uses.command {
            self.risk_commander(scenario, slot, loss);
        }
        if let Some(morale) = self.settings[c].morale {
            let part = &scenario.parts.contingents[c];
            let full = match part.elements {
                Some(_) => f32::from(self.start[slot]),
                None => f32::from(part.element_men),
            };
            self.shock[slot] += morale.own_loss * (f32::from(loss) / full);
        }
        let share = self.lethal[slot] / f64::from(self.hits[slot].max(1));
        let killed = if share >= 1.0 {
            u32::from(loss)
        } else if share <= 0.0 {
            0
        } else {
            self.counters.draws += 1;
            let occurrence = self.loss_times[slot];
            self.loss_times[slot] += 1;
            streams::draws(
                self.luck.of_fight(c),
                scenario.plan.identities[slot],
                Purpose::LossFate,
                occurrence,
            )
            .binomial(u32::from(loss), share)
        };
        self.fit[slot] -= loss;
        self.packs.men[self.pack_at[slot] as usize] = f32::from(self.fit[slot]);
        self.control_changed |= self.inside[slot] != 0;
        self.fire_bounds_changed = true;
        // The chance of each man is what it was: only their number changed.
        self.fire_rate[slot] = -f64::from(self.fit[slot]) * self.ln_miss[slot] / 60.0;
        self.killed[slot] += killed as u16;
        self.wounded[slot] += loss - killed as u16;
        let body = &mut self.bodies[c];
        body.killed += killed;
        body.wounded_ever += u32::from(loss) - killed;
        body.is_shaken = true;
        body.legs_changed = true;
        if self.fit[slot] == 0 {
            self.take_out(scenario, slot);
        }
    }

    /// An element without fit men: only its wounded are left of it, or nothing.
    pub(crate) fn take_out(&mut self, scenario: &Scenario, slot: usize) {
        let body = &mut self.bodies[scenario.plan.contingents[slot] as usize];
        if self.stand[slot] == Stand::Broken {
            body.broken -= 1;
        }
        if self.is_asleep[slot] {
            body.asleep -= 1;
            self.is_asleep[slot] = false;
        }
        body.is_shaken = true;
        body.legs_changed = true;
        self.stand[slot] = if self.wounded[slot] > 0 {
            Stand::Down
        } else {
            Stand::Gone
        };
        self.is_moving[slot] = false;
        self.firing_changed = true;
        self.fire_rate[slot] = 0.0;
        self.wake_at[slot] = f64::INFINITY;
        self.stir(slot);
        self.fire_bounds_changed = true;
        self.hosts_changed = true;
        self.control_changed = true;
        self.packs_changed = true;
        self.open_changed = true;
        self.posts_changed = true;
        self.end_changed = true;
    }
}
