//! Every claim against what everybody else makes of it.

use kidal_findings::{ClaimRecord, Class, VerdictRecord, VerdictWord, wording};

use super::{Context, Section, words};
use crate::html::{anchor, details, escape, verdict, verdict_style};
use crate::svg::{bars, interval};

const WORDS: [VerdictWord; 6] = [
    VerdictWord::BorneOut,
    VerdictWord::Compatible,
    VerdictWord::Strained,
    VerdictWord::ContradictedByArithmetic,
    VerdictWord::NotReproduced,
    VerdictWord::Untested,
];

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let claims = &context.findings.claims;
    if claims.is_empty() {
        return None;
    }
    let (judged, kept): (Vec<&ClaimRecord>, Vec<&ClaimRecord>) =
        claims.iter().partition(|claim| claim.verdict.is_some());
    let mut body = String::new();
    if !judged.is_empty() {
        body.push_str(&counts(&judged));
        body.push_str(&judged_table(context, &judged));
    }
    if !kept.is_empty() {
        let summary = format!(
            "{} kept, attributed and shown without a verdict",
            wording::plural(kept.len(), "claim")
        );
        body.push_str(&details(&summary, &kept_table(context, &kept)));
    }
    Some(Section {
        id: "claims",
        title: "The claims",
        lead: "<p>Each claim is held against what everybody else says, leaving out everything of the same origin. The bar is what the \
               others make of the quantity (9 in 10 histories, with the middle), the diamond or bracket what is claimed. \
               Verdicts are about accounts, not about people.</p>"
            .into(),
        body,
    })
}

fn counts(judged: &[&ClaimRecord]) -> String {
    let counts: Vec<_> = WORDS
        .into_iter()
        .map(|word| {
            let (class, sign) = verdict_style(word);
            let count = judged
                .iter()
                .filter(|claim| {
                    claim
                        .verdict
                        .as_ref()
                        .is_some_and(|verdict| verdict.word == word)
                })
                .count();
            (class, sign, wording::verdict(word), count)
        })
        .filter(|(_, _, _, count)| *count > 0)
        .collect();
    let legend: String = counts
        .iter()
        .map(|(class, sign, word, count)| {
            format!("<li class=\"verdict {class}\"><span aria-hidden=\"true\">{sign}</span> {count} {word}</li>")
        })
        .collect();
    format!(
        "<div class=\"tally\">{}<ul class=\"inline\">{legend}</ul></div>",
        bars::verdicts("draw-verdicts", &counts)
    )
}

fn judged_table(context: &Context<'_>, judged: &[&ClaimRecord]) -> String {
    let mut text = String::from(
        "<table class=\"claims sortable\"><caption>Claims, what everybody else makes of them, and the verdict</caption><thead><tr>\
         <th scope=\"col\" data-sort=\"text\">Claim</th><th scope=\"col\" data-sort=\"text\">Speaker</th>\
         <th scope=\"col\" data-sort=\"number\">Claimed, and what the others make of it</th>\
         <th scope=\"col\" data-sort=\"number\">Holds in</th><th scope=\"col\" data-sort=\"number\">Verdict</th></tr></thead><tbody>",
    );
    for (index, claim) in judged.iter().enumerate() {
        if let Some(verdict) = &claim.verdict {
            text.push_str(&judged_row(context, index, claim, verdict));
        }
    }
    text.push_str("</tbody></table>");
    text
}

fn judged_row(
    context: &Context<'_>,
    index: usize,
    claim: &ClaimRecord,
    found: &VerdictRecord,
) -> String {
    let rank = WORDS
        .iter()
        .position(|word| *word == found.word)
        .unwrap_or(0);
    let holds = found.holds.map_or(-1.0, |estimate| estimate.value);
    let middle = found.predicted.map_or(-1.0, |predicted| predicted[1]);
    let cells = [
        cell(
            "Speaker",
            &escape(context.speaker(&claim.speaker)),
            Some(speaker(context, claim)),
        ),
        cell(
            "Claimed, and the others",
            &middle.to_string(),
            quantity(context, index, found),
        ),
        cell(
            "Holds in",
            &holds.to_string(),
            found.holds.map(crate::html::probability),
        ),
        cell(
            "Verdict",
            &rank.to_string(),
            Some(verdict(found.word) + &reason(found)),
        ),
    ];
    format!(
        "<tr id=\"{}\"><th scope=\"row\" data-key=\"{}\">{}{}{}</th>{}</tr>",
        anchor("claim", &claim.id),
        escape(&claim.id),
        said(claim),
        readings(claim, context.findings.computation.ess),
        in_the_file(context, claim),
        cells.concat()
    )
}

/// A cell with the key that it is sorted by; one without content is left out on narrow screens.
fn cell(label: &str, key: &str, content: Option<String>) -> String {
    match content {
        Some(content) => format!("<td data-key=\"{key}\" data-label=\"{label}\">{content}</td>"),
        None => format!("<td class=\"none\" data-key=\"{key}\" data-label=\"{label}\">–</td>"),
    }
}

fn said(claim: &ClaimRecord) -> String {
    format!(
        "<span class=\"words\">{}</span><span class=\"place\">{} · {}:{}</span>",
        escape(&words(claim)),
        escape(&claim.id),
        escape(&claim.file),
        claim.line
    )
}

fn readings(claim: &ClaimRecord, ess: f64) -> String {
    let mut text = String::new();
    for reading in &claim.readings {
        text.push_str(&format!(
            "<code class=\"says\">{}</code>",
            escape(&reading.says)
        ));
        if claim.readings.len() > 1 {
            let after = reading.posterior.map_or_else(String::new, |share| {
                format!(
                    ", after weighing {}",
                    wording::share_of_histories(share, ess)
                )
            });
            text.push_str(&format!(
                "<span class=\"place\">one reading of {}: weight {}{after}</span>",
                claim.readings.len(),
                wording::share(reading.prior)
            ));
        }
    }
    text
}

/// Most lines of a file that are quoted. Chosen by us because a claim is rarely longer, and the page stays small.
const QUOTED: usize = 14;

/// The lines of the dossier that hold the claim, folded; nothing where the page is made without the dossier's files.
fn in_the_file(context: &Context<'_>, claim: &ClaimRecord) -> String {
    let Some(text) = context.files.and_then(|files| files.get(&claim.file)) else {
        return String::new();
    };
    let Some(first) = claim.line.checked_sub(1) else {
        return String::new();
    };
    // A claim begins with its table's head and ends before the next one.
    let lines: Vec<&str> = text
        .lines()
        .skip(first)
        .take(QUOTED)
        .enumerate()
        .take_while(|(index, line)| *index == 0 || !line.starts_with('['))
        .map(|(_, line)| line)
        .collect();
    let quoted = lines.join("\n");
    if quoted.trim().is_empty() {
        return String::new();
    }
    details(
        "In the file",
        &format!("<pre tabindex=\"0\">{}</pre>", escape(quoted.trim_end())),
    )
}

/// How a speaker's figures compare with what everybody else makes of them.
fn multiplier(context: &Context<'_>, claim: &ClaimRecord) -> String {
    let weight = context
        .findings
        .speakers
        .iter()
        .find(|speaker| speaker.id == claim.speaker)
        .and_then(|speaker| speaker.reliability.as_ref());
    let Some([median, low, high]) = weight.and_then(|weight| weight.multiplier) else {
        return String::new();
    };
    format!(
        "<span class=\"place\">figures: claimed ÷ true {} ({} to {})</span>",
        wording::number(median),
        wording::number(low),
        wording::number(high)
    )
}

fn speaker(context: &Context<'_>, claim: &ClaimRecord) -> String {
    let mut text = escape(context.speaker(&claim.speaker));
    if !claim.via.is_empty() {
        let via: Vec<String> = claim.via.iter().map(|id| context.source_link(id)).collect();
        text.push_str(&format!(
            "<span class=\"place\">through {}</span>",
            via.join(" → ")
        ));
    }
    let mut about: Vec<String> = Vec::new();
    if let Some(date) = &claim.said {
        about.push(format!("said {}", escape(date)));
    }
    if let Some(date) = &claim.as_of {
        about.push(format!("of {}", escape(date)));
    }
    match claim.stake.as_str() {
        "serves" => about.push("suits the speaker".into()),
        "hurts" => about.push("against the speaker’s interest".into()),
        _ => {}
    }
    for line in about {
        text.push_str(&format!("<span class=\"place\">{line}</span>"));
    }
    text.push_str(&multiplier(context, claim));
    text
}

fn quantity(context: &Context<'_>, index: usize, found: &VerdictRecord) -> Option<String> {
    let predicted = found.predicted?;
    let number = |value: f64| {
        if found.unit == wording::MOMENT {
            wording::quantity(value, 0.0, wording::MOMENT, context.findings.clock_offset_s)
        } else {
            wording::number(value)
        }
    };
    let claimed = found.claimed.map(|[low, high]| {
        if low == high {
            number(low)
        } else {
            format!("{} to {}", number(low), number(high))
        }
    });
    let others = format!(
        "{} ({} to {})",
        wording::with_unit(&number(predicted[1]), &found.unit),
        number(predicted[0]),
        number(predicted[2])
    );
    let claimed_text = claimed.unwrap_or_else(|| "–".to_owned());
    let title = format!("claimed {claimed_text}, the others {others}");
    Some(format!(
        "{}<span class=\"pair\"><b>{}</b> claimed · the others {}</span>",
        interval::claimed(
            &format!("draw-claim-{index}"),
            &title,
            predicted,
            found.claimed
        ),
        escape(&claimed_text),
        escape(&others)
    ))
}

fn reason(found: &VerdictRecord) -> String {
    let mut text = format!("<span class=\"reason\">{}</span>", escape(&found.reason));
    text.push_str(&format!(
        "<span class=\"place\">ground: {}</span>",
        wording::ground(found.ground)
    ));
    if found.refitted {
        text.push_str("<span class=\"place\">weighed anew without its speaker</span>");
    } else if found.pareto_k.is_some_and(|k| k >= 0.7) {
        text.push_str("<span class=\"place\">too few histories speak to this one: do not trust its number</span>");
    }
    text
}

fn kept_table(context: &Context<'_>, kept: &[&ClaimRecord]) -> String {
    let mut text = String::from(
        "<table class=\"claims sortable\"><caption>Claims without a verdict</caption><thead><tr>\
         <th scope=\"col\" data-sort=\"text\">Claim</th><th scope=\"col\" data-sort=\"text\">Speaker</th>\
         <th scope=\"col\" data-sort=\"text\">Class</th></tr></thead><tbody>",
    );
    for claim in kept {
        let class = match claim.class {
            Class::Weighed => "weighed, no verdict",
            Class::Checked | Class::Told | Class::LeftOut => wording::class(claim.class),
        };
        text.push_str(&format!(
            "<tr id=\"{}\"><th scope=\"row\" data-key=\"{}\">{}{}{}</th><td data-key=\"{}\" data-label=\"Speaker\">{}</td>\
             <td data-key=\"{class}\" data-label=\"Class\">{class}</td></tr>",
            anchor("claim", &claim.id),
            escape(&claim.id),
            said(claim),
            readings(claim, context.findings.computation.ess),
            in_the_file(context, claim),
            escape(context.speaker(&claim.speaker)),
            speaker(context, claim)
        ));
    }
    text.push_str("</tbody></table>");
    text
}
