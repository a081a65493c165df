//! When events begin, end or happen, as claims say.

use std::collections::BTreeMap;

use kidal_dossier::Date;
use kidal_dossier::language::{Atom, Relation, Value};

use crate::case::{Case, name_in};
use crate::moment::date_in;

/// What a dated fact says of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    /// `start(E)`, `first_fire(E)`
    Start,
    /// `end(E)`
    End,
    /// `happened(E)`, `E on …`
    Within,
}

/// A fact that dates an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dated<'d> {
    pub fact: usize,
    pub event: &'d str,
    pub moment: Moment,
    pub date: &'d Date,
}

/// The date that a fact itself gives: its value, or its `on`, `at` or `during`.
pub(crate) fn own_date(atom: &Atom) -> Option<&Date> {
    match &atom.comparison {
        Some(comparison) => match (&comparison.relation, &comparison.value) {
            (Relation::Equal, Value::Date(date)) => Some(date),
            _ => None,
        },
        None => date_in(atom),
    }
}

/// All facts that date an event, by event.
pub(crate) fn events<'d>(case: &Case<'d>) -> BTreeMap<&'d str, Vec<Dated<'d>>> {
    let mut all: BTreeMap<&str, Vec<Dated<'_>>> = BTreeMap::new();
    for (fact, found) in case.facts.iter().enumerate() {
        if found.is_negated {
            continue;
        }
        let Some((event, moment)) = event_of(case, found.atom) else {
            continue;
        };
        if let Some(date) = own_date(found.atom) {
            all.entry(event).or_default().push(Dated {
                fact,
                event,
                moment,
                date,
            });
        }
    }
    all
}

/// The event that an atom dates or orders, and which moment of it.
pub(crate) fn event_of<'d>(case: &Case<'d>, atom: &'d Atom) -> Option<(&'d str, Moment)> {
    let word = atom.term.name.as_str();
    let moment = match word {
        "start" | "first_fire" => Moment::Start,
        "end" => Moment::End,
        "happened" => Moment::Within,
        _ if atom.term.is_bare() && case.dossier.event(word).is_some() => {
            return Some((word, Moment::Within));
        }
        _ => return None,
    };
    let event = atom.term.position(0).and_then(name_in)?;
    case.dossier
        .event(event)
        .is_some()
        .then_some((event, moment))
}
