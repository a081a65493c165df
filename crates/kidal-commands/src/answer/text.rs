//! The answer for a terminal.

use std::path::Path;

use kidal_findings::{
    AnswerValue, CounterfactualRecord, Estimate, FactorRecord, Findings, Ground, HistoryRecord,
    QuestionRecord, wording,
};

use super::table::{self, Cell};
use super::{claims, layout, pieces};

/// Greatest number of lines of an answer: one screen.
pub const LINES: usize = 40;
/// Greatest number of characters of a line.
pub const COLUMNS: usize = 100;

/// Monte-Carlo errors above this are pointed out. Chosen by us because a reader of "0.74" takes the first digit for
/// certain.
const LARGE_ERROR: f64 = 0.03;

/// How many lines may be spent on what can be long.
#[derive(Clone, Copy)]
struct Room {
    blank_lines: bool,
    /// Of a question that arithmetic answers.
    sentence: usize,
    /// Of a factor.
    factor: usize,
    /// Claims worth looking at.
    notable: usize,
    warnings: usize,
}

/// From roomy to tight: the first in which the answer fits a screen is taken.
const ROOMS: [Room; 5] = [
    Room {
        blank_lines: true,
        sentence: 4,
        factor: 2,
        notable: 3,
        warnings: 3,
    },
    Room {
        blank_lines: false,
        sentence: 3,
        factor: 2,
        notable: 3,
        warnings: 3,
    },
    Room {
        blank_lines: false,
        sentence: 2,
        factor: 1,
        notable: 3,
        warnings: 2,
    },
    Room {
        blank_lines: false,
        sentence: 1,
        factor: 1,
        notable: 1,
        warnings: 1,
    },
    Room {
        blank_lines: false,
        sentence: 1,
        factor: 1,
        notable: 0,
        warnings: 1,
    },
];

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
        factor_lines(findings, room),
        change_lines(findings),
        claim_lines(findings, room),
        bottom(findings, folder),
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
            lines.push(layout::cut(&format!("  {warning}"), COLUMNS));
        }
    }
    lines.push(layout::cut(&headline.title, COLUMNS));
    // A sentence a line: who speaks, then what the accounts moved.
    for sentence in wording::headline(headline).split_inclusive(". ") {
        lines.extend(layout::wrap(sentence, "", COLUMNS));
    }
    lines
}

/// The questions in order, the first `shown` of them.
fn question_lines(findings: &Findings, room: Room, shown: usize) -> Vec<String> {
    if findings.questions.is_empty() {
        return Vec::new();
    }
    let header = [
        Cell("before any".into(), "account".into()),
        Cell("given the".into(), "accounts".into()),
        Cell("would it".into(), "happen again".into()),
        Cell("under other".into(), "priors".into()),
        Cell("ground".into(), String::new()),
    ];
    let mut lines = table::row("Questions", &header, COLUMNS);
    for record in &findings.questions[..shown] {
        lines.extend(question(record, room));
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

fn question(record: &QuestionRecord, room: Room) -> Vec<String> {
    let ground = ground_cell(record.ground, record.cannot_tell, false);
    match &record.answer {
        AnswerValue::Arithmetic => {
            let sentence = format!("{} By arithmetic: {}", record.asks, record.sentence);
            layout::hang(&sentence, ["", "  "], COLUMNS, room.sentence)
        }
        AnswerValue::Levels { .. } => {
            let sentence = format!(
                "{} {} [{}]",
                record.asks,
                pieces::value(&record.answer),
                ground.0
            );
            layout::hang(&sentence, ["", "  "], COLUMNS, 2)
        }
        given => {
            let cell = |value: &AnswerValue| {
                let [middle, interval] = pieces::quantity(value);
                Cell(middle, interval)
            };
            let mut before = record.before.as_ref().map(cell).unwrap_or_default();
            if pieces::is_settled(record) {
                before.0.push('*');
            }
            let range = record
                .range
                .as_ref()
                .map(|range| pieces::range_of(range, given));
            let cells = [
                before,
                cell(given),
                record.again.as_ref().map(cell).unwrap_or_default(),
                Cell::new(range.unwrap_or_default()),
                ground,
            ];
            table::row(&record.asks, &cells, COLUMNS)
        }
    }
}

fn ground_cell(ground: Ground, cannot_tell: bool, depends_on_luck: bool) -> Cell {
    Cell::new(match (cannot_tell, depends_on_luck) {
        (true, _) => "cannot tell",
        (_, true) => "luck",
        _ => wording::ground(ground),
    })
}

/// The factors that no question asks for by name.
fn factor_lines(findings: &Findings, room: Room) -> Vec<String> {
    findings
        .factors
        .iter()
        .filter(|factor| !is_asked(factor, findings))
        .flat_map(|factor| layout::hang(&pieces::factor(factor), ["", "  "], COLUMNS, room.factor))
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
    let header = [
        "as it was",
        "same history",
        "fresh (was)",
        "beforehand",
        "ground",
    ]
    .map(Cell::new);
    let header = table::row("If, in this model:", &header, COLUMNS);
    let rows = findings.counterfactuals.iter().flat_map(|record| {
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
        let fresh = |estimate| wording::probability_value(estimate);
        cells[2] = Cell::new(format!(
            "{} ({})",
            fresh(record.fresh_luck),
            fresh(record.fresh_luck_factual)
        ));
        cells.push(ground_cell(
            record.ground,
            record.cannot_tell,
            record.depends_on_luck,
        ));
        // Of what, is in the report: the title stands on one line.
        table::row(
            &layout::cut(&record.title, table::FIRST - 1),
            &cells,
            COLUMNS,
        )
    });
    if findings.counterfactuals.is_empty() {
        return Vec::new();
    }
    header.into_iter().chain(rows).collect()
}

fn claim_lines(findings: &Findings, room: Room) -> Vec<String> {
    let Some(counts) = claims::counts(findings) else {
        return Vec::new();
    };
    let mut lines = layout::wrap(&format!("Claims: {counts}"), "", COLUMNS);
    let notable = claims::notable(findings);
    lines.extend(
        notable
            .iter()
            .take(room.notable)
            .map(|line| layout::cut(&format!("  {line}"), COLUMNS)),
    );
    lines
}

fn bottom(findings: &Findings, folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let worst = largest_error(findings);
    if worst > LARGE_ERROR {
        lines.push(format!(
            "Monte-Carlo errors reach {}: `--full` makes them smaller.",
            wording::share(worst)
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
