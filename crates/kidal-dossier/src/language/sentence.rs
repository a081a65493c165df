//! Trees to readable English: plain, attributed to nobody, exact about what is and what is not said.

mod dates;
mod phrase;
mod verbs;

pub use dates::describe_date;

use super::tree::{Atom, Comparison, Relation, Statement, Term, Value};
use phrase::{Mood, Phrases};
pub use verbs::looks_plural;

/// What a sentence needs to know of the names in a statement.
pub trait Names {
    /// The name for people; none where the id is not known, which then reads as its words without hyphens.
    fn name(&self, id: &str) -> Option<String>;

    /// Whether the id is an event, so that it happens rather than is.
    fn is_event(&self, _id: &str) -> bool {
        false
    }

    /// Whether the name takes a verb in the plural.
    fn is_plural(&self, _id: &str) -> bool {
        false
    }

    /// Argument names and sentence of a word of the dossier's own.
    fn template(&self, _word: &str) -> Option<(Vec<String>, String)> {
        None
    }
}

/// No names are known: ids read as their words.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn name(&self, _id: &str) -> Option<String> {
        None
    }

    /// A guess from the ending, for lack of anything better.
    fn is_plural(&self, id: &str) -> bool {
        looks_plural(&id.replace(['-', '_'], " "))
    }
}

/// A whole sentence, with its capital and full stop.
///
/// ```
/// use kidal_dossier::language::{NoNames, parse, sentence};
///
/// let statement = parse("captured(malian-soldiers, at: kidal) between 50 and 169").unwrap();
/// let text = sentence(&statement, &NoNames);
/// assert_eq!(text, "The number of malian soldiers captured at kidal was between 50 and 169.");
/// ```
pub fn sentence(statement: &Statement, names: &dyn Names) -> String {
    let text = fragment(statement, names);
    let mut letters = text.chars();
    let capital: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if text.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{capital}{}{stop}", letters.as_str())
}

/// The same without capital and full stop, to stand inside another sentence.
pub fn fragment(statement: &Statement, names: &dyn Names) -> String {
    let phrases = Phrases {
        names,
        mood: Mood::Asserted,
    };
    // "demanded, if …, that …" has a comma after its condition, which a condition at the end does not need.
    phrases
        .statement(statement)
        .trim_end_matches(',')
        .to_string()
}

/// A term as a noun, to be asked for: "the strength of the riflemen".
///
/// ```
/// use kidal_dossier::language::{NoNames, noun, parse};
///
/// let statement = parse("strength(riflemen) = 40").unwrap();
/// let atom = statement.as_atom().unwrap();
/// assert_eq!(noun(&atom.term, &NoNames), "the strength of riflemen");
/// ```
pub fn noun(term: &Term, names: &dyn Names) -> String {
    let phrases = Phrases {
        names,
        mood: Mood::Asserted,
    };
    phrases.noun(term)
}

/// A value as it is given, in words: "about 70", "at least 600", "between 50 and 100".
///
/// ```
/// use kidal_dossier::language::{NoNames, amount, parse};
///
/// let statement = parse("killed(guard) >= ~40").unwrap();
/// let comparison = statement.as_atom().unwrap().comparison.clone().unwrap();
/// assert_eq!(amount(&comparison, &NoNames), "at least about 40");
/// ```
pub fn amount(comparison: &Comparison, names: &dyn Names) -> String {
    let phrases = Phrases {
        names,
        mood: Mood::Asserted,
    };
    let relation = relation(comparison.relation);
    match &comparison.value {
        Value::Unknown => "unknown".to_string(),
        value => format!("{relation}{}", phrases.value(value)),
    }
}

/// A relation in words, before its value; an equality has none.
fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "",
        Relation::Less => "less than ",
        Relation::AtMost => "at most ",
        Relation::Greater => "more than ",
        Relation::AtLeast => "at least ",
    }
}

impl Phrases<'_> {
    fn statement(&self, statement: &Statement) -> String {
        match statement {
            Statement::Or(parts) => self.joined(parts, "or"),
            Statement::And(parts) => self.joined(parts, "and"),
            Statement::Not(inner) => self.denial(inner),
            Statement::Atom(atom) => self.atom(atom),
        }
    }

    fn denial(&self, inner: &Statement) -> String {
        let not_so = match self.mood {
            Mood::Wished => "it not be so that",
            Mood::Asserted | Mood::Reported => "it is not so that",
        };
        match inner {
            Statement::Or(_) | Statement::And(_) => format!("{not_so} ({})", self.statement(inner)),
            Statement::Not(_) => format!("{not_so} {}", self.statement(inner)),
            Statement::Atom(atom) => self
                .denied(atom)
                .unwrap_or_else(|| format!("{not_so} {}", self.atom(atom))),
        }
    }

    fn joined(&self, parts: &[Statement], joint: &str) -> String {
        let has_joints = parts
            .iter()
            .any(|part| matches!(part, Statement::Or(_) | Statement::And(_)));
        let texts: Vec<String> = parts.iter().map(|part| self.statement(part)).collect();
        // A semicolon keeps "a and b; or c" apart from "a; and b or c".
        let separator = if has_joints {
            format!("; {joint} ")
        } else {
            format!(", {joint} ")
        };
        texts.join(&separator)
    }

    fn atom(&self, atom: &Atom) -> String {
        let qualifiers = self.qualifiers(atom);
        match &atom.comparison {
            Some(comparison) if self.is_clause(&atom.term) => {
                let clause = self.noun(&atom.term);
                let amount = amount(comparison, self.names);
                format!("{clause}: {amount}{qualifiers}")
            }
            Some(comparison) => {
                let subject = self.noun(&atom.term);
                format!("{subject} {}{qualifiers}", self.predicate(comparison))
            }
            None => self.clause(&atom.term, &qualifiers),
        }
    }

    /// Whether a word of the dossier's own is told with a verb, so that none can follow: "the landing lost men". Its sentence then
    /// begins with who; one that names a quantity begins with an article.
    fn is_clause(&self, term: &Term) -> bool {
        let template = self.names.template(&term.name);
        template.is_some_and(|(_, text)| text.starts_with('{') || text.starts_with("there "))
    }

    /// The atom with "not" in its verb; none where its words have no verb that takes one.
    fn denied(&self, atom: &Atom) -> Option<String> {
        if atom.comparison.is_some() || self.own_word(&atom.term).is_some() {
            return None;
        }
        let word = crate::vocabulary::Word::of(&atom.term.name)?;
        atom.term
            .position(0)
            .filter(|_| atom.term.portion.is_none())?;
        let template = verbs::denied(word.entry().clause)?;
        Some(self.filled(&template, &atom.term, &self.qualifiers(atom)))
    }

    fn qualifiers(&self, atom: &Atom) -> String {
        atom.qualifiers
            .iter()
            .map(|qualifier| format!(" {}", self.qualifier(qualifier)))
            .collect()
    }

    fn predicate(&self, comparison: &Comparison) -> String {
        let relation = relation(comparison.relation);
        match &comparison.value {
            Value::Unknown => "is given as unknown".to_string(),
            value => {
                // What someone says, wants or asks for is told in the present: it is not asserted.
                let verb = match self.mood {
                    Mood::Asserted => "was",
                    Mood::Reported => "is",
                    Mood::Wished => "be",
                };
                format!("{verb} {relation}{}", self.value(value))
            }
        }
    }

    /// A term that stands alone as a statement.
    fn clause(&self, term: &Term, qualifiers: &str) -> String {
        let is_bare = term.is_bare();
        if is_bare && let Some(name) = self.names.name(&term.name) {
            return if self.names.is_event(&term.name) {
                let verb = if self.mood == Mood::Wished {
                    "happen"
                } else {
                    "happened"
                };
                format!("{name} {verb}{qualifiers}")
            } else {
                format!("{name}{qualifiers}")
            };
        }
        if let Some(text) = self.own_word(term) {
            return format!("{text}{qualifiers}");
        }
        if let Some(word) = crate::vocabulary::Word::of(&term.name) {
            if term.positional().next().is_none() {
                let noun = self.noun(term);
                return if qualifiers.is_empty() {
                    noun
                } else {
                    format!("{noun} came{qualifiers}")
                };
            }
            let text = self.filled(word.entry().clause, term, qualifiers);
            let portion = term
                .portion
                .map(|portion| format!("{portion} what follows: "))
                .unwrap_or_default();
            return format!("{portion}{text}");
        }
        let name = self.noun(term);
        let verb = if is_bare && !qualifiers.is_empty() {
            " happened"
        } else {
            ""
        };
        format!("{name}{verb}{qualifiers}")
    }
}

/// The places of the argument names in the sentence of a predicate: the bytes between `{` and `}`.
pub fn argument_slots(template: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{') {
        let start = at + open + 1;
        let Some(length) = template[start..].find('}') else {
            break;
        };
        found.push(start..start + length);
        at = start + length + 1;
    }
    found
}
