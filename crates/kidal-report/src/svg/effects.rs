//! What each factor does: a bar with its interval, and the part that it does alone.

use kidal_findings::{Estimate, wording};

use super::Svg;
use super::scale::Scale;

/// A factor's bar.
pub(crate) struct Row {
    pub name: String,
    /// The whole effect.
    pub whole: Estimate,
    /// What it does alone.
    pub part: Option<Estimate>,
}

/// The chart, strongest first.
pub(crate) fn chart(id: &str, title: &str, axis: &str, mut rows: Vec<Row>) -> String {
    rows.sort_by(|a, b| b.whole.value.total_cmp(&a.whole.value));
    let described: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row.name, wording::number(row.whole.value)))
        .collect();
    let height = 24.0 * rows.len() as f64 + 44.0;
    let mut svg = Svg::new(id, "wide", [760.0, height], title, &described.join("; "));
    let most = rows
        .iter()
        .map(|row| row.whole.value + 2.0 * row.whole.error)
        .fold(1e-9, f64::max);
    let scale = Scale::new(0.0, most, 330.0, 740.0);
    let foot = height - 36.0;
    for tick in scale.ticks(5) {
        let x = scale.at(tick);
        svg.line("grid", [x, 4.0], [x, foot]);
        svg.text("middle tick", [x, foot + 16.0], &wording::number(tick));
    }
    svg.text("end axis-name", [740.0, foot + 32.0], axis);
    for (index, row) in rows.iter().enumerate() {
        let y = 16.0 + 24.0 * index as f64;
        let name: String = if row.name.chars().count() > 50 {
            row.name.chars().take(49).chain(['…']).collect()
        } else {
            row.name.clone()
        };
        svg.text("end row", [320.0, y + 4.0], &name);
        let bar = |estimate: Estimate| (scale.at(estimate.value.max(0.0)) - 330.0).max(0.0);
        svg.rect("bar-before", [330.0, y - 7.0], [bar(row.whole), 14.0]);
        svg.rect(
            "bar-after",
            [330.0, y - 4.0],
            [bar(row.part.unwrap_or(row.whole)), 8.0],
        );
        let (low, high) = (
            (row.whole.value - 1.96 * row.whole.error).max(0.0),
            (row.whole.value + 1.96 * row.whole.error).max(0.0),
        );
        svg.line("error", [scale.at(low), y], [scale.at(high), y]);
    }
    svg.finish()
}
