//! Names inside a sentence: those that the infobox knows, and others in capitals.

use crate::article::Side;
use crate::names::folded;
use crate::token::{Sort, tokens};
use crate::words::{Class, sense_of};

/// Names of the infobox, folded.
pub(super) struct Known {
    /// Folded name, name, row of its side.
    names: Vec<(String, String, Option<usize>)>,
}

impl Known {
    pub(super) fn of(sides: &[Side], place: Option<&str>) -> Known {
        let mut names = Vec::new();
        for (row, side) in sides.iter().enumerate() {
            let belligerents = side.belligerents.iter().map(|one| &one.name);
            let commanders = side.commanders.iter().map(|one| &one.name);
            for name in belligerents.chain(commanders) {
                names.push((folded(name), name.clone(), Some(row)));
            }
        }
        for part in place.into_iter().flat_map(|place| place.split(", ")) {
            names.push((folded(part), part.to_string(), None));
        }
        names.retain(|(folded, _, _)| folded.len() > 1);
        Known { names }
    }

    /// The side of the one who speaks, where the description names somebody of exactly one side.
    pub(super) fn side_of_speaker(&self, who: &str) -> Option<usize> {
        let who = folded(who);
        let words: Vec<&str> = who.split(' ').collect();
        let named = self.names.iter().filter(|(name, _, _)| {
            let last = name.split(' ').next_back().unwrap_or_default();
            last.chars().count() >= 4 && words.contains(&last)
        });
        let mut sides: Vec<usize> = named.filter_map(|(_, _, side)| *side).collect();
        sides.sort_unstable();
        sides.dedup();
        match sides.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Most names of a sentence. Chosen by us: more is a list and no sentence.
const MOST: usize = 40;

pub(super) fn names(text: &str, known: &Known) -> Vec<String> {
    let sentence = format!(" {} ", folded(text));
    let mut names: Vec<String> = Vec::new();
    for (folded, name, _) in &known.names {
        if sentence.contains(&format!(" {folded} ")) && !names.contains(name) {
            names.push(name.clone());
        }
    }
    for name in capitals(text) {
        let own = folded(&name);
        let is_known = names.iter().any(|known| folded(known).contains(&own)) || own.is_empty();
        if !is_known && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

/// Runs of words in capitals that do not merely begin the sentence.
fn capitals(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    let mut begins = true;
    for (at, token) in tokens.iter().enumerate() {
        let raw = &text[token.start..token.end];
        let is_word = matches!(token.sort, Sort::Word(_));
        let is_capital = is_word
            && raw.starts_with(char::is_uppercase)
            && sense_of(raw, &[Class::Month]).is_none()
            && !ORDINARY.contains(&raw);
        // Small words join the parts of a name.
        let joins = start.is_some()
            && is_word
            && matches!(
                raw,
                "of" | "de"
                    | "du"
                    | "ag"
                    | "al"
                    | "el"
                    | "ibn"
                    | "von"
                    | "van"
                    | "des"
                    | "la"
                    | "d'"
                    | "l'"
            )
            && tokens
                .get(at + 1)
                .is_some_and(|next| text[next.start..next.end].starts_with(char::is_uppercase));
        if is_capital
            && !(begins
                && !tokens
                    .get(at + 1)
                    .is_some_and(|next| text[next.start..next.end].starts_with(char::is_uppercase))
                && is_plain_start(raw))
        {
            start.get_or_insert(at);
        } else if !joins && let Some(from) = start.take() {
            runs.push((from, at));
        }
        begins =
            matches!(token.sort, Sort::Sign('"' | '“' | '«' | '.' | '(')) || (begins && !is_word);
    }
    if let Some(from) = start {
        runs.push((from, tokens.len()));
    }
    runs.into_iter()
        .map(|(from, to)| text[tokens[from].start..tokens[to - 1].end].to_string())
        .collect()
}

/// A word at the beginning of a sentence that is also written small elsewhere: no name by its capital alone.
fn is_plain_start(word: &str) -> bool {
    !word.chars().skip(1).any(char::is_uppercase)
}

/// Words in capitals that are no names.
const ORDINARY: [&str; 44] = [
    "The",
    "A",
    "An",
    "I",
    "We",
    "He",
    "She",
    "They",
    "It",
    "In",
    "On",
    "At",
    "After",
    "Before",
    "According",
    "However",
    "This",
    "That",
    "These",
    "Those",
    "His",
    "Her",
    "Their",
    "Le",
    "La",
    "Les",
    "Un",
    "Une",
    "Des",
    "Il",
    "Ils",
    "Elle",
    "Nous",
    "Selon",
    "Après",
    "Le",
    "During",
    "When",
    "While",
    "Some",
    "Both",
    "As",
    "From",
    "By",
];
