//! What `check` found: where accounts collide, with both places and the arithmetic between them.

use kidal_diag::{Annotation, Diagnostic, Severity};
use kidal_findings::wording;

use super::{Context, Section};
use crate::html::{details, escape, escape_with_code};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let found = &context.findings.collisions;
    if found.is_empty() {
        return None;
    }
    let of = |severity: Severity| -> Vec<&Diagnostic> {
        found
            .iter()
            .filter(|one| one.severity == severity)
            .collect()
    };
    let (errors, contradictions, tensions, notes) = (
        of(Severity::Error),
        of(Severity::Contradiction),
        of(Severity::Tension),
        of(Severity::Note),
    );
    let mut body: String = errors
        .iter()
        .chain(&contradictions)
        .chain(&tensions)
        .map(|one| item(context, one))
        .collect();
    if !notes.is_empty() {
        let all: String = notes.iter().map(|one| item(context, one)).collect();
        body.push_str(&details(&wording::plural(notes.len(), "note"), &all));
    }
    let lead = format!(
        "<p>{}, {} and {}, by arithmetic, dates and places alone. In a contradiction no reading of both places can hold; in a \
         tension some can.</p>",
        wording::plural(contradictions.len() + errors.len(), "contradiction"),
        wording::plural(tensions.len(), "tension"),
        wording::plural(notes.len(), "note")
    );
    Some(Section {
        id: "collisions",
        title: "Where the accounts collide",
        lead,
        body,
    })
}

fn item(context: &Context<'_>, one: &Diagnostic) -> String {
    let sign = match one.severity {
        Severity::Error | Severity::Contradiction => "✕",
        Severity::Tension => "◐",
        Severity::Note => "·",
    };
    let mut text = format!(
        "<article class=\"collision {0}\"><h3><span aria-hidden=\"true\">{sign}</span> {1}</h3><p class=\"place\">{0} · {2}</p>",
        one.severity.name(),
        escape_with_code(&one.message),
        escape(&one.code)
    );
    if !one.annotations.is_empty() {
        let places: String = one
            .annotations
            .iter()
            .map(|place| line(context, place))
            .collect();
        text.push_str(&format!("<ul class=\"places\">{places}</ul>"));
    }
    if !one.arithmetic.is_empty() {
        let lines: Vec<String> = one.arithmetic.iter().map(|line| escape(line)).collect();
        text.push_str(&format!(
            "<pre class=\"arithmetic\">{}</pre>",
            lines.join("\n")
        ));
    }
    if let Some(help) = &one.help {
        text.push_str(&format!(
            "<p class=\"remedy\"><b>Remedy.</b> {}</p>",
            escape_with_code(help)
        ));
    }
    text.push_str("</article>");
    text
}

fn line(context: &Context<'_>, place: &Annotation) -> String {
    let label = escape_with_code(&place.label);
    let Some((files, whole)) = context
        .files
        .and_then(|files| Some((files, files.get(&place.file)?)))
    else {
        return format!(
            "<li><span class=\"place\">{}</span> {label}</li>",
            escape(&place.file)
        );
    };
    let position = files.line_column(&place.file, place.span.start);
    let quoted = whole.lines().nth(position.line - 1).unwrap_or("").trim();
    let quoted: String = if quoted.chars().count() > 160 {
        quoted.chars().take(159).chain(['…']).collect()
    } else {
        quoted.to_owned()
    };
    format!(
        "<li><span class=\"place\">{}:{}</span> {label}<code class=\"says\">{}</code></li>",
        escape(&place.file),
        position.line,
        escape(&quoted)
    )
}
