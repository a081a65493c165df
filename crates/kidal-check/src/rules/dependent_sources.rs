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
    let mut by_speaker: BTreeMap<&str, Vec<Reach<'_>>> = BTreeMap::new();
    for claim in &case.dossier.claims {
        if own_voice(case, claim).is_none() {
            let reach = Reach {
                claims: vec![claim.speaker.span],
                sources: case.dossier.carriers(claim),
            };
            join(by_speaker.entry(&claim.speaker.value).or_default(), reach);
        }
    }
    by_speaker
        .iter()
        .flat_map(|(speaker, reaches)| reaches.iter().map(move |reach| (speaker, reach)))
        .filter_map(|(speaker, reach)| report(case, speaker, reach))
        .collect()
}

/// Claims of one speaker with the documents that carry them; documents hang together where one claim passes through both.
struct Reach<'d> {
    claims: Vec<Span>,
    sources: Vec<&'d str>,
}

fn join<'d>(reaches: &mut Vec<Reach<'d>>, mut new: Reach<'d>) {
    while let Some(place) = reaches.iter().position(|known| {
        known
            .sources
            .iter()
            .any(|source| new.sources.contains(source))
    }) {
        let mut known = reaches.remove(place);
        known.claims.extend(new.claims);
        new.sources.retain(|source| !known.sources.contains(source));
        known.sources.extend(new.sources);
        new = known;
    }
    reaches.push(new);
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
