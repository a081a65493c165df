//! The built-in words of the claim language: what each takes, what it means and how it reads.

mod plain;
mod reference;
#[cfg(test)]
mod tests;
mod words;

pub use plain::{PLAIN_WORDS, is_plain_word};
pub use reference::reference_markdown;
pub use words::{WORDS, Word};

use serde::Serialize;

/// What sort of thing a built-in word speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WordKind {
    /// A number of a group at a time.
    Quantity,
    /// Something that happens.
    Event,
    /// Where things are.
    Place,
    /// Who someone is and stands with.
    Standing,
    /// Between actors, and between actors and events.
    Relation,
    /// Words and minds; what stands in braces is not asserted.
    Mind,
    /// A source's own field.
    Field,
    /// Conduct. A dossier may give these words a meaning of its own with `[[predicate]]`.
    Conduct,
}

impl WordKind {
    /// All kinds, in the order of the reference.
    pub const ALL: [WordKind; 8] = [
        WordKind::Quantity,
        WordKind::Event,
        WordKind::Place,
        WordKind::Standing,
        WordKind::Relation,
        WordKind::Mind,
        WordKind::Field,
        WordKind::Conduct,
    ];

    /// The heading of the reference.
    pub fn heading(self) -> &'static str {
        match self {
            WordKind::Quantity => "Quantities of a group at a time",
            WordKind::Event => "Events",
            WordKind::Place => "Places",
            WordKind::Standing => "Standing",
            WordKind::Relation => "Relations",
            WordKind::Mind => "Words and minds",
            WordKind::Field => "A source's own fields",
            WordKind::Conduct => "Conduct",
        }
    }
}

/// One built-in word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The word.
    pub word: Word,
    /// How it is written.
    pub name: &'static str,
    /// Its kind.
    pub kind: WordKind,
    /// What its arguments without a key are, in order.
    pub arguments: &'static [&'static str],
    /// How many of them must be there.
    pub required: usize,
    /// The argument keys that belong to it. The prepositions of [`COMMON_KEYS`] fit every word.
    pub keys: &'static [&'static str],
    /// How it reads before "was …": `{1}` stands for the first argument, `{keys}` for those with keys.
    pub noun: &'static str,
    /// How it reads alone: `{that 2}` puts "that", `{because 2}` puts "because" before a statement in braces, and `{when}`
    /// is where the qualifiers go, which else follow `{keys}`.
    pub clause: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Word {
    /// The word with this spelling.
    pub fn of(name: &str) -> Option<Word> {
        WORDS
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.word)
    }

    /// Its row of the vocabulary.
    pub fn entry(self) -> &'static Entry {
        &WORDS[self as usize]
    }

    /// How it is written.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Its kind.
    pub fn kind(self) -> WordKind {
        self.entry().kind
    }

    /// Whether the word takes a statement in braces that it does not assert.
    pub fn is_opaque(self) -> bool {
        self.kind() == WordKind::Mind
    }
}

/// Argument keys that fit every word: prepositions, times and conditions.
pub const COMMON_KEYS: [&str; 24] = [
    "about", "after", "against", "along", "as", "as_of", "at", "before", "by", "count", "during",
    "for", "from", "if", "in", "near", "of", "on", "since", "through", "to", "towards", "until",
    "with",
];

/// Argument keys whose value is a plain word that need not be declared.
pub const FREE_KEYS: [&str; 6] = ["as", "direction", "kind", "manner", "relation", "role"];
