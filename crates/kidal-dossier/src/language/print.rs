//! Trees to their one canonical text.

use std::fmt::{Display, Formatter, Result, Write};

use super::tree::{
    Argument, Atom, Comparison, Face, Number, Portion, Qualifier, Relation, Statement, Term, Value,
};

impl Display for Statement {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        statement(out, self, false)
    }
}

/// Writes a statement; `or_follows` says whether the next word after it is `or`, which an open end would swallow.
fn statement(out: &mut Formatter<'_>, whole: &Statement, or_follows: bool) -> Result {
    match whole {
        Statement::Or(parts) => {
            for (n, part) in parts.iter().enumerate() {
                let is_last = n + 1 == parts.len();
                let is_closed = matches!(part, Statement::Or(_));
                wrapped(out, part, is_closed, or_follows || !is_last)?;
                out.write_str(if is_last { "" } else { " or " })?;
            }
            Ok(())
        }
        Statement::And(parts) => {
            for (n, part) in parts.iter().enumerate() {
                let is_last = n + 1 == parts.len();
                let is_closed = matches!(part, Statement::Or(_) | Statement::And(_));
                wrapped(out, part, is_closed, or_follows && is_last)?;
                out.write_str(if is_last { "" } else { " and " })?;
            }
            Ok(())
        }
        Statement::Not(inner) => {
            out.write_str("not ")?;
            let is_closed = matches!(**inner, Statement::Or(_) | Statement::And(_));
            wrapped(out, inner, is_closed, or_follows)
        }
        Statement::Atom(atom) => atom.fmt(out),
    }
}

fn wrapped(out: &mut Formatter<'_>, part: &Statement, is_closed: bool, or_follows: bool) -> Result {
    let swallows = or_follows && has_open_end(part);
    if is_closed || swallows {
        out.write_char('(')?;
        statement(out, part, false)?;
        return out.write_char(')');
    }
    statement(out, part, or_follows)
}

/// Whether an `or` written after the statement could be taken as part of its last value.
fn has_open_end(statement: &Statement) -> bool {
    match statement {
        Statement::Or(_) | Statement::And(_) => false,
        Statement::Not(inner) => has_open_end(inner),
        Statement::Atom(atom) => match (atom.qualifiers.last(), &atom.comparison) {
            (Some(last), _) => match last {
                Qualifier::On(value)
                | Qualifier::At(value)
                | Qualifier::During(value)
                | Qualifier::Before {
                    event: value,
                    margin: None,
                }
                | Qualifier::After {
                    event: value,
                    margin: None,
                } => matches!(value, Value::Either(_)),
                _ => false,
            },
            (None, Some(comparison)) => {
                matches!(
                    comparison.value,
                    Value::Either(_) | Value::AnyOf(_) | Value::Name(_)
                )
            }
            (None, None) => false,
        },
    }
}

impl Display for Atom {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.term.fmt(out)?;
        if let Some(comparison) = &self.comparison {
            write!(out, " {comparison}")?;
        }
        for qualifier in &self.qualifiers {
            write!(out, " {qualifier}")?;
        }
        Ok(())
    }
}

impl Display for Comparison {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match (self.relation, &self.value) {
            (Relation::Equal, Value::Between(..) | Value::Either(_)) => self.value.fmt(out),
            (relation, value) => write!(out, "{relation} {value}"),
        }
    }
}

impl Display for Relation {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.write_str(match self {
            Relation::Equal => "=",
            Relation::Less => "<",
            Relation::AtMost => "<=",
            Relation::Greater => ">",
            Relation::AtLeast => ">=",
        })
    }
}

impl Display for Portion {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.write_str(match self {
            Portion::SomeOf => "some of",
            Portion::MostOf => "most of",
            Portion::RestOf => "rest of",
        })
    }
}

impl Display for Term {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if let Some(portion) = self.portion {
            write!(out, "{portion} ")?;
        }
        out.write_str(&self.name)?;
        if let [
            Argument {
                key: Some(key),
                value: Value::Number(count),
            },
        ] = self.arguments.as_slice()
            && key == "count"
            && !count.is_approximate
            && count.unit.is_none()
        {
            return write!(out, "*{}", count.text);
        }
        if self.arguments.is_empty() {
            return Ok(());
        }
        out.write_char('(')?;
        separated(out, &self.arguments, ", ")?;
        out.write_char(')')
    }
}

impl Display for Argument {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if let Some(key) = &self.key {
            write!(out, "{key}: ")?;
        }
        self.value.fmt(out)
    }
}

impl Display for Value {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Value::Number(number) => number.fmt(out),
            Value::Wording(words) => {
                let escaped = words.replace('\\', "\\\\").replace('"', "\\\"");
                write!(out, "\"{escaped}\"")
            }
            Value::Between(low, high) => write!(out, "between {low} and {high}"),
            Value::Either(rivals) => {
                out.write_str("either ")?;
                separated(out, rivals, " or ")
            }
            Value::Unknown => out.write_str("unknown"),
            Value::Date(date) => date.fmt(out),
            Value::Name(term) => term.fmt(out),
            Value::AnyOf(terms) => separated(out, terms, " or "),
            Value::List(items) => {
                out.write_char('[')?;
                separated(out, items, ", ")?;
                out.write_char(']')
            }
            Value::Partition(parts) => {
                out.write_char('{')?;
                for (n, (name, size)) in parts.iter().enumerate() {
                    let comma = if n == 0 { "" } else { ", " };
                    write!(out, "{comma}{name} = {size}")?;
                }
                out.write_char('}')
            }
            Value::Braces(statement) => write!(out, "{{{statement}}}"),
        }
    }
}

impl Display for Number {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if self.is_approximate {
            out.write_char('~')?;
        }
        out.write_str(&self.text)?;
        match &self.unit {
            Some(unit) => write!(out, " {unit}"),
            None => Ok(()),
        }
    }
}

impl Display for Qualifier {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Qualifier::On(value) => write!(out, "on {value}"),
            Qualifier::At(value) => write!(out, "at {value}"),
            Qualifier::From(direction) => write!(out, "from {direction}"),
            Qualifier::During(value) => write!(out, "during {value}"),
            Qualifier::Before { event, margin } => {
                with_margin(out, "before", event, margin.as_ref())
            }
            Qualifier::After { event, margin } => with_margin(out, "after", event, margin.as_ref()),
            Qualifier::AsOf(date) => write!(out, "as_of {date}"),
            Qualifier::As(Face::Public) => out.write_str("as public"),
            Qualifier::As(Face::Private) => out.write_str("as private"),
        }
    }
}

fn with_margin(
    out: &mut Formatter<'_>,
    word: &str,
    event: &Value,
    margin: Option<&Number>,
) -> Result {
    write!(out, "{word} {event}")?;
    match margin {
        Some(margin) => write!(out, ", {margin}"),
        None => Ok(()),
    }
}

fn separated<T: Display>(out: &mut Formatter<'_>, items: &[T], joint: &str) -> Result {
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.write_str(joint)?;
        }
        item.fmt(out)?;
    }
    Ok(())
}
