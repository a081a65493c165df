//! Tasks: what an element has to do when its contingent is told something, and when it is done.
//!
//! An assault starts from a line: a circle round the place that lies outside it by the contingent's range of fire. Elements
//! nearer than that, or within 45° of the axis, go straight in; the others first go round to the line.

use crate::event::Event;
use crate::geometry::{self, TURN, clockwise, direction};
use crate::lanes::{count, slots};
use crate::parts::{ContingentId, EventKind, PlaceId};
use crate::scenario::Scenario;
use crate::start::full_span;
use crate::state::{Stand, State, Task, leg};
use crate::streams::{self, Purpose};

/// Half width of the sector from which elements go straight in [rad]; chosen by us: half of a quarter turn.
const SECTOR: f64 = TURN / 8.0;
/// Half width of the sector in which the start line is manned [rad]; chosen by us: an attack has a front, not a point.
const FRONT: f64 = TURN / 18.0;

impl State {
    /// Gives a contingent a task.
    pub(crate) fn assign(&mut self, scenario: &Scenario, contingent: usize, task: Task) {
        if scenario.plan.uses.command && self.waits_for_command(contingent, task) {
            return;
        }
        let now = self.now;
        let body = &mut self.bodies[contingent];
        body.task = task;
        body.task_since = now;
        body.task_number += 1;
        body.halting_factor = 1.0;
        body.legs_changed = true;
        body.is_settled = task == Task::Hold;
        body.has_said_arrived = task == Task::Hold;
        self.rates_changed = true;
        self.posts_changed = true;
        self.groups[contingent].speed = 0.0;
        if self.bodies[contingent].has_appeared {
            self.set_all_out(scenario, contingent);
            if task != Task::Hold {
                self.call(scenario, contingent, false);
            }
        }
    }

    /// Sends all elements of a contingent on their task.
    pub(crate) fn set_all_out(&mut self, scenario: &Scenario, contingent: usize) {
        for slot in self.range(&scenario.plan, contingent) {
            if self.stand[slot] == Stand::Steady && !self.has_joined[slot] {
                self.set_out(scenario, slot);
            }
        }
    }

    /// Sends one element on its contingent's task.
    pub(crate) fn set_out(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot] as usize;
        self.is_moving[slot] = false;
        self.is_blocked[slot] = false;
        self.bodies[c].legs_changed = true;
        match self.bodies[c].task {
            Task::Hold => self.leg[slot] = leg::THERE,
            Task::GoTo { place } => {
                let (_, point) = self.own_point(scenario, slot, place);
                self.set_goal(slot, point);
                self.leg[slot] = leg::ADVANCE;
            }
            Task::Ring {
                place,
                radius,
                bearings,
            } => {
                let post = self.post_of(scenario, c, slot, bearings);
                let [cx, cy] = scenario.plan.outlines[place.index()].centre;
                let [east, north] = direction(post);
                self.set_goal(slot, [cx + radius * east, cy + radius * north]);
                self.leg[slot] = leg::ADVANCE;
            }
            Task::Assault { place, from, .. } => {
                self.leg[slot] = leg::APPROACH;
                let outline = &scenario.plan.outlines[place.index()];
                let line = outline.extent + f64::from(self.settings[c].range_m);
                let (dx, dy) = (
                    f64::from(self.x[slot]) - outline.centre[0],
                    f64::from(self.y[slot]) - outline.centre[1],
                );
                let off = clockwise(from, geometry::bearing(dx, dy));
                if dx * dx + dy * dy <= line * line || off.min(TURN - off) <= SECTOR {
                    self.go_in(scenario, slot, place);
                } else {
                    let (side, _) = self.own_point(scenario, slot, place);
                    let [east, north] = direction(from + FRONT * (2.0 * side - 1.0));
                    self.set_goal(
                        slot,
                        [
                            outline.centre[0] + line * east,
                            outline.centre[1] + line * north,
                        ],
                    );
                }
            }
            Task::March { .. } => self.join_road(scenario, c, slot),
        }
        if self.leg[slot] != leg::THERE {
            self.bodies[c].is_settled = false;
        }
    }

    fn go_in(&mut self, scenario: &Scenario, slot: usize, place: PlaceId) {
        let (_, point) = self.own_point(scenario, slot, place);
        self.set_goal(slot, point);
        self.leg[slot] = leg::ADVANCE;
    }

    /// A uniform number, and a point of an element's own in a place.
    fn own_point(&mut self, scenario: &Scenario, slot: usize, place: PlaceId) -> (f64, [f64; 2]) {
        let c = scenario.plan.contingents[slot] as usize;
        let occurrence = self.bodies[c].task_number;
        let mut draws = streams::draws(
            self.luck.of_fight(c),
            scenario.plan.identities[slot],
            Purpose::Destination,
            occurrence,
        );
        self.counters.draws += 1;
        let side = draws.uniform();
        (
            side,
            geometry::point_within(&scenario.plan.outlines[place.index()], &mut draws),
        )
    }

    /// Bearing of an element's post in its contingent's ring: posts lie evenly, by rank among those in hand.
    fn post_of(
        &self,
        scenario: &Scenario,
        contingent: usize,
        slot: usize,
        bearings: [f64; 2],
    ) -> f64 {
        let (mut rank, mut count) = (0u32, 0u32);
        for other in self.range(&scenario.plan, contingent) {
            if (self.stand[other] == Stand::Steady && !self.has_joined[other]) || other == slot {
                rank += u32::from(other < slot);
                count += 1;
            }
        }
        bearings[0] + full_span(bearings) * (f64::from(rank) + 0.5) / f64::from(count.max(1))
    }

    /// An element has reached its goal.
    pub(crate) fn reach(&mut self, scenario: &Scenario, contingent: usize, slot: usize) {
        self.bodies[contingent].legs_changed = true;
        match (self.bodies[contingent].task, self.leg[slot]) {
            (Task::March { .. }, leg::APPROACH) => self.leg[slot] = leg::ADVANCE,
            (Task::Assault { place, .. }, leg::APPROACH) => self.go_in(scenario, slot, place),
            _ => self.leg[slot] = leg::THERE,
        }
    }

    /// Says when half of a contingent is there; settles it when all are.
    pub(crate) fn note_arrival(&mut self, scenario: &Scenario, contingent: usize) {
        let body = &mut self.bodies[contingent];
        if body.is_settled || !body.legs_changed {
            return;
        }
        body.legs_changed = false;
        let (mut in_play, mut there) = (0u32, 0u32);
        let mut first = None;
        for block in self.blocks(&scenario.plan, contingent) {
            let (steady, joined) = (self.steady(block), self.joined(block));
            let arrived = steady & !joined & self.at_leg(block, leg::THERE);
            in_play += count((steady | self.broken(block)) & !joined);
            there += count(arrived);
            first = first.or(slots(block, arrived).next());
            for slot in slots(block, arrived & self.moving(block)) {
                self.is_moving[slot] = false;
                self.redo(slot);
                self.posts_changed = true;
            }
        }
        let body = &mut self.bodies[contingent];
        body.is_settled = there == in_play;
        if body.has_said_arrived || 2 * there < in_play {
            return;
        }
        body.has_said_arrived = true;
        if let Some(slot) = first {
            let mut event =
                Event::new(self.now, EventKind::Arrived).of(ContingentId(contingent as u16));
            event.place = match self.bodies[contingent].task {
                Task::Hold => None,
                Task::GoTo { place } | Task::Ring { place, .. } | Task::Assault { place, .. } => {
                    Some(place)
                }
                Task::March { place, .. } => place,
            };
            self.say(event.at(self.position(slot)));
        }
    }
}
