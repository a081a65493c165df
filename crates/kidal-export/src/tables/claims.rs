//! Claims and sources.

use kidal_findings::{Findings, wording};

use crate::table::{
    Kind::{Integer, Number, Text},
    Table, joined, optional,
};

pub(super) fn claims(findings: &Findings) -> Table {
    let rows = findings
        .claims
        .iter()
        .map(|claim| {
            let verdict = claim.verdict.as_ref();
            let predicted = |index: usize| {
                verdict
                    .and_then(|found| found.predicted)
                    .map(|values| values[index])
            };
            let claimed = |index: usize| {
                verdict
                    .and_then(|found| found.claimed)
                    .map(|values| values[index])
            };
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
                optional(
                    verdict
                        .and_then(|found| found.holds)
                        .map(|estimate| estimate.value),
                ),
                optional(
                    verdict
                        .and_then(|found| found.holds)
                        .map(|estimate| estimate.error),
                ),
                optional(claimed(0)),
                optional(claimed(1)),
                optional(predicted(0)),
                optional(predicted(1)),
                optional(predicted(2)),
                verdict.map_or_else(String::new, |found| found.unit.clone()),
                optional(verdict.and_then(|found| found.tail)),
                optional(verdict.and_then(|found| found.pareto_k)),
                verdict.map_or_else(String::new, |found| {
                    wording::ground(found.ground).to_owned()
                }),
                verdict.map_or_else(String::new, |found| found.reason.clone()),
            ]
        })
        .collect();
    Table {
        name: "claims",
        title: "Claims and their verdicts",
        fields: &[
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
            ("verdict", Text, "given what everybody else says"),
            (
                "holds",
                Number,
                "probability that it holds, given what everybody else says",
            ),
            ("holds_error", Number, "its Monte-Carlo standard error"),
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
            ("unit", Text, "unit of the values"),
            ("tail", Number, "two-sided tail of the claimed value"),
            (
                "pareto_k",
                Number,
                "shape of the weights; above 0.7 do not trust the row",
            ),
            ("ground", Text, "accounts, prior or model"),
            ("reason", Text, "what decides"),
        ],
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
        name: "sources",
        title: "Sources",
        fields: &[
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
        ],
        rows,
    }
}
