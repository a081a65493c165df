//! Rows of ACLED: 31 columns, and the names of older releases.

use super::precision::{day, month, week};
use super::{Actor, Deaths, Event, Row, Table};

pub(super) fn event(row: &Row<'_>, table: &mut Table) -> Event {
    let (place_precision, radius_km) = match row.text(&["geo_precision", "geo_precis"]) {
        Some("1") => (Some("the town itself"), None),
        Some("2") => (
            Some("near the town, or in a part of the region; the point stands for it"),
            None,
        ),
        Some("3") => (
            Some("somewhere in the region; the point stands for it"),
            None,
        ),
        _ => (None, None),
    };
    let (date, date_precision) = date(row, table);
    let actor = |column: &'static str, associates: &[&str]| {
        row.owned(&[column]).map(|name| Actor {
            name,
            column,
            associates: list(row.text(associates).unwrap_or_default()),
        })
    };
    let what: Vec<String> = [&["event_type"][..], &["sub_event_type"]]
        .into_iter()
        .filter_map(|names| row.owned(names))
        .collect();
    let actors = [
        actor(
            "actor1",
            &["assoc_actor_1", "ally_actor_1", "associated_actor_1"],
        ),
        actor(
            "actor2",
            &["assoc_actor_2", "ally_actor_2", "associated_actor_2"],
        ),
    ];
    Event {
        id: row
            .owned(&["event_id_cnty", "event_id_no_cnty", "data_id"])
            .unwrap_or_else(|| format!("row-{}", row.line)),
        line: row.line,
        date,
        date_precision,
        what: (!what.is_empty()).then(|| what.join(": ")),
        place: row.owned(&["location"]),
        regions: ["admin3", "admin2", "admin1", "country"]
            .into_iter()
            .filter_map(|name| row.owned(&[name]))
            .collect(),
        coordinates: row.coordinates(table),
        place_precision,
        radius_km,
        actors: actors.into_iter().flatten().collect(),
        deaths: Deaths {
            best: row.count(&["fatalities"], table),
            is_conservative: true,
            ..Deaths::default()
        },
        is_summary: false,
        sources: list(row.text(&["source"]).unwrap_or_default()),
        notes: row.owned(&["notes"]),
    }
}

/// The codes: 1 the day, 2 one day of the week, 3 one day of the month.
fn date(row: &Row<'_>, table: &mut Table) -> (Option<String>, Option<&'static str>) {
    let text = row.text(&["event_date"]);
    let Some(day) = text.and_then(day) else {
        table.leave("event_date", text.unwrap_or_default(), "no day", row.line);
        return (None, None);
    };
    match row.text(&["time_precision", "time_preci"]) {
        Some("1") => (Some(day), Some("the exact day")),
        Some("2") => (Some(week(&day)), Some("within the week")),
        Some("3") => (Some(month(&day)), Some("within the month")),
        code => {
            table.leave(
                "time_precision",
                code.unwrap_or_default(),
                "no precision of the date; the month is kept",
                row.line,
            );
            (Some(month(&day)), None)
        }
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_string)
        .collect()
}
