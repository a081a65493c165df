//! Stories: which accounts hold together, and how often.

use crate::prepare::Prepared;
use crate::view::View;
use kidal_dossier::Dossier;
use kidal_findings::{Estimate, StoryRecord, TogetherRecord, wording};
use kidal_weigh::weights;
use std::collections::BTreeMap;

/// Most claims that a story speaks of; chosen by us because more cannot be read in one sentence.
const CLAIMS_IN_STORY: usize = 6;
/// Most claims of the matrix.
const CLAIMS_IN_MATRIX: usize = 14;
/// Most stories told.
const STORIES: usize = 6;

/// The commonest patterns and the matrix of what holds together.
pub(crate) fn stories(
    dossier: &Dossier,
    prepared: &Prepared,
    view: &View<'_>,
) -> (Vec<StoryRecord>, TogetherRecord) {
    let column = weights(&view.log_weights);
    let truths: Vec<Vec<bool>> = prepared
        .accounts
        .claims
        .iter()
        .map(|claim| {
            view.particles
                .iter()
                .zip(&view.answers)
                .map(|(particle, answers)| claim.holds(&particle.parameters, answers))
                .collect()
        })
        .collect();
    let share = |holds: &[bool]| -> f64 {
        holds
            .iter()
            .zip(&column)
            .map(|(yes, weight)| if *yes { *weight } else { 0.0 })
            .fold(0.0, |a, b| a + b)
    };
    let shares: Vec<f64> = truths.iter().map(|holds| share(holds)).collect();
    // Claims that are neither certain nor hopeless tell histories apart; the most undecided first, one of a kind.
    let mut order: Vec<usize> = (0..truths.len()).collect();
    order.sort_by(|a, b| {
        (shares[*a] - 0.5)
            .abs()
            .total_cmp(&(shares[*b] - 0.5).abs())
            .then(a.cmp(b))
    });
    let mut kept: Vec<usize> = Vec::new();
    for index in order {
        let is_new = kept.iter().all(|other| truths[*other] != truths[index]);
        if is_new && shares[index] > 0.02 && shares[index] < 0.98 {
            kept.push(index);
        }
        if kept.len() == CLAIMS_IN_MATRIX {
            break;
        }
    }
    let id = |index: usize| {
        dossier.claims[prepared.accounts.claims[index].claim]
            .id
            .value
            .clone()
    };
    let together = TogetherRecord {
        claims: kept.iter().map(|index| id(*index)).collect(),
        both: kept
            .iter()
            .map(|a| {
                kept.iter()
                    .map(|b| {
                        let both: Vec<bool> = truths[*a]
                            .iter()
                            .zip(&truths[*b])
                            .map(|(x, y)| *x && *y)
                            .collect();
                        share(&both)
                    })
                    .collect()
            })
            .collect(),
    };
    let told: Vec<usize> = kept.iter().copied().take(CLAIMS_IN_STORY).collect();
    let mut patterns: BTreeMap<Vec<bool>, f64> = BTreeMap::new();
    for row in 0..view.particles.len() {
        if column[row] > 0.0 {
            *patterns
                .entry(told.iter().map(|index| truths[*index][row]).collect())
                .or_default() += column[row];
        }
    }
    let mut common: Vec<(Vec<bool>, f64)> = patterns.into_iter().collect();
    common.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let stories = common
        .into_iter()
        .take(if told.is_empty() { 0 } else { STORIES })
        .map(|(pattern, _)| {
            let matches: Vec<bool> = (0..view.particles.len())
                .map(|row| {
                    told.iter()
                        .zip(&pattern)
                        .all(|(index, yes)| truths[*index][row] == *yes)
                })
                .collect();
            let estimate = view.probability(&matches);
            let pick = |wanted: bool| -> Vec<String> {
                told.iter()
                    .zip(&pattern)
                    .filter(|(_, yes)| **yes == wanted)
                    .map(|(index, _)| id(*index))
                    .collect()
            };
            let (holds, fails) = (pick(true), pick(false));
            let words = |wanted: bool| -> Vec<String> {
                told.iter()
                    .zip(&pattern)
                    .filter(|(_, yes)| **yes == wanted)
                    .map(|(index, _)| in_words(dossier, prepared.accounts.claims[*index].claim))
                    .collect()
            };
            let sentence = sentence(&words(true), &words(false), estimate);
            StoryRecord {
                share: estimate,
                holds,
                fails,
                sentence,
            }
        })
        .collect();
    (stories, together)
}

/// What a claim says and who says it: `“The strength of the garrison was 504” (a soldier close to Gamou)`.
fn in_words(dossier: &Dossier, row: usize) -> String {
    let claim = &dossier.claims[row];
    let speaker = &claim.speaker.value;
    format!(
        "“{}” ({})",
        kidal_dossier::language::sentence(&claim.main_reading().statement, dossier)
            .trim_end_matches('.'),
        dossier.name_of(speaker).unwrap_or(speaker)
    )
}

fn sentence(holds: &[String], fails: &[String], share: Estimate) -> String {
    let list = |claims: &[String]| claims.join("; ");
    let how = wording::estimate_in_words(share, None);
    match (holds.is_empty(), fails.is_empty()) {
        (false, false) => format!(
            "In {how} of the histories these hold together: {}. And these do not: {}.",
            list(holds),
            list(fails)
        ),
        (false, true) => format!(
            "In {how} of the histories these hold together: {}.",
            list(holds)
        ),
        _ => format!(
            "In {how} of the histories none of these holds: {}.",
            list(fails)
        ),
    }
}
