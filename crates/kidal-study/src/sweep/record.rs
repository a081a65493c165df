//! Writes down what a sweep found.

use super::{Experiment, STREAMS, SweepOptions, analysis};
use crate::options::Case;
use kidal_findings::{Findings, Headline, Kind, Provenance, SweepFactor, SweepRecord};
use kidal_scenario::question::Asked;
use kidal_scenario::swept::Scale;
use kidal_sweep::Plan;
use std::collections::BTreeMap;

/// The findings of a sweep, from the numbers of all points.
pub(super) fn findings(
    case: Case<'_>,
    options: &SweepOptions,
    experiment: &Experiment,
    rows: &[f64],
) -> Findings {
    let width = experiment.width();
    let column = |at: usize| -> Vec<f64> { rows.iter().skip(at).step_by(width).copied().collect() };
    let responses: Vec<Vec<f64>> = (0..width - 1).map(column).collect();
    let failed = kidal_math::sum(&column(width - 1)) as u64;
    let record = record(experiment, &responses);
    let histories = experiment.histories();
    let mut warnings = vec![
        "An experiment with the scenario, before any account is heard: it says what the model makes of its factors, not what happened."
            .to_string(),
    ];
    if failed > 0 {
        warnings.push(format!(
            "{failed} of {histories} histories failed and are left out of the means."
        ));
    }
    let provenance = Provenance {
        program: "kidal".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: env!("KIDAL_COMMIT").into(),
        dossier_digest: case.dossier.digest.clone(),
        dossier: case.name.into(),
        seed: options.seed,
        histories,
        options: BTreeMap::from([("design".to_string(), record.design.clone())]),
        command: options.command.clone(),
    };
    let about = &case.dossier.about;
    let headline = Headline {
        title: about.title.value.clone(),
        about: about
            .about
            .as_ref()
            .map_or(String::new(), |about| about.value.clone()),
        weighed: 0,
        checked: 0,
        told: 0,
        left_out: 0,
        speakers: 0,
        independent: 0,
        moved: 0,
        unknowns: experiment.ready.prepared.parameters.len(),
        trustworthy: true,
        warnings,
    };
    let mut findings = Findings::new(Kind::Sweep, provenance, headline);
    findings.clock_offset_s = about.clock.seconds();
    findings.computation.histories = histories;
    if failed > 0 {
        let reason = "histories that left the finite world".to_string();
        findings.computation.failures.insert(reason, failed);
    }
    findings.sweep = Some(record);
    findings
}

fn record(experiment: &Experiment, responses: &[Vec<f64>]) -> SweepRecord {
    let Experiment {
        ready,
        plan,
        points,
        replicates,
        luck_is_a_factor,
        seed,
    } = experiment;
    let (luck_is_a_factor, seed) = (*luck_is_a_factor, *seed);
    let mut factors: Vec<SweepFactor> = ready
        .factors
        .iter()
        .enumerate()
        .map(|(at, factor)| SweepFactor {
            id: factor.id.clone(),
            title: factor.title.clone(),
            unit: factor.unit.clone(),
            levels: factor.levels.clone(),
            values: points.rows().map(|row| factor.scale.at(row[at])).collect(),
        })
        .collect();
    if luck_is_a_factor {
        factors.push(SweepFactor {
            id: "luck".into(),
            title: "luck".into(),
            unit: "stream".into(),
            levels: Vec::new(),
            values: points
                .rows()
                .map(|row| (row[ready.factors.len()] * STREAMS as f64).floor())
                .collect(),
        });
    }
    let held = ready
        .prepared
        .scenario
        .parameters
        .iter()
        .zip(&ready.middle)
        .enumerate()
        .filter(|(at, _)| !ready.columns.contains(at))
        .map(
            |(_, (parameter, value))| match parameter.levels.get(*value as usize) {
                Some(level) => format!("{} = {level}", parameter.id.value),
                None => format!(
                    "{} = {}",
                    parameter.id.value,
                    kidal_findings::wording::number(*value)
                ),
            },
        )
        .collect();
    let luck = if luck_is_a_factor {
        format!("a factor of its own: one of {STREAMS} streams, common to all points that take it")
    } else {
        format!("the same {replicates} streams at every point; a response is their mean")
    };
    let scales: Vec<Option<&Scale>> = ready
        .factors
        .iter()
        .map(|factor| Some(&factor.scale))
        .chain(luck_is_a_factor.then_some(None))
        .collect();
    let zero = ready.prepared.scenario.names.zero_unix_s;
    let responses = ready
        .outcomes
        .iter()
        .zip(responses)
        .map(|(outcome, values)| {
            let question = &ready.prepared.scenario.questions[*outcome];
            let unit = match &question.asked {
                Asked::Number(_, unit) => unit.clone(),
                _ => "probability".into(),
            };
            analysis::response(&analysis::Asked {
                question,
                unit,
                zero,
                points,
                factors: &factors,
                scales: &scales,
                values,
                seed,
            })
        })
        .collect();
    SweepRecord {
        design: design_in_words(plan, points.len()),
        luck,
        largest_correlation: points.largest_correlation(),
        factors,
        held,
        responses,
    }
}

fn design_in_words(plan: &Plan, points: usize) -> String {
    match plan {
        Plan::Factorial { levels } => {
            format!(
                "full factorial, {} levels of each factor, {points} points",
                levels[0]
            )
        }
        Plan::LatinHypercube { .. } => format!("Latin hypercube, {points} points"),
        Plan::NearlyOrthogonal { .. } => {
            format!("nearly orthogonal Latin hypercube, {points} points")
        }
        Plan::Sobol { .. } => format!("scrambled Sobol sequence, {points} points"),
        Plan::Morris {
            trajectories,
            levels,
        } => format!(
            "Morris screening, {trajectories} trajectories on {levels} levels, {points} points"
        ),
        Plan::Saltelli { base, .. } => format!("Saltelli design, base {base}, {points} points"),
    }
}
