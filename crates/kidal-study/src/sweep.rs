//! Designed experiments over a scenario: factors are moved by a design, histories are played at each point, and what the
//! answers to the dossier's questions owe to which factor is read off.
//!
//! Luck is common to all points (the same streams, so that only the factors differ) or, in a design for Sobol indices,
//! a factor of its own, so that its share is told too. No account is heard: this is about the scenario.

mod analysis;

use crate::model::{BattleModel, answers};
use crate::options::{Case, Hooks, Progress, Stop, StudyError};
use crate::prepare::{Prepared, prepare};
use kidal_battle::Scenario;
use kidal_battle::parts::{ParameterId, ParameterPart, Value};
use kidal_chance::hash64;
use kidal_findings::{Findings, Headline, Kind, Provenance, SweepFactor, SweepRecord};
use kidal_scenario::question::Asked;
use kidal_scenario::swept::{self, Moved, Scale, Swept};
use kidal_sweep::{Plan, Points};
use kidal_weigh::{Parameter, Point, Prior};
use std::collections::BTreeMap;

/// Address of the luck of a sweep.
const LUCK: u64 = 0x6b69_6461_6c55;
/// Streams among which luck chooses as a factor; chosen by us because a coordinate cut in 64 still tells streams apart
/// in a design of some hundreds of rows.
const STREAMS: usize = 64;
/// Histories between two checkpoints.
const BATCH: usize = 1024;

/// Which design, in the words of the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Design {
    /// Every combination of so many levels of each factor.
    Factorial {
        /// Levels of each factor.
        levels: usize,
    },
    /// A design that depends on no factor.
    Plan(Plan),
}

/// Options of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepOptions {
    /// Seed.
    pub seed: u64,
    /// Threads; changes no result.
    pub threads: usize,
    /// The design.
    pub design: Design,
    /// Factors in words; empty and no table: every unknown over its prior.
    pub factors: Vec<String>,
    /// The text of a factor table.
    pub table: Option<String>,
    /// Common streams of luck to average over; `None`: luck is a factor of its own where the design gives Sobol indices, and
    /// [`SweepOptions::REPLICATES`] streams otherwise.
    pub replicates: Option<u32>,
    /// Questions; empty: all that ask for a probability or a number.
    pub outcomes: Vec<String>,
    /// The command that asks for all this.
    pub command: String,
}

impl SweepOptions {
    /// Streams that are averaged over when nobody says otherwise; chosen by us because the noise of one history of yes or
    /// no then falls to a third.
    pub const REPLICATES: u32 = 8;
}

/// A scenario whose factors are columns of the row of parameters.
struct Swept0 {
    prepared: Prepared,
    scenario: Scenario,
    parameters: Vec<Parameter>,
    factors: Vec<Swept>,
    /// Column of each factor.
    columns: Vec<usize>,
    /// The row with every unknown at the middle of its prior.
    middle: Vec<f64>,
    outcomes: Vec<usize>,
}

/// Plays the points of a design and reads off what matters.
///
/// `state` goes on from an earlier checkpoint of the same options.
///
/// # Errors
/// [`StudyError::Dossier`] with the faults of the factor table, [`StudyError::Usage`] for factors, outcomes or designs that
/// cannot be, [`StudyError::Interrupted`].
pub fn sweep(
    case: Case<'_>,
    options: &SweepOptions,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
) -> Result<Findings, StudyError> {
    let ready = ready(case, options)?;
    let luck_is_a_factor = options.replicates.is_none()
        && matches!(options.design, Design::Plan(Plan::Saltelli { .. }));
    let replicates = match options.replicates {
        _ if luck_is_a_factor => 1,
        Some(0) => {
            return Err(StudyError::Usage(
                "a sweep needs at least one replicate".into(),
            ));
        }
        Some(count) => count,
        None => SweepOptions::REPLICATES,
    };
    let width = ready.factors.len() + usize::from(luck_is_a_factor);
    let plan = match &options.design {
        Design::Factorial { levels } => Plan::Factorial {
            levels: vec![*levels; width],
        },
        Design::Plan(plan) => plan.clone(),
    };
    let points = plan
        .points(width, options.seed)
        .map_err(|error| StudyError::Usage(error.to_string()))?;
    let (responses, failed) = play(&ready, &points, replicates, options, state, hooks)?;
    let record = record(
        &ready,
        &points,
        &plan,
        replicates,
        luck_is_a_factor,
        &responses,
        options.seed,
    );
    Ok(findings(
        case,
        options,
        &ready,
        record,
        points.len() as u64 * u64::from(replicates),
        failed,
    ))
}

fn ready(case: Case<'_>, options: &SweepOptions) -> Result<Swept0, StudyError> {
    let prepared = prepare(case, &crate::WeighOptions::default())?;
    if prepared.scenario.parts.contingents.is_empty() {
        return Err(StudyError::Usage(format!(
            "the dossier {} has no scenario.toml with contingents, so there is nothing to sweep",
            case.name
        )));
    }
    let factors = factors(&prepared, options)?;
    let outcomes = outcomes(&prepared, &options.outcomes)?;
    let mut parts = prepared.scenario.parts.clone();
    let mut parameters = prepared.parameters.clone();
    let mut middle: Vec<f64> = prepared
        .scenario
        .parameters
        .iter()
        .map(|parameter| parameter.prior.quantile(0.5))
        .collect();
    let mut columns = Vec::new();
    for factor in &factors {
        let (low, high) = match &factor.scale {
            Scale::Range(low, high) => (*low, *high),
            _ => (0.0, 0.0),
        };
        let mut added = || {
            let id = ParameterId(parts.parameters.len() as u16);
            parts.parameters.push(ParameterPart {
                name: factor.id.clone(),
                low,
                high,
            });
            parameters.push(Parameter::new(
                factor.id.clone(),
                Prior::Uniform { low, high },
            ));
            middle.push(0.5 * (low + high));
            id
        };
        match &factor.moved {
            Moved::Parameter(id) => columns.push(id.index()),
            Moved::Order(order) => {
                let id = added();
                parts.orders[order.index()].probability = Value::parameter(id);
                columns.push(id.index());
            }
            Moved::Men(who) => {
                let id = added();
                for contingent in who {
                    let men = &mut parts.contingents[contingent.index()].men.0;
                    men.push(kidal_battle::parts::Step::Parameter(id));
                    men.push(kidal_battle::parts::Step::Multiply);
                }
                columns.push(id.index());
            }
        }
    }
    let scenario = Scenario::build(&parts).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        StudyError::Usage(format!(
            "the factors make a scenario that cannot be: {}",
            faults.join("; ")
        ))
    })?;
    Ok(Swept0 {
        prepared,
        scenario,
        parameters,
        factors,
        columns,
        middle,
        outcomes,
    })
}

fn factors(prepared: &Prepared, options: &SweepOptions) -> Result<Vec<Swept>, StudyError> {
    let scenario = &prepared.scenario;
    let mut list = match &options.table {
        Some(text) => swept::from_table(scenario, text).map_err(StudyError::Dossier)?,
        None if options.factors.is_empty() => swept::unknowns(scenario),
        None => Vec::new(),
    };
    for words in &options.factors {
        let factor = swept::from_words(scenario, words).map_err(StudyError::Usage)?;
        if list.iter().any(|known| known.id == factor.id) {
            return Err(StudyError::Usage(format!(
                "`{}` is moved by two factors",
                factor.id
            )));
        }
        list.push(factor);
    }
    if list.is_empty() {
        return Err(StudyError::Usage(
            "the scenario has no unknown, so there is nothing to move; name factors such as order:ID".into(),
        ));
    }
    Ok(list)
}

fn outcomes(prepared: &Prepared, asked: &[String]) -> Result<Vec<usize>, StudyError> {
    let questions = &prepared.scenario.questions;
    let can: Vec<usize> = (0..questions.len())
        .filter(|at| {
            matches!(
                questions[*at].asked,
                Asked::Probability(_) | Asked::Number(..)
            )
        })
        .collect();
    if asked.is_empty() {
        if can.is_empty() {
            return Err(StudyError::Usage(
                "the scenario asks for no probability and no number, so there is no outcome".into(),
            ));
        }
        return Ok(can);
    }
    let known: Vec<&str> = can.iter().map(|at| questions[*at].id.as_str()).collect();
    asked
        .iter()
        .map(|id| {
            can.iter()
                .copied()
                .find(|at| questions[*at].id == *id)
                .ok_or_else(|| {
                    let hint = kidal_dossier::nearest::did_you_mean(id, known.iter().copied())
                        .unwrap_or_else(|| format!("known: {}", known.join(", ")));
                    StudyError::Usage(format!(
                        "no question `{id}` asks for a probability or a number; {hint}"
                    ))
                })
        })
        .collect()
}

/// Responses: for each outcome, one for each point, NaN where it did not come about. And the failed histories.
type Responses = Vec<Vec<f64>>;

fn play(
    ready: &Swept0,
    points: &Points,
    replicates: u32,
    options: &SweepOptions,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
) -> Result<(Responses, u64), StudyError> {
    let count = ready.outcomes.len();
    // Point by point: a value for each outcome, then the failures so far.
    let mut done: Vec<f64> = state.map_or(Vec::new(), decode);
    let model = BattleModel::new(
        &ready.scenario,
        &ready.prepared.probes,
        None,
        &ready.parameters,
    );
    let blocks = vec![0; ready.scenario.blocks()];
    let per_batch = (BATCH / replicates as usize).max(1);
    let row_width = count + 1;
    if done.len() > points.len() * row_width || !done.len().is_multiple_of(row_width) {
        return Err(StudyError::Run(
            "the checkpoint is not of this sweep".into(),
        ));
    }
    while done.len() / row_width < points.len() {
        match hooks.stop() {
            Stop::Go => {}
            Stop::FinishEarly | Stop::Interrupt => return Err(StudyError::Interrupted),
        }
        let first = done.len() / row_width;
        let last = (first + per_batch).min(points.len());
        let batch: Vec<Point> = (first..last)
            .flat_map(|point| (0..replicates).map(move |replicate| (point, replicate)))
            .map(|(point, replicate)| Point {
                parameters: row(ready, points.row(point)),
                root: root(ready, points.row(point), replicate, options.seed),
                refreshes: blocks.clone(),
            })
            .collect();
        let results = kidal_weigh::evaluate(&model, &batch, options.threads)
            .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
        for (of_point, points_of) in results
            .chunks(replicates as usize)
            .zip(batch.chunks(replicates as usize))
        {
            done.extend(summary(ready, of_point, points_of));
        }
        hooks.checkpoint(&encode(&done));
        hooks.progress(&Progress {
            stage: "sweep".into(),
            done: (done.len() / row_width) as u64 * u64::from(replicates),
            of: points.len() as u64 * u64::from(replicates),
            note: String::new(),
        });
    }
    let column = |at: usize| done.iter().skip(at).step_by(row_width).copied().collect();
    let failed: Vec<f64> = column(count);
    Ok((
        (0..count).map(column).collect(),
        kidal_math::sum(&failed) as u64,
    ))
}

/// The parameters of a point.
fn row(ready: &Swept0, coordinates: &[f64]) -> Vec<f64> {
    let mut row = ready.middle.clone();
    for ((factor, column), u) in ready.factors.iter().zip(&ready.columns).zip(coordinates) {
        row[*column] = factor.scale.at(*u);
    }
    row
}

/// The luck of a point: that of the replicate, or of the coordinate beyond the factors.
fn root(ready: &Swept0, coordinates: &[f64], replicate: u32, seed: u64) -> u64 {
    let stream = match coordinates.get(ready.factors.len()) {
        Some(u) => ((u * STREAMS as f64) as u64).min(STREAMS as u64 - 1),
        None => u64::from(replicate),
    };
    hash64(&[seed, LUCK, stream])
}

type Evaluated = Result<(Vec<f64>, Vec<f64>), kidal_weigh::Failure>;

/// Means over the replicates of a point, and its failures.
fn summary(ready: &Swept0, results: &[Evaluated], points: &[Point]) -> Vec<f64> {
    let mut values = Vec::with_capacity(ready.outcomes.len() + 1);
    for &outcome in &ready.outcomes {
        let quantity = ready.prepared.questions[outcome]
            .as_ref()
            .expect("a probability or a number has a quantity");
        let is_number = matches!(
            ready.prepared.scenario.questions[outcome].asked,
            Asked::Number(..)
        );
        let found: Vec<f64> = results
            .iter()
            .zip(points)
            .filter_map(|(result, point)| {
                let (_, payload) = result.as_ref().ok()?;
                let value = quantity.value(&point.parameters, &answers(payload));
                if is_number {
                    value.filter(|value| value.is_finite())
                } else {
                    Some(value.unwrap_or(0.0))
                }
            })
            .collect();
        values.push(if found.is_empty() {
            f64::NAN
        } else {
            kidal_math::mean(&found)
        });
    }
    values.push(results.iter().filter(|result| result.is_err()).count() as f64);
    values
}

fn encode(values: &[f64]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn decode(bytes: &[u8]) -> Vec<f64> {
    bytes
        .as_chunks::<8>()
        .0
        .iter()
        .map(|bytes| f64::from_le_bytes(*bytes))
        .collect()
}

fn record(
    ready: &Swept0,
    points: &Points,
    plan: &Plan,
    replicates: u32,
    luck_is_a_factor: bool,
    responses: &Responses,
    seed: u64,
) -> SweepRecord {
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

fn findings(
    case: Case<'_>,
    options: &SweepOptions,
    ready: &Swept0,
    record: SweepRecord,
    histories: u64,
    failed: u64,
) -> Findings {
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
        unknowns: ready.prepared.parameters.len(),
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
