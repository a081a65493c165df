//! Lines and dots with their intervals over two axes. Each series has a sign of its own beside its colour.

use kidal_findings::{AxisRecord, FigureRecord};

use super::Svg;
use super::scale::Scale;

const SIZE: [f64; 2] = [760.0, 400.0];
const LEFT: f64 = 64.0;
const RIGHT: f64 = 560.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 330.0;
/// Colours repeat after so many series; the signs repeat later.
const COLOURS: usize = 8;

/// The drawing of a figure.
pub(crate) fn plot(figure: &FigureRecord) -> String {
    let mut svg = Svg::new(
        &format!("plot-{}", figure.id),
        "wide plot",
        SIZE,
        &figure.title,
        &figure.description,
    );
    let x = Scale::new(figure.across.low, figure.across.high, LEFT, RIGHT);
    let y = Scale::new(figure.up.low, figure.up.high, BOTTOM, TOP);
    frame(&mut svg, figure, &x, &y);
    let is_between = |at: f64, axis: &AxisRecord| axis.low <= at && at <= axis.high;
    for (place, series) in figure.series.iter().enumerate() {
        let class = format!("c{}", place % COLOURS);
        let points: Vec<_> = series
            .points
            .iter()
            .filter(|point| is_between(point.across, &figure.across))
            .collect();
        if series.is_joined {
            if points.iter().any(|point| point.low < point.high) {
                let mut band: Vec<[f64; 2]> = points
                    .iter()
                    .map(|point| [x.at(point.across), y.at(point.high)])
                    .collect();
                band.extend(
                    points
                        .iter()
                        .rev()
                        .map(|point| [x.at(point.across), y.at(point.low)]),
                );
                svg.path(&format!("plot-band {class}"), &band, true);
            }
            let line: Vec<[f64; 2]> = points
                .iter()
                .map(|point| [x.at(point.across), y.at(point.up)])
                .collect();
            svg.path(
                &format!("plot-line {class} dash{}", place % 4),
                &line,
                false,
            );
        } else {
            for point in &points {
                let at = x.at(point.across);
                if point.low < point.high {
                    svg.line(
                        &format!("plot-bar {class}"),
                        [at, y.at(point.low)],
                        [at, y.at(point.high)],
                    );
                }
            }
        }
        // A dense line needs no signs on its points, only at its end.
        let every = points.len().div_ceil(12).max(1);
        for point in points.iter().step_by(every) {
            sign(
                &mut svg,
                &class,
                place,
                [x.at(point.across), y.at(point.up)],
            );
        }
        let row = TOP + 10.0 + 20.0 * place as f64;
        sign(&mut svg, &class, place, [RIGHT + 18.0, row - 4.0]);
        svg.text("start row", [RIGHT + 30.0, row], &series.name);
    }
    svg.finish()
}

fn frame(svg: &mut Svg, figure: &FigureRecord, x: &Scale, y: &Scale) {
    for tick in &figure.up.ticks {
        let at = y.at(tick.at);
        svg.line("grid", [LEFT, at], [RIGHT, at]);
        svg.text("end tick", [LEFT - 6.0, at + 4.0], &tick.label);
    }
    // Long names would run into each other: every other one stands a line lower.
    let is_crowded = figure
        .across
        .ticks
        .iter()
        .map(|tick| tick.label.chars().count())
        .sum::<usize>()
        > 60;
    for (place, tick) in figure.across.ticks.iter().enumerate() {
        let at = x.at(tick.at);
        let lower = if is_crowded && place % 2 == 1 {
            14.0
        } else {
            0.0
        };
        svg.line("axis", [at, BOTTOM], [at, BOTTOM + 5.0]);
        svg.text("middle tick", [at, BOTTOM + 20.0 + lower], &tick.label);
    }
    if figure.has_diagonal {
        let low = figure.across.low.max(figure.up.low);
        let high = figure.across.high.min(figure.up.high);
        svg.line(
            "plot-diagonal",
            [x.at(low), y.at(low)],
            [x.at(high), y.at(high)],
        );
    }
    svg.line("axis", [LEFT, BOTTOM], [RIGHT, BOTTOM]);
    svg.line("axis", [LEFT, TOP], [LEFT, BOTTOM]);
    svg.text(
        "middle axis-name",
        [0.5 * (LEFT + RIGHT), BOTTOM + 56.0],
        &figure.across.name,
    );
    svg.text("start axis-name", [LEFT + 4.0, TOP - 2.0], &figure.up.name);
}

/// Circle, square, diamond or triangle.
fn sign(svg: &mut Svg, class: &str, place: usize, at: [f64; 2]) {
    let class = format!("mark {class}");
    let [x, y] = at;
    match place % 4 {
        0 => svg.circle(&class, at, 3.6),
        1 => svg.rect(&class, [x - 3.3, y - 3.3], [6.6, 6.6]),
        2 => svg.path(
            &class,
            &[[x, y - 4.6], [x + 4.6, y], [x, y + 4.6], [x - 4.6, y]],
            true,
        ),
        _ => svg.path(
            &class,
            &[[x, y - 4.4], [x + 4.2, y + 3.2], [x - 4.2, y + 3.2]],
            true,
        ),
    }
}
