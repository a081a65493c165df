//! An unknown before any account (outline) and given the accounts (filled).

use kidal_findings::{ParameterRecord, wording};

use super::Svg;
use super::scale::Scale;

const SIZE: [f64; 2] = [300.0, 130.0];

/// The chart of a continuous unknown, or of one with levels.
pub(crate) fn chart(id: &str, parameter: &ParameterRecord, ess: f64) -> String {
    let [low, _, median, _, high] = parameter.posterior.quantiles;
    let description = if parameter.levels.is_empty() {
        format!(
            "given the accounts: middle {}, 9 in 10 histories {} to {}; before any account: middle {}, {} to {}",
            wording::number(median),
            wording::number(low),
            wording::number(high),
            wording::number(parameter.prior.quantiles[2]),
            wording::number(parameter.prior.quantiles[0]),
            wording::number(parameter.prior.quantiles[4])
        )
    } else {
        let shares: Vec<String> = parameter
            .levels
            .iter()
            .zip(&parameter.posterior.levels)
            .map(|(name, share)| format!("{name} {}", wording::share_of_histories(*share, ess)))
            .collect();
        format!("given the accounts: {}", shares.join(", "))
    };
    let mut svg = Svg::new(id, "small", SIZE, &parameter.title, &description);
    if parameter.levels.is_empty() {
        continuous(&mut svg, parameter);
    } else {
        levels(&mut svg, parameter, ess);
    }
    svg.finish()
}

fn continuous(svg: &mut Svg, parameter: &ParameterRecord) {
    let bins = &parameter.bins;
    let (Some(&first), Some(&last)) = (bins.first(), bins.last()) else {
        svg.text("middle tick", [150.0, 60.0], "no histogram");
        return;
    };
    let density = |heights: &[f64]| -> Vec<f64> {
        heights
            .iter()
            .zip(bins.windows(2))
            .map(|(height, edges)| height / (edges[1] - edges[0]).max(f64::MIN_POSITIVE))
            .collect()
    };
    let (before, after) = (
        density(&parameter.prior.histogram),
        density(&parameter.posterior.histogram),
    );
    let top = before.iter().chain(&after).copied().fold(0.0, f64::max);
    let x = Scale::new(first, last, 10.0, SIZE[0] - 10.0);
    let y = Scale::new(0.0, top, 98.0, 8.0);
    for (height, edges) in after.iter().zip(bins.windows(2)) {
        let (left, right) = (x.at(edges[0]), x.at(edges[1]));
        svg.rect(
            "bar-after",
            [left, y.at(*height)],
            [right - left - 0.5, 98.0 - y.at(*height)],
        );
    }
    let mut outline = vec![[x.at(first), 98.0]];
    for (height, edges) in before.iter().zip(bins.windows(2)) {
        outline.push([x.at(edges[0]), y.at(*height)]);
        outline.push([x.at(edges[1]), y.at(*height)]);
    }
    outline.push([x.at(last), 98.0]);
    svg.path("outline-before", &outline, false);
    svg.line("axis", [x.at(first), 98.0], [x.at(last), 98.0]);
    for tick in x.ticks(4) {
        svg.line("axis", [x.at(tick), 98.0], [x.at(tick), 102.0]);
        svg.text("middle tick", [x.at(tick), 116.0], &wording::number(tick));
    }
    svg.text("end axis-name", [SIZE[0] - 4.0, 129.0], &parameter.unit);
}

fn levels(svg: &mut Svg, parameter: &ParameterRecord, ess: f64) {
    let count = parameter.levels.len().max(1) as f64;
    let pitch = (112.0 / count).min(34.0);
    let x = Scale::new(0.0, 1.0, 120.0, SIZE[0] - 40.0);
    for (index, name) in parameter.levels.iter().enumerate() {
        let y = 6.0 + pitch * index as f64;
        let after = parameter
            .posterior
            .levels
            .get(index)
            .copied()
            .unwrap_or(0.0);
        let before = parameter.prior.levels.get(index).copied().unwrap_or(0.0);
        svg.text("end row", [112.0, y + pitch * 0.5 + 2.0], name);
        svg.rect("bar-after", [120.0, y], [x.at(after) - 120.0, pitch * 0.45]);
        svg.rect(
            "bar-before",
            [120.0, y + pitch * 0.5],
            [x.at(before) - 120.0, pitch * 0.25],
        );
        svg.text(
            "start tick",
            [x.at(after) + 5.0, y + pitch * 0.42],
            // There is room for one word: of how many, the text of the figure says.
            wording::share_of_histories(after, ess)
                .split(" of ")
                .next()
                .unwrap_or_default(),
        );
    }
    svg.line("axis", [120.0, 2.0], [120.0, 6.0 + pitch * count]);
}
