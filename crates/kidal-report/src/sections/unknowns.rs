//! The unknowns: before any account and given them.

use kidal_findings::{ParameterRecord, wording};

use super::{Context, Section};
use crate::html::{anchor, details, escape, ground, table};
use crate::svg::histogram;

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    if findings.parameters.is_empty() {
        return None;
    }
    let mut parameters: Vec<&ParameterRecord> = findings.parameters.iter().collect();
    parameters.sort_by(|a, b| a.overlap.total_cmp(&b.overlap));
    let ess = findings.computation.ess;
    let cards: String = parameters.iter().map(|one| card(one, ess)).collect();
    let rows: Vec<Vec<String>> = parameters.iter().map(|one| row(one, ess)).collect();
    let heads = [
        "unknown",
        "unit",
        "given the accounts",
        "before any account",
        "overlap",
        "ground",
        "the prior comes from",
    ];
    Some(Section {
        id: "unknowns",
        title: "The unknowns",
        lead: format!(
            "<p>Outline: before any account. Filled: given the accounts. Those that the accounts moved most come first: {} of {}. \
             An overlap of 1 means that nothing was learned.</p>",
            findings.headline.moved, findings.headline.unknowns
        ),
        body: format!(
            "<div class=\"grid small-multiples\">{cards}</div>{}",
            details(
                "The same as a table",
                &table("numbers", "The unknowns", &heads, &rows)
            )
        ),
    })
}

fn card(parameter: &ParameterRecord, ess: f64) -> String {
    format!(
        "<figure class=\"unknown\"><h3>{}</h3>{}<figcaption>{} <span class=\"place\">overlap {}</span></figcaption></figure>",
        escape(&parameter.title),
        histogram::chart(&anchor("draw-unknown", &parameter.name), parameter, ess),
        ground(parameter.ground, false),
        wording::share(parameter.overlap)
    )
}

fn row(parameter: &ParameterRecord, ess: f64) -> Vec<String> {
    vec![
        escape(&parameter.title),
        escape(&parameter.unit),
        escape(&summary(parameter, &parameter.posterior, |share| {
            wording::share_of_histories(share, ess)
        })),
        escape(&summary(parameter, &parameter.prior, wording::share)),
        wording::share(parameter.overlap),
        wording::ground(parameter.ground).to_owned(),
        escape(&parameter.prior_ground),
    ]
}

fn summary(
    parameter: &ParameterRecord,
    summary: &kidal_findings::Summary,
    said: impl Fn(f64) -> String,
) -> String {
    if parameter.levels.is_empty() {
        let [low, _, median, _, high] = summary.quantiles;
        format!(
            "{} ({} to {})",
            wording::number(median),
            wording::number(low),
            wording::number(high)
        )
    } else {
        parameter
            .levels
            .iter()
            .zip(&summary.levels)
            .map(|(name, share)| format!("{name} {}", said(*share)))
            .collect::<Vec<_>>()
            .join(" · ")
    }
}
