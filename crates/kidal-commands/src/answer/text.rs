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
        findings
            .factors
            .iter()
            .flat_map(|factor| layout::hang(&pieces::factor(factor), COLUMNS, 2)),
    );
    let changes = change_lines(findings);
    let claims = claim_lines(findings);
    let bottom = bottom(findings, folder);
    let others = [&top, &factors, &changes, &claims, &bottom]
        .map(|lines| lines.len() + usize::from(!lines.is_empty()))
        .iter()
        .sum::<usize>();
    let room = LINES.saturating_sub(others);
    // Blank lines are the first to go where it gets narrow, then questions.
    let is_narrow = question_lines(findings, usize::MAX).len() > room;
    let room = if is_narrow { room + 4 } else { room };
    let sections = [
        top,
        question_lines(findings, room),
        factors,
        changes,
        claims,
        bottom,
    ];
    let separator = if is_narrow { "\n" } else { "\n\n" };
    let sections: Vec<String> = sections
        .iter()
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.join("\n"))
        .collect();
    let text = sections.join(separator) + "\n";
    within_a_screen(&text)
}

/// Only a dossier with more factors than a screen has lines needs this.
fn within_a_screen(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > LINES {
        let last = lines.pop().unwrap_or_default();
        lines.truncate(LINES - 2);
        lines.extend(["  … more in the report", last]);
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
    }
    lines.push(layout::cut(&headline.title, COLUMNS));
    // A sentence a line: who speaks, then what the accounts moved.
    let counts = wording::headline(headline);
    for sentence in counts.split_inclusive(". ") {
        lines.extend(layout::wrap(sentence, "", COLUMNS));
    }
    lines
}

/// The counterfactuals as a table; each probability beside what it was.
fn change_lines(findings: &Findings) -> Vec<String> {
    let line = |title: &str, cells: [&str; 5]| {
        let [was, same, fresh, before, ground] = cells;
        format!("{title:35}{was:13}{same:13}{fresh:13}{before:13}{ground}")
            .trim_end()
            .to_owned()
    };
    let header = line(
        "If, in this model:",
        [
            "as it was",
            "same history",
            "fresh luck",
            "beforehand",
            "ground",
        ],
    );
    section(
        &header,
        findings.counterfactuals.iter().map(|record| {
            let cells = pieces::row(record);
            line(
                &layout::cut(&format!("  {}", record.title), 34),
                cells.each_ref().map(String::as_str),
            )
        }),
    )
}

fn section(title: &str, entries: impl Iterator<Item = String>) -> Vec<String> {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        return entries;
    }
    std::iter::once(title.to_owned()).chain(entries).collect()
}

fn indented(text: &str) -> String {
    layout::cut(&format!("  {text}"), COLUMNS)
}

/// The questions in order, as many as fit.
fn question_lines(findings: &Findings, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, record) in findings.questions.iter().enumerate() {
        let mut entry = vec![layout::cut(&record.asks, COLUMNS)];
        entry.extend(layout::join(&pieces::question(record), "  ", COLUMNS));
        let left = findings.questions.len() - index;
        let reserved = usize::from(left > 1);
        if lines.len() + entry.len() + reserved > room {
            lines.push(format!(
                "  … {} in the report",
                wording::plural(left, "more question")
            ));
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
    let mut lines = layout::wrap(&format!("Claims: {counts}"), "", COLUMNS);
    lines.extend(claims::notable(findings).iter().map(|line| indented(line)));
    lines
}

fn bottom(findings: &Findings, folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let worst = largest_error(findings);
    if worst > LARGE_ERROR {
        lines.push(format!(
            "Monte-Carlo errors reach {worst:.2}: `--full` makes them smaller."
        ));
    }
    if findings.headline.trustworthy && !findings.headline.warnings.is_empty() {
        let count = findings.headline.warnings.len();
        lines.push(layout::cut(
            &format!(
                "Warnings ({count}, all in the report): {}",
                findings.headline.warnings[0]
            ),
            COLUMNS,
        ));
    }
    lines.push(format!(
        "Report: {}",
        folder.join(crate::results::REPORT).display()
    ));
    lines
}

/// The largest Monte-Carlo error of any probability that is printed.
fn largest_error(findings: &Findings) -> f64 {
    let mut errors: Vec<Estimate> = Vec::new();
    for record in &findings.questions {
        for value in [
            record.before.as_ref(),
            Some(&record.answer),
            record.again.as_ref(),
        ] {
            match value {
                Some(AnswerValue::Probability { estimate }) => errors.push(*estimate),
                Some(AnswerValue::Levels { levels }) => {
                    errors.extend(levels.iter().map(|(_, estimate)| *estimate));
                }
                _ => {}
            }
        }
    }
    errors.extend(
        findings
            .factors
            .iter()
            .flat_map(|factor| &factor.levels)
            .map(|level| level.posterior),
    );
    for record in &findings.counterfactuals {
        errors.extend([
            record.same_history,
            record.factual,
            record.fresh_luck,
            record.fresh_luck_factual,
        ]);
    }
    errors
        .iter()
        .map(|estimate| estimate.error)
        .fold(0.0, f64::max)
}

/// One counterfactual in full.
#[must_use]
pub fn counterfactual(record: &CounterfactualRecord) -> String {
    let mut lines = vec![
        record.title.clone(),
        format!("  change: {}", record.change),
        format!("  asked: {}", record.asks),
    ];
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
        text.push_str(&format!(
            "  {}  {}\n",
            wording::clock(event.unix_s, offset_s),
            event.text
        ));
    }
    text
}
