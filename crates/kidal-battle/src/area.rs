//! Fire at ground.   p ← p · (1 − s + s·n/N)
//!
//! n: hostile men in play within the radius of the aim point; N: men there at whom p was stated; s: share of the fire that
//! falls on ground. A hit of that share falls on a man of those n, each alike. With s = 1 losses are in proportion to both
//! sides' numbers: Lanchester's linear law. Source: [lanchester1916].

use crate::scenario::Scenario;
use crate::state::State;
use crate::streams::{self, Purpose};

/// Fire at ground under one row of parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub share: f64,
    pub radius_square: f32,
    pub men: f64,
}

impl State {
    /// The men at whom fire at ground is stated change in every step: rates of those who fire so are read again.
    pub(crate) fn redo_area(&mut self, scenario: &Scenario) {
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let c = scenario.plan.contingents[slot] as usize;
            if self.settings[c].area.is_some_and(|area| area.share > 0.0) {
                self.redo(slot);
            }
        }
    }

    /// Factor on the chance to hit of fire that falls on ground about a target.
    pub(crate) fn area_factor(&self, slot: usize, target: usize, area: Area) -> f64 {
        if area.share <= 0.0 {
            return 1.0;
        }
        let men = self.men_about(slot, target, area.radius_square);
        1.0 - area.share + area.share * f64::from(men) / area.men
    }

    /// Hostile men in play within the radius of a target.
    fn men_about(&self, slot: usize, target: usize, radius_square: f32) -> u32 {
        let mut men = 0;
        self.each_about(slot, target, radius_square, |_, fit| {
            men += fit;
            false
        });
        men
    }

    /// Each hostile element about a target, in order of actors and slots, until one is enough.
    fn each_about(
        &self,
        slot: usize,
        target: usize,
        radius_square: f32,
        mut enough: impl FnMut(usize, u32) -> bool,
    ) {
        let (x, y, actor) = (self.x[target], self.y[target], self.serves[slot]);
        for other in 0..self.packs.actors() {
            if !self.fights(actor, other as u16) {
                continue;
            }
            for at in self.packs.of(other) {
                let (dx, dy) = (self.packs.x[at] - x, self.packs.y[at] - y);
                let there = self.packs.slot[at] as usize;
                if dx * dx + dy * dy <= radius_square && enough(there, u32::from(self.fit[there])) {
                    return;
                }
            }
        }
    }

    /// Whom each of some hits of fire at ground strikes.
    pub(crate) fn scatter(&mut self, scenario: &Scenario, slot: usize, hits: u32, area: Area) {
        let c = scenario.plan.contingents[slot] as usize;
        let target = self.nearest[slot] as usize;
        let men = self.men_about(slot, target, area.radius_square);
        let ground = area.share * f64::from(men) / area.men;
        let on_ground = ground / (1.0 - area.share + ground).max(f64::MIN_POSITIVE);
        let mut draws = streams::draws(
            self.luck.of_fight(c),
            scenario.plan.identities[slot],
            Purpose::AreaTarget,
            self.fire_clock.times[slot],
        );
        self.counters.draws += 1;
        for _ in 0..hits {
            let mut struck = target;
            if men > 0 && draws.chance(on_ground) {
                let mut left = draws.below(u64::from(men)) as u32;
                self.each_about(slot, target, area.radius_square, |there, fit| {
                    struck = there;
                    let is_he = left < fit;
                    left = left.saturating_sub(fit);
                    is_he
                });
            }
            self.strike(scenario, slot, struck, 1);
        }
    }
}
