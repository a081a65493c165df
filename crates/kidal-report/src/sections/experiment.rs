//! A designed experiment: what each answer owes to which factor.

use kidal_findings::{SweepRecord, SweepResponse, wording};

use super::{Context, Section};
use crate::html::{anchor, details, escape, list, table};
use crate::svg::{effects, figure, surface};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let record = context.findings.sweep.as_ref()?;
    let provenance = &context.findings.provenance;
    let lead = format!(
        "<p>{}; {} factors; {} histories, seed {}. Luck: {}. Largest correlation between two factors of the design: {:.3}.</p>",
        escape(&record.design),
        record.factors.len(),
        provenance.histories,
        provenance.seed,
        escape(&record.luck),
        record.largest_correlation
    );
    let mut body: String = record
        .responses
        .iter()
        .map(|response| one(record, response, context))
        .collect();
    if !record.held.is_empty() {
        body.push_str(&details(
            "What was held at the middle of its prior",
            &list("plain", &record.held),
        ));
    }
    Some(Section {
        id: "experiment",
        title: "What the outcome owes to which factor",
        lead,
        body,
    })
}

fn one(record: &SweepRecord, response: &SweepResponse, context: &Context<'_>) -> String {
    let id = anchor("response", &response.question);
    let mut text = format!(
        "<article class=\"factor\" id=\"{id}\"><h3>{}</h3><p class=\"sentence\">{}</p>",
        escape(&response.asks),
        escape(&response.sentence)
    );
    let title = |id: &str| title_of(record, id);
    let n = format!(
        "n = {} points, seed {}",
        response.values.len(),
        context.findings.provenance.seed
    );
    if !response.indices.is_empty() {
        let rows: Vec<effects::Row> = response
            .indices
            .iter()
            .map(|index| effects::Row {
                name: title(&index.factor),
                whole: index.total,
                part: Some(index.first),
            })
            .collect();
        let caption = format!(
            "Share of the spread: filled alone, outlined with all interactions; lines are 95 % intervals. {n}."
        );
        text.push_str(&figure(
            &effects::chart(
                &format!("{id}-indices"),
                &response.asks,
                "share of the variance",
                rows,
            ),
            &caption,
        ));
    }
    if !response.screening.is_empty() {
        let rows: Vec<effects::Row> = response
            .screening
            .iter()
            .map(|effect| effects::Row {
                name: title(&effect.factor),
                whole: effect.mean_absolute,
                part: None,
            })
            .collect();
        let caption = format!(
            "Mean absolute effect over a factor’s whole range ({}); lines are 95 % intervals. {n}.",
            response.unit
        );
        text.push_str(&figure(
            &effects::chart(
                &format!("{id}-effects"),
                &response.asks,
                &response.unit,
                rows,
            ),
            &caption,
        ));
    }
    if let Some(grid) = &response.surface {
        let caption = format!(
            "The polynomial over the two factors that do most, the others at their middle. {n}."
        );
        let drawing = surface::chart(
            &format!("{id}-surface"),
            &response.asks,
            &response.unit,
            grid,
            [&title(&grid.across), &title(&grid.up)],
        );
        text.push_str(&figure(&drawing, &caption));
    }
    if !response.tree.is_empty() {
        text.push_str(&details(
            "Where it parts: a partition tree",
            &tree(response),
        ));
    }
    text.push_str(&details("The numbers", &numbers(record, response)));
    text.push_str("</article>");
    text
}

fn title_of(record: &SweepRecord, id: &str) -> String {
    record
        .factors
        .iter()
        .find(|factor| factor.id == id)
        .map_or(id, |factor| factor.title.as_str())
        .to_string()
}

fn tree(response: &SweepResponse) -> String {
    let rows: Vec<Vec<String>> = response
        .tree
        .iter()
        .map(|line| {
            let condition = if line.condition.is_empty() {
                "all points".to_string()
            } else {
                format!("{}{}", "\u{2003}".repeat(line.depth), line.condition)
            };
            vec![
                escape(&condition),
                line.points.to_string(),
                escape(&wording::number(line.mean)),
            ]
        })
        .collect();
    table(
        "numbers",
        &format!("{}: where it parts", response.asks),
        &["where", "points", "mean"],
        &rows,
    )
}

fn numbers(record: &SweepRecord, response: &SweepResponse) -> String {
    let mut text = String::new();
    let cell = |text: String| escape(&text);
    if !response.indices.is_empty() {
        let rows: Vec<Vec<String>> = response
            .indices
            .iter()
            .map(|index| {
                vec![
                    cell(title_of(record, &index.factor)),
                    cell(wording::probability(index.first)),
                    cell(wording::probability(index.total)),
                ]
            })
            .collect();
        text.push_str(&table(
            "numbers",
            &format!("{}: Sobol indices", response.asks),
            &["factor", "alone", "with interactions"],
            &rows,
        ));
    }
    if !response.pairs.is_empty() {
        let rows: Vec<Vec<String>> = response
            .pairs
            .iter()
            .map(|pair| {
                vec![
                    cell(title_of(record, &pair.first)),
                    cell(title_of(record, &pair.second)),
                    cell(wording::probability(pair.index)),
                ]
            })
            .collect();
        text.push_str(&table(
            "numbers",
            &format!("{}: pairs", response.asks),
            &["factor", "with", "interaction"],
            &rows,
        ));
    }
    if !response.screening.is_empty() {
        let rows: Vec<Vec<String>> = response
            .screening
            .iter()
            .map(|effect| {
                vec![
                    cell(title_of(record, &effect.factor)),
                    cell(wording::number(effect.mean)),
                    cell(wording::number(effect.mean_absolute.value)),
                    cell(wording::number(effect.sd)),
                ]
            })
            .collect();
        text.push_str(&table(
            "numbers",
            &format!("{}: elementary effects", response.asks),
            &["factor", "mean effect", "mean size", "spread"],
            &rows,
        ));
    }
    if let Some(regression) = &response.regression {
        let rows: Vec<Vec<String>> = regression
            .terms
            .iter()
            .zip(&regression.coefficients)
            .map(|(term, coefficient)| {
                vec![
                    cell(term.clone()),
                    cell(wording::number(coefficient.value)),
                    cell(wording::number(coefficient.error)),
                ]
            })
            .collect();
        text.push_str(&table(
            "numbers",
            &format!(
                "{}: polynomial over coordinates from −1 to 1, adjusted R² {:.2}",
                response.asks, regression.adjusted_r_squared
            ),
            &["term", "coefficient", "standard error"],
            &rows,
        ));
    }
    text
}
