//! A total over several places against what is said of each place.

use kidal_diag::{Diagnostic, Severity};

use crate::amount::show;
use crate::case::{Case, argument, name_in, subject};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sums::{Part, Sum, Whole, claims_of, place_of, sum, wholes};

const CODE: &str = "part-whole";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let first = crate::origin::repetitions(case);
    let mut found = Vec::new();
    let mut told: Vec<(String, Option<f64>)> = Vec::new();
    for whole in wholes(case) {
        let amount = case.amounts[whole.fact].as_ref();
        let key = (
            case.keys[whole.fact].clone(),
            amount.and_then(|amount| amount.single()),
        );
        if told.contains(&key)
            || first[case.facts[whole.fact].claim] != case.facts[whole.fact].claim
        {
            continue;
        }
        told.push(key);
        found.extend(above_parts(case, &whole));
        found.extend(as_one_part(case, &whole));
        found.extend(above_larger_whole(case, &whole));
    }
    found
}

/// The total is larger than its parts allow.
fn above_parts(case: &Case<'_>, whole: &Whole<'_>) -> Option<Finding> {
    let amount = case.amounts[whole.fact].as_ref()?;
    let (said, least) = (
        amount.span().low,
        amount
            .stated
            .iter()
            .map(|range| range.low)
            .fold(f64::INFINITY, f64::min),
    );
    let at_most = sum(&whole.parts, |part| part.at_most.as_ref())?;
    let survivors = sum(&whole.parts, |part| part.survivors.as_ref())?;
    if said <= survivors.value {
        return None;
    }
    let severity = if least > at_most.loose && case.is_certain(whole.fact) {
        Severity::Contradiction
    } else {
        Severity::Tension
    };
    let message = format!(
        "{} captured at {} places, but the accounts of each allow at most {} alive and {} in any case",
        amount.text,
        whole.parts.len(),
        show(survivors.value),
        show(at_most.value)
    );
    let mut diagnostic = Diagnostic::new(CODE, severity, message).on(
        case.facts[whole.fact].place,
        format!(
            "{}, says {}",
            amount.text,
            phrase::speaker(case.claim(whole.fact))
        ),
    );
    for (assumption, total) in assumptions(whole) {
        diagnostic = diagnostic.sum(format!(
            "{assumption}: {} = {}; {} is {} times that",
            total.text,
            show(total.value),
            show(said),
            show((said / total.value * 100.0).round() / 100.0)
        ));
    }
    let mut rows = vec![case.facts[whole.fact].claim];
    for &fact in &at_most.facts {
        rows.push(case.facts[fact].claim);
    }
    let mut facts = at_most.facts.clone();
    facts.extend(&survivors.facts);
    for (row, claim) in claims_of(case, &facts) {
        let place = case.facts[facts
            .iter()
            .copied()
            .find(|&fact| case.facts[fact].claim == row)?]
        .place;
        diagnostic = diagnostic.with(
            place,
            format!("bounds a part, says {}", phrase::speaker(claim)),
        );
    }
    rows.sort_unstable();
    rows.dedup();
    let diagnostic = diagnostic.help(format!(
        "attribute {} to {} and give the parts beside it",
        amount.text,
        phrase::speaker(case.claim(whole.fact))
    ));
    Some(Finding::between(diagnostic, vec![rows]))
}

/// The sums with what each assumes.
fn assumptions(whole: &Whole<'_>) -> Vec<(&'static str, Sum)> {
    let survivors = |part: &Part<'_>| part.survivors.clone();
    let mut all = Vec::new();
    if let Some(total) = sum(&whole.parts, |part| part.survivors.as_ref()) {
        all.push(("those captured and alive", total));
    }
    let has_more =
        !whole.beyond.is_empty() && whole.beyond.iter().all(|part| survivors(part).is_some());
    if has_more
        && let Some(total) = sum(whole.parts.iter().chain(&whole.beyond), |part| {
            part.survivors.as_ref()
        })
    {
        all.push(("with the other places named by accounts", total));
    }
    if let Some(total) = sum(&whole.parts, |part| part.reported.as_ref()) {
        all.push(("ever captured, as the accounts say", total));
    }
    if let Some(total) = sum(&whole.parts, |part| part.at_most.as_ref()) {
        all.push(("ever captured, if the killed were captured first", total));
    }
    all
}

/// The total of several places stands as the figure of one of them.
fn as_one_part(case: &Case<'_>, whole: &Whole<'_>) -> Vec<Finding> {
    let Some(total) = case.amounts[whole.fact]
        .as_ref()
        .and_then(|amount| amount.single())
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for part in &whole.parts {
        let others: Vec<&Part<'_>> = whole
            .parts
            .iter()
            .filter(|other| other.place != part.place)
            .collect();
        let Some((other, rest)) = others
            .iter()
            .find_map(|other| Some((other, lowest(case, whole, other.place)?)))
        else {
            continue;
        };
        for &fact in case.with_word("captured") {
            let is_same = case.amounts[fact]
                .as_ref()
                .and_then(|amount| amount.single())
                == Some(total)
                && fact != whole.fact
                && place_of(case, fact) == Some(part.place)
                && subject(case.facts[fact].atom)
                    .is_some_and(|id| case.dossier.is_within(id, whole.group));
            if !is_same || rest.1 <= 0.0 {
                continue;
            }
            // Who took the others is often not said, so the captor of the total may have taken all of his here.
            let by = |fact: usize| argument(case.facts[fact].atom, "by").map(ToString::to_string);
            let is_firm = by(rest.0) == by(whole.fact)
                && case.is_certain(fact)
                && case.is_certain(whole.fact);
            let severity = if is_firm {
                Severity::Contradiction
            } else {
                Severity::Tension
            };
            let message = format!(
                "{} stands as the figure of `{}` alone, but it is the total of {} places",
                show(total),
                part.place,
                whole.parts.len()
            );
            let diagnostic = Diagnostic::new(CODE, severity, message)
                .on(
                    case.facts[fact].place,
                    format!(
                        "`{}` alone, says {}",
                        part.place,
                        phrase::speaker(case.claim(fact))
                    ),
                )
                .with(
                    case.facts[whole.fact].place,
                    format!(
                        "the total, says {}",
                        phrase::speaker(case.claim(whole.fact))
                    ),
                )
                .with(
                    case.facts[rest.0].place,
                    format!("at least {} of them at `{}`", show(rest.1), other.place),
                )
                .sum(format!(
                    "{} + {} = {}, more than {}",
                    show(total),
                    show(rest.1),
                    show(total + rest.1),
                    show(total)
                ))
                .help(format!(
                    "take {} out of the figure of `{}`",
                    show(total),
                    part.place
                ));
            let mut rows = vec![
                case.facts[fact].claim,
                case.facts[whole.fact].claim,
                case.facts[rest.0].claim,
            ];
            rows.sort_unstable();
            found.push(Finding::between(diagnostic, vec![rows]));
        }
    }
    found
}

/// The total is larger than what is said of an event that holds all of its places.
fn above_larger_whole(case: &Case<'_>, whole: &Whole<'_>) -> Vec<Finding> {
    let Some(amount) = &case.amounts[whole.fact] else {
        return Vec::new();
    };
    let least = amount
        .stated
        .iter()
        .map(|range| range.low)
        .fold(f64::INFINITY, f64::min);
    let mut found = Vec::new();
    for &fact in case.with_word("captured") {
        let atom = case.facts[fact].atom;
        let event = argument(atom, "in")
            .and_then(name_in)
            .and_then(|name| case.dossier.event(name));
        let (Some(event), Some(larger)) = (event, &case.amounts[fact]) else {
            continue;
        };
        let most = larger
            .stated
            .iter()
            .map(|range| range.high)
            .fold(f64::NEG_INFINITY, f64::max);
        let holds_all = whole
            .parts
            .iter()
            .all(|part| happened_within(case, part.place, &event.id.value));
        let is_wider =
            subject(atom).is_some_and(|group| case.dossier.is_within(whole.group, group));
        // An event without a place of its own may hold them all even where nobody has said so.
        if (!holds_all && event.place.is_some())
            || !is_wider
            || argument(atom, "by").is_some()
            || least <= most
            || case.facts[fact].is_negated
        {
            continue;
        }
        let is_certain = holds_all && case.is_certain(fact) && case.is_certain(whole.fact);
        let severity = if is_certain {
            Severity::Contradiction
        } else {
            Severity::Tension
        };
        let message = format!(
            "{} captured at {} places are more than the {} captured in all of `{}`",
            amount.text,
            whole.parts.len(),
            larger.text,
            event.id.value
        );
        let (total, all) = (amount.span().low, larger.span().high);
        let mut rows = vec![case.facts[whole.fact].claim, case.facts[fact].claim];
        rows.sort_unstable();
        let diagnostic = Diagnostic::new(CODE, severity, message)
            .on(case.facts[whole.fact].place, format!("{}, says {}", amount.text, phrase::speaker(case.claim(whole.fact))))
            .with(case.facts[fact].place, format!("{} in all, says {}", larger.text, phrase::speaker(case.claim(fact))))
            .sum(format!("{} \u{2212} {} = {}", show(total), show(all), show(total - all)))
             .help(if holds_all {
                "at most one stands, unless the larger event is counted up to an earlier day: date both"
            } else {
                "both can hold if a place is no part of the larger event: say so with `part_of`"
            });
        found.push(Finding::between(diagnostic, vec![rows]));
    }
    found
}

/// Whether an event at the place is part of the larger one.
fn happened_within(case: &Case<'_>, place: &str, larger: &str) -> bool {
    case.dossier.events.iter().any(|event| {
        let mut whole = event.part_of.as_ref();
        let is_there = event
            .place
            .as_ref()
            .is_some_and(|there| there.value == place);
        for _ in 0..8 {
            match whole {
                Some(found) if found.value == larger => return is_there,
                Some(found) => {
                    whole = case
                        .dossier
                        .event(&found.value)
                        .and_then(|event| event.part_of.as_ref())
                }
                None => return false,
            }
        }
        false
    })
}

/// The smallest number that an account gives for a place.
fn lowest(case: &Case<'_>, whole: &Whole<'_>, place: &str) -> Option<(usize, f64)> {
    case.with_word("captured")
        .iter()
        .copied()
        .filter(|&fact| place_of(case, fact) == Some(place))
        .filter(|&fact| {
            subject(case.facts[fact].atom).is_some_and(|id| case.dossier.is_within(id, whole.group))
        })
        .filter_map(|fact| Some((fact, case.amounts[fact].as_ref()?.span().low)))
        .filter(|(_, low)| low.is_finite())
        .min_by(|a, b| a.1.total_cmp(&b.1))
}
