//! Which source copies which: columns by how many hands a text went through.

use std::collections::BTreeMap;

use kidal_findings::SourceRecord;

use super::Svg;
use crate::html::anchor;

const COLUMN: f64 = 204.0;
const BOX: f64 = 166.0;
const ROW: f64 = 34.0;

/// The graph; `None` where no source derives from another.
pub(crate) fn graph(id: &str, sources: &[SourceRecord]) -> Option<String> {
    let by_id: BTreeMap<&str, &SourceRecord> = sources
        .iter()
        .map(|source| (source.id.as_str(), source))
        .collect();
    let linked: Vec<&SourceRecord> = sources
        .iter()
        .filter(|source| {
            !source.derives_from.is_empty()
                || sources
                    .iter()
                    .any(|other| other.derives_from.contains(&source.id))
        })
        .collect();
    if linked.is_empty() {
        return None;
    }
    let mut places: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    let mut heights: Vec<usize> = Vec::new();
    for source in &linked {
        let column = depth(source, &by_id, 8);
        if heights.len() <= column {
            heights.resize(column + 1, 0);
        }
        places.insert(
            &source.id,
            [
                column as f64 * COLUMN + 4.0,
                heights[column] as f64 * ROW + 6.0,
            ],
        );
        heights[column] += 1;
    }
    let size = [
        (heights.len() as f64 - 1.0) * COLUMN + BOX + 8.0,
        heights.iter().copied().max().unwrap_or(1) as f64 * ROW + 8.0,
    ];
    let described: Vec<String> = linked
        .iter()
        .filter(|source| !source.derives_from.is_empty())
        .map(|source| format!("{} from {}", source.id, source.derives_from.join(" and ")))
        .collect();
    let mut svg = Svg::new(
        id,
        "natural",
        size,
        "Which source derives from which",
        &described.join("; "),
    );
    for source in &linked {
        let to = places[source.id.as_str()];
        for parent in &source.derives_from {
            if let Some(from) = places.get(parent.as_str()) {
                let start = [from[0] + BOX, from[1] + 13.0];
                let end = [to[0], to[1] + 13.0];
                let bend = [end[0] - 25.0, start[1]];
                svg.begin_group(&[("from", parent.as_str()), ("to", source.id.as_str())]);
                svg.path("link", &[start, bend, [end[0] - 12.0, end[1]], end], false);
                svg.path(
                    "arrow",
                    &[
                        [end[0], end[1]],
                        [end[0] - 7.0, end[1] - 4.0],
                        [end[0] - 7.0, end[1] + 4.0],
                    ],
                    true,
                );
                svg.end_group();
            }
        }
    }
    for source in &linked {
        let [x, y] = places[source.id.as_str()];
        svg.begin_group(&[("source", source.id.as_str())]);
        svg.rect("box", [x, y], [BOX, 26.0]);
        let name: String = if source.id.chars().count() > 22 {
            source.id.chars().take(21).chain(['…']).collect()
        } else {
            source.id.clone()
        };
        svg.linked_text(
            &anchor("source", &source.id),
            "start row",
            [x + 8.0, y + 17.0],
            &name,
        );
        svg.end_group();
    }
    Some(svg.finish())
}

/// Hands that a text went through, at most eight, so that a circle of sources (which `check` reports) ends.
fn depth(source: &SourceRecord, by_id: &BTreeMap<&str, &SourceRecord>, left: usize) -> usize {
    if left == 0 {
        return 0;
    }
    source
        .derives_from
        .iter()
        .filter_map(|parent| by_id.get(parent.as_str()))
        .map(|parent| 1 + depth(parent, by_id, left - 1))
        .max()
        .unwrap_or(0)
}
