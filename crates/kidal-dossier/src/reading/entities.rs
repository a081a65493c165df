//! The tables of sources, speakers, people, groups, places and events.

use crate::model::{
    Actor, ActorKind, Along, CopyError, Distance, Event, EventKind, Group, Kin, Name, Object,
    Office, Person, Place, PlaceKind, Side, Source, SourceKind, Speed, SpeedKind, Voice,
};
use crate::span::Located;
use crate::table::TableReader;

/// Reads all tables of one name; what lacks its id is left out, with an error.
pub(super) fn each<'s, T>(
    root: &TableReader<'s>,
    name: &str,
    read: impl Fn(&TableReader<'s>) -> Option<T>,
) -> Vec<T> {
    root.tables(name)
        .into_iter()
        .filter_map(|table| {
            let row = read(&table);
            table.finish();
            row
        })
        .collect()
}

/// A required text; where it is missing (an error by then) an empty one stands for it.
fn text_or_empty(table: &TableReader<'_>, key: &str) -> Name {
    table
        .required_text(key)
        .unwrap_or_else(|| Located::new(String::new(), table.span()))
}

/// A name; where it is missing (an error by then) the id stands for it.
fn name_or_id(table: &TableReader<'_>, id: Option<&Name>) -> Name {
    table
        .required_text("name")
        .or_else(|| id.cloned())
        .unwrap_or_else(|| Located::new(String::new(), table.span()))
}

/// A word of a fixed list that must be there; the fallback stands for it where it is not (an error by then).
fn kind<T: Copy>(table: &TableReader<'_>, words: &[(&str, T)], fallback: T) -> Located<T> {
    if !table.has("kind") {
        table.missing("kind");
    }
    table
        .choice("kind", words)
        .unwrap_or_else(|| Located::new(fallback, table.span()))
}

/// Weights that must be probabilities.
pub(super) fn probabilities(table: &TableReader<'_>, key: &str) -> Vec<(Name, Located<f64>)> {
    table
        .number_map(key)
        .into_iter()
        .filter(|(name, p)| {
            let is_probability = (0.0..=1.0).contains(&p.value);
            if !is_probability {
                table.error(
                    "bad-probability",
                    p.span,
                    format!("`{}` is no probability for `{}`", p.value, name.value),
                    "not within 0 and 1",
                    Some("write a number from 0 to 1".to_string()),
                );
            }
            is_probability
        })
        .collect()
}

pub(super) fn sources(root: &TableReader<'_>) -> Vec<Source> {
    each(root, "source", |table| {
        let id = table.required_text("id");
        let source = Source {
            title: text_or_empty(table, "title"),
            kind: kind(table, SourceKind::WORDS, SourceKind::Blog),
            side: table.text("side"),
            date: table.date("date"),
            reference: table.text("reference"),
            language: table.text("language"),
            derives_from: table.texts("derives_from"),
            copy_errors: table.choices("copy_errors", CopyError::WORDS),
            note: table.text("note"),
            span: table.span(),
            id: id.clone()?,
        };
        Some(source)
    })
}

pub(super) fn voices(root: &TableReader<'_>) -> Vec<Voice> {
    each(root, "voice", |table| {
        let id = table.required_text("id");
        let voice = Voice {
            name: name_or_id(table, id.as_ref()),
            kind: kind(table, SourceKind::WORDS, SourceKind::Local),
            side: table.text("side"),
            is_anonymous: table.boolean("anonymous").is_none_or(|yes| yes.value),
            maybe_same_as: probabilities(table, "maybe_same_as"),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(voice)
    })
}

pub(super) fn persons(root: &TableReader<'_>) -> Vec<Person> {
    each(root, "person", |table| {
        let id = table.required_text("id");
        let person = Person {
            name: name_or_id(table, id.as_ref()),
            aliases: table.texts("aliases"),
            offices: each(table, "offices", |office| {
                let (body, from, until) = (
                    office.text("body"),
                    office.date("from"),
                    office.date("until"),
                );
                let title = office.required_text("title")?;
                Some(Office {
                    title,
                    body,
                    from,
                    until,
                })
            }),
            kin: each(table, "kin", |kin| {
                let (to, relation) = (kin.required_text("to"), kin.required_text("relation"));
                Some(Kin {
                    to: to?,
                    relation: relation?,
                })
            }),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(person)
    })
}

pub(super) fn actors(root: &TableReader<'_>) -> Vec<Actor> {
    each(root, "actor", |table| {
        let id = table.required_text("id");
        let actor = Actor {
            name: name_or_id(table, id.as_ref()),
            aliases: table.texts("aliases"),
            kind: kind(table, ActorKind::WORDS, ActorKind::Other),
            part_of: table.text("part_of"),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(actor)
    })
}

pub(super) fn sides(root: &TableReader<'_>) -> Vec<Side> {
    each(root, "side", |table| {
        let id = table.required_text("id");
        let side = Side {
            name: name_or_id(table, id.as_ref()),
            actors: table.texts("actors"),
            span: table.span(),
            id: id?,
        };
        Some(side)
    })
}

pub(super) fn groups(root: &TableReader<'_>) -> Vec<Group> {
    each(root, "group", |table| {
        let id = table.required_text("id");
        let group = Group {
            name: name_or_id(table, id.as_ref()),
            actor: table.text("actor"),
            aliases: table.texts("aliases"),
            part_of: table.texts("part_of"),
            partition: table.texts("partition"),
            overlaps: table.texts("overlaps"),
            defined: table.text("defined"),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(group)
    })
}

pub(super) fn places(root: &TableReader<'_>) -> Vec<Place> {
    each(root, "place", |table| {
        let id = table.required_text("id");
        let place = Place {
            name: name_or_id(table, id.as_ref()),
            aliases: table.texts("aliases"),
            kind: kind(table, PlaceKind::WORDS, PlaceKind::Point),
            lat: within(table, "lat", -90.0, 90.0),
            lon: within(table, "lon", -180.0, 180.0),
            radius_km: within(table, "radius_km", 0.0, 20_000.0),
            source: table.text("source"),
            part_of: table.text("part_of"),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        if table.has("lat") != table.has("lon") {
            table.missing(if table.has("lat") { "lon" } else { "lat" });
        }
        Some(place)
    })
}

fn within(table: &TableReader<'_>, key: &str, low: f64, high: f64) -> Option<Located<f64>> {
    let number = table.number(key)?;
    if (low..=high).contains(&number.value) {
        return Some(number);
    }
    table.error(
        "out-of-range",
        number.span,
        format!("`{key}` cannot be {}", number.value),
        format!("not within {low} and {high}"),
        Some(format!("write a number from {low} to {high}")),
    );
    None
}

pub(super) fn distances(root: &TableReader<'_>) -> Vec<Distance> {
    each(root, "distance", |table| {
        let (from, to) = (table.required_text("from"), table.required_text("to"));
        let km = table.numbers("km");
        if !table.has("km") {
            table.missing("km");
        }
        if !table.has("along") {
            table.missing("along");
        }
        let along = table.choice("along", Along::WORDS);
        let source = table.text("source");
        for value in km.iter().filter(|km| km.value <= 0.0) {
            negative(table, "km", value);
        }
        let km: Vec<Located<f64>> = km.into_iter().filter(|km| km.value > 0.0).collect();
        if km.is_empty() {
            return None;
        }
        Some(Distance {
            from: from?,
            to: to?,
            km,
            along: along?,
            source,
            span: table.span(),
        })
    })
}

fn negative(table: &TableReader<'_>, key: &str, value: &Located<f64>) {
    table.error(
        "out-of-range",
        value.span,
        format!("`{key}` cannot be {}", value.value),
        "not above 0",
        Some("write a number above 0".to_string()),
    );
}

pub(super) fn speeds(root: &TableReader<'_>) -> Vec<Speed> {
    each(root, "speed", |table| {
        if !table.has("kind") {
            table.missing("kind");
        }
        let kind = table.choice("kind", SpeedKind::WORDS);
        let (low, high) = (
            table.required_number("low_km_h"),
            table.required_number("high_km_h"),
        );
        let source = table.text("source");
        let (kind, low, high) = (kind?, low?, high?);
        for (key, value) in [("low_km_h", &low), ("high_km_h", &high)] {
            if value.value <= 0.0 {
                negative(table, key, value);
                return None;
            }
        }
        if low.value > high.value {
            table.error(
                "swapped-bounds",
                low.span,
                format!(
                    "the lowest speed {} is above the highest {}",
                    low.value, high.value
                ),
                "above `high_km_h`",
                Some("exchange the two".to_string()),
            );
            return None;
        }
        Some(Speed {
            kind,
            low_km_h: low,
            high_km_h: high,
            source,
            span: table.span(),
        })
    })
}

pub(super) fn events(root: &TableReader<'_>) -> Vec<Event> {
    each(root, "event", |table| {
        let id = table.required_text("id");
        let event = Event {
            name: name_or_id(table, id.as_ref()),
            kind: kind(table, EventKind::WORDS, EventKind::Other),
            place: table.text("place"),
            by: table.texts("by"),
            part_of: table.text("part_of"),
            aliases: table.texts("aliases"),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(event)
    })
}

pub(super) fn objects(root: &TableReader<'_>) -> Vec<Object> {
    each(root, "object", |table| {
        let id = table.required_text("id");
        let object = Object {
            name: name_or_id(table, id.as_ref()),
            note: table.text("note"),
            span: table.span(),
            id: id?,
        };
        Some(object)
    })
}
