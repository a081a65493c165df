//! Factors: exclusive levels of separate questions, with Bayes factors split into assertion and trace.

use crate::prepare::Prepared;
use crate::sensitivity::{Alternative, range_of_share};
use crate::view::{View, convert, mean_under};
use kidal_findings::{FactorRecord, LevelRecord, wording};
use kidal_math::{exp, ln, sum};
use kidal_scenario::Quantity;
use kidal_weigh::{Posterior, level_factors, reweight};
use kidal_witness::Noise;

/// Bayes factors below this many times are not worth a sentence; chosen by us because [kassraftery1995] calls less
/// than 3 "not worth more than a bare mention".
const WORTH_MENTION: f64 = 3.0;

/// All factors of the scenario.
pub(crate) fn factors(
    prepared: &Prepared,
    posterior: &Posterior,
    view: &View<'_>,
    alternatives: &[Alternative],
) -> Vec<FactorRecord> {
    (0..prepared.scenario.parameters.len())
        .filter(|index| prepared.scenario.parameters[*index].is_factor)
        .map(|index| factor(prepared, posterior, view, alternatives, index))
        .collect()
}

/// Which weighed claims assert a level of this parameter outright.
fn asserting(prepared: &Prepared, parameter: usize) -> Vec<bool> {
    prepared
        .accounts
        .claims
        .iter()
        .map(|claim| {
            claim
                .readings
                .iter()
                .flat_map(|reading| &reading.pieces)
                .any(|piece| {
                    piece.piece.quantity.asserts_level()
                        && speaks_of(&piece.piece.quantity, parameter)
                })
        })
        .collect()
}

fn speaks_of(quantity: &Quantity, parameter: usize) -> bool {
    match quantity {
        Quantity::Level(id, _) => id.index() == parameter,
        Quantity::Not(inner) => speaks_of(inner, parameter),
        Quantity::All(parts) | Quantity::Any(parts) => {
            parts.iter().any(|part| speaks_of(part, parameter))
        }
        _ => false,
    }
}

fn ln_odds(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    ln(p) - ln(1.0 - p)
}

fn factor(
    prepared: &Prepared,
    posterior: &Posterior,
    view: &View<'_>,
    alternatives: &[Alternative],
    parameter: usize,
) -> FactorRecord {
    let unknown = &prepared.scenario.parameters[parameter];
    let out = asserting(prepared, parameter);
    // The same histories had nobody asserted a level: what is left is trace.
    let mut extra = vec![0.0; view.particles.len()];
    if out.iter().any(|yes| *yes) {
        for (row, (particle, answers)) in view.particles.iter().zip(&view.answers).enumerate() {
            let mut change = Vec::new();
            for (term, utterance) in prepared.accounts.utterances.iter().enumerate() {
                if utterance.claims.iter().any(|claim| out[*claim]) {
                    let rest = prepared.accounts.utterance_density(
                        utterance,
                        &particle.parameters,
                        answers,
                        Noise::default(),
                        &mut |_, _, _| {},
                        Some(&out),
                    );
                    change.push(rest - particle.terms[term]);
                }
            }
            extra[row] = sum(&change);
        }
    }
    let traced = reweight(view.particles, &extra);
    let found = level_factors(posterior, parameter);
    let mut levels = Vec::new();
    for (level, factor) in found.iter().enumerate() {
        let indicator: Vec<f64> = view
            .particles
            .iter()
            .map(|particle| {
                if (particle.parameters[parameter] - level as f64).abs() < 0.5 {
                    1.0
                } else {
                    0.0
                }
            })
            .collect();
        let share = |weights: &[f64]| mean_under(weights, &indicator);
        let posterior = convert(factor.posterior);
        let mut ln_bayes_factor = convert(factor.ln_bayes_factor);
        if !factor.ln_bayes_factor.value.is_finite() {
            ln_bayes_factor.value = ln_odds(posterior.value) - ln_odds(factor.prior);
        }
        let ln_trace = ln_odds(share(&traced.log_weights)) - ln_odds(factor.prior);
        levels.push(LevelRecord {
            name: unknown.levels[level].clone(),
            title: unknown.level_titles[level].clone(),
            prior: factor.prior,
            posterior,
            ln_bayes_factor,
            ln_assertion: ln_bayes_factor.value - ln_trace,
            ln_trace,
            range: range_of_share(posterior, alternatives, |other| {
                convert(other.precision.estimate(&indicator))
            }),
        });
    }
    let best = (0..levels.len())
        .max_by(|a, b| {
            levels[*a]
                .ln_bayes_factor
                .value
                .total_cmp(&levels[*b].ln_bayes_factor.value)
        })
        .unwrap_or(0);
    let leader = &levels[best];
    let is_weak = leader.ln_bayes_factor.value < ln(WORTH_MENTION) + leader.ln_bayes_factor.error;
    let straddles = leader.range.low < leader.prior;
    let cannot_tell = is_weak || straddles;
    let times = exp(leader.ln_bayes_factor.value.min(20.0));
    let sentence = if cannot_tell {
        format!(
            "The accounts cannot tell. \"{}\" fits best, {} better than the others together.",
            leader.title,
            plain_times(times)
        )
    } else {
        format!(
            "\"{}\" fits {} better than the others together.",
            leader.title,
            plain_times(times)
        )
    };
    let tip = 1.0 / (1.0 + times);
    let tips = format!(
        "the verdict tips for who held \"{}\" less likely than {} before any account",
        leader.title,
        wording::in_words(tip).trim_start_matches("about ")
    );
    FactorRecord {
        id: unknown.id.value.clone(),
        title: unknown.title.clone(),
        levels,
        cannot_tell,
        sentence,
        tips,
        assumed: unknown.assumed.clone(),
    }
}

fn plain_times(times: f64) -> String {
    if times >= 100.0 {
        "more than a hundred times".into()
    } else if times >= 9.5 {
        format!("{:.0} times", (times / 5.0).round() * 5.0)
    } else {
        format!("{:.1} times", times)
    }
}
