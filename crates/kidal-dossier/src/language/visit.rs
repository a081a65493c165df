//! Walking a tree: atoms, terms and dates, wherever they stand.

use super::tree::{Atom, Number, Qualifier, Statement, Term, Value};
use crate::date::{Clock, Date};

impl Statement {
    /// All atoms that the statement joins, in order, not those inside braces.
    pub fn atoms(&self) -> Vec<&Atom> {
        let mut found = Vec::new();
        collect_atoms(self, &mut found);
        found
    }

    /// The atom, where the statement is one and nothing else.
    pub fn as_atom(&self) -> Option<&Atom> {
        match self {
            Statement::Atom(atom) => Some(atom),
            _ => None,
        }
    }

    /// Calls `see` on each term, in order: those of atoms, arguments, values and qualifiers, also inside braces.
    pub fn each_term<'t>(&'t self, see: &mut dyn FnMut(&'t Term)) {
        match self {
            Statement::Or(parts) | Statement::And(parts) => {
                for part in parts {
                    part.each_term(see);
                }
            }
            Statement::Not(inner) => inner.each_term(see),
            Statement::Atom(atom) => atom.each_term(see),
        }
    }

    /// Calls `see` on each value, in order and from outside in, also inside braces.
    pub fn each_value<'t>(&'t self, see: &mut dyn FnMut(&'t Value)) {
        match self {
            Statement::Or(parts) | Statement::And(parts) => {
                for part in parts {
                    part.each_value(see);
                }
            }
            Statement::Not(inner) => inner.each_value(see),
            Statement::Atom(atom) => atom.each_value(see),
        }
    }

    /// The same statement with each date read by this clock.
    pub fn with_clock(mut self, clock: Clock) -> Statement {
        change_dates(&mut self, &mut |date| {
            *date = date.clone().with_clock(clock)
        });
        self
    }
}

impl Atom {
    /// Calls `see` on each term of the atom, its own first.
    pub fn each_term<'t>(&'t self, see: &mut dyn FnMut(&'t Term)) {
        self.term.each_term(see);
        if let Some(comparison) = &self.comparison {
            comparison.value.each_term(see);
        }
        for qualifier in &self.qualifiers {
            if let Some(value) = qualifier.value() {
                value.each_term(see);
            }
        }
    }

    /// Calls `see` on each value of the atom.
    pub fn each_value<'t>(&'t self, see: &mut dyn FnMut(&'t Value)) {
        self.term.each_value(see);
        if let Some(comparison) = &self.comparison {
            comparison.value.each_value(see);
        }
        for qualifier in &self.qualifiers {
            if let Some(value) = qualifier.value() {
                value.each_value(see);
            }
        }
    }

    /// The value that the term is compared with.
    pub fn value(&self) -> Option<&Value> {
        self.comparison.as_ref().map(|comparison| &comparison.value)
    }
}

impl Term {
    /// Calls `see` on the term and on each term in its arguments.
    pub fn each_term<'t>(&'t self, see: &mut dyn FnMut(&'t Term)) {
        see(self);
        for argument in &self.arguments {
            argument.value.each_term(see);
        }
    }

    fn each_value<'t>(&'t self, see: &mut dyn FnMut(&'t Value)) {
        for argument in &self.arguments {
            argument.value.each_value(see);
        }
    }
}

impl Value {
    /// Calls `see` on each term in the value.
    pub fn each_term<'t>(&'t self, see: &mut dyn FnMut(&'t Term)) {
        match self {
            Value::Name(term) => term.each_term(see),
            Value::AnyOf(terms) => terms.iter().for_each(|term| term.each_term(see)),
            Value::Either(values) | Value::List(values) => {
                values.iter().for_each(|value| value.each_term(see));
            }
            Value::Partition(parts) => parts.iter().for_each(|(_, value)| value.each_term(see)),
            Value::Braces(statement) => statement.each_term(see),
            Value::Number(_)
            | Value::Wording(_)
            | Value::Between(..)
            | Value::Unknown
            | Value::Date(_) => {}
        }
    }

    /// Calls `see` on the value and on each value inside it.
    pub fn each_value<'t>(&'t self, see: &mut dyn FnMut(&'t Value)) {
        see(self);
        match self {
            Value::Name(term) => term.each_value(see),
            Value::AnyOf(terms) => terms.iter().for_each(|term| term.each_value(see)),
            Value::Either(values) | Value::List(values) => {
                values.iter().for_each(|value| value.each_value(see));
            }
            Value::Partition(parts) => parts.iter().for_each(|(_, value)| value.each_value(see)),
            Value::Braces(statement) => statement.each_value(see),
            Value::Number(_)
            | Value::Wording(_)
            | Value::Between(..)
            | Value::Unknown
            | Value::Date(_) => {}
        }
    }

    /// The figures of the value: one, both ends of a range, or those of its members and parts.
    pub fn numbers(&self) -> Vec<&Number> {
        match self {
            Value::Number(number) => vec![number],
            Value::Between(low, high) => vec![low, high],
            Value::Either(values) | Value::List(values) => {
                values.iter().flat_map(Value::numbers).collect()
            }
            Value::Partition(parts) => parts
                .iter()
                .flat_map(|(_, value)| value.numbers())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The bare names that the value lists, joins or is: `[mnla, ansar-dine]` and `mnla or ansar-dine` both give two.
    pub fn names(&self) -> Vec<&Term> {
        match self {
            Value::Name(term) => vec![term],
            Value::AnyOf(terms) => terms.iter().collect(),
            Value::List(values) | Value::Either(values) => {
                values.iter().flat_map(Value::names).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The date, where the value is one.
    pub fn as_date(&self) -> Option<&Date> {
        match self {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The one name that the value is.
    pub fn as_name(&self) -> Option<&Term> {
        match self {
            Value::Name(term) => Some(term),
            _ => None,
        }
    }
}

impl Qualifier {
    /// The value that it holds, where it holds one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Qualifier::On(value) | Qualifier::At(value) | Qualifier::During(value) => Some(value),
            Qualifier::Before { event, .. } | Qualifier::After { event, .. } => Some(event),
            Qualifier::From(_) | Qualifier::AsOf(_) | Qualifier::As(_) => None,
        }
    }

    /// The date that it gives, where it gives one: of `on`, `at`, `during`, `before`, `after` or `as_of`.
    pub fn date(&self) -> Option<&Date> {
        match self {
            Qualifier::AsOf(date) => Some(date),
            _ => self.value().and_then(Value::as_date),
        }
    }
}

fn collect_atoms<'t>(statement: &'t Statement, found: &mut Vec<&'t Atom>) {
    match statement {
        Statement::Or(parts) | Statement::And(parts) => {
            parts.iter().for_each(|part| collect_atoms(part, found));
        }
        Statement::Not(inner) => collect_atoms(inner, found),
        Statement::Atom(atom) => found.push(atom),
    }
}

fn change_dates(statement: &mut Statement, change: &mut dyn FnMut(&mut Date)) {
    match statement {
        Statement::Or(parts) | Statement::And(parts) => {
            parts.iter_mut().for_each(|part| change_dates(part, change));
        }
        Statement::Not(inner) => change_dates(inner, change),
        Statement::Atom(atom) => {
            change_term(&mut atom.term, change);
            if let Some(comparison) = &mut atom.comparison {
                change_value(&mut comparison.value, change);
            }
            for qualifier in &mut atom.qualifiers {
                match qualifier {
                    Qualifier::On(value) | Qualifier::At(value) | Qualifier::During(value) => {
                        change_value(value, change)
                    }
                    Qualifier::Before { event, .. } | Qualifier::After { event, .. } => {
                        change_value(event, change)
                    }
                    Qualifier::AsOf(date) => change(date),
                    Qualifier::From(_) | Qualifier::As(_) => {}
                }
            }
        }
    }
}

fn change_term(term: &mut Term, change: &mut dyn FnMut(&mut Date)) {
    for argument in &mut term.arguments {
        change_value(&mut argument.value, change);
    }
}

fn change_value(value: &mut Value, change: &mut dyn FnMut(&mut Date)) {
    match value {
        Value::Date(date) => change(date),
        Value::Name(term) => change_term(term, change),
        Value::AnyOf(terms) => terms.iter_mut().for_each(|term| change_term(term, change)),
        Value::Either(values) | Value::List(values) => {
            values
                .iter_mut()
                .for_each(|value| change_value(value, change));
        }
        Value::Partition(parts) => parts
            .iter_mut()
            .for_each(|(_, value)| change_value(value, change)),
        Value::Braces(statement) => change_dates(statement, change),
        Value::Number(_) | Value::Wording(_) | Value::Between(..) | Value::Unknown => {}
    }
}
