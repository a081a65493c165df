//! Which number of people a fact speaks of.

use kidal_dossier::language::{Atom, Qualifier, Value};

use super::{Cell, FATES, STATES};
use crate::case::{Case, argument, name_in, names_in};

/// The cell that a fact counts; none where it counts something else, or only a portion.
pub(super) fn cell_of<'d>(case: &Case<'d>, fact: usize) -> Option<Cell<'d>> {
    let atom = case.facts[fact].atom;
    let word = FATES
        .iter()
        .chain(&STATES)
        .find(|word| **word == atom.term.name)?;
    let subject = atom.term.position(0)?;
    if atom.term.portion.is_some() || !is_plain(atom) || !is_whole(subject) {
        return None;
    }
    let group = name_in(subject)?;
    case.dossier.group(group)?;
    let mut places = places(case, atom)?;
    places.sort_unstable();
    let mut by = atom.term.keyed("by").map_or(Vec::new(), names_in);
    by.sort_unstable();
    let when = moment(case, fact);
    Some(Cell {
        word,
        group,
        places,
        by,
        when,
    })
}

fn is_whole(value: &Value) -> bool {
    matches!(value, Value::Name(term) if term.is_bare())
}

/// Whether nothing but a place, a captor and a date narrows what is counted.
fn is_plain(atom: &Atom) -> bool {
    let keys = atom.term.arguments.iter().all(|argument| {
        matches!(
            (argument.key.as_deref(), &argument.value),
            (None, _) | (Some("by" | "at" | "in"), _) | (Some("on" | "as_of"), Value::Date(_))
        )
    });
    let positions = atom.term.positional().count() == 1;
    let names = atom.term.keyed("by").is_none_or(|by| {
        matches!(by, Value::Name(term) if term.is_bare()) || matches!(by, Value::List(_))
    });
    keys && positions
        && names
        && atom.qualifiers.iter().all(|qualifier| {
            matches!(
                qualifier,
                Qualifier::On(Value::Date(_))
                    | Qualifier::At(Value::Date(_) | Value::Name(_))
                    | Qualifier::AsOf(_)
            )
        })
}

/// Places of the atom; none where it names one in a way that is not a list of places or events.
fn places<'d>(case: &Case<'d>, atom: &'d Atom) -> Option<Vec<&'d str>> {
    let Some(value) = argument(atom, "in").or(argument(atom, "at")) else {
        return Some(Vec::new());
    };
    if matches!(value, Value::Date(_)) {
        return Some(Vec::new());
    }
    if matches!(value, Value::AnyOf(_)) {
        return None;
    }
    let names = names_in(value);
    names
        .iter()
        .all(|name| case.dossier.place(name).is_some())
        .then_some(names)
}

/// The moment of a fact: one day, where it gives one; undated, where it tells a fate; otherwise that of its utterance alone.
pub(super) fn moment(case: &Case<'_>, fact: usize) -> String {
    let date = case.date(fact);
    let is_day = |date: &kidal_dossier::Date| {
        date.shape() == kidal_dossier::date::Shape::Point
            && date.length_s() <= 86_400
            && !date.is_approximate()
            && !date.is_uncertain()
    };
    let is_fate = FATES.contains(&case.facts[fact].atom.term.name.as_str());
    match date {
        Some(day) if is_day(day) => format!("{:?}", day.bounds()),
        None if is_fate => String::new(),
        _ => format!(
            "{} {}",
            case.dossier.utterance_of(case.claim(fact)),
            date.map_or("", |date| date.as_str())
        ),
    }
}
