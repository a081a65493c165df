//! The dossier with the indexes that rules need.

use std::collections::BTreeMap;

use kidal_dossier::language::{Argument, Atom, Qualifier, Term, Value};
use kidal_dossier::{Claim, Date, Dossier};

use crate::amount::Amount;
use crate::fact::{Fact, facts_of};
use crate::moment::date_in;

/// The dossier and its facts by term.
pub(crate) struct Case<'d> {
    pub dossier: &'d Dossier,
    pub facts: Vec<Fact<'d>>,
    /// The facts of each claim.
    pub of_claim: Vec<std::ops::Range<usize>>,
    /// How many alternatives each claim has.
    pub alternatives: Vec<u32>,
    /// What each fact speaks of: its term and place without its time, value or denial.
    pub keys: Vec<String>,
    /// The size that each fact states.
    pub amounts: Vec<Option<Amount>>,
    by_word: BTreeMap<&'d str, Vec<usize>>,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl<'d> Case<'d> {
    pub(crate) fn new(dossier: &'d Dossier) -> Self {
        let mut facts = Vec::new();
        let mut of_claim = Vec::new();
        let mut alternatives = Vec::new();
        for (row, claim) in dossier.claims.iter().enumerate() {
            let start = facts.len();
            let (some, count) = facts_of(claim, row);
            facts.extend(some);
            of_claim.push(start..facts.len());
            alternatives.push(count);
        }
        let keys: Vec<String> = facts.iter().map(|fact| key_of(fact.atom)).collect();
        let amounts = facts
            .iter()
            .map(|fact| fact.atom.comparison.as_ref().and_then(Amount::of))
            .collect();
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, fact) in facts.iter().enumerate() {
            by_word
                .entry(fact.atom.term.name.as_str())
                .or_default()
                .push(number);
            by_key.entry(keys[number].clone()).or_default().push(number);
        }
        Case {
            dossier,
            facts,
            of_claim,
            alternatives,
            keys,
            amounts,
            by_word,
            by_key,
        }
    }

    /// The facts whose term has this word.
    pub(crate) fn with_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The words that facts use.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'d str> {
        self.by_word.keys().copied()
    }

    /// The facts that speak of this.
    pub(crate) fn with_key(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Facts by what they speak of.
    pub(crate) fn by_key(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.by_key
            .iter()
            .map(|(key, facts)| (key.as_str(), facts.as_slice()))
    }

    /// The claim that a fact belongs to.
    pub(crate) fn claim(&self, fact: usize) -> &'d Claim {
        &self.dossier.claims[self.facts[fact].claim]
    }

    /// When a fact is meant to hold: by its own words, or else by its claim's `as_of`.
    pub(crate) fn date(&self, fact: usize) -> Option<&'d Date> {
        date_in(self.facts[fact].atom)
            .or_else(|| self.claim(fact).as_of.as_ref().map(|date| &date.value))
    }

    /// Whether a fact belongs to every alternative of its claim.
    pub(crate) fn is_certain(&self, fact: usize) -> bool {
        let fact = &self.facts[fact];
        fact.alternatives.count_ones() == self.alternatives[fact.claim]
    }
}

/// What an atom speaks of: word, portion, arguments and place, in one fixed order, without its time or value.
pub(crate) fn key_of(atom: &Atom) -> String {
    let mut key = term_key(&atom.term);
    let mut extra: Vec<String> = atom
        .qualifiers
        .iter()
        .filter_map(|qualifier| match qualifier {
            Qualifier::At(Value::Name(place)) => Some(format!("at: {place}")),
            Qualifier::On(Value::Name(event)) | Qualifier::During(Value::Name(event)) => {
                Some(format!("during: {event}"))
            }
            Qualifier::From(direction) => Some(format!("from: {direction}")),
            Qualifier::As(face) => Some(format!("as: {face:?}")),
            Qualifier::Before { event, .. } => Some(format!("before: {event}")),
            Qualifier::After { event, .. } => Some(format!("after: {event}")),
            _ => None,
        })
        .collect();
    extra.extend(keyed(&atom.term).map(|(key, value)| format!("{key}: {value}")));
    extra.sort();
    for part in extra {
        key.push_str("; ");
        key.push_str(&part);
    }
    key
}

fn term_key(term: &Term) -> String {
    let portion = term
        .portion
        .map_or(String::new(), |portion| format!("{portion:?} "));
    let subjects: Vec<String> = term.positional().map(ToString::to_string).collect();
    format!("{portion}{}({})", term.name, subjects.join(", "))
}

fn keyed(term: &Term) -> impl Iterator<Item = (&str, &Value)> {
    term.arguments.iter().filter_map(|Argument { key, value }| {
        let key = key.as_deref()?;
        if matches!(value, Value::Date(_)) {
            None
        } else {
            Some((key, value))
        }
    })
}

/// The value of a keyed argument, or of the qualifier that says the same.
pub(crate) fn argument<'a>(atom: &'a Atom, key: &str) -> Option<&'a Value> {
    atom.term.keyed(key).or_else(|| {
        atom.qualifiers
            .iter()
            .find_map(|qualifier| match (key, qualifier) {
                ("at", Qualifier::At(value))
                | ("on", Qualifier::On(value))
                | ("during", Qualifier::During(value)) => Some(value),
                _ => None,
            })
    })
}

/// The bare or head name of a value.
pub(crate) fn name_in(value: &Value) -> Option<&str> {
    match value {
        Value::Name(term) => Some(&term.name),
        _ => None,
    }
}

/// All names in a value, lists included.
pub(crate) fn names_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Name(term) => vec![&term.name],
        Value::AnyOf(terms) => terms.iter().map(|term| term.name.as_str()).collect(),
        Value::List(values) => values.iter().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
}

/// The name that a fact is about: the first argument of its term.
pub(crate) fn subject(atom: &Atom) -> Option<&str> {
    atom.term.position(0).and_then(name_in)
}
