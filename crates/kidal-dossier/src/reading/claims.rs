//! The tables of claims, allegiances and predicates.

use kidal_diag::{Diagnostic, Severity};

use super::entities::{each, probabilities};
use crate::language::{argument_slots, parse};
use crate::model::{Allegiance, Claim, Name, Predicate, PrivateSide, Reading, Stake};
use crate::span::{Located, Span};
use crate::table::{TableReader, inner_span};

/// The weights of a claim's readings must sum to 1 within this. Chosen by us because three weights written with three
/// digits can miss 1 by as much.
const WEIGHTS_TOLERANCE: f64 = 0.001_000_1;

pub(super) fn allegiances(root: &TableReader<'_>) -> Vec<Allegiance> {
    each(root, "allegiance", |table| {
        let (who, public) = (table.required_text("who"), table.required_text("public"));
        let private = table.required_text("private").map(|text| {
            text.map(|text| match text.as_str() {
                "unknown" => PrivateSide::Unknown,
                _ => PrivateSide::With(text),
            })
        });
        let (from, until) = (table.date("from"), table.date("until"));
        let claims = table.texts("claims");
        let note = table.text("note");
        if let (Some(from), Some(until)) = (&from, &until)
            && until.latest() <= from.earliest()
        {
            let (file, range) = until.span.place();
            let (from_file, from_range) = from.span.place();
            let message = format!(
                "the allegiance ends ({}) before it starts ({})",
                until.value, from.value
            );
            table.sink().push(
                Diagnostic::new("swapped-bounds", Severity::Error, message)
                    .at(file, range, "ends here")
                    .also(from_file, from_range, "starts here")
                    .help("exchange `from` and `until`"),
            );
        }
        Some(Allegiance {
            who: who?,
            public: public?,
            private: private?,
            from,
            until,
            claims,
            note,
            span: table.span(),
        })
    })
}

pub(super) fn predicates(root: &TableReader<'_>) -> Vec<Predicate> {
    each(root, "predicate", |table| {
        let name = table.required_text("name");
        let args = table.texts("args");
        let sentence = table.required_text("sentence");
        let predicate = Predicate {
            name: name?,
            args,
            sentence: sentence?,
            span: table.span(),
        };
        check_predicate(table, &predicate);
        Some(predicate)
    })
}

fn check_predicate(table: &TableReader<'_>, predicate: &Predicate) {
    let name = &predicate.name;
    let is_word = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '-')
        });
    if !is_word || crate::language::is_keyword(name) {
        let help =
            "write it with a-z, digits and `_`, a letter first, and not as a word of the language";
        let message = format!("`{}` cannot be a predicate", name.value);
        table.error(
            "bad-id",
            name.span,
            message,
            "not a word that statements can use",
            Some(help.to_string()),
        );
    }
    if let Some(word) = crate::vocabulary::Word::of(name)
        && word.kind() != crate::vocabulary::WordKind::Conduct
    {
        let message = format!(
            "`{}` is a built-in word: {}",
            name.value,
            word.entry().meaning
        );
        let help = "use the built-in word, or call yours something else";
        table.error(
            "built-in-word",
            name.span,
            message,
            "already has a meaning",
            Some(help.to_string()),
        );
    }
    for slot in argument_slots(&predicate.sentence) {
        let text = &predicate.sentence.value[slot.clone()];
        if !predicate.args.iter().any(|argument| argument.value == text) {
            let span = inner_span(table.source(), predicate.sentence.span, slot.clone());
            let message = format!(
                "the sentence of `{}` names `{text}`, which is none of its args",
                name.value
            );
            let help = format!("add `{text}` to `args`, or take it out");
            table.error(
                "undeclared-name",
                span,
                message,
                "no such argument",
                Some(help),
            );
        }
    }
}

pub(super) fn claims(root: &TableReader<'_>) -> Vec<Claim> {
    each(root, "claim", |table| {
        let id = table.required_text("id");
        let speaker = table.required_text("speaker");
        let stake = table
            .choice("stake", Stake::WORDS)
            .unwrap_or(Located::new(Stake::Neutral, table.span()));
        let via = table.texts("via");
        let (said, as_of) = (table.date("said"), table.date("as_of"));
        let (words, locator) = (table.text("words"), table.text("where"));
        let utterance = table.text("utterance");
        let maybe_same_as = probabilities(table, "maybe_same_as");
        let is_unsourced = table.boolean("unsourced").is_some_and(|yes| yes.value);
        let rows = rows(table);
        let note = table.text("note");
        let readings = readings(table, id.as_ref());
        let (id, speaker, readings) = (id?, speaker?, readings?);
        Some(Claim {
            id,
            speaker,
            via,
            said,
            as_of,
            stake,
            words,
            locator,
            readings,
            utterance,
            maybe_same_as,
            is_unsourced,
            rows,
            note,
            span: table.span(),
        })
    })
}

fn rows(table: &TableReader<'_>) -> Vec<u32> {
    table
        .integers("rows")
        .into_iter()
        .filter_map(|row| {
            let number = u32::try_from(row.value).ok().filter(|row| *row > 0);
            if number.is_none() {
                let help = "rows are counted from 1";
                table.error(
                    "out-of-range",
                    row.span,
                    format!("there is no row {}", row.value),
                    "no row",
                    Some(help.to_string()),
                );
            }
            number
        })
        .collect()
}

/// The readings of a claim: of `says`, or of `readings` with their weights; none where no statement could be read.
fn readings(table: &TableReader<'_>, id: Option<&Name>) -> Option<Vec<Reading>> {
    let name = id.map_or("the claim".to_string(), |id| {
        format!("the claim `{}`", id.value)
    });
    let says = table.text("says");
    let rivals = table.tables("readings");
    match (says, table.has("readings")) {
        (Some(says), true) => {
            let (file, range) = says.span.place();
            let (other_file, other_range) =
                table.key_span("readings").unwrap_or(table.span()).place();
            let message = format!("{name} has both `says` and `readings`");
            table.sink().push(
                Diagnostic::new("says-or-readings", Severity::Error, message)
                    .at(file, range, "one reading here")
                    .also(other_file, other_range, "several here")
                    .help("keep one of the two"),
            );
            None
        }
        (Some(says), false) => Some(vec![reading(table, says, 1.0)?]),
        (None, true) => weighted(table, rivals, &name),
        (None, false) => {
            if !table.has("says") {
                let help = "add `says = \"…\"`, or `readings = [{ says = \"…\", p = 0.6 }, …]`";
                let message = format!("{name} says nothing");
                table.error(
                    "says-or-readings",
                    table.span(),
                    message,
                    "no `says` and no `readings`",
                    Some(help.to_string()),
                );
            }
            None
        }
    }
}

fn weighted(
    table: &TableReader<'_>,
    rivals: Vec<TableReader<'_>>,
    name: &str,
) -> Option<Vec<Reading>> {
    let place = table.key_span("readings").unwrap_or(table.span());
    if rivals.is_empty() {
        let help = "write at least one `{ says = \"…\", p = 1 }`";
        table.error(
            "says-or-readings",
            place,
            format!("{name} has no readings"),
            "an empty list",
            Some(help.to_string()),
        );
        return None;
    }
    let count = rivals.len();
    let mut readings = Vec::new();
    let mut weights: Vec<Located<f64>> = Vec::new();
    for rival in rivals {
        let says = rival.required_text("says");
        if !rival.has("p") {
            let help = "add `p = …`: the weights of all readings of a claim sum to 1";
            rival.error(
                "bad-weights",
                rival.span(),
                format!("a reading of {name} has no weight"),
                "`p` is missing here",
                Some(help.to_string()),
            );
        }
        let weight = rival.number("p");
        rival.finish();
        if let Some(weight) = &weight {
            weights.push(*weight);
        }
        if let (Some(says), Some(weight)) = (says, weight)
            && let Some(reading) = reading(table, says, weight.value)
        {
            readings.push(reading);
        }
    }
    if weights.len() == count && !weights_fit(table, &weights, place, name) {
        return None;
    }
    // A claim that lacks one of its readings would say something else than the analyst wrote.
    (readings.len() == count).then_some(readings)
}

fn weights_fit(table: &TableReader<'_>, weights: &[Located<f64>], place: Span, name: &str) -> bool {
    if let Some(bad) = weights
        .iter()
        .find(|weight| weight.value <= 0.0 || weight.value > 1.0)
    {
        let help = "each weight is above 0 and at most 1; leave out a reading that cannot be meant";
        let message = format!("a reading of {name} has the weight {}", bad.value);
        table.error(
            "bad-weights",
            bad.span,
            message,
            "no weight",
            Some(help.to_string()),
        );
        return false;
    }
    let total: f64 = weights.iter().map(|weight| weight.value).sum();
    if (total - 1.0).abs() <= WEIGHTS_TOLERANCE {
        return true;
    }
    let (file, range) = place.place();
    let terms: Vec<String> = weights
        .iter()
        .map(|weight| weight.value.to_string())
        .collect();
    let rounded = (total * 1e6).round() / 1e6;
    let message = format!("the weights of the readings of {name} sum to {rounded}, not to 1");
    table.sink().push(
        Diagnostic::new("bad-weights", Severity::Error, message)
            .at(file, range, format!("sums to {rounded}"))
            .sum(format!("{} = {rounded}", terms.join(" + ")))
            .help("make them sum to 1"),
    );
    false
}

fn reading(table: &TableReader<'_>, says: Name, weight: f64) -> Option<Reading> {
    let source = table.source();
    match parse(&says.value) {
        Ok(statement) => {
            let start = inner_span(source, says.span, 0..0);
            let text_start = (start != says.span).then_some(start.start);
            Some(Reading {
                statement: statement.with_clock(table.clock()),
                says,
                weight,
                text_start,
            })
        }
        Err(fault) => {
            let is_empty = fault.span.is_empty();
            // At the end of the text the last letter is pointed at, so that the mark is visible.
            let inner = if is_empty {
                fault.span.start.saturating_sub(1)..fault.span.end
            } else {
                fault.span
            };
            let span = inner_span(source, says.span, inner);
            let code = if fault.is_date {
                "impossible-date"
            } else {
                "unreadable-statement"
            };
            table.error(code, span, fault.message, "here", fault.help);
            None
        }
    }
}
