//! Who speaks, and which text derives from which.

use kidal_findings::{SourceRecord, SpeakerRecord, wording};

use super::{Context, Section};
use crate::html::{anchor, escape, paragraph, probability, table};
use crate::svg::{figure, sources as graph};

pub(super) fn speakers(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    if findings.speakers.is_empty() {
        return None;
    }
    let rows: Vec<Vec<String>> = findings.speakers.iter().map(speaker_row).collect();
    let sentences: String = findings
        .speakers
        .iter()
        .filter_map(|speaker| speaker.reliability.as_ref())
        .map(|weight| paragraph("sentence", &weight.sentence))
        .collect();
    let heads = [
        "speaker",
        "kind",
        "claims",
        "a statement is a true report",
        "assumed beforehand",
        "claimed ÷ true",
    ];
    Some(Section {
        id: "speakers",
        title: "Who speaks",
        lead: format!(
            "<p>{}, at most {} of them independent. A number stands only where somebody else speaks to the same thing; elsewhere it \
             cannot be told from these accounts.</p>",
            wording::plural(findings.speakers.len(), "speaker"),
            findings.headline.independent
        ),
        body: format!("{sentences}{}", table("numbers", "Speakers", &heads, &rows)),
    })
}

fn speaker_row(speaker: &SpeakerRecord) -> Vec<String> {
    let anonymous = if speaker.anonymous {
        " <span class=\"place\">anonymous</span>"
    } else {
        ""
    };
    let mut row = vec![
        format!("{}{anonymous}", escape(&speaker.name)),
        escape(&speaker.kind),
        speaker.claims.len().to_string(),
    ];
    match &speaker.reliability {
        Some(weight) => {
            row.push(probability(weight.reliability));
            row.push(wording::share(weight.prior));
            row.push(weight.multiplier.map_or_else(
                || "–".to_owned(),
                |[median, low, high]| {
                    format!(
                        "{} ({} to {})",
                        wording::number(median),
                        wording::number(low),
                        wording::number(high)
                    )
                },
            ));
        }
        None => row.extend(["cannot be told".to_owned(), "–".to_owned(), "–".to_owned()]),
    }
    row
}

pub(super) fn sources(context: &Context<'_>) -> Option<Section> {
    let sources = &context.findings.sources;
    if sources.is_empty() {
        return None;
    }
    let mut body = String::new();
    if let Some(drawing) = graph::graph("draw-sources", sources) {
        body.push_str(&figure(&drawing, "An arrow leads from a text to the one that derives from it. A copy adds no evidence about the battle."));
    }
    let rows: Vec<Vec<String>> = sources.iter().map(row).collect();
    let heads = [
        "source",
        "kind",
        "date",
        "side",
        "derives from",
        "reference",
    ];
    body.push_str(&table("numbers", "Sources", &heads, &rows));
    Some(Section {
        id: "sources",
        title: "Sources",
        lead: String::new(),
        body,
    })
}

fn row(source: &SourceRecord) -> Vec<String> {
    let optional = |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), escape);
    vec![
        format!(
            "<span id=\"{}\">{}</span><span class=\"place\">{}</span>",
            anchor("source", &source.id),
            escape(&source.title),
            escape(&source.id)
        ),
        escape(&source.kind),
        optional(&source.date),
        optional(&source.side),
        if source.derives_from.is_empty() {
            "–".to_owned()
        } else {
            escape(&source.derives_from.join(", "))
        },
        format!(
            "<span class=\"reference\">{}</span>",
            optional(&source.reference)
        ),
    ]
}
