//! Every name in a statement must be known, every built-in word must get what it takes, every figure must be possible.

use std::cell::Cell;
use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};

use super::REMEDIES;
use crate::language::unit::Measure;
use crate::language::{Atom, Number, Qualifier, Statement, Term, Value};
use crate::model::{Dossier, Name, Predicate, Reading};
use crate::nearest::did_you_mean;
use crate::span::Span;
use crate::table::{Sink, inner_span};
use crate::vocabulary::{COMMON_KEYS, FREE_KEYS, WORDS, Word, WordKind, is_plain_word};

pub(super) fn check(dossier: &Dossier, sink: &Sink) {
    let remedies = Cell::new(REMEDIES);
    for claim in &dossier.claims {
        for reading in &claim.readings {
            let statements = Statements {
                dossier,
                sink,
                reading,
                remedies: &remedies,
            };
            statements.statement(&reading.statement);
        }
    }
}

/// Checks a statement that stands alone, as the term of a meaning: `says` is its text with its place in `source`.
pub fn check_statement(
    dossier: &Dossier,
    source: &str,
    says: &Name,
    statement: &Statement,
    sink: &Sink,
) {
    let start = inner_span(source, says.span, 0..0);
    let reading = Reading {
        statement: statement.clone(),
        says: says.clone(),
        weight: 1.0,
        text_start: (start != says.span).then_some(start.start),
    };
    let statements = Statements {
        dossier,
        sink,
        reading: &reading,
        remedies: &Cell::new(REMEDIES),
    };
    statements.statement(statement);
}

struct Statements<'d> {
    dossier: &'d Dossier,
    sink: &'d Sink,
    reading: &'d Reading,
    remedies: &'d Cell<usize>,
}

/// Whether a bare name must be declared where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Declared,
    Free,
}

impl Statements<'_> {
    fn statement(&self, statement: &Statement) {
        match statement {
            Statement::Or(parts) | Statement::And(parts) => {
                parts.iter().for_each(|part| self.statement(part))
            }
            Statement::Not(inner) => self.statement(inner),
            Statement::Atom(atom) => self.atom(atom),
        }
    }

    fn atom(&self, atom: &Atom) {
        self.term(&atom.term, Naming::Declared);
        if let Some(comparison) = &atom.comparison {
            let naming = match Word::of(&atom.term.name) {
                Some(
                    Word::Rank
                    | Word::Result
                    | Word::Treated
                    | Word::Office
                    | Word::RelationOf
                    | Word::Field
                    | Word::Aka,
                ) => Naming::Free,
                Some(_) => Naming::Declared,
                None => Naming::Free,
            };
            self.value(&comparison.value, naming, &atom.span);
            self.figures(atom, &comparison.value);
        }
        for qualifier in &atom.qualifiers {
            match qualifier {
                Qualifier::From(name) => self.bare(name, &atom.span),
                _ => {
                    if let Some(value) = qualifier.value() {
                        self.value(value, Naming::Declared, &atom.span);
                    }
                }
            }
        }
    }

    fn term(&self, term: &Term, naming: Naming) {
        let is_named_only =
            term.arguments.is_empty() || term.count().is_some() && term.arguments.len() == 1;
        let is_declared = self.dossier.is_declared(&term.name);
        let predicate = self.dossier.predicate(&term.name);
        match (Word::of(&term.name), predicate) {
            _ if is_named_only && is_declared => {}
            (_, Some(predicate)) => self.own_word(term, predicate),
            (Some(word), None) => self.word(term, word),
            (None, None) if is_named_only => {
                if naming == Naming::Declared {
                    self.bare(&term.name, &term.span);
                }
            }
            (None, None) => self.unknown_word(term),
        }
    }

    /// A built-in word: enough arguments, not too many, known keys.
    fn word(&self, term: &Term, word: Word) {
        let entry = word.entry();
        let given = term.positional().count();
        // A word that is named alone inside another (`after fall`, `feigned(pledge)`) takes nothing.
        let is_alone = term.is_bare() && entry.kind == WordKind::Event;
        if (given < entry.required && !is_alone) || given > entry.arguments.len() {
            let form = format!("{}({})", entry.name, entry.arguments.join(", "));
            let message = format!(
                "`{}` takes {}, found {given}",
                entry.name,
                counted(entry.required, entry.arguments.len())
            );
            self.report(
                "wrong-arguments",
                self.name_span(term),
                message,
                "here",
                Some(format!("write `{form}`")),
            );
        }
        for (n, argument) in term.arguments.iter().enumerate() {
            let Some(key) = argument.key.as_deref() else {
                let is_free = matches!(
                    (word, n),
                    (Word::Field | Word::Aka | Word::Office | Word::Broadcast, 1)
                );
                let naming = if is_free {
                    Naming::Free
                } else {
                    Naming::Declared
                };
                self.value(&argument.value, naming, &term.span);
                continue;
            };
            let own: BTreeSet<&str> = entry.keys.iter().copied().collect();
            self.key(term, key, &own);
            if key == "claim" {
                self.claims(&argument.value, &term.span);
            } else {
                self.value(&argument.value, naming_of(key), &term.span);
            }
        }
    }

    /// A word of the dossier's own: not more arguments than it has, each without a key or under its name.
    fn own_word(&self, term: &Term, predicate: &Predicate) {
        let given = term.positional().count();
        if given > predicate.args.len() {
            let message = format!(
                "`{}` takes {}, found {given}",
                term.name,
                counted(predicate.args.len(), predicate.args.len())
            );
            let (file, range) = self.name_span(term).place();
            let (its_file, its_range) = predicate.name.span.place();
            self.sink.push(
                Diagnostic::new("wrong-arguments", Severity::Error, message)
                    .at(file, range, "too many here")
                    .also(its_file, its_range, "declared here")
                    .help("leave out what it does not take, or add to its `args`"),
            );
        }
        let own: BTreeSet<&str> = predicate
            .args
            .iter()
            .map(|argument| argument.value.as_str())
            .collect();
        for argument in &term.arguments {
            let key = argument.key.as_deref();
            if let Some(key) = key {
                self.key(term, key, &own);
            }
            self.value(
                &argument.value,
                key.map_or(Naming::Declared, naming_of),
                &term.span,
            );
        }
    }

    fn key(&self, term: &Term, key: &str, own: &BTreeSet<&str>) {
        if own.contains(key) || COMMON_KEYS.contains(&key) || FREE_KEYS.contains(&key) {
            return;
        }
        let known = own.iter().copied().chain(COMMON_KEYS);
        let help = self.near(key, known).unwrap_or_else(|| {
            let all: Vec<String> = own.iter().map(|key| format!("`{key}:`")).collect();
            format!("keys of `{}`: {}", term.name, all.join(", "))
        });
        let message = format!("`{}` has no argument `{key}:`", term.name);
        self.report(
            "unknown-argument",
            self.reading.place_of(&term.span),
            message,
            "here",
            Some(help),
        );
    }

    fn value(&self, value: &Value, naming: Naming, near: &std::ops::Range<usize>) {
        match value {
            Value::Name(term) => self.term(term, naming),
            Value::AnyOf(terms) => terms.iter().for_each(|term| self.term(term, naming)),
            Value::Either(values) | Value::List(values) => values
                .iter()
                .for_each(|value| self.value(value, naming, near)),
            Value::Partition(parts) => {
                for (name, size) in parts {
                    self.bare(name, near);
                    self.value(size, naming, near);
                    for number in size
                        .numbers()
                        .into_iter()
                        .filter(|number| number.amount < 0.0)
                    {
                        self.negative(number, name, near);
                    }
                }
            }
            Value::Braces(statement) => self.statement(statement),
            Value::Between(low, high) => {
                if low.in_base() > high.in_base() {
                    let message = format!("the range runs from {low} down to {high}");
                    let help = format!("write `between {high} and {low}`");
                    self.report(
                        "swapped-bounds",
                        self.reading.place_of(near),
                        message,
                        "the larger comes first",
                        Some(help),
                    );
                }
            }
            Value::Number(_) | Value::Wording(_) | Value::Unknown | Value::Date(_) => {}
        }
    }

    /// Figures that the word cannot have: fewer than none, or in a unit of something else.
    fn figures(&self, atom: &Atom, value: &Value) {
        let Some(word) =
            Word::of(&atom.term.name).filter(|word| self.dossier.predicate(word.name()).is_none())
        else {
            return;
        };
        let (wanted, needs_unit): (&[Measure], bool) = match word {
            Word::Distance => (&[Measure::Length], true),
            Word::Duration => (&[Measure::Duration], true),
            Word::Vehicles => (&[Measure::Vehicles], false),
            Word::Share => (&[Measure::Share], false),
            Word::Strength => (&[Measure::People], false),
            _ if word.kind() == WordKind::Quantity => {
                (&[Measure::People, Measure::Vehicles], false)
            }
            _ => return,
        };
        for number in value.numbers() {
            if number.amount < 0.0 {
                self.negative(number, word.name(), &atom.span);
            }
            if !matches!(word, Word::Distance | Word::Duration | Word::Share) {
                self.whole(number, word.name(), &atom.span);
            }
            let fits = match number.measure() {
                Some(measure) => wanted.contains(&measure),
                None => !needs_unit,
            };
            // Of a range, the second figure's unit holds for both: `between 2 and 5 days`.
            let is_low_end =
                matches!(value, Value::Between(low, high) if low == number && high.unit.is_some());
            if !fits && !is_low_end {
                let (message, help) = if number.unit.is_some() {
                    let message = format!("`{}` cannot be `{number}`", word.name());
                    let units: Vec<&str> = wanted.iter().flat_map(|one| one.units()).collect();
                    let help = format!(
                        "leave the unit out or write one of {}; its meaning: {}",
                        units.join(", "),
                        word.entry().meaning
                    );
                    (message, help)
                } else {
                    let unit = if word == Word::Distance { "km" } else { "h" };
                    (
                        format!("`{}` has no unit", word.name()),
                        format!("write `{number} {unit}`"),
                    )
                };
                self.report(
                    "wrong-unit",
                    self.reading.place_of(&atom.span),
                    message,
                    "here",
                    Some(help),
                );
            }
        }
        let is_share_too_large =
            word == Word::Share && value.numbers().iter().any(|number| number.in_base() > 1.0);
        if is_share_too_large {
            let help = "write a fraction (`1/2`) or a percentage (`50 percent`)";
            let message = "a share cannot be more than the whole";
            self.report(
                "out-of-range",
                self.reading.place_of(&atom.span),
                message.to_string(),
                "above 1",
                Some(help.to_string()),
            );
        }
    }

    /// Men and vehicles are whole: `30.000` would be thirty, and is mostly meant for thirty thousand.
    fn whole(&self, number: &Number, of: &str, near: &std::ops::Range<usize>) {
        let Some((whole, fraction)) = number.text.split_once('.') else {
            return;
        };
        let groups: Vec<&str> = fraction.split('.').collect();
        let help = if groups.iter().all(|group| group.len() == 3) {
            let digits = format!("{whole}{}", groups.concat());
            format!("write figures without separators: `{digits}`")
        } else {
            "write a whole number".to_string()
        };
        self.report(
            "not-whole",
            self.reading.place_of(near),
            format!("`{of}` counts, and {} is not whole", number.text),
            "here",
            Some(help),
        );
    }

    fn negative(&self, number: &Number, of: &str, near: &std::ops::Range<usize>) {
        let message = format!("`{of}` cannot be {number}");
        let help = "there are no fewer than none; where it is not known, write `unknown`";
        self.report(
            "negative-count",
            self.reading.place_of(near),
            message,
            "below 0",
            Some(help.to_string()),
        );
    }

    fn claims(&self, value: &Value, near: &std::ops::Range<usize>) {
        for term in value.names() {
            if self.dossier.claim(&term.name).is_none() {
                let known = self
                    .dossier
                    .claims
                    .iter()
                    .map(|claim| claim.id.value.as_str());
                let help = self.near(&term.name, known);
                let message = format!("the claim `{}` is not declared", term.name);
                let span = if term.span.is_empty() {
                    near
                } else {
                    &term.span
                };
                self.report(
                    "undeclared-name",
                    self.reading.place_of(span),
                    message,
                    "no such claim",
                    help,
                );
            }
        }
    }

    /// A bare name: declared, a plain word, a word of the language, or an error.
    fn bare(&self, name: &str, near: &std::ops::Range<usize>) {
        let is_known = self.dossier.is_declared(name)
            || is_plain_word(name)
            || Word::of(name).is_some()
            || self.dossier.predicate(name).is_some();
        if is_known {
            return;
        }
        let known = self
            .dossier
            .ids()
            .map(|(id, _)| id)
            .chain(WORDS.iter().map(|entry| entry.name));
        let help = self
            .near(name, known)
            .unwrap_or_else(|| format!("declare it, as in `[[object]]` with `id = \"{name}\"`, or put the wording in quotation marks"));
        let message = format!("`{name}` is not declared");
        self.report(
            "undeclared-name",
            self.word_span(name, near),
            message,
            "not declared",
            Some(help),
        );
    }

    fn unknown_word(&self, term: &Term) {
        let own = self
            .dossier
            .predicates
            .iter()
            .map(|predicate| predicate.name.value.as_str());
        let help = self.near(&term.name, WORDS.iter().map(|entry| entry.name).chain(own)).unwrap_or_else(|| {
            format!(
                "declare it: `[[predicate]]` with `name = \"{}\"`, `args` and a `sentence` that says what it means",
                term.name
            )
        });
        let message = format!(
            "`{}(…)` is no word of the language and no predicate of the dossier",
            term.name
        );
        self.report(
            "undeclared-name",
            self.name_span(term),
            message,
            "unknown word",
            Some(help),
        );
    }

    fn name_span(&self, term: &Term) -> Span {
        self.word_span(&term.name, &term.span)
    }

    /// The place of a word inside a stretch of the statement.
    fn word_span(&self, word: &str, near: &std::ops::Range<usize>) -> Span {
        let text = self
            .reading
            .says
            .value
            .get(near.clone())
            .unwrap_or_default();
        match text.find(word) {
            Some(offset) => {
                let start = near.start + offset;
                self.reading.place_of(&(start..start + word.len()))
            }
            None => self.reading.place_of(near),
        }
    }

    fn near<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        let left = self.remedies.get().checked_sub(1)?;
        self.remedies.set(left);
        did_you_mean(word, known)
    }

    fn report(&self, code: &str, span: Span, message: String, label: &str, help: Option<String>) {
        self.sink.error(code, span, message, label, help);
    }
}

fn naming_of(key: &str) -> Naming {
    if FREE_KEYS.contains(&key) {
        Naming::Free
    } else {
        Naming::Declared
    }
}

fn counted(low: usize, high: usize) -> String {
    match (low, high) {
        (0, 0) => "no arguments".to_string(),
        (1, 1) => "1 argument".to_string(),
        (low, high) if low == high => format!("{low} arguments"),
        (low, high) => format!("{low} to {high} arguments"),
    }
}
