//! Whether two spellings may be one name: transliterations, titles and ranks before it, articles, short forms.
//!
//! What it gives is a proposal for a person to decide; nothing is merged. Patronymics (`Ag`, `Ould`, `Ibn`) keep a father
//! and a son apart: `Intalla` is not `Mohamed Ag Intalla`.

use crate::fold::{are_near_words, fold};

/// Ranks, titles and honours, folded: they come and go before one name.
const TITLES: [&str; 34] = [
    "kolonel",
    "kol",
    "general",
    "gen",
    "maior",
    "kaptain",
    "kapitaine",
    "lieutenant",
    "liutenant",
    "kommandant",
    "komandant",
    "sergent",
    "sergeant",
    "sheik",
    "sheik",
    "keik",
    "kik",
    "dr",
    "mr",
    "mister",
    "monsieur",
    "president",
    "gouverneur",
    "governor",
    "el-hadi",
    "elhadi",
    "elhadii",
    "alhadi",
    "alhai",
    "alai",
    "aladii",
    "hadi",
    "hadii",
    "hai",
];

/// Spellings of the honour of those who made the pilgrimage, before folding.
const PILGRIM: [&str; 14] = [
    "el hadj", "el hadji", "el haj", "elhadj", "elhadji", "al hajj", "al haj", "alhaji", "alhadji",
    "aladji", "alaji", "hadji", "hadj", "haji",
];

/// Words that say "son of" or "daughter of".
const PATRONYMIC: [&str; 8] = ["ag", "ould", "uld", "ibn", "bin", "ben", "bint", "walet"];

/// Articles, as they are written before or fused with the word behind.
const ARTICLES: [&str; 8] = ["al", "el", "ad", "ed", "ar", "er", "as", "es"];

/// A name as its parts count when two are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    /// The words that tell people apart, without titles, articles and patronymics.
    words: Vec<String>,
    /// Whether each of them is a father's name.
    is_fathers: Vec<bool>,
}

/// Whether the two may be one name. Case, accents, doublings and transliteration do not count, nor do titles.
///
/// ```
/// use kidal_check::names::may_be_one;
/// assert!(may_be_one("El Hadj Ag Gamou", "Colonel Alhaji Ag Gamou"));
/// assert!(may_be_one("Ansar Dine", "Ançar Eddine"));
/// assert!(!may_be_one("Ag Gamou", "Ag Mehdi"));
/// assert!(!may_be_one("Intalla", "Mohamed Ag Intalla"));
/// ```
#[must_use]
pub fn may_be_one(one: &str, other: &str) -> bool {
    let (a, b) = (parts(one), parts(other));
    if a.words.is_empty() || b.words.is_empty() {
        return false;
    }
    let (short, long) = if a.words.len() <= b.words.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if short.words.len() == long.words.len() {
        return differ_in_spelling_only(one, other);
    }
    // A short form has the last name, and its other words in order. A last name that is a father's in one must be one in
    // the other: a man is not called by his father's name alone.
    let (Some(last), Some(its_last)) = (short.words.last(), long.words.last()) else {
        return false;
    };
    let is_fathers = |parts: &Parts| parts.is_fathers.last() == Some(&true);
    if !are_one(last, its_last) || is_fathers(short) != is_fathers(long) {
        return false;
    }
    let mut rest = long.words[..long.words.len() - 1].iter();
    short.words[..short.words.len() - 1]
        .iter()
        .all(|word| rest.any(|other| are_one(word, other)))
}

/// Whether the two have the same words but for spelling, titles and articles: for bodies and places, of which a shorter
/// name is another thing (`Kidal` is not `the camp of Kidal`).
#[must_use]
pub fn differ_in_spelling_only(one: &str, other: &str) -> bool {
    let (a, b) = (parts(one), parts(other));
    !a.words.is_empty()
        && a.words.len() == b.words.len()
        && a.words.iter().zip(&b.words).all(|(a, b)| are_one(a, b))
}

/// By what names that may be one are put together before they are compared: the first letters of the last word.
pub(crate) fn block(name: &str) -> String {
    parts(name)
        .words
        .last()
        .map(|word| word.chars().take(2).collect())
        .unwrap_or_default()
}

fn parts(name: &str) -> Parts {
    let lower = name.to_lowercase().replace(['-', '_'], " ");
    let mut text = format!(
        " {} ",
        lower.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    for honour in PILGRIM {
        text = text.replace(&format!(" {honour} "), " ");
    }
    let folded = fold(&text);
    let mut parts = Parts {
        words: Vec::new(),
        is_fathers: Vec::new(),
    };
    let mut is_fathers = false;
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    for (number, word) in all.iter().enumerate() {
        let is_last = number + 1 == all.len();
        if PATRONYMIC.contains(word) {
            is_fathers = true;
        } else if !is_last && (TITLES.contains(word) || ARTICLES.contains(word)) {
            // A name of nothing but a title is that title.
        } else {
            parts.words.push(core(word));
            parts.is_fathers.push(is_fathers);
            is_fathers = false;
        }
    }
    parts
}

/// The word without a fused article and without a silent end: `edine` and `din` are `din`.
fn core(word: &str) -> String {
    let plain = ARTICLES
        .iter()
        .filter_map(|article| word.strip_prefix(article))
        // `eddine` folds to `edine`: the article's consonant is that of the word.
        .chain(
            word.strip_prefix('e')
                .filter(|rest| rest.starts_with(['d', 'n', 'r', 's', 'z'])),
        )
        .find(|rest| rest.chars().count() >= 4);
    let word = match plain {
        Some(rest) if word.starts_with('e') => rest,
        _ => word,
    };
    match word.strip_suffix(['e', 'h']) {
        Some(stem) if stem.chars().count() >= 2 => stem.to_string(),
        _ => word.to_string(),
    }
}

fn are_one(a: &str, b: &str) -> bool {
    a == b || are_near_words(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spellings in one row are one name; spellings of different rows are not.
    const PEOPLE: [&[&str]; 12] = [
        &[
            "El Hadj Ag Gamou",
            "Elhadji Ag Gamou",
            "Alhaji Ag Gamou",
            "Alaji Ag Gamou",
            "Aladji Ag Gamou",
            "Ag Gamou",
            "Colonel El Hadj Ag Gamou",
        ],
        &["Iyad Ag Ghaly", "Iyad ag Ghali", "Ag Ghali"],
        &[
            "Assalat Ag Habi",
            "Assalat ag habi",
            "Ag Habi",
            "Colonel Assalat Ag Habi",
        ],
        &["Intalla Ag Attaher", "Installa Ag Attaher"],
        &["Mohamed Ag Intalla", "Mohammed Ag Intalla"],
        &["Alghabass Ag Intalla"],
        &["Ba Ag Moussa", "Bah Ag Moussa"],
        &["Moussa Ag Hama"],
        &["Mohamed Ag Najem"],
        &["Ag Mehdi"],
        &["Moussa Kanté", "Moussa Kante"],
        &["Cheick Aoussa", "Cheikh Aoussa"],
    ];
    const OTHERS: [&[&str]; 5] = [
        &[
            "Ansar Dine",
            "Ansar Eddine",
            "Ançar dine",
            "Ansar Edine",
            "Ansar al-Din",
        ],
        &["Aguel'hoc", "Aguelhok", "Aguelhoc"],
        &["Tessalit", "Tessalite"],
        &["Kidal"],
        &["the camp of Kidal"],
    ];

    fn holds(rows: &[&[&str]], is_one: fn(&str, &str) -> bool) {
        for (row, names) in rows.iter().enumerate() {
            for (other_row, others) in rows.iter().enumerate() {
                for a in *names {
                    for b in *others {
                        assert_eq!(
                            is_one(a, b),
                            row == other_row,
                            "`{a}` and `{b}`: {:?} and {:?}",
                            parts(a),
                            parts(b)
                        );
                        assert_eq!(is_one(a, b), is_one(b, a));
                    }
                }
            }
        }
    }

    #[test]
    fn spellings_of_one_person_are_found_and_people_stay_apart() {
        holds(&PEOPLE, may_be_one);
    }

    #[test]
    fn spellings_of_one_body_or_place_are_found_and_others_stay_apart() {
        holds(&OTHERS, differ_in_spelling_only);
    }

    #[test]
    fn a_father_is_not_his_son_and_a_name_is_not_a_title() {
        assert!(!may_be_one("Intalla", "Mohamed Ag Intalla"));
        assert!(!may_be_one("Ag Intalla", "Intalla Ag Attaher"));
        assert!(!may_be_one("Colonel", "Colonel Ag Gamou"));
        assert!(!may_be_one("", "Ag Gamou"));
        assert!(may_be_one("General Smith", "John Smith"));
    }
}
