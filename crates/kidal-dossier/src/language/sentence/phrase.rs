//! Phrases: names, values, qualifiers and the templates of the vocabulary.

use super::Names;
use super::dates::{dated, describe_date};
use super::verbs::verb_of;
use crate::language::tree::{Argument, Face, Number, Portion, Qualifier, Statement, Term, Value};
use crate::vocabulary::{COMMON_KEYS, Word};

pub(super) struct Phrases<'n> {
    pub(super) names: &'n dyn Names,
    /// In which mood the verbs stand.
    pub(super) mood: Mood,
}

/// How a statement is meant where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// The claim asserts it: "the town fell".
    Asserted,
    /// Someone in the claim says it: "said that his allegiance is …".
    Reported,
    /// Someone in the claim asks for it: "demanded that they be handed over".
    Wished,
}

/// Words whose statement is asked for rather than said.
const WISHES: [Word; 8] = [
    Word::Offered,
    Word::Demanded,
    Word::Accepted,
    Word::Refused,
    Word::Promised,
    Word::Ordered,
    Word::Wants,
    Word::Intends,
];

/// Words of a template that fall away with a slot that has no argument.
const PREPOSITIONS: [&str; 9] = ["of", "in", "to", "at", "on", "from", "over", "into", "and"];

/// Directions, which take an article after "from".
const DIRECTIONS: [&str; 8] = [
    "north",
    "south",
    "east",
    "west",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
];

impl Phrases<'_> {
    /// A term as a noun phrase.
    pub(super) fn noun(&self, term: &Term) -> String {
        let portion = match term.portion {
            Some(Portion::SomeOf) => "some of ",
            Some(Portion::MostOf) => "most of ",
            Some(Portion::RestOf) => "the rest of ",
            None => "",
        };
        if let (Some(Value::Number(count)), 1) = (term.keyed("count"), term.arguments.len()) {
            return format!("{portion}{} {}", self.number(count), self.name(&term.name));
        }
        if term.arguments.is_empty() && self.names.name(&term.name).is_some() {
            return format!("{portion}{}", self.name(&term.name));
        }
        if !term.arguments.is_empty()
            && let Some(text) = self.own_word(term)
        {
            return format!("{portion}{text}");
        }
        let text = match Word::of(&term.name) {
            Some(word) => self.filled(word.entry().noun, term, ""),
            None if term.arguments.is_empty() => self.name(&term.name),
            None => {
                let inner: Vec<String> = term.positional().map(|value| self.value(value)).collect();
                let of = if inner.is_empty() { "" } else { " of " };
                format!(
                    "{}{of}{}{}",
                    self.name(&term.name),
                    inner.join(", "),
                    self.keys(term)
                )
            }
        };
        format!("{portion}{text}")
    }

    /// A word of the dossier's own, with its arguments put into its sentence.
    pub(super) fn own_word(&self, term: &Term) -> Option<String> {
        let (arguments, mut text) = self.names.template(&term.name)?;
        for (n, argument) in arguments.iter().enumerate() {
            let value = term.position(n).or_else(|| term.keyed(argument));
            let told = value.map_or("someone or something".to_string(), |value| {
                self.value(value)
            });
            text = text.replace(&format!("{{{argument}}}"), &told);
        }
        let text = text.trim_end_matches('.');
        let named = |argument: &&Argument| {
            let key = argument.key.as_deref();
            key.is_some_and(|key| !arguments.iter().any(|name| name == key))
        };
        let keys: String = term
            .arguments
            .iter()
            .filter(named)
            .map(|argument| self.key(argument))
            .collect();
        Some(format!("{text}{keys}"))
    }

    /// A template of the vocabulary with its slots filled. The qualifiers go where `{when}` stands, or else after the
    /// arguments with keys, so that in "said on 31 March that …" the day is that of the saying.
    pub(super) fn filled(&self, template: &str, term: &Term, qualifiers: &str) -> String {
        let has_when = template.contains("{when}");
        let mut words: Vec<String> = Vec::new();
        let mut follows_plural = false;
        for piece in pieces(template) {
            match slot(piece) {
                None => {
                    let is_plural = std::mem::take(&mut follows_plural);
                    let verb = verb_of(piece);
                    let form = match (self.mood, verb) {
                        (Mood::Wished, Some(verb)) => verb.bare,
                        (_, Some(verb)) if is_plural => verb.plural,
                        _ => piece,
                    };
                    words.push(form.to_string());
                }
                Some(Slot::Keys) => {
                    let keys = self.keys(term);
                    let when = if has_when { "" } else { qualifiers };
                    words.push(format!("{keys}{when}").trim_start().to_string());
                }
                Some(Slot::When) => words.push(qualifiers.trim_start().to_string()),
                Some(Slot::Argument { n, link }) => match term.position(n) {
                    Some(value) => {
                        let told = self.inside(term).value(value);
                        words.push(match (link, value) {
                            (Link::That, Value::Braces(inner)) if !self.is_nominal(inner) => {
                                format!("that {told}")
                            }
                            (Link::Because, Value::Braces(inner)) if !self.is_nominal(inner) => {
                                format!("because {told}")
                            }
                            (Link::Because, _) => format!("because of {told}"),
                            _ => told,
                        });
                        follows_plural = n == 0 && self.is_plural(value);
                    }
                    None => {
                        if words
                            .last()
                            .is_some_and(|word| PREPOSITIONS.contains(&word.as_str()))
                        {
                            words.pop();
                        }
                    }
                },
            }
        }
        words.retain(|word| !word.is_empty());
        words
            .join(" ")
            .replace(" ,", ",")
            .replace(" be not ", " not be ")
    }

    fn keys(&self, term: &Term) -> String {
        term.arguments
            .iter()
            .filter(|argument| argument.key.is_some())
            .map(|argument| self.key(argument))
            .collect()
    }

    /// An argument with a key: its key as a preposition, or in parentheses.
    fn key(&self, argument: &Argument) -> String {
        let key = argument.key.as_deref().unwrap_or_default();
        match (key, &argument.value) {
            ("on" | "at", Value::Date(date)) => format!(" {}", dated(date)),
            ("as_of", value) => format!(" (as of {})", self.value(value)),
            ("if", value) => format!(", if {},", self.value(value)),
            ("claim", Value::Name(term)) => format!(" claim `{}`", term.name),
            ("direction", value) => format!(" as too {}", self.value(value)),
            ("count", value) => format!(" (count {})", self.value(value)),
            ("from", Value::Name(term)) if term.is_bare() => format!(" {}", self.from(&term.name)),
            (_, Value::Name(term))
                if COMMON_KEYS.contains(&key) && DIRECTIONS.contains(&term.name.as_str()) =>
            {
                format!(" {key} the {}", term.name)
            }
            (_, value) if COMMON_KEYS.contains(&key) => format!(" {key} {}", self.value(value)),
            (_, value) => format!(" ({} {})", key.replace(['_', '-'], " "), self.value(value)),
        }
    }

    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => self.number(number),
            Value::Wording(words) => format!("\u{201c}{words}\u{201d}"),
            Value::Between(low, high) => {
                format!("between {} and {}", self.number(low), self.number(high))
            }
            Value::Either(rivals) => format!("either {}", self.listed(rivals, "or")),
            Value::Unknown => "not known".to_string(),
            Value::Date(date) => describe_date(date),
            Value::Name(term) => self.noun(term),
            Value::AnyOf(terms) => {
                let texts: Vec<String> = terms.iter().map(|term| self.noun(term)).collect();
                enumerated(&texts, "or")
            }
            Value::List(items) => self.listed(items, "and"),
            Value::Partition(parts) => {
                let texts: Vec<String> = parts
                    .iter()
                    .map(|(name, size)| format!("{} ({})", self.name(name), self.value(size)))
                    .collect();
                enumerated(&texts, "and")
            }
            Value::Braces(statement) => self.statement(statement),
        }
    }

    /// The phrases inside the braces of this term: said, or asked for. Other arguments hold no verbs.
    fn inside(&self, term: &Term) -> Phrases<'_> {
        let mood = match Word::of(&term.name) {
            Some(Word::Because) => self.mood,
            Some(word) if WISHES.contains(&word) => Mood::Wished,
            _ => Mood::Reported,
        };
        Phrases {
            names: self.names,
            mood,
        }
    }

    /// Whether a statement in braces reads as a noun: `{counter_offensive}`, `{avoid-bloodshed}`.
    fn is_nominal(&self, statement: &Statement) -> bool {
        let Statement::Atom(atom) = statement else {
            return false;
        };
        let is_plain = atom.comparison.is_none() && atom.qualifiers.is_empty();
        is_plain
            && atom.term.positional().next().is_none()
            && !self.names.is_event(&atom.term.name)
            && self.names.template(&atom.term.name).is_none()
    }

    pub(super) fn qualifier(&self, qualifier: &Qualifier) -> String {
        match qualifier {
            Qualifier::On(Value::Date(date)) | Qualifier::At(Value::Date(date)) => dated(date),
            Qualifier::On(value) => format!("on {}", self.value(value)),
            Qualifier::At(value) => format!("at {}", self.value(value)),
            Qualifier::From(direction) => self.from(direction),
            Qualifier::During(value) => format!("during {}", self.value(value)),
            Qualifier::Before { event, margin } => {
                self.with_margin("before", event, margin.as_ref())
            }
            Qualifier::After { event, margin } => self.with_margin("after", event, margin.as_ref()),
            Qualifier::AsOf(date) => format!("(as of {})", describe_date(date)),
            Qualifier::As(Face::Public) => "publicly".to_string(),
            Qualifier::As(Face::Private) => "privately".to_string(),
        }
    }

    fn with_margin(&self, word: &str, event: &Value, margin: Option<&Number>) -> String {
        let event = self.value(event);
        match margin {
            Some(margin) => format!("{} {word} {event}", self.number(margin)),
            None => format!("{word} {event}"),
        }
    }

    fn from(&self, direction: &str) -> String {
        if DIRECTIONS.contains(&direction) {
            return format!("from the {direction}");
        }
        format!("from {}", self.name(direction))
    }

    fn number(&self, number: &Number) -> String {
        let about = if number.is_approximate { "about " } else { "" };
        match &number.unit {
            Some(unit) => format!("{about}{} {unit}", number.text),
            None => format!("{about}{}", number.text),
        }
    }

    /// The name for people, or the id's words where none is known.
    fn name(&self, id: &str) -> String {
        self.names.name(id).unwrap_or_else(|| {
            if DIRECTIONS.contains(&id) {
                return id.to_string();
            }
            id.replace(['-', '_'], " ")
        })
    }

    fn listed(&self, values: &[Value], joint: &str) -> String {
        let texts: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        enumerated(&texts, joint)
    }

    fn is_plural(&self, value: &Value) -> bool {
        match value {
            Value::List(items) => items.len() > 1,
            Value::AnyOf(_) => true,
            Value::Name(term) => {
                let has_portion = term.portion.is_some();
                let has_count = term.count().is_some_and(|count| count > 1.0);
                has_portion
                    || has_count
                    || (term.arguments.is_empty() && self.names.is_plural(&term.name))
            }
            _ => false,
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
fn enumerated(texts: &[String], joint: &str) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {joint} {last}", head.join(", ")),
    }
}

enum Slot {
    Keys,
    When,
    Argument { n: usize, link: Link },
}

/// The word that leads a statement in braces.
#[derive(Clone, Copy)]
enum Link {
    None,
    That,
    Because,
}

fn slot(piece: &str) -> Option<Slot> {
    let inner = piece.strip_prefix('{')?.strip_suffix('}')?;
    match inner {
        "keys" => return Some(Slot::Keys),
        "when" => return Some(Slot::When),
        _ => {}
    }
    let (digits, link) = match inner.split_once(' ') {
        Some(("that", digits)) => (digits, Link::That),
        Some((_, digits)) => (digits, Link::Because),
        None => (inner, Link::None),
    };
    let n = digits.parse::<usize>().ok()?.checked_sub(1)?;
    Some(Slot::Argument { n, link })
}

/// Splits a template into words and slots.
fn pieces(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return found;
        }
        let end = if rest.starts_with('{') {
            rest.find('}').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find([' ', '{']).unwrap_or(rest.len())
        };
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
}
