//! A dossier without a scenario, weighed by its claims alone: strengths, dates, mass balance and reliabilities need no
//! soldiers.
//!
//! Every quantity that a claim gives a number, range or date for becomes an unknown with a broad prior; a group with a
//! partition is the sum of its parts. Counts: log-normal, median 1,000, nine in ten within a factor of 140, from a squad to an army;
//! distances: median 100 km, nine in ten within a factor of 14; dates: uniform over the dossier's window. Chosen by us because
//! nothing else is known where no scenario is written, and not from the claims: a prior that lies where they do would count them
//! twice.

use crate::model;
use crate::options::{Case, StudyError};
use crate::places;
use crate::prepare::Prepared;
use kidal_battle::parts::{EndRule, ParameterId, ParameterPart, Parts, StepPolicy};
use kidal_battle::{Probes, Scenario};
use kidal_dossier::language::{Atom, Qualifier, Statement, Term, Value, fragment, noun};
use kidal_dossier::model::Kind;
use kidal_dossier::span::Located;
use kidal_dossier::vocabulary::{Word, WordKind};
use kidal_scenario::meaning::Meaning;
use kidal_scenario::question::{Asked, Question};
use kidal_scenario::{CompiledScenario, Names, Parameter, Prior, Quantity};
use kidal_witness::{Accounts, Selection};

/// Standard deviation of the logarithm of a count of which nothing is known. Chosen by us because nine in ten battles between 7 and
/// 140,000 men are then as good as level: with half of it one account of 30,000 men was doubted for its size alone.
const COUNT_SIGMA: f64 = 3.0;
/// Its median.
const COUNT_MEDIAN: f64 = 1_000.0;
/// Standard deviation of the logarithm of a distance of which nothing is known.
const DISTANCE_SIGMA: f64 = 1.6;
/// Its median \[m\].
const DISTANCE_MEDIAN_M: f64 = 100_000.0;

struct World<'a> {
    case: Case<'a>,
    names: Names,
    parameters: Vec<Parameter>,
    meanings: Vec<Meaning>,
    questions: Vec<Question>,
    duration_s: f64,
}

/// A scenario without soldiers.
pub(crate) fn prepare(case: Case<'_>, selection: &Selection) -> Result<Prepared, StudyError> {
    let (zero, end) = window(case);
    let mut world = World {
        case,
        names: Names::from_zero(zero),
        parameters: Vec::new(),
        meanings: Vec::new(),
        questions: Vec::new(),
        duration_s: (end - zero).max(86_400) as f64,
    };
    for claim in &case.dossier.claims {
        for reading in &claim.readings {
            world.see(&reading.statement);
        }
    }
    let parts = Parts {
        duration_s: world.duration_s,
        step: StepPolicy::Adaptive {
            finest_s: world.duration_s,
            coarsest_s: world.duration_s,
            accuracy: 0.1,
        },
        phase_ends_s: vec![world.duration_s],
        renewed_phase: 0,
        daylight_s: Vec::new(),
        parameters: world
            .parameters
            .iter()
            .map(|parameter| {
                let (low, high) = parameter.bounds();
                ParameterPart {
                    name: parameter.id.value.clone(),
                    low,
                    high,
                }
            })
            .collect(),
        actors: Vec::new(),
        hostile: Vec::new(),
        places: Vec::new(),
        routes: Vec::new(),
        bystanders: Vec::new(),
        contingents: Vec::new(),
        notices: Vec::new(),
        orders: Vec::new(),
        edge_m: None,
        ends: EndRule::Limit,
    };
    let faults = |faults: Vec<kidal_battle::BuildError>| {
        StudyError::Run(
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    };
    let (plane, map) = places::of_evidence(case.dossier);
    let scenario = CompiledScenario {
        scenario: Scenario::build(&parts).map_err(faults)?,
        names: world.names,
        parts,
        parameters: world.parameters,
        events: std::collections::BTreeMap::new(),
        meanings: world.meanings,
        questions: world.questions,
        interventions: Vec::new(),
        map,
        plane,
        again_from_phase: 0,
        notes: Vec::new(),
    };
    let mut measures = Vec::new();
    let questions = scenario
        .questions
        .iter()
        .map(|question| match &question.asked {
            Asked::Number(quantity, _) => Some(quantity.compile(&mut measures)),
            _ => None,
        })
        .collect();
    let accounts = Accounts::compile(case.dossier, &scenario, selection, measures);
    let probes = Probes::new(&scenario.scenario, accounts.probes.clone()).map_err(faults)?;
    let parameters = model::parameters(&scenario);
    let events = scenario
        .meanings
        .iter()
        .filter(|meaning| matches!(meaning.is, Quantity::Parameter(id) if scenario.parameters[id.index()].unit == "date"))
        .map(|meaning| (meaning.term.clone(), meaning.is.compile(&mut Vec::new())))
        .collect();
    Ok(Prepared {
        scenario,
        accounts,
        probes,
        parameters,
        questions,
        events,
        series: Vec::new(),
    })
}

/// The stretch of time that dates may lie in: the dossier's window, or that of its claims, a week wider.
fn window(case: Case<'_>) -> (i64, i64) {
    if let Some(window) = &case.dossier.about.window
        && window.is_bounded()
    {
        return (window.earliest().0, window.latest().0);
    }
    let mut bounds: Option<(i64, i64)> = None;
    for claim in &case.dossier.claims {
        for reading in &claim.readings {
            reading.statement.each_value(&mut |value| {
                if let Value::Date(date) = value
                    && date.is_bounded()
                {
                    let (low, high) = bounds.unwrap_or((i64::MAX, i64::MIN));
                    bounds = Some((low.min(date.earliest().0), high.max(date.latest().0)));
                }
            });
        }
    }
    let (low, high) = bounds.unwrap_or((0, 86_400 * 30));
    (low - 7 * 86_400, high + 7 * 86_400)
}

impl World<'_> {
    /// Makes an unknown of each quantity that a statement gives a value. A denial gives none.
    fn see(&mut self, statement: &Statement) {
        match statement {
            Statement::And(parts) | Statement::Or(parts) => {
                parts.iter().for_each(|part| self.see(part));
            }
            Statement::Not(_) => {}
            Statement::Atom(atom) => self.see_atom(atom),
        }
    }

    fn see_atom(&mut self, atom: &Atom) {
        if let Some((_, parts)) = kidal_witness::mapping::partition(atom) {
            for (name, _) in parts {
                self.strength(name, 0);
            }
            return;
        }
        let Some(comparison) = &atom.comparison else {
            let dated = atom.qualifiers.iter().any(|qualifier| {
                matches!(
                    qualifier,
                    Qualifier::On(Value::Date(_)) | Qualifier::At(Value::Date(_))
                )
            });
            if dated && self.happens(&atom.term) {
                self.unknown(&atom.term, "date");
            }
            return;
        };
        match &comparison.value {
            Value::Date(_) => {
                self.unknown(&atom.term, "date");
            }
            Value::Number(number) if number.unit.as_deref() == Some("km") => {
                self.unknown(&atom.term, "km");
            }
            Value::Number(_) | Value::Between(..) | Value::Wording(_) if is_count(atom) => {
                if atom.term.name == "strength"
                    && atom.term.arguments.len() == 1
                    && let Some(Value::Name(group)) = atom.term.position(0)
                {
                    self.strength(&group.name.clone(), 0);
                } else {
                    self.unknown(&atom.term, "men");
                }
            }
            _ => {}
        }
    }

    /// Whether a term names something that happens at a moment, rather than a state that lasts.
    fn happens(&self, term: &Term) -> bool {
        match Word::of(&term.name) {
            Some(word) => word.kind() == WordKind::Event,
            None => self.case.dossier.kind_of(&term.name) == Some(Kind::Event),
        }
    }

    /// The strength of a group: the sum of its parts where they are exhaustive, else an unknown.
    fn strength(&mut self, group: &str, depth: usize) -> Option<Quantity> {
        let term = Term {
            arguments: vec![kidal_dossier::language::Argument {
                key: None,
                value: Value::Name(Term::bare(group)),
            }],
            ..Term::bare("strength")
        };
        let key = bare(&term);
        if let Some(known) = self.meanings.iter().find(|meaning| meaning.term == key) {
            return Some(known.is.clone());
        }
        let parts: Vec<String> = self
            .case
            .dossier
            .group(group)
            .map(|group| {
                group
                    .partition
                    .iter()
                    .map(|part| part.value.clone())
                    .collect()
            })
            .unwrap_or_default();
        if parts.is_empty() || depth > 8 {
            return self.unknown(&term, "men");
        }
        let sum: Vec<Quantity> = parts
            .iter()
            .filter_map(|part| self.strength(part, depth + 1))
            .collect();
        let whole = Quantity::Sum(sum);
        self.add(&term, whole.clone(), "men");
        Some(whole)
    }

    fn unknown(&mut self, term: &Term, unit: &str) -> Option<Quantity> {
        let key = bare(term);
        if let Some(known) = self.meanings.iter().find(|meaning| meaning.term == key) {
            return Some(known.is.clone());
        }
        // Sixteen bits hold the ids; more quantities than that are told, not weighed.
        if self.parameters.len() >= 400 {
            return None;
        }
        let id = ParameterId(self.parameters.len() as u16);
        let prior = match unit {
            "date" => Prior::Uniform {
                low: 0.0,
                high: self.duration_s,
            },
            "km" => Prior::LogNormal {
                median: DISTANCE_MEDIAN_M,
                sigma: DISTANCE_SIGMA,
                low: 100.0,
                high: 2.0e7,
            },
            _ => Prior::LogNormal {
                median: COUNT_MEDIAN,
                sigma: COUNT_SIGMA,
                low: 0.5,
                high: 1.0e7,
            },
        };
        let any = match unit {
            "date" => "any date of the window",
            "km" => "any distance, nine in ten between 7 and 1,400 km",
            _ => "any number, nine in ten between 7 and 140,000",
        };
        let ground = format!("nothing but the claims is written down: {any}");
        let span = self.case.dossier.about.span;
        self.parameters.push(Parameter {
            id: Located::new(key.clone(), span),
            title: key.clone(),
            unit: unit.to_string(),
            prior,
            levels: Vec::new(),
            level_titles: Vec::new(),
            ground,
            claims: Vec::new(),
            assumed: Vec::new(),
            is_factor: false,
            span,
        });
        self.names.add_parameter(&key, &[]);
        let quantity = Quantity::Parameter(id);
        self.add(term, quantity.clone(), unit);
        Some(quantity)
    }

    fn add(&mut self, term: &Term, is: Quantity, unit: &str) {
        let key = bare(term);
        self.meanings.push(Meaning {
            term: key.clone(),
            is: is.clone(),
            span: self.case.dossier.about.span,
        });
        self.questions.push(Question {
            id: key,
            asks: self.asks(term, unit),
            asked: Asked::Number(is, unit.to_string()),
            claims: Vec::new(),
            note: String::new(),
        });
    }

    /// The question for a quantity, with its term as a noun.
    fn asks(&self, term: &Term, unit: &str) -> String {
        let clause = Statement::Atom(Atom {
            term: term.clone(),
            comparison: None,
            qualifiers: Vec::new(),
            span: 0..0,
        });
        match unit {
            "date" => when(&fragment(&clause, self.case.dossier)),
            _ => format!("What was {}?", noun(term, self.case.dossier)),
        }
    }
}

/// Verbs of the claim language as its sentences put them, and as a question wants them.
const VERBS: [(&str, &str); 8] = [
    ("fell", "fall"),
    ("started", "start"),
    ("began", "begin"),
    ("ended", "end"),
    ("arrived", "arrive"),
    ("left", "leave"),
    ("defected", "defect"),
    ("took", "take"),
];

/// The question for the moment of a clause: `When was the mill left?`, `When did Kidal fall?`
fn when(clause: &str) -> String {
    if let Some(subject) = clause.strip_suffix(" happened") {
        return format!("When was {subject}?");
    }
    for verb in [" was ", " were "] {
        if let Some((subject, rest)) = clause.split_once(verb) {
            return format!("When{verb}{subject} {rest}?");
        }
    }
    let words: Vec<&str> = clause.split(' ').collect();
    for (index, word) in words.iter().enumerate().skip(1) {
        if let Some((_, plain)) = VERBS.iter().find(|(past, _)| past == word) {
            let (before, after) = (words[..index].join(" "), words[index + 1..].join(" "));
            let question = format!("When did {before} {plain} {after}");
            return format!("{}?", question.trim_end());
        }
    }
    match clause.strip_prefix("the start of ") {
        Some(what) => format!("When did {what} begin?"),
        None => match clause.strip_prefix("the end of ") {
            Some(what) => format!("When did {what} end?"),
            None => format!("When was {clause}?"),
        },
    }
}

fn is_count(atom: &Atom) -> bool {
    Word::of(&atom.term.name).is_some_and(|word| {
        word.kind() == WordKind::Quantity && !matches!(word, Word::Share | Word::Duration)
    })
}

fn bare(term: &Term) -> String {
    Statement::Atom(Atom {
        term: term.clone(),
        comparison: None,
        qualifiers: Vec::new(),
        span: 0..0,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::when;

    #[test]
    fn questions_for_moments_read_as_questions() {
        for (clause, question) in [
            (
                "the assault at dawn happened",
                "When was the assault at dawn?",
            ),
            (
                "the mill was left by the guard",
                "When was the mill left by the guard?",
            ),
            ("Kidal fell", "When did Kidal fall?"),
            (
                "some of the militia defected to the MNLA",
                "When did some of the militia defect to the MNLA?",
            ),
            (
                "the start of the encirclement",
                "When did the encirclement begin?",
            ),
        ] {
            assert_eq!(when(clause), question);
        }
    }
}
