//! What of the answers comes from cutting time into steps and men into elements: the same histories again, cut finer.

use crate::model::{self, BattleModel};
use crate::options::{Case, StudyError};
use crate::prepare::Prepared;
use crate::replay::{ReplayOptions, draws, scenario_of};
use kidal_battle::Scenario;
use kidal_battle::parts::{Parts, StepPolicy};
use kidal_findings::Estimate;
use kidal_scenario::question::Asked;
use kidal_weigh::{Particle, Point};

/// How one measure moves when time or men are cut finer.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRow {
    /// The question.
    pub measure: String,
    /// Unit: `date` (value in seconds since 1970 UTC, differences in seconds), `men` and the like; empty for a probability.
    pub unit: String,
    /// Its mean at the scenario's own step.
    pub value: f64,
    /// Its standard deviation between histories.
    pub spread: f64,
    /// Pairs in which it came about, however time and men were cut.
    pub pairs: u64,
    /// Paired difference at half the step.
    pub halved_difference: Estimate,
    /// Paired difference at a quarter.
    pub quartered_difference: Estimate,
    /// The difference at a quarter is within its error, or within the stated share of the spread.
    pub passes: bool,
    /// Paired difference with elements of half as many men.
    pub elements_difference: Estimate,
    /// That one is within its error, or within the stated share of the spread.
    pub elements_pass: bool,
}

/// A report of steps and elements cut finer.
#[derive(Clone, Debug, PartialEq)]
pub struct StepReport {
    /// Rows.
    pub rows: Vec<StepRow>,
    /// Local time minus UTC \[s\].
    pub clock_offset_s: i64,
}

/// Share of a measure's spread that a bias of steps or elements may take; chosen by us because it is then smaller than what
/// any account in the dossiers can resolve.
pub const STEP_BIAS: f64 = 0.15;

/// How a scenario is cut.
#[derive(Clone, Copy)]
struct Cut {
    /// Factor on every limit of the step.
    step: f64,
    /// Elements that one becomes.
    elements: u16,
}

/// As the scenario says, at half the step, at a quarter, and with elements of half the size.
const CUTS: [Cut; 4] = [
    Cut {
        step: 1.0,
        elements: 1,
    },
    Cut {
        step: 0.5,
        elements: 1,
    },
    Cut {
        step: 0.25,
        elements: 1,
    },
    Cut {
        step: 1.0,
        elements: 2,
    },
];

/// Runs the same histories with every limit of the step halved, and halved again, and with elements of half as many men;
/// paired differences of the questions. Parameters and luck are the same; an element that is one of two halves has luck of
/// its own, so that pairs of cuts of men are less alike than those of time, and their errors larger.
///
/// # Errors
/// As [`crate::replay`].
pub fn verify_step(
    case: Case<'_>,
    options: &ReplayOptions,
    pairs: u32,
) -> Result<StepReport, StudyError> {
    let prepared = scenario_of(case)?;
    let particles = draws(&prepared, options.seed, options.run, pairs)?;
    let mut cuts = Vec::with_capacity(CUTS.len());
    for cut in CUTS {
        cuts.push(answers(&prepared, &particles, cut, options.threads)?);
    }
    let rows = prepared
        .scenario
        .questions
        .iter()
        .enumerate()
        .filter(|(index, _)| prepared.questions[*index].is_some())
        .map(|(index, question)| {
            let unit = match &question.asked {
                Asked::Number(_, unit) => unit.clone(),
                _ => String::new(),
            };
            let zero = if unit == "date" {
                prepared.scenario.names.zero_unix_s as f64
            } else {
                0.0
            };
            let mut row = row(&cuts, index);
            row.measure.clone_from(&question.asks);
            row.unit = unit;
            row.value += zero;
            row
        })
        .collect();
    Ok(StepReport {
        rows,
        clock_offset_s: case.dossier.about.clock.seconds(),
    })
}

fn finer(parts: &Parts, cut: Cut) -> Parts {
    let mut parts = parts.clone();
    parts.step = match parts.step {
        StepPolicy::Adaptive {
            finest_s,
            coarsest_s,
            accuracy,
        } => StepPolicy::Adaptive {
            finest_s: finest_s * cut.step,
            coarsest_s: coarsest_s * cut.step,
            accuracy: accuracy * cut.step,
        },
        StepPolicy::Fixed { step_s } => StepPolicy::Fixed {
            step_s: step_s * cut.step,
        },
        StepPolicy::NextEvent => StepPolicy::NextEvent,
    };
    for contingent in &mut parts.contingents {
        contingent.element_men = contingent.element_men.div_ceil(cut.elements);
        contingent.elements = contingent
            .elements
            .map(|elements| elements.saturating_mul(cut.elements));
    }
    parts
}

/// Answers to the questions, history by history; not a number where one did not come about.
fn answers(
    prepared: &Prepared,
    particles: &[Particle],
    cut: Cut,
    threads: usize,
) -> Result<Vec<Vec<f64>>, StudyError> {
    let scenario = Scenario::build(&finer(&prepared.scenario.parts, cut)).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        StudyError::Run(faults.join("; "))
    })?;
    let model = BattleModel::new(&scenario, &prepared.probes, None, &prepared.parameters);
    let points: Vec<Point> = particles
        .iter()
        .map(|particle| Point {
            parameters: particle.parameters.clone(),
            root: particle.root,
            refreshes: vec![0; scenario.blocks()],
        })
        .collect();
    let results = kidal_weigh::evaluate(&model, &points, threads)
        .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
    let rows = particles.iter().zip(results).map(|(particle, result)| {
        let Ok((_, payload)) = result else {
            return vec![f64::NAN; prepared.questions.len()];
        };
        let answers = model::answers(&payload);
        let value = |quantity: &Option<kidal_scenario::Compiled>| {
            quantity
                .as_ref()
                .and_then(|quantity| quantity.value(&particle.parameters, &answers))
                .unwrap_or(f64::NAN)
        };
        prepared.questions.iter().map(value).collect()
    });
    Ok(rows.collect())
}

/// One question's row, without its name and unit.
fn row(cuts: &[Vec<Vec<f64>>], index: usize) -> StepRow {
    let column = |cut: usize| -> Vec<f64> { cuts[cut].iter().map(|row| row[index]).collect() };
    let base = column(0);
    let (value, spread) = moments(&base);
    let difference = |cut: usize| {
        let paired: Vec<f64> = base.iter().zip(&column(cut)).map(|(a, b)| b - a).collect();
        let (mean, sd) = moments(&paired);
        let count = paired.iter().filter(|d| d.is_finite()).count().max(1) as f64;
        Estimate {
            value: mean,
            error: sd / count.sqrt(),
        }
    };
    let passes = |moved: Estimate| {
        moved.value.abs() <= 3.0 * moved.error || moved.value.abs() <= STEP_BIAS * spread
    };
    let complete = |row: &usize| cuts.iter().all(|cut| cut[*row][index].is_finite());
    let (quartered, elements) = (difference(2), difference(3));
    StepRow {
        measure: String::new(),
        unit: String::new(),
        value,
        spread,
        pairs: (0..base.len()).filter(complete).count() as u64,
        halved_difference: difference(1),
        quartered_difference: quartered,
        passes: passes(quartered),
        elements_difference: elements,
        elements_pass: passes(elements),
    }
}

/// Mean and standard deviation of the numbers that came about.
fn moments(values: &[f64]) -> (f64, f64) {
    let kept: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    if kept.is_empty() {
        return (0.0, 0.0);
    }
    let mean = kidal_math::mean(&kept);
    let squares: Vec<f64> = kept
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .collect();
    (mean, kidal_math::mean(&squares).sqrt())
}
