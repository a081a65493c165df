//! Ground that is slower or faster than the rest: outlines with a factor on the speed over open ground.
//!
//! A stride is cut where it crosses an outline, so that its length does not hang on the step. Roads are not slowed.

use crate::scenario::Scenario;
use crate::state::State;

/// Shortest stretch between two outlines [m]; chosen by us so that corners cannot hold a stride up.
const SHORTEST_M: f64 = 0.01;

impl State {
    /// Least factor of the places that a point is in.
    pub(crate) fn going_at(&self, scenario: &Scenario, x: f64, y: f64) -> f64 {
        let mut factor = 1.0f64;
        let mut is_inside = false;
        for (place, here) in self.columns.place_going.iter().enumerate() {
            if *here != 1.0 && scenario.plan.outlines[place].contains(x, y) {
                factor = if is_inside { factor.min(*here) } else { *here };
                is_inside = true;
            }
        }
        factor
    }

    /// How far an element comes from a point towards another in a time, at this speed where the going is 1 [m].
    pub(crate) fn reach_over_ground(
        &self,
        scenario: &Scenario,
        from: [f64; 2],
        to: [f64; 2],
        speed: f64,
        time_s: f64,
    ) -> f64 {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let distance = (dx * dx + dy * dy).sqrt();
        if distance <= 0.0 || speed <= 0.0 {
            return speed * time_s;
        }
        let (east, north) = (dx / distance, dy / distance);
        let (mut gone, mut left) = (0.0f64, time_s);
        while left > 0.0 && gone < distance {
            let at = gone + 0.5 * SHORTEST_M;
            let here = speed * self.going_at(scenario, from[0] + east * at, from[1] + north * at);
            if here <= 0.0 {
                return gone;
            }
            let mut next = distance;
            for (place, factor) in self.columns.place_going.iter().enumerate() {
                if *factor != 1.0 {
                    let outline = &scenario.plan.outlines[place];
                    if let Some(crossing) =
                        outline.next_crossing(from, [east, north], gone + SHORTEST_M)
                    {
                        next = next.min(crossing);
                    }
                }
            }
            let stretch = (next - gone).max(SHORTEST_M);
            if here * left <= stretch {
                return gone + here * left;
            }
            gone += stretch;
            left -= stretch / here;
        }
        gone
    }
}
