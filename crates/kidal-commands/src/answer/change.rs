//! A counterfactual in full, and the list of what can be changed, for a terminal and as Markdown.

use kidal_findings::{CounterfactualRecord, wording};

use super::text::COLUMNS;
use super::{layout, pieces};
use crate::whatif::{Changeable, Entry};

/// What is kept in each mode: its name, and in words how it was, how it is with the change, and the difference.
#[must_use]
pub fn modes(record: &CounterfactualRecord) -> [[String; 4]; 3] {
    let effects = &record.effects;
    [
        (
            "the same histories",
            [record.factual, record.same_history, effects.same_history],
        ),
        (
            "the same forces, fresh luck",
            [
                record.fresh_luck_factual,
                record.fresh_luck,
                effects.fresh_luck,
            ],
        ),
        (
            "before any account",
            [
                record.before_accounts_factual,
                record.before_accounts,
                effects.before_accounts,
            ],
        ),
    ]
    .map(|(name, [without, with, difference])| {
        [
            name.to_owned(),
            wording::probability(without),
            wording::probability(with),
            wording::difference(difference),
        ]
    })
}

fn under_other_priors(record: &CounterfactualRecord) -> String {
    format!(
        "Under other priors the first answer is {}. {}.",
        wording::bounds(record.range.low, record.range.high),
        pieces::sentence_case(&pieces::ending(record.ground, record.cannot_tell))
    )
}

/// Said under every counterfactual.
const OF_THE_MODEL: &str = "This is a counterfactual of the model, not of the battle. ± is the Monte-Carlo error; \
     differences are taken history by history, and “in each” is the same in each of them.";

/// One counterfactual for a terminal.
#[must_use]
pub fn counterfactual(record: &CounterfactualRecord) -> String {
    let mut lines = layout::wrap(&record.title, "", COLUMNS);
    lines.extend(layout::hang(
        &format!("change: {}", record.change),
        ["  ", "          "],
        COLUMNS,
    ));
    lines.extend(layout::hang(
        &format!("asked:  {}", record.asks),
        ["  ", "          "],
        COLUMNS,
    ));
    lines.push(String::new());
    lines.push(format!(
        "  {:30}{:16}{:18}{}",
        "", "as it was", "with the change", "difference"
    ));
    for [mode, without, with, difference] in modes(record) {
        lines.push(format!("  {mode:30}{without:16}{with:18}{difference}"));
    }
    lines.push(String::new());
    lines.extend(layout::wrap(&under_other_priors(record), "  ", COLUMNS));
    lines.extend(layout::wrap(&record.sentence, "  ", COLUMNS));
    lines.extend(layout::wrap(OF_THE_MODEL, "  ", COLUMNS));
    lines.join("\n") + "\n"
}

/// One counterfactual as Markdown.
#[must_use]
pub fn counterfactual_markdown(record: &CounterfactualRecord) -> String {
    let mut text = format!(
        "# {}\n\nChange: {}\n\nAsked: {}\n\n| | as it was | with the change | difference |\n|---|---|---|---|\n",
        record.title, record.change, record.asks
    );
    for row in modes(record) {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text.push_str(&format!(
        "\n{} {}\n\n{OF_THE_MODEL}\n",
        under_other_priors(record),
        record.sentence
    ));
    text
}

fn groups(list: &Changeable) -> [(&'static str, &'static str, &[Entry]); 5] {
    [
        ("Changes that the dossier names", "ID", &list.interventions),
        ("Numbers", "ID=NUMBER or ID*FACTOR", &list.numbers),
        ("Readings", "ID=LEVEL", &list.levels),
        (
            "Orders",
            "order:ID=never, order:ID=always or order:ID=0.5",
            &list.orders,
        ),
        (
            "Questions to ask of a change",
            "--outcome ID",
            &list.outcomes,
        ),
    ]
}

/// What can be changed, for a terminal.
#[must_use]
pub fn changeable(list: &Changeable) -> String {
    let mut text = String::new();
    for (title, written, entries) in groups(list) {
        if entries.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{title} ({written})\n"));
        let width = entries
            .iter()
            .map(|entry| entry.id.chars().count())
            .max()
            .unwrap_or(0);
        for entry in entries {
            let indent = " ".repeat(width + 4);
            let line = format!("{:width$}  {}", entry.id, entry.about);
            // The first line keeps the gap between the columns, which wrapping would close.
            let about = layout::wrap(&entry.about, &indent, COLUMNS);
            match about.first() {
                Some(first) if about.len() > 1 => {
                    text.push_str(&format!("  {:width$}  {}\n", entry.id, first.trim_start()));
                    text.push_str(&(about[1..].join("\n") + "\n"));
                }
                _ => text.push_str(&format!("  {line}\n")),
            }
        }
    }
    text
}

/// What can be changed, as Markdown.
#[must_use]
pub fn changeable_markdown(list: &Changeable) -> String {
    let mut text = String::new();
    for (title, written, entries) in groups(list) {
        if entries.is_empty() {
            continue;
        }
        text.push_str(&format!("## {title}\n\nWritten as `{written}`.\n\n"));
        for entry in entries {
            text.push_str(&format!("- `{}`: {}\n", entry.id, entry.about));
        }
        text.push('\n');
    }
    text
}
