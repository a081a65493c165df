//! A counterfactual: without the change (hollow) and with it (filled), in three modes.

use kidal_findings::{CounterfactualRecord, wording};

use super::Svg;
use super::scale::Scale;

/// The modes with what they compare.
pub(crate) fn rows(
    record: &CounterfactualRecord,
) -> [(
    &'static str,
    kidal_findings::Estimate,
    kidal_findings::Estimate,
); 3] {
    [
        ("same history", record.factual, record.same_history),
        (
            "same forces, fresh luck",
            record.fresh_luck_factual,
            record.fresh_luck,
        ),
        (
            "before any account",
            record.before_accounts_factual,
            record.before_accounts,
        ),
    ]
}

/// The chart.
pub(crate) fn chart(id: &str, record: &CounterfactualRecord) -> String {
    let described: Vec<String> = rows(record)
        .iter()
        .map(|(mode, without, with)| {
            format!(
                "{mode}: {} without the change, {} with it",
                wording::probability(*without),
                wording::probability(*with)
            )
        })
        .collect();
    let mut svg = Svg::new(
        id,
        "medium",
        [640.0, 158.0],
        &record.title,
        &described.join("; "),
    );
    let scale = Scale::new(0.0, 1.0, 190.0, 620.0);
    for tick in scale.ticks(5) {
        let x = scale.at(tick);
        svg.line("grid", [x, 8.0], [x, 118.0]);
        svg.text("middle tick", [x, 134.0], &wording::number(tick));
    }
    svg.text("end axis-name", [620.0, 150.0], "probability");
    for (index, (mode, without, with)) in rows(record).iter().enumerate() {
        let y = 26.0 + 38.0 * index as f64;
        svg.text("end row", [176.0, y + 4.0], mode);
        if index == 0 {
            let (low, high) = (scale.at(record.range.low), scale.at(record.range.high));
            svg.rect("range", [low, y - 9.0], [high - low, 18.0]);
        }
        svg.line(
            "link",
            [scale.at(without.value), y],
            [scale.at(with.value), y],
        );
        for (class, estimate) in [("without", without), ("with", with)] {
            let (low, high) = (
                estimate.value - 2.0 * estimate.error,
                estimate.value + 2.0 * estimate.error,
            );
            svg.line("error", [scale.at(low), y], [scale.at(high), y]);
            svg.circle(class, [scale.at(estimate.value), y], 6.0);
        }
    }
    svg.finish()
}
