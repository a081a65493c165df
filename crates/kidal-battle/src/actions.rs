//! Actions of orders, one function each.

use crate::calendar::Due;
use crate::event::Event;
use crate::parts::*;
use crate::row::Row;
use crate::scenario::Scenario;
use crate::settings::sixteenths;
use crate::state::{Stand, State, Task, Tidings};
use crate::streams::{self, Purpose};
use kidal_chance::{Draws, hash64};

/// The first contingent that an action names.
pub(crate) fn first_named(action: &Action) -> Option<ContingentId> {
    match action {
        Action::March { who, .. }
        | Action::GoTo { who, .. }
        | Action::Ring { who, .. }
        | Action::Assault { who, .. }
        | Action::Hold { who }
        | Action::Rest { who, .. }
        | Action::Serve { who, .. }
        | Action::Surrender { who, .. }
        | Action::Release { who, .. }
        | Action::Leave { who, .. }
        | Action::Resupply { who, .. }
        | Action::Bring { who }
        | Action::Announce { who, .. } => who.first().copied(),
        Action::Hostility { .. } | Action::Declare { .. } | Action::Tell { .. } => None,
    }
}

/// Where the draws of one action of one order lie.
#[derive(Clone, Copy)]
struct Address {
    /// The order.
    number: usize,
    /// Its hash.
    order: u64,
    action: u32,
    occurrence: u32,
}

impl Address {
    fn draws(self, key: u64, who: u64, purpose: Purpose) -> Draws {
        streams::draws(
            key,
            hash64(&[who, self.order, u64::from(self.action)]),
            purpose,
            self.occurrence,
        )
    }
}

impl State {
    /// Does one action.
    pub(crate) fn act(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        order: usize,
        number: u32,
        action: &Action,
    ) {
        let address = Address {
            number: order,
            order: scenario.plan.order_hashes[order],
            action: number,
            occurrence: self.order_fired[order],
        };
        let share = |value: &Value| value.evaluate(parameters).clamp(0.0, 1.0);
        match action {
            Action::March {
                who,
                route,
                to_m,
                halts_at_night,
                place,
            } => {
                let to = to_m
                    .evaluate(parameters)
                    .clamp(0.0, scenario.plan.routes[route.index()].road_length());
                for id in who {
                    let forward = to >= self.road_position(scenario, id.index(), *route);
                    let task = Task::March {
                        route: *route,
                        to,
                        forward,
                        halts_at_night: *halts_at_night,
                        place: *place,
                    };
                    self.assign(scenario, id.index(), task);
                }
            }
            Action::GoTo { who, place } => {
                self.assign_all(scenario, who, Task::GoTo { place: *place })
            }
            Action::Ring {
                who,
                place,
                radius,
                bearings,
            } => {
                let radius = radius.evaluate(parameters).max(0.0);
                self.assign_all(
                    scenario,
                    who,
                    Task::Ring {
                        place: *place,
                        radius,
                        bearings: *bearings,
                    },
                );
            }
            Action::Assault {
                who,
                place,
                from,
                press_per_hour,
            } => {
                let task = Task::Assault {
                    place: *place,
                    from: from.evaluate(parameters),
                    press_per_hour: *press_per_hour,
                };
                self.assign_all(scenario, who, task);
            }
            Action::Hold { who } => self.assign_all(scenario, who, Task::Hold),
            Action::Rest { who, share: part } => self.rest(scenario, who, share(part), address),
            Action::Hostility { a, b, fights } => self.set_hostility(a.0, b.0, *fights),
            Action::Serve { who, actor } => self.serve(scenario, who, *actor),
            Action::Surrender {
                who,
                share: part,
                to,
            } => self.surrender(scenario, who, share(part), *to, address),
            Action::Release {
                who,
                by,
                share: part,
            } => self.release(scenario, who, *by, share(part), address),
            Action::Resupply { who, share: part } => self.resupply(scenario, who, share(part)),
            Action::Bring { who } => {
                for id in who {
                    self.appear(scenario, parameters, id.index());
                }
            }
            Action::Leave { who, share: part } => self.depart(scenario, who, share(part), address),
            Action::Declare {
                actor,
                public,
                private,
            } => {
                self.public[actor.index()] =
                    public.map_or(self.public[actor.index()], |face| face.0);
                self.private[actor.index()] =
                    private.map_or(self.private[actor.index()], |face| face.0);
            }
            Action::Tell {
                to,
                about,
                serves,
                credence,
                delay_s,
            } => {
                for actor in to {
                    let mut draws = address.draws(
                        self.luck.of_order(address.number),
                        scenario.plan.actor_hashes[actor.index()],
                        Purpose::Credence,
                    );
                    self.counters.draws += 1;
                    let is_believed = draws.chance(share(credence));
                    self.calendar.enter(
                        sixteenths(self.now + delay_s),
                        Due::Tidings(self.tidings.len() as u32),
                    );
                    self.tidings.push(Tidings {
                        to: actor.0,
                        about: about.0,
                        serves: serves.0,
                        is_believed,
                    });
                }
            }
            Action::Announce { notice, who } => self.announce(scenario, *notice, who),
        }
    }

    fn assign_all(&mut self, scenario: &Scenario, who: &[ContingentId], task: Task) {
        for id in who {
            self.assign(scenario, id.index(), task);
        }
    }

    /// Road distance at which a contingent's first element in hand stands.
    fn road_position(&self, scenario: &Scenario, contingent: usize, route: RouteId) -> f64 {
        let first = self
            .range(&scenario.plan, contingent)
            .find(|slot| self.stand[*slot] == Stand::Steady);
        first.map_or(0.0, |slot| {
            scenario.plan.routes[route.index()]
                .project(f64::from(self.x[slot]), f64::from(self.y[slot]))
        })
    }

    fn rest(&mut self, scenario: &Scenario, who: &[ContingentId], share: f64, address: Address) {
        for id in who {
            let c = id.index();
            for slot in self.range(&scenario.plan, c) {
                let mut draws = address.draws(
                    self.luck.of_mind(c),
                    scenario.plan.identities[slot],
                    Purpose::RestChoice,
                );
                self.may_sleep[slot] = draws.chance(share);
            }
            if share < 1.0 && self.bodies[c].asleep > 0 {
                self.call(scenario, c, true);
            }
        }
    }

    fn set_hostility(&mut self, a: u16, b: u16, fights: bool) {
        let actors = self.public.len();
        self.hostile[a as usize * actors + b as usize] = fights;
        self.hostile[b as usize * actors + a as usize] = fights;
        self.roster_changed = true;
        self.posts_changed = true;
    }

    fn serve(&mut self, scenario: &Scenario, who: &[ContingentId], actor: ActorId) {
        for id in who {
            let c = id.index();
            let first = scenario.parts.contingents[c].actor.0;
            let before = self.bodies[c].actor;
            if before == actor.0 {
                continue;
            }
            self.bodies[c].actor = actor.0;
            self.hosts_changed = true;
            self.groups[c].actor = actor.0;
            let mut men = 0;
            for slot in self.range(&scenario.plan, c) {
                if !self.has_joined[slot] {
                    self.serves[slot] = actor.0;
                    men += if self.stand[slot] == Stand::Gone {
                        0
                    } else {
                        u32::from(self.fit[slot])
                    };
                }
            }
            if before == first {
                self.bodies[c].joined += men;
            }
            if actor.0 != first {
                self.joined_to[c * self.public.len() + actor.index()] += men;
            }
            self.bodies[c].is_shaken = true;
            self.bodies[c].legs_changed = true;
            self.roster_changed = true;
            self.posts_changed = true;
            let mut event = Event::new(self.now, EventKind::Defected).of(*id).men(men);
            event.actor = Some(actor);
            self.say(event);
        }
    }

    fn surrender(
        &mut self,
        scenario: &Scenario,
        who: &[ContingentId],
        share: f64,
        to: ActorId,
        address: Address,
    ) {
        for id in who {
            let c = id.index();
            let (mut taken, mut position) = (0, None);
            for slot in self.range(&scenario.plan, c) {
                if self.has_joined[slot] || matches!(self.stand[slot], Stand::Waiting | Stand::Gone)
                {
                    continue;
                }
                let mut draws = address.draws(
                    self.luck.of_order(address.number),
                    scenario.plan.identities[slot],
                    Purpose::SurrenderShare,
                );
                self.counters.draws += 1;
                let fit = draws.binomial(u32::from(self.fit[slot]), share);
                let wounded = draws.binomial(u32::from(self.wounded[slot]), share);
                position = position.or((fit + wounded > 0).then_some(self.position(slot)));
                taken += fit + wounded;
                self.take_prisoners(scenario, slot, to.0, fit, wounded);
            }
            if taken > 0 {
                let mut event = Event::new(self.now, EventKind::Captured).of(*id).men(taken);
                event.actor = Some(to);
                event.position = position;
                self.say(event);
            }
        }
    }

    fn release(
        &mut self,
        scenario: &Scenario,
        who: &[ContingentId],
        by: ActorId,
        share: f64,
        address: Address,
    ) {
        for id in who {
            let c = id.index();
            let index = c * self.public.len() + by.index();
            let mut draws = address.draws(
                self.luck.of_order(address.number),
                scenario.plan.hashes[c],
                Purpose::ReleaseShare,
            );
            self.counters.draws += 1;
            let freed = draws.binomial(self.held[index], share);
            self.held[index] -= freed;
            self.bodies[c].released += freed;
            let mut rest = freed;
            for slot in self.range(&scenario.plan, c) {
                let here = rest.min(u32::from(self.captured[slot])) as u16;
                self.captured[slot] -= here;
                self.left[slot] += here;
                rest -= u32::from(here);
            }
            if freed > 0 {
                let mut event = Event::new(self.now, EventKind::Released).of(*id).men(freed);
                event.actor = Some(by);
                self.say(event);
            }
        }
    }

    fn depart(&mut self, scenario: &Scenario, who: &[ContingentId], share: f64, address: Address) {
        for id in who {
            let c = id.index();
            let (mut gone, mut position) = (0, None);
            for slot in self.range(&scenario.plan, c) {
                if self.has_joined[slot] || matches!(self.stand[slot], Stand::Waiting | Stand::Gone)
                {
                    continue;
                }
                let mut draws = address.draws(
                    self.luck.of_order(address.number),
                    scenario.plan.identities[slot],
                    Purpose::LeaveShare,
                );
                self.counters.draws += 1;
                let fit = draws.binomial(u32::from(self.fit[slot]), share);
                let wounded = draws.binomial(u32::from(self.wounded[slot]), share);
                position = position.or((fit + wounded > 0).then_some(self.position(slot)));
                self.fit[slot] -= fit as u16;
                self.note_men_changed();
                self.wounded[slot] -= wounded as u16;
                self.left[slot] += (fit + wounded) as u16;
                gone += fit + wounded;
                self.redo(slot);
                if self.fit[slot] == 0 {
                    self.take_out(scenario, slot);
                }
            }
            self.bodies[c].departed += gone;
            if gone > 0 {
                let mut event = Event::new(self.now, EventKind::Departed).of(*id).men(gone);
                event.position = position;
                self.say(event);
            }
        }
    }

    /// News that has reached an actor changes what it believes, if it was believed.
    pub(crate) fn learn(&mut self, number: usize) {
        if let Some(tidings) = self.tidings.get(number).copied()
            && tidings.is_believed
        {
            self.belief[tidings.to as usize * self.public.len() + tidings.about as usize] =
                tidings.serves;
        }
    }

    fn announce(&mut self, scenario: &Scenario, notice: NoticeId, who: &[ContingentId]) {
        let mut event = Event::new(self.now, EventKind::Notice);
        event.notice = Some(notice);
        event.actor = who.first().map(|id| ActorId(self.bodies[id.index()].actor));
        let first = who.iter().find_map(|id| {
            self.range(&scenario.plan, id.index())
                .find(|slot| self.is_in_play(*slot))
        });
        if let Some(slot) = first {
            event.place = self.place_of(scenario, slot);
            event.position = Some(self.position(slot));
        }
        self.say(event);
    }
}
