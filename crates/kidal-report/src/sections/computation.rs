//! How far the computation can be trusted, in plain words first.

use kidal_findings::{Kind, wording};

use super::{Context, Section};
use crate::html::{details, escape, table};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let computation = &context.findings.computation;
    // One history is played, not weighed: there is nothing to trust or not.
    if context.findings.kind == Kind::Replay {
        return None;
    }
    if computation.plain.is_empty()
        && computation.temperatures.is_empty()
        && (computation.histories == 0 || context.findings.sweep.is_some())
    {
        return None;
    }
    let rows: Vec<Vec<String>> = computation
        .plain
        .iter()
        .map(|one| {
            let (class, sign, word) = match (one.passes, one.warns) {
                (true, false) => ("passes", "●", "passes"),
                (true, true) => ("warns", "▲", "a warning"),
                (false, _) => ("fails", "✕", "does not pass"),
            };
            vec![
                escape(&one.name),
                format!(
                    "<span class=\"{class}\"><span aria-hidden=\"true\">{sign}</span> {word}</span>"
                ),
                escape(&one.value),
                escape(&one.meaning),
            ]
        })
        .collect();
    let mut body = String::new();
    if !rows.is_empty() {
        body.push_str(&table(
            "numbers prose stack",
            "Tests of the computation",
            &["test", "result", "value", "what it means"],
            &rows,
        ));
    }
    let failed: u64 = computation.failures.values().sum();
    if failed > 0 {
        let reasons: Vec<String> = computation
            .failures
            .iter()
            .map(|(reason, count)| format!("{} {count}", escape(reason)))
            .collect();
        body.push_str(&format!(
            "<p>{failed} runs failed and count as impossible: {}.</p>",
            reasons.join("; ")
        ));
    }
    body.push_str(&details(
        "For those who know samplers",
        &for_experts(context),
    ));
    let lead = format!(
        "<p>{} histories were simulated; the weighed ones are worth {} independent ones.</p>",
        wording::count(computation.histories as f64),
        wording::count(computation.ess)
    );
    Some(Section {
        id: "computation",
        title: "How far to trust the computation",
        lead,
        body,
    })
}

fn for_experts(context: &Context<'_>) -> String {
    let computation = &context.findings.computation;
    let mut text = String::new();
    if let Some(evidence) = computation.log_evidence {
        let islands: Vec<String> = computation
            .islands
            .iter()
            .map(|value| format!("{value:.2}"))
            .collect();
        text.push_str(&format!(
            "<p>ln evidence {:.2} ± {:.2}; by island {}.</p>",
            evidence.value,
            evidence.error,
            islands.join(", ")
        ));
    }
    let rows: Vec<Vec<String>> = computation
        .temperatures
        .iter()
        .map(|one| {
            vec![
                wording::number(one.temperature),
                wording::count(one.ess),
                wording::share(one.acceptance),
                one.ancestors.to_string(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        text.push_str(&table(
            "numbers",
            "Tempering",
            &[
                "power of the likelihood",
                "effective sample size",
                "accepted moves",
                "distinct ancestors",
            ],
            &rows,
        ));
    }
    text
}
