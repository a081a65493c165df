//! Single histories: told in full, counted, or run again at half the step.

use crate::histories;
use crate::model::{BattleModel, parameters};
use crate::options::{Case, Hooks, Progress, Stop, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use kidal_battle::parts::StepPolicy;
use kidal_battle::{Record, Runner, Scenario, Streams};
use kidal_chance::hash64;
use kidal_findings::{Estimate, Findings, Headline, Kind, Provenance};
use kidal_scenario::question::Asked;
use kidal_weigh::{Item, Task};
use std::collections::BTreeMap;

/// Options of a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayOptions {
    /// Seed.
    pub seed: u64,
    /// Which of the seed's histories, from 0.
    pub run: u64,
    /// Threads (for counts).
    pub threads: usize,
    /// Seconds between frames.
    pub interval_s: f64,
}

impl Default for ReplayOptions {
    fn default() -> Self {
        Self {
            seed: 2012,
            run: 0,
            threads: 1,
            interval_s: 900.0,
        }
    }
}

/// What many histories came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Histories run.
    pub histories: u64,
    /// Steps.
    pub steps: u64,
    /// Element-steps.
    pub element_steps: u64,
    /// Addressed draws.
    pub draws: u64,
    /// Failed runs.
    pub failures: u64,
    /// Hash over all answers, hexadecimal.
    pub digest: String,
}

/// How one measure moves when the step is halved, and halved again.
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
    /// Pairs in which it came about at every step.
    pub pairs: u64,
    /// Paired difference at half the step.
    pub halved_difference: Estimate,
    /// Paired difference at a quarter.
    pub quartered_difference: Estimate,
    /// Within its error, or within the stated share of the spread.
    pub passes: bool,
}

/// A step-halving report.
#[derive(Clone, Debug, PartialEq)]
pub struct StepReport {
    /// Rows.
    pub rows: Vec<StepRow>,
}

/// Share of a measure's spread that a step's bias may take; chosen by us because it is then smaller than what any
/// account in the dossiers can resolve.
pub const STEP_BIAS: f64 = 0.15;

fn scenario_of(case: Case<'_>) -> Result<Prepared, StudyError> {
    let prepared = prepare(case, &WeighOptions::default())?;
    if prepared.scenario.parts.contingents.is_empty() {
        return Err(StudyError::Usage(format!(
            "the dossier {} has no scenario.toml with contingents, so there is nothing to replay",
            case.name
        )));
    }
    Ok(prepared)
}

/// Prior draws of a seed: parameters and stream roots, numbered.
fn draws(
    prepared: &Prepared,
    seed: u64,
    first: u64,
    count: u32,
) -> Result<Vec<kidal_weigh::Particle>, StudyError> {
    let model = Unrun {
        parameters: &prepared.parameters,
    };
    // Histories are numbered with 32 bits: a number beyond them would be that of another history.
    let first = first
        .checked_add(u64::from(count))
        .filter(|end| *end <= u64::from(u32::MAX))
        .map(|end| (end - u64::from(count)) as u32)
        .ok_or_else(|| {
            StudyError::Usage(format!(
                "histories are numbered from 0 to {}; {first} is beyond",
                u32::MAX - 1
            ))
        })?;
    let item = Item {
        batch: 0,
        index: 0,
        seed,
        island: 0,
        generation: 0,
        task: Task::Draw { first, count },
    };
    let result = kidal_weigh::run_item(&model, &mut Nothing, &item)
        .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
    Ok(result.particles)
}

/// A model that draws from the priors and runs nothing.
struct Unrun<'a> {
    parameters: &'a [kidal_weigh::Parameter],
}
struct Nothing;

impl kidal_weigh::Model for Unrun<'_> {
    type Worker = Nothing;
    fn parameters(&self) -> &[kidal_weigh::Parameter] {
        self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        0
    }
    fn payload(&self) -> usize {
        0
    }
    fn worker(&self) -> Nothing {
        Nothing
    }
}

impl kidal_weigh::Worker for Nothing {
    fn evaluate(
        &mut self,
        _: &[f64],
        _: kidal_weigh::Stream<'_>,
        _: &mut [f64],
        _: &mut [f64],
    ) -> Result<u64, kidal_weigh::Failure> {
        Ok(0)
    }
}

/// One history drawn from the priors, told in full.
///
/// # Errors
/// [`StudyError`] as for weighing, and where the dossier has no scenario.
pub fn replay(case: Case<'_>, options: &ReplayOptions) -> Result<Findings, StudyError> {
    let prepared = scenario_of(case)?;
    let particle = draws(&prepared, options.seed, options.run, 1)?.remove(0);
    let trace = histories::trace(
        &prepared.scenario,
        &prepared.probes,
        &particle.parameters,
        particle.root,
        &[],
        options.interval_s,
    )?;
    let history = histories::record(
        case.dossier,
        &prepared.scenario,
        &trace,
        &format!("history {} of seed {}", options.run, options.seed),
        "drawn from the priors, before any account",
        &particle.parameters,
        particle.root,
        &[],
    );
    let provenance = Provenance {
        program: "kidal".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: env!("KIDAL_COMMIT").into(),
        dossier_digest: case.dossier.digest.clone(),
        dossier: case.name.into(),
        seed: options.seed,
        histories: 1,
        options: BTreeMap::from([("run".to_string(), options.run.to_string())]),
        command: format!(
            "kidal replay {} --seed {} --run {}",
            case.name, options.seed, options.run
        ),
    };
    let headline = Headline {
        title: case.dossier.about.title.value.clone(),
        about: case
            .dossier
            .about
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
        unknowns: prepared.parameters.len(),
        trustworthy: true,
        warnings: vec![
            "One possible history, drawn before any account was heard; not what happened.".into(),
        ],
    };
    let mut findings = Findings::new(Kind::Replay, provenance, headline);
    findings.series = trace_series(case, &prepared, &trace);
    findings.map = histories::map(case.dossier, &prepared.scenario);
    findings.contingents = histories::contingents(case.dossier, &prepared.scenario);
    findings.origin = Some([
        prepared.scenario.plane.latitude,
        prepared.scenario.plane.longitude,
    ]);
    findings.clock_offset_s = case.dossier.about.clock.seconds();
    findings.histories = vec![history];
    findings.computation.histories = 1;
    Ok(findings)
}

fn trace_series(
    case: Case<'_>,
    prepared: &Prepared,
    trace: &kidal_battle::Trace,
) -> Vec<kidal_findings::SeriesRecord> {
    let zero = prepared.scenario.names.zero_unix_s;
    let step = (trace.frames.len() / 120).max(1);
    prepared
        .scenario
        .names
        .contingents()
        .iter()
        .zip(&trace.series)
        .map(|(name, series)| {
            let fit: Vec<f64> = series
                .fit
                .iter()
                .step_by(step)
                .map(|men| f64::from(*men))
                .collect();
            kidal_findings::SeriesRecord {
                name: case.dossier.name_of(name).unwrap_or(name).to_string(),
                unit: "fit men".into(),
                unix_s: trace
                    .frames
                    .iter()
                    .step_by(step)
                    .map(|frame| zero + frame.time_s as i64)
                    .collect(),
                low: fit.clone(),
                median: fit.clone(),
                high: fit,
            }
        })
        .collect()
}

/// Runs many histories and counts.
///
/// # Errors
/// As [`replay`], and [`StudyError::Interrupted`].
pub fn replay_count(
    case: Case<'_>,
    count: u64,
    options: &ReplayOptions,
    hooks: &mut dyn Hooks,
) -> Result<Counted, StudyError> {
    let prepared = scenario_of(case)?;
    let mut counted = Counted {
        histories: 0,
        steps: 0,
        element_steps: 0,
        draws: 0,
        failures: 0,
        digest: String::new(),
    };
    let mut hash = 0_u64;
    let chunk = 256;
    let mut first = 0;
    while first < count {
        if hooks.stop() == Stop::Interrupt {
            return Err(StudyError::Interrupted);
        }
        let size = chunk.min(count - first);
        let particles = draws(&prepared, options.seed, first, size as u32)?;
        if options.threads <= 1 {
            let mut runner = Runner::new(&prepared.scenario.scenario, &prepared.probes);
            let mut record = Record::new();
            for particle in &particles {
                match runner.run(
                    &particle.parameters,
                    Streams {
                        root: particle.root,
                        refreshes: &[],
                    },
                    &mut record,
                ) {
                    Ok(()) => {
                        counted.steps += record.counters.steps;
                        counted.element_steps += record.counters.element_steps;
                        counted.draws += record.counters.draws;
                        for answer in &record.answers {
                            hash = hash64(&[hash, answer.number().map_or(u64::MAX, f64::to_bits)]);
                        }
                    }
                    Err(_) => counted.failures += 1,
                }
            }
        } else {
            let own = parameters(&prepared.scenario);
            let model = BattleModel::new(&prepared.scenario.scenario, &prepared.probes, None, &own);
            let points: Vec<kidal_weigh::Point> = particles
                .iter()
                .map(|particle| kidal_weigh::Point {
                    parameters: particle.parameters.clone(),
                    root: particle.root,
                    refreshes: vec![0; prepared.scenario.scenario.blocks()],
                })
                .collect();
            for result in kidal_weigh::evaluate(&model, &points, options.threads)
                .map_err(|trouble| StudyError::Run(trouble.to_string()))?
            {
                match result {
                    Ok((_, payload)) => {
                        for value in payload {
                            let bits = if value == crate::model::DID_NOT_HAPPEN {
                                u64::MAX
                            } else {
                                value.to_bits()
                            };
                            hash = hash64(&[hash, bits]);
                        }
                    }
                    Err(_) => counted.failures += 1,
                }
            }
        }
        counted.histories += size;
        first += size;
        hooks.progress(&Progress {
            stage: "histories".into(),
            done: first,
            of: count,
            note: String::new(),
        });
    }
    counted.digest = format!("{hash:016x}");
    Ok(counted)
}

/// Runs the same histories with every limit of the step halved, and halved again; paired differences of the questions.
///
/// # Errors
/// As [`replay`].
pub fn verify_step(
    case: Case<'_>,
    options: &ReplayOptions,
    pairs: u32,
) -> Result<StepReport, StudyError> {
    let prepared = scenario_of(case)?;
    let particles = draws(&prepared, options.seed, 0, pairs)?;
    let mut columns: Vec<Vec<Vec<f64>>> = Vec::new();
    for halvings in 0..3 {
        let mut parts = prepared.scenario.parts.clone();
        let factor = [1.0, 0.5, 0.25][halvings];
        parts.step = match parts.step {
            StepPolicy::Adaptive {
                finest_s,
                coarsest_s,
                accuracy,
            } => StepPolicy::Adaptive {
                finest_s: finest_s * factor,
                coarsest_s: coarsest_s * factor,
                accuracy: accuracy * factor,
            },
            StepPolicy::Fixed { step_s } => StepPolicy::Fixed {
                step_s: step_s * factor,
            },
            StepPolicy::NextEvent => StepPolicy::NextEvent,
        };
        let scenario = Scenario::build(&parts).map_err(|faults| {
            StudyError::Run(
                faults
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        })?;
        let model = BattleModel::new(&scenario, &prepared.probes, None, &prepared.parameters);
        let points: Vec<kidal_weigh::Point> = particles
            .iter()
            .map(|particle| kidal_weigh::Point {
                parameters: particle.parameters.clone(),
                root: particle.root,
                refreshes: vec![0; prepared.scenario.scenario.blocks()],
            })
            .collect();
        let results = kidal_weigh::evaluate(&model, &points, options.threads)
            .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
        let mut rows = Vec::new();
        for (particle, result) in particles.iter().zip(results) {
            let values = match result {
                Ok((_, payload)) => {
                    let answers = crate::model::answers(&payload);
                    prepared
                        .questions
                        .iter()
                        .map(|quantity| {
                            quantity
                                .as_ref()
                                .and_then(|q| q.value(&particle.parameters, &answers))
                                .unwrap_or(f64::NAN)
                        })
                        .collect()
                }
                Err(_) => vec![f64::NAN; prepared.questions.len()],
            };
            rows.push(values);
        }
        columns.push(rows);
    }
    let mut rows = Vec::new();
    for (index, question) in prepared.scenario.questions.iter().enumerate() {
        if prepared.questions[index].is_none() {
            continue;
        }
        let column =
            |level: usize| -> Vec<f64> { columns[level].iter().map(|row| row[index]).collect() };
        let base = column(0);
        let (value, spread) = moments(&base);
        let unit = match &question.asked {
            Asked::Number(_, unit) => unit.clone(),
            _ => String::new(),
        };
        let shift = if unit == "date" {
            prepared.scenario.names.zero_unix_s as f64
        } else {
            0.0
        };
        let complete = |row: &usize| columns.iter().all(|level| level[*row][index].is_finite());
        let pairs = (0..particles.len()).filter(complete).count() as u64;
        let difference = |level: usize| {
            let other = column(level);
            let paired: Vec<f64> = base.iter().zip(&other).map(|(a, b)| b - a).collect();
            let (mean, sd) = moments(&paired);
            let n = paired.iter().filter(|d| d.is_finite()).count().max(1) as f64;
            Estimate {
                value: mean,
                error: sd / n.sqrt(),
            }
        };
        let (halved, quartered) = (difference(1), difference(2));
        let passes = quartered.value.abs() <= 3.0 * quartered.error
            || quartered.value.abs() <= STEP_BIAS * spread;
        rows.push(StepRow {
            measure: question.asks.clone(),
            unit,
            value: value + shift,
            spread,
            pairs,
            halved_difference: halved,
            quartered_difference: quartered,
            passes,
        });
    }
    Ok(StepReport { rows })
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
