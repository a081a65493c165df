//! Answers to measures, read from the state; and who listens to events for them.

use crate::event::Event;
use crate::geometry;
use crate::measure::{Answer, Count, Measure, VehicleFate, When};
use crate::parts::ContingentId;
use crate::pattern::Matches;
use crate::probes::Probes;
use crate::scenario::Scenario;
use crate::state::{Stand, State};
use crate::watch::Partial;

/// What is gathered in a run for those who asked: answers, and the log where one is wanted.
pub(crate) struct Asked<'a> {
    pub probes: &'a Probes,
    pub matches: &'a mut Matches,
    pub answers: &'a mut Vec<Answer>,
    /// Position in the probes' list of times.
    pub next: usize,
    pub log: Option<&'a mut Vec<Event>>,
}

impl Asked<'_> {
    /// Answers what is asked of the start.
    pub(crate) fn begin(&mut self, scenario: &Scenario, state: &State) {
        self.answers.clear();
        self.answers
            .resize(self.probes.measures.len(), Answer::DidNotHappen);
        self.matches.reset(&self.probes.patterns);
        self.next = 0;
        for &m in &self.probes.at_start {
            self.answers[m] = answer(scenario, state, &self.probes.measures[m], true);
        }
    }

    /// What is known by now.
    pub(crate) fn so_far(&self, now_s: f64) -> Partial<'_> {
        Partial {
            now_s,
            answers: self.answers,
            probes: self.probes,
        }
    }

    /// Hears an event.
    pub(crate) fn hear(&mut self, scenario: &Scenario, state: &State, event: &Event) {
        if let Some(log) = &mut self.log {
            log.push(*event);
        }
        let (probes, answers) = (self.probes, &mut *self.answers);
        let mut found = [0usize; 8];
        let mut count = 0;
        let mut hit = |number: usize| {
            if count < found.len() {
                found[count] = number;
            }
            count += 1;
        };
        probes.patterns.match_event(event, self.matches, &mut hit);
        let numbers = &found[..count.min(found.len())];
        // More than eight patterns of one event: all listeners are asked whether theirs just matched.
        let all = 0..if count > found.len() {
            probes.listeners.len()
        } else {
            0
        };
        for number in numbers.iter().copied().filter(|_| count <= 8).chain(all) {
            for &m in &probes.listeners[number] {
                listen(
                    scenario,
                    state,
                    &probes.measures[m],
                    event,
                    self.matches.count[number],
                    self.matches.first[number],
                    &mut answers[m],
                );
            }
        }
    }

    /// Answers what is asked of times that have come.
    pub(crate) fn read_times(&mut self, scenario: &Scenario, state: &State, by_s: f64) {
        while let Some(&(time, m)) = self.probes.at_times.get(self.next) {
            if time > by_s {
                break;
            }
            self.answers[m] = answer(scenario, state, &self.probes.measures[m], false);
            self.next += 1;
        }
    }

    /// Answers what is asked of the end; nothing happens after it.
    pub(crate) fn end(&mut self, scenario: &Scenario, state: &State) {
        self.read_times(scenario, state, f64::INFINITY);
        for &m in &self.probes.at_end {
            self.answers[m] = match &self.probes.measures[m] {
                Measure::EventCount { .. } => {
                    Answer::Number(f64::from(self.matches.count[self.probes.pattern_of[m]]))
                }
                measure => answer(scenario, state, measure, false),
            };
        }
    }
}

fn listen(
    scenario: &Scenario,
    state: &State,
    measure: &Measure,
    event: &Event,
    count: u32,
    first: Option<Event>,
    out: &mut Answer,
) {
    if *out != Answer::DidNotHappen {
        return;
    }
    let is_first = first == Some(*event);
    match measure {
        Measure::EventTime { nth, .. } => {
            if count == nth + 1 {
                *out = Answer::Number(event.time_s);
            }
        }
        Measure::EventDistance { place, along, .. } => {
            if let (true, Some([x, y])) = (is_first, event.position) {
                let [cx, cy] = scenario.plan.outlines[place.index()].centre;
                let (x, y) = (f64::from(x), f64::from(y));
                *out = Answer::Number(match along {
                    Some(route) => {
                        let road = &scenario.plan.routes[route.index()];
                        (road.project(x, y) - road.project(cx, cy)).abs()
                    }
                    None => ((x - cx) * (x - cx) + (y - cy) * (y - cy)).sqrt(),
                });
            }
        }
        Measure::EventBearing { place, .. } => {
            if let (true, Some([x, y])) = (is_first, event.position) {
                let [cx, cy] = scenario.plan.outlines[place.index()].centre;
                *out = Answer::Number(geometry::bearing(f64::from(x) - cx, f64::from(y) - cy));
            }
        }
        _ => {
            if is_first {
                *out = answer(scenario, state, measure, false);
            }
        }
    }
}

fn yes(holds: bool) -> Answer {
    Answer::Number(f64::from(u8::from(holds)))
}

/// The answer to a measure of the state as it is now.
fn answer(scenario: &Scenario, state: &State, measure: &Measure, is_start: bool) -> Answer {
    let or_none = |mean: Option<f64>| mean.map_or(Answer::DidNotHappen, Answer::Number);
    match measure {
        Measure::Men { who, count, .. } => {
            Answer::Number(men(scenario, state, who, *count, is_start))
        }
        Measure::MenNear {
            who,
            place,
            within_m,
            ..
        } => Answer::Number(f64::from(sum(scenario, state, who, |s, slot| {
            if is_present(scenario, s, slot, false) && s.is_near(scenario, slot, *place, *within_m)
            {
                u32::from(s.fit[slot]) + u32::from(s.wounded[slot])
            } else {
                0
            }
        }))),
        Measure::Vehicles { who, .. } => {
            let mut total = 0.0;
            for id in who {
                let present = sum(scenario, state, &[*id], |s, slot| {
                    if is_present(scenario, s, slot, is_start) {
                        u32::from(s.start[slot])
                    } else {
                        0
                    }
                });
                let settings = &state.settings[id.index()];
                if settings.men > 0 {
                    total += settings.vehicles * (f64::from(present) / f64::from(settings.men));
                }
            }
            Answer::Number(total)
        }
        Measure::VehiclesBy { who, fate, .. } => {
            let mut total = 0.0;
            for id in who {
                if state.settings[id.index()].vehicle.is_some() {
                    total +=
                        f64::from(state.vehicles_by(scenario, id.index(), *fate, |s, slot| {
                            is_present(scenario, s, slot, is_start)
                        }));
                } else if *fate == VehicleFate::Running {
                    let all = Measure::Vehicles {
                        who: vec![*id],
                        when: When::End,
                    };
                    total += answer(scenario, state, &all, is_start)
                        .number()
                        .unwrap_or(0.0);
                }
            }
            Answer::Number(total)
        }
        Measure::Ammunition { who, .. } => or_none(state.mean_ammunition(scenario, who)),
        Measure::Suppression { who, .. } => or_none(if scenario.plan.uses.suppression {
            state.mean(scenario, who, &state.columns.suppression)
        } else {
            None
        }),
        Measure::Morale { who, .. } => or_none(state.mean(scenario, who, &state.morale)),
        Measure::Fatigue { who, .. } => or_none(state.mean(scenario, who, &state.fatigue)),
        Measure::Holds { actor, place, .. } => yes(state.holder[place.index()] == actor.0),
        Measure::Allegiance {
            actor,
            serves,
            public,
            ..
        } => {
            let faces = if *public {
                &state.public
            } else {
                &state.private
            };
            yes(faces[actor.index()] == serves.0)
        }
        Measure::Belief {
            actor,
            about,
            serves,
            ..
        } => yes(state.belief[actor.index() * state.public.len() + about.index()] == serves.0),
        Measure::EventTime { .. }
        | Measure::EventDistance { .. }
        | Measure::EventBearing { .. }
        | Measure::EventCount { .. } => Answer::DidNotHappen,
    }
}

fn is_present(scenario: &Scenario, state: &State, slot: usize, is_start: bool) -> bool {
    let c = scenario.plan.contingents[slot] as usize;
    state.serves[slot] == scenario.parts.contingents[c].actor.0
        && match state.stand[slot] {
            Stand::Waiting => is_start,
            Stand::Steady | Stand::Broken | Stand::Down => true,
            Stand::Gone => false,
        }
}

/// Men of contingents who are there, fit and wounded: asked more often than anything else, so by whole columns.
fn present(scenario: &Scenario, state: &State, who: &[ContingentId], is_start: bool) -> u32 {
    let mut men = 0;
    for id in who {
        let actor = scenario.parts.contingents[id.index()].actor.0;
        let range = state.range(&scenario.plan, id.index());
        let columns = state.stand[range.clone()]
            .iter()
            .zip(&state.serves[range.clone()])
            .zip(&state.fit[range.clone()])
            .zip(&state.wounded[range]);
        for (((stand, serves), fit), wounded) in columns {
            let is_there = match stand {
                Stand::Waiting => is_start,
                Stand::Steady | Stand::Broken | Stand::Down => true,
                Stand::Gone => false,
            };
            if is_there && *serves == actor {
                men += u32::from(*fit) + u32::from(*wounded);
            }
        }
    }
    men
}

fn sum(
    scenario: &Scenario,
    state: &State,
    who: &[ContingentId],
    each: impl Fn(&State, usize) -> u32,
) -> u32 {
    who.iter()
        .flat_map(|id| state.range(&scenario.plan, id.index()))
        .map(|slot| each(state, slot))
        .sum()
}

fn men(
    scenario: &Scenario,
    state: &State,
    who: &[ContingentId],
    count: Count,
    is_start: bool,
) -> f64 {
    let actors = state.public.len();
    let bodies = |each: &dyn Fn(&crate::state::Body) -> u32| -> u32 {
        who.iter().map(|id| each(&state.bodies[id.index()])).sum()
    };
    let by_actor = |matrix: &[u32], actor: usize| -> u32 {
        who.iter()
            .map(|id| matrix[id.index() * actors + actor])
            .sum()
    };
    f64::from(match count {
        Count::Present => present(scenario, state, who, is_start),
        Count::Fit => sum(scenario, state, who, |s, slot| {
            let counts = s.is_in_play(slot) || (is_start && s.stand[slot] == Stand::Waiting);
            if counts { u32::from(s.fit[slot]) } else { 0 }
        }),
        Count::Killed => bodies(&|body| body.killed),
        Count::Wounded => sum(scenario, state, who, |s, slot| u32::from(s.wounded[slot])),
        Count::CapturedEver => bodies(&|body| body.captured_ever),
        Count::CapturedBy(actor) => by_actor(&state.captured_by, actor.index()),
        Count::Held => sum(scenario, state, who, |s, slot| u32::from(s.captured[slot])),
        Count::Released => bodies(&|body| body.released),
        Count::Defected => bodies(&|body| body.joined + body.gone_home),
        Count::Joined(actor) => by_actor(&state.joined_to, actor.index()),
        Count::Departed => bodies(&|body| body.departed),
        Count::Fled => bodies(&|body| body.fled),
        Count::Broken => sum(scenario, state, who, |s, slot| {
            if s.stand[slot] == Stand::Broken {
                u32::from(s.fit[slot])
            } else {
                0
            }
        }),
        Count::Asleep => sum(scenario, state, who, |s, slot| {
            if s.is_asleep[slot] {
                u32::from(s.fit[slot])
            } else {
                0
            }
        }),
    })
}
