//! The diagnostics of the computation, each with one sentence that tells a historian what it means and what to do.

use crate::records::largest_error;
use kidal_findings::{
    AnswerValue, ComputationRecord, CounterfactualRecord, PlainDiagnostic, QuestionRecord,
    TemperatureRecord,
};
use kidal_weigh::Posterior;

/// Least effective sample of the posterior that is trusted; chosen by us because a probability near one half then has an
/// error of 0.05.
const ESS_LEAST: f64 = 100.0;
/// Largest error of the log evidence that is trusted; chosen by us because no answer is read off the evidence itself, and
/// islands that far apart still overlap in what they answer. The aim is 0.3, and anything above it is said.
const EVIDENCE_ERROR: f64 = 2.0;
/// The error of the log evidence that is aimed at.
const EVIDENCE_AIM: f64 = 0.3;
/// Largest share of failed runs that is trusted.
const FAILED_SHARE: f64 = 0.01;
/// Largest standard error of a printed probability without a warning.
const PRINTED_ERROR: f64 = 0.03;

/// The record of the computation.
pub(crate) fn record(
    posterior: &Posterior,
    questions: &[QuestionRecord],
    counterfactuals: &[CounterfactualRecord],
    refused: &[String],
) -> ComputationRecord {
    let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
    let mut plain = Vec::new();
    let mut add = |name: &str, value: String, passes: bool, meaning: &str| {
        plain.push(PlainDiagnostic {
            name: name.into(),
            value,
            passes,
            meaning: meaning.into(),
        });
    };
    add(
        "histories that carry the answer",
        format!(
            "{:.0} effective of {}",
            posterior.ess,
            posterior.particles.len()
        ),
        posterior.ess >= ESS_LEAST,
        "how many independent histories the answers rest on; below 100, run again with --full",
    );
    let error = finite(posterior.log_evidence.error);
    let above = if error > EVIDENCE_AIM {
        ", above the 0.3 aimed at"
    } else {
        ""
    };
    add(
        "agreement of the islands",
        format!("error of the log evidence {error:.2}{above}"),
        error <= EVIDENCE_ERROR,
        "independent samplers should weigh the whole alike; above 2 they found different regions: run again with --full",
    );
    let ancestors: u64 = posterior
        .islands
        .iter()
        .map(|island| island.distinct_ancestors)
        .sum();
    add(
        "independent lines",
        format!("{ancestors} on {} islands", posterior.islands.len()),
        true,
        "of how many first guesses the final histories descend; few of them make the errors larger, which the errors printed take into account",
    );
    let k_hat = posterior.baseline.k_hat;
    let agrees = k_hat >= 0.7
        || (posterior.baseline.log_evidence.value - posterior.log_evidence.value).abs()
            <= 3.0
                * (posterior.baseline.log_evidence.error + posterior.log_evidence.error).max(0.05);
    add(
        "plain sampling beside it",
        if k_hat.is_finite() && k_hat < 0.7 {
            format!(
                "Pareto k {k_hat:.2}, log evidence {:.2} against {:.2}",
                posterior.baseline.log_evidence.value, posterior.log_evidence.value
            )
        } else {
            "too few prior histories fit the accounts to compare (Pareto k above 0.7)".into()
        },
        agrees,
        "where weighing prior histories alone works, both ways must agree; if they do not, do not trust either",
    );
    let failed: u64 = posterior.failures.iter().map(|failure| failure.count).sum();
    let share = failed as f64 / posterior.histories.max(1) as f64;
    add(
        "failed histories",
        format!("{failed} of {}", posterior.histories),
        share <= FAILED_SHARE,
        "runs that left what the simulator can follow; they count as impossible: above one in a hundred, mend the scenario",
    );
    let acceptance = posterior
        .temperatures
        .last()
        .map_or(1.0, |last| last.acceptance);
    add(
        "moves accepted at the end",
        format!("{acceptance:.2}"),
        acceptance >= 0.01,
        "how freely the sampler moves among histories that fit; below 0.01 it is stuck: run again with --full",
    );
    let probabilities = questions
        .iter()
        .filter_map(|question| match &question.answer {
            AnswerValue::Probability { estimate } => Some(estimate),
            _ => None,
        });
    let worst = largest_error(
        probabilities.chain(
            counterfactuals
                .iter()
                .flat_map(|record| [&record.same_history, &record.fresh_luck]),
        ),
    );
    // A larger error is printed beside its number; it warns without failing the study.
    add(
        "largest error of a printed probability",
        format!(
            "{worst:.3}{}",
            if worst > PRINTED_ERROR {
                ", above the 0.03 aimed at"
            } else {
                ""
            }
        ),
        worst <= 0.1,
        "Monte-Carlo error alone; four times the effort halves it (--full)",
    );
    add(
        "alternatives that could not be judged",
        match refused {
            [] => "none".to_owned(),
            some => format!("{}: {}", some.len(), some.join("; ")),
        },
        true,
        "other priors and noise so far from these that the same histories do not tell; the ranges leave them out and may be too narrow",
    );
    for warning in &posterior.warnings {
        add("from the sampler", warning.clone(), true, "as it says");
    }
    if !posterior.is_complete {
        add(
            "stopped early",
            "the accounts did not get their full weight".into(),
            false,
            "the answers lean to the prior; go on with the same command without --budget",
        );
    }
    ComputationRecord {
        log_evidence: Some(crate::view::convert(posterior.log_evidence)),
        islands: posterior
            .islands
            .iter()
            .map(|island| finite(island.log_evidence.value))
            .collect(),
        temperatures: posterior
            .temperatures
            .iter()
            .map(|report| TemperatureRecord {
                temperature: report.temperature,
                ess: report.ess,
                acceptance: report.acceptance,
                ancestors: report.distinct_ancestors as usize,
                jump: report.jump_distance,
            })
            .collect(),
        plain,
        failures: posterior
            .failures
            .iter()
            .map(|failure| (failure.reason.clone(), failure.count))
            .collect(),
        histories: posterior.histories,
        ess: posterior.ess,
        independent: 0.0,
        origins: Vec::new(),
    }
}
