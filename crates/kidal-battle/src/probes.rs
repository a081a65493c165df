//! What will be asked of a run, compiled.

use crate::check;
use crate::error::BuildError;
use crate::measure::{Count, Measure, When};
use crate::parts::{ActorId, ContingentId, Pattern, PlaceId, RouteId};
use crate::pattern::PatternTable;
use crate::scenario::Scenario;

/// Measures compiled for one scenario. Asking changes nothing in a run: what is asked of a time is read at the first end of a
/// step at or after it (steps end on multiples of their length, so hours are met exactly while steps divide them).
#[derive(Clone, Debug, Default)]
pub struct Probes {
    pub(crate) measures: Vec<Measure>,
    pub(crate) patterns: PatternTable,
    /// Measures that wait for each pattern.
    pub(crate) listeners: Vec<Vec<usize>>,
    /// Pattern of each measure (0 where it has none).
    pub(crate) pattern_of: Vec<usize>,
    pub(crate) at_start: Vec<usize>,
    /// Time and measure, ascending.
    pub(crate) at_times: Vec<(f64, usize)>,
    pub(crate) at_end: Vec<usize>,
}

impl Probes {
    /// Checks and compiles measures.
    ///
    /// # Errors
    /// Every measure that names something the scenario does not have.
    pub fn new(scenario: &Scenario, measures: Vec<Measure>) -> Result<Self, Vec<BuildError>> {
        let mut probes = Self::default();
        let mut errors = Vec::new();
        for (number, measure) in measures.iter().enumerate() {
            let name = format!("measure {number}");
            check_measure(scenario, &name, measure, &mut errors);
            probes.pattern_of.push(0);
            match measure.when() {
                Some(When::Start) => probes.at_start.push(number),
                Some(When::End) => probes.at_end.push(number),
                Some(When::Time(time)) => probes.at_times.push((*time, number)),
                Some(When::Event(pattern)) => probes.listen(number, pattern),
                None => {}
            }
            match measure {
                Measure::EventTime { pattern, .. }
                | Measure::EventDistance { pattern, .. }
                | Measure::EventBearing { pattern, .. } => probes.listen(number, pattern),
                Measure::EventCount { pattern } => {
                    probes.pattern_of[number] = probes.patterns.add(pattern);
                    probes.at_end.push(number);
                }
                _ => {}
            }
        }
        probes.listeners.resize(probes.patterns.len(), Vec::new());
        probes
            .at_times
            .sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        probes.measures = measures;
        if errors.is_empty() {
            Ok(probes)
        } else {
            Err(errors)
        }
    }

    /// The measures, in the order of the answers.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    fn listen(&mut self, measure: usize, pattern: &Pattern) {
        let number = self.patterns.add(pattern);
        if self.listeners.len() <= number {
            self.listeners.resize(number + 1, Vec::new());
        }
        self.listeners[number].push(measure);
        self.pattern_of[measure] = number;
    }
}

fn check_measure(scenario: &Scenario, name: &str, measure: &Measure, errors: &mut Vec<BuildError>) {
    let parts = &scenario.parts;
    let mut fault = |holds: bool, text: &str| {
        if !holds {
            errors.push(BuildError {
                part: name.into(),
                fault: text.into(),
            });
        }
    };
    let known_who =
        |who: &[ContingentId]| who.iter().all(|id| id.index() < parts.contingents.len());
    let known_place = |place: &PlaceId| place.index() < parts.places.len();
    let known_actor = |actor: &ActorId| actor.index() < parts.actors.len();
    let known_route =
        |route: &Option<RouteId>| route.is_none_or(|route| route.index() < parts.routes.len());
    let (contingent, place, actor) = (
        "it names a contingent that does not exist",
        "it names a place that does not exist",
        "it names an actor that does not exist",
    );
    if let Some(When::Time(time)) = measure.when() {
        fault(time.is_finite(), "its time is not finite");
    }
    match measure {
        Measure::Men { who, count, .. } => {
            fault(known_who(who), contingent);
            if let Count::CapturedBy(id) | Count::Joined(id) = count {
                fault(known_actor(id), actor);
            }
        }
        Measure::MenNear {
            who,
            place: id,
            within_m,
            ..
        } => {
            fault(known_who(who), contingent);
            fault(known_place(id), place);
            fault(*within_m >= 0.0, "its distance is not a number of metres");
        }
        Measure::Vehicles { who, .. }
        | Measure::VehiclesBy { who, .. }
        | Measure::Ammunition { who, .. }
        | Measure::Suppression { who, .. }
        | Measure::Morale { who, .. }
        | Measure::Fatigue { who, .. } => {
            fault(known_who(who), contingent);
        }
        Measure::EventDistance {
            place: id, along, ..
        } => {
            fault(known_place(id), place);
            fault(known_route(along), "it names a route that does not exist");
        }
        Measure::EventBearing { place: id, .. } => fault(known_place(id), place),
        Measure::EventTime { .. } | Measure::EventCount { .. } => {}
        Measure::Holds {
            actor: who,
            place: id,
            ..
        } => {
            fault(known_actor(who), actor);
            fault(known_place(id), place);
        }
        Measure::Allegiance {
            actor: who, serves, ..
        } => fault(known_actor(who) && known_actor(serves), actor),
        Measure::Belief {
            actor: who,
            about,
            serves,
            ..
        } => {
            fault(
                known_actor(who) && known_actor(about) && known_actor(serves),
                actor,
            );
        }
    }
    let pattern = match measure {
        Measure::EventTime { pattern, .. }
        | Measure::EventDistance { pattern, .. }
        | Measure::EventBearing { pattern, .. }
        | Measure::EventCount { pattern } => Some(pattern),
        _ => match measure.when() {
            Some(When::Event(pattern)) => Some(pattern),
            _ => None,
        },
    };
    if let Some(pattern) = pattern {
        errors.extend(check::pattern_faults(parts, name, pattern));
    }
}
