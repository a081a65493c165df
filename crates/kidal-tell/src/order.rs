//! When a claim is meant, for the order of a telling.

use std::collections::BTreeMap;

use kidal_dossier::date::{Instant, Shape};
use kidal_dossier::language::{Atom, Qualifier, Relation, Value};
use kidal_dossier::{Claim, Date, Dossier};

use crate::topic::event_of;

/// When the dossier's claims put each event.
pub(crate) struct Calendar<'d> {
    events: BTreeMap<&'d str, Stretch>,
}

/// The time that the first claim on an event gives, and the last that any gives.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: Instant,
    last: Instant,
}

impl<'d> Calendar<'d> {
    pub(crate) fn new(dossier: &'d Dossier) -> Self {
        let mut events = BTreeMap::new();
        for claim in &dossier.claims {
            for atom in claim.main_reading().statement.atoms() {
                if let (Some(event), Some(date)) = (event_of(dossier, atom), date_of(atom)) {
                    let time = middle(date);
                    let known = events.entry(event).or_insert(Stretch {
                        first: time,
                        last: time,
                    });
                    known.last = known.last.max(time);
                }
            }
        }
        Calendar { events }
    }

    /// Where a claim stands in time: by its own date, or by the event that it names; none where it has neither.
    pub(crate) fn place(&self, dossier: &'d Dossier, claim: &'d Claim) -> Option<Place<'d>> {
        if let Some(date) = own_date(claim) {
            return Some(Place {
                time: middle(date),
                event: None,
            });
        }
        let atoms = claim.main_reading().statement.atoms();
        atoms.into_iter().find_map(|atom| {
            let by_order = atom
                .qualifiers
                .iter()
                .find_map(|qualifier| self.anchor(qualifier));
            by_order.or_else(|| self.named(dossier, atom))
        })
    }

    fn named(&self, dossier: &'d Dossier, atom: &'d Atom) -> Option<Place<'d>> {
        let arguments = atom.term.positional().filter_map(|value| match value {
            Value::Name(term) => Some(term.name.as_str()),
            _ => None,
        });
        let event = event_of(dossier, atom)
            .into_iter()
            .chain(arguments)
            .find(|name| self.events.contains_key(name))?;
        // The battle as a whole says nothing of when in it.
        let is_whole = dossier
            .about
            .battle
            .as_ref()
            .is_some_and(|battle| battle.value == event);
        (!is_whole).then(|| Place {
            time: self.events[event].first,
            event: Some((Side::Around, event)),
        })
    }

    fn anchor(&self, qualifier: &'d Qualifier) -> Option<Place<'d>> {
        let (value, side) = match qualifier {
            Qualifier::Before { event, .. } => (event, Side::Before),
            Qualifier::After { event, .. } => (event, Side::After),
            Qualifier::On(event) | Qualifier::During(event) => (event, Side::Around),
            _ => return None,
        };
        let (stretch, event) = match value {
            Value::Name(term) => (
                *self.events.get(term.name.as_str())?,
                Some((side, term.name.as_str())),
            ),
            Value::Date(date) => (
                Stretch {
                    first: date.earliest(),
                    last: date.latest(),
                },
                None,
            ),
            _ => return None,
        };
        let time = match side {
            Side::Before => stretch.first.plus(-1),
            Side::Around => stretch.first,
            Side::After => stretch.last.plus(1),
        };
        Some(Place { time, event })
    }
}

/// On which side of an event something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    Around,
    After,
}

impl Side {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Side::Before => "before",
            Side::Around => "around",
            Side::After => "after",
        }
    }
}

/// Where a claim stands in time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'d> {
    /// The moment by which it is ordered.
    pub time: Instant,
    /// The event from which the moment is taken, where the claim gives no date of its own.
    pub event: Option<(Side, &'d str)>,
}

/// The middle of a day or hour, so that a whole day stands between its morning and its evening; the start of a stretch.
fn middle(date: &Date) -> Instant {
    match date.shape() {
        Shape::Point if date.is_bounded() => date.earliest().plus(date.length_s() / 2),
        _ => date.earliest(),
    }
}

/// The date that a claim gives: in its statement, or as the time for which it is meant.
pub(crate) fn own_date(claim: &Claim) -> Option<&Date> {
    let stated = claim
        .main_reading()
        .statement
        .atoms()
        .into_iter()
        .find_map(date_of);
    stated.or(claim.as_of.as_ref().map(|date| &date.value))
}

/// The date in an atom: its value, or its `on`, `at`, `during` or `as_of`.
pub(crate) fn date_of(atom: &Atom) -> Option<&Date> {
    if let Some(comparison) = &atom.comparison
        && let (Relation::Equal, Value::Date(date)) = (&comparison.relation, &comparison.value)
    {
        return Some(date);
    }
    let qualified = atom
        .qualifiers
        .iter()
        .find_map(|qualifier| match qualifier {
            Qualifier::On(Value::Date(date))
            | Qualifier::At(Value::Date(date))
            | Qualifier::During(Value::Date(date)) => Some(date),
            Qualifier::AsOf(date) => Some(date),
            _ => None,
        });
    qualified.or_else(|| {
        atom.term
            .arguments
            .iter()
            .find_map(|argument| match &argument.value {
                Value::Date(date) if argument.key.is_some() => Some(date),
                _ => None,
            })
    })
}
