//! More people released than were ever captured or held.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};

use crate::amount::show;
use crate::case::{Case, argument, subject};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "release-over-capture";

/// Whose captives, and in whose hands.
type Captives<'d> = (&'d str, Option<String>);

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let released = by_captives(case, &["released"]);
    let taken = by_captives(case, &["captured", "held"]);
    let mut found = Vec::new();
    for (captives, releases) in &released {
        let Some(captures) = taken.get(captives) else {
            continue;
        };
        let highest = captures.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let Some(&(capture, most)) = highest else {
            continue;
        };
        for &(release, _) in releases {
            let Some(amount) = &case.amounts[release] else {
                continue;
            };
            let least = amount
                .stated
                .iter()
                .map(|range| range.low)
                .fold(f64::INFINITY, f64::min);
            if least <= most || !most.is_finite() {
                continue;
            }
            let said = amount.span().low;
            let message = format!(
                "{} of `{}` are released, but no account has more than {} captured",
                amount.text,
                captives.0,
                show(most)
            );
            let severity =
                if case.is_certain(release) && case.is_certain(capture) && captures.len() == 1 {
                    Severity::Contradiction
                } else {
                    Severity::Tension
                };
            let diagnostic = Diagnostic::new(CODE, severity, message)
                .on(case.facts[release].place, format!("{} released, says {}", amount.text, phrase::speaker(case.claim(release))))
                .with(case.facts[capture].place, format!("at most {} captured, says {}", show(most), phrase::speaker(case.claim(capture))))
                .sum(format!("{} \u{2212} {} = {}", show(said), show(most), show(said - most)))
                .help("say whether others than those captured there were released, or correct one of the numbers");
            let mut rows = vec![case.facts[release].claim, case.facts[capture].claim];
            rows.sort_unstable();
            found.push(Finding::between(diagnostic, vec![rows]));
        }
    }
    found
}

/// Facts of these words with the largest number each allows, by captives. A figure for one place is left out: others may
/// have been captured elsewhere.
fn by_captives<'d>(case: &Case<'d>, words: &[&str]) -> BTreeMap<Captives<'d>, Vec<(usize, f64)>> {
    let mut all: BTreeMap<Captives<'_>, Vec<(usize, f64)>> = BTreeMap::new();
    for &fact in words.iter().flat_map(|word| case.with_word(word)) {
        let atom = case.facts[fact].atom;
        let (Some(group), Some(amount)) = (subject(atom), &case.amounts[fact]) else {
            continue;
        };
        if case.facts[fact].is_negated || argument(atom, "at").is_some() {
            continue;
        }
        let by = argument(atom, "by").map(ToString::to_string);
        let high = amount
            .stated
            .iter()
            .map(|range| range.high)
            .fold(f64::NEG_INFINITY, f64::max);
        all.entry((group, by)).or_default().push((fact, high));
    }
    all
}
