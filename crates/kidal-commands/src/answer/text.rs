//! The answer for a terminal.

use std::path::Path;

use kidal_findings::{
    AnswerValue, Estimate, FactorRecord, Findings, Ground, Provenance, QuestionRecord, wording,
};

use super::table::{self, Cell};
use super::{claims, layout, pieces};

/// Greatest number of lines of an answer: one screen. Chosen by us because a dozen questions and half a dozen changes fit with every
/// error beside its number.
pub const LINES: usize = 56;
/// Greatest number of characters of a line.
pub const COLUMNS: usize = 100;

/// Monte-Carlo errors above this are pointed out. Chosen by us because a reader of "0.74" takes the first digit for
/// certain.
const LARGE_ERROR: f64 = 0.03;

/// How much is said, from roomy to tight.
#[derive(Clone, Copy)]
struct Room {
    blank_lines: bool,
    /// Sentences of a question that arithmetic answers.
    sentences: usize,
    stories: usize,
    /// Claims worth looking at.
    notable: usize,
    warnings: usize,
}

const fn room(blank_lines: bool, rest: [usize; 4]) -> Room {
    let [sentences, stories, notable, warnings] = rest;
    Room {
        blank_lines,
        sentences,
        stories,
        notable,
        warnings,
    }
}

/// The first in which the answer fits a screen is taken. Nothing is cut within a sentence: it is there or in the report.
const ROOMS: [Room; 6] = [
    room(true, [3, 1, 3, 3]),
    room(true, [2, 1, 2, 2]),
    room(true, [1, 0, 2, 1]),
    room(true, [1, 0, 1, 1]),
    room(false, [1, 0, 1, 1]),
    room(false, [1, 0, 0, 1]),
];

/// How the numbers are to be read.
const KEY: &str = "Numbers: 1.00 is all histories of this model; ± the error of the count; below it 9 in 10 of them. No answer is a verdict on what anyone knew or meant.";

/// The answer of a study. `folder` is where its findings are.
#[must_use]
pub fn text(findings: &Findings, folder: &Path) -> String {
    let mut lines = Vec::new();
    for room in ROOMS {
        lines = laid_out(findings, folder, room, findings.questions.len());
        if lines.len() <= LINES {
            break;
        }
    }
    let tight = ROOMS[ROOMS.len() - 1];
    let mut shown = findings.questions.len();
    while lines.len() > LINES && shown > 0 {
        shown -= 1;
        lines = laid_out(findings, folder, tight, shown);
    }
    // Only a dossier with more factors than a screen has lines comes here.
    if lines.len() > LINES {
        let last = lines.pop().unwrap_or_default();
        lines.truncate(LINES - 2);
        lines.extend(["  … more in the report".to_owned(), last]);
    }
    lines.join("\n") + "\n"
}

fn laid_out(findings: &Findings, folder: &Path, room: Room, shown: usize) -> Vec<String> {
    let sections = [
        top(findings, room),
        question_lines(findings, room, shown),
        factor_lines(findings),
        change_lines(findings),
        story_lines(findings, room),
        claim_lines(findings, room),
        bottom(findings, folder, room),
    ];
    let mut lines = Vec::new();
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        if room.blank_lines && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(section);
    }
    lines
}

fn top(findings: &Findings, room: Room) -> Vec<String> {
    let headline = &findings.headline;
    let mut lines = Vec::new();
    if !headline.trustworthy {
        lines.push("DO NOT TRUST THIS ANSWER: the computation says so itself.".into());
        for warning in headline.warnings.iter().take(room.warnings) {
            lines.extend(layout::hang(warning, ["  ", "    "], COLUMNS));
        }
    }
    lines.extend(layout::wrap(&headline.title, "", COLUMNS));
    // A sentence a line: who speaks, then what the accounts moved.
    for sentence in wording::headline(headline).split_inclusive(". ") {
        lines.extend(layout::wrap(sentence, "", COLUMNS));
    }
    let has_numbers = findings
        .questions
        .iter()
        .any(|question| !matches!(question.answer, AnswerValue::Arithmetic));
    if has_numbers {
        lines.extend(layout::wrap(KEY, "", COLUMNS));
    }
    lines
}

/// The questions in order, the first `shown` of them.
fn question_lines(findings: &Findings, room: Room, shown: usize) -> Vec<String> {
    if findings.questions.is_empty() {
        return Vec::new();
    }
    let cell = |first: &str, second: &str| Cell(first.into(), second.into());
    let is_again = findings
        .questions
        .iter()
        .any(|record| record.again.is_some());
    let header = [
        cell("before any", "account"),
        cell("given the", "accounts"),
        if is_again {
            cell("would it", "happen again?")
        } else {
            Cell::default()
        },
        cell("under other", "assumptions"),
        cell("rests on", ""),
    ];
    let mut lines = table::row("QUESTIONS", 0, &header, COLUMNS);
    for (index, record) in findings.questions[..shown].iter().enumerate() {
        lines.extend(question(index + 1, record, room, findings.clock_offset_s));
    }
    let left = findings.questions.len() - shown;
    if left > 0 {
        lines.push(format!(
            "  … {} in the report",
            wording::plural(left, "more question")
        ));
    }
    if findings.questions.iter().any(pieces::is_settled) {
        lines.push("* above 0.95 before any account: the scenario was written to end so".into());
    }
    lines
}

fn question(number: usize, record: &QuestionRecord, room: Room, offset_s: i64) -> Vec<String> {
    let ground = ground_cell(record.ground, record.cannot_tell, false);
    let asks = format!("{number}. {}", record.asks);
    let hang = format!("{number}. ").chars().count();
    let indent = " ".repeat(hang);
    match &record.answer {
        AnswerValue::Arithmetic => {
            let sentence = format!(
                "{asks} By arithmetic: {}",
                pieces::first_sentences(&record.sentence, room.sentences)
            );
            layout::hang(&sentence, ["", &indent], COLUMNS)
        }
        AnswerValue::Levels { .. } => {
            let rests = if record.cannot_tell {
                "the accounts cannot tell".to_owned()
            } else {
                format!("rests on: {}", ground.0)
            };
            let sentence = format!(
                "{asks} {}; {rests}.",
                pieces::value(&record.answer, offset_s)
            );
            layout::hang(&sentence, ["", &indent], COLUMNS)
        }
        given => {
            let cell = |value: &AnswerValue| {
                let [middle, interval] = pieces::quantity(value, offset_s);
                Cell::with_interval(middle, interval)
            };
            let mut before = record.before.as_ref().map(cell).unwrap_or_default();
            if pieces::is_settled(record) {
                before.0.push('*');
            }
            let range = record
                .range
                .as_ref()
                .map(|range| pieces::range_of(range, given, offset_s));
            let cells = [
                before,
                cell(given),
                record.again.as_ref().map(cell).unwrap_or_default(),
                Cell::new(range.unwrap_or_default()),
                ground,
            ];
            table::row(&asks, hang, &cells, COLUMNS)
        }
    }
}

fn ground_cell(ground: Ground, cannot_tell: bool, depends_on_luck: bool) -> Cell {
    match (cannot_tell, depends_on_luck) {
        (true, _) => Cell(wording::ground(ground).into(), "cannot tell".into()),
        (_, true) => Cell::new("luck"),
        _ => Cell::new(wording::ground(ground)),
    }
}

/// The factors that no question asks for by name.
fn factor_lines(findings: &Findings) -> Vec<String> {
    findings
        .factors
        .iter()
        .filter(|factor| !is_asked(factor, findings))
        .flat_map(|factor| layout::hang(&pieces::factor(factor), ["", "   "], COLUMNS))
        .collect()
}

/// Whether a question asks for the levels of the factor.
fn is_asked(factor: &FactorRecord, findings: &Findings) -> bool {
    findings
        .questions
        .iter()
        .any(|question| match &question.answer {
            AnswerValue::Levels { levels } => {
                levels.len() == factor.levels.len()
                    && levels
                        .iter()
                        .zip(&factor.levels)
                        .all(|((name, _), level)| *name == level.name || *name == level.title)
            }
            _ => false,
        })
}

/// The counterfactuals as a table; each probability beside what it was; under fresh luck, with the change and (without).
fn change_lines(findings: &Findings) -> Vec<String> {
    if findings.counterfactuals.is_empty() {
        return Vec::new();
    }
    let cell = |first: &str, second: &str| Cell(first.into(), second.into());
    let header = [
        cell("as it was", ""),
        cell("changed, the", "same history"),
        cell("fresh luck", "(unchanged)"),
        cell("before any", "account"),
        cell("rests on", ""),
    ];
    let mut lines = table::row("WHAT IF, in this model", 0, &header, COLUMNS);
    for record in &findings.counterfactuals {
        let estimates = [
            record.factual,
            record.same_history,
            record.fresh_luck,
            record.before_accounts,
        ];
        let mut cells: Vec<Cell> = estimates
            .map(|estimate| Cell::new(wording::probability(estimate)))
            .to_vec();
        // Fresh luck means something only beside fresh luck without the change.
        cells[2] = Cell(
            wording::probability(record.fresh_luck),
            format!("({})", wording::probability(record.fresh_luck_factual)),
        );
        let mut ground = ground_cell(record.ground, record.cannot_tell, record.depends_on_luck);
        if record.cannot_tell {
            // One line a change: the report has the rest.
            ground = Cell::new("cannot tell");
        }
        cells.push(ground);
        let of = findings
            .questions
            .iter()
            .position(|question| question.asks == record.asks)
            .map_or(String::new(), |index| format!(" ({})", index + 1));
        lines.extend(table::row(
            &format!("{}{of}", record.title),
            2,
            &cells,
            COLUMNS,
        ));
    }
    lines
}

fn story_lines(findings: &Findings, room: Room) -> Vec<String> {
    findings
        .stories
        .iter()
        .take(room.stories)
        .flat_map(|story| layout::hang(&story.sentence, ["", "  "], COLUMNS))
        .collect()
}

fn claim_lines(findings: &Findings, room: Room) -> Vec<String> {
    let Some(counts) = claims::counts(findings) else {
        return Vec::new();
    };
    let mut lines = layout::hang(
        &format!("CLAIMS, each held against what everybody else says: {counts}."),
        ["", "  "],
        COLUMNS,
    );
    let notable = claims::notable(findings);
    lines.extend(
        notable
            .iter()
            .take(room.notable)
            .flat_map(|line| layout::hang(line, ["  ", "    "], COLUMNS)),
    );
    lines
}

fn bottom(findings: &Findings, folder: &Path, room: Room) -> Vec<String> {
    let mut lines = Vec::new();
    let worst = largest_error(findings);
    if worst > LARGE_ERROR {
        let work = findings
            .provenance
            .options
            .get(Provenance::WORK)
            .map(String::as_str);
        let remedy = match work {
            Some(Provenance::FULL) => "",
            Some(Provenance::SMALL) => ": without `--small` they are smaller",
            _ => ": `--full` makes them smaller",
        };
        lines.push(format!(
            "Monte-Carlo errors reach {}{remedy}.",
            wording::share(worst)
        ));
    }
    if findings.headline.trustworthy {
        let warnings = &findings.headline.warnings;
        for warning in warnings.iter().take(room.warnings) {
            let text = format!("Warning: {warning}");
            lines.extend(layout::hang(&text, ["", "  "], COLUMNS));
        }
        if warnings.len() > room.warnings {
            let more = wording::plural(warnings.len() - room.warnings, "more warning");
            lines.push(format!("  … {more} in the report"));
        }
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
    let levels = findings.factors.iter().flat_map(|factor| &factor.levels);
    errors.extend(levels.map(|level| level.posterior));
    for record in &findings.counterfactuals {
        errors.extend([
            record.factual,
            record.same_history,
            record.fresh_luck,
            record.before_accounts,
        ]);
    }
    errors
        .iter()
        .map(|estimate| estimate.error)
        .fold(0.0, f64::max)
}
