//! Flight of broken elements: in a fixed direction, away from a line, or away from the nearest enemy. Never through a ring
//! that denies the way; under cover those who would run from an enemy hide instead. Across the world's edge they have left.

use crate::parts::Flight;
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};

impl State {
    /// Whether a broken element runs in this step.
    pub(crate) fn will_flee(&mut self, scenario: &Scenario, slot: usize) -> bool {
        let c = scenario.plan.contingents[slot] as usize;
        let part = &scenario.parts.contingents[c];
        if self.settings[c].flight_speed <= 0.0 {
            return false;
        }
        match part.flight {
            Flight::Bearing { .. } | Flight::FromMeridian { .. } => true,
            Flight::FromEnemy { .. } => {
                self.cover[slot] >= 1.0 && self.sees_hostile(scenario, slot)
            }
        }
    }

    /// A broken element's run over a step.
    pub(crate) fn flee(&mut self, scenario: &Scenario, slot: usize, h: f64) {
        let c = scenario.plan.contingents[slot] as usize;
        let (x, y) = (f64::from(self.x[slot]), f64::from(self.y[slot]));
        let [east, north] = match scenario.parts.contingents[c].flight {
            Flight::Bearing { .. } => self.settings[c].flight_direction,
            Flight::FromMeridian { x_m, .. } => [if x < x_m { -1.0 } else { 1.0 }, 0.0],
            Flight::FromEnemy { .. } => {
                let target = self.nearest[slot];
                if target == NONE {
                    return;
                }
                let t = target as usize;
                let (dx, dy) = (x - f64::from(self.x[t]), y - f64::from(self.y[t]));
                let distance = (dx * dx + dy * dy).sqrt();
                if distance > 0.0 {
                    [dx / distance, dy / distance]
                } else {
                    [0.0, 1.0]
                }
            }
        };
        let stride = self.settings[c].flight_speed * h;
        self.go(scenario, slot, [x + east * stride, y + north * stride]);
    }

    /// Elements that were fleeing at the start of the step and are across the edge have left with their men.
    pub(crate) fn leave_by_edge(&mut self, scenario: &Scenario) {
        let Some([x0, y0, x1, y1]) = scenario.parts.edge_m else {
            return;
        };
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            // Only those who fled in this step moved as broken; who broke in it has its old move.
            if self.stand[slot] != Stand::Broken || !self.was_fleeing[slot] {
                continue;
            }
            let (x, y) = (f64::from(self.x[slot]), f64::from(self.y[slot]));
            let is_out = !(x >= x0 && y >= y0 && x <= x1 && y <= y1);
            if is_out {
                self.left[slot] += self.fit[slot] + self.wounded[slot];
                let men = u32::from(self.fit[slot]) + u32::from(self.wounded[slot]);
                self.bodies[scenario.plan.contingents[slot] as usize].fled += men;
                self.fit[slot] = 0;
                self.wounded[slot] = 0;
                self.take_out(scenario, slot);
            }
        }
    }
}
