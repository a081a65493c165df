//! Vehicles: knocked out by hits, abandoned when an element breaks or has too few men, taken by those who come by.
//!
//! A vehicle has one fate: with its element, knocked out, abandoned, taken; or it left with its men.

use crate::event::Event;
use crate::measure::VehicleFate;
use crate::parts::{ActorId, ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};
use crate::streams::{self, Purpose};

/// Numbers of a vehicle part under one row of parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vehicles {
    pub lost_per_hit: f64,
    pub crew: u16,
    pub abandoned_on_break: f64,
    pub on_foot: f64,
    pub taken_square: f32,
}

const START: usize = 0;
const RUNNING: usize = 1;
const KNOCKED_OUT: usize = 2;
const ABANDONED: usize = 3;
const TAKEN: usize = 4;

impl State {
    /// Spreads a contingent's vehicles over its elements, in proportion to men.
    pub(crate) fn park(&mut self, scenario: &Scenario, contingent: usize) {
        let settings = &self.settings[contingent];
        if settings.vehicle.is_none() || settings.men == 0 {
            return;
        }
        let (all, men) = (settings.vehicles, f64::from(settings.men));
        let mut before = 0u32;
        for slot in self.range(&scenario.plan, contingent) {
            let after = before + u32::from(self.start[slot]);
            let upto = |men_so_far: u32| (all * f64::from(men_so_far) / men).floor();
            let here = (upto(after) - upto(before)) as u16;
            self.columns.vehicles[START][slot] = here;
            self.columns.vehicles[RUNNING][slot] = here;
            before = after;
        }
    }

    /// Hits on the men of an element may knock out its vehicles too.
    pub(crate) fn hit_vehicles(&mut self, scenario: &Scenario, slot: usize, hits: u32) {
        let c = scenario.plan.contingents[slot] as usize;
        let Some(part) = self.settings[c].vehicle else {
            return;
        };
        let running = self.columns.vehicles[RUNNING][slot];
        if running == 0 || hits == 0 || part.lost_per_hit <= 0.0 {
            return;
        }
        let lost = self
            .vehicle_draw(scenario, slot)
            .binomial(hits, part.lost_per_hit)
            .min(u32::from(running)) as u16;
        if lost > 0 {
            self.columns.vehicles[RUNNING][slot] -= lost;
            self.columns.vehicles[KNOCKED_OUT][slot] += lost;
            self.say_vehicles(EventKind::VehiclesLost, c, slot, lost, None);
        }
    }

    fn vehicle_draw(&mut self, scenario: &Scenario, slot: usize) -> kidal_chance::Draws {
        let c = scenario.plan.contingents[slot] as usize;
        let occurrence = self.columns.vehicle_times[slot];
        self.columns.vehicle_times[slot] += 1;
        self.counters.draws += 1;
        streams::draws(
            self.luck.of_fight(c),
            scenario.plan.identities[slot],
            Purpose::VehicleFate,
            occurrence,
        )
    }

    /// Abandons what nobody drives any more, and gives what stands abandoned to those who come by.
    pub(crate) fn follow_vehicles(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            let Some(part) = self.settings[c].vehicle else {
                continue;
            };
            if !self.bodies[c].has_appeared {
                continue;
            }
            for slot in self.range(&scenario.plan, c) {
                let running = self.columns.vehicles[RUNNING][slot];
                let is_broken = self.stand[slot] == Stand::Broken;
                if running > 0 {
                    let has_gone_with_men = self.stand[slot] == Stand::Gone
                        && self.left[slot] > 0
                        && self.captured[slot] == 0;
                    let manned = if has_gone_with_men {
                        running
                    } else {
                        running.min(self.fit[slot] / part.crew.max(1))
                    };
                    let mut shed = running - manned;
                    if is_broken && !self.columns.has_shed[slot] && part.abandoned_on_break > 0.0 {
                        let more = self
                            .vehicle_draw(scenario, slot)
                            .binomial(u32::from(manned), part.abandoned_on_break);
                        shed += more as u16;
                    }
                    if shed > 0 {
                        self.columns.vehicles[RUNNING][slot] -= shed;
                        self.columns.vehicles[ABANDONED][slot] += shed;
                        self.columns.left_at[slot] = self.position(slot);
                        self.columns.has_abandoned = true;
                        self.say_vehicles(EventKind::VehiclesAbandoned, c, slot, shed, None);
                    }
                }
                self.columns.has_shed[slot] = is_broken;
            }
        }
        if self.columns.has_abandoned {
            self.take_vehicles(scenario);
        }
    }

    fn take_vehicles(&mut self, scenario: &Scenario) {
        self.columns.has_abandoned = false;
        for c in 0..self.bodies.len() {
            let Some(part) = self.settings[c].vehicle else {
                continue;
            };
            for slot in self.range(&scenario.plan, c) {
                let there = self.columns.vehicles[ABANDONED][slot];
                if there == 0 {
                    continue;
                }
                let taker = self.taker(slot, part.taken_square);
                if taker == NONE {
                    self.columns.has_abandoned = true;
                    continue;
                }
                self.columns.vehicles[ABANDONED][slot] = 0;
                self.columns.vehicles[TAKEN][slot] += there;
                self.say_vehicles(EventKind::VehiclesTaken, c, slot, there, Some(taker));
            }
        }
    }

    /// The actor of the nearest steady hostile element within range of a wreck, unless a steady friend is nearer.
    fn taker(&self, slot: usize, range_square: f32) -> u16 {
        let [x, y] = self.columns.left_at[slot];
        let actor = self.serves[slot];
        let (mut taker, mut nearest) = (NONE, range_square);
        let mut friend = f32::INFINITY;
        for other in 0..self.packs.actors() {
            let is_hostile = self.fights(actor, other as u16);
            if !is_hostile && other != actor as usize {
                continue;
            }
            for at in self.packs.of(other) {
                if self.stand[self.packs.slot[at] as usize] != Stand::Steady {
                    continue;
                }
                let (dx, dy) = (self.packs.x[at] - x, self.packs.y[at] - y);
                let square = dx * dx + dy * dy;
                if !is_hostile {
                    friend = friend.min(square);
                } else if square < nearest || (square <= nearest && taker == NONE) {
                    (taker, nearest) = (other as u16, square);
                }
            }
        }
        if friend < nearest { NONE } else { taker }
    }

    fn say_vehicles(
        &mut self,
        kind: EventKind,
        contingent: usize,
        slot: usize,
        count: u16,
        actor: Option<u16>,
    ) {
        let mut event = Event::new(self.now, kind)
            .of(ContingentId(contingent as u16))
            .men(u32::from(count));
        event.actor = actor.map(ActorId);
        self.say(event.at(self.position(slot)));
    }

    /// Whether an element's vehicles are all gone.
    pub(crate) fn walks(&self, slot: usize) -> bool {
        self.columns.vehicles[START][slot] > 0 && self.columns.vehicles[RUNNING][slot] == 0
    }

    /// Vehicles of a contingent by what became of them.
    pub(crate) fn vehicles_by(
        &self,
        scenario: &Scenario,
        contingent: usize,
        fate: VehicleFate,
        is_present: impl Fn(&Self, usize) -> bool,
    ) -> u32 {
        let column = match fate {
            VehicleFate::Running => RUNNING,
            VehicleFate::KnockedOut => KNOCKED_OUT,
            VehicleFate::Abandoned => ABANDONED,
            VehicleFate::Taken => TAKEN,
        };
        self.range(&scenario.plan, contingent)
            .filter(|slot| fate != VehicleFate::Running || is_present(self, *slot))
            .map(|slot| u32::from(self.columns.vehicles[column][slot]))
            .sum()
    }
}
