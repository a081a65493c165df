//! Dates and orders of events that cannot all hold, though each two of them can.

use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};

use crate::calendar_network::Network;
use crate::case::Case;
use crate::conflict::{Choice, components, smallest_impossible};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::rules::date_conflict::duration;

const CODE: &str = "dates-together";

pub(crate) fn find(case: &Case<'_>, found: &[Finding]) -> Vec<Finding> {
    let network = Network::new(case);
    let known = known_sets(found);
    let mut told = Vec::new();
    for component in components(&network.claims(case), &network.links()) {
        let part = network.part(&component.variables);
        let Some(part) = part.filter(|_| component.claims.len() > 1) else {
            continue;
        };
        let clash = |choice: &Choice| {
            let (ring, _) = part.ring(case, choice)?;
            Some(
                ring.iter()
                    .filter_map(|bound| Some(case.facts[bound.fact?].claim))
                    .collect(),
            )
        };
        let sets = smallest_impossible(case, &component.claims, &known, &clash);
        told.extend(sets.into_iter().map(|set| report(case, &part, set)));
    }
    told
}

/// The sets of claims that other rules have shown.
pub(crate) fn known_sets(found: &[Finding]) -> Vec<BTreeSet<usize>> {
    found
        .iter()
        .flat_map(|finding| &finding.exclusive)
        .map(|set| set.iter().copied().collect())
        .collect()
}

fn report(case: &Case<'_>, network: &Network, set: Vec<usize>) -> Finding {
    let choice: Choice = set.iter().map(|&row| (row, 0)).collect();
    let ring = network.ring(case, &choice);
    let message = format!(
        "{} on dates and order cannot all hold, though fewer of them can",
        count(set.len())
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Contradiction, message);
    let mut shown = BTreeSet::new();
    if let Some((bounds, missed)) = ring {
        for bound in &bounds {
            if let Some(fact) = bound.fact
                && shown.insert(case.facts[fact].claim)
            {
                let claim = case.claim(fact);
                let label = format!("{}, says {}", bound.text, phrase::speaker(claim));
                diagnostic = if shown.len() == 1 {
                    diagnostic.on(case.facts[fact].place, label)
                } else {
                    diagnostic.with(case.facts[fact].place, label)
                };
            }
        }
        let texts: Vec<&str> = bounds.iter().map(|bound| bound.text.as_str()).collect();
        diagnostic = diagnostic.sum(format!(
            "{}: they miss each other by {}",
            texts.join("; "),
            duration(missed.max(60))
        ));
    }
    for &row in set.iter().filter(|row| !shown.contains(row)) {
        let claim = &case.dossier.claims[row];
        diagnostic = diagnostic.with(
            claim.id.span,
            format!("in each of its readings, says {}", phrase::speaker(claim)),
        );
    }
    let diagnostic = diagnostic
        .help("give up or re-date one of them; `jointly-possible` says which frees the most");
    Finding::between(diagnostic, vec![set])
}

/// `3 claims`
pub(crate) fn count(claims: usize) -> String {
    if claims == 1 {
        "1 claim".to_string()
    } else {
        format!("{claims} claims")
    }
}
