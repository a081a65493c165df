//! March in column along a road: elements keep their order and their spacing; the column forms up behind its first element.

use crate::scenario::Scenario;
use crate::state::{Stand, State, Task, leg};

/// Two road distances closer than this are the same [m].
const SAME_M: f64 = 0.01;

impl State {
    /// Moves a contingent's elements along their road over a step.
    pub(crate) fn advance_column(&mut self, scenario: &Scenario, contingent: usize, h: f64) {
        let Task::March {
            route, to, forward, ..
        } = self.bodies[contingent].task
        else {
            return;
        };
        let sign = if forward { 1.0 } else { -1.0 };
        let end = sign * to;
        let spacing_m = scenario.parts.contingents[contingent].spacing_m;
        let (mut leader, mut leader_is_there) = (f64::INFINITY, false);
        for slot in self.range(&scenario.plan, contingent) {
            if self.stand[slot] != Stand::Steady
                || self.has_joined[slot]
                || self.leg[slot] == leg::APPROACH
            {
                continue;
            }
            let here = sign * self.road[slot];
            let limit = end.min(leader - spacing_m);
            if self.is_moving[slot] && self.leg[slot] == leg::ADVANCE {
                let speed = self.speed_of(contingent, slot);
                let stride = self.clip(scenario, contingent, slot, speed * h);
                let next = (here + stride).min(limit).max(here);
                let point = scenario.plan.routes[route.index()].at(sign * next);
                if self.go(scenario, slot, point) {
                    self.road[slot] = sign * next;
                    if next >= end - SAME_M || (leader_is_there && next >= limit - SAME_M) {
                        self.leg[slot] = leg::THERE;
                        self.bodies[contingent].legs_changed = true;
                    }
                }
            }
            leader = sign * self.road[slot];
            leader_is_there = self.leg[slot] == leg::THERE;
        }
    }

    /// Sends an element to the point of the road that is nearest to it.
    pub(crate) fn join_road(&mut self, scenario: &Scenario, contingent: usize, slot: usize) {
        let Task::March { route, .. } = self.bodies[contingent].task else {
            return;
        };
        let road = &scenario.plan.routes[route.index()];
        let (x, y) = (f64::from(self.x[slot]), f64::from(self.y[slot]));
        self.road[slot] = road.project(x, y);
        let [jx, jy] = road.at(self.road[slot]);
        self.set_goal(slot, [jx, jy]);
        let is_on_road = (jx - x) * (jx - x) + (jy - y) * (jy - y) <= 1.0;
        self.leg[slot] = if is_on_road {
            leg::ADVANCE
        } else {
            leg::APPROACH
        };
    }
}
