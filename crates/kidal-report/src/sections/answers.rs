//! The questions and their answers: words first, then the number with both its intervals, then the three answers side by side.

use kidal_findings::{AnswerValue, Estimate, QuestionRecord, Range, wording};

use super::{Context, Section};
use crate::html::{anchor, escape, ground, paragraph, table};
use crate::svg::{bars, interval};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let questions = &context.findings.questions;
    if questions.is_empty() {
        return None;
    }
    let all: String = questions
        .iter()
        .map(|question| one(context, question))
        .collect();
    let body = glance(questions, context.findings.clock_offset_s) + &all;
    Some(Section {
        id: "answers",
        title: "Answers",
        lead: "<p>All of them hold given the model. The first interval is the error of the computation (±, one standard error), \
               the second the range under other priors and noise scales.</p>"
            .into(),
        body,
    })
}

/// All answers in one table, before each on its own.
fn glance(questions: &[QuestionRecord], offset_s: i64) -> String {
    if questions.len() < 2 {
        return String::new();
    }
    let rows: Vec<Vec<String>> = questions
        .iter()
        .map(|question| {
            vec![
                format!(
                    "<a href=\"#{}\">{}</a>",
                    anchor("question", &question.id),
                    escape(&question.asks)
                ),
                crate::html::answer_in_cell(&question.answer, offset_s),
                escape(&question.sentence),
                wording::ground(question.ground).to_owned(),
            ]
        })
        .collect();
    let heads = ["question", "answer", "in one sentence", "rests on"];
    table("glance numbers stack", "At a glance", &heads, &rows)
}

fn one(context: &Context<'_>, question: &QuestionRecord) -> String {
    let mut text = format!(
        "<article class=\"answer\" id=\"{}\"><h3>{}</h3>",
        anchor("question", &question.id),
        escape(&question.asks)
    );
    let offset_s = context.findings.clock_offset_s;
    text.push_str(&headline(question, offset_s));
    text.push_str(&paragraph("sentence", &question.sentence));
    text.push_str(&three_answers(question, offset_s));
    text.push_str(&format!(
        "<p class=\"foot\">{}",
        ground(question.ground, question.cannot_tell)
    ));
    if !question.claims.is_empty() {
        text.push_str(&format!(
            " <span class=\"bears\">Claims that bear on it: {}</span>",
            context.claim_links(&question.claims)
        ));
    }
    if let Some(range) = question
        .range
        .as_ref()
        .filter(|range| !range.moved_most_by.is_empty())
    {
        text.push_str(&format!(
            " <span class=\"bears\">Moved most by: {}</span>",
            escape(&range.moved_most_by)
        ));
    }
    text.push_str("</p></article>");
    text
}

fn headline(question: &QuestionRecord, offset_s: i64) -> String {
    let range = question.range.as_ref();
    let (big, small) = match &question.answer {
        AnswerValue::Probability { estimate } => (
            wording::estimate_in_words(*estimate, range),
            format!(
                "{}{}",
                wording::probability(*estimate),
                bounds_under_other_priors(range)
            ),
        ),
        AnswerValue::Quantity {
            quantiles: [low, median, high],
            error,
            end_errors: [low_error, high_error],
            unit,
            exists,
        } => {
            let rounded = |value: f64| wording::quantity(value, *error, unit, offset_s);
            let end =
                |value: f64, own: f64| wording::quantity(value, own.max(*error), unit, offset_s);
            let mut small = format!(
                "9 in 10 histories: {} to {}",
                end(*low, *low_error),
                wording::quantity(
                    *high,
                    wording::upper_end_error(*high, high_error.max(*error), unit),
                    unit,
                    offset_s
                )
            );
            small.push_str(&under_other_priors(range, rounded));
            if exists.value < 0.995 {
                small.push_str(&format!(
                    " · it exists at all in {}",
                    wording::probability(*exists)
                ));
            }
            (
                format!(
                    "about {}",
                    wording::quantity_with_error(*median, *error, unit, offset_s)
                ),
                small,
            )
        }
        AnswerValue::Levels { levels } => {
            let most = levels.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value));
            match most {
                Some((name, estimate)) => (
                    format!("most often: {name}"),
                    format!(
                        "{}{}",
                        wording::probability(*estimate),
                        bounds_under_other_priors(range)
                    ),
                ),
                None => ("no levels".to_owned(), String::new()),
            }
        }
        AnswerValue::Arithmetic => (
            "decided by arithmetic".to_owned(),
            "no model is needed".to_owned(),
        ),
    };
    let (big, small) = if question.cannot_tell {
        (
            "the accounts cannot tell".to_owned(),
            format!("{big}, {small}"),
        )
    } else {
        (big, small)
    };
    format!(
        "<p class=\"big\">{}</p><p class=\"small\">{}</p>",
        escape(&big),
        escape(&small)
    )
}

fn bounds_under_other_priors(range: Option<&Range>) -> String {
    range.map_or_else(String::new, |range| {
        let bounds = wording::bounds(range.low, range.high);
        format!(" · {bounds} under other priors")
    })
}

fn under_other_priors(range: Option<&Range>, say: impl Fn(f64) -> String) -> String {
    range.map_or_else(String::new, |range| {
        format!(
            " · {} to {} under other priors",
            say(range.low),
            say(range.high)
        )
    })
}

/// Before any account, did it happen, would it happen again: side by side where they exist.
fn three_answers(question: &QuestionRecord, offset_s: i64) -> String {
    let parts = [
        ("before", "before any account", question.before.as_ref()),
        ("answer", "given the accounts", Some(&question.answer)),
        (
            "again",
            "would it happen again (same forces, fresh luck)",
            question.again.as_ref(),
        ),
    ];
    match &question.answer {
        AnswerValue::Arithmetic => String::new(),
        AnswerValue::Levels { levels } => level_table(question, levels),
        _ => {
            let rows: Vec<Vec<String>> = parts
                .into_iter()
                .filter_map(|(key, label, answer)| Some((key, label, answer?)))
                .map(|(key, label, answer)| {
                    let label = match (key, answer) {
                        ("answer", AnswerValue::Probability { .. }) => {
                            "did it happen (given the accounts)"
                        }
                        _ => label,
                    };
                    let mut row = vec![escape(label), crate::html::answer(answer, offset_s)];
                    // Only a share has a place between 0 and 1.
                    row.extend(drawing(question, key, label, answer));
                    row
                })
                .collect();
            let heads: &[&str] = match &question.answer {
                AnswerValue::Probability { .. } => &["", "answer", "from 0 to 1"],
                _ => &["", "answer"],
            };
            if rows.len() < 2 && !matches!(question.answer, AnswerValue::Probability { .. }) {
                return String::new();
            }
            let caption = match rows.len() {
                3 => "Three answers",
                _ => "The answers side by side",
            };
            table("three", caption, heads, &rows)
        }
    }
}

fn drawing(
    question: &QuestionRecord,
    key: &str,
    label: &str,
    answer: &AnswerValue,
) -> Option<String> {
    let AnswerValue::Probability { estimate } = answer else {
        return None;
    };
    // The range is that of the answer which the question is about.
    let range = question
        .range
        .as_ref()
        .filter(|_| key == "answer")
        .map(|range| [range.low, range.high]);
    let id = format!("{}-{key}", anchor("draw", &question.id));
    let title = format!("{label}: {}", wording::probability(*estimate));
    Some(interval::probability(
        &id,
        &title,
        estimate.value,
        estimate.error,
        range,
    ))
}

fn level_table(question: &QuestionRecord, levels: &[(String, Estimate)]) -> String {
    let before: &[(String, Estimate)] = match &question.before {
        Some(AnswerValue::Levels { levels }) => levels,
        _ => &[],
    };
    let rows: Vec<Vec<String>> = levels
        .iter()
        .enumerate()
        .map(|(index, (name, estimate))| {
            let prior = before
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, estimate)| estimate);
            let id = format!("{}-{index}", anchor("level", &question.id));
            let title = format!("{name}: {}", wording::probability(*estimate));
            vec![
                escape(name),
                crate::html::probability(*estimate),
                prior.map_or_else(
                    || "–".to_owned(),
                    |estimate| crate::html::probability(*estimate),
                ),
                bars::before_and_after(
                    &id,
                    &title,
                    prior.map(|estimate| estimate.value),
                    estimate.value,
                ),
            ]
        })
        .collect();
    table(
        "three stack",
        "Shares of the possible answers",
        &[
            "",
            "given the accounts",
            "before any account",
            "from 0 to 1",
        ],
        &rows,
    )
}
