//! Rows of UCDP GED: 49 columns, in some releases without their names.

use super::precision::{day, month, one_of};
use super::{Actor, Deaths, Event, Row, Table};

/// The columns, in their order. Source: the code book of GED, version 23.1.
pub(super) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Whether a row without column names is one of GED.
pub(super) fn is_row(record: &csv::StringRecord) -> bool {
    let is_number = |at: usize| {
        record
            .get(at)
            .is_some_and(|text| text.trim().parse::<u64>().is_ok())
    };
    record.len() == COLUMNS.len()
        && is_number(0)
        && is_number(2)
        && is_number(44)
        && record.get(38).is_some_and(|text| day(text).is_some())
}

pub(super) fn event(row: &Row<'_>, table: &mut Table) -> Event {
    let (date, date_precision) = date(row, table);
    let (place_precision, radius_km) = match row.text(&["where_prec"]) {
        Some("1") => (Some("the exact place"), None),
        Some("2") => (Some("within about 25 km of the point"), Some(25.0)),
        Some("3") => (
            Some("somewhere in the district; the point stands for it"),
            None,
        ),
        Some("4") => (
            Some("somewhere in the province; the point stands for it"),
            None,
        ),
        Some("5") => (
            Some("along a line or in a vague area; the point stands for it"),
            None,
        ),
        Some("6") => (
            Some("somewhere in the country; the point stands for it"),
            None,
        ),
        Some("7") => (Some("in the air or at sea"), None),
        _ => (None, None),
    };
    let actor = |column: &'static str| {
        row.owned(&[column]).map(|name| Actor {
            name,
            column,
            associates: Vec::new(),
        })
    };
    let what = match row.text(&["type_of_violence"]) {
        Some("1") => Some("state-based conflict".to_string()),
        Some("2") => Some("non-state conflict".to_string()),
        Some("3") => Some("one-sided violence".to_string()),
        other => other.map(|code| format!("type of violence {code}")),
    };
    let mut deaths = Deaths {
        best: row.count(&["best", "best_est"], table),
        low: row.count(&["low", "low_est"], table),
        high: row.count(&["high", "high_est"], table),
        side_a: row.count(&["deaths_a"], table),
        side_b: row.count(&["deaths_b"], table),
        civilians: row.count(&["deaths_civilians"], table),
        unknown: row.count(&["deaths_unknown"], table),
        is_conservative: false,
    };
    if let (Some(low), Some(best), Some(high)) = (deaths.low, deaths.best, deaths.high)
        && !(low <= best && best <= high)
    {
        let text = format!("low {low}, best {best}, high {high}");
        table.leave(
            "best",
            &text,
            "not in this order; only the best estimate is kept",
            row.line,
        );
        (deaths.low, deaths.high) = (None, None);
    }
    Event {
        id: row
            .owned(&["id"])
            .unwrap_or_else(|| format!("row-{}", row.line)),
        line: row.line,
        date,
        date_precision,
        what,
        place: row.owned(&["where_coordinates", "where_description"]),
        regions: ["adm_2", "adm_1", "country"]
            .into_iter()
            .filter_map(|name| row.owned(&[name]))
            .collect(),
        coordinates: row.coordinates(table),
        place_precision,
        radius_km,
        actors: ["side_a", "side_b"].into_iter().filter_map(actor).collect(),
        deaths,
        is_summary: row.text(&["event_clarity"]) == Some("2"),
        sources: sources(row),
        notes: row.owned(&["where_description"]),
    }
}

/// The codes: 1 the day, 2 within two to six days, 3 within a week, 4 within a month, 5 within a longer time.
fn date(row: &Row<'_>, table: &mut Table) -> (Option<String>, Option<&'static str>) {
    let text = row.text(&["date_start"]);
    let Some(start) = text.and_then(day) else {
        table.leave("date_start", text.unwrap_or_default(), "no day", row.line);
        return (None, None);
    };
    let end = match row.text(&["date_end"]) {
        None => start.clone(),
        // Days of four-digit years sort as their texts do.
        Some(text) => match day(text) {
            Some(end) if end >= start => end,
            found => {
                let why = match found {
                    Some(_) => "ends before it starts; no date is kept",
                    None => "no day; no date is kept",
                };
                table.leave("date_end", text, why, row.line);
                return (None, None);
            }
        },
    };
    match row.text(&["date_prec"]) {
        Some("1") if start == end => (Some(start), Some("the exact day")),
        Some("1") => (Some(format!("{start}/{end}")), Some("exact days")),
        Some("2") => (Some(one_of(&start, &end)), Some("within two to six days")),
        Some("3") => (Some(one_of(&start, &end)), Some("within a week")),
        Some("4") if month(&start) == month(&end) => (Some(month(&start)), Some("within a month")),
        Some("4") => (Some(one_of(&start, &end)), Some("within a month")),
        Some("5") => (Some(one_of(&start, &end)), Some("within more than a month")),
        code => {
            table.leave(
                "date_prec",
                code.unwrap_or_default(),
                "no precision of the date; the extent is kept",
                row.line,
            );
            (Some(one_of(&start, &end)), None)
        }
    }
}

/// Offices with their dates, else what the article column says.
fn sources(row: &Row<'_>) -> Vec<String> {
    let split = |name: &str| -> Vec<String> {
        let text = row.text(&[name]).unwrap_or_default();
        text.split(';')
            .map(|part| part.trim().trim_matches('"').to_string())
            .filter(|part| !part.is_empty())
            .collect()
    };
    let (offices, dates) = (split("source_office"), split("source_date"));
    let mut sources: Vec<String> = offices
        .iter()
        .enumerate()
        .map(|(at, office)| {
            dates
                .get(at)
                .map_or_else(|| office.clone(), |date| format!("{office}, {date}"))
        })
        .collect();
    if sources.is_empty() {
        sources = split("source_article");
    }
    sources.sort();
    sources.dedup();
    sources
}
