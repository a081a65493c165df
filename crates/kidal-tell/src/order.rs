//! When a claim is meant, for the order of a telling.

use std::collections::BTreeMap;

use kidal_dossier::date::Instant;
use kidal_dossier::language::{Atom, Qualifier, Relation, Value};
use kidal_dossier::{Claim, Date, Dossier};

use crate::topic::event_of;

/// When the dossier's claims put each event: the earliest time that the first claim on it gives.
pub(crate) struct Calendar<'d> {
    events: BTreeMap<&'d str, Instant>,
}

impl<'d> Calendar<'d> {
    pub(crate) fn new(dossier: &'d Dossier) -> Self {
        let mut events = BTreeMap::new();
        for claim in &dossier.claims {
            for atom in claim.main_reading().statement.atoms() {
                if let (Some(event), Some(date)) = (event_of(dossier, atom), date_of(atom)) {
                    events.entry(event).or_insert(date.earliest());
                }
            }
        }
        Calendar { events }
    }

    /// The time by which a claim is ordered: its own, or that of the event that it names; none where it has neither.
    pub(crate) fn time(&self, dossier: &'d Dossier, claim: &'d Claim) -> Option<Instant> {
        if let Some(date) = own_date(claim) {
            return Some(date.earliest());
        }
        let atoms = claim.main_reading().statement.atoms();
        atoms.into_iter().find_map(|atom| {
            let named = event_of(dossier, atom)
                .and_then(|event| self.events.get(event))
                .copied();
            named.or_else(|| {
                atom.qualifiers
                    .iter()
                    .find_map(|qualifier| self.anchor(qualifier))
            })
        })
    }

    fn anchor(&self, qualifier: &Qualifier) -> Option<Instant> {
        let (value, shift) = match qualifier {
            Qualifier::Before { event, .. } => (event, -1),
            Qualifier::After { event, .. } => (event, 1),
            Qualifier::On(event) | Qualifier::During(event) => (event, 0),
            _ => return None,
        };
        match value {
            Value::Name(term) => self
                .events
                .get(term.name.as_str())
                .map(|time| time.plus(shift)),
            Value::Date(date) => Some(date.earliest().plus(shift)),
            _ => None,
        }
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
