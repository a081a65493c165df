//! The reader of one table.

use std::cell::RefCell;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Sink, TablePlace, inner_span};
use crate::date::{Clock, Date};
use crate::nearest::did_you_mean;
use crate::span::{Located, Span};

/// A number, or a text that stands for one (an expression, a quantity with its unit).
#[derive(Clone, Debug, PartialEq)]
pub enum NumberOrText {
    /// `500`, `1.5`
    Number(f64),
    /// `"0.5 * garrison"`, `"150 km"`
    Text(String),
}

/// Reads the values of one table by key and reports what does not fit.
#[derive(Debug)]
pub struct TableReader<'s> {
    place: TablePlace<'s>,
    table: &'s DeTable<'s>,
    name: String,
    /// The names of the tables that hold it, and its own, with dots between.
    path: String,
    span: Span,
    asked: RefCell<BTreeSet<String>>,
}

impl<'s> TableReader<'s> {
    pub(super) fn new(
        place: TablePlace<'s>,
        table: &'s DeTable<'s>,
        name: &str,
        span: Span,
    ) -> Self {
        TableReader {
            place,
            table,
            name: name.to_string(),
            path: name.to_string(),
            span,
            asked: RefCell::default(),
        }
    }

    /// The same reader with another clock for dates; its inner tables inherit it.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.place.clock = clock;
        self
    }

    /// Where the table is: its header `[…]`, or the whole inline table.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The table's key in its parent; empty for the top table.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The clock by which its dates are read.
    pub fn clock(&self) -> Clock {
        self.place.clock
    }

    /// The text of the whole file.
    pub fn source(&self) -> &'s str {
        self.place.text
    }

    /// The sink that the reader reports to.
    pub fn sink(&self) -> &'s Sink {
        self.place.sink
    }

    /// Whether the key is there, of whatever type.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// All keys with their places, in alphabetical order, marking them as asked for.
    pub fn keys(&self) -> Vec<Located<String>> {
        let mut asked = self.asked.borrow_mut();
        self.table
            .keys()
            .map(|key| {
                asked.insert(key.get_ref().to_string());
                Located::new(key.get_ref().to_string(), self.at(key.span()))
            })
            .collect()
    }

    /// The place of a key itself.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.table
            .get_key_value(key)
            .map(|(key, _)| self.at(key.span()))
    }

    /// The value as TOML has it.
    pub fn raw(&self, key: &str) -> Option<Located<&'s DeValue<'s>>> {
        if !self.asked.borrow().contains(key) {
            self.asked.borrow_mut().insert(key.to_string());
        }
        let value = self.table.get(key)?;
        Some(Located::new(value.get_ref(), self.at(value.span())))
    }

    /// Reports an error at a place.
    pub fn error(
        &self,
        code: &str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: Option<String>,
    ) {
        self.place.sink.error(code, span, message, label, help);
    }

    /// Reports that a required key is missing.
    pub fn missing(&self, key: &str) {
        let of = if self.name.is_empty() {
            "the file".to_string()
        } else {
            format!("`{}`", self.name)
        };
        self.error(
            "missing-key",
            self.span,
            format!("{of} has no `{key}`"),
            format!("`{key}` is missing here"),
            Some(format!("add a line `{key} = …`")),
        );
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<Located<String>> {
        let value = self.raw(key)?;
        match value.value {
            DeValue::String(text) => Some(Located::new(text.to_string(), value.span)),
            other => self.wrong(key, value.span, other, "a text in quotation marks"),
        }
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &str) -> Option<Located<String>> {
        self.require(key)?;
        self.text(key)
    }

    /// A number; integers count.
    pub fn number(&self, key: &str) -> Option<Located<f64>> {
        let value = self.raw(key)?;
        self.number_of(key, value)
    }

    /// A number that must be there.
    pub fn required_number(&self, key: &str) -> Option<Located<f64>> {
        self.require(key)?;
        self.number(key)
    }

    /// A whole number.
    pub fn integer(&self, key: &str) -> Option<Located<i64>> {
        let value = self.raw(key)?;
        self.integer_of(key, value)
    }

    /// `true` or `false`.
    pub fn boolean(&self, key: &str) -> Option<Located<bool>> {
        let value = self.raw(key)?;
        match value.value {
            DeValue::Boolean(yes) => Some(Located::new(*yes, value.span)),
            other => self.wrong(key, value.span, other, "`true` or `false`"),
        }
    }

    /// A list of texts; one text alone is a list of one. Empty where the key is missing.
    pub fn texts(&self, key: &str) -> Vec<Located<String>> {
        let Some(value) = self.raw(key) else {
            return Vec::new();
        };
        self.items(value)
            .into_iter()
            .filter_map(|item| match item.value {
                DeValue::String(text) => Some(Located::new(text.to_string(), item.span)),
                other => self.wrong(key, item.span, other, "a list of texts"),
            })
            .collect()
    }

    /// A list of numbers; one number alone is a list of one. Empty where the key is missing.
    pub fn numbers(&self, key: &str) -> Vec<Located<f64>> {
        let Some(value) = self.raw(key) else {
            return Vec::new();
        };
        self.items(value)
            .into_iter()
            .filter_map(|item| self.number_of(key, item))
            .collect()
    }

    /// A list of whole numbers; one alone is a list of one. Empty where the key is missing.
    pub fn integers(&self, key: &str) -> Vec<Located<i64>> {
        let Some(value) = self.raw(key) else {
            return Vec::new();
        };
        self.items(value)
            .into_iter()
            .filter_map(|item| self.integer_of(key, item))
            .collect()
    }

    /// A number, or a text that stands for one.
    pub fn number_or_text(&self, key: &str) -> Option<Located<NumberOrText>> {
        let value = self.raw(key)?;
        match value.value {
            DeValue::String(text) => Some(Located::new(
                NumberOrText::Text(text.to_string()),
                value.span,
            )),
            DeValue::Integer(_) | DeValue::Float(_) => {
                let number = self.number_of(key, value)?;
                Some(number.map(NumberOrText::Number))
            }
            other => self.wrong(key, value.span, other, "a number or a text"),
        }
    }

    /// A list whose items are numbers or texts that stand for them; one alone is a list of one.
    pub fn numbers_or_texts(&self, key: &str) -> Vec<Located<NumberOrText>> {
        let Some(value) = self.raw(key) else {
            return Vec::new();
        };
        self.items(value)
            .into_iter()
            .filter_map(|item| match item.value {
                DeValue::String(text) => Some(Located::new(
                    NumberOrText::Text(text.to_string()),
                    item.span,
                )),
                _ => self
                    .number_of(key, item)
                    .map(|number| number.map(NumberOrText::Number)),
            })
            .collect()
    }

    /// A date: EDTF or with a time of day, read by the reader's clock. A bare TOML date counts too.
    pub fn date(&self, key: &str) -> Option<Located<Date>> {
        let value = self.raw(key)?;
        let text = match value.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            other => return self.wrong(key, value.span, other, "a date in quotation marks"),
        };
        match Date::parse(&text) {
            Ok(date) => Some(Located::new(date.with_clock(self.place.clock), value.span)),
            Err(fault) => {
                let span = inner_span(self.place.text, value.span, fault.span.clone());
                self.error(
                    "impossible-date",
                    span,
                    fault.message,
                    "no such date",
                    fault.help,
                );
                None
            }
        }
    }

    /// A word out of a fixed list, with what it stands for.
    pub fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<Located<T>> {
        let text = self.text(key)?;
        self.choose(key, text, words)
    }

    /// Words out of a fixed list, with what they stand for.
    pub fn choices<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Vec<Located<T>> {
        self.texts(key)
            .into_iter()
            .filter_map(|text| self.choose(key, text, words))
            .collect()
    }

    /// A table, inline or under a header of its own.
    pub fn table(&self, key: &str) -> Option<TableReader<'s>> {
        let value = self.raw(key)?;
        match value.value {
            DeValue::Table(table) => Some(self.inner(table, key, value.span)),
            other => self.wrong(key, value.span, other, "a table"),
        }
    }

    /// An array of tables (`[[key]]` or inline); one table alone is a list of one. Empty where the key is missing.
    pub fn tables(&self, key: &str) -> Vec<TableReader<'s>> {
        let Some(value) = self.raw(key) else {
            return Vec::new();
        };
        self.items(value)
            .into_iter()
            .filter_map(|item| match item.value {
                DeValue::Table(table) => Some(self.inner(table, key, item.span)),
                other => self.wrong(key, item.span, other, "a list of tables"),
            })
            .collect()
    }

    /// A table of numbers under free keys, as `{ other = 0.3 }`. Empty where the key is missing.
    pub fn number_map(&self, key: &str) -> Vec<(Located<String>, Located<f64>)> {
        let Some(table) = self.table(key) else {
            return Vec::new();
        };
        table
            .keys()
            .into_iter()
            .filter_map(|name| {
                let number = table.number(&name.value)?;
                Some((name, number))
            })
            .collect()
    }

    /// Reports each key that was not asked for, with the nearest that was.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        self.place.sink.note(&self.path, &asked);
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if asked.contains(name) {
                continue;
            }
            let of = if self.name.is_empty() {
                "the file".to_string()
            } else {
                format!("`{}`", self.name)
            };
            let known = || asked.iter().map(String::as_str);
            let help = did_you_mean(name, known()).unwrap_or_else(|| {
                let all: Vec<String> = known().map(|key| format!("`{key}`")).collect();
                format!("known keys: {}", all.join(", "))
            });
            self.error(
                "unknown-key",
                self.at(key.span()),
                format!("{of} has no key `{name}`"),
                "unknown key",
                Some(help),
            );
        }
    }

    fn inner(&self, table: &'s DeTable<'s>, key: &str, span: Span) -> TableReader<'s> {
        let mut inner = TableReader::new(self.place, table, key, span);
        if !self.path.is_empty() {
            inner.path = format!("{}.{key}", self.path);
        }
        inner
    }

    fn at(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.place.file, range)
    }

    fn require(&self, key: &str) -> Option<()> {
        if self.has(key) {
            return Some(());
        }
        self.asked.borrow_mut().insert(key.to_string());
        self.missing(key);
        None
    }

    /// The items of a list, or the one value.
    fn items(&self, value: Located<&'s DeValue<'s>>) -> Vec<Located<&'s DeValue<'s>>> {
        match value.value {
            DeValue::Array(array) => array
                .iter()
                .map(|item: &'s Spanned<DeValue<'s>>| {
                    Located::new(item.get_ref(), self.at(item.span()))
                })
                .collect(),
            _ => vec![value],
        }
    }

    fn number_of(&self, key: &str, value: Located<&DeValue<'_>>) -> Option<Located<f64>> {
        let amount = match value.value {
            DeValue::Integer(_) => self
                .integer_of(key, value)
                .map(|whole| whole.value as f64)?,
            DeValue::Float(float) => match float.as_str().replace('_', "").parse::<f64>() {
                Ok(amount) if amount.is_finite() => amount,
                _ => return self.wrong(key, value.span, value.value, "a finite number"),
            },
            other => return self.wrong(key, value.span, other, "a number"),
        };
        Some(Located::new(amount, value.span))
    }

    fn integer_of(&self, key: &str, value: Located<&DeValue<'_>>) -> Option<Located<i64>> {
        match value.value {
            DeValue::Integer(integer) => {
                match i64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(whole) => Some(Located::new(whole, value.span)),
                    Err(_) => self.wrong(key, value.span, value.value, "a smaller whole number"),
                }
            }
            other => self.wrong(key, value.span, other, "a whole number"),
        }
    }

    fn choose<T: Copy>(
        &self,
        key: &str,
        text: Located<String>,
        words: &[(&str, T)],
    ) -> Option<Located<T>> {
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Located::new(*meaning, text.span));
        }
        let help = did_you_mean(&text, words.iter().map(|(word, _)| *word)).unwrap_or_else(|| {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            format!("one of {}", all.join(", "))
        });
        self.error(
            "unknown-value",
            text.span,
            format!("`{key}` cannot be `{}`", text.value),
            "unknown word",
            Some(help),
        );
        None
    }

    fn wrong<T>(&self, key: &str, span: Span, found: &DeValue<'_>, wanted: &str) -> Option<T> {
        self.error(
            "wrong-type",
            span,
            format!("`{key}` is not {wanted}"),
            format!("this is of type {}", found.type_str()),
            Some(format!("write {wanted}")),
        );
        None
    }
}
