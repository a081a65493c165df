//! Editions of one article: which source copies which, what each says in its own voice, and where.

use kidal_dossier::Claim;
use kidal_dossier::model::SourceKind;

use crate::case::Case;

/// Whether a source is an edition of an encyclopaedia or a copy of another source.
pub(crate) fn is_edition(case: &Case<'_>, id: &str) -> bool {
    case.dossier.source(id).is_some_and(|source| {
        matches!(
            source.kind.value,
            SourceKind::Encyclopaedia | SourceKind::Mirror
        )
    })
}

/// The edition in whose own voice a claim is made: the speaker, or the last edition that carries a voice of an edition.
pub(crate) fn own_voice<'d>(case: &Case<'d>, claim: &'d Claim) -> Option<&'d str> {
    let speaker = claim.speaker.value.as_str();
    if is_edition(case, speaker) {
        return Some(speaker);
    }
    let voice = case.dossier.voice(speaker)?;
    if voice.kind.value != SourceKind::Encyclopaedia {
        return None;
    }
    let mut links = claim.via.iter().rev().map(|link| link.value.as_str());
    links.find(|link| is_edition(case, link))
}

/// Whether an edition carries a claim, in its own voice or another's.
pub(crate) fn carries(claim: &Claim, edition: &str) -> bool {
    claim.speaker.value == edition || claim.via.iter().any(|link| link.value == edition)
}

/// Whether a claim stands in a field (a summary box, a column of a table) rather than in running text: its speaker is a
/// voice whose id ends with `infobox`, `box`, `field` or `table`, or the claim's `where` names an infobox.
pub(crate) fn is_field(claim: &Claim) -> bool {
    let speaker = claim.speaker.value.as_str();
    let by_speaker = ["infobox", "-box", "-field", "-table"]
        .iter()
        .any(|ending| speaker.ends_with(ending));
    by_speaker
        || claim
            .locator
            .as_ref()
            .is_some_and(|place| place.to_lowercase().contains("infobox"))
}

/// Whether both are one edition or one copies the other, directly or through others.
pub(crate) fn are_aligned(case: &Case<'_>, one: &str, other: &str) -> bool {
    one == other || case.dossier.is_copy_of(one, other) || case.dossier.is_copy_of(other, one)
}

/// The rows of the claims that stand in the fields of each edition, by edition.
pub(crate) fn fields<'d>(case: &Case<'d>) -> Vec<(&'d str, Vec<usize>)> {
    let mut all: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    for (row, claim) in case.dossier.claims.iter().enumerate() {
        if is_field(claim)
            && let Some(edition) = own_voice(case, claim)
        {
            all.entry(edition).or_default().push(row);
        }
    }
    all.into_iter().collect()
}
