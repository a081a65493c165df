//! The answer as Markdown, whole: for a page, a ticket or a notebook.

use std::fmt::Write;
use std::path::Path;

use kidal_findings::{Findings, wording};

use super::{claims, pieces};

/// The answer of a study as Markdown. `folder` is where its findings are.
#[must_use]
pub fn markdown(findings: &Findings, folder: &Path) -> String {
    let headline = &findings.headline;
    let mut text = format!("# {}\n\n", headline.title);
    let mut line = |words: &str| {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{words}");
    };
    if !headline.trustworthy {
        line("**Do not trust this answer: the computation says so itself.**\n");
    }
    line(&wording::headline(headline));
    for warning in &headline.warnings {
        line(&format!("\n> {warning}"));
    }
    if !findings.questions.is_empty() {
        line("\n## Questions\n");
    }
    for record in &findings.questions {
        line(&format!("**{}** {}\n", record.asks, record.sentence));
        for piece in pieces::question(record, findings.clock_offset_s) {
            line(&format!("- {piece}"));
        }
        line("");
    }
    if !findings.factors.is_empty() {
        line("## Factors\n");
    }
    for record in &findings.factors {
        line(&format!(
            "- {}. {}",
            pieces::factor(record),
            record.sentence
        ));
    }
    if !findings.counterfactuals.is_empty() {
        line("\n## Counterfactuals of this model, never the truth\n");
    }
    for record in &findings.counterfactuals {
        let pieces: Vec<String> = pieces::counterfactual(record)
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect();
        line(&format!(
            "- **{}**: {}. {}",
            record.title,
            pieces.join("; "),
            record.sentence
        ));
    }
    if let Some(counts) = claims::counts(findings) {
        line(&format!("\n## Claims\n\n{counts}.\n"));
        for notable in claims::notable(findings) {
            line(&format!("- {notable}"));
        }
    }
    line(&format!(
        "\nReport: {}",
        folder.join(crate::results::REPORT).display()
    ));
    text
}
