//! Answers, factors and counterfactuals as short pieces of text.

use kidal_findings::{
    AnswerValue, CounterfactualRecord, FactorRecord, Ground, QuestionRecord, Range, wording,
};

/// A prior probability above this means that the scenario was written to end so. Chosen by us because nineteen in
/// twenty is what readers call settled.
const SETTLED: f64 = 0.95;

/// The three answers of a question, its range and its ground.
pub fn question(record: &QuestionRecord) -> Vec<String> {
    let mut pieces = Vec::new();
    if let Some(before) = &record.before {
        pieces.push(format!("before any account {}", value(before)));
    }
    match &record.answer {
        AnswerValue::Arithmetic => pieces.push(record.sentence.clone()),
        given => pieces.push(format!("{} {}", given_words(given, record), value(given))),
    }
    if let Some(again) = &record.again {
        pieces.push(format!("would it happen again {}", value(again)));
    }
    if let Some(range) = &record.range {
        pieces.push(range_words(range));
    }
    if let Some(AnswerValue::Probability { estimate }) = &record.before
        && estimate.value > SETTLED
    {
        pieces.push("the scenario was written to end so".into());
    }
    pieces.push(ending(record.ground, record.cannot_tell));
    pieces
}

fn given_words(answer: &AnswerValue, record: &QuestionRecord) -> &'static str {
    match answer {
        AnswerValue::Probability { .. } if record.again.is_some() => "did it happen",
        _ => "given the accounts",
    }
}

/// A factor: its levels with their shares.
pub fn factor(record: &FactorRecord) -> String {
    let levels: Vec<String> = record
        .levels
        .iter()
        .map(|level| format!("{} {}", level.name, wording::probability(level.posterior)))
        .collect();
    let mut text = format!(
        "{}: {}",
        record.title.trim_end_matches('?'),
        levels.join(", ")
    );
    if record.cannot_tell {
        text.push_str(": the accounts cannot tell");
    }
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
        range_words(&record.range),
        if record.depends_on_luck {
            "depends on luck".into()
        } else {
            String::new()
        },
        ending(record.ground, record.cannot_tell),
    ]
}

fn ending(ground: Ground, cannot_tell: bool) -> String {
    let ground = wording::ground(ground);
    if cannot_tell {
        format!("the accounts cannot tell (ground: {ground})")
    } else {
        format!("ground: {ground}")
    }
}

/// A counterfactual as a row of a table: as it was, same history, fresh luck, before any account, ground.
pub fn row(record: &CounterfactualRecord) -> [String; 5] {
    let number = wording::probability;
    let ending = match (record.cannot_tell, record.depends_on_luck) {
        (true, _) => "cannot tell",
        (_, true) => "luck",
        _ => wording::ground(record.ground),
    };
    [
        number(record.factual),
        number(record.same_history),
        number(record.fresh_luck),
        number(record.before_accounts),
        ending.to_owned(),
    ]
}

fn range_words(range: &Range) -> String {
    let number = |value: f64| {
        if (0.0..=1.0).contains(&range.low) && (0.0..=1.0).contains(&range.high) {
            wording::share(value)
        } else {
            wording::number(value)
        }
    };
    format!(
        "{} to {} under other priors",
        number(range.low),
        number(range.high)
    )
}

/// A value in as few words as keep its error.
pub fn value(answer: &AnswerValue) -> String {
    match answer {
        AnswerValue::Probability { estimate } => wording::probability(*estimate),
        AnswerValue::Quantity {
            quantiles: [low, median, high],
            error,
            unit,
            ..
        } => {
            let rounded = |value: f64| wording::rounded(value, *error);
            format!(
                "{} ({} to {})",
                wording::with_unit(&rounded(*median), unit),
                rounded(*low),
                rounded(*high)
            )
        }
        AnswerValue::Levels { levels } => levels
            .iter()
            .map(|(name, estimate)| format!("{name} {}", wording::probability(*estimate)))
            .collect::<Vec<_>>()
            .join(", "),
        AnswerValue::Arithmetic => "by arithmetic".into(),
    }
}
