//! Reading scenario.toml: small helpers that turn located text into typed ids and values, reporting what does not fit.

use crate::expression;
use crate::names::Names;
use kidal_battle::parts::{ActorId, ContingentId, EventKind, Pattern, PlaceId, RouteId, Value};
use kidal_dossier::span::{Located, Span};
use kidal_dossier::table::{NumberOrText, TableReader};

/// A table of scenario.toml together with the names it may use.
pub(crate) struct Section<'r, 's> {
    pub table: &'r TableReader<'s>,
    pub names: &'r Names,
}

impl<'r, 's> Section<'r, 's> {
    pub fn new(table: &'r TableReader<'s>, names: &'r Names) -> Self {
        Self { table, names }
    }

    /// A section of an inner table.
    pub fn of<'q>(&'q self, table: &'q TableReader<'s>) -> Section<'q, 's> {
        Section {
            table,
            names: self.names,
        }
    }

    /// Passes a good result on, reports a bad one.
    pub fn accept<T>(&self, span: Span, result: Result<T, String>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(message) => {
                self.table.error(
                    "bad-scenario",
                    span,
                    message,
                    "here",
                    Some("names are those of evidence.toml and of this file".into()),
                );
                None
            }
        }
    }

    /// Reports a fault of this table.
    pub fn fault(&self, message: String, help: &str) {
        self.table.error(
            "bad-scenario",
            self.table.span(),
            message,
            "in this table",
            Some(help.to_string()),
        );
    }

    /// An expression or a number.
    pub fn value(&self, key: &str) -> Option<Value> {
        let found = self.table.number_or_text(key)?;
        self.expression(&found)
    }

    /// An expression or a number, or this constant.
    pub fn value_or(&self, key: &str, default: f64) -> Value {
        self.value(key).unwrap_or_else(|| Value::constant(default))
    }

    /// An expression or a number that must be there.
    pub fn required_value(&self, key: &str) -> Option<Value> {
        if !self.table.has(key) {
            self.table.missing(key);
            return None;
        }
        self.value(key)
    }

    fn expression(&self, found: &Located<NumberOrText>) -> Option<Value> {
        match &found.value {
            NumberOrText::Number(number) => Some(Value::constant(*number)),
            NumberOrText::Text(text) => {
                self.accept(found.span, expression::parse(text, self.names))
            }
        }
    }

    /// Two numbers.
    pub fn pair(&self, key: &str) -> Option<[f64; 2]> {
        if !self.table.has(key) {
            return None;
        }
        let numbers = self.table.numbers(key);
        if numbers.len() == 2 {
            return Some([numbers[0].value, numbers[1].value]);
        }
        self.fault(format!("`{key}` needs two numbers"), "write [least, most]");
        None
    }

    /// Two numbers that must be there.
    pub fn required_pair(&self, key: &str) -> Option<[f64; 2]> {
        if !self.table.has(key) {
            self.table.missing(key);
        }
        self.pair(key)
    }

    /// Two numbers or expressions that must be there.
    pub fn required_value_pair(&self, key: &str) -> Option<[Value; 2]> {
        if !self.table.has(key) {
            self.table.missing(key);
        }
        self.value_pair(key)
    }

    /// Two numbers or expressions.
    pub fn value_pair(&self, key: &str) -> Option<[Value; 2]> {
        if !self.table.has(key) {
            return None;
        }
        let list: Vec<Value> = self
            .table
            .numbers_or_texts(key)
            .iter()
            .filter_map(|item| self.expression(item))
            .collect();
        match <[Value; 2]>::try_from(list) {
            Ok(pair) => Some(pair),
            Err(_) => {
                self.fault(format!("`{key}` needs two values"), "write [first, second]");
                None
            }
        }
    }

    /// Contingents, by their own names or by groups.
    pub fn who(&self, key: &str) -> Vec<ContingentId> {
        let mut list = Vec::new();
        for name in self.table.texts(key) {
            if let Some(found) = self.accept(name.span, self.names.group(&name.value)) {
                for id in found {
                    if !list.contains(&id) {
                        list.push(id);
                    }
                }
            }
        }
        list
    }

    /// Contingents that must be named.
    pub fn required_who(&self, key: &str) -> Vec<ContingentId> {
        if !self.table.has(key) {
            self.table.missing(key);
        }
        self.who(key)
    }

    pub fn actor(&self, key: &str) -> Option<ActorId> {
        let name = self.table.text(key)?;
        self.accept(name.span, self.names.actor(&name.value))
    }

    pub fn required_actor(&self, key: &str) -> Option<ActorId> {
        let name = self.table.required_text(key)?;
        self.accept(name.span, self.names.actor(&name.value))
    }

    pub fn place(&self, key: &str) -> Option<PlaceId> {
        let name = self.table.text(key)?;
        self.accept(name.span, self.names.place(&name.value))
    }

    pub fn required_place(&self, key: &str) -> Option<PlaceId> {
        let name = self.table.required_text(key)?;
        self.accept(name.span, self.names.place(&name.value))
    }

    pub fn required_route(&self, key: &str) -> Option<RouteId> {
        let name = self.table.required_text(key)?;
        self.accept(name.span, self.names.route(&name.value))
    }

    /// A pattern of events: `{ notice = "…" }` or `{ kind = "took", place = "…", actor = "…" }`.
    pub fn pattern(&self) -> Option<Pattern> {
        let notice = match self.table.text("notice") {
            Some(name) => Some(self.accept(name.span, self.names.notice(&name.value))?),
            None => None,
        };
        let kind = match self.table.choice("kind", &KINDS) {
            Some(kind) => kind.value,
            None if notice.is_some() => EventKind::Notice,
            None => {
                self.fault(
                    "a pattern needs a `notice` or a `kind`".into(),
                    "for example { notice = \"repulsed\" }",
                );
                return None;
            }
        };
        let after = self.table.table("after").and_then(|inner| {
            let pattern = self.of(&inner).pattern();
            inner.finish();
            pattern.map(Box::new)
        });
        Some(Pattern {
            kind,
            who: self.who("who"),
            place: self.place("place"),
            actor: self.actor("actor"),
            notice,
            after,
        })
    }

    /// A pattern in an inner table.
    pub fn inner_pattern(&self, key: &str) -> Option<Pattern> {
        let inner = self.table.table(key)?;
        let pattern = self.of(&inner).pattern();
        inner.finish();
        pattern
    }
}

/// Words for kinds of events.
pub(crate) const KINDS: [(&str, EventKind); 23] = [
    ("notice", EventKind::Notice),
    ("appeared", EventKind::Appeared),
    ("fire", EventKind::Fire),
    ("met", EventKind::Met),
    ("broke", EventKind::Broke),
    ("routed", EventKind::Routed),
    ("rallied", EventKind::Rallied),
    ("sleep-began", EventKind::SleepBegan),
    ("defected", EventKind::Defected),
    ("captured", EventKind::Captured),
    ("took", EventKind::Took),
    ("arrived", EventKind::Arrived),
    ("dawn", EventKind::Dawn),
    ("dusk", EventKind::Dusk),
    ("released", EventKind::Released),
    ("departed", EventKind::Departed),
    ("ran-dry", EventKind::RanDry),
    ("commander-lost", EventKind::CommanderLost),
    ("command-taken", EventKind::CommandTaken),
    ("vehicles-lost", EventKind::VehiclesLost),
    ("vehicles-abandoned", EventKind::VehiclesAbandoned),
    ("vehicles-taken", EventKind::VehiclesTaken),
    ("reported", EventKind::Reported),
];
