//! Dates of one event that exclude each other, parts outside their whole, and order that the dates deny.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Date;
use kidal_dossier::language::{Qualifier, Value};

use crate::case::{Case, name_in};
use crate::collide::{Collision, Collisions};
use crate::dated::{Dated, Moment, event_of, events, own_date};
use crate::origin::repetitions;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "date-conflict";

/// Words that date something that happens once to each subject.
const ONCE: [&str; 4] = ["start", "end", "happened", "fall"];

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let dated = events(case);
    let mut found = rivals(case);
    found.extend(containment(case, &dated));
    found.extend(order(case, &dated));
    found
}

fn rivals(case: &Case<'_>) -> Vec<Finding> {
    let first = repetitions(case);
    let mut found = Vec::new();
    for (_, facts) in case.by_key() {
        let atom = case.facts[facts[0]].atom;
        let is_event = case.dossier.event(&atom.term.name).is_some() && atom.term.is_bare();
        if !is_event && !ONCE.contains(&atom.term.name.as_str()) {
            continue;
        }
        let dates: Vec<(usize, &Date)> = facts
            .iter()
            .filter(|&&fact| {
                !case.facts[fact].is_negated
                    && first[case.facts[fact].claim] == case.facts[fact].claim
            })
            .filter_map(|&fact| Some((fact, own_date(case.facts[fact].atom)?)))
            .collect();
        let (mut firm, mut loose) = (Collisions::default(), Collisions::default());
        for (number, (a, one)) in dates.iter().enumerate() {
            for (b, other) in &dates[number + 1..] {
                if !one.is_apart_from(other) {
                    continue;
                }
                let is_loose = one.is_approximate()
                    || other.is_approximate()
                    || one.is_uncertain()
                    || other.is_uncertain();
                if is_loose {
                    loose.add(case, *a, *b)
                } else {
                    firm.add(case, *a, *b)
                }
            }
        }
        let mut judged = firm.judged(case);
        judged.extend(loose.judged(case).into_iter().map(|one| Collision {
            severity: Severity::Tension,
            ..one
        }));
        found.extend(clash(case, &judged));
    }
    found
}

fn clash(case: &Case<'_>, collisions: &[Collision]) -> Option<Finding> {
    let severity = collisions.iter().map(|one| one.severity).min()?;
    let facts: BTreeSet<usize> = collisions
        .iter()
        .flat_map(|one| &one.facts)
        .flat_map(|&(a, b)| [a, b])
        .collect();
    let mut dates: BTreeMap<&Date, usize> = BTreeMap::new();
    for &fact in &facts {
        if let Some(date) = own_date(case.facts[fact].atom) {
            dates.entry(date).or_insert(fact);
        }
    }
    let mut by_time: Vec<&Date> = dates.keys().copied().collect();
    by_time.sort_by_key(|date| date.bounds());
    let texts: Vec<String> = by_time.iter().map(ToString::to_string).collect();
    let what = &case.facts[*facts.first()?].atom.term;
    let message = format!("`{what}` is dated {}", phrase::list(&texts));
    let places = facts.iter().map(|&fact| {
        let date = own_date(case.facts[fact].atom)
            .map(ToString::to_string)
            .unwrap_or_default();
        (
            case.facts[fact].place,
            format!("{date}, says {}", phrase::speaker(case.claim(fact))),
        )
    });
    let gap = by_time
        .last()?
        .earliest()
        .since(by_time.first()?.earliest());
    let diagnostic = Diagnostic::new(CODE, severity, message)
        .at_all(places)
        .sum(format!(
            "from {} to {}: {}",
            texts.first()?,
            texts.last()?,
            duration(gap)
        ))
        .help("keep both as rivals, or declare two events if the accounts mean different ones");
    let sets = collisions
        .iter()
        .filter(|one| one.severity == severity)
        .map(|one| vec![one.claims.0, one.claims.1])
        .collect();
    Some(Finding::between(diagnostic, sets))
}

/// `3 days`, `12 h`, `45 min`.
pub(crate) fn duration(seconds: i64) -> String {
    let plural = |count: i64, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    match seconds.abs() {
        s if s % 86_400 == 0 => plural(s / 86_400, "day", "days"),
        s if s % 3_600 == 0 => plural(s / 3_600, "h", "h"),
        s => plural(s / 60, "min", "min"),
    }
}

fn containment<'d>(case: &Case<'d>, dated: &BTreeMap<&'d str, Vec<Dated<'d>>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for event in &case.dossier.events {
        let Some(whole) = &event.part_of else {
            continue;
        };
        let (Some(parts), Some(wholes)) = (
            dated.get(event.id.value.as_str()),
            dated.get(whole.value.as_str()),
        ) else {
            continue;
        };
        for part in parts {
            let outside: Vec<(&Dated<'_>, bool)> = wholes
                .iter()
                .filter_map(|bound| {
                    let is_before =
                        bound.moment != Moment::End && part.date.latest() <= bound.date.earliest();
                    let is_after = bound.moment != Moment::Start
                        && part.date.earliest() >= bound.date.latest();
                    let is_bound = bound.moment != Moment::Within || bound.date.is_extent();
                    (is_bound && (is_before || is_after)).then_some((bound, is_before))
                })
                .collect();
            let Some((bound, is_before)) = outside.first() else {
                continue;
            };
            let (order, end) = if *is_before {
                ("before", "begins")
            } else {
                ("after", "ends")
            };
            let message = format!(
                "`{}`, a part of `{}`, is dated {}, {order} the whole {end} on {}",
                part.event, bound.event, part.date, bound.date
            );
            let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message).on(
                case.facts[part.fact].place,
                format!(
                    "the part: {}, says {}",
                    part.date,
                    phrase::speaker(case.claim(part.fact))
                ),
            );
            for (bound, _) in &outside {
                diagnostic = diagnostic.with(
                    case.facts[bound.fact].place,
                    format!(
                        "the whole {end} on {}, says {}",
                        bound.date,
                        phrase::speaker(case.claim(bound.fact))
                    ),
                );
            }
            found.push(Finding::from(diagnostic.help(
                "widen the extent of the whole, or say which events it counts",
            )));
        }
    }
    found
}

/// `X before E` and `X after E` against the dates of X and E.
fn order<'d>(case: &Case<'d>, dated: &BTreeMap<&'d str, Vec<Dated<'d>>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        if stated.is_negated {
            continue;
        }
        for qualifier in &stated.atom.qualifiers {
            let (anchor, is_before) = match qualifier {
                Qualifier::Before { event, .. } => (event, true),
                Qualifier::After { event, .. } => (event, false),
                _ => continue,
            };
            let anchors = anchor_dates(dated, anchor, fact, is_before);
            for (subject_fact, date) in subject_dates(case, dated, fact) {
                for &(anchor_fact, bound) in &anchors {
                    let is_wrong = if is_before {
                        date.earliest() >= bound.latest()
                    } else {
                        date.latest() <= bound.earliest()
                    };
                    let is_loose = date.is_approximate() || bound.is_approximate();
                    if is_wrong && !is_loose {
                        found.push(misordered(
                            case,
                            [fact, subject_fact, anchor_fact],
                            is_before,
                            date,
                            bound,
                        ));
                    }
                }
            }
        }
    }
    found
}

fn anchor_dates<'d>(
    dated: &BTreeMap<&'d str, Vec<Dated<'d>>>,
    anchor: &'d Value,
    fact: usize,
    is_before: bool,
) -> Vec<(usize, &'d Date)> {
    if let Value::Date(date) = anchor {
        return vec![(fact, date)];
    }
    let Some(known) = name_in(anchor).and_then(|event| dated.get(event)) else {
        return Vec::new();
    };
    let unwanted = if is_before {
        Moment::End
    } else {
        Moment::Start
    };
    known
        .iter()
        .filter(|one| one.moment != unwanted && !one.date.is_extent())
        .map(|one| (one.fact, one.date))
        .collect()
}

fn subject_dates<'d>(
    case: &Case<'d>,
    dated: &BTreeMap<&'d str, Vec<Dated<'d>>>,
    fact: usize,
) -> Vec<(usize, &'d Date)> {
    let atom = case.facts[fact].atom;
    let mut dates: Vec<(usize, &Date)> = own_date(atom)
        .map(|date| (fact, date))
        .into_iter()
        .collect();
    if let Some((event, moment)) = event_of(case, atom) {
        let same = dated
            .get(event)
            .into_iter()
            .flatten()
            .filter(|one| one.moment == moment && one.fact != fact);
        dates.extend(same.map(|one| (one.fact, one.date)));
    }
    dates
}

fn misordered(
    case: &Case<'_>,
    facts: [usize; 3],
    is_before: bool,
    date: &Date,
    bound: &Date,
) -> Finding {
    let [order, subject, anchor] = facts;
    let word = if is_before { "before" } else { "after" };
    let atom = case.facts[order].atom;
    let message = format!("`{atom}` is told, but {date} is not {word} {bound}");
    let mut rows: Vec<usize> = facts.iter().map(|&fact| case.facts[fact].claim).collect();
    rows.sort_unstable();
    rows.dedup();
    let is_certain = facts.iter().all(|&fact| case.is_certain(fact));
    let severity = if is_certain {
        Severity::Contradiction
    } else {
        Severity::Tension
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message).on(case.facts[order].place, word);
    for (fact, date) in [(subject, date), (anchor, bound)] {
        if fact != order {
            diagnostic = diagnostic.with(
                case.facts[fact].place,
                format!("{date}, says {}", phrase::speaker(case.claim(fact))),
            );
        }
    }
    Finding::between(
        diagnostic.help("correct the order or one of the dates"),
        vec![rows],
    )
}
