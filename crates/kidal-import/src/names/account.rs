//! The account of every word of a list of names: what neither a name, its role, its note nor a leftover holds is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::token::{Sort, tokens};
use crate::words::{Class, sense_at};

/// Words that join names and say nothing themselves.
const JOINTS: [&str; 12] = [
    "and", "et", "und", "y", "e", "the", "of", "also", "as", "s", "i", "o",
];

/// Marks of a fate that templates fuse with a name.
const MARKS: [&str; 5] = ["KIA", "POW", "WIA", "MIA", "DOW"];

/// What a list of names says: each word as often as the names hold it. Headings hold for many names, and what is left over is
/// told already: their words count however often they stand.
#[derive(Default)]
struct Said {
    counted: BTreeMap<String, usize>,
    always: BTreeSet<String>,
}

impl Said {
    /// Uses up a word where it is still said.
    fn take(&mut self, word: &str) -> bool {
        if self.always.contains(word) {
            return true;
        }
        let count = self.counted.get_mut(word).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    }
}

/// Tells of the words of a cleaned text that none of these strings holds: names as often as they stand, headings at any time.
/// A fate is held by a commander who has one.
pub(super) fn settle<'s>(
    text: &str,
    names: impl Iterator<Item = &'s str>,
    headings: impl Iterator<Item = &'s str>,
    has_fate: bool,
    leftovers: &mut Vec<(String, String)>,
) {
    let mut said = Said::default();
    for word in names.flat_map(parts) {
        *said.counted.entry(word).or_default() += 1;
    }
    said.always.extend(headings.flat_map(parts));
    for (text, _) in leftovers.iter() {
        said.always.extend(parts(text));
    }
    for line in text.split('\n') {
        let all = tokens(line);
        let mut unsaid = Vec::new();
        for (at, token) in all.iter().enumerate() {
            let raw = &line[token.start..token.end];
            let is_fate = has_fate
                && (at.saturating_sub(4)..=at).any(|from| {
                    sense_at(&all, from, &[Class::Fate])
                        .is_some_and(|(_, length)| from + length > at)
                });
            let is_void = matches!(&token.sort, Sort::Sign(_))
                || sense_at(&all, at, &[Class::Unknown, Class::None]).is_some()
                || JOINTS.contains(&raw.to_lowercase().as_str());
            // `John SmithKIA`
            let name = MARKS
                .iter()
                .find_map(|mark| raw.strip_suffix(mark))
                .unwrap_or(raw);
            // Each word is used up, also where it would be void: `Front of the Unknown`.
            let unsaid_parts = parts(name).filter(|part| !said.take(part)).count();
            if !is_fate && !is_void && unsaid_parts > 0 {
                unsaid.push(format!("`{raw}`"));
            }
        }
        if !unsaid.is_empty() {
            let why = format!("{} was not understood", unsaid.join(", "));
            leftovers.push((line.trim().to_string(), why));
        }
    }
}

/// Whether a remark in parentheses speaks of a fate behind other words: `(later killed)`.
pub(super) fn names_fate(inner: &str) -> bool {
    let all = tokens(inner);
    (1..all.len()).any(|at| sense_at(&all, at, &[Class::Fate]).is_some())
}

/// Whether a remark in parentheses that was taken for a fate names another too, or a death that is none in battle: `(captured,
/// later executed)`, `(mort de la fièvre)`.
pub(super) fn has_other_fate(inner: &str, fate: &str) -> bool {
    let all = tokens(inner);
    let (mut at, mut is_other) = (0, false);
    while at < all.len() {
        let sense = sense_at(&all, at, &[Class::Fate]);
        is_other |= sense.is_some_and(|(sense, _)| sense.meaning != fate);
        at += sense.map_or(1, |(_, length)| length);
    }
    let lower = inner.to_lowercase();
    let is_mere_death =
        fate == "killed" && (lower.starts_with("mort d") || lower.starts_with("dead "));
    is_other || is_mere_death
}

/// Whether a heading over belligerents may be one itself: in capitals, and no relation or time (`Supported by`, `Until 1943`).
pub(super) fn may_be_a_side(heading: &str) -> bool {
    const RELATIONS: [&str; 18] = [
        "support", "aid", "all", "co", "vassal", "until", "after", "from", "before", "with",
        "mercenar", "soutien", "adv", "unterst", "arm", "material", "militar", "other",
    ];
    let lower = heading.to_lowercase();
    let is_relation = RELATIONS.iter().any(|start| lower.starts_with(start));
    let all_upper = heading.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "de")
    });
    all_upper && !is_relation && !heading.contains(|c: char| c.is_ascii_digit())
}

/// Whether a name begins with a number, or counts others in small letters: `2,000 volunteers from Spain`, `Ney and two brothers`.
pub(super) fn is_more_than_a_name(name: &str) -> bool {
    let all = tokens(name);
    let counts = |at: usize| {
        let is_small = name[all[at].start..].starts_with(char::is_lowercase);
        let follows_number = all[at - 1].is_number();
        is_small && (follows_number || sense_at(&all, at, &[Class::Number, Class::Vague]).is_some())
    };
    // `1920 Revolution Brigade`
    let is_year = |value: u64| (1000..2100).contains(&value) && !name.contains(',');
    // `other Greek city-states`
    let is_rest = all
        .first()
        .and_then(|first| first.lower())
        .is_some_and(|word| matches!(word, "other" | "others" | "various" | "several"));
    let first = all.first().and_then(|first| first.number());
    // `later Paul Jones`, `replaced by Lord Clinton`, `led by Athens`
    const CHANGES: [&str; 14] = [
        "later",
        "then",
        "replaced",
        "succeeded",
        "led",
        "commanded",
        "formerly",
        "initially",
        "puis",
        "remplacé",
        "ensuite",
        "backed",
        "including",
        "with",
    ];
    let begins = all.first().and_then(|first| first.lower());
    let is_change =
        name.starts_with(char::is_lowercase) && begins.is_some_and(|word| CHANGES.contains(&word));
    is_rest || is_change || first.is_some_and(|value| !is_year(value)) || (1..all.len()).any(counts)
}

/// Whether a text in small letters begins with a number in words, or one that is not given: `two sons of Porus`, `several nobles`.
pub(super) fn counts_people(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
        && sense_at(&tokens(text), 0, &[Class::Number, Class::Vague]).is_some()
}

/// The words of a string in small letters.
fn parts(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
}
