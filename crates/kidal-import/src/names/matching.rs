//! Whether two names mean the same: spellings, languages, abbreviations. A proposal, never a silent merge.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How surely two names mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nothing speaks for it.
    None,
    /// A word in common, or one letter's difference in a long word.
    Weak,
    /// The same words in another spelling, or an abbreviation of the other.
    Likely,
    /// The same name, or one name in two languages by the table.
    Same,
}

/// A name in plain small letters: no accents, no articles, no ranks.
pub(crate) fn folded(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let lower = plain.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 {
        words.retain(|word| !SMALL.contains(word));
    }
    words.join(" ")
}

/// Articles, prepositions and ranks, which editions add and drop.
const SMALL: [&str; 40] = [
    "the",
    "of",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "der",
    "die",
    "das",
    "den",
    "von",
    "del",
    "della",
    "di",
    "el",
    "and",
    "et",
    "und",
    "al",
    "ag",
    "general",
    "colonel",
    "major",
    "captain",
    "lieutenant",
    "sir",
    "lord",
    "admiral",
    "marshal",
    "marechal",
    "amiral",
    "roi",
    "king",
    "gen",
    "col",
    "lt",
];

/// The row of each folded name of the table; where several have it, the first.
fn rows() -> &'static BTreeMap<String, usize> {
    static ROWS: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows = BTreeMap::new();
        include_str!("../../tables/names.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .enumerate()
            .flat_map(|(row, line)| line.split(", ").map(move |name| (folded(name), row)))
            .for_each(|(name, row)| {
                rows.entry(name).or_insert(row);
            });
        rows
    })
}

fn row_of(folded: &str) -> Option<usize> {
    rows().get(folded).copied()
}

/// Whether the table of names has it.
pub(crate) fn is_known(name: &str) -> bool {
    row_of(&folded(name)).is_some()
}

/// Whether two names are the same but for accents, articles and ranks, or by the table.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    likeness(one, other) == Likeness::Same
}

/// How surely two names mean the same.
pub(crate) fn likeness(one: &str, other: &str) -> Likeness {
    let (a, b) = (folded(one), folded(other));
    if a.is_empty() || b.is_empty() {
        return Likeness::None;
    }
    if a == b {
        return Likeness::Same;
    }
    if let (Some(row), Some(other)) = (row_of(&a), row_of(&b)) {
        return if row == other {
            Likeness::Same
        } else {
            Likeness::None
        };
    }
    if is_abbreviation(one, &b) || is_abbreviation(other, &a) || is_respelt(&a, &b) {
        return Likeness::Likely;
    }
    let shared = a
        .split(' ')
        .any(|word| word.chars().count() > 3 && b.split(' ').any(|found| is_near(word, found)));
    if shared {
        Likeness::Weak
    } else {
        Likeness::None
    }
}

/// `MNLA` of `Mouvement national de libération de l'Azawad`.
fn is_abbreviation(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    let is_short = letters.chars().count() >= 2 && letters.chars().all(char::is_uppercase);
    let initials: String = long
        .split(' ')
        .filter_map(|word| word.chars().next())
        .collect();
    is_short && initials.chars().count() > 1 && initials == letters.to_lowercase()
}

/// Every word of the shorter name has a near one in the longer, in order.
fn is_respelt(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let enough = short.len() > 1 || (long.len() == 1 && short[0].chars().count() > 3);
    let mut rest = long.iter();
    enough
        && short
            .iter()
            .all(|word| rest.any(|found| is_near(word, found)))
}

/// One letter's difference in words of five letters and more, two in words of eight. Chosen by us: transliterations of one
/// name (Ghaly, Ghali; Elhadji, Alhaji) stay within it, and short words that differ by a letter are other words.
fn is_near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let length = one.chars().count().min(other.chars().count());
    let allowed = match length {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    let is_number = one.chars().any(|c| c.is_ascii_digit());
    !is_number && allowed > 0 && strsim::osa_distance(one, other) <= allowed
}
