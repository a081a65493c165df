//! What words of the dossier mean in the model: quantities written as small tables.
//!
//! `{ men = "garrison", count = "captured-ever", at = "end" }`, `{ time_of = "fall" }`, `{ level = "pledge-kind", is = "feigned" }`,
//! `{ sum = [ {…}, {…} ] }`; with `at_least` or `below` it becomes a truth value.

use crate::quantity::{Line, Quantity};
use crate::reader::Section;
use kidal_battle::measure::{Count, Measure, VehicleFate, When};
use kidal_battle::parts::Pattern;
use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Dossier;
use kidal_dossier::date::Date;
use kidal_dossier::language::Statement;
use kidal_dossier::nearest::did_you_mean;
use kidal_dossier::span::Span;
use kidal_dossier::table::DeValue;
use std::collections::{BTreeMap, BTreeSet};

/// The patterns by which the run's events are recognised under an event's id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventMeaning {
    /// What it is called, where the evidence has no such event.
    pub title: Option<String>,
    /// It begins (or happens).
    pub begins: Option<Pattern>,
    /// It ends.
    pub ends: Option<Pattern>,
    /// It is repulsed, where it is an assault.
    pub repulsed: Option<Pattern>,
    /// First fire in it.
    pub fire: Option<Pattern>,
}

/// Events by id.
pub type Events = BTreeMap<String, EventMeaning>;

/// A claim term (canonical text) and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The term, or whole statement, in canonical text.
    pub term: String,
    /// Its quantity.
    pub is: Quantity,
    /// Where it is written.
    pub span: kidal_dossier::span::Span,
}

/// Reads `[event.ID]` tables.
pub(crate) fn events(root: &Section<'_, '_>) -> Events {
    let mut events = Events::new();
    let Some(all) = root.table.table("event") else {
        return events;
    };
    for key in all.keys() {
        let Some(inner) = all.table(&key.value) else {
            continue;
        };
        let section = root.of(&inner);
        let meaning = EventMeaning {
            title: inner.text("title").map(|title| title.value),
            begins: section.inner_pattern("begins"),
            ends: section.inner_pattern("ends"),
            repulsed: section.inner_pattern("repulsed"),
            fire: section.inner_pattern("fire"),
        };
        inner.finish();
        events.insert(key.value, meaning);
    }
    events
}

/// An `[event.ID]` is an event of the dossier, or one that this file itself asks about.
pub(crate) fn known_events(dossier: &Dossier, root: &Section<'_, '_>) {
    let Some(all) = root.table.table("event") else {
        return;
    };
    let mut asked = BTreeSet::new();
    for key in ["meaning", "question", "order"] {
        if let Some(value) = root.table.raw(key) {
            asked_events(value.value, &mut asked);
        }
    }
    let known = || dossier.events.iter().map(|event| event.id.value.as_str());
    for key in all.keys() {
        if known().any(|id| id == key.value) || asked.contains(key.value.as_str()) {
            continue;
        }
        let help = did_you_mean(&key.value, known()).unwrap_or_else(|| {
            "declare it in evidence.toml, or ask for it here with `happened` or `time_of`".into()
        });
        root.table.error(
            "undeclared-name",
            key.span,
            format!(
                "`{}` is no event of evidence.toml, and nothing here asks for it",
                key.value
            ),
            "this event",
            Some(help),
        );
    }
}

/// The events that quantities name, wherever they stand.
fn asked_events<'v>(value: &'v DeValue<'v>, asked: &mut BTreeSet<&'v str>) {
    const KEYS: [&str; 5] = ["time_of", "happened", "distance_of", "bearing_of", "at"];
    match value {
        DeValue::Array(items) => {
            for item in items.iter() {
                asked_events(item.get_ref(), asked);
            }
        }
        DeValue::Table(table) => {
            for (key, inner) in table.iter() {
                match inner.get_ref() {
                    DeValue::String(text) if KEYS.contains(&key.get_ref().as_ref()) => {
                        asked.insert(text.split_once('/').map_or(text.as_ref(), |(id, _)| id));
                    }
                    inner => asked_events(inner, asked),
                }
            }
        }
        _ => {}
    }
}

/// The terms that claims use, without values and qualifiers: what a meaning can match.
pub(crate) fn terms_of_claims(dossier: &Dossier) -> BTreeSet<String> {
    let readings = dossier.claims.iter().flat_map(|claim| &claim.readings);
    readings
        .flat_map(|reading| reading.statement.atoms())
        .map(|atom| atom.term.to_string())
        .collect()
}

/// A note where no claim says the term of a meaning.
pub(crate) fn unsaid(said: &BTreeSet<String>, term: &Statement, span: Span) -> Option<Diagnostic> {
    let text = term.to_string();
    if said.contains(&text) {
        return None;
    }
    let (file, range) = span.place();
    let help = did_you_mean(&text, said.iter().map(String::as_str)).unwrap_or_else(|| {
        "write it as the claims do, without a value; or take the meaning away".into()
    });
    Some(
        Diagnostic::new(
            "unused-meaning",
            Severity::Note,
            format!("no claim says `{text}`, so this meaning bears on nothing"),
        )
        .at(file, range, "this term")
        .help(help),
    )
}

/// Reads a moment: `start`, `end`, a date, or the id of an event.
pub(crate) fn when(
    section: &Section<'_, '_>,
    events: &Events,
    key: &str,
    default: When,
) -> Option<When> {
    let Some(text) = section.table.text(key) else {
        return Some(default);
    };
    match text.value.as_str() {
        "start" => Some(When::Start),
        "end" => Some(When::End),
        other => {
            if let Some(meaning) = events.get(other) {
                return meaning.begins.clone().map(When::Event);
            }
            match Date::parse(other) {
                Ok(date) => Some(When::Time(section.names.seconds(&date))),
                Err(_) => section.accept(
                    text.span,
                    Err(format!(
                        "`{other}` is neither `start`, `end`, a date nor an event of this file"
                    )),
                ),
            }
        }
    }
}

/// Words for what became of vehicles.
pub(crate) const FATES: [(&str, VehicleFate); 4] = [
    ("running", VehicleFate::Running),
    ("knocked-out", VehicleFate::KnockedOut),
    ("abandoned", VehicleFate::Abandoned),
    ("taken", VehicleFate::Taken),
];

/// Words for which men are counted.
pub(crate) const COUNTS: [(&str, Count); 12] = [
    ("present", Count::Present),
    ("fit", Count::Fit),
    ("killed", Count::Killed),
    ("wounded", Count::Wounded),
    ("captured-ever", Count::CapturedEver),
    ("held", Count::Held),
    ("released", Count::Released),
    ("defected", Count::Defected),
    ("departed", Count::Departed),
    ("asleep", Count::Asleep),
    ("fled", Count::Fled),
    ("broken", Count::Broken),
];

/// Reads one quantity.
pub(crate) fn quantity(section: &Section<'_, '_>, events: &Events) -> Option<Quantity> {
    let table = section.table;
    let plain = plain(section, events)?;
    let vague = table.number("vague").map(|width| width.value);
    if vague.is_some_and(|width| !(width > 0.0 && width.is_finite())) {
        section.fault(
            "`vague` is not above 0".into(),
            "how far speakers differ about where the word begins, in the unit of the quantity; leave it out for a sharp line",
        );
        return None;
    }
    if vague.is_some() && table.has("at_least") == table.has("below") {
        section.fault(
            "`vague` stands without a line".into(),
            "give `at_least` or `below`, one of them",
        );
        return None;
    }
    let line = |at: f64, is_less: bool| vague.map(|width| Line { at, width, is_less });
    let bounded = match (table.number("at_least"), table.number("below")) {
        (Some(value), None) if vague.is_some() => {
            Quantity::Beyond(Box::new(plain), line(value.value, false)?)
        }
        (None, Some(value)) if vague.is_some() => {
            Quantity::Beyond(Box::new(plain), line(value.value, true)?)
        }
        (Some(value), None) => Quantity::AtLeast(Box::new(plain), value.value),
        (None, Some(value)) => Quantity::Below(Box::new(plain), value.value),
        (None, None) => plain,
        (Some(low), Some(high)) => Quantity::All(vec![
            Quantity::AtLeast(Box::new(plain.clone()), low.value),
            Quantity::Below(Box::new(plain), high.value),
        ]),
    };
    Some(bounded)
}

fn parts(section: &Section<'_, '_>, events: &Events, key: &str) -> Option<Vec<Quantity>> {
    let mut list = Vec::new();
    for inner in section.table.tables(key) {
        let part = quantity(&section.of(&inner), events);
        inner.finish();
        list.push(part?);
    }
    if list.is_empty() {
        section.fault(format!("`{key}` is empty"), "name its parts");
        return None;
    }
    Some(list)
}

/// The moments of an event that can stand behind its id and a slash.
const FACES: [&str; 4] = ["begins", "ends", "repulsed", "fire"];

fn event_pattern(section: &Section<'_, '_>, events: &Events, key: &str) -> Option<Pattern> {
    let name = section.table.required_text(key)?;
    let (id, face) = name
        .value
        .split_once('/')
        .unwrap_or((&name.value, "begins"));
    let Some(meaning) = events.get(id) else {
        let hint = kidal_dossier::nearest::did_you_mean(id, events.keys().map(String::as_str))
            .map_or_else(String::new, |hint| format!("; {hint}"));
        return section.accept(
            name.span,
            Err(format!("no [event.{id}] in this file{hint}")),
        );
    };
    let pattern = match face {
        "begins" => &meaning.begins,
        "ends" => &meaning.ends,
        "repulsed" => &meaning.repulsed,
        "fire" => &meaning.fire,
        _ => {
            let help = did_you_mean(face, FACES.iter().copied())
                .unwrap_or_else(|| format!("one of {}", FACES.join(", ")));
            section.table.error(
                "bad-scenario",
                name.span,
                format!("an event has no `{face}`: `{}` is not known", name.value),
                "here",
                Some(help),
            );
            return None;
        }
    };
    section.accept(
        name.span,
        pattern
            .clone()
            .ok_or_else(|| format!("[event.{id}] has no `{face}`")),
    )
}

fn plain(section: &Section<'_, '_>, events: &Events) -> Option<Quantity> {
    let table = section.table;
    let at = |default: When| when(section, events, "at", default);
    if table.has("men") {
        let who = section.who("men");
        let count = match table.text("by") {
            Some(name) => {
                Count::CapturedBy(section.accept(name.span, section.names.actor(&name.value))?)
            }
            None => match table.text("joined") {
                Some(name) => {
                    Count::Joined(section.accept(name.span, section.names.actor(&name.value))?)
                }
                None => table
                    .choice("count", &COUNTS)
                    .map_or(Count::Present, |count| count.value),
            },
        };
        return Some(Quantity::measure(Measure::Men {
            who,
            count,
            when: at(When::End)?,
        }));
    }
    if table.has("men_near") {
        return Some(Quantity::measure(Measure::MenNear {
            who: section.who("men_near"),
            place: section.required_place("place")?,
            within_m: section.required_metres("within_m")?.metres(),
            when: at(When::End)?,
        }));
    }
    if table.has("vehicles") {
        if let Some(fate) = table.choice("fate", &FATES) {
            return Some(Quantity::measure(Measure::VehiclesBy {
                who: section.who("vehicles"),
                fate: fate.value,
                when: at(When::End)?,
            }));
        }
        return Some(Quantity::measure(Measure::Vehicles {
            who: section.who("vehicles"),
            when: at(When::Start)?,
        }));
    }
    if table.has("time_of") {
        let pattern = event_pattern(section, events, "time_of")?;
        return Some(Quantity::measure(Measure::EventTime { pattern, nth: 0 }));
    }
    if table.has("happened") {
        let pattern = event_pattern(section, events, "happened")?;
        let exists = Quantity::measure(Measure::EventTime { pattern, nth: 0 });
        return Some(match table.text("by_date") {
            Some(text) => {
                let date = section.accept(
                    text.span,
                    Date::parse(&text.value).map_err(|fault| fault.message),
                )?;
                Quantity::Below(Box::new(exists), section.names.bounds(&date)[1])
            }
            None => Quantity::Exists(Box::new(exists)),
        });
    }
    if table.has("distance_of") {
        let pattern = event_pattern(section, events, "distance_of")?;
        let along = match table.text("along") {
            Some(name) => Some(section.accept(name.span, section.names.route(&name.value))?),
            None => None,
        };
        return Some(Quantity::measure(Measure::EventDistance {
            pattern,
            place: section.required_place("place")?,
            along,
        }));
    }
    if table.has("bearing_of") {
        let pattern = event_pattern(section, events, "bearing_of")?;
        return Some(Quantity::measure(Measure::EventBearing {
            pattern,
            place: section.required_place("place")?,
        }));
    }
    if table.has("morale") {
        return Some(Quantity::measure(Measure::Morale {
            who: section.who("morale"),
            when: at(When::End)?,
        }));
    }
    if table.has("fatigue") {
        return Some(Quantity::measure(Measure::Fatigue {
            who: section.who("fatigue"),
            when: at(When::End)?,
        }));
    }
    if table.has("ammunition") {
        return Some(Quantity::measure(Measure::Ammunition {
            who: section.who("ammunition"),
            when: at(When::End)?,
        }));
    }
    if table.has("suppression") {
        return Some(Quantity::measure(Measure::Suppression {
            who: section.who("suppression"),
            when: at(When::End)?,
        }));
    }
    if table.has("believes") {
        let believes = Measure::Belief {
            actor: section.required_actor("believes")?,
            about: section.required_actor("about")?,
            serves: section.required_actor("serves")?,
            when: at(When::End)?,
        };
        return Some(Quantity::AtLeast(
            Box::new(Quantity::measure(believes)),
            0.5,
        ));
    }
    if table.has("holds") {
        let holds = Measure::Holds {
            actor: section.required_actor("holds")?,
            place: section.required_place("place")?,
            when: at(When::End)?,
        };
        return Some(Quantity::AtLeast(Box::new(Quantity::measure(holds)), 0.5));
    }
    if table.has("allegiance") {
        let public = table
            .choice("face", &[("public", true), ("private", false)])
            .is_none_or(|face| face.value);
        let shown = Measure::Allegiance {
            actor: section.required_actor("allegiance")?,
            serves: section.required_actor("serves")?,
            public,
            when: at(When::End)?,
        };
        return Some(Quantity::AtLeast(Box::new(Quantity::measure(shown)), 0.5));
    }
    if table.has("parameter") {
        let name = table.required_text("parameter")?;
        return section
            .accept(name.span, section.names.parameter(&name.value))
            .map(Quantity::Parameter);
    }
    if table.has("level") {
        let factor = table.required_text("level")?;
        let level = table.required_text("is")?;
        return section
            .accept(level.span, section.names.level(&factor.value, &level.value))
            .map(|(id, at)| Quantity::Level(id, at));
    }
    if table.has("constant") {
        return table
            .number("constant")
            .map(|n| Quantity::Constant(n.value));
    }
    if table.has("sum") {
        return parts(section, events, "sum").map(Quantity::Sum);
    }
    if table.has("all") {
        return parts(section, events, "all").map(Quantity::All);
    }
    if table.has("any") {
        return parts(section, events, "any").map(Quantity::Any);
    }
    for key in ["ratio", "difference", "product"] {
        if table.has(key) {
            let list = parts(section, events, key)?;
            let Ok([a, b]) = <[Quantity; 2]>::try_from(list) else {
                section.fault(format!("`{key}` needs two parts"), "name both");
                return None;
            };
            let (a, b) = (Box::new(a), Box::new(b));
            return Some(match key {
                "ratio" => Quantity::Ratio(a, b),
                "difference" => Quantity::Difference(a, b),
                _ => Quantity::Product(a, b),
            });
        }
    }
    if let Some(inner) = table.table("not") {
        let part = quantity(&section.of(&inner), events);
        inner.finish();
        return part.map(|part| Quantity::Not(Box::new(part)));
    }
    section.fault(
        "this quantity is not known".into(),
        "known: men, men_near, vehicles, time_of, happened, distance_of, bearing_of, morale, fatigue, ammunition, suppression, believes, holds, allegiance, parameter, level, constant, sum, all, any, ratio, difference, product, not",
    );
    None
}
