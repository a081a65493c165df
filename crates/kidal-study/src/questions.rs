//! Answers to the questions of the scenario: before any account, given the accounts, and again.

use crate::counterfactual::Again;
use crate::prepare::Prepared;
use crate::sensitivity::{Alternative, moved, range, range_of_share};
use crate::verdicts::is_in_claim;
use crate::view::{View, convert};
use kidal_battle::Measure;
use kidal_battle::measure::Count;
use kidal_diag::Diagnostic;
use kidal_dossier::Dossier;
use kidal_dossier::language::Statement;
use kidal_findings::{AnswerValue, Estimate, Ground, QuestionRecord, Range, wording};
use kidal_scenario::Quantity;
use kidal_scenario::question::{Asked, Question};
use kidal_weigh::{Posterior, level_factors};
use kidal_witness::Class;
use std::collections::BTreeMap;

/// Everything that an answer is read from.
pub(crate) struct Evidence<'a> {
    pub dossier: &'a Dossier,
    pub prepared: &'a Prepared,
    pub posterior: &'a Posterior,
    pub view: &'a View<'a>,
    pub prior: &'a View<'a>,
    pub again: &'a Again,
    pub alternatives: &'a [Alternative],
    pub collisions: &'a [Diagnostic],
}

/// Answers all questions in order.
pub(crate) fn answers(evidence: &Evidence<'_>) -> Vec<QuestionRecord> {
    evidence
        .prepared
        .scenario
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| match &question.asked {
            Asked::Probability(_) => probability(evidence, index, question),
            Asked::Number(asked, unit) => number(evidence, index, question, asked, unit),
            Asked::Levels(parameter) => levels(evidence, question, parameter.index()),
            Asked::Arithmetic(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| code.value.clone()).collect();
                arithmetic(evidence, question, &codes)
            }
        })
        .collect()
}

/// The claims that a question names and that are heard: `--without` and its like leave some out.
fn heard<'q>(evidence: &Evidence<'_>, question: &'q Question) -> Vec<(&'q str, Class)> {
    let rows = evidence.dossier.claims.iter();
    let classes: BTreeMap<&str, Class> = rows
        .map(|claim| claim.id.value.as_str())
        .zip(evidence.prepared.accounts.classes.iter().copied())
        .collect();
    let named = question.claims.iter().map(|claim| claim.value.as_str());
    named
        .filter_map(|id| Some((id, *classes.get(id)?)))
        .filter(|(_, class)| *class != Class::LeftOut)
        .collect()
}

/// Whether any claim that a question names is weighed: what is only told moves no answer.
fn has_weighed(evidence: &Evidence<'_>, question: &Question) -> bool {
    let heard = heard(evidence, question);
    heard.iter().any(|(_, class)| *class == Class::Weighed)
}

fn record(evidence: &Evidence<'_>, question: &Question, answer: AnswerValue) -> QuestionRecord {
    QuestionRecord {
        id: question.id.clone(),
        asks: question.asks.clone(),
        before: None,
        answer,
        again: None,
        range: None,
        ground: Ground::Model,
        cannot_tell: false,
        sentence: String::new(),
        claims: heard(evidence, question)
            .into_iter()
            .map(|(id, _)| id.to_string())
            .collect(),
    }
}

/// The ground of a probability: moved by the accounts and stable, moved but unstable, or not moved.
pub(crate) fn ground(before: f64, after: Estimate, range: &Range, has_claims: bool) -> Ground {
    let is_moved = (before - after.value).abs() > 0.1_f64.max(3.0 * after.error);
    if is_moved && range.high - range.low <= 0.35 {
        Ground::Accounts
    } else if is_moved || has_claims {
        Ground::Prior
    } else {
        Ground::Model
    }
}

fn probability(evidence: &Evidence<'_>, index: usize, question: &Question) -> QuestionRecord {
    let quantity = evidence.prepared.questions[index]
        .as_ref()
        .expect("a probability has a quantity");
    let holds = evidence.view.truths(quantity);
    let after = evidence.view.probability(&holds);
    let before = evidence.prior.probability(&evidence.prior.truths(quantity));
    let again = evidence
        .again
        .view()
        .map(|view| view.probability(&view.truths(quantity)));
    let range = range_of_share(after, evidence.alternatives, |other| {
        convert(other.precision.probability(&holds))
    });
    let ground = ground(before.value, after, &range, has_weighed(evidence, question));
    let cannot_tell = range.low < 0.5 && range.high > 0.5 && ground != Ground::Accounts;
    let mut sentence = if cannot_tell {
        let words = wording::estimate_in_words(after, None);
        format!(
            "The accounts cannot tell: {words} in these histories, and other priors carry it across even odds."
        )
    } else {
        format!(
            "{} of the histories that fit the accounts ({} under other priors).",
            capital(&wording::estimate_in_words(after, Some(&range))),
            wording::bounds(range.low, range.high)
        )
    };
    if before.value > 0.95 {
        sentence.push_str(
            " The scenario was written to end so: before any account it was above 19 in 20.",
        );
    }
    QuestionRecord {
        before: Some(AnswerValue::Probability { estimate: before }),
        again: again.map(|estimate| AnswerValue::Probability { estimate }),
        range: Some(range),
        ground,
        cannot_tell,
        sentence,
        ..record(
            evidence,
            question,
            AnswerValue::Probability { estimate: after },
        )
    }
}

fn number(
    evidence: &Evidence<'_>,
    index: usize,
    question: &Question,
    asked: &Quantity,
    unit: &str,
) -> QuestionRecord {
    let quantity = evidence.prepared.questions[index]
        .as_ref()
        .expect("a number has a quantity");
    let zero = evidence.prepared.scenario.names.zero_unix_s as f64;
    let shift = |values: Vec<f64>| -> Vec<f64> {
        if unit == "date" {
            values.iter().map(|value| value + zero).collect()
        } else {
            values
        }
    };
    let values = shift(evidence.view.values(quantity));
    let answer = evidence.view.quantity(&values, unit);
    let prior_values = shift(evidence.prior.values(quantity));
    let before = evidence.prior.quantity(&prior_values, unit);
    // Fresh luck is for outcomes: a strength or a moment would only be printed twice.
    let again = evidence
        .again
        .view()
        .filter(|_| is_outcome(asked, unit))
        .map(|view| view.quantity(&shift(view.values(quantity)), unit));
    let median = |weights: &[f64]| evidence.view.quantiles_under(weights, &values, [0.5])[0];
    let base = median(&evidence.view.log_weights);
    let error = match &answer {
        AnswerValue::Quantity { error, .. } => *error,
        _ => 0.0,
    };
    let told = Estimate { value: base, error };
    let mut range = range(told, evidence.alternatives, |other| {
        convert(other.precision.quantile(&values, 0.5))
    });
    // An error may reach below nought; what never is below nought may not.
    let finite = || values.iter().filter(|value| value.is_finite());
    if unit != "date" && finite().all(|value| *value >= 0.0) {
        range.low = range.low.max(0.0);
        range.high = range.high.max(0.0);
    }
    let moved = moved(base, evidence.alternatives, median);
    let after_width = width(&answer);
    let is_told = tells(unit, &before, &answer);
    let is_stable = moved <= 0.5 * after_width.max(1e-9);
    let ground = match (is_told, is_stable) {
        (true, true) => Ground::Accounts,
        (true, false) => Ground::Prior,
        (false, _) if !has_weighed(evidence, question) => Ground::Model,
        (false, _) => Ground::Prior,
    };
    let cannot_tell = !is_told;
    let sentence = if cannot_tell {
        "The accounts cannot tell: they leave it about where and as wide as it was before any of them was heard.".to_string()
    } else {
        "Nine in ten of the histories that fit the accounts lie in this range.".to_string()
    };
    QuestionRecord {
        before: Some(before),
        again,
        range: Some(range),
        ground,
        cannot_tell,
        sentence,
        ..record(evidence, question, answer)
    }
}

/// Whether a quantity is what a run leads to (losses, prisoners, arrivals), not what it begins with nor when.
fn is_outcome(quantity: &Quantity, unit: &str) -> bool {
    let mut found = false;
    quantity.visit(&mut |measure| {
        if let Measure::Men { count, .. } = measure {
            found |= !matches!(count, Count::Present | Count::Fit);
        }
    });
    found && unit != wording::MOMENT
}

/// Whether the accounts tell something of a quantity: its range became narrower by a quarter, or its middle left the range that it
/// had. Amounts that cannot be negative are compared as ln(1 + y), since ten men more are much of twenty and little of a
/// thousand; moments, and what may be negative, as they are. The quarter is chosen by us because the ends of a range are
/// known to about a tenth of it.
fn tells(unit: &str, before: &AnswerValue, after: &AnswerValue) -> bool {
    let [Some(before), Some(after)] = [before, after].map(|answer| match answer {
        AnswerValue::Quantity { quantiles, .. } => Some(*quantiles),
        _ => None,
    }) else {
        return false;
    };
    let is_amount = unit != wording::MOMENT && before[0].min(after[0]) >= 0.0;
    let scaled = |y: f64| {
        if is_amount {
            kidal_math::ln(1.0 + y)
        } else {
            y
        }
    };
    let (before, after) = (before.map(scaled), after.map(scaled));
    let has_left = after[1] < before[0] || after[1] > before[2];
    has_left || after[2] - after[0] < 0.75 * (before[2] - before[0])
}

fn width(answer: &AnswerValue) -> f64 {
    match answer {
        AnswerValue::Quantity { quantiles, .. } => quantiles[2] - quantiles[0],
        _ => 0.0,
    }
}

fn levels(evidence: &Evidence<'_>, question: &Question, parameter: usize) -> QuestionRecord {
    let unknown = &evidence.prepared.scenario.parameters[parameter];
    let factors = level_factors(evidence.posterior, parameter);
    let levels: Vec<(String, Estimate)> = unknown
        .level_titles
        .iter()
        .zip(&factors)
        .map(|(title, factor)| (title.clone(), convert(factor.posterior)))
        .collect();
    let before = unknown
        .level_titles
        .iter()
        .zip(&factors)
        .map(|(title, factor)| {
            (
                title.clone(),
                Estimate {
                    value: factor.prior,
                    error: 0.0,
                },
            )
        })
        .collect();
    let best = (0..levels.len())
        .max_by(|a, b| levels[*a].1.value.total_cmp(&levels[*b].1.value))
        .unwrap_or(0);
    let is_best = |x: f64| {
        if (x - best as f64).abs() < 0.5 {
            1.0
        } else {
            0.0
        }
    };
    let indicator: Vec<f64> = evidence
        .view
        .particles
        .iter()
        .map(|particle| is_best(particle.parameters[parameter]))
        .collect();
    let told = levels.get(best).map_or(
        Estimate {
            value: 0.0,
            error: 0.0,
        },
        |(_, estimate)| *estimate,
    );
    let base = told.value;
    let range = range_of_share(told, evidence.alternatives, |other| {
        convert(other.precision.estimate(&indicator))
    });
    let cannot_tell = base < 0.67 || range.low < 0.5;
    let prior = factors.get(best).map_or(0.0, |factor| factor.prior);
    let has_moved = (base - prior).abs() > 0.15;
    let ground = if has_moved && !cannot_tell {
        Ground::Accounts
    } else if has_moved {
        Ground::Prior
    } else {
        Ground::Model
    };
    let name = levels
        .get(best)
        .map_or(String::new(), |(name, _)| name.clone());
    let sentence = if cannot_tell {
        format!(
            "The accounts cannot tell; the likeliest reading is “{name}”: {}.",
            wording::estimate_in_words(told, None)
        )
    } else {
        format!(
            "The accounts favour “{name}”: {} ({} under other priors).",
            wording::estimate_in_words(told, Some(&range)),
            wording::bounds(range.low, range.high)
        )
    };
    QuestionRecord {
        before: Some(AnswerValue::Levels { levels: before }),
        range: Some(range),
        ground,
        cannot_tell,
        sentence,
        ..record(evidence, question, AnswerValue::Levels { levels })
    }
}

fn arithmetic(evidence: &Evidence<'_>, question: &Question, codes: &[String]) -> QuestionRecord {
    let mut found: Vec<&Diagnostic> = evidence
        .collisions
        .iter()
        .filter(|diagnostic| codes.contains(&diagnostic.code))
        .collect();
    // Of several of one kind the first that the question's own claims take part in.
    found.sort_by_key(|diagnostic| !marks_any(evidence.dossier, question, diagnostic));
    let mut sentence = String::new();
    for code in codes {
        if let Some(first) = found.iter().find(|diagnostic| diagnostic.code == *code) {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(&capital(&plain_words(&first.message, evidence.dossier)));
            if !sentence.ends_with('.') {
                sentence.push('.');
            }
        }
    }
    if sentence.is_empty() {
        sentence = "Nothing among the claims collides here.".into();
    }
    let rest = found.len().saturating_sub(codes.len());
    if rest > 0 {
        sentence.push_str(&format!(" `kidal check` shows {rest} more of this kind."));
    }
    QuestionRecord {
        ground: Ground::Accounts,
        sentence,
        ..record(evidence, question, AnswerValue::Arithmetic)
    }
}

/// Whether a diagnostic marks any of a question's claims.
fn marks_any(dossier: &Dossier, question: &Question, diagnostic: &Diagnostic) -> bool {
    let is_marked = |id: &str| {
        let row = dossier.claims.iter().position(|claim| claim.id.value == id);
        row.is_some_and(|row| {
            let marks = &diagnostic.annotations;
            marks.iter().any(|mark| is_in_claim(dossier, row, mark))
        })
    };
    let mut claims = question.claims.iter();
    claims.any(|claim| is_marked(&claim.value))
}

/// A message of `check` with names in place of ids, and nouns in place of terms of the claim language.
pub(crate) fn plain_words(message: &str, dossier: &Dossier) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return message.to_string();
    }
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 0 {
            text.push_str(part);
        } else if let Some(name) = dossier.name_of(part) {
            text.push_str(name);
        } else {
            match kidal_dossier::language::parse(part) {
                Ok(Statement::Atom(atom))
                    if atom.comparison.is_none() && !atom.term.arguments.is_empty() =>
                {
                    text.push_str(&kidal_dossier::language::noun(&atom.term, dossier));
                }
                _ => text.push_str(&format!("`{part}`")),
            }
        }
    }
    text
}

/// A sentence with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(quantiles: [f64; 3]) -> AnswerValue {
        AnswerValue::Quantity {
            quantiles,
            error: 0.0,
            end_errors: [0.0; 2],
            unit: "men".into(),
            exists: Estimate {
                value: 1.0,
                error: 0.0,
            },
        }
    }

    #[test]
    fn amounts_are_compared_by_their_ratios_and_moments_by_their_differences() {
        let told = |unit, before, after| tells(unit, &quantity(before), &quantity(after));
        // Two accounts of some 30,000 men, where hundreds were expected.
        assert!(told(
            "men",
            [0.0, 206.0, 3_100.0],
            [19_000.0, 27_300.0, 39_600.0]
        ));
        // As wide as before, but elsewhere.
        assert!(told(
            "men",
            [100.0, 200.0, 400.0],
            [1_000.0, 2_000.0, 4_000.0]
        ));
        // Hardly moved: the upper end fell by a third, and the lower one too.
        assert!(!told(
            "men",
            [140.0, 500.0, 1_680.0],
            [110.0, 490.0, 1_210.0]
        ));
        let day = 86_400.0;
        let unix = 1.33e9;
        let moment = |days: f64| unix + days * day;
        let before = [moment(0.0), moment(4.0), moment(8.0)];
        assert!(told(
            wording::MOMENT,
            before,
            [moment(3.0), moment(4.0), moment(5.0)]
        ));
        assert!(!told(
            wording::MOMENT,
            before,
            [moment(0.5), moment(4.0), moment(7.5)]
        ));
        // What may be negative has no ratios.
        assert!(!told("m", [-10.0, 0.0, 10.0], [-9.0, 1.0, 9.0]));
    }
}
