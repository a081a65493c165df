//! Which answers move when an account is switched off.

use kidal_findings::{OriginRecord, QuestionRecord, WithoutRecord};

use super::{Context, Section};
use crate::html::{anchor, answer_in_cell, details, escape, table};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let origins: Vec<&OriginRecord> = context
        .findings
        .computation
        .origins
        .iter()
        .filter(|origin| !origin.answers.is_empty())
        .collect();
    if origins.is_empty() {
        return None;
    }
    let mut rows: Vec<(usize, Vec<String>)> = origins
        .iter()
        .map(|origin| summary(context, origin))
        .collect();
    rows.sort_by_key(|(moved, _)| std::cmp::Reverse(*moved));
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, row)| row).collect();
    let heads = ["account", "claims", "answers that move without it"];
    Some(Section {
        id: "without",
        title: "Switch an account off",
        lead: format!(
            "<p>Each account in turn is left out, and the histories are weighed by the {} others. An answer moves where it \
             differs by more than twice the errors of both, and a probability by more than 0.1 or a middle by more than a quarter \
             of its range. Where weights alone cannot tell, the histories were run anew; where that was not done, a note says \
             so.</p>",
            origins.len() - 1
        ),
        body: format!(
            "{}{}",
            table("numbers stack", "What hangs on one account", &heads, &rows),
            details("The answers without one account", &full(context, &origins))
        ),
    })
}

fn summary(context: &Context<'_>, origin: &OriginRecord) -> (usize, Vec<String>) {
    let moved: Vec<String> = origin
        .answers
        .iter()
        .filter(|without| without.moves)
        .filter_map(|without| question(context, without))
        .map(|question| {
            format!(
                "<a href=\"#{}\">{}</a>",
                anchor("question", &question.id),
                escape(&question.asks)
            )
        })
        .collect();
    let list = if moved.is_empty() {
        "none".to_owned()
    } else {
        moved.join("<br>")
    };
    let row = vec![
        format!(
            "{}{}",
            escape(context.origin_name(&origin.id)),
            doubt(origin)
        ),
        origin.claims.to_string(),
        list,
    ];
    (moved.len(), row)
}

/// Why the numbers without this origin may not be trusted, if so.
fn doubt(origin: &OriginRecord) -> &'static str {
    // Above 0.7 the weights of what is left have no finite error: Vehtari et al. 2024.
    if origin.pareto_k > 0.7 && !origin.refitted {
        "<span class=\"place\">too few histories speak without it: do not trust its numbers</span>"
    } else {
        ""
    }
}

fn question<'a>(context: &Context<'a>, without: &WithoutRecord) -> Option<&'a QuestionRecord> {
    let questions = &context.findings.questions;
    questions
        .iter()
        .find(|question| question.id == without.question)
}

fn full(context: &Context<'_>, origins: &[&OriginRecord]) -> String {
    let mut text = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The answers without one account\">\
         <table class=\"numbers without\"><caption>The answers without one account</caption><thead><tr>",
    );
    for head in [
        "account",
        "question",
        "with all accounts",
        "without this one",
        "moves",
    ] {
        text.push_str(&format!("<th scope=\"col\">{head}</th>"));
    }
    text.push_str("</tr></thead><tbody>");
    for origin in origins {
        let name = escape(context.origin_name(&origin.id));
        for without in &origin.answers {
            let Some(question) = question(context, without) else {
                continue;
            };
            let moves = if without.moves { "yes" } else { "no" };
            text.push_str(&format!(
                "<tr data-origin=\"{}\" data-name=\"{name}\" data-moves=\"{moves}\"><th scope=\"row\">{name}</th>\
                 <td><a href=\"#{}\">{}</a></td><td>{}</td><td>{}</td><td>{moves}</td></tr>",
                escape(&origin.id),
                anchor("question", &question.id),
                escape(&question.asks),
                answer_in_cell(&question.answer, context.findings.clock_offset_s),
                answer_in_cell(&without.answer, context.findings.clock_offset_s)
            ));
        }
    }
    text.push_str("</tbody></table></div>");
    text
}
