//! Words that name more than one thing: `3 carriers`, `2 suicide bombers`, `4 fuel tanks`.

use super::kinds::is_category;
use super::nouns::category_of;
use super::{Field, Reader};
use crate::amount::Amount;
use crate::token::Token;
use crate::words::{Class, Sense, sense_at};

/// Words before a thing that make it another one: what blows itself up flies not, what holds water does not shoot.
const TURNING: [&str; 14] = [
    "suicide",
    "human",
    "car",
    "truck",
    "fuel",
    "water",
    "oil",
    "gas",
    "storage",
    "petrol",
    "bren",
    "universal",
    "transport",
    "flying",
];

/// Words that alone name one thing, and behind one of [`TURNING`] another.
const STEADY: [&str; 5] = ["tanks", "boats", "cars", "wagons", "bombers"];

/// How many tokens to each side show what a word means. Chosen by us: values are shorter, and looking through a long one for each of
/// its words would take time by its square.
const NEAR: usize = 120;

impl Reader<'_> {
    /// `3 carriers lost`: where the word behind a figure of losses names another thing than the table has as well, and nothing in
    /// the value shows which is meant, the one that was taken is told.
    pub(super) fn tell_other_sense(&mut self, amount: &Amount, from: usize, to: usize) {
        if self.field == Field::Strength {
            return;
        }
        let mut at = from;
        let found = loop {
            if at >= to {
                return;
            }
            let known = sense_at(self.tokens, at, &[Class::Thing, Class::People]);
            // A spelling of several words is one thing: `escort carriers`.
            if let Some((sense, 1)) = known
                && let Some(other) = self.other_sense(at)
            {
                break (sense, other);
            }
            at += known.map_or(1, |(_, length)| length);
        };
        let (sense, other) = found;
        let word = self.tokens[at].lower().unwrap_or_default().to_string();
        let is_turned = at.checked_sub(1).is_some_and(|before| {
            let before = self.tokens[before].lower();
            before.is_some_and(|before| TURNING.contains(&before))
        });
        let is_steady = STEADY.contains(&word.as_str());
        if !is_turned && (is_steady || self.shows(sense, at)) {
            return;
        }
        let taken = amount.kind.as_deref().filter(|kind| is_category(kind));
        let taken = taken.unwrap_or("people");
        if taken == other.meaning {
            return;
        }
        let why = format!("`{word}` is taken for {taken}; it may be {}", other.meaning);
        let text = self.slice(from.saturating_sub(1), at + 1).to_string();
        self.value.leftovers.push((text, why));
    }

    fn other_sense(&self, at: usize) -> Option<Sense> {
        Some(sense_at(self.tokens, at, &[Class::Other])?.0)
    }

    /// Whether another word nearby is of the same category and of no other, or says what befalls such things alone.
    fn shows(&self, sense: Sense, at: usize) -> bool {
        let is_sign = |n: usize, token: &Token| {
            let is_other = n != at && token.lower() != self.tokens[at].lower();
            let thing = sense_at(self.tokens, n, &[Class::Thing]);
            let is_alike = thing.is_some_and(|(thing, length)| {
                thing.category == sense.category && (length > 1 || self.other_sense(n).is_none())
            });
            is_other && (is_alike || category_of(token.lower()) == Some(sense.category))
        };
        let from = at.saturating_sub(NEAR);
        let to = self.tokens.len().min(at + NEAR);
        (from..to).any(|n| is_sign(n, &self.tokens[n]))
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, read_value};

    /// A word of the table was taken in its sense also where it names another thing.
    #[test]
    fn a_word_in_another_sense_is_told() {
        let told = |text: &str| {
            let value = read_value(Field::Casualties, text, &Belligerents::default());
            value.leftovers
        };
        for text in [
            "3 suicide bombers",
            "40 carriers",
            "2 fuel tanks destroyed",
            "6 transports lost",
            "12 bombardiers killed",
        ] {
            assert!(!told(text).is_empty(), "{text}");
        }
        for text in [
            "1 heavy cruiser, 4 carriers",
            "3 transports sunk",
            "16 bombers shot down",
            "12 tanks destroyed",
            "2 escort carriers",
            "3 bombers, 4 helicopters",
            "5 boats sunk",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }
}
