//! A response surface: squares shaded from the least to the greatest value, with its numbers at the corners.

use kidal_findings::{SurfaceRecord, wording};

use super::Svg;

/// Side of the square that is drawn.
const SIDE: f64 = 312.0;
/// Left and lower margin.
const MARGIN: [f64; 2] = [60.0, 40.0];
/// Room above the square for the name of the factor that runs upwards.
const TOP: f64 = 22.0;

/// The chart. `names`: of the factor across and of the one upwards.
pub(crate) fn chart(
    id: &str,
    title: &str,
    unit: &str,
    surface: &SurfaceRecord,
    names: [&str; 2],
) -> String {
    let columns = surface.across_values.len().max(1);
    let rows = surface.up_values.len().max(1);
    let low = surface.values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = surface
        .values
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    let corner = |row: usize, column: usize| {
        surface
            .values
            .get(row * columns + column)
            .map_or(String::new(), |value| wording::number(*value))
    };
    let description = format!(
        "from {} to {} {unit}; both factors low {}, {} high {}, {} high {}, both high {}",
        wording::number(low),
        wording::number(high),
        corner(0, 0),
        names[0],
        corner(0, columns - 1),
        names[1],
        corner(rows - 1, 0),
        corner(rows - 1, columns - 1)
    );
    let size = [MARGIN[0] + SIDE + 150.0, SIDE + MARGIN[1] + TOP + 16.0];
    let mut svg = Svg::new(id, "medium", size, title, &description);
    let (width, height) = (SIDE / columns as f64, SIDE / rows as f64);
    for row in 0..rows {
        for column in 0..columns {
            let Some(value) = surface.values.get(row * columns + column) else {
                continue;
            };
            let share = if high > low {
                (value - low) / (high - low)
            } else {
                0.5
            };
            svg.shade(
                "heat",
                [
                    MARGIN[0] + width * column as f64,
                    TOP + SIDE - height * (row + 1) as f64,
                ],
                [width, height],
                share,
            );
        }
    }
    let ends = |values: &[f64]| {
        let of = |value: Option<&f64>| value.map_or(String::new(), |value| wording::number(*value));
        [of(values.first()), of(values.last())]
    };
    let [left, right] = ends(&surface.across_values);
    let foot = TOP + SIDE;
    svg.text("start tick", [MARGIN[0], foot + 16.0], &left);
    svg.text("end tick", [MARGIN[0] + SIDE, foot + 16.0], &right);
    svg.text(
        "middle axis-name",
        [MARGIN[0] + SIDE / 2.0, foot + 34.0],
        names[0],
    );
    let [bottom, top] = ends(&surface.up_values);
    svg.text("end tick", [MARGIN[0] - 8.0, foot], &bottom);
    svg.text("end tick", [MARGIN[0] - 8.0, TOP + 10.0], &top);
    svg.text(
        "start axis-name",
        [MARGIN[0], 12.0],
        &format!("upwards: {}", names[1]),
    );
    let legend = MARGIN[0] + SIDE + 16.0;
    for (share, y) in [(1.0, 24.0), (0.5, 54.0), (0.0, 84.0)] {
        svg.shade("heat", [legend, y], [20.0, 20.0], share);
        svg.text(
            "start tick",
            [legend + 26.0, y + 14.0],
            &wording::number(low + share * (high - low)),
        );
    }
    svg.text("start axis-name", [legend, 124.0], unit);
    svg.finish()
}
