//! When things happened, and how many there were as time passed.

use super::{Context, Section};
use crate::html::{details, escape, table};
use crate::svg::{figure, series as bands, timeline as chart};
use kidal_findings::{Findings, Kind, SeriesRecord, wording};

pub(super) fn timeline(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    if findings.timeline.is_empty() {
        return None;
    }
    let rows: Vec<Vec<String>> = chart::as_rows(&findings.timeline, findings.clock_offset_s)
        .iter()
        .map(|row| row.iter().map(|cell| escape(cell)).collect())
        .collect();
    let drawing = chart::chart("draw-timeline", &findings.timeline, findings.clock_offset_s);
    let caption = "Hollow: the time that an account gives, as wide as its words leave it. Filled: given all accounts, 9 in 10 \
                   histories; darker: half of them. Bands: whose side somebody was on, what was public above what was meant in \
                   private (dashed). Local time. An arrow at the edge: outside the time shown.";
    let caption = format!("{caption} {}", made_of(findings));
    Some(Section {
        id: "timeline",
        title: "When",
        lead: String::new(),
        body: format!(
            "{}{}",
            figure(&drawing, &caption),
            details(
                "The same as a table",
                &table(
                    "numbers",
                    "When things happened",
                    &["row", "what", "by", "from and to"],
                    &rows
                )
            )
        ),
    })
}

pub(super) fn series(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    if findings.series.is_empty() {
        return None;
    }
    // A replay is one history: it has no band.
    let is_one = findings.kind == Kind::Replay;
    let figures: String = findings
        .series
        .iter()
        .enumerate()
        .map(|(index, series)| {
            let caption = finding(series, is_one);
            figure(
                &bands::chart(
                    &format!("draw-series-{index}"),
                    series,
                    findings.clock_offset_s,
                ),
                &caption,
            )
        })
        .collect();
    let rows: Vec<Vec<String>> = findings
        .series
        .iter()
        .flat_map(|series| rows(series, findings.clock_offset_s))
        .map(|mut row| {
            row.truncate(if is_one { 3 } else { 4 });
            row
        })
        .collect();
    let lead = if is_one {
        format!(
            "<p>The line is the number in this one history. {}</p>",
            made_of(findings)
        )
    } else {
        format!(
            "<p>The line is the middle of all weighed histories, the band holds 9 in 10 of them. {}</p>",
            made_of(findings)
        )
    };
    let heads: &[&str] = if is_one {
        &["series", "time", "number"]
    } else {
        &["series", "time", "middle", "9 in 10 histories"]
    };
    Some(Section {
        id: "strengths",
        title: "As time passed",
        lead,
        body: format!(
            "<div class=\"grid\">{figures}</div>{}",
            details(
                "The same as a table",
                &table("numbers", "As time passed", heads, &rows)
            )
        ),
    })
}

/// How many histories a figure rests on, and their seed.
fn made_of(findings: &Findings) -> String {
    let origin = &findings.provenance;
    if findings.kind == Kind::Replay {
        return format!("One history, seed {}.", origin.seed);
    }
    format!(
        "{} simulated histories, seed {}.",
        wording::count(origin.histories as f64),
        origin.seed
    )
}

/// What a series shows, in words: `The garrison: from 540 (390 to 680) to 204 (0 to 310) men`.
fn finding(series: &SeriesRecord, is_one: bool) -> String {
    let count = series
        .median
        .len()
        .min(series.low.len())
        .min(series.high.len());
    let at = |index: usize| {
        let number = wording::number(series.median[index]);
        if is_one {
            return number;
        }
        format!(
            "{number} ({} to {})",
            wording::number(series.low[index]),
            wording::number(series.high[index])
        )
    };
    let name: String = {
        let mut letters = series.name.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    if count == 0 {
        return name;
    }
    let text = format!("{name}: from {} to {}", at(0), at(count - 1));
    wording::with_unit(&text, &series.unit)
}

/// At most some 13 times a series: the table is for reading.
fn rows(series: &SeriesRecord, offset_s: i64) -> Vec<Vec<String>> {
    let count = series
        .unix_s
        .len()
        .min(series.low.len())
        .min(series.median.len())
        .min(series.high.len());
    let step = count.div_ceil(13).max(1);
    (0..count)
        .filter(|index| index % step == 0 || index + 1 == count)
        .map(|index| {
            vec![
                escape(&series.name),
                wording::day_and_clock(series.unix_s[index], offset_s),
                wording::number(series.median[index]),
                format!(
                    "{} to {}",
                    wording::number(series.low[index]),
                    wording::number(series.high[index])
                ),
            ]
        })
        .collect()
}
