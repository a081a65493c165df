//! Changes as they are written at the command line: `garrison-men=200`, `attackers-men*0.5`, `order:second-assault=never`,
//! `why-left=ordered`, or the id of an intervention of the scenario. And the list of what can be changed.

use crate::options::{Case, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use crate::view::View;
use kidal_findings::wording;
use kidal_scenario::Prior;
use kidal_scenario::question::{Asked, Edit};
use serde::Serialize;
use std::collections::BTreeMap;

/// What can be changed in a scenario, and what can be asked of the change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changeable {
    /// Changes that the dossier names itself.
    pub interventions: Vec<Entry>,
    /// Unknowns that take a number.
    pub numbers: Vec<Entry>,
    /// Unknowns that take a level.
    pub levels: Vec<Entry>,
    /// Orders, which can be given never, always or with a probability.
    pub orders: Vec<Entry>,
    /// Questions that can be asked of a change.
    pub outcomes: Vec<Entry>,
}

/// A name and what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// As it is written.
    pub id: String,
    /// In words, with bounds or levels.
    pub about: String,
    /// Least and greatest value of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f64; 2]>,
    /// Unit of a number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Names of levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
}

/// What can be changed in a dossier's scenario.
///
/// # Errors
/// As for weighing, and where there is no scenario.
pub fn changeable(case: Case<'_>) -> Result<Changeable, StudyError> {
    let prepared = prepare(case, &WeighOptions::default())?;
    let scenario = &prepared.scenario;
    if scenario.parts.contingents.is_empty() {
        return Err(StudyError::Usage(format!(
            "the dossier {} has no scenario.toml with contingents, so nothing in it can be changed",
            case.name
        )));
    }
    let entry = |id: &str, about: String| Entry {
        id: id.to_string(),
        about,
        ..Entry::default()
    };
    let mut numbers = Vec::new();
    let mut levels = Vec::new();
    for parameter in &scenario.parameters {
        let id = &parameter.id.value;
        if parameter.levels.is_empty() {
            let (low, high) = parameter.bounds();
            let about = if matches!(parameter.prior, Prior::Fixed(_)) {
                format!("{} (held fixed)", parameter.title)
            } else {
                format!(
                    "{} ({} to {})",
                    parameter.title,
                    wording::number(low),
                    wording::with_unit(&wording::number(high), &parameter.unit)
                )
            };
            let is_finite = low.is_finite() && high.is_finite();
            numbers.push(Entry {
                bounds: is_finite.then_some([low, high]),
                unit: parameter.unit.clone(),
                ..entry(id, about)
            });
        } else {
            let about = format!("{}: {}", parameter.title, parameter.levels.join(", "));
            levels.push(Entry {
                levels: parameter.levels.clone(),
                ..entry(id, about)
            });
        }
    }
    Ok(Changeable {
        interventions: scenario
            .interventions
            .iter()
            .map(|known| entry(&known.id, known.title.clone()))
            .collect(),
        numbers,
        levels,
        orders: scenario
            .names
            .orders()
            .iter()
            .map(|id| entry(id, id.replace('-', " ")))
            .collect(),
        outcomes: scenario
            .questions
            .iter()
            .filter(|question| matches!(question.asked, Asked::Probability(_)))
            .map(|question| entry(&question.id, question.asks.clone()))
            .collect(),
    })
}

/// Reads the changes; each part of the scenario may be changed once.
pub(crate) fn read_changes(
    prepared: &Prepared,
    changes: &[String],
) -> Result<Vec<Edit>, StudyError> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut changed: BTreeMap<String, &str> = BTreeMap::new();
    for change in changes.iter().map(|change| change.trim()) {
        for edit in read_change(prepared, change)? {
            if let Some(earlier) = changed.insert(target(prepared, &edit), change) {
                return Err(StudyError::Usage(format!(
                    "`{}` is changed twice, by `{earlier}` and by `{change}`; keep one of them",
                    target(prepared, &edit)
                )));
            }
            edits.push(edit);
        }
    }
    if edits.is_empty() {
        return Err(StudyError::Usage(
            "nothing is changed; say what with --do".into(),
        ));
    }
    Ok(edits)
}

/// What an edit changes, by its name.
fn target(prepared: &Prepared, edit: &Edit) -> String {
    let names = &prepared.scenario.names;
    let men = |list: &[kidal_battle::parts::ContingentId]| {
        let names: Vec<&str> = list
            .iter()
            .filter_map(|id| names.contingents().get(id.index()))
            .map(String::as_str)
            .collect();
        names.join(", ")
    };
    match edit {
        Edit::Parameter(id, _) | Edit::Scale(id, _) => {
            prepared.scenario.parameters[id.index()].id.value.clone()
        }
        Edit::Order(id, _) => format!("order:{}", names.orders()[id.index()]),
        Edit::Loyal(list) => format!("loyalty of {}", men(list)),
        Edit::NobodyJoins(list) => format!("who joins of {}", men(list)),
        Edit::Men(list, _) => format!("men of {}", men(list)),
    }
}

fn usage(message: String) -> StudyError {
    StudyError::Usage(message)
}

fn read_change(prepared: &Prepared, change: &str) -> Result<Vec<Edit>, StudyError> {
    let known = |id: &str| {
        prepared
            .scenario
            .interventions
            .iter()
            .find(|known| known.id == id)
    };
    if let Some(known) = known(change) {
        return Ok(known.edits.clone());
    }
    if let Some(rest) = change.strip_prefix("order:") {
        return order(prepared, change, rest).map(|edit| vec![edit]);
    }
    if let Some((name, factor)) = change.split_once('*') {
        return scale(prepared, change, name.trim(), factor.trim()).map(|edit| vec![edit]);
    }
    if let Some((name, value)) = change.split_once('=') {
        return value_of(prepared, change, name.trim(), value.trim()).map(|edit| vec![edit]);
    }
    let mut parameters = prepared.scenario.names.parameters();
    if parameters.any(|name| name == change) {
        return Err(usage(format!(
            "`{change}` does not say what it becomes: write {change}=VALUE or {change}*FACTOR"
        )));
    }
    let ids = prepared
        .scenario
        .interventions
        .iter()
        .map(|known| known.id.as_str());
    let names = prepared.scenario.names.parameters();
    let hint = kidal_dossier::nearest::did_you_mean(change, ids.chain(names));
    Err(usage(format!(
        "`{change}` is no change: write PARAMETER=VALUE, PARAMETER*FACTOR, order:ID=never or the id of an intervention{}",
        hint.map_or(String::new(), |hint| format!("; {hint}"))
    )))
}

fn order(prepared: &Prepared, change: &str, rest: &str) -> Result<Edit, StudyError> {
    let (order, what) = rest.split_once('=').ok_or_else(|| {
        usage(format!(
            "`{change}` does not say how often: write order:ID=never, order:ID=always or order:ID=0.5"
        ))
    })?;
    let id = prepared
        .scenario
        .names
        .order(order.trim())
        .map_err(|message| usage(format!("`{change}`: {message}")))?;
    let probability = match what.trim() {
        "never" => 0.0,
        "always" => 1.0,
        number => number
            .parse::<f64>()
            .ok()
            .filter(|p| (0.0..=1.0).contains(p))
            .ok_or_else(|| {
                usage(format!(
                    "`{change}`: `{number}` is neither never, always nor a probability between 0 and 1"
                ))
            })?,
    };
    Ok(Edit::Order(id, probability))
}

fn scale(prepared: &Prepared, change: &str, name: &str, factor: &str) -> Result<Edit, StudyError> {
    let id = prepared
        .scenario
        .names
        .parameter(name)
        .map_err(|message| usage(format!("`{change}`: {message}")))?;
    let unknown = &prepared.scenario.parameters[id.index()];
    if !unknown.levels.is_empty() {
        return Err(usage(format!(
            "`{change}`: `{name}` has levels and no size; write {name}=LEVEL with one of {}",
            unknown.levels.join(", ")
        )));
    }
    let number = factor
        .parse()
        .ok()
        .filter(|f: &f64| f.is_finite() && *f >= 0.0)
        .ok_or_else(|| {
            usage(format!(
                "`{change}`: `{factor}` is no factor; write a number of at least 0, such as {name}*0.5"
            ))
        })?;
    Ok(Edit::Scale(id, number))
}

fn value_of(
    prepared: &Prepared,
    change: &str,
    name: &str,
    value: &str,
) -> Result<Edit, StudyError> {
    let names = &prepared.scenario.names;
    let id = names
        .parameter(name)
        .map_err(|message| usage(format!("`{change}`: {message}")))?;
    let unknown = &prepared.scenario.parameters[id.index()];
    if !unknown.levels.is_empty() {
        let (id, level) = names
            .level(name, value)
            .map_err(|message| usage(format!("`{change}`: {message}")))?;
        return Ok(Edit::Parameter(id, f64::from(level)));
    }
    let number: f64 = value
        .parse()
        .ok()
        .filter(|v: &f64| v.is_finite())
        .ok_or_else(|| {
            usage(format!(
                "`{change}`: `{value}` is not a number; write it without a unit ({name} is in {})",
                if unknown.unit.is_empty() {
                    "no unit"
                } else {
                    &unknown.unit
                }
            ))
        })?;
    let (low, high) = unknown.bounds();
    if !matches!(unknown.prior, Prior::Fixed(_)) && !(low..=high).contains(&number) {
        return Err(usage(format!(
            "`{change}`: {name} lies between {} and {}; write a value between them",
            wording::number(low),
            wording::number(high)
        )));
    }
    Ok(Edit::Parameter(id, number))
}

/// How a factor meets the bounds of what it multiplies: an error where it carries every history beyond them, a sentence
/// where it carries some.
pub(crate) fn stops(
    prepared: &Prepared,
    view: &View<'_>,
    chosen: &[usize],
    edits: &[Edit],
) -> Result<String, StudyError> {
    let mut text = String::new();
    for edit in edits {
        let Edit::Scale(id, factor) = edit else {
            continue;
        };
        let unknown = &prepared.scenario.parameters[id.index()];
        let (low, high) = unknown.bounds();
        let beyond = chosen
            .iter()
            .map(|&row| view.particles[row].parameters[id.index()] * factor)
            .filter(|value| !(low..=high).contains(value))
            .count();
        let name = &unknown.id.value;
        let bounds = format!("{} to {}", wording::number(low), wording::number(high));
        if beyond > 0 && beyond == chosen.len() {
            return Err(usage(format!(
                "`{name}*{factor}` carries every history beyond what the scenario allows for {name} ({bounds}); choose a factor nearer to 1"
            )));
        }
        if beyond > 0 {
            text.push_str(&format!(
                " In {beyond} of {} histories {name} stops at the bound of its prior ({bounds}).",
                chosen.len()
            ));
        }
    }
    Ok(text)
}
