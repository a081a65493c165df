//! Freed and still held together, against the captured of whom the accounts tell.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};

use crate::amount::show;
use crate::case::{Case, argument, subject};
use crate::moment::{Times, times};
use crate::origin::repetitions;
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sums::{Sum, Whole, sum, wholes};

const CODE: &str = "held-exceeds-parts";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let totals = wholes(case);
    let first = repetitions(case);
    let mut found = Vec::new();
    for &held in case.with_word("held") {
        let Some(group) = subject(case.facts[held].atom) else {
            continue;
        };
        let Some((whole, captured)) = totals
            .iter()
            .filter(|whole| whole.group == group)
            .find_map(|whole| Some((whole, sum(&whole.parts, |part| part.survivors.as_ref())?)))
        else {
            continue;
        };
        if !case.facts[held].is_negated && argument(case.facts[held].atom, "at").is_none() {
            found.extend(compare(case, held, whole, &captured, &first));
        }
    }
    found
}

fn compare(
    case: &Case<'_>,
    held: usize,
    whole: &Whole<'_>,
    captured: &Sum,
    first: &[usize],
) -> Option<Finding> {
    let still = case.amounts[held].as_ref()?;
    let least = still.span().low;
    if !least.is_finite() {
        return None;
    }
    let mut released: BTreeMap<u64, usize> = BTreeMap::new();
    for &fact in case.with_word("released") {
        let is_same_group =
            subject(case.facts[fact].atom) == Some(whole.group) && !case.facts[fact].is_negated;
        let is_first = first[case.facts[fact].claim] == case.facts[fact].claim;
        let Some(number) = case.amounts[fact]
            .as_ref()
            .and_then(|amount| amount.single())
        else {
            continue;
        };
        if is_same_group && is_first && times(case.date(fact), case.date(held)) == Times::Same {
            let known = released.entry(number as u64).or_insert(fact);
            // The account that also counts those still held is the one to add to.
            if shares_document(case, fact, held) && !shares_document(case, *known, held) {
                *known = fact;
            }
        }
    }
    let main = released
        .values()
        .copied()
        .find(|&fact| shares_document(case, fact, held))
        .or(released.values().next().copied())?;
    let freed = case.amounts[main].as_ref()?.single()?;
    let total = freed + least;
    if total <= captured.value {
        return None;
    }
    let message = format!(
        "{} freed and {} still held make at least {}, more than the {} captured of whom the accounts tell: not the same men",
        show(freed),
        still.text,
        show(total),
        show(captured.value)
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message)
        .on(
            case.facts[held].place,
            format!(
                "{} held, says {}",
                still.text,
                phrase::speaker(case.claim(held))
            ),
        )
        .with(
            case.facts[main].place,
            format!(
                "{} freed, says {}",
                show(freed),
                phrase::speaker(case.claim(main))
            ),
        )
        .with(
            case.facts[whole.fact].place,
            format!("captured at {} places", whole.parts.len()),
        )
        .sum(format!(
            "{} + {} = {} held at least",
            show(freed),
            show(least),
            show(total)
        ))
        .sum(format!(
            "captured and alive: {} = {} at most",
            captured.text,
            show(captured.value)
        ));
    for (_, &fact) in released.iter().filter(|(_, fact)| **fact != main) {
        let other = case.amounts[fact].as_ref()?.single()?;
        diagnostic = diagnostic.sum(format!(
            "with the {} of {}: {} + {} = {}",
            show(other),
            phrase::speaker(case.claim(fact)),
            show(other),
            show(least),
            show(other + least)
        ));
    }
    let (by_held, by_whole) = (captor(case, held), captor(case, whole.fact));
    if by_held != by_whole {
        diagnostic = diagnostic.sum(format!(
            "held by {}, captured by {}",
            by_held.unwrap_or_else(|| "nobody named".to_string()),
            by_whole.unwrap_or_else(|| "nobody named".to_string())
        ));
    }
    Some(Finding::from(diagnostic.help(
        "keep two populations apart: those of these places, and all those held anywhere by anyone",
    )))
}

fn captor(case: &Case<'_>, fact: usize) -> Option<String> {
    argument(case.facts[fact].atom, "by").map(|by| format!("`{by}`"))
}

fn shares_document(case: &Case<'_>, a: usize, b: usize) -> bool {
    let (one, other) = (
        case.dossier.carriers(case.claim(a)),
        case.dossier.carriers(case.claim(b)),
    );
    one.iter().any(|source| other.contains(source))
}
