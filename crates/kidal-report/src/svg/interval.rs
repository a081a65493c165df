//! Small drawings for table cells: a dot with its interval, what is claimed beside what the others make of it.

use super::Svg;
use super::scale::Scale;

const SIZE: [f64; 2] = [180.0, 26.0];

/// A probability on 0 to 1 with its error, and the range under other priors as a pale band.
pub(crate) fn probability(
    id: &str,
    title: &str,
    value: f64,
    error: f64,
    range: Option<[f64; 2]>,
) -> String {
    let description =
        format!("a dot at {value:.2} on a line from 0 to 1, with two errors to either side");
    let mut svg = Svg::new(id, "cell", SIZE, title, &description);
    let scale = Scale::new(0.0, 1.0, 6.0, SIZE[0] - 6.0);
    svg.line("axis", [scale.at(0.0), 13.0], [scale.at(1.0), 13.0]);
    for tick in [0.0, 0.5, 1.0] {
        svg.line("axis", [scale.at(tick), 9.0], [scale.at(tick), 17.0]);
    }
    if let Some([low, high]) = range {
        svg.rect(
            "range",
            [scale.at(low), 8.0],
            [scale.at(high) - scale.at(low), 10.0],
        );
    }
    svg.line(
        "error",
        [scale.at(value - 2.0 * error), 13.0],
        [scale.at(value + 2.0 * error), 13.0],
    );
    svg.circle("dot", [scale.at(value), 13.0], 5.0);
    svg.finish()
}

/// What everybody else makes of a quantity (5 %, 50 %, 95 %) and what is claimed (a diamond, or a bracket for a range).
pub(crate) fn claimed(
    id: &str,
    title: &str,
    predicted: [f64; 3],
    claimed: Option<[f64; 2]>,
) -> String {
    let mut ends = predicted.to_vec();
    ends.extend(claimed.into_iter().flatten());
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let margin = (high - low) * 0.05;
    let low = if low >= 0.0 && low < (high - low) {
        0.0
    } else {
        low - margin
    };
    let scale = Scale::new(low, high + margin, 6.0, SIZE[0] - 6.0);
    let description = "a bar for what everybody else makes of it, with its middle, and a diamond for what is claimed";
    let mut svg = Svg::new(id, "cell", SIZE, title, description);
    svg.line(
        "axis",
        [scale.at(low), 20.0],
        [scale.at(high + margin), 20.0],
    );
    if low == 0.0 {
        svg.line("axis", [scale.at(0.0), 16.0], [scale.at(0.0), 24.0]);
    }
    svg.rect(
        "others",
        [scale.at(predicted[0]), 11.0],
        [scale.at(predicted[2]) - scale.at(predicted[0]), 7.0],
    );
    svg.line(
        "middle",
        [scale.at(predicted[1]), 8.0],
        [scale.at(predicted[1]), 21.0],
    );
    if let Some([from, to]) = claimed {
        let (left, right) = (scale.at(from), scale.at(to));
        if right - left > 8.0 {
            svg.path(
                "claim-range",
                &[[left, 9.0], [left, 4.0], [right, 4.0], [right, 9.0]],
                false,
            );
        } else {
            let middle = (left + right) / 2.0;
            svg.path(
                "claim-mark",
                &[
                    [middle, 1.0],
                    [middle + 4.5, 6.0],
                    [middle, 11.0],
                    [middle - 4.5, 6.0],
                ],
                true,
            );
        }
    }
    svg.finish()
}
