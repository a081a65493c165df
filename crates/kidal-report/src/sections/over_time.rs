//! When things happened, and how many there were as time passed.

use super::{Context, Section};
use crate::html::{details, escape, table};
use crate::svg::{figure, series as bands, timeline as chart};
use kidal_findings::{SeriesRecord, wording};

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
    Some(Section {
        id: "timeline",
        title: "When",
        lead: String::new(),
        body: format!(
            "{}{}",
            figure(&drawing, caption),
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
    let figures: String = findings
        .series
        .iter()
        .enumerate()
        .map(|(index, series)| {
            let caption = if series.unit.is_empty() {
                series.name.clone()
            } else {
                format!("{} [{}]", series.name, series.unit)
            };
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
        .collect();
    let lead = format!(
        "<p>The line is the middle of all weighed histories, the band holds 9 in 10 of them. {} simulated histories, seed {}.</p>",
        wording::count(findings.provenance.histories as f64),
        findings.provenance.seed
    );
    Some(Section {
        id: "strengths",
        title: "As time passed",
        lead,
        body: format!(
            "<div class=\"grid\">{figures}</div>{}",
            details(
                "The same as a table",
                &table(
                    "numbers",
                    "As time passed",
                    &["series", "time", "middle", "9 in 10 histories"],
                    &rows
                )
            )
        ),
    })
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
