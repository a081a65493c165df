//! A band over time.

use kidal_findings::{SeriesRecord, wording};

use super::Svg;
use super::scale::{Scale, time_ticks};

const SIZE: [f64; 2] = [400.0, 190.0];

/// Middle line and the band that holds 9 in 10 histories.
pub(crate) fn chart(id: &str, series: &SeriesRecord, offset_s: i64) -> String {
    let count = series
        .unix_s
        .len()
        .min(series.low.len())
        .min(series.median.len())
        .min(series.high.len());
    let description = match count {
        0 => "no times".to_owned(),
        _ => format!(
            "from {} ({} to {}) on {} to {} ({} to {}) on {}",
            wording::number(series.median[0]),
            wording::number(series.low[0]),
            wording::number(series.high[0]),
            wording::day_and_clock(series.unix_s[0], offset_s),
            wording::number(series.median[count - 1]),
            wording::number(series.low[count - 1]),
            wording::number(series.high[count - 1]),
            wording::day_and_clock(series.unix_s[count - 1], offset_s)
        ),
    };
    let mut svg = Svg::new(id, "medium-small", SIZE, &series.name, &description);
    if count == 0 {
        return svg.finish();
    }
    let (from, to) = (series.unix_s[0], series.unix_s[count - 1]);
    let top = series.high[..count].iter().copied().fold(0.0, f64::max);
    let x = Scale::new(from as f64, to as f64, 48.0, SIZE[0] - 12.0);
    let y = Scale::new(0.0, top * 1.05, 150.0, 10.0);
    for tick in y.ticks(4) {
        svg.line("grid", [48.0, y.at(tick)], [SIZE[0] - 12.0, y.at(tick)]);
        svg.text("end tick", [42.0, y.at(tick) + 4.0], &wording::number(tick));
    }
    for (tick, label, is_day) in time_ticks(from, to, offset_s, 6) {
        let at = x.at(tick as f64);
        svg.line(
            "axis",
            [at, 150.0],
            [at, if is_day { 158.0 } else { 154.0 }],
        );
        svg.text(
            "middle tick",
            [at, if is_day { 182.0 } else { 168.0 }],
            &label,
        );
    }
    let point =
        |index: usize, values: &[f64]| [x.at(series.unix_s[index] as f64), y.at(values[index])];
    let mut band: Vec<[f64; 2]> = (0..count).map(|index| point(index, &series.high)).collect();
    band.extend((0..count).rev().map(|index| point(index, &series.low)));
    svg.path("band", &band, true);
    let middle: Vec<[f64; 2]> = (0..count)
        .map(|index| point(index, &series.median))
        .collect();
    svg.path("band-middle", &middle, false);
    svg.line("axis", [48.0, 150.0], [SIZE[0] - 12.0, 150.0]);
    svg.finish()
}
