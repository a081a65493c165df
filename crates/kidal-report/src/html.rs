//! Text made safe for HTML, and the few shapes that all sections use.

use kidal_findings::{AnswerValue, Estimate, Ground, VerdictWord, wording};

/// Text as HTML text or attribute value.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Text whose words between backticks become code.
pub(crate) fn escape_with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backtick stays as it is.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let mut safe = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 0 {
            safe.push_str(&escape(part));
        } else {
            safe.push_str(&format!("<code>{}</code>", escape(part)));
        }
    }
    safe
}

/// An id as an anchor: letters, digits, `-`, `_` and `.` stay; any other letter becomes its number, so that two ids
/// stay two.
pub(crate) fn anchor(prefix: &str, id: &str) -> String {
    let mut anchor = format!("{prefix}-");
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') {
            anchor.push(letter);
        } else {
            anchor.push_str(&format!(":{:x}:", u32::from(letter)));
        }
    }
    anchor
}

/// A paragraph, or nothing where the text is empty.
pub(crate) fn paragraph(class: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("<p class=\"{class}\">{}</p>", escape(text))
    }
}

/// A list of texts.
pub(crate) fn list(class: &str, items: &[String]) -> String {
    let items: String = items
        .iter()
        .map(|item| format!("<li>{}</li>", escape(item)))
        .collect();
    format!("<ul class=\"{class}\">{items}</ul>")
}

/// A table with a caption, column heads and rows of ready-made cells; the first cell of a row is its head.
pub(crate) fn table(class: &str, caption: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"{class}\"><caption>{0}</caption><thead><tr>",
        escape(caption)
    );
    for head in heads {
        text.push_str(&format!("<th scope=\"col\">{}</th>", escape(head)));
    }
    text.push_str("</tr></thead><tbody>");
    for row in rows {
        text.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            if index == 0 {
                text.push_str(&format!("<th scope=\"row\">{cell}</th>"));
            } else {
                let label = heads.get(index).copied().unwrap_or_default();
                let label = if label.is_empty() || cell.is_empty() {
                    String::new()
                } else {
                    format!(" data-label=\"{}\"", escape(label))
                };
                text.push_str(&format!("<td{label}>{cell}</td>"));
            }
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody></table></div>");
    text
}

/// Something that opens on demand.
pub(crate) fn details(summary: &str, body: &str) -> String {
    format!(
        "<details><summary>{}</summary>{body}</details>",
        escape(summary)
    )
}

/// What an answer rests on, as a small label.
pub(crate) fn ground(ground: Ground, cannot_tell: bool) -> String {
    let (class, meaning) = match ground {
        Ground::Accounts => (
            "accounts",
            "moved by the accounts, and stable when priors change",
        ),
        Ground::Prior => ("prior", "the assumption made beforehand decides"),
        Ground::Model => ("model", "no claim bears on it: the model decides"),
    };
    let mut text = format!(
        "<span class=\"badge ground-{class}\" title=\"{meaning}\">Ground: {}</span>",
        wording::ground(ground)
    );
    if cannot_tell {
        text.push_str(" <span class=\"badge cannot-tell\">The accounts cannot tell</span>");
    }
    text
}

/// The verdict as a label with a sign of its own, so that colour is never the only one.
pub(crate) fn verdict(word: VerdictWord) -> String {
    let (class, sign) = verdict_style(word);
    format!(
        "<span class=\"verdict {class}\"><span aria-hidden=\"true\">{sign}</span> {}</span>",
        wording::verdict(word)
    )
}

/// Class and sign of a verdict.
pub(crate) fn verdict_style(word: VerdictWord) -> (&'static str, &'static str) {
    match word {
        VerdictWord::BorneOut => ("borne-out", "●"),
        VerdictWord::Compatible => ("compatible", "○"),
        VerdictWord::Strained => ("strained", "◐"),
        VerdictWord::ContradictedByArithmetic => ("contradicted", "✕"),
        VerdictWord::NotReproduced => ("not-reproduced", "∅"),
        VerdictWord::Untested => ("untested", "?"),
    }
}

/// A probability as a table cell.
pub(crate) fn probability(estimate: Estimate) -> String {
    format!(
        "<span class=\"number\">{}</span>",
        escape(&wording::probability(estimate))
    )
}

/// An answer as text.
pub(crate) fn answer(answer: &AnswerValue, offset_s: i64) -> String {
    escape(&wording::answer(answer, None, offset_s))
}

/// An answer in one cell: of levels, each with its share.
pub(crate) fn answer_in_cell(value: &AnswerValue, offset_s: i64) -> String {
    match value {
        AnswerValue::Levels { levels } => levels
            .iter()
            .map(|(name, share)| format!("{} {}", probability(*share), escape(name)))
            .collect::<Vec<_>>()
            .join("<br>"),
        _ => answer(value, offset_s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_html_reads_is_left() {
        assert_eq!(
            escape("<a href='x'>&\""),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
        );
        assert_eq!(escape_with_code("a `<b>` c"), "a <code>&lt;b&gt;</code> c");
        assert_eq!(escape_with_code("a ` c"), "a ` c");
        assert_eq!(anchor("claim", "ja.504"), "claim-ja.504");
        assert_ne!(anchor("claim", "a b"), anchor("claim", "a_b"));
        assert!(!anchor("claim", "\"><script>").contains(['"', '<', '>', ' ']));
    }
}
