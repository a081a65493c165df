//! The diagnostics of the computation, each with one sentence that tells a historian what it means and what to do.

use crate::left_out::K_HAT_MOST;
use crate::records::largest_error;
use kidal_findings::{
    AnswerValue, ComputationRecord, CounterfactualRecord, FactorRecord, OriginRecord,
    ParameterRecord, PlainDiagnostic, QuestionRecord, TemperatureRecord,
};
use kidal_weigh::{Particle, Posterior, Precision, scale_reduction};

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
/// Largest standard error of a printed probability that is trusted; a quarter, chosen by us because "3 in 4" and "even" are
/// then one error apart.
const ERROR_MOST: f64 = 0.25;
/// Largest rise of the log-likelihood along chains that is not worth a word; one, chosen by us because it is what the
/// likelihoods of two histories of one posterior differ by as a rule.
const RISE_MOST: f64 = 1.0;
/// Scale reduction of an unknown above which the page names it; 1.2, chosen by us because chains are then as far apart as two
/// thirds of how far each goes.
const REDUCTION_MOST: f64 = 1.2;
/// Fewest independent histories that are trusted; four, chosen by us because fewer give no error that can be believed.
const INDEPENDENT_LEAST: f64 = 4.0;

/// How a diagnostic of the computation came out.
#[derive(Clone, Copy)]
struct Standing {
    /// It is good enough to be trusted.
    passes: bool,
    /// It reaches what is aimed at.
    reaches: bool,
    /// Where it passes and falls short of the aim, the first lines of the answer say so.
    leads: bool,
}

impl Standing {
    /// Good enough, or not; there is no further aim.
    const fn passes(passes: bool) -> Self {
        Self {
            passes,
            reaches: true,
            leads: false,
        }
    }

    /// Good enough, and whether it reaches its aim, which the page says.
    const fn aims(passes: bool, reaches: bool) -> Self {
        Self {
            passes,
            reaches,
            leads: false,
        }
    }

    /// The same, and the first lines say so too.
    const fn leads(passes: bool, reaches: bool) -> Self {
        Self {
            passes,
            reaches,
            leads: true,
        }
    }
}

/// The record of the computation, and what of it the first lines of the answer say: what does not pass, then what passes and
/// falls short of an aim that matters there.
pub(crate) fn record(
    (posterior, precision): (&Posterior, &Precision),
    (questions, factors, counterfactuals): (
        &[QuestionRecord],
        &[FactorRecord],
        &[CounterfactualRecord],
    ),
    origins: Vec<OriginRecord>,
    (unknowns, refused): (&[ParameterRecord], &[String]),
) -> (ComputationRecord, Vec<String>) {
    let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
    let mut plain = Vec::new();
    let mut failing = Vec::new();
    let mut short = Vec::new();
    let mut add = |name: &str, value: String, standing: Standing, meaning: &str| {
        let Standing {
            passes,
            reaches,
            leads,
        } = standing;
        if !passes {
            failing.push(format!("{name}: {value}. {meaning}"));
        } else if leads && !reaches {
            short.push(format!("{name}: {}.", value.trim_end_matches('.')));
        }
        plain.push(PlainDiagnostic {
            name: name.into(),
            value,
            passes,
            warns: passes && !reaches,
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
        Standing::passes(posterior.ess >= ESS_LEAST),
        "how many independent histories the answers rest on; below 100, run again with more effort (without --small, or with --full)",
    );
    add(
        "independent histories",
        format!("worth about {:.0}", precision.independent()),
        Standing::passes(precision.independent() >= INDEPENDENT_LEAST || !posterior.is_complete),
        "judged by how far islands and chains disagree: the errors printed rest on it; more effort (--full) makes it larger",
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
        Standing::leads(error <= EVIDENCE_ERROR, error <= EVIDENCE_AIM),
        "independent samplers should weigh the whole alike; above 2 they found different regions: run again with --full. What no island came near is in no error, so that the log evidence is rather too low than too high",
    );
    let ancestors: u64 = posterior
        .islands
        .iter()
        .map(|island| island.distinct_ancestors)
        .sum();
    add(
        "independent lines",
        format!("{ancestors} on {} islands", posterior.islands.len()),
        Standing::passes(true),
        "of how many first guesses the final histories descend; few of them make the errors larger, which the errors printed take into account",
    );
    let k_hat = posterior.baseline.k_hat;
    let is_comparable = k_hat.is_finite() && k_hat < 0.7;
    let agrees = k_hat >= 0.7
        || (posterior.baseline.log_evidence.value - posterior.log_evidence.value).abs()
            <= 3.0
                * (posterior.baseline.log_evidence.error + posterior.log_evidence.error).max(0.05);
    add(
        "plain sampling beside it",
        if is_comparable {
            format!(
                "Pareto k {k_hat:.2}, log evidence {:.2} against {:.2}",
                posterior.baseline.log_evidence.value, posterior.log_evidence.value
            )
        } else {
            "too few prior histories fit the accounts to compare (Pareto k above 0.7)".into()
        },
        Standing::aims(agrees, is_comparable),
        "where weighing prior histories alone works, both ways must agree; if they do not, do not trust either",
    );
    let failed: u64 = posterior.failures.iter().map(|failure| failure.count).sum();
    let share = failed as f64 / posterior.histories.max(1) as f64;
    add(
        "failed histories",
        format!("{failed} of {}", posterior.histories),
        Standing::passes(share <= FAILED_SHARE),
        "runs that left what the simulator can follow; they count as impossible: above one in a hundred, mend the scenario",
    );
    let acceptance = posterior
        .temperatures
        .last()
        .map_or(1.0, |last| last.acceptance);
    add(
        "moves accepted at the end",
        format!("{acceptance:.2}"),
        Standing::passes(acceptance >= 0.01),
        "how freely the sampler moves among histories that fit; below 0.01 it is stuck: run again with --full",
    );
    let rise = kidal_weigh::rise(&posterior.particles);
    let is_rising = rise.value > RISE_MOST + 2.0 * rise.error;
    add(
        "rise along the chains",
        format!(
            "log-likelihood {:+.1} ± {:.1}{}",
            rise.value,
            rise.error,
            if is_rising {
                ", above the 1 aimed at"
            } else {
                ""
            }
        ),
        Standing::leads(true, !is_rising),
        "histories that fit should not go on to fit better: where they do, the sampler has not arrived, and errors are too small",
    );
    let (is_mixed, apart) = apart(posterior, unknowns);
    add(
        "unknown that chains agree on least",
        apart,
        Standing::aims(true, is_mixed),
        "R̂ is 1 where every chain went through all of it; where it is well above, each chain tells of its own part of it, and what hangs on it has the widest errors",
    );
    let jump = posterior
        .temperatures
        .last()
        .map_or(0.0, |last| last.jump_distance);
    add(
        "distance moved at the end",
        format!("{jump:.3} squared deviations a try"),
        Standing::passes(true),
        "how far a try moves the unknowns once the accounts have their full weight; where it is small, the errors are wide",
    );
    let anew = origins.iter().filter(|origin| origin.refitted).count();
    let blind = origins
        .iter()
        .filter(|origin| !origin.refitted && origin.pareto_k > K_HAT_MOST)
        .count();
    add(
        "speakers left out",
        format!(
            "{} by weights, {anew} by moves, {blind} by neither",
            origins.len() - anew - blind
        ),
        Standing::passes(blind == 0 || !posterior.is_complete),
        "each verdict asks what everybody else says; where weights cannot tell (Pareto k above 0.7) the histories are moved on without the speaker",
    );
    let probabilities = questions
        .iter()
        .flat_map(|question| match &question.answer {
            AnswerValue::Probability { estimate } => vec![estimate],
            AnswerValue::Levels { levels } => levels.iter().map(|(_, one)| one).collect(),
            _ => Vec::new(),
        });
    let levels = factors.iter().flat_map(|factor| &factor.levels);
    let worst = largest_error(
        probabilities
            .chain(levels.map(|level| &level.posterior))
            .chain(
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
        Standing::leads(worst <= ERROR_MOST, worst <= PRINTED_ERROR),
        "Monte-Carlo error alone; four times the effort halves it (--full)",
    );
    add(
        "alternatives that could not be judged",
        match refused {
            [] => "none".to_owned(),
            some => format!("{}: {}", some.len(), some.join("; ")),
        },
        Standing::aims(true, refused.is_empty()),
        "other priors and noise so far from these that the same histories do not tell; the ranges leave them out and may be too narrow",
    );
    for warning in &posterior.warnings {
        add(
            "from the sampler",
            warning.clone(),
            Standing::leads(true, false),
            "as it says",
        );
    }
    if !posterior.is_complete {
        add(
            "stopped early",
            "the accounts did not get their full weight".into(),
            Standing::passes(false),
            "the answers lean to the prior; go on with the same command without --budget",
        );
    }
    let record = ComputationRecord {
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
        independent: precision.independent(),
        origins,
    };
    failing.extend(short);
    (record, failing)
}

/// The unknown whose chains lie farthest apart for what each goes through, and whether even they agree. Of the levels of a factor
/// each is asked for.
fn apart(posterior: &Posterior, unknowns: &[ParameterRecord]) -> (bool, String) {
    let particles = &posterior.particles;
    let mut worst: Option<(f64, &str)> = None;
    for (index, unknown) in unknowns.iter().enumerate() {
        let reductions: Vec<f64> = if unknown.levels.is_empty() {
            scale_reduction(particles, |particle| particle.parameters[index])
                .into_iter()
                .collect()
        } else {
            let of = |level: usize| {
                let is_at = move |one: &Particle| f64::from(one.parameters[index] == level as f64);
                scale_reduction(particles, is_at)
            };
            (0..unknown.levels.len()).filter_map(of).collect()
        };
        for reduction in reductions {
            if worst.is_none_or(|(most, _)| reduction > most) {
                worst = Some((reduction, &unknown.title));
            }
        }
    }
    let Some((reduction, title)) = worst else {
        return (true, "fewer than two chains to compare".into());
    };
    let told = if reduction.is_finite() {
        format!("{title}: R̂ {reduction:.2}")
    } else {
        format!("{title}: nothing moved within any chain")
    };
    (reduction <= REDUCTION_MOST, told)
}
