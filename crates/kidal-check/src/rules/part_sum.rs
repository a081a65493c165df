//! Parts that are given with their whole: do they add up?

use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Comparison, Relation, Value};

use crate::amount::{Amount, show};
use crate::case::{Case, subject};
use crate::collide::Collisions;
use crate::editions::{carries, own_voice};
use crate::phrase::Places;
use crate::rule::Finding;

const CODE: &str = "part-sum";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for word in case.words() {
        for &parts in case.with_word(word) {
            if let Some(split) = Split::of(case, parts) {
                compare(case, &split, &mut told, &mut found);
            }
        }
    }
    for group in &case.dossier.groups {
        declared(case, group, &mut told, &mut found);
    }
    found
}

/// The parts of a group with their sizes.
struct Split<'d> {
    facts: Vec<usize>,
    group: &'d str,
    sizes: Vec<Amount>,
}

impl<'d> Split<'d> {
    /// The parts that a fact lists in braces.
    fn of(case: &Case<'d>, fact: usize) -> Option<Self> {
        let atom = case.facts[fact].atom;
        let compared = atom.comparison.as_ref().map(|comparison| &comparison.value);
        let parts = atom
            .term
            .positional()
            .chain(compared)
            .find_map(|value| match value {
                Value::Partition(parts) => Some(parts),
                _ => None,
            })?;
        let sizes: Option<Vec<Amount>> = parts
            .iter()
            .map(|(_, value)| {
                Amount::of(&Comparison {
                    relation: Relation::Equal,
                    value: value.clone(),
                })
            })
            .collect();
        Some(Split {
            facts: vec![fact],
            group: subject(atom)?,
            sizes: sizes?,
        })
    }

    fn total(&self, pick: impl Fn(&Amount) -> f64) -> f64 {
        self.sizes.iter().map(pick).sum()
    }

    fn text(&self) -> String {
        self.sizes
            .iter()
            .map(|size| size.text.as_str())
            .collect::<Vec<_>>()
            .join(" + ")
    }
}

fn compare(
    case: &Case<'_>,
    split: &Split<'_>,
    told: &mut BTreeSet<(usize, usize)>,
    found: &mut Vec<Finding>,
) {
    let mine = case.claim(split.facts[0]);
    for &whole in case.with_word("strength") {
        if subject(case.facts[whole].atom) != Some(split.group) || case.facts[whole].is_negated {
            continue;
        }
        let Some(amount) = &case.amounts[whole] else {
            continue;
        };
        let theirs = case.claim(whole);
        let is_own = theirs.speaker.value == mine.speaker.value;
        let is_copied = own_voice(case, mine).is_some_and(|copy| {
            case.dossier
                .sources_behind(copy)
                .iter()
                .any(|original| carries(theirs, original))
        });
        if !is_own && !is_copied {
            continue;
        }
        if told.insert((case.facts[whole].claim, case.facts[split.facts[0]].claim)) {
            found.extend(verdict(case, split, whole, amount));
        }
    }
}

fn verdict(case: &Case<'_>, split: &Split<'_>, whole: usize, amount: &Amount) -> Option<Finding> {
    let (low, high) = (
        split.total(|size| size.span().low),
        split.total(|size| size.span().high),
    );
    let said = amount.span();
    let sum = if low == high {
        show(low)
    } else {
        format!("{} to {}", show(low), show(high))
    };
    let line = format!("{} = {sum}", split.text());
    let places = |diagnostic: Diagnostic| {
        let diagnostic = diagnostic.on(
            case.facts[whole].place,
            format!("the whole: {}", amount.text),
        );
        let parts = split.facts.iter().map(|&fact| case.facts[fact].place);
        parts.fold(diagnostic, |diagnostic, place| {
            diagnostic.with(place, format!("the parts: {line}"))
        })
    };
    if low <= said.high && said.low <= high {
        let message = format!(
            "`{}` is {}, and its parts add up to it: {line}",
            split.group, amount.text
        );
        return Some(Finding::from(
            places(Diagnostic::new(CODE, Severity::Note, message)).sum(line),
        ));
    }
    let mut collisions = Collisions::default();
    for &fact in &split.facts {
        collisions.add(case, whole, fact);
    }
    let severity = collisions
        .judged(case)
        .into_iter()
        .map(|collision| collision.severity)
        .min()?;
    let message = format!(
        "`{}` is {}, but its parts add up to {sum}: {}",
        split.group,
        amount.text,
        split.text()
    );
    let mut diagnostic = places(Diagnostic::new(CODE, severity, message)).sum(line);
    if let Some(rest) = whole_among_parts(split) {
        diagnostic = diagnostic
            .sum(rest)
            .help("the total stands among its own parts: take it out of the list");
    } else {
        diagnostic = diagnostic
            .help("correct the part that differs, or say that the parts are not exhaustive");
    }
    let mut rows: Vec<usize> = split
        .facts
        .iter()
        .map(|&fact| case.facts[fact].claim)
        .collect();
    rows.push(case.facts[whole].claim);
    rows.sort_unstable();
    rows.dedup();
    Some(Finding::between(diagnostic, vec![rows]))
}

/// `504 = 300 + 204` where one part is the sum of the others.
fn whole_among_parts(split: &Split<'_>) -> Option<String> {
    let total = split.total(|size| size.span().low);
    let number = split
        .sizes
        .iter()
        .position(|size| size.single().is_some_and(|one| one * 2.0 == total))?;
    if split.sizes.len() < 3 {
        return None;
    }
    let others: Vec<&str> = split
        .sizes
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != number)
        .map(|(_, size)| size.text.as_str())
        .collect();
    Some(format!(
        "{} = {}",
        split.sizes[number].text,
        others.join(" + ")
    ))
}

/// A declared partition of which one speaker counts the whole and every part.
fn declared(
    case: &Case<'_>,
    group: &kidal_dossier::model::Group,
    told: &mut BTreeSet<(usize, usize)>,
    found: &mut Vec<Finding>,
) {
    if group.partition.is_empty() {
        return;
    }
    let strengths = |of: &str, speaker: &str| -> Option<usize> {
        case.with_word("strength").iter().copied().find(|&fact| {
            subject(case.facts[fact].atom) == Some(of)
                && case.claim(fact).speaker.value == speaker
                && case.amounts[fact].is_some()
                && case.is_certain(fact)
                && !case.facts[fact].is_negated
        })
    };
    for speaker in case.dossier.speakers() {
        let Some(whole) = strengths(&group.id.value, speaker) else {
            continue;
        };
        let parts: Option<Vec<usize>> = group
            .partition
            .iter()
            .map(|part| strengths(part, speaker))
            .collect();
        let Some(facts) = parts else { continue };
        let sizes = facts
            .iter()
            .filter_map(|&fact| case.amounts[fact].clone())
            .collect();
        let split = Split {
            group: &group.id.value,
            sizes,
            facts,
        };
        if told.insert((case.facts[whole].claim, case.facts[split.facts[0]].claim))
            && let Some(amount) = &case.amounts[whole]
        {
            found.extend(verdict(case, &split, whole, amount));
        }
    }
}
