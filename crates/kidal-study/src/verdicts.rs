//! A verdict per claim, given what everybody else says: every claim of the same origin is left out.
//!
//! How it is left out: [`crate::left_out`]. Quantities: two-sided mid-p of the claimed value in the leave-one-origin-out
//! predictive, since an exact number holds exactly in hardly any history; truth values: how often they hold. At least
//! [`STRAINED`] is compatible, at least [`NOT_REPRODUCED`] strained, less than that not reproduced; within two standard
//! errors of a threshold the milder word. A claim to which nobody else speaks is untested, unless the model itself speaks
//! against it.

use crate::left_out::{LeftOut, Others, finite_k};
use crate::prepare::Prepared;
use crate::topics;
use crate::view::View;
use kidal_diag::{Annotation, Diagnostic, Severity};
use kidal_dossier::Dossier;
use kidal_findings::{Estimate, Ground, VerdictRecord, VerdictWord, wording};
use kidal_math::sum;
use kidal_weigh::{distance, weights};
use kidal_witness::Noise;
use kidal_witness::accounts::WeighedClaim;
use std::collections::BTreeMap;

/// Below this a claim is strained. Chosen by us because one in twenty is what readers of such tables know.
const STRAINED: f64 = 0.05;
/// Below this a claim is not reproduced. Chosen by us because one in a thousand is the next step of such tables.
const NOT_REPRODUCED: f64 = 0.001;

/// Rules whose contradiction is about the claim that they mark first.
const PROOFS: [&str; 3] = ["part-whole", "side-misattribution", "clock-zone"];

/// Verdicts by row of the dossier's claims.
pub(crate) fn verdicts(
    dossier: &Dossier,
    prepared: &Prepared,
    left_out: &[LeftOut],
    view: &View<'_>,
    prior: &View<'_>,
    collisions: &[Diagnostic],
) -> BTreeMap<usize, VerdictRecord> {
    let accounts = &prepared.accounts;
    let own: Vec<Option<View<'_>>> = left_out.iter().map(LeftOut::own_view).collect();
    let mut found = BTreeMap::new();
    for (index, claim) in accounts.claims.iter().enumerate() {
        let origin = accounts.utterances[claim.utterance].origin;
        let mut record = verdict(
            dossier,
            prepared,
            index,
            claim,
            &left_out[origin].others(view, own[origin].as_ref()),
            [prior, view],
        );
        if let Some(proof) = proof(dossier, claim.claim, collisions) {
            record.word = VerdictWord::ContradictedByArithmetic;
            record.reason = format!(
                "by arithmetic: {}",
                crate::questions::plain_words(&proof.message, dossier)
            );
            record.ground = Ground::Accounts;
        } else if let Some((same, proof)) = proof_of_same(dossier, claim.claim, collisions) {
            record.word = VerdictWord::ContradictedByArithmetic;
            record.reason = format!(
                "in its likelier reading it says what `{same}` says, and `check` disproves that beside other claims: {}",
                crate::questions::plain_words(&proof.message, dossier)
            );
            record.ground = Ground::Accounts;
        }
        found.insert(claim.claim, record);
    }
    found
}

/// A contradiction whose first mark lies in the claim.
fn proof<'d>(
    dossier: &Dossier,
    row: usize,
    collisions: &'d [Diagnostic],
) -> Option<&'d Diagnostic> {
    collisions.iter().find(|diagnostic| {
        diagnostic.severity == Severity::Contradiction
            && PROOFS.contains(&diagnostic.code.as_str())
            && diagnostic
                .annotations
                .first()
                .is_some_and(|mark| is_in_claim(dossier, row, mark))
    })
}

/// Whether a mark lies in the table of a claim.
pub(crate) fn is_in_claim(dossier: &Dossier, row: usize, mark: &Annotation) -> bool {
    let (file, span) = dossier.claims[row].span.place();
    let id_span = dossier.claims[row].id.span.range();
    let start = span.start.min(id_span.start);
    let next = next_claim(dossier, row);
    mark.file == file && mark.span.start >= start && mark.span.start < next
}

/// A contradiction of another claim that says the same as the likelier reading of this one: one number, one arithmetic.
fn proof_of_same<'d>(
    dossier: &'d Dossier,
    row: usize,
    collisions: &'d [Diagnostic],
) -> Option<(&'d str, &'d Diagnostic)> {
    let statement = &dossier.claims[row].main_reading().statement;
    let mut others = dossier.claims.iter().enumerate().filter(|(other, claim)| {
        *other != row && claim.readings.len() == 1 && claim.readings[0].statement == *statement
    });
    others.find_map(|(other, claim)| {
        let proof = proof(dossier, other, collisions)?;
        Some((claim.id.value.as_str(), proof))
    })
}

/// Where the next claim's table begins.
fn next_claim(dossier: &Dossier, row: usize) -> usize {
    dossier
        .claims
        .get(row + 1)
        .map_or(usize::MAX, |claim| claim.span.range().start)
}

fn verdict(
    dossier: &Dossier,
    prepared: &Prepared,
    index: usize,
    claim: &WeighedClaim,
    without: &Others<'_>,
    [prior, whole]: [&View<'_>; 2],
) -> VerdictRecord {
    let view = without.view;
    let truths: Vec<bool> = view
        .particles
        .iter()
        .zip(&view.answers)
        .map(|(particle, answers)| claim.holds(&particle.parameters, answers))
        .collect();
    let holds = crate::view::convert(without.precision.probability(&truths));
    let never = !truths
        .iter()
        .zip(without.log_weights)
        .any(|(truth, weight)| *truth && weight.is_finite());
    let piece = &claim.main_reading().pieces[0];
    let form = &piece.piece.form;
    let values = view.values(&piece.value);
    let column = weights(without.log_weights);
    // Mid-p of the claimed value: reports that are true, biases as they come.
    let mut total = 0.0;
    let mut mass = 0.0;
    for (value, weight) in values.iter().zip(&column) {
        if *weight <= 0.0 || !value.is_finite() {
            continue;
        }
        let shares = prepared.accounts.utterances[claim.utterance].bias_shares;
        for (bias, share) in claim.biases.iter().zip(shares) {
            let bias = if form.has_bias() { *bias } else { 0.0 };
            if let Some(p) = form.mid_p(Some(*value), bias, Noise::default()) {
                total += weight * share * p;
                mass += weight * share;
            }
        }
    }
    let tail = (mass > 0.0).then(|| (2.0 * (total / mass).min(1.0 - total / mass)).clamp(0.0, 1.0));
    let prior_values = prior.values(&piece.value);
    let learned = learned(&prior_values, prior, &values, without.log_weights);
    let others = topics::others(dossier, prepared, index);
    let word = word(claim, tail, holds, never, learned, !others.is_empty());
    let measure = tail.filter(|_| claim.readings.len() == 1);
    let zero = prepared.scenario.names.zero_unix_s as f64;
    // Units that people read.
    let (scale, shift, unit) = match piece.piece.unit {
        "date" => (1.0, zero, "date"),
        "m" => (0.001, 0.0, "km"),
        "s" => (1.0 / 3600.0, 0.0, "hours"),
        "rad" => (180.0 / core::f64::consts::PI, 0.0, "degrees"),
        other => (1.0, 0.0, other),
    };
    let (predicted, claimed) = match form.claimed() {
        Some(claimed) => {
            let quantiles = view.quantiles_under(without.log_weights, &values, [0.05, 0.5, 0.95]);
            (
                Some(quantiles.map(|q| q * scale + shift)),
                Some(claimed.map(|c| c * scale + shift)),
            )
        }
        None => (None, None),
    };
    let ground = if learned < NOTHING_LEARNED {
        Ground::Model
    } else if others.is_empty() {
        Ground::Prior
    } else {
        Ground::Accounts
    };
    let how_often = how_often(holds, never, measure, without.ess);
    let reason = reason(word, &others, learned, &how_often);
    let explains: Vec<bool> = whole
        .particles
        .iter()
        .zip(&whole.answers)
        .map(|(particle, answers)| claim.holds(&particle.parameters, answers))
        .collect();
    VerdictRecord {
        word,
        holds: Some(holds),
        tail,
        explained: whole.share_under(&whole.log_weights, &explains),
        predicted,
        claimed,
        unit: unit.to_string(),
        pareto_k: Some(finite_k(without.k_hat)),
        refitted: without.is_refitted,
        ground,
        reason,
    }
}

/// Below this what others say bears on nothing that a claim is about. Chosen by us because so small a distance between two samples
/// of a few hundred histories is chance.
const NOTHING_LEARNED: f64 = 0.1;

/// Why the verdict is what it is: who else speaks of it, and where nobody does, what speaks for or against it instead.
fn reason(word: VerdictWord, others: &[String], learned: f64, how_often: &str) -> String {
    let is_against = matches!(word, VerdictWord::Strained | VerdictWord::NotReproduced);
    if others.is_empty() {
        let alone = "no second account speaks of it";
        return match (is_against, learned < NOTHING_LEARNED) {
            (true, true) => {
                format!("{alone}, and it is the model that speaks against it: {how_often}")
            }
            (true, false) => format!(
                "{alone}, and it is the model, with what others say of other things, that speaks against it: {how_often}"
            ),
            (false, true) => format!("{alone}, and nothing that others say bears on it"),
            (false, false) => format!("{alone}; in the model, {how_often}"),
        };
    }
    let beside = format!("others who speak of it: {}", others.join(", "));
    match word {
        VerdictWord::NotReproduced => format!("{how_often}; {beside}"),
        _ => format!("{beside}; {how_often}"),
    }
}

/// How often the claim holds in words, the basis of its verdict.
fn how_often(holds: Estimate, never: bool, tail: Option<f64>, ess: f64) -> String {
    match tail {
        Some(tail) if tail < NOT_REPRODUCED => {
            "fewer than 1 in 1,000 histories come as far out as the value that it gives".to_string()
        }
        Some(tail) => format!(
            "{} of the histories come as far out as the value that it gives",
            wording::in_words(tail)
        ),
        None if never && ess < 6.0 => {
            "no history shows it, of too few to say how rare it is".to_string()
        }
        // Three over the effective number: the upper bound at 95 % where nothing was seen.
        None if never => format!(
            "no history shows it (fewer than 1 in {} would, at 95 % confidence)",
            wording::count((ess / 3.0).floor())
        ),
        None => format!(
            "it holds in {} of the histories",
            wording::estimate_in_words(holds, None)
        ),
    }
}

/// How far what everybody else says moved the quantity from its prior: largest distance of the distributions.
fn learned(prior_values: &[f64], prior: &View<'_>, values: &[f64], log_weights: &[f64]) -> f64 {
    let mut joint: Vec<f64> = prior_values.to_vec();
    joint.extend_from_slice(values);
    let none = vec![f64::NEG_INFINITY; values.len()];
    let mut before: Vec<f64> = prior.log_weights.clone();
    before.extend_from_slice(&none);
    let mut after = vec![f64::NEG_INFINITY; prior_values.len()];
    after.extend_from_slice(log_weights);
    let exists = |values: &[f64], logs: &[f64]| {
        let column = weights(logs);
        sum(&values
            .iter()
            .zip(&column)
            .map(|(value, weight)| if value.is_finite() { *weight } else { 0.0 })
            .collect::<Vec<_>>())
    };
    let gap = (exists(prior_values, &prior.log_weights) - exists(values, log_weights)).abs();
    distance(&joint, &before, &after).max(gap)
}

fn word(
    claim: &WeighedClaim,
    tail: Option<f64>,
    holds: Estimate,
    never: bool,
    learned: f64,
    has_others: bool,
) -> VerdictWord {
    // Within two standard errors of a threshold the milder word.
    let likely = holds.value + 2.0 * holds.error;
    let measure = match tail {
        Some(tail) if claim.readings.len() == 1 => tail,
        Some(tail) => tail.max(likely),
        None => likely,
    };
    if measure < NOT_REPRODUCED || (tail.is_none() && never) {
        return VerdictWord::NotReproduced;
    }
    if measure < STRAINED {
        return VerdictWord::Strained;
    }
    if !has_others {
        return VerdictWord::Untested;
    }
    if holds.value - 2.0 * holds.error > 0.5
        || (tail.is_some_and(|tail| tail > 0.2) && learned > 0.3)
    {
        return VerdictWord::BorneOut;
    }
    VerdictWord::Compatible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nobody_else_speaks_the_reason_says_what_is_against_a_claim() {
        let against = |learned| reason(VerdictWord::Strained, &[], learned, "it holds in few");
        assert_eq!(
            against(0.5),
            "no second account speaks of it, and it is the model, with what others say of other things, that speaks against it: \
             it holds in few"
        );
        assert_eq!(
            against(0.0),
            "no second account speaks of it, and it is the model that speaks against it: it holds in few"
        );
        assert_eq!(
            reason(VerdictWord::Untested, &[], 0.5, "it holds in few"),
            "no second account speaks of it; in the model, it holds in few"
        );
    }
}
