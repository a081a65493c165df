//! When things happened, as claimed and as weighed, and whose side somebody was on, in public and in private.

use std::collections::BTreeSet;

use kidal_findings::{TimelineRecord, wording};

use super::Svg;
use super::scale::{Scale, time_ticks};
use crate::html::anchor;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 214.0;
const LANE: f64 = 21.0;
const TOP: f64 = 44.0;

/// The part of time that the chart shows; bars outside it are drawn as arrows at its edge.
pub(crate) fn window(records: &[TimelineRecord]) -> (i64, i64) {
    let posterior: Vec<&TimelineRecord> = records
        .iter()
        .filter(|record| record.kind == "posterior")
        .collect();
    let mut ends: Vec<i64> = if posterior.is_empty() {
        records
            .iter()
            .flat_map(|record| [record.from_unix_s, record.to_unix_s])
            .collect()
    } else {
        posterior
            .iter()
            .flat_map(|record| [record.from_unix_s, record.to_unix_s])
            .collect()
    };
    ends.sort_unstable();
    let (Some(&first), Some(&last)) = (ends.first(), ends.last()) else {
        return (0, 1);
    };
    // Without posterior bars one claim of another year would squeeze all others: keep the middle four fifths.
    let (low, high) = if posterior.is_empty() {
        (
            ends[ends.len() / 10],
            ends[ends.len() - 1 - ends.len() / 10],
        )
    } else {
        (first, last)
    };
    let margin = (high.saturating_sub(low) / 4).max(6 * 3600);
    // Claims that reach a little further are shown in full.
    let mut window = (low.saturating_sub(margin), high.saturating_add(margin));
    for record in records {
        if record.from_unix_s >= window.0.saturating_sub(margin.saturating_mul(4))
            && record.to_unix_s <= window.1.saturating_add(margin.saturating_mul(4))
        {
            window.0 = window.0.min(record.from_unix_s);
            window.1 = window.1.max(record.to_unix_s);
        }
    }
    window
}

/// Rows in the order of their first bar, the private face of an allegiance right below the public one.
fn rows(records: &[TimelineRecord]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let mut rows: Vec<&str> = Vec::new();
    for record in records {
        if !seen.insert(record.row.as_str()) {
            continue;
        }
        let twin = record
            .row
            .strip_suffix(", in private")
            .map(|name| format!("{name}, in public"));
        let place = twin.and_then(|twin| rows.iter().position(|row| *row == twin));
        match place {
            Some(place) => rows.insert(place + 1, &record.row),
            None => rows.push(&record.row),
        }
    }
    rows
}

/// The chart.
pub(crate) fn chart(id: &str, records: &[TimelineRecord], offset_s: i64) -> String {
    let (from, to) = window(records);
    let scale = Scale::new(from as f64, to as f64, LEFT, WIDTH - 14.0);
    let rows = rows(records);
    let lanes: usize = rows.iter().map(|row| lanes_of(records, row)).sum();
    let height = TOP + lanes as f64 * LANE + rows.len() as f64 * 12.0 + 8.0;
    let description = "Each bar is the time within which an account puts something (hollow), or within which 9 in 10 histories \
                       put it (filled, darker where half of them do). The bars as text stand in the table below.";
    let mut svg = Svg::new(
        id,
        "wide",
        [WIDTH, height],
        "When things happened",
        description,
    );
    for (tick, label, is_day) in time_ticks(from, to, offset_s, 12) {
        let x = scale.at(tick as f64);
        svg.line(
            if is_day { "grid day" } else { "grid" },
            [x, TOP - 8.0],
            [x, height - 6.0],
        );
        if x > WIDTH - 30.0 {
            continue;
        }
        svg.text("middle tick", [x, if is_day { 16.0 } else { 31.0 }], &label);
    }
    let mut sides: Vec<&str> = Vec::new();
    for record in records.iter().filter(|record| record.kind == "allegiance") {
        if !sides.contains(&record.label.as_str()) {
            sides.push(&record.label);
        }
    }
    let mut y = TOP;
    for row in rows {
        svg.text("end row", [LEFT - 12.0, y + 14.0], &shortened(row, 28));
        let is_allegiance = records
            .iter()
            .any(|record| record.row == row && record.kind == "allegiance");
        for record in records.iter().filter(|record| record.row == row) {
            if record.kind == "allegiance" {
                let side = sides
                    .iter()
                    .position(|side| *side == record.label)
                    .unwrap_or(0);
                band(&mut svg, record, side, &scale, y);
            } else {
                bar(&mut svg, record, &scale, y);
                y += LANE;
            }
        }
        if is_allegiance {
            y += LANE;
        }
        y += 4.0;
        svg.line("grid", [0.0, y], [WIDTH, y]);
        y += 8.0;
    }
    svg.finish()
}

fn lanes_of(records: &[TimelineRecord], row: &str) -> usize {
    let mut lanes = 0;
    let mut has_band = false;
    for record in records.iter().filter(|record| record.row == row) {
        if record.kind == "allegiance" {
            has_band = true;
        } else {
            lanes += 1;
        }
    }
    lanes + usize::from(has_band)
}

fn bar(svg: &mut Svg, record: &TimelineRecord, scale: &Scale, y: f64) {
    let (from, to) = (record.from_unix_s as f64, record.to_unix_s as f64);
    let anchor = anchor("claim", &record.claim);
    if scale.at(to) <= LEFT && !scale.holds(to) {
        svg.path(
            "arrow",
            &[
                [LEFT, y + 9.0],
                [LEFT + 8.0, y + 4.0],
                [LEFT + 8.0, y + 14.0],
            ],
            true,
        );
        label(svg, record, &anchor, "start", LEFT + 14.0, y);
        return;
    }
    if !scale.holds(from) && from > to.min(from) - 1.0 && scale.at(from) >= WIDTH - 14.5 {
        let right = WIDTH - 14.0;
        svg.path(
            "arrow",
            &[
                [right, y + 9.0],
                [right - 8.0, y + 4.0],
                [right - 8.0, y + 14.0],
            ],
            true,
        );
        label(svg, record, &anchor, "end", right - 14.0, y);
        return;
    }
    let (left, right) = (scale.at(from), scale.at(to));
    let right = right.max(left + 3.0);
    if !scale.holds(from) {
        let tip = [[left - 7.0, y + 9.5], [left, y + 4.0], [left, y + 15.0]];
        svg.path("arrow", &tip, true);
    }
    if record.kind == "posterior" {
        svg.rect("weighed", [left, y + 3.0], [right - left, 13.0]);
        if let Some([low, high]) = record.inner_unix_s {
            let (low, high) = (scale.at(low as f64), scale.at(high as f64));
            svg.rect(
                "weighed-inner",
                [low, y + 3.0],
                [(high - low).max(2.0), 13.0],
            );
        }
    } else {
        svg.rect("claimed", [left, y + 4.0], [right - left, 11.0]);
    }
    let width = record.label.chars().count() as f64 * 6.6;
    if right + width + 8.0 < WIDTH {
        label(svg, record, &anchor, "start", right + 6.0, y);
    } else if left - width - 8.0 > LEFT {
        label(svg, record, &anchor, "end", left - 6.0, y);
    } else {
        label(svg, record, &anchor, "start halo", left + 6.0, y);
    }
}

fn label(svg: &mut Svg, record: &TimelineRecord, anchor: &str, class: &str, x: f64, y: f64) {
    let text = shortened(&record.label, 60);
    let class = format!("{class} bar-label");
    if record.claim.is_empty() {
        svg.text(&class, [x, y + 14.0], &text);
    } else {
        svg.linked_text(anchor, &class, [x, y + 14.0], &text);
    }
}

fn band(svg: &mut Svg, record: &TimelineRecord, side: usize, scale: &Scale, y: f64) {
    let (left, right) = (
        scale.at(record.from_unix_s as f64),
        scale.at(record.to_unix_s as f64),
    );
    if right - left < 1.0 {
        return;
    }
    let face = if record.row.ends_with("in private") {
        "private"
    } else {
        "public"
    };
    svg.rect(
        &format!("face {face} c{}", side % 8),
        [left, y],
        [right - left - 1.5, 19.0],
    );
    let room = ((right - left - 10.0) / 6.6).max(0.0) as usize;
    if room >= 3 {
        svg.text(
            "start bar-label",
            [left + 6.0, y + 14.0],
            &shortened(&record.label, room),
        );
    }
}

/// The bars as rows of a table.
pub(crate) fn as_rows(records: &[TimelineRecord], offset_s: i64) -> Vec<[String; 4]> {
    records
        .iter()
        .map(|record| {
            let what = match record.kind.as_str() {
                "claim" => "claimed",
                "posterior" => "given the accounts, 9 in 10 histories",
                "allegiance" => "side",
                other => other,
            };
            [
                record.row.clone(),
                what.to_owned(),
                record.label.clone(),
                format!(
                    "{}, {} to {}, {}",
                    wording::day(record.from_unix_s, offset_s),
                    wording::clock(record.from_unix_s, offset_s),
                    wording::day(record.to_unix_s, offset_s),
                    wording::clock(record.to_unix_s, offset_s)
                ),
            ]
        })
        .collect()
}

fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        text.to_owned()
    } else {
        text.chars()
            .take(letters.saturating_sub(1))
            .chain(['…'])
            .collect()
    }
}
