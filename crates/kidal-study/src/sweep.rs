//! Designed experiments over a scenario: factors are moved by a design, histories are played at each point, and what the
//! answers to the dossier's questions owe to which factor is read off.
//!
//! Luck is common to all points (the same streams, so that only the factors differ) or, in a design for Sobol indices,
//! a factor of its own, so that its share is told too. No account is heard: this is about the scenario.

mod analysis;
mod play;
mod record;

pub(crate) use play::encode;

use crate::farm::Farm;
use crate::options::{Case, Hooks, StudyError};
use crate::prepare::{Prepared, prepare};
use kidal_battle::Scenario;
use kidal_battle::parts::{ParameterId, ParameterPart, Value};
use kidal_findings::Findings;
use kidal_scenario::question::Asked;
use kidal_scenario::swept::{self, Moved, Scale, Swept};
use kidal_sweep::{Plan, Points};
use kidal_weigh::{Parameter, Prior};
use serde::{Deserialize, Serialize};

/// Streams among which luck chooses as a factor; chosen by us because a coordinate cut in 64 still tells streams apart
/// in a design of some hundreds of rows.
const STREAMS: usize = 64;

/// Which design, in the words of the command line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Design {
    /// Every combination of so many levels of each factor.
    Factorial {
        /// Levels of each factor.
        levels: usize,
    },
    /// A design that depends on no factor.
    Plan(Plan),
}

/// The text of a factor table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorTable {
    /// The name of its file, at which its faults are told.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Options of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepOptions {
    /// Seed.
    pub seed: u64,
    /// Threads; changes no result.
    pub threads: usize,
    /// The design.
    pub design: Design,
    /// Factors in words; empty and no table: every unknown over its prior.
    pub factors: Vec<String>,
    /// A factor table.
    pub table: Option<FactorTable>,
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
/// [`StudyError::Factors`] with the faults of the factor table, [`StudyError::Usage`] for factors, outcomes or designs that
/// cannot be, [`StudyError::Interrupted`].
pub fn sweep(
    case: Case<'_>,
    options: &SweepOptions,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
) -> Result<Findings, StudyError> {
    sweep_on(case, options, state, hooks, None)
}

/// [`sweep`] with the histories played by a farm. The result has the same bits.
///
/// # Errors
/// As [`sweep`], and what the farm raises.
pub fn sweep_on(
    case: Case<'_>,
    options: &SweepOptions,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
    farm: Option<&mut dyn Farm>,
) -> Result<Findings, StudyError> {
    let experiment = Experiment::new(case, options)?;
    let rows = match farm {
        None => play::here(&experiment, options.threads, state, hooks)?,
        Some(farm) => play::elsewhere(&experiment, case, options, state, hooks, farm)?,
    };
    Ok(record::findings(case, options, &experiment, &rows))
}

/// A design and the scenario that it is played on. Two made from the same dossier and options are the same.
pub(crate) struct Experiment {
    ready: Swept0,
    plan: Plan,
    points: Points,
    replicates: u32,
    luck_is_a_factor: bool,
    seed: u64,
}

impl Experiment {
    pub(crate) fn new(case: Case<'_>, options: &SweepOptions) -> Result<Self, StudyError> {
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
        Ok(Self {
            ready,
            plan,
            points,
            replicates,
            luck_is_a_factor,
            seed: options.seed,
        })
    }

    /// Histories of all points.
    fn histories(&self) -> u64 {
        self.points.len() as u64 * u64::from(self.replicates)
    }
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
        Some(table) => {
            swept::from_table(scenario, &table.name, &table.text).map_err(StudyError::Factors)?
        }
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
