//! Claims and sources.

use kidal_findings::{Findings, wording};

use crate::table::{
    Kind::{Integer, Number, Text, Time},
    Table, fields, joined, moment, optional,
};

pub(super) fn claims(findings: &Findings) -> Table {
    let rows = findings
        .claims
        .iter()
        .map(|claim| {
            let verdict = claim.verdict.as_ref();
            let says: Vec<String> = claim
                .readings
                .iter()
                .map(|reading| reading.says.clone())
                .collect();
            let rows: Vec<String> = claim.rows.iter().map(u32::to_string).collect();
            vec![
                claim.id.clone(),
                claim.speaker.clone(),
                joined(&claim.via),
                wording::class(claim.class).to_owned(),
                says.join(" | "),
                claim.words.clone().unwrap_or_default(),
                claim.said.clone().unwrap_or_default(),
                claim.as_of.clone().unwrap_or_default(),
                claim.stake.clone(),
                claim.file.clone(),
                claim.line.to_string(),
                joined(&rows),
                verdict.map_or_else(String::new, |found| wording::verdict(found.word).to_owned()),
            ]
        })
        .collect();
    Table {
        name: "claims".into(),
        title: "Claims and their verdicts".into(),
        fields: fields(&[
            ("claim", Text, "id of the claim"),
            ("speaker", Text, "id of who asserts it"),
            (
                "via",
                Text,
                "the sources it went through, first the one nearest to the speaker; split by ;",
            ),
            ("class", Text, "weighed, checked or told"),
            ("says", Text, "in the claim language; readings split by |"),
            ("words", Text, "paraphrase"),
            ("said", Text, "when it was said, EDTF"),
            ("as_of", Text, "when it is meant to hold, EDTF"),
            ("stake", Text, "whether it serves or hurts the speaker"),
            ("file", Text, "file of the dossier"),
            ("line", Integer, "line in that file"),
            ("rows", Text, "rows of the table of statements; split by ;"),
            (
                "verdict",
                Text,
                "given what everybody else says; more in the table of verdicts",
            ),
        ]),
        rows,
    }
}

/// One row for each claim that has a verdict.
pub(super) fn verdicts(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for claim in &findings.claims {
        let Some(found) = &claim.verdict else {
            continue;
        };
        let is_moment = found.unit == wording::MOMENT;
        let plain = |value: Option<f64>| optional(value.filter(|_| !is_moment));
        let time = |value: Option<f64>| moment(value.filter(|_| is_moment));
        let claimed = [0, 1].map(|end| found.claimed.map(|ends| ends[end]));
        let others = [0, 1, 2].map(|end| found.predicted.map(|ends| ends[end]));
        let mut row = vec![
            claim.id.clone(),
            wording::verdict(found.word).to_owned(),
            optional(found.holds.map(|estimate| estimate.value)),
            optional(found.holds.map(|estimate| estimate.error)),
            optional(found.tail),
        ];
        row.extend(claimed.into_iter().chain(others).map(plain));
        row.extend(claimed.into_iter().chain(others).map(time));
        row.extend([
            found.unit.clone(),
            optional(found.pareto_k),
            wording::ground(found.ground).to_owned(),
            found.reason.clone(),
        ]);
        rows.push(row);
    }
    Table {
        name: "verdicts".into(),
        title: "Verdicts on claims, each given what everybody else says".into(),
        fields: fields(&[
            ("claim", Text, "id of the claim"),
            ("verdict", Text, "the word"),
            (
                "holds",
                Number,
                "how often it holds at its own stated precision",
            ),
            ("holds_error", Number, "its Monte-Carlo standard error"),
            ("tail", Number, "two-sided tail of the claimed value"),
            ("claimed_low", Number, "least value claimed"),
            ("claimed_high", Number, "greatest value claimed"),
            ("others_q05", Number, "what everybody else makes of it, 5 %"),
            (
                "others_q50",
                Number,
                "what everybody else makes of it, 50 %",
            ),
            (
                "others_q95",
                Number,
                "what everybody else makes of it, 95 %",
            ),
            ("time_claimed_low", Time, "earliest moment claimed"),
            ("time_claimed_high", Time, "latest moment claimed"),
            (
                "time_others_q05",
                Time,
                "what everybody else makes of the moment, 5 %",
            ),
            (
                "time_others_q50",
                Time,
                "what everybody else makes of the moment, 50 %",
            ),
            (
                "time_others_q95",
                Time,
                "what everybody else makes of the moment, 95 %",
            ),
            (
                "unit",
                Text,
                "unit of the values; `date` for moments, which stand in the columns of times",
            ),
            (
                "pareto_k",
                Number,
                "shape of the weights; above 0.7 do not trust the row",
            ),
            ("ground", Text, "accounts, prior or model"),
            ("reason", Text, "what decides"),
        ]),
        rows,
    }
}

pub(super) fn sources(findings: &Findings) -> Table {
    let rows = findings
        .sources
        .iter()
        .map(|source| {
            vec![
                source.id.clone(),
                source.title.clone(),
                source.kind.clone(),
                source.side.clone().unwrap_or_default(),
                source.date.clone().unwrap_or_default(),
                source.reference.clone().unwrap_or_default(),
                joined(&source.derives_from),
            ]
        })
        .collect();
    Table {
        name: "sources".into(),
        title: "Sources".into(),
        fields: fields(&[
            ("source", Text, "id"),
            ("title", Text, "title"),
            ("kind", Text, "kind of source"),
            ("side", Text, "side, if any"),
            ("date", Text, "date, EDTF"),
            ("reference", Text, "where it is"),
            (
                "derives_from",
                Text,
                "ids of the sources it derives from; split by ;",
            ),
        ]),
        rows,
    }
}
