//! The table of words that the readers of values know: `tables/words.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::token::{Token, lower_words};

/// What a word does in a value. The classes of `tables/words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    People,
    Thing,
    Kind,
    Outcome,
    Fate,
    Approx,
    Least,
    Most,
    Between,
    To,
    Unknown,
    None,
    Vague,
    Magnitude,
    Number,
    Multiplier,
    Month,
    Season,
    Source,
    According,
    Filler,
    Remark,
    Authority,
    Measure,
    Tens,
    Other,
}

/// One meaning of a spelling.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sense {
    pub(crate) class: Class,
    /// What it stands for: `killed` of `tués`, `ships` of `navire`, `12` of `dozen`.
    pub(crate) meaning: &'static str,
    /// The category of a thing: `ships` of `frigates`.
    pub(crate) category: &'static str,
}

/// Longest spelling in words. Chosen by us because no row has more.
#[cfg(test)]
const LONGEST: usize = 5;

struct Table {
    senses: BTreeMap<String, Vec<Sense>>,
    /// Of each first word of a spelling, how many words the longest has that begins with it.
    longest: BTreeMap<String, usize>,
}

impl Table {
    /// How many words to try from a word on: of most words that a text holds, none.
    fn reach(&self, word: &str) -> usize {
        let of = |word: &str| self.longest.get(word).copied().unwrap_or(0);
        // A hyphen may stand for a space: `torpedo-boats`.
        let head = word.split_once('-').map_or(0, |(head, _)| of(head));
        of(word).max(head)
    }
}

fn class(word: &str) -> Option<(Class, &str)> {
    let (name, category) = word.split_once(':').unwrap_or((word, ""));
    let class = match name {
        "people" => Class::People,
        "thing" => Class::Thing,
        "kind" => Class::Kind,
        "outcome" => Class::Outcome,
        "fate" => Class::Fate,
        "approx" => Class::Approx,
        "least" => Class::Least,
        "most" => Class::Most,
        "between" => Class::Between,
        "to" => Class::To,
        "unknown" => Class::Unknown,
        "none" => Class::None,
        "vague" => Class::Vague,
        "magnitude" => Class::Magnitude,
        "number" => Class::Number,
        "multiplier" => Class::Multiplier,
        "month" => Class::Month,
        "season" => Class::Season,
        "source" => Class::Source,
        "according" => Class::According,
        "filler" => Class::Filler,
        "remark" => Class::Remark,
        "authority" => Class::Authority,
        "measure" => Class::Measure,
        "tens" => Class::Tens,
        "other" => Class::Other,
        _ => return None,
    };
    Some((class, category))
}

/// Plurals whose singular is another word: `by one count`, `native allies`.
const ONLY_PLURAL: [&str; 16] = [
    "counts",
    "forces",
    "colours",
    "colors",
    "homes",
    "braves",
    "natives",
    "effectives",
    "persons",
    "corps",
    "allies",
    "regulars",
    "junks",
    "snows",
    "blindés",
    "indigènes",
];

/// What several are called, one of them is too, where the table does not say otherwise: `1 contre-torpilleur`.
fn add_singulars(senses: &mut BTreeMap<String, Vec<Sense>>) {
    let mut added: Vec<(String, Sense)> = Vec::new();
    for (key, meanings) in senses.iter() {
        let last = key.rsplit(' ').next().unwrap_or(key);
        let Some(single) = key.strip_suffix('s').filter(|_| !last.ends_with("ss")) else {
            continue;
        };
        let has_digit = last.contains(|letter: char| letter.is_ascii_digit());
        if has_digit
            || last.chars().count() < 4
            || ONLY_PLURAL.contains(&last)
            || senses.contains_key(single)
        {
            continue;
        }
        let counted = meanings
            .iter()
            .find(|sense| matches!(sense.class, Class::People | Class::Thing));
        added.extend(counted.map(|sense| (single.to_string(), *sense)));
    }
    for (key, sense) in added {
        senses.entry(key).or_default().push(sense);
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut senses: BTreeMap<String, Vec<Sense>> = BTreeMap::new();
        let text = include_str!("../tables/words.tsv");
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        for row in rows {
            let mut cells = row.split('\t');
            let (Some(name), Some(meaning), Some(spellings)) =
                (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let Some((class, category)) = class(name) else {
                continue;
            };
            for spelling in spellings.split(", ") {
                let key = lower_words(spelling);
                let entry = senses.entry(key).or_default();
                if !entry.iter().any(|sense| sense.class == class) {
                    entry.push(Sense {
                        class,
                        meaning,
                        category,
                    });
                }
            }
        }
        add_singulars(&mut senses);
        let mut longest: BTreeMap<String, usize> = BTreeMap::new();
        for key in senses.keys() {
            let words = key.split(' ').count();
            let first = key.split(' ').next().unwrap_or_default();
            let reach = longest.entry(first.to_string()).or_default();
            *reach = words.max(*reach);
        }
        Table { senses, longest }
    })
}

/// Whether a word with its full stop is an abbreviation: `c.`, `approx.`
pub(crate) fn is_abbreviation(word_with_stop: &str) -> bool {
    table_of_stops()
        .binary_search(&word_with_stop.to_lowercase().as_str())
        .is_ok()
}

/// The abbreviations alone: they are needed to cut words, before the table of words can be made.
fn table_of_stops() -> &'static [&'static str] {
    static STOPS: OnceLock<Vec<&'static str>> = OnceLock::new();
    STOPS.get_or_init(|| {
        let text = include_str!("../tables/words.tsv");
        let mut stops: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|row| row.split('\t').nth(2))
            .flat_map(|spellings| spellings.split(", "))
            .filter(|spelling| spelling.ends_with('.') && !spelling.contains(' '))
            .collect();
        stops.sort_unstable();
        stops
    })
}

/// The longest spelling of one of these classes that begins at token `at`: its sense and how many tokens it takes.
pub(crate) fn sense_at(tokens: &[Token], at: usize, classes: &[Class]) -> Option<(Sense, usize)> {
    let mut key = String::new();
    let mut found = None;
    // Reading spends half its time here: a word that begins no spelling ends the search at once.
    let reach = table().reach(tokens.get(at).and_then(Token::lower)?);
    for length in 1..=reach {
        let Some(word) = tokens.get(at + length - 1).and_then(Token::lower) else {
            break;
        };
        if length > 1 {
            key.push(' ');
        }
        key.push_str(word);
        let known = table().senses.get(&key).or_else(|| {
            // `torpedo-boats` is written with and without its hyphen.
            key.contains('-')
                .then(|| table().senses.get(&key.replace('-', " ")))
                .flatten()
        });
        if let Some(senses) = known
            && let Some(sense) = classes
                .iter()
                .find_map(|class| senses.iter().find(|sense| sense.class == *class))
        {
            found = Some((*sense, length));
        }
    }
    found
}

/// The sense of a whole text, in one of these classes.
pub(crate) fn sense_of(text: &str, classes: &[Class]) -> Option<Sense> {
    let senses = table().senses.get(&lower_words(text))?;
    classes
        .iter()
        .find_map(|class| senses.iter().find(|sense| sense.class == *class))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read_and_no_spelling_is_too_long() {
        for row in include_str!("../tables/words.tsv").lines() {
            if row.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(class(cells[0]).is_some(), "{row}");
            for spelling in cells[2].split(", ") {
                let words = lower_words(spelling);
                assert!(!words.is_empty(), "{row}");
                assert!(words.split(' ').count() <= LONGEST, "{spelling}");
            }
        }
    }
}
