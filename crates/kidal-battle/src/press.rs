//! Assaults press on: halting ranges shrink by a factor an hour, r(t) = r₀·f^t, read anew every so often.
//!
//! Only while hostile elements are near, and the widest range still means something: then a step ends where they shrink.

use crate::parts::StepPolicy;
use crate::scenario::Scenario;
use crate::settings::HOUR;
use crate::state::{State, Task};
use kidal_math::pow;

/// Halting ranges of assaults shrink at most so often [s]; chosen by us: often enough for an hour's factor.
const PRESS_S: f64 = 900.0;
/// Finest steps from one shrinking to the next, where that is longer; chosen by us because a step that ends for a shrinking and for
/// nothing else should be no rarer than that, and because halving the step then tells what of an answer comes from it.
const PRESS_STEPS: f64 = 4.0;
/// Ranges below this shrink no more [m]; chosen by us: a tenth of what an element comes nearer than its range for.
const LEAST_M: f64 = 1.0;

impl State {
    /// Halting ranges of pressing assaults, as they are by now.
    pub(crate) fn press(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            let Some((factor_per_hour, times)) = self.pressing(scenario, c) else {
                continue;
            };
            let factor = pow(factor_per_hour, times * interval(scenario) / HOUR) as f32;
            if factor != self.bodies[c].halting_factor {
                self.bodies[c].halting_factor = factor;
                self.decides_anew = true;
            }
        }
    }

    /// When the next halting range shrinks [s]; infinite where none does.
    pub(crate) fn next_press(&self, scenario: &Scenario) -> f64 {
        let mut next = f64::INFINITY;
        for (c, body) in self.bodies.iter().enumerate() {
            if let Some((_, times)) = self.pressing(scenario, c) {
                next = next.min(body.task_since + (times + 1.0) * interval(scenario));
            }
        }
        next
    }

    /// The hourly factor of a contingent that presses on hostile elements near it, and how often its ranges have shrunk.
    fn pressing(&self, scenario: &Scenario, contingent: usize) -> Option<(f64, f64)> {
        let body = &self.bodies[contingent];
        let Task::Assault { press_per_hour, .. } = body.task else {
            return None;
        };
        let widest =
            scenario.parts.contingents[contingent].halting_m[1] * f64::from(body.halting_factor);
        let presses = press_per_hour < 1.0 && widest > LEAST_M && self.has_near(contingent);
        presses.then(|| {
            (
                press_per_hour,
                ((self.now - body.task_since) / interval(scenario)).floor(),
            )
        })
    }
}

/// Time from one shrinking to the next [s].
fn interval(scenario: &Scenario) -> f64 {
    match scenario.parts.step {
        StepPolicy::Adaptive { finest_s, .. } => PRESS_S.max(PRESS_STEPS * finest_s),
        StepPolicy::Fixed { .. } | StepPolicy::NextEvent => PRESS_S,
    }
}
