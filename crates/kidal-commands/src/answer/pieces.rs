//! Answers, factors and counterfactuals as short pieces of text.

use kidal_findings::{
    AnswerValue, CounterfactualRecord, FactorRecord, Ground, QuestionRecord, Range, wording,
};

/// A prior probability above this means that the scenario was written to end so. Chosen by us because nineteen in
/// twenty is what readers call settled.
const SETTLED: f64 = 0.95;

/// The three answers of a question, its range and its ground.
pub fn question(record: &QuestionRecord, offset_s: i64) -> Vec<String> {
    let mut pieces = Vec::new();
    if let Some(before) = &record.before {
        pieces.push(format!("before any account {}", value(before, offset_s)));
    }
    match &record.answer {
        AnswerValue::Arithmetic => {}
        given @ AnswerValue::Probability { .. } if record.again.is_some() => {
            pieces.push(format!("did it happen {}", value(given, offset_s)));
        }
        given => pieces.push(format!("given the accounts {}", value(given, offset_s))),
    }
    if let Some(again) = &record.again {
        pieces.push(format!("would it happen again {}", value(again, offset_s)));
    }
    if let Some(range) = &record.range {
        pieces.push(format!(
            "{} under other priors",
            range_of(range, &record.answer, offset_s)
        ));
    }
    if is_settled(record) {
        pieces.push("the scenario was written to end so".into());
    }
    pieces.push(ending(record.ground, record.cannot_tell));
    pieces
}

/// Whether the prior alone gives the outcome.
pub fn is_settled(record: &QuestionRecord) -> bool {
    matches!(&record.before, Some(AnswerValue::Probability { estimate }) if estimate.value > SETTLED)
}

/// A factor: its levels with their shares and the largest error.
pub fn factor(record: &FactorRecord) -> String {
    let levels = record
        .levels
        .iter()
        .map(|level| (level.name.as_str(), level.posterior));
    let mut text = format!("{} {}", record.title, wording::shares(levels));
    if record.cannot_tell {
        text.push_str("; the accounts cannot tell");
    }
    text.push('.');
    text
}

/// A counterfactual in three modes, each beside what it is compared with.
pub fn counterfactual(record: &CounterfactualRecord) -> Vec<String> {
    let number = wording::probability;
    vec![
        format!(
            "same history {} (as it was {})",
            number(record.same_history),
            number(record.factual)
        ),
        format!(
            "fresh luck {} ({})",
            number(record.fresh_luck),
            number(record.fresh_luck_factual)
        ),
        format!(
            "before any account {} ({})",
            number(record.before_accounts),
            number(record.before_accounts_factual)
        ),
        format!(
            "{} under other priors",
            wording::bounds(record.range.low, record.range.high)
        ),
        if record.depends_on_luck {
            "depends on luck".into()
        } else {
            String::new()
        },
        ending(record.ground, record.cannot_tell),
    ]
}

/// A sentence with its first letter in upper case.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

/// The first sentences of a text, and a hint where there are more.
pub fn first_sentences(text: &str, count: usize) -> String {
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    if sentences.len() <= count {
        return text.to_owned();
    }
    format!(
        "{} (More in the report.)",
        sentences[..count].concat().trim_end()
    )
}

/// What the answer rests on, and whether the accounts can tell.
pub fn ending(ground: Ground, cannot_tell: bool) -> String {
    let ground = wording::ground(ground);
    if cannot_tell {
        format!("the accounts cannot tell (ground: {ground})")
    } else {
        format!("ground: {ground}")
    }
}

/// `0.55 to 0.85`, in the unit of the answer.
pub fn range_of(range: &Range, answer: &AnswerValue, offset_s: i64) -> String {
    match answer {
        AnswerValue::Quantity { error, unit, .. } => {
            let text = interval([range.low, range.high], [*error; 2], unit, offset_s);
            // Hours within one day stand alone here, so that the day is said.
            match (unit.as_str(), text.split_once('–')) {
                (wording::MOMENT, Some((low, high))) if low.contains(':') => {
                    let day = wording::day_short(range.low as i64, offset_s);
                    format!("{day}, {low} to {high}")
                }
                _ => text,
            }
        }
        _ => wording::bounds(range.low, range.high),
    }
}

/// From low to high, each rounded to what its error carries; of moments the days, or the hours within one day (local time).
fn interval([low, high]: [f64; 2], errors: [f64; 2], unit: &str, offset_s: i64) -> String {
    if unit != wording::MOMENT {
        let [low, high] = [(low, errors[0]), (high, errors[1])]
            .map(|(value, error)| wording::rounded(value, error));
        return format!("{low} to {high}");
    }
    // The casts saturate, and the calendar takes any second.
    let (low, high) = (low as i64, high as i64);
    let [from, until] = [low, high].map(|moment| wording::day_short(moment, offset_s));
    let month = |day: &str| day.split_once(' ').map(|(_, month)| month.to_owned());
    if from == until {
        let [from, until] = [low, high].map(|moment| wording::clock(moment, offset_s));
        format!("{from}–{until}")
    } else if month(&from) == month(&until) {
        format!("{}–{until}", from.split(' ').next().unwrap_or_default())
    } else {
        format!("{from}–{until}")
    }
}

/// A value in as few words as keep its error.
pub fn value(answer: &AnswerValue, offset_s: i64) -> String {
    match answer {
        AnswerValue::Probability { estimate } => wording::probability(*estimate),
        AnswerValue::Quantity { .. } => {
            let [middle, interval] = quantity(answer, offset_s);
            format!("{middle} ({interval})")
        }
        AnswerValue::Levels { levels } => wording::shares(
            levels
                .iter()
                .map(|(name, estimate)| (name.as_str(), *estimate)),
        ),
        AnswerValue::Arithmetic => "by arithmetic".into(),
    }
}

/// The middle of a quantity with its unit, and its interval; of anything else the value alone.
pub fn quantity(answer: &AnswerValue, offset_s: i64) -> [String; 2] {
    match answer {
        AnswerValue::Quantity {
            quantiles: [low, median, high],
            error,
            end_errors: [low_error, high_error],
            unit,
            ..
        } => [
            wording::quantity_with_error(*median, *error, unit, offset_s),
            interval(
                [*low, *high],
                [
                    error.max(*low_error),
                    wording::upper_end_error(*high, error.max(*high_error), unit),
                ],
                unit,
                offset_s,
            ),
        ],
        other => [value(other, offset_s), String::new()],
    }
}
