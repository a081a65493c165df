//! Bystanders: people at a place who take no part. While a contingent is in their sight somebody sets out to tell an actor of
//! it at a rate; what is told arrives after a delay, once for each time that the contingent comes into sight.

use crate::calendar::Due;
use crate::event::Event;
use crate::parts::{ContingentId, EventKind};
use crate::row::Row;
use crate::scenario::Scenario;
use crate::settings::{HOUR, sixteenths_up};
use crate::state::State;
use crate::streams::{self, Purpose};
use crate::uses::bystander_hash;

impl State {
    /// What bystanders saw over a step that ends now, from positions at its start.
    pub(crate) fn watch(&mut self, scenario: &Scenario, parameters: Row<'_>, h: f64) {
        let light = usize::from(!self.is_day);
        for (b, part) in scenario.parts.bystanders.iter().enumerate() {
            let rate = part.per_hour.evaluate(parameters).max(0.0) / HOUR;
            for c in 0..self.bodies.len() {
                let index = b * self.bodies.len() + c;
                let is_watched =
                    self.bodies[c].has_appeared && self.bodies[c].actor != part.tells.0;
                let is_seen = is_watched
                    && self.range(&scenario.plan, c).any(|slot| {
                        self.is_in_play(slot)
                            && self.is_near(scenario, slot, part.place, part.sight_m[light])
                    });
                if !is_seen {
                    self.columns.sightings[index].is_told = false;
                    continue;
                }
                if self.columns.sightings[index].is_told || rate <= 0.0 {
                    continue;
                }
                if self.columns.sightings[index].left <= 0.0 {
                    let sighting = &mut self.columns.sightings[index];
                    sighting.left = streams::draws(
                        self.luck.of_fight(c),
                        bystander_hash(part),
                        Purpose::ReportClock,
                        sighting.times,
                    )
                    .exponential();
                    sighting.times += 1;
                    self.counters.draws += 1;
                }
                let sighting = &mut self.columns.sightings[index];
                sighting.left -= rate * h;
                if sighting.left <= 0.0 {
                    // What is overspent says when within the step somebody set out.
                    let late = (-sighting.left / rate).clamp(0.0, h);
                    sighting.is_told = true;
                    sighting.left = 0.0;
                    let time = sixteenths_up((self.now - late + part.delay_s).max(self.now));
                    self.calendar.enter(time, Due::Report(b as u16, c as u16));
                }
            }
        }
    }

    /// What was seen is told.
    pub(crate) fn report(&mut self, scenario: &Scenario, bystander: usize, contingent: usize) {
        let part = &scenario.parts.bystanders[bystander];
        let mut event =
            Event::new(self.now, EventKind::Reported).of(ContingentId(contingent as u16));
        event.actor = Some(part.tells);
        event.place = Some(part.place);
        let [x, y] = scenario.plan.outlines[part.place.index()].centre;
        event.men = self
            .range(&scenario.plan, contingent)
            .filter(|slot| self.is_in_play(*slot))
            .map(|slot| u32::from(self.fit[slot]))
            .sum();
        self.say(event.at([x as f32, y as f32]));
    }
}
