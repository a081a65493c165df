//! A total over several places against what others say of each place.

use kidal_dossier::Claim;

use crate::amount::show;
use crate::case::{Case, argument, name_in, names_in, subject};
use crate::origin::originals;

/// A claim that counts people captured over several places.
pub(crate) struct Whole<'d> {
    /// The fact.
    pub fact: usize,
    /// The group whose members were captured.
    pub group: &'d str,
    /// Its places with what others say of each.
    pub parts: Vec<Part<'d>>,
    /// Other places where members of the group were captured.
    pub beyond: Vec<Part<'d>>,
}

/// What is said of one place. Each bound is a largest number of people.
pub(crate) struct Part<'d> {
    pub place: &'d str,
    /// Captured, as the accounts say.
    pub reported: Option<Bound>,
    /// Captured and not killed: no more than survived of those who were there.
    pub survivors: Option<Bound>,
    /// Ever captured: the killed may have been captured first, but no more than were there.
    pub at_most: Option<Bound>,
}

/// A largest number, how it comes about, and the claims that it rests on.
#[derive(Clone)]
pub(crate) struct Bound {
    pub value: f64,
    /// The same when each number may be as large as its stated precision allows.
    pub loose: f64,
    pub text: String,
    pub facts: Vec<usize>,
}

/// A sum of bounds over places.
pub(crate) struct Sum {
    pub value: f64,
    /// The same when each number may be as large as its stated precision allows.
    pub loose: f64,
    pub text: String,
    pub facts: Vec<usize>,
}

/// Adds one bound of each part; none where a part has none.
pub(crate) fn sum<'p, 'd: 'p>(
    parts: impl IntoIterator<Item = &'p Part<'d>>,
    bound: impl Fn(&'p Part<'d>) -> Option<&'p Bound>,
) -> Option<Sum> {
    let mut total = Sum {
        value: 0.0,
        loose: 0.0,
        text: String::new(),
        facts: Vec::new(),
    };
    for part in parts {
        let bound = bound(part)?;
        if !total.text.is_empty() {
            total.text.push_str(", ");
        }
        total.value += bound.value;
        total.loose += bound.loose;
        total
            .text
            .push_str(&format!("`{}` {}", part.place, bound.text));
        total.facts.extend(&bound.facts);
    }
    Some(total)
}

/// The totals over several places that the dossier claims, with what bears on each.
pub(crate) fn wholes<'d>(case: &Case<'d>) -> Vec<Whole<'d>> {
    case.with_word("captured")
        .iter()
        .filter_map(|&fact| whole(case, fact))
        .collect()
}

fn whole<'d>(case: &Case<'d>, fact: usize) -> Option<Whole<'d>> {
    let atom = case.facts[fact].atom;
    let group = subject(atom)?;
    let places = names_in(argument(atom, "in").or(argument(atom, "at"))?);
    case.amounts[fact].as_ref()?;
    if places.len() < 2 || case.facts[fact].is_negated {
        return None;
    }
    let beyond = other_places(case, group, &places);
    let parts = |places: &[&'d str]| {
        places
            .iter()
            .map(|place| part(case, fact, group, place))
            .collect::<Vec<_>>()
    };
    Some(Whole {
        fact,
        group,
        parts: parts(&places),
        beyond: parts(&beyond),
    })
}

fn other_places<'d>(case: &Case<'d>, group: &str, places: &[&str]) -> Vec<&'d str> {
    let mut found: Vec<&str> = case
        .with_word("captured")
        .iter()
        .filter(|fact| is_of(case, **fact, group))
        .filter_map(|fact| place_of(case, *fact))
        .filter(|place| !places.contains(place))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_of(case: &Case<'_>, fact: usize, group: &str) -> bool {
    subject(case.facts[fact].atom).is_some_and(|part| case.dossier.is_within(part, group))
}

/// The one place that a fact is about, given as a place or as an event that has one.
pub(crate) fn place_of<'d>(case: &Case<'d>, fact: usize) -> Option<&'d str> {
    let atom = case.facts[fact].atom;
    let name = argument(atom, "at")
        .or(argument(atom, "in"))
        .and_then(name_in)?;
    match case.dossier.event(name) {
        Some(event) => event.place.as_ref().map(|place| place.value.as_str()),
        None => case
            .dossier
            .place(name)
            .map(|place| place.id.value.as_str()),
    }
}

fn part<'d>(case: &Case<'d>, whole: usize, group: &str, place: &'d str) -> Part<'d> {
    let reported = reported(case, whole, group, place);
    let strength = largest(case, &of_garrison(case, "strength", group, place));
    let killed = of_garrison(case, "killed", group, place);
    let survived = strength
        .as_ref()
        .zip(largest(case, &killed))
        .map(|(men, dead)| Bound {
            value: (men.value - dead.value).max(0.0),
            loose: men.loose,
            text: format!(
                "{} \u{2212} {} = {}",
                show(men.value),
                show(dead.value),
                show((men.value - dead.value).max(0.0))
            ),
            facts: [men.facts.as_slice(), dead.facts.as_slice()].concat(),
        });
    let ever = match (&reported, largest(case, &killed)) {
        (Some(taken), Some(dead)) => Some(Bound {
            value: taken.value + dead.value,
            loose: taken.loose + dead.loose,
            text: format!(
                "{} + {} = {}",
                show(taken.value),
                show(dead.value),
                show(taken.value + dead.value)
            ),
            facts: [taken.facts.as_slice(), dead.facts.as_slice()].concat(),
        }),
        (Some(taken), None) => Some(taken.clone()),
        (None, _) => None,
    };
    Part {
        place,
        survivors: smaller(reported.clone(), survived),
        at_most: smaller(ever, strength),
        reported,
    }
}

fn smaller(a: Option<Bound>, b: Option<Bound>) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.value < a.value { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// What accounts say was captured at a place, without a figure that only repeats the whole.
fn reported(case: &Case<'_>, whole: usize, group: &str, place: &str) -> Option<Bound> {
    let total = case.amounts[whole]
        .as_ref()
        .and_then(crate::amount::Amount::single);
    let facts: Vec<usize> = case
        .with_word("captured")
        .iter()
        .copied()
        .filter(|&fact| is_of(case, fact, group) && place_of(case, fact) == Some(place))
        .filter(|&fact| {
            total.is_none()
                || case.amounts[fact]
                    .as_ref()
                    .and_then(crate::amount::Amount::single)
                    != total
        })
        .collect();
    largest(case, &originals(case, &facts))
}

/// Facts on the groups of a place: those inside `group` whose name has the name of the place in it.
fn of_garrison(case: &Case<'_>, word: &str, group: &str, place: &str) -> Vec<usize> {
    let Some(name) = case.dossier.name_of(place) else {
        return Vec::new();
    };
    let facts: Vec<usize> = case
        .with_word(word)
        .iter()
        .copied()
        .filter(|&fact| is_of(case, fact, group))
        .filter(|&fact| {
            let part = subject(case.facts[fact].atom).and_then(|part| case.dossier.name_of(part));
            part.is_some_and(|part| part != name && part.contains(name))
        })
        .collect();
    originals(case, &facts)
}

/// The fact with the largest upper end.
fn largest(case: &Case<'_>, facts: &[usize]) -> Option<Bound> {
    let mut best: Option<Bound> = None;
    for &fact in facts {
        let Some(amount) = &case.amounts[fact] else {
            continue;
        };
        let high = amount.span().high;
        if high.is_finite()
            && !case.facts[fact].is_negated
            && best.as_ref().is_none_or(|best| high > best.value)
        {
            best = Some(Bound {
                value: high,
                loose: amount
                    .stated
                    .iter()
                    .map(|range| range.high)
                    .fold(high, f64::max),
                text: show(high),
                facts: vec![fact],
            });
        }
    }
    best
}

/// The claims that some facts belong to, each once, in the order of the file.
pub(crate) fn claims_of<'d>(case: &Case<'d>, facts: &[usize]) -> Vec<(usize, &'d Claim)> {
    let mut rows: Vec<usize> = facts.iter().map(|&fact| case.facts[fact].claim).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.into_iter()
        .map(|row| (row, &case.dossier.claims[row]))
        .collect()
}
