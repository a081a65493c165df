//! Bars for shares: one beside another.

use super::Svg;
use super::scale::Scale;

/// Before (outline) and after (filled) of one level, for a table cell.
pub(crate) fn before_and_after(id: &str, title: &str, before: Option<f64>, after: f64) -> String {
    let description = "a filled bar for the share given the accounts, an outlined one for the share before any account";
    let mut svg = Svg::new(id, "cell", [180.0, 26.0], title, description);
    let scale = Scale::new(0.0, 1.0, 4.0, 176.0);
    svg.rect("bar-after", [4.0, 4.0], [scale.at(after) - 4.0, 10.0]);
    if let Some(before) = before {
        svg.rect("bar-before", [4.0, 16.0], [scale.at(before) - 4.0, 6.0]);
    }
    svg.line("axis", [4.0, 2.0], [4.0, 24.0]);
    svg.finish()
}

/// How many claims got which verdict: one row of blocks with their numbers.
pub(crate) fn verdicts(
    id: &str,
    counts: &[(&'static str, &'static str, &'static str, usize)],
) -> String {
    let total: usize = counts.iter().map(|(_, _, _, count)| count).sum();
    let described: Vec<String> = counts
        .iter()
        .map(|(_, _, word, count)| format!("{count} {word}"))
        .collect();
    let mut svg = Svg::new(
        id,
        "wide",
        [760.0, 40.0],
        "How many claims got which verdict",
        &described.join(", "),
    );
    let scale = Scale::new(0.0, total.max(1) as f64, 0.0, 760.0);
    let mut done = 0;
    for (class, sign, _, count) in counts {
        let (left, right) = (scale.at(done as f64), scale.at((done + count) as f64));
        svg.rect(
            &format!("block {class}"),
            [left, 2.0],
            [right - left - 2.0, 36.0],
        );
        // What does not fit stands in the list below.
        if right - left > 34.0 {
            svg.text(
                &format!("middle on-block {class}"),
                [(left + right) / 2.0 - 1.0, 26.0],
                &format!("{sign} {count}"),
            );
        }
        done += count;
    }
    svg.finish()
}
