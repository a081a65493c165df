//! Which claims count once: copies of one statement.

use std::collections::BTreeMap;

use kidal_dossier::Claim;

use crate::case::Case;
use crate::editions::own_voice;

/// For each claim the first claim of which it is a repetition: same speaker, same statement. Itself where it is the first.
pub(crate) fn repetitions(case: &Case<'_>) -> Vec<usize> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    case.dossier
        .claims
        .iter()
        .enumerate()
        .map(|(row, claim)| *first.entry(statement(claim)).or_insert(row))
        .collect()
}

fn statement(claim: &Claim) -> String {
    let readings: Vec<&str> = claim
        .readings
        .iter()
        .map(|reading| reading.says.value.as_str())
        .collect();
    let date = claim.as_of.as_ref().map_or("", |date| date.value.as_str());
    format!("{}|{date}|{}", claim.speaker.value, readings.join("|"))
}

/// Of some claims on one thing, those that no other is the original of: a figure of an edition is left out where the
/// edition that it copies has a figure of its own.
pub(crate) fn originals(case: &Case<'_>, facts: &[usize]) -> Vec<usize> {
    let voice = |fact: &usize| own_voice(case, case.claim(*fact));
    facts
        .iter()
        .copied()
        .filter(|fact| {
            let Some(copy) = voice(fact) else { return true };
            !facts
                .iter()
                .filter_map(voice)
                .any(|other| other != copy && case.dossier.is_copy_of(copy, other))
        })
        .collect()
}
