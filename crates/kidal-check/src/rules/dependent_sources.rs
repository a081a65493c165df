//! One speaker behind several documents: they count once.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Span;

use crate::case::Case;
use crate::editions::own_voice;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "dependent-sources";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut by_speaker: BTreeMap<&str, Reach<'_>> = BTreeMap::new();
    for claim in &case.dossier.claims {
        if own_voice(case, claim).is_some() {
            continue;
        }
        let reach = by_speaker.entry(&claim.speaker.value).or_default();
        reach.claims.push(claim.speaker.span);
        for source in case.dossier.carriers(claim) {
            if !reach.sources.contains(&source) {
                reach.sources.push(source);
            }
        }
    }
    by_speaker
        .iter()
        .filter_map(|(speaker, reach)| report(case, speaker, reach))
        .collect()
}

#[derive(Default)]
struct Reach<'d> {
    claims: Vec<Span>,
    sources: Vec<&'d str>,
}

fn report(case: &Case<'_>, speaker: &str, reach: &Reach<'_>) -> Option<Finding> {
    if reach.sources.len() < 2 {
        return None;
    }
    let quoted: Vec<String> = reach
        .sources
        .iter()
        .map(|source| format!("`{source}`"))
        .collect();
    let message = format!(
        "{} of `{speaker}` reach{} us through {} documents and count{} once: {}",
        count(reach.claims.len(), "claim"),
        if reach.claims.len() == 1 { "es" } else { "" },
        reach.sources.len(),
        if reach.claims.len() == 1 { "s" } else { "" },
        phrase::list(&quoted)
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Note, message)
        .on(
            case.dossier.place_of(speaker).unwrap_or(reach.claims[0]),
            "one origin",
        )
        .with(reach.claims[0], "for example here");
    let mut copies: Vec<&str> = reach
        .sources
        .iter()
        .flat_map(|source| case.dossier.copies_of(source))
        .filter(|copy| !reach.sources.contains(copy))
        .collect();
    copies.sort_unstable();
    copies.dedup();
    if !copies.is_empty() {
        let quoted: Vec<String> = copies.iter().map(|source| format!("`{source}`")).collect();
        let verb = if copies.len() == 1 { "copies" } else { "copy" };
        diagnostic = diagnostic.sum(format!(
            "{} {verb} these and add nothing: {}",
            count(copies.len(), "further document"),
            phrase::list(&quoted)
        ));
    }
    Some(Finding::from(diagnostic))
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
