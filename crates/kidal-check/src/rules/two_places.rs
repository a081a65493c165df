//! One person in two places, or somewhere before arriving there.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Atom, Qualifier, Value};
use kidal_dossier::model::Along;

use crate::case::{Case, argument, name_in, subject};
use crate::moment::{Times, times};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "two-places";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let arrivals = by_subject(case, "arrival");
    for (who, present) in by_subject(case, "present") {
        for (number, &there) in present.iter().enumerate() {
            for &arrival in arrivals.get(who).into_iter().flatten() {
                found.extend(before_arriving(case, there, arrival));
            }
            if case.dossier.person(who).is_some() {
                found.extend(
                    present[number + 1..]
                        .iter()
                        .filter_map(|&elsewhere| at_once(case, there, elsewhere)),
                );
            }
        }
    }
    found
}

fn by_subject<'d>(case: &Case<'d>, word: &str) -> BTreeMap<&'d str, Vec<usize>> {
    let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &fact in case.with_word(word) {
        if let Some(who) = subject(case.facts[fact].atom) {
            all.entry(who).or_default().push(fact);
        }
    }
    all
}

/// Present near a place before an event, and arriving at the place after it.
fn before_arriving(case: &Case<'_>, present: usize, arrival: usize) -> Option<Finding> {
    let (there, comes) = (&case.facts[present], &case.facts[arrival]);
    let who = subject(there.atom)?;
    if subject(comes.atom) != Some(who) || there.is_negated || comes.is_negated {
        return None;
    }
    let place = comes.atom.term.position(1).and_then(name_in)?;
    let before = anchor(there.atom, true)?;
    let after = anchor(comes.atom, false)?;
    if !is_not_later(case, before, after) {
        return None;
    }
    let is_near = match argument(there.atom, "at").and_then(name_in) {
        Some(at) => is_inside(case, at, place),
        // With a body of people at an event: where the event is.
        None => case
            .dossier
            .event(before)
            .and_then(|event| event.place.as_ref())
            .is_some_and(|at| is_inside(case, &at.value, place)),
    };
    if !is_near {
        return None;
    }
    let message =
        format!("`{who}` is present before `{before}` and arrives at `{place}` after `{after}`");
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Tension, message)
            .on(there.place, format!("there before, says {}", phrase::speaker(case.claim(present))))
            .with(comes.place, format!("arrives after, says {}", phrase::speaker(case.claim(arrival))))
            .help(format!("both can hold if the first is outside `{place}` or the second is a return: say where and when")),
    ))
}

fn anchor(atom: &Atom, is_before: bool) -> Option<&str> {
    atom.qualifiers
        .iter()
        .find_map(|qualifier| match qualifier {
            Qualifier::Before { event, .. } if is_before => name_in(event),
            Qualifier::After { event, .. } if !is_before => name_in(event),
            _ => None,
        })
}

/// Whether the first event is the second, part of it, or dated no later.
fn is_not_later(case: &Case<'_>, first: &str, second: &str) -> bool {
    if first == second {
        return true;
    }
    let mut event = case.dossier.event(first);
    for _ in 0..8 {
        let whole = event.and_then(|event| event.part_of.as_ref());
        if whole.is_some_and(|whole| whole.value == second) {
            return true;
        }
        event = whole.and_then(|whole| case.dossier.event(&whole.value));
    }
    let dated = crate::dated::events(case);
    let latest = |event: &str| {
        dated
            .get(event)
            .and_then(|all| all.iter().map(|one| one.date.latest()).min())
    };
    matches!((latest(first), latest(second)), (Some(a), Some(b)) if a <= b)
}

fn is_inside(case: &Case<'_>, place: &str, whole: &str) -> bool {
    let mut name = Some(place);
    for _ in 0..8 {
        match name {
            Some(found) if found == whole => return true,
            Some(found) => {
                name = case
                    .dossier
                    .place(found)
                    .and_then(|place| place.part_of.as_ref())
                    .map(|up| up.value.as_str())
            }
            None => return false,
        }
    }
    false
}

/// Present at two places at one time.
fn at_once(case: &Case<'_>, a: usize, b: usize) -> Option<Finding> {
    let (one, other) = (&case.facts[a], &case.facts[b]);
    let who = subject(one.atom)?;
    if subject(other.atom) != Some(who)
        || case.dossier.person(who).is_none()
        || one.is_negated
        || other.is_negated
    {
        return None;
    }
    let place = |atom| {
        argument(atom, "at")
            .filter(|value| !matches!(value, Value::Date(_)))
            .and_then(name_in)
    };
    let (here, there) = (place(one.atom)?, place(other.atom)?);
    if is_inside(case, here, there) || is_inside(case, there, here) {
        return None;
    }
    let (first, second) = (case.date(a)?, case.date(b)?);
    let km = case.dossier.distances.iter().find_map(|distance| {
        let ends = (distance.from.value.as_str(), distance.to.value.as_str());
        let is_pair = ends == (here, there) || ends == (there, here);
        (is_pair && distance.along.value == Along::Air).then(|| distance.range_km().0)
    })?;
    let fastest = case
        .dossier
        .speeds
        .iter()
        .map(|speed| speed.high_km_h.value)
        .fold(0.0, f64::max);
    let hours = (first
        .latest()
        .since(second.earliest())
        .max(second.latest().since(first.earliest()))) as f64
        / 3_600.0;
    if fastest <= 0.0
        || hours * fastest >= km
        || times(Some(first), Some(second)) == Times::MayDiffer && first.is_approximate()
    {
        return None;
    }
    let is_firm = case.is_certain(a) && case.is_certain(b);
    let severity = if is_firm {
        Severity::Contradiction
    } else {
        Severity::Tension
    };
    let message =
        format!("`{who}` is at `{here}` and at `{there}`, {km} km apart, within {hours:.1} h");
    let mut rows = vec![one.claim, other.claim];
    rows.sort_unstable();
    Some(Finding::between(
        Diagnostic::new(CODE, severity, message)
            .on(one.place, format!("at `{here}` on {first}"))
            .with(other.place, format!("at `{there}` on {second}"))
            .sum(format!(
                "{km} km / {hours:.1} h = {:.0} km/h; the fastest known is {fastest} km/h",
                km / hours.max(0.1)
            ))
            .help("correct a place or an hour, or ask whether two people are meant"),
        vec![rows],
    ))
}
