//! Which claims hold together, how often.

use kidal_findings::{StoryRecord, wording};

use super::{Context, Section};
use crate::html::{paragraph, probability};
use crate::svg::{figure, heat};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    let matrix = heat::matrix("draw-together", &findings.together);
    if findings.stories.is_empty() && matrix.is_none() {
        return None;
    }
    let stories: String = findings
        .stories
        .iter()
        .map(|story| one(context, story))
        .collect();
    let mut body = String::new();
    if !stories.is_empty() {
        body.push_str(&format!("<ol class=\"stories\">{stories}</ol>"));
    }
    if let Some(matrix) = matrix {
        let caption = "In how many of 100 histories two claims both hold, each at its own stated precision. The diagonal: how often \
                       a claim holds at all. Numbers over the columns are those of the rows.";
        body.push_str(&format!(
            "<h3>What holds together</h3>{}",
            figure(&matrix, caption)
        ));
    }
    Some(Section {
        id: "stories",
        title: "Stories",
        lead: "<p>The commonest patterns of claims that hold together.</p>".into(),
        body,
    })
}

fn one(context: &Context<'_>, story: &StoryRecord) -> String {
    let mut text = format!(
        "<li><p class=\"share\">{} <small>{}</small></p>{}",
        wording::estimate_in_words(story.share, None),
        probability(story.share),
        paragraph("sentence", &story.sentence)
    );
    for (label, sign, ids) in [("Hold", "●", &story.holds), ("Do not", "✕", &story.fails)] {
        if !ids.is_empty() {
            text.push_str(&format!(
                "<p class=\"place\"><b><span aria-hidden=\"true\">{sign}</span> {label}:</b> {}</p>",
                context.claim_links(ids)
            ));
        }
    }
    text.push_str("</li>");
    text
}
