//! The start of a run and the arrival of contingents: settings, first men, first places.

use crate::calendar::Due;
use crate::error::RunFailure;
use crate::event::Event;
use crate::geometry::{self, direction};
use crate::parts::*;
use crate::row::Row;
use crate::scenario::Scenario;
use crate::settings::{Settings, sixteenths};
use crate::state::{Body, Group, NONE, Stand, State, Task, leg};
use crate::streams::{self, Purpose, Streams};

impl State {
    /// Makes everything ready for a run.
    pub(crate) fn start(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        streams: Streams<'_>,
    ) -> Result<(), RunFailure> {
        let (parts, plan) = (&scenario.parts, &scenario.plan);
        check_row(parts, parameters.values())?;
        self.reset(scenario);
        self.columns.reset(parts, parameters);
        let actors = parts.actors.len();
        for part in &parts.contingents {
            self.settings.push(Settings::new(part, parameters));
        }
        for (c, part) in parts.contingents.iter().enumerate() {
            if self.settings[c].elements > plan.capacity[c] {
                return Err(failure(
                    0.0,
                    "parameters",
                    format!("men of {} exceed their bound", part.name),
                ));
            }
            self.fill(scenario, c);
            self.bodies.push(new_body(part, self.settings[c].men));
        }
        for joined in [false, true] {
            for part in &parts.contingents {
                let actor = if joined {
                    part.loyalty
                        .as_ref()
                        .map_or(part.actor, |loyalty| loyalty.joins)
                } else {
                    part.actor
                };
                self.groups.push(Group {
                    actor: actor.0,
                    count: 0,
                    first: 0,
                    last: 0,
                    hull: [0.0; 4],
                    is_hull_loose: false,
                    is_near: false,
                    is_firing: false,
                    hears: false,
                    has_moved: false,
                    last_heard: f64::NEG_INFINITY,
                    speed: 0.0,
                });
            }
        }
        for (a, part) in parts.actors.iter().enumerate() {
            self.public[a] = part.public.0;
            self.private[a] = part.private.0;
        }
        for actor in 0..actors {
            for about in 0..actors {
                self.belief[actor * actors + about] = self.public[about];
            }
        }
        for &(a, b) in &parts.hostile {
            self.hostile[a.index() * actors + b.index()] = true;
            self.hostile[b.index() * actors + a.index()] = true;
        }
        for (p, part) in parts.places.iter().enumerate() {
            self.place_cover[p] = part.cover.evaluate(parameters).max(0.0) as f32;
            self.holder[p] = part.held_by.map_or(NONE, |actor| actor.0);
            self.claimant[p] = NONE;
        }
        self.enter_calendar(scenario, parameters);
        self.enter_phase(scenario, streams, 0);
        for c in 0..parts.contingents.len() {
            if self.settings[c].arrives_s <= 0.0 {
                self.appear(scenario, parameters, c);
            }
        }
        Ok(())
    }

    pub(crate) fn reset(&mut self, scenario: &Scenario) {
        let parts = &scenario.parts;
        self.now = 0.0;
        self.calendar.clear();
        self.settings.clear();
        self.bodies.clear();
        self.groups.clear();
        self.pairs.clear();
        self.contacts.clear();
        self.posts.clear();
        self.tidings.clear();
        self.events.clear();
        self.open.clear();
        // A run that failed may have left some.
        for &slot in &self.stirred {
            self.is_stirred[slot as usize] = false;
        }
        for list in [
            &mut self.firing,
            &mut self.struck,
            &mut self.near_struck,
            &mut self.picked,
            &mut self.stirred,
        ] {
            list.clear();
        }
        self.hostile.fill(false);
        self.held.fill(0);
        self.captured_by.fill(0);
        self.joined_to.fill(0);
        self.last_fire.fill(f64::NEG_INFINITY);
        self.last_seen.fill(f64::NEG_INFINITY);
        self.stand.fill(Stand::Gone);
        self.reach = f32::INFINITY;
        self.come_nearer = 0.0;
        self.active.clear();
        self.is_active.fill(false);
        self.decides_anew = true;
        for column in [
            &mut *self.is_moving,
            &mut *self.is_asleep,
            &mut *self.is_encircled,
        ] {
            column.fill(false);
        }
        self.knows_around.fill(false);
        self.know_around = 0;
        self.forgets_around = true;
        self.men_changed = false;
        self.nearest.fill(NONE);
        self.watchers.fill(0);
        for column in [
            &mut *self.start,
            &mut *self.fit,
            &mut *self.wounded,
            &mut *self.killed,
            &mut *self.captured,
            &mut *self.left,
        ] {
            column.fill(0);
        }
        self.dormant.clear();
        self.order_done.clear();
        self.order_done.resize(parts.orders.len(), false);
        self.order_times.clear();
        self.order_times.resize(parts.orders.len(), 0);
        self.fired_at.clear();
        self.fired_at
            .resize(parts.orders.len(), (f64::NEG_INFINITY, 0));
        self.matches.reset(&scenario.plan.patterns);
        self.luck.reset(&scenario.plan.blocks);
        self.roster_changed = true;
        self.rates_changed = true;
        self.firing_changed = true;
        self.open_changed = true;
        self.down_changed = true;
        self.packs_changed = true;
        self.dirty.clear();
        self.is_dirty.fill(false);
        self.posts_changed = true;
        self.control_changed = true;
        self.end_changed = true;
        self.next_slot = NONE;
        self.is_heard = false;
        self.fire_bounds_changed = true;
        self.hosts_changed = true;
        self.quarter = 0;
        self.order_fired.clear();
        self.order_fired.resize(parts.orders.len(), 0);
        self.notices.clear();
        self.notices.resize(parts.notices.len(), false);
        self.counters = Default::default();
    }

    /// Men of each element of a contingent.
    fn fill(&mut self, scenario: &Scenario, contingent: usize) {
        let part = &scenario.parts.contingents[contingent];
        let men = self.settings[contingent].men;
        for (ordinal, slot) in self.range(&scenario.plan, contingent).enumerate() {
            let here = part.men_of_element(men, ordinal as u32);
            self.stand[slot] = Stand::Waiting;
            self.x[slot] = 0.0;
            self.y[slot] = 0.0;
            self.next_x[slot] = 0.0;
            self.next_y[slot] = 0.0;
            self.ln_miss[slot] = 0.0;
            self.road[slot] = 0.0;
            self.goal_x[slot] = 0.0;
            self.goal_y[slot] = 0.0;
            self.halting[slot] = 0.0;
            self.pack_at[slot] = 0;
            self.serves[slot] = part.actor.0;
            self.has_joined[slot] = false;
            self.host[slot] = crate::state::NONE;
            self.start[slot] = here as u16;
            self.fit[slot] = here as u16;
            self.leg[slot] = leg::THERE;
            self.is_moving[slot] = false;
            self.is_blocked[slot] = false;
            self.was_fleeing[slot] = false;
            self.is_encircled[slot] = false;
            self.is_asleep[slot] = false;
            self.may_sleep[slot] = part.fatigue.is_some();
            self.wake_at[slot] = f64::INFINITY;
            self.nearest[slot] = NONE;
            self.nearest_square[slot] = f32::INFINITY;
            self.clear_until[slot] = f64::NEG_INFINITY;
            self.fire_rate[slot] = 0.0;
            self.hits[slot] = 0;
            self.lethal[slot] = 0.0;
            self.loss[slot] = 0;
            self.shock[slot] = 0.0;
            self.lost_near[slot] = 0;
            self.cover[slot] = 1.0;
            self.inside[slot] = 0;
            self.morale[slot] = 1.0;
            self.fatigue[slot] = 0.0;
            self.shock_square[slot] = self.settings[contingent]
                .morale
                .map_or(-1.0, |morale| morale.neighbour_square);
        }
        if let Some(supply) = self.settings[contingent].supply {
            for slot in self.range(&scenario.plan, contingent) {
                self.columns.ammunition[slot] = supply.minutes;
            }
        }
        if scenario.plan.uses.vehicles {
            self.park(scenario, contingent);
        }
    }

    fn enter_calendar(&mut self, scenario: &Scenario, parameters: Row<'_>) {
        let parts = &scenario.parts;
        self.is_day = parts.daylight_s.is_empty()
            || parts
                .daylight_s
                .iter()
                .any(|&(dawn, dusk)| dawn <= 0.0 && 0.0 < dusk);
        for &(dawn, dusk) in &parts.daylight_s {
            if dawn > 0.0 {
                self.calendar.enter(sixteenths(dawn), Due::Dawn);
            }
            if dusk > 0.0 {
                self.calendar.enter(sixteenths(dusk), Due::Dusk);
            }
        }
        for c in 0..self.settings.len() {
            let arrives = self.settings[c].arrives_s;
            if arrives > 0.0 {
                self.calendar.enter(arrives, Due::Arrival(c as u16));
            }
        }
        for (number, order) in parts.orders.iter().enumerate() {
            let first = match &order.trigger {
                Trigger::At(time) => time,
                Trigger::Every { from_s, .. } => from_s,
                Trigger::On(_) => continue,
            };
            let time = sixteenths(first.evaluate(parameters)).max(0.0);
            self.calendar.enter(time, Due::Look(number as u16));
        }
    }

    /// When the phase under way ends [s]; infinite for the last one.
    pub(crate) fn phase_end(&self, scenario: &Scenario) -> f64 {
        let ends = &scenario.parts.phase_ends_s;
        if self.phase + 1 < ends.len() {
            sixteenths(ends[self.phase])
        } else {
            f64::INFINITY
        }
    }

    /// When all clocks are armed anew [s]; infinite where that is over or never is.
    pub(crate) fn renewal(&self, scenario: &Scenario) -> f64 {
        let phase = scenario.parts.renewed_phase;
        if self.phase < phase {
            sixteenths(scenario.parts.phase_ends_s[phase - 1])
        } else {
            f64::INFINITY
        }
    }

    /// Enters the phases that have begun by now.
    pub(crate) fn change_phase(&mut self, scenario: &Scenario, streams: Streams<'_>) {
        while self.phase_end(scenario) <= self.now {
            self.enter_phase(scenario, streams, self.phase + 1);
        }
    }

    /// New keys: whatever is drawn from now on is drawn from them. Only a phase that is to have luck of its own altogether arms
    /// clocks anew, which is exact because waiting is memoryless.
    pub(crate) fn enter_phase(&mut self, scenario: &Scenario, streams: Streams<'_>, phase: usize) {
        self.phase = phase;
        self.luck.enter(&scenario.plan, streams, phase);
        let renews = phase == 0 || phase == scenario.parts.renewed_phase;
        for c in 0..self.settings.len() {
            let range = self.range(&scenario.plan, c);
            for clock in [
                &mut self.fire_clock,
                &mut self.sleep_clock,
                &mut self.loyalty_clock,
                &mut self.capture_clock,
            ] {
                clock.count_anew(range.clone());
                if renews {
                    clock.disarm(range.clone());
                }
            }
            self.loss_times[range].fill(0);
        }
        self.columns.count_anew();
        if renews {
            self.columns.disarm();
        }
    }

    /// A contingent comes into play.
    pub(crate) fn appear(&mut self, scenario: &Scenario, parameters: Row<'_>, contingent: usize) {
        let (plan, part) = (&scenario.plan, &scenario.parts.contingents[contingent]);
        let key = self.luck.of_fight(contingent);
        let range = self.range(plan, contingent);
        let men = self.settings[contingent].men;
        if self.bodies[contingent].has_appeared {
            return;
        }
        self.bodies[contingent].has_appeared = true;
        let (ring_radius, road_at) = match &part.start {
            Placement::Ring { radius, .. } => (radius.evaluate(parameters).max(0.0), 0.0),
            Placement::OnRoute { at_m, .. } => (0.0, at_m.evaluate(parameters)),
            _ => (0.0, 0.0),
        };
        for slot in range.clone() {
            let identity = plan.identities[slot];
            let mut draws = streams::draws(key, identity, Purpose::Placement, 0);
            let [x, y] = match &part.start {
                Placement::Box([x0, y0, x1, y1]) => [
                    x0 + (x1 - x0) * draws.uniform(),
                    y0 + (y1 - y0) * draws.uniform(),
                ],
                Placement::Within(place) => {
                    geometry::point_within(&plan.outlines[place.index()], &mut draws)
                }
                Placement::Ring {
                    place, bearings, ..
                } => {
                    let span = full_span(*bearings);
                    let share =
                        (((slot - range.start) as f64) + draws.uniform()) / range.len() as f64;
                    let [east, north] = direction(bearings[0] + span * share);
                    let [cx, cy] = plan.outlines[place.index()].centre;
                    [cx + ring_radius * east, cy + ring_radius * north]
                }
                Placement::OnRoute { route, .. } => plan.routes[route.index()]
                    .at(road_at - part.spacing_m * (slot - range.start) as f64),
            };
            self.x[slot] = x as f32;
            self.y[slot] = y as f32;
            self.next_x[slot] = self.x[slot];
            self.next_y[slot] = self.y[slot];
            self.stand[slot] = if self.fit[slot] > 0 {
                Stand::Steady
            } else {
                Stand::Gone
            };
            let uniform = |purpose, [low, high]: [f64; 2]| {
                if low == high {
                    low
                } else {
                    low + (high - low) * streams::draws(key, identity, purpose, 0).uniform()
                }
            };
            self.halting[slot] = uniform(Purpose::Halting, part.halting_m) as f32;
            if let Some(morale) = self.settings[contingent].morale {
                self.morale[slot] = uniform(Purpose::InitialMorale, morale.initial) as f32;
            }
            if let Some(fatigue) = self.settings[contingent].fatigue {
                self.fatigue[slot] = uniform(Purpose::InitialFatigue, fatigue.initial) as f32;
            }
            self.settle(scenario, slot);
        }
        if scenario.plan.uses.command {
            self.take_post(scenario, contingent);
        }
        self.roster_changed = true;
        self.posts_changed = true;
        self.end_changed = true;
        self.hosts_changed = true;
        self.bodies[contingent].legs_changed = true;
        if self.bodies[contingent].task != Task::Hold {
            self.set_all_out(scenario, contingent);
        }
        if !range.is_empty() {
            let event = Event::new(self.now, EventKind::Appeared)
                .of(ContingentId(contingent as u16))
                .men(men);
            self.say(event.at(self.position(range.start)));
        }
        self.update_loyalty_switch(scenario, contingent);
    }

    /// Which tracked places an element is in, and what cover they give.
    pub(crate) fn settle(&mut self, scenario: &Scenario, slot: usize) {
        let (x, y) = (f64::from(self.x[slot]), f64::from(self.y[slot]));
        let mut inside = 0u64;
        for (bit, place) in scenario.plan.tracked.iter().enumerate() {
            if scenario.plan.outlines[place.index()].contains(x, y) {
                inside |= 1 << bit;
            }
        }
        // The cover of a place is the same all the time, and none is outside of all.
        if inside != self.inside[slot] {
            self.inside[slot] = inside;
            self.control_changed = true;
            let places = scenario.plan.tracked.iter().enumerate();
            let around = places.filter(|(bit, _)| inside >> bit & 1 == 1);
            self.cover[slot] = around.fold(1.0, |cover: f32, (_, place)| {
                cover.min(self.place_cover[place.index()])
            });
        }
        if scenario.plan.uses.going {
            self.columns.going[slot] = self.going_at(scenario, x, y) as f32;
        }
    }
}

/// Angle swept clockwise between two bearings; equal ones mean a full circle.
pub(crate) fn full_span(bearings: [f64; 2]) -> f64 {
    let span = geometry::clockwise(bearings[0], bearings[1]);
    if span == 0.0 { geometry::TURN } else { span }
}

fn new_body(part: &ContingentPart, men: u32) -> Body {
    Body {
        has_appeared: false,
        actor: part.actor.0,
        task: Task::Hold,
        task_since: 0.0,
        task_number: 0,
        has_targets: true,
        legs_changed: true,
        is_settled: true,
        has_said_arrived: true,
        is_routed: false,
        has_news: false,
        loyalty_runs: false,
        is_shaken: false,
        broken: 0,
        asleep: 0,
        last_asleep: f64::NEG_INFINITY,
        next_wake: f64::INFINITY,
        call_at: f64::INFINITY,
        men,
        killed: 0,
        wounded_ever: 0,
        captured_ever: 0,
        released: 0,
        gone_home: 0,
        joined: 0,
        departed: 0,
        fled: 0,
        halting_factor: 1.0,
    }
}

/// Parameters are as many as declared, finite and within their bounds.
pub(crate) fn check_row(parts: &Parts, parameters: &[f64]) -> Result<(), RunFailure> {
    if parameters.len() != parts.parameters.len() {
        let reason = format!(
            "{} parameters are given, {} are needed",
            parameters.len(),
            parts.parameters.len()
        );
        return Err(failure(0.0, "parameters", reason));
    }
    for (part, value) in parts.parameters.iter().zip(parameters) {
        let slack = 1e-9 * (part.high - part.low).abs().max(part.high.abs());
        if !(*value >= part.low - slack && *value <= part.high + slack) {
            let reason = format!(
                "`{}` = {value} is outside [{}, {}]",
                part.name, part.low, part.high
            );
            return Err(failure(0.0, "parameters", reason));
        }
    }
    Ok(())
}

/// A failure of the whole run.
pub(crate) fn failure(time_s: f64, mechanism: &str, reason: String) -> RunFailure {
    RunFailure {
        time_s,
        element: None,
        mechanism: mechanism.into(),
        reason,
    }
}
