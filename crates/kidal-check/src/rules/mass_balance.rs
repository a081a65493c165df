//! People counted at the start against where they are counted in the end.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Value;

use crate::amount::{Amount, show};
use crate::case::{Case, argument, subject};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sides::side_of;

const CODE: &str = "mass-balance";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    totals(case)
        .into_iter()
        .filter_map(|total| balance(case, &total))
        .collect()
}

/// A count of a body of people that its speaker also divides into parts.
struct Total<'d> {
    fact: usize,
    groups: Vec<&'d str>,
    parts: Vec<&'d str>,
    men: f64,
}

fn totals<'d>(case: &Case<'d>) -> Vec<Total<'d>> {
    let mut all = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for &split in case.with_word("partition") {
        let atom = case.facts[split].atom;
        let (Some(group), Some(Value::Partition(parts))) = (subject(atom), atom.term.position(1))
        else {
            continue;
        };
        let speaker = &case.claim(split).speaker.value;
        let counted = case.with_word("strength").iter().copied().find(|&fact| {
            subject(case.facts[fact].atom) == Some(group)
                && case.claim(fact).speaker.value == *speaker
        });
        let Some(fact) = counted else { continue };
        let Some(men) = case.amounts[fact].as_ref().and_then(Amount::single) else {
            continue;
        };
        let row = case.facts[fact].claim;
        if told.contains(&row) {
            continue;
        }
        told.push(row);
        let groups = case.of_claim[row]
            .clone()
            .filter_map(|other| subject(case.facts[other].atom))
            .collect();
        let parts = parts.iter().map(|(part, _)| part.as_str()).collect();
        all.push(Total {
            fact,
            groups,
            parts,
            men,
        });
    }
    all
}

impl Total<'_> {
    fn concerns(&self, case: &Case<'_>, group: &str) -> bool {
        self.parts.contains(&group)
            || self
                .groups
                .iter()
                .any(|whole| *whole == group || case.dossier.is_within(group, whole))
            || case.dossier.group(group).is_some_and(|group| {
                group
                    .overlaps
                    .iter()
                    .any(|other| self.groups.contains(&other.value.as_str()))
            })
    }
}

/// People counted at a later place.
struct Arrived<'d> {
    fact: usize,
    group: &'d str,
    men: f64,
    is_approximate: bool,
}

/// Words that say where people are in the end.
const REACHED: [&str; 2] = ["arrived", "remained"];
/// Words that say how people were lost on the way.
const LOST: [&str; 4] = ["captured", "killed", "defected", "escaped"];

fn arrivals<'d>(case: &Case<'d>, total: &Total<'d>) -> BTreeMap<&'d str, Vec<Arrived<'d>>> {
    let counts = REACHED
        .iter()
        .flat_map(|word| case.with_word(word))
        .copied();
    let camps = case
        .with_word("strength")
        .iter()
        .copied()
        .filter(|&fact| argument(case.facts[fact].atom, "at").is_some());
    let mut by_speaker: BTreeMap<&str, Vec<Arrived<'_>>> = BTreeMap::new();
    for fact in counts.chain(camps) {
        let stated = &case.facts[fact];
        let (Some(group), Some(amount)) = (subject(stated.atom), &case.amounts[fact]) else {
            continue;
        };
        let men = amount.span().low;
        if stated.is_negated || !men.is_finite() || !total.concerns(case, group) {
            continue;
        }
        let is_approximate = amount.text.contains("about");
        by_speaker
            .entry(&case.claim(fact).speaker.value)
            .or_default()
            .push(Arrived {
                fact,
                group,
                men,
                is_approximate,
            });
    }
    for counts in by_speaker.values_mut() {
        // One body counted at two places by one speaker is one body: the firmest and then the smallest count stands.
        counts.sort_by(|a, b| {
            (a.group, a.is_approximate)
                .cmp(&(b.group, b.is_approximate))
                .then(a.men.total_cmp(&b.men))
        });
        counts.dedup_by(|later, earlier| later.group == earlier.group);
    }
    by_speaker
}

fn balance(case: &Case<'_>, total: &Total<'_>) -> Option<Finding> {
    let arrivals = arrivals(case, total);
    let sums: Vec<(&str, &Vec<Arrived<'_>>, f64)> = arrivals
        .iter()
        .filter(|(_, counts)| counts.len() >= 2)
        .map(|(speaker, counts)| (*speaker, counts, counts.iter().map(|count| count.men).sum()))
        .collect();
    let lost = losses(case, total);
    let most = sums
        .iter()
        .map(|(_, _, sum)| *sum)
        .fold(f64::NEG_INFINITY, f64::max);
    let needed: f64 = lost.iter().map(|(_, men)| men).sum();
    let is_short = |sum: f64| total.men - sum < needed;
    if !sums
        .iter()
        .any(|(_, _, sum)| *sum > total.men || is_short(*sum))
    {
        return None;
    }
    let words = if most > total.men {
        format!(
            "{} are counted in the end where {} were counted before",
            show(most),
            show(total.men)
        )
    } else {
        format!(
            "of {}, {} are counted in the end: too few are left for those lost on the way",
            show(total.men),
            show(most)
        )
    };
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, words).on(
        case.facts[total.fact].place,
        format!(
            "{} at first, says {}",
            show(total.men),
            phrase::speaker(case.claim(total.fact))
        ),
    );
    for (speaker, counts, sum) in &sums {
        for count in *counts {
            let place = argument(case.facts[count.fact].atom, "at")
                .or(case.facts[count.fact].atom.term.position(1))
                .map_or(String::new(), |place| format!(" at `{place}`"));
            diagnostic = diagnostic.with(
                case.facts[count.fact].place,
                format!(
                    "{} of `{}`{place}, says `{speaker}`",
                    show(count.men),
                    count.group
                ),
            );
        }
        let terms: Vec<String> = counts.iter().map(|count| show(count.men)).collect();
        let rest = total.men - sum;
        let left = if rest < 0.0 {
            format!("{} too many", show(-rest))
        } else {
            format!("leaves {}", show(rest))
        };
        diagnostic = diagnostic.sum(format!(
            "`{speaker}`: {} = {} of {}: {left}",
            terms.join(" + "),
            show(*sum),
            show(total.men)
        ));
    }
    for (fact, men) in &lost {
        let word = &case.facts[*fact].atom.term.name;
        diagnostic = diagnostic
            .with(
                case.facts[*fact].place,
                format!(
                    "at least {} {word}, says {}",
                    show(*men),
                    phrase::speaker(case.claim(*fact))
                ),
            )
            .sum(format!(
                "{word}: at least {} (`{}`)",
                show(*men),
                case.claim(*fact).id.value
            ));
    }
    Some(Finding::from(diagnostic.help(format!(
        "one of four: {} is counted after the losses; the losses are near zero; the later count includes others; {} is not the whole body",
        show(total.men),
        show(total.men)
    ))))
}

/// Losses with a number on the same side and at the place of the dossier.
fn losses(case: &Case<'_>, total: &Total<'_>) -> Vec<(usize, f64)> {
    let Some(centre) = &case.dossier.about.place else {
        return Vec::new();
    };
    let side = total.groups.iter().find_map(|group| side_of(case, group));
    let mut found: Vec<(usize, f64)> = Vec::new();
    for word in LOST {
        let facts: Vec<usize> = case
            .with_word(word)
            .iter()
            .copied()
            .filter(|&fact| crate::sums::place_of(case, fact) == Some(centre.value.as_str()))
            .filter(|&fact| subject(case.facts[fact].atom).and_then(|id| side_of(case, id)) == side)
            .collect();
        let least = crate::origin::originals(case, &facts)
            .into_iter()
            .filter_map(|fact| Some((fact, case.amounts[fact].as_ref()?.span().low)))
            .filter(|(_, low)| low.is_finite() && *low > 0.0)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        found.extend(least);
    }
    found
}
