//! What an experiment shows, for a terminal.

use std::path::Path;

use kidal_findings::{Findings, SweepRecord, SweepResponse, wording};

use super::layout;
use super::text::COLUMNS;

/// Factors that are listed for each response; the page has all.
const LISTED: usize = 6;
/// Characters of a factor's name.
const NAME: usize = 48;

/// The answer of a sweep. `folder` is where its findings are.
#[must_use]
pub fn sweep(findings: &Findings, folder: &Path) -> String {
    let Some(record) = &findings.sweep else {
        return String::new();
    };
    let mut lines = vec![findings.headline.title.clone()];
    let histories = findings.provenance.histories;
    let about = format!(
        "{}; {} factors; {histories} histories. Luck: {}.",
        record.design,
        record.factors.len(),
        record.luck
    );
    lines.extend(layout::wrap(&about, "", COLUMNS));
    for warning in &findings.headline.warnings {
        lines.extend(layout::wrap(warning, "", COLUMNS));
    }
    for response in &record.responses {
        lines.push(String::new());
        lines.extend(one(record, response));
    }
    lines.push(String::new());
    lines.push(format!("Report: {}", folder.join("report.html").display()));
    lines.join("\n") + "\n"
}

/// That some factors are not listed.
fn more(count: usize) -> Option<String> {
    (count > LISTED).then(|| format!("  … {} more in the report", count - LISTED))
}

fn one(record: &SweepRecord, response: &SweepResponse) -> Vec<String> {
    let mut lines = layout::wrap(&response.asks, "", COLUMNS);
    let mean = if response.unit == "probability" {
        format!(
            "mean {:.2}, spread {:.2} over the points",
            response.mean, response.sd
        )
    } else {
        format!(
            "mean {}, spread {} over the points",
            wording::with_unit(&wording::number(response.mean), &response.unit),
            wording::number(response.sd)
        )
    };
    lines.push(format!("  {mean}"));
    lines.extend(layout::wrap(&response.sentence, "  ", COLUMNS));
    let title = |id: &str| {
        record
            .factors
            .iter()
            .find(|factor| factor.id == id)
            .map_or(id, |factor| factor.title.as_str())
            .to_string()
    };
    if !response.indices.is_empty() {
        lines.push(format!(
            "  {:NAME$}  {:16}{}",
            "share of the spread", "alone", "with interactions"
        ));
        let mut order: Vec<_> = response.indices.iter().collect();
        order.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
        for index in order.iter().take(LISTED) {
            lines.push(format!(
                "  {:NAME$}  {:16}{}",
                layout::cut(&title(&index.factor), NAME),
                wording::probability(index.first),
                wording::probability(index.total)
            ));
        }
        lines.extend(more(order.len()));
    }
    if !response.screening.is_empty() {
        lines.push(format!(
            "  {:NAME$}  {:16}{}",
            "effect over the whole range", "size", "its spread"
        ));
        let mut order: Vec<_> = response.screening.iter().collect();
        order.sort_by(|a, b| b.mean_absolute.value.total_cmp(&a.mean_absolute.value));
        for effect in order.iter().take(LISTED) {
            lines.push(format!(
                "  {:NAME$}  {:16}{}",
                layout::cut(&title(&effect.factor), NAME),
                wording::number(effect.mean_absolute.value),
                wording::number(effect.sd)
            ));
        }
        lines.extend(more(order.len()));
    }
    if let Some(regression) = &response.regression {
        lines.push(format!(
            "  a polynomial takes up {:.0} % of the spread",
            100.0 * regression.adjusted_r_squared.max(0.0)
        ));
    }
    lines
}
