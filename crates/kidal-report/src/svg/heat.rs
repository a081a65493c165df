//! Which claims hold together: a square of numbers, the darker the more often.

use kidal_findings::TogetherRecord;

use super::Svg;
use crate::html::anchor;

/// The square; `None` where its sides do not agree.
pub(crate) fn matrix(id: &str, together: &TogetherRecord) -> Option<String> {
    let count = together.claims.len();
    if count == 0
        || together.both.len() != count
        || together.both.iter().any(|row| row.len() != count)
    {
        return None;
    }
    let cell = match count {
        0..=20 => 30.0,
        21..=28 => 25.0,
        _ => 21.0,
    };
    let longest = together
        .claims
        .iter()
        .map(|claim| claim.chars().count())
        .max()
        .unwrap_or(0);
    let left = (longest as f64 * 7.4 + 46.0).min(300.0);
    let size = [left + cell * count as f64 + 4.0, 30.0 + cell * count as f64];
    let description = "Each square says in how many of 100 histories the claim of its row and the claim of its column both hold; \
                       the diagonal says how often a claim holds at all.";
    let mut svg = Svg::new(
        id,
        "natural",
        size,
        "How often two claims hold together",
        description,
    );
    for (row, claim) in together.claims.iter().enumerate() {
        let y = 26.0 + cell * row as f64;
        svg.linked_text(
            &anchor("claim", claim),
            "end row",
            [left - 32.0, y + cell / 2.0 + 4.0],
            claim,
        );
        svg.text(
            "end tick",
            [left - 8.0, y + cell / 2.0 + 4.0],
            &format!("{}", row + 1),
        );
        svg.text(
            "middle tick",
            [left + cell * (row as f64 + 0.5), 18.0],
            &format!("{}", row + 1),
        );
        for (column, &share) in together.both[row].iter().enumerate() {
            let x = left + cell * column as f64;
            let percent = format!("{:.0} in 100 histories", share * 100.0);
            let pair = match together.claims.get(column) {
                Some(other) if row != column => format!("{claim} and {other}: {percent}"),
                _ => format!("{claim}: {percent}"),
            };
            svg.begin_group(&[("pair", &pair)]);
            svg.shade(
                if row == column { "heat own" } else { "heat" },
                [x, y],
                [cell - 1.0, cell - 1.0],
                share,
            );
            let class = if share > 0.68 {
                "middle heat-number high"
            } else {
                "middle heat-number"
            };
            svg.text(
                class,
                [x + cell / 2.0, y + cell / 2.0 + 4.0],
                &format!("{:.0}", share * 100.0),
            );
            svg.end_group();
        }
    }
    Some(svg.finish())
}
