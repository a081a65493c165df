//! Factors: exclusive levels of separate questions, with the evidence split into what is asserted and what traces add.

use kidal_findings::{FactorRecord, wording};

use super::{Context, Section};
use crate::html::{anchor, details, escape, list, paragraph, probability, table};
use crate::svg::bars;

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let factors = &context.findings.factors;
    if factors.is_empty() {
        return None;
    }
    Some(Section {
        id: "factors",
        title: "Factors",
        lead: "<p>Separate questions with exclusive answers; every combination is possible. For each answer: how much better it \
               fits the accounts than the others together, and how much of that the accounts assert outright and how much \
               follows from the traces that it would leave. This weighs accounts; it does not know anyone’s mind.</p>"
            .into(),
        body: factors.iter().map(one).collect(),
    })
}

fn one(factor: &FactorRecord) -> String {
    let cannot_tell = if factor.cannot_tell {
        "<p class=\"foot\"><span class=\"badge cannot-tell\">The accounts cannot tell</span></p>"
    } else {
        ""
    };
    let rows: Vec<Vec<String>> = factor
        .levels
        .iter()
        .enumerate()
        .map(|(index, level)| {
            let id = format!("{}-{index}", anchor("factor-level", &factor.id));
            let title = format!("{}: {}", level.title, wording::probability(level.posterior));
            vec![
                escape(&level.title),
                probability(level.posterior),
                escape(&wording::bounds(level.range.low, level.range.high)),
                wording::share(level.prior),
                bars::before_and_after(&id, &title, Some(level.prior), level.posterior.value),
                escape(&wording::times(level.ln_bayes_factor.value)),
                escape(&wording::times(level.ln_assertion)),
                escape(&wording::times(level.ln_trace)),
            ]
        })
        .collect();
    let heads = [
        "answer",
        "given the accounts",
        "under other priors",
        "before",
        "from 0 to 1",
        "fits the accounts",
        "by what they assert",
        "by its traces",
    ];
    let mut text = format!(
        "<article class=\"factor\" id=\"{}\"><h3>{}</h3>{}{cannot_tell}{}",
        anchor("factor", &factor.id),
        escape(&factor.title),
        paragraph("sentence", &factor.sentence),
        table(
            "numbers stack",
            &format!("{}: the answers", factor.title),
            &heads,
            &rows
        )
    );
    if !factor.tips.is_empty() {
        text.push_str(&format!(
            "<p><strong>Where it tips.</strong> {}</p>",
            escape(&factor.tips)
        ));
    }
    let mut behind = numbers(factor);
    if !factor.assumed.is_empty() {
        behind.push_str(&format!(
            "<p class=\"place\">Assumed beforehand:</p>{}",
            list("plain", &factor.assumed)
        ));
    }
    text.push_str(&details("Numbers and assumptions behind it", &behind));
    text.push_str("</article>");
    text
}

/// A logarithm of a Bayes factor with a greater error is not known at all. Chosen by us because it is then uncertain by more than a
/// factor of e³, as where no history or every one has the level.
const KNOWN: f64 = 3.0;

/// The logarithms that the words stand for.
fn numbers(factor: &FactorRecord) -> String {
    let rows: Vec<Vec<String>> = factor
        .levels
        .iter()
        .map(|level| {
            let total = level.ln_bayes_factor;
            vec![
                escape(&level.title),
                if total.error < KNOWN {
                    format!("{} ± {}", two_digits(total.value), two_digits(total.error))
                } else {
                    format!("{}, its error beyond measure", two_digits(total.value))
                },
                two_digits(level.ln_assertion),
                two_digits(level.ln_trace),
                escape(&level.range.moved_most_by),
            ]
        })
        .collect();
    let heads = [
        "answer",
        "ln Bayes factor",
        "of it asserted",
        "of it by traces",
        "moved most by",
    ];
    table(
        "numbers",
        &format!("{}: natural logarithms", factor.title),
        &heads,
        &rows,
    )
}

fn two_digits(value: f64) -> String {
    if value.is_finite() {
        format!("{value:.2}").replace('-', "−")
    } else {
        "beyond measure".to_owned()
    }
}
