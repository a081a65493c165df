//! Times, bands and the events of chosen histories.

use kidal_findings::{Findings, wording};

use crate::table::{
    Kind::{Integer, Number, Text, Time},
    Table, fields, number, optional,
};

pub(super) fn timeline(findings: &Findings) -> Table {
    let rows = findings
        .timeline
        .iter()
        .map(|record| {
            vec![
                record.row.clone(),
                record.kind.clone(),
                record.label.clone(),
                record.claim.clone(),
                wording::iso(record.from_unix_s),
                wording::iso(record.to_unix_s),
                record
                    .inner_unix_s
                    .map_or_else(String::new, |[from, _]| wording::iso(from)),
                record
                    .inner_unix_s
                    .map_or_else(String::new, |[_, to]| wording::iso(to)),
            ]
        })
        .collect();
    Table {
        name: "timeline".into(),
        title: "When things happened".into(),
        fields: fields(&[
            ("row", Text, "what happened, or whose face it is"),
            ("kind", Text, "claim, posterior or allegiance"),
            ("label", Text, "text of the bar"),
            ("claim", Text, "id of the claim, for claims"),
            ("from", Time, "earliest, UTC (posterior: 5 %)"),
            ("to", Time, "latest, UTC (posterior: 95 %)"),
            ("inner_from", Time, "25 % of the posterior, UTC"),
            ("inner_to", Time, "75 % of the posterior, UTC"),
        ]),
        rows,
    }
}

pub(super) fn series(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for series in &findings.series {
        let bands = series.low.iter().zip(&series.median).zip(&series.high);
        for (time, ((low, median), high)) in series.unix_s.iter().zip(bands) {
            rows.push(vec![
                series.name.clone(),
                series.unit.clone(),
                wording::iso(*time),
                number(*low),
                number(*median),
                number(*high),
            ]);
        }
    }
    Table {
        name: "series".into(),
        title: "Strengths and losses over time".into(),
        fields: fields(&[
            ("series", Text, "name"),
            ("unit", Text, "unit"),
            ("time", Time, "UTC"),
            ("q05", Number, "5 %"),
            ("q50", Number, "50 %"),
            ("q95", Number, "95 %"),
        ]),
        rows,
    }
}

pub(super) fn events(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for (index, history) in findings.histories.iter().enumerate() {
        for event in &history.events {
            rows.push(vec![
                (index + 1).to_string(),
                history.title.clone(),
                wording::iso(event.unix_s),
                event.kind.clone(),
                event.text.clone(),
                optional(event.position_m.map(|position| position[0])),
                optional(event.position_m.map(|position| position[1])),
            ]);
        }
    }
    Table {
        name: "events".into(),
        title: "Events of the chosen histories".into(),
        fields: fields(&[
            ("history", Integer, "number of the history, from 1"),
            ("title", Text, "title of the history"),
            ("time", Time, "UTC"),
            (
                "kind",
                Text,
                "kind of event; sleep and order happen every day",
            ),
            ("event", Text, "what happens"),
            ("east_m", Number, "metres east of the origin"),
            ("north_m", Number, "metres north of the origin"),
        ]),
        rows,
    }
}
