//! Movement: who moves in a step (decided from positions at its start), and where to.
//!
//! An element halts for an enemy in sight within its own halting range: in an assault always, else only where it would come
//! nearer. Where steps adapt, strides end exactly at that range, at the goal and at a ring; under a fixed step they are whole.

use crate::geometry;
use crate::lanes::{slots, true_of};
use crate::parts::StepPolicy;
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State, Task, leg};

/// Elements so near their halting range stand [m]; chosen by us because shorter strides mean nothing and would never end.
pub(crate) const TOUCH_M: f32 = 10.0;

impl State {
    /// Decides who moves. Asked are those who moved, flee or are held up, and those for whom something changed: who stands
    /// halted decides as before while nothing changes that the decision reads.
    pub(crate) fn decide(&mut self, scenario: &Scenario) {
        self.press(scenario);
        for group in &mut self.groups {
            group.speed = 0.0;
        }
        self.has_movers = false;
        let mut active = std::mem::take(&mut self.active);
        // Who is pinned, or has lost his vehicle, is known to the columns of these mechanisms only.
        if self.rates_changed || self.decides_anew || scenario.plan.uses.wears() {
            self.decides_anew = false;
            self.list_all(scenario, &mut active);
        } else {
            for &slot in &self.dirty {
                if !self.is_active[slot as usize] {
                    active.push(slot);
                }
            }
        }
        active.retain(|&slot| {
            let is_active = self.decide_one(scenario, slot as usize);
            self.is_active[slot as usize] = is_active;
            is_active
        });
        self.active = active;
    }

    /// All who may have to move.
    fn list_all(&mut self, scenario: &Scenario, active: &mut Vec<u16>) {
        for &slot in &*active {
            self.is_active[slot as usize] = false;
        }
        active.clear();
        for (c, body) in self.bodies.iter().enumerate() {
            if !body.has_appeared || (body.is_settled && body.broken == 0) {
                continue;
            }
            for block in self.blocks(&scenario.plan, c) {
                let idle = self.at_leg(block, leg::THERE)
                    | self.joined(block)
                    | true_of(&self.is_asleep, block);
                let open = self.broken(block) | (self.steady(block) & !idle) | self.moving(block);
                active.extend(slots(block, open).map(|slot| slot as u16));
            }
        }
    }

    /// Decides whether an element moves; true when it has to be asked again in any case.
    fn decide_one(&mut self, scenario: &Scenario, slot: usize) -> bool {
        let c = scenario.plan.contingents[slot] as usize;
        let stand = self.stand[slot];
        let moves = match stand {
            Stand::Broken => self.will_flee(scenario, slot),
            Stand::Steady => self.will_go(scenario, c, slot),
            _ => false,
        };
        self.was_fleeing[slot] = stand == Stand::Broken;
        if moves {
            self.has_movers = true;
            // Only the length of a step depends on it.
            if scenario.plan.looks_far {
                let speed = self.speed_of(c, slot) as f32;
                let group = self.group_of(&scenario.plan, slot);
                let fastest = &mut self.groups[group].speed;
                *fastest = fastest.max(speed);
            }
        }
        if moves != self.is_moving[slot] {
            self.is_moving[slot] = moves;
            self.redo(slot);
        }
        moves || stand == Stand::Broken || self.is_blocked[slot]
    }

    /// Speed of a moving element [m/s].
    pub(crate) fn speed_of(&self, contingent: usize, slot: usize) -> f64 {
        let settings = &self.settings[contingent];
        if self.stand[slot] == Stand::Broken {
            settings.flight_speed
        } else {
            let is_on_road = matches!(self.bodies[contingent].task, Task::March { .. })
                && self.leg[slot] == leg::ADVANCE;
            let speed = settings.speed[usize::from(is_on_road)];
            match settings.vehicle {
                Some(vehicle) if self.walks(slot) => speed.min(vehicle.on_foot),
                _ => speed,
            }
        }
    }

    fn will_go(&mut self, scenario: &Scenario, contingent: usize, slot: usize) -> bool {
        if self.leg[slot] == leg::THERE || self.is_asleep[slot] || self.has_joined[slot] {
            return false;
        }
        if let Task::March {
            halts_at_night: true,
            ..
        } = self.bodies[contingent].task
            && !self.is_day
        {
            return false;
        }
        if self.speed_of(contingent, slot) <= 0.0 {
            return false;
        }
        if self.settings[contingent].suppression.is_some() && self.is_pinned(contingent, slot) {
            return false;
        }
        if self.is_blocked[slot] {
            let ahead = self.ahead(scenario, contingent, slot);
            self.is_blocked[slot] = self.held_by_ring(scenario, slot, ahead).is_some();
            if self.is_blocked[slot] {
                return false;
            }
        }
        !self.halts(scenario, contingent, slot)
    }

    /// Whether an enemy in sight within halting range stops an element.
    fn halts(&self, scenario: &Scenario, contingent: usize, slot: usize) -> bool {
        let target = self.nearest[slot];
        if target == NONE {
            return false;
        }
        let sight = self.sight(contingent);
        let touch = if matches!(scenario.parts.step, StepPolicy::Adaptive { .. }) {
            TOUCH_M
        } else {
            0.0
        };
        let range = (self.halting_range(contingent, slot) + touch).min(sight);
        if self.nearest_square[slot] > range * range {
            return false;
        }
        if matches!(self.bodies[contingent].task, Task::Assault { .. }) {
            return true;
        }
        let ahead = self.ahead(scenario, contingent, slot);
        let t = target as usize;
        let (ex, ey) = (
            f64::from(self.x[t] - self.x[slot]),
            f64::from(self.y[t] - self.y[slot]),
        );
        ex * (ahead[0] - f64::from(self.x[slot])) + ey * (ahead[1] - f64::from(self.y[slot])) > 0.0
    }

    /// An element's own halting range now [m].
    pub(crate) fn halting_range(&self, contingent: usize, slot: usize) -> f32 {
        self.halting[slot] * self.bodies[contingent].halting_factor
    }

    /// A point that the element is heading for.
    fn ahead(&self, scenario: &Scenario, contingent: usize, slot: usize) -> [f64; 2] {
        match self.bodies[contingent].task {
            Task::March {
                route, to, forward, ..
            } if self.leg[slot] == leg::ADVANCE => {
                let by = if forward { 100.0 } else { -100.0 };
                let next = self.road[slot] + by;
                let next = if forward { next.min(to) } else { next.max(to) };
                scenario.plan.routes[route.index()].at(next)
            }
            _ => [f64::from(self.goal_x[slot]), f64::from(self.goal_y[slot])],
        }
    }

    /// New positions of those who move over a step, into the buffers.
    pub(crate) fn advance(&mut self, scenario: &Scenario, h: f64) {
        for c in 0..self.bodies.len() {
            let body = &self.bodies[c];
            if let (Task::March { .. }, true) = (body.task, body.has_appeared && !body.is_settled) {
                self.advance_column(scenario, c, h);
            }
        }
        for index in 0..self.active.len() {
            let slot = self.active[index] as usize;
            if !self.is_moving[slot] {
                continue;
            }
            let c = scenario.plan.contingents[slot] as usize;
            if self.stand[slot] == Stand::Broken {
                self.flee(scenario, slot, h);
            } else if !(matches!(self.bodies[c].task, Task::March { .. })
                && self.leg[slot] == leg::ADVANCE)
            {
                self.stride(scenario, c, slot, h);
            }
        }
    }

    /// A stride over open ground towards the goal.
    fn stride(&mut self, scenario: &Scenario, contingent: usize, slot: usize, h: f64) {
        let from = [f64::from(self.x[slot]), f64::from(self.y[slot])];
        let goal = [f64::from(self.goal_x[slot]), f64::from(self.goal_y[slot])];
        let (dx, dy) = (goal[0] - from[0], goal[1] - from[1]);
        let distance = (dx * dx + dy * dy).sqrt();
        let speed = self.speed_of(contingent, slot);
        let reach = if scenario.plan.uses.going {
            self.reach_over_ground(scenario, from, goal, speed, h)
        } else {
            speed * h
        };
        let stride = self.clip(scenario, contingent, slot, reach);
        let to = match self.detour(scenario, contingent, from, goal, stride) {
            Some(to) => to,
            None if stride >= distance => goal,
            None => [
                from[0] + dx * (stride / distance),
                from[1] + dy * (stride / distance),
            ],
        };
        if self.go(scenario, slot, to) && to == goal {
            self.reach(scenario, contingent, slot);
        }
    }

    /// A stride that does not pass the halting range of the nearest enemy in sight.
    pub(crate) fn clip(
        &self,
        scenario: &Scenario,
        contingent: usize,
        slot: usize,
        stride: f64,
    ) -> f64 {
        let is_adaptive = matches!(scenario.parts.step, StepPolicy::Adaptive { .. });
        if !is_adaptive || !self.sees_hostile(scenario, slot) {
            return stride;
        }
        let room =
            f64::from(self.nearest_square[slot].sqrt() - self.halting_range(contingent, slot));
        // Within the range already it only moves where that leads away, and then the range does not bind.
        if room > 0.0 { stride.min(room) } else { stride }
    }

    /// Takes a new position, short of a ring that denies it; false when it was held up.
    pub(crate) fn go(&mut self, scenario: &Scenario, slot: usize, to: [f64; 2]) -> bool {
        let held = if self.posts.is_empty() {
            None
        } else {
            self.held_by_ring(scenario, slot, to)
        };
        self.is_blocked[slot] = held.is_some();
        let to = held.unwrap_or(to);
        self.next_x[slot] = to[0] as f32;
        self.next_y[slot] = to[1] as f32;
        held.is_none()
    }

    /// A stretch along the circle round a ring's or an assault's place, where the straight way would cross it.
    fn detour(
        &self,
        scenario: &Scenario,
        contingent: usize,
        from: [f64; 2],
        goal: [f64; 2],
        stride: f64,
    ) -> Option<[f64; 2]> {
        let place = match self.bodies[contingent].task {
            Task::Ring { place, .. } | Task::Assault { place, .. } => place,
            _ => return None,
        };
        let centre = scenario.plan.outlines[place.index()].centre;
        let (px, py) = (from[0] - centre[0], from[1] - centre[1]);
        let (gx, gy) = (goal[0] - centre[0], goal[1] - centre[1]);
        let (here, there) = (px * px + py * py, gx * gx + gy * gy);
        // Nearest approach of the straight way to the centre.
        let (dx, dy) = (gx - px, gy - py);
        let square = dx * dx + dy * dy;
        if square <= 0.0 || there < 0.25 * here {
            return None;
        }
        let share = (-(px * dx + py * dy) / square).clamp(0.0, 1.0);
        let (nx, ny) = (px + dx * share, py + dy * share);
        if nx * nx + ny * ny >= 0.5625 * here.min(there) {
            return None;
        }
        let radius = here.sqrt();
        let side = if px * gy - py * gx >= 0.0 { 1.0 } else { -1.0 };
        let (tx, ty) = (
            px - side * py * (stride / radius),
            py + side * px * (stride / radius),
        );
        let scale = radius / (tx * tx + ty * ty).sqrt();
        Some([centre[0] + tx * scale, centre[1] + ty * scale])
    }

    /// Commits the new positions of those still in play; those who fled across the edge have left.
    pub(crate) fn commit_moves(&mut self, scenario: &Scenario) {
        for index in 0..self.active.len() {
            let slot = self.active[index] as usize;
            if self.is_moving[slot]
                && self.is_in_play(slot)
                && (self.x[slot] != self.next_x[slot] || self.y[slot] != self.next_y[slot])
            {
                self.x[slot] = self.next_x[slot];
                self.y[slot] = self.next_y[slot];
                self.settle(scenario, slot);
                self.stir(slot);
            }
        }
        for c in 0..self.bodies.len() {
            if self.bodies[c].has_appeared {
                self.note_arrival(scenario, c);
            }
        }
        self.ride(scenario);
    }

    /// Goal of an element in its contingent's circle or line of march.
    pub(crate) fn set_goal(&mut self, slot: usize, to: [f64; 2]) {
        self.goal_x[slot] = to[0] as f32;
        self.goal_y[slot] = to[1] as f32;
    }

    /// Least that an element's distance to the end of its task can be [m]: 0 where it goes by road.
    pub(crate) fn straight(&self, contingent: usize, slot: usize) -> f64 {
        let is_march = matches!(self.bodies[contingent].task, Task::March { .. });
        if is_march && self.leg[slot] == leg::ADVANCE {
            // Along a road the goal is where the element joined it.
            return 0.0;
        }
        let (dx, dy) = (
            f64::from(self.goal_x[slot] - self.x[slot]),
            f64::from(self.goal_y[slot] - self.y[slot]),
        );
        (dx * dx + dy * dy).sqrt()
    }

    /// Distance of an element to the end of its task [m].
    pub(crate) fn remaining(&self, scenario: &Scenario, contingent: usize, slot: usize) -> f64 {
        let (dx, dy) = (
            f64::from(self.goal_x[slot] - self.x[slot]),
            f64::from(self.goal_y[slot] - self.y[slot]),
        );
        match self.bodies[contingent].task {
            Task::March { to, .. } if self.leg[slot] == leg::ADVANCE => {
                (to - self.road[slot]).abs()
            }
            Task::Ring { place, .. } => {
                // Along the circle it is longer than straight.
                let [cx, cy] = scenario.plan.outlines[place.index()].centre;
                let a =
                    geometry::bearing(f64::from(self.x[slot]) - cx, f64::from(self.y[slot]) - cy);
                let b = geometry::bearing(
                    f64::from(self.goal_x[slot]) - cx,
                    f64::from(self.goal_y[slot]) - cy,
                );
                let turn = geometry::clockwise(a, b);
                let turn = turn.min(geometry::TURN - turn);
                let (ox, oy) = (f64::from(self.x[slot]) - cx, f64::from(self.y[slot]) - cy);
                ((dx * dx + dy * dy).sqrt()).max(turn * (ox * ox + oy * oy).sqrt().min(1e6) * 0.5)
            }
            _ => (dx * dx + dy * dy).sqrt(),
        }
    }
}
