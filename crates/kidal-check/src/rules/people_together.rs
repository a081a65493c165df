//! Counts of people that cannot all hold: sums over groups, places and hands.

use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};

use crate::amount::show;
use crate::case::Case;
use crate::conflict::{Choice, components, smallest_impossible};
use crate::headcount::Headcount;
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::rules::dates_together::{count, known_sets};

const CODE: &str = "people-together";

pub(crate) fn find(case: &Case<'_>, found: &[Finding]) -> Vec<Finding> {
    let people = Headcount::new(case);
    let known = known_sets(found);
    let mut told = Vec::new();
    for component in components(&people.claims(case), &people.links()) {
        let part = people.part(&component.variables);
        let Some(part) = part.filter(|_| component.claims.len() > 1) else {
            continue;
        };
        let clash = |choice: &Choice| {
            let excess = part.excess(case, choice)?;
            Some(
                excess
                    .facts
                    .iter()
                    .map(|&fact| case.facts[fact].claim)
                    .collect(),
            )
        };
        for set in smallest_impossible(case, &component.claims, &known, &clash) {
            told.extend(report(case, &part, set));
        }
    }
    told
}

fn report(case: &Case<'_>, people: &Headcount<'_>, set: Vec<usize>) -> Option<Finding> {
    let choice: Choice = set.iter().map(|&row| (row, 0)).collect();
    // Without a tie two counts of one number collide: that is `disjoint-values`, or a difference of moments.
    let excess = people
        .excess(case, &choice)
        .filter(|excess| !excess.ties.is_empty())?;
    let message = format!(
        "{} cannot all hold: they make `{}` at least {} and at most {}",
        count(set.len()),
        excess.cell,
        show(excess.least),
        show(excess.most)
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Contradiction, message);
    let mut shown = BTreeSet::new();
    for &fact in &excess.facts {
        let row = case.facts[fact].claim;
        if !shown.insert(row) {
            continue;
        }
        let said = case.amounts[fact]
            .as_ref()
            .map_or("its parts".to_string(), |amount| amount.text.clone());
        let label = format!("{said}, says {}", phrase::speaker(case.claim(fact)));
        diagnostic = if shown.len() == 1 {
            diagnostic.on(case.facts[fact].place, label)
        } else {
            diagnostic.with(case.facts[fact].place, label)
        };
    }
    for &row in set.iter().filter(|row| !shown.contains(row)) {
        let claim = &case.dossier.claims[row];
        diagnostic = diagnostic.with(
            claim.id.span,
            format!("in each of its readings, says {}", phrase::speaker(claim)),
        );
    }
    for tie in &excess.ties {
        diagnostic = diagnostic.sum(tie.clone());
    }
    diagnostic = diagnostic.sum(format!(
        "{} \u{2212} {} = {}",
        show(excess.least),
        show(excess.most),
        show(excess.least - excess.most)
    ));
    let help = "at most all but one stand: say where another day, place or group is meant; `jointly-possible` says which frees the most";
    Some(Finding::between(diagnostic.help(help), vec![set]))
}
