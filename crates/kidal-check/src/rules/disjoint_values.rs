//! Two values for one quantity of one group at one time that exclude each other.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};

use crate::amount::show;
use crate::case::Case;
use crate::collide::{Collision, Collisions};
use crate::moment::{Times, times};
use crate::origin::repetitions;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "disjoint-values";

/// What may change from one hour to the next, so that two undated counts need not be of one moment.
const CHANGING: [&str; 6] = [
    "strength", "held", "vehicles", "share", "present", "remained",
];

/// More pairs of one quantity are not looked at. Chosen by us because the message names a few of them only.
const MOST_PAIRS: usize = 20_000;

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let first = repetitions(case);
    let mut found = Vec::new();
    for (_, facts) in case.by_key() {
        let sized: Vec<usize> = facts
            .iter()
            .copied()
            .filter(|&fact| case.amounts[fact].is_some() && !case.facts[fact].is_negated)
            .filter(|&fact| first[case.facts[fact].claim] == case.facts[fact].claim)
            .collect();
        let mut by_severity: BTreeMap<Severity, Vec<Collision>> = BTreeMap::new();
        for collision in collisions(case, &sized) {
            by_severity
                .entry(collision.severity)
                .or_default()
                .push(collision);
        }
        let mut told = BTreeSet::new();
        for (severity, collisions) in by_severity {
            found.extend(report(case, severity, &collisions, &mut told));
        }
    }
    found
}

fn collisions(case: &Case<'_>, facts: &[usize]) -> Vec<Collision> {
    let (mut certain, mut possible) = (Collisions::default(), Collisions::default());
    let mut pairs = 0;
    'all: for (number, &a) in facts.iter().enumerate() {
        for &b in &facts[number + 1..] {
            let (Some(one), Some(other)) = (&case.amounts[a], &case.amounts[b]) else {
                continue;
            };
            if !one.excludes(other) {
                continue;
            }
            match moment(case, a, b) {
                Times::Apart => continue,
                Times::Same => certain.add(case, a, b),
                Times::MayDiffer => possible.add(case, a, b),
            }
            pairs += 1;
            if pairs == MOST_PAIRS {
                break 'all;
            }
        }
    }
    let mut judged = certain.judged(case);
    // One moment or two is open, so some reading of both can hold.
    judged.extend(
        possible
            .judged(case)
            .into_iter()
            .map(|collision| Collision {
                severity: Severity::Tension,
                ..collision
            }),
    );
    judged
}

fn moment(case: &Case<'_>, a: usize, b: usize) -> Times {
    let (first, second) = (case.date(a), case.date(b));
    let is_changing = CHANGING.contains(&case.facts[a].atom.term.name.as_str());
    match (first, second) {
        (None, None) if !is_changing => Times::Same,
        _ => times(first, second),
    }
}

fn report(
    case: &Case<'_>,
    severity: Severity,
    collisions: &[Collision],
    told: &mut BTreeSet<usize>,
) -> Option<Finding> {
    let mut facts: Vec<usize> = collisions
        .iter()
        .flat_map(|one| &one.facts)
        .flat_map(|&(a, b)| [a, b])
        .collect();
    facts.sort_by_key(|&fact| (case.facts[fact].claim, fact));
    facts.dedup();
    if facts.iter().all(|fact| told.contains(fact)) {
        return None;
    }
    // What an earlier diagnostic has shown stands for its value only once.
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    facts.retain(|fact| {
        let text = case.amounts[*fact]
            .as_ref()
            .map_or("", |amount| amount.text.as_str());
        told.insert(*fact) || shown.insert(text)
    });
    let mut values: Vec<(f64, &str)> = facts
        .iter()
        .filter_map(|&fact| case.amounts[fact].as_ref())
        .map(|amount| (amount.span().high.min(f64::MAX), amount.text.as_str()))
        .collect();
    values.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    values.dedup();
    let texts: Vec<&str> = values.iter().map(|(_, text)| *text).collect();
    let what = case.facts[facts[0]].atom.term.to_string();
    let claims = facts
        .iter()
        .map(|&fact| case.facts[fact].claim)
        .collect::<BTreeSet<_>>()
        .len();
    let message = if claims == 1 {
        format!("one claim gives {} for `{what}`", phrase::list(&texts))
    } else {
        format!("{claims} claims give {} for `{what}`", phrase::list(&texts))
    };
    let places = facts.iter().map(|&fact| {
        let text = case.amounts[fact]
            .as_ref()
            .map_or("", |amount| amount.text.as_str());
        (
            case.facts[fact].place,
            format!("{text}, says {}", phrase::speaker(case.claim(fact))),
        )
    });
    let mut diagnostic = Diagnostic::new(CODE, severity, message).at_all(places);
    let singles: Vec<f64> = facts
        .iter()
        .filter_map(|&fact| case.amounts[fact].as_ref()?.single())
        .collect();
    let (low, high) = singles
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &one| {
            (low.min(one), high.max(one))
        });
    if low < high {
        diagnostic = diagnostic.sum(format!(
            "{} \u{2212} {} = {}",
            show(high),
            show(low),
            show(high - low)
        ));
    }
    let help = match severity {
        Severity::Contradiction => {
            "at most one value stands: say where another group, day or place is meant, or keep them as rivals"
        }
        _ => {
            "both can hold if they are of different moments or senses: say `as_of` when each is meant"
        }
    };
    let sets = collisions.iter().map(|one| set(one.claims)).collect();
    Some(Finding::between(diagnostic.help(help), sets))
}

fn set((a, b): (usize, usize)) -> Vec<usize> {
    if a == b { vec![a] } else { vec![a, b] }
}
