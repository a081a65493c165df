//! Everything that is worked out before the first history: scenario, accounts, probes.

use crate::model;
use crate::options::{Case, StudyError, WeighOptions};
use kidal_battle::measure::Count;
use kidal_battle::{Measure, Probes, When};
use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::date::Date;
use kidal_scenario::question::Asked;
use kidal_scenario::{Compiled, CompiledScenario, Quantity};
use kidal_weigh::Parameter;
use kidal_witness::{Accounts, Selection};

/// A scenario with its accounts, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub scenario: CompiledScenario,
    pub accounts: Accounts,
    pub probes: Probes,
    pub parameters: Vec<Parameter>,
    /// Quantity of each question (none for levels and arithmetic).
    pub questions: Vec<Option<Compiled>>,
    /// Time of each event of the scenario: id and quantity.
    pub events: Vec<(String, Compiled)>,
    /// Bands over time: name, unit, times [s], quantities.
    pub series: Vec<(String, Vec<f64>, Vec<Compiled>)>,
}

/// The claims that an options' selection takes.
pub(crate) fn selection(case: Case<'_>, options: &WeighOptions) -> Result<Selection, StudyError> {
    let known = case.dossier.speakers();
    for name in options.only.iter().chain(&options.without) {
        if !known.contains(&name.as_str()) {
            let hint = kidal_dossier::nearest::did_you_mean(name, known.iter().copied())
                .unwrap_or_else(|| format!("speakers: {}", known.join(", ")));
            return Err(StudyError::Usage(format!(
                "no claim has the speaker `{name}`; {hint}"
            )));
        }
    }
    let known_by = match &options.as_known_on {
        None => None,
        Some(text) => match Date::parse(text) {
            Ok(date) => Some(date.with_clock(case.dossier.about.clock).latest().0),
            Err(fault) => {
                return Err(StudyError::Usage(format!(
                    "--as-known-on {text}: {}",
                    fault.message
                )));
            }
        },
    };
    Ok(Selection {
        only: options.only.clone(),
        without: options.without.clone(),
        known_by,
    })
}

/// Compiles a dossier for weighing. One without a scenario gets a scenario without soldiers: see [`crate::claims_only`].
pub(crate) fn prepare(case: Case<'_>, options: &WeighOptions) -> Result<Prepared, StudyError> {
    let selection = selection(case, options)?;
    let Some(scenario) =
        kidal_scenario::compile(case.dossier, case.files).map_err(StudyError::Dossier)?
    else {
        return crate::claims_only::prepare(case, &selection);
    };
    let unknown = unknown_codes(&scenario);
    if !unknown.is_empty() {
        return Err(StudyError::Dossier(unknown));
    }
    let mut probes: Vec<Measure> = Vec::new();
    let questions = scenario
        .questions
        .iter()
        .map(|question| match &question.asked {
            Asked::Probability(quantity) | Asked::Number(quantity, _) => {
                Some(quantity.compile(&mut probes))
            }
            Asked::Levels(_) | Asked::Arithmetic(_) => None,
        })
        .collect();
    let mut events = Vec::new();
    for (id, meaning) in &scenario.events {
        if let Some(pattern) = &meaning.begins {
            let time = Quantity::measure(Measure::EventTime {
                pattern: pattern.clone(),
                nth: 0,
            });
            events.push((id.clone(), time.compile(&mut probes)));
        }
    }
    let series = series(&scenario, &mut probes);
    let accounts = Accounts::compile(case.dossier, &scenario, &selection, probes);
    let probes = Probes::new(&scenario.scenario, accounts.probes.clone()).map_err(|faults| {
        StudyError::Run(
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    })?;
    let parameters = model::parameters(&scenario);
    Ok(Prepared {
        scenario,
        accounts,
        probes,
        parameters,
        questions,
        events,
        series,
    })
}

/// Men present of each contingent's group over the whole scenario, four times a day.
fn series(
    scenario: &CompiledScenario,
    probes: &mut Vec<Measure>,
) -> Vec<(String, Vec<f64>, Vec<Compiled>)> {
    let mut list = Vec::new();
    let step = 21_600.0;
    let times: Vec<f64> = (1..)
        .map(|n| f64::from(n) * step)
        .take_while(|time| *time < scenario.parts.duration_s)
        .take(80)
        .collect();
    for (index, part) in scenario.parts.contingents.iter().enumerate() {
        let who = vec![kidal_battle::parts::ContingentId(index as u16)];
        let compiled = times
            .iter()
            .map(|time| {
                let measure = Measure::Men {
                    who: who.clone(),
                    count: Count::Present,
                    when: When::Time(*time),
                };
                Quantity::measure(measure).compile(probes)
            })
            .collect();
        list.push((part.name.clone(), times.clone(), compiled));
    }
    list
}

/// Rules that the questions of a scenario name and that `check` does not have.
#[must_use]
pub fn unknown_codes(scenario: &CompiledScenario) -> Vec<Diagnostic> {
    let known = || kidal_check::rules().iter().map(|rule| rule.code);
    let asked = scenario
        .questions
        .iter()
        .filter_map(|question| match &question.asked {
            Asked::Arithmetic(codes) => Some(codes),
            _ => None,
        });
    asked
        .flatten()
        .filter(|code| !known().any(|rule| rule == code.value))
        .map(|code| {
            let (file, range) = code.span.place();
            let help = kidal_dossier::nearest::did_you_mean(&code.value, known())
                .unwrap_or_else(|| "`kidal explain list` names them all".into());
            let message = format!("no rule of `check` is called `{}`", code.value);
            Diagnostic::new("undeclared-name", Severity::Error, message)
                .at(file, range, "this code")
                .help(help)
        })
        .collect()
}
