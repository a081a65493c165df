//! The answer for a terminal.

use std::path::Path;

use kidal_findings::{
    AnswerValue, CounterfactualRecord, Estimate, Findings, HistoryRecord, wording,
};

use super::{claims, layout, pieces};

/// Greatest number of lines of an answer: one screen.
pub const LINES: usize = 40;
/// Greatest number of characters of a line.
pub const COLUMNS: usize = 100;

/// Monte-Carlo errors above this are pointed out. Chosen by us because a reader of "0.74" takes the first digit for
/// certain.
const LARGE_ERROR: f64 = 0.03;

/// The answer of a study. `folder` is where its findings are.
#[must_use]
pub fn text(findings: &Findings, folder: &Path) -> String {
    let top = top(findings);
    let factors = section(
        "Factors",
        findings.factors.iter().map(|factor| indented(&pieces::factor(factor))),
    );
    let changes = section(
        "Counterfactuals of this model, never the truth",
        findings.counterfactuals.iter().map(|record| {
            layout::cut(
                &format!("  {}: {}", record.title, pieces::counterfactual(record)[..2].join(" · ")),
                COLUMNS,
            )
        }),
    );
    let claims = claim_lines(findings);
    let bottom = bottom(findings, folder);
    let taken = [&top, &factors, &changes, &claims, &bottom]
        .iter()
        .map(|lines| lines.len())
        .sum::<usize>();
    let mut lines = top;
    lines.extend(questions(findings, LINES.saturating_sub(taken)));
    for part in [factors, changes, claims, bottom] {
        lines.extend(part);
    }
    // Only a dossier with more factors than a screen has lines comes here.
    if lines.len() > LINES {
        let last = lines.pop().unwrap_or_default();
        lines.truncate(LINES - 2);
        lines.push("  … more in the report".into());
        lines.push(last);
    }
    lines.join("\n") + "\n"
}

fn top(findings: &Findings) -> Vec<String> {
    let headline = &findings.headline;
    let mut lines = Vec::new();
    if !headline.trustworthy {
        lines.push("DO NOT TRUST THIS ANSWER: the computation says so itself.".into());
        for warning in headline.warnings.iter().take(3) {
            lines.extend(layout::wrap_within(warning, "  ", COLUMNS, 2));
        }
        lines.push(String::new());
    }
    lines.push(layout::cut(&headline.title, COLUMNS));
    lines.extend(layout::wrap(&wording::headline(headline), "", COLUMNS));
    lines
}

fn section(title: &str, entries: impl Iterator<Item = String>) -> Vec<String> {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        return entries;
    }
    let mut lines = vec![String::new(), title.to_owned()];
    lines.extend(entries);
    lines
}

fn indented(text: &str) -> String {
    layout::cut(&format!("  {text}"), COLUMNS)
}

/// The questions in order, as many as fit.
fn questions(findings: &Findings, room: usize) -> Vec<String> {
    let mut lines = section(
        "Questions",
        findings.questions.first().map(|_| String::new()).into_iter(),
    );
    lines.pop();
    for (index, record) in findings.questions.iter().enumerate() {
        let mut entry = vec![layout::cut(&record.asks, COLUMNS)];
        entry.extend(layout::join(&pieces::question(record), "  ", COLUMNS));
        let left = findings.questions.len() - index;
        let reserved = usize::from(left > 1);
        if lines.len() + entry.len() + reserved > room {
            lines.push(format!("  … {} in the report", wording::plural(left, "more question")));
            break;
        }
        lines.extend(entry);
    }
    lines
}

fn claim_lines(findings: &Findings) -> Vec<String> {
    let Some(counts) = claims::counts(findings) else {
        return Vec::new();
    };
    let mut lines = vec![String::new(), layout::cut(&format!("Claims: {counts}"), COLUMNS)];
    lines.extend(claims::notable(findings).iter().map(|line| indented(line)));
    lines
}

fn bottom(findings: &Findings, folder: &Path) -> Vec<String> {
    let mut lines = vec![String::new()];
    let worst = largest_error(findings);
    if worst > LARGE_ERROR {
        lines.push(format!(
            "Monte-Carlo errors reach {worst:.2}: `--full` makes them smaller."
        ));
    }
    if findings.headline.trustworthy && !findings.headline.warnings.is_empty() {
        let count = findings.headline.warnings.len();
        lines.push(layout::cut(
            &format!("Warnings ({count}, all in the report): {}", findings.headline.warnings[0]),
            COLUMNS,
        ));
    }
    lines.push(format!("Report: {}", folder.join(crate::results::REPORT).display()));
    lines
}

/// The largest Monte-Carlo error of any probability that is printed.
fn largest_error(findings: &Findings) -> f64 {
    let mut errors: Vec<Estimate> = Vec::new();
    for record in &findings.questions {
        for value in [record.before.as_ref(), Some(&record.answer), record.again.as_ref()] {
            match value {
                Some(AnswerValue::Probability { estimate }) => errors.push(*estimate),
                Some(AnswerValue::Levels { levels }) => {
                    errors.extend(levels.iter().map(|(_, estimate)| *estimate));
                }
                _ => {}
            }
        }
    }
    errors.extend(findings.factors.iter().flat_map(|factor| &factor.levels).map(|level| level.posterior));
    for record in &findings.counterfactuals {
        errors.extend([record.same_history, record.factual, record.fresh_luck, record.fresh_luck_factual]);
    }
    errors.iter().map(|estimate| estimate.error).fold(0.0, f64::max)
}

/// One counterfactual in full.
#[must_use]
pub fn counterfactual(record: &CounterfactualRecord) -> String {
    let mut lines = vec![record.title.clone(), format!("  change: {}", record.change), format!("  asked: {}", record.asks)];
    lines.extend(layout::join(&pieces::counterfactual(record), "  ", COLUMNS));
    lines.extend(layout::wrap(&record.sentence, "  ", COLUMNS));
    lines.push("  This is a counterfactual of the model, not of the battle.".into());
    lines.join("\n") + "\n"
}

/// The event log of one history, in the dossier's local time.
#[must_use]
pub fn history(record: &HistoryRecord, offset_s: i64) -> String {
    let mut text = format!("{}: {}\n", record.title, record.why);
    let mut day = String::new();
    for event in &record.events {
        let this_day = wording::day(event.unix_s, offset_s);
        if this_day != day {
            text.push_str(&format!("{this_day}\n"));
            day = this_day;
        }
        text.push_str(&format!("  {}  {}\n", wording::clock(event.unix_s, offset_s), event.text));
    }
    text
}
