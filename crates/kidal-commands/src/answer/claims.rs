//! What became of the claims: counts, and the few that a reader should look at first.

use super::pieces::sentence_case;
use kidal_findings::{ClaimRecord, Findings, VerdictRecord, VerdictWord, wording};

/// The order in which verdicts are counted.
const WORDS: [VerdictWord; 6] = [
    VerdictWord::BorneOut,
    VerdictWord::Compatible,
    VerdictWord::Strained,
    VerdictWord::ContradictedByArithmetic,
    VerdictWord::NotReproduced,
    VerdictWord::Untested,
];

/// `12 borne out, 3 strained, 6 untested`; nothing where no claim has a verdict.
pub fn counts(findings: &Findings) -> Option<String> {
    let parts: Vec<String> = WORDS
        .iter()
        .filter_map(|word| {
            let count = judged(findings)
                .filter(|(_, verdict)| verdict.word == *word)
                .count();
            (count > 0).then(|| format!("{count} {}", wording::verdict(*word)))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The most notable claims, most notable first: those that others speak against, the worst first, then the best borne
/// out.
pub fn notable(findings: &Findings) -> Vec<String> {
    let mut against: Vec<_> = judged(findings)
        .filter(|(_, verdict)| {
            matches!(
                verdict.word,
                VerdictWord::Strained
                    | VerdictWord::ContradictedByArithmetic
                    | VerdictWord::NotReproduced
            )
        })
        .collect();
    against.sort_by(|(_, a), (_, b)| b.word.cmp(&a.word).then(strain(a).total_cmp(&strain(b))));
    let mut borne_out: Vec<_> = judged(findings)
        .filter(|(_, verdict)| verdict.word == VerdictWord::BorneOut)
        .collect();
    borne_out.sort_by(|(_, a), (_, b)| holds(b).total_cmp(&holds(a)));
    against
        .into_iter()
        .take(2)
        .chain(borne_out.into_iter().take(1))
        .map(|(claim, verdict)| sentence(findings, claim, verdict))
        .collect()
}

/// `Not reproduced: “The town fell on 30 March” (a traveller): no history shows it.`
fn sentence(findings: &Findings, claim: &ClaimRecord, verdict: &VerdictRecord) -> String {
    let says = claim
        .readings
        .iter()
        .max_by(|a, b| a.prior.total_cmp(&b.prior))
        .map_or(claim.id.as_str(), |reading| reading.sentence.as_str());
    let speaker = findings
        .speakers
        .iter()
        .find(|speaker| speaker.id == claim.speaker)
        .map_or(claim.speaker.as_str(), |speaker| speaker.name.as_str());
    format!(
        "{}: “{}” ({speaker}): {}.",
        sentence_case(wording::verdict(verdict.word)),
        says.trim_end_matches('.'),
        verdict.reason.trim_end_matches('.')
    )
}

fn judged(findings: &Findings) -> impl Iterator<Item = (&ClaimRecord, &VerdictRecord)> {
    findings
        .claims
        .iter()
        .filter_map(|claim| Some((claim, claim.verdict.as_ref()?)))
}

/// Small where the claim is hard to reconcile.
fn strain(verdict: &VerdictRecord) -> f64 {
    verdict.tail.unwrap_or_else(|| holds(verdict))
}

fn holds(verdict: &VerdictRecord) -> f64 {
    verdict.holds.map_or(0.0, |estimate| estimate.value)
}
