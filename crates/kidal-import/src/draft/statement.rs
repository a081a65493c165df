//! Figures as statements of the claim language.

use std::collections::BTreeSet;

use super::names::slug;
use crate::amount::{Amount, UNKNOWN};
use crate::words::{Class, sense_of};

/// A word of the draft's own, with the sentence that says what it means.
pub(super) const OWN_WORDS: [(&str, &str); 5] = [
    ("counted", "what is counted of {X}"),
    ("materiel", "the materiel of {X}"),
    ("materiel_lost", "the materiel that {X} lost"),
    ("losses", "the losses of {X}"),
    ("fate", "what became of {X}"),
];

/// Units that mean people as such, so that the figure is that of the whole side.
const WHOLE: [&str; 12] = [
    "men",
    "soldiers",
    "troops",
    "fighters",
    "people",
    "personnel",
    "warriors",
    "rebels",
    "combatants",
    "insurgents",
    "militants",
    "effectives",
];

/// What a figure says of a subject. `words` collects the words of the draft's own that it needs.
pub(super) fn figure(subject: &str, amount: &Amount, words: &mut BTreeSet<&'static str>) -> String {
    let (word, kind) = term(amount);
    let own = OWN_WORDS.iter().find(|(name, _)| *name == word);
    if let Some((name, _)) = own {
        words.insert(name);
    }
    let term = match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => format!("{word}({subject}, kind: {kind})"),
        None => format!("{word}({subject})"),
    };
    format!("{term} {}", relation(amount))
}

/// The word for what is counted, and the kind that it takes.
fn term(amount: &Amount) -> (&'static str, Option<String>) {
    let unit = amount.unit.as_deref().unwrap_or_default();
    let is_whole =
        (unit.is_empty() || WHOLE.contains(&unit)) && amount.of.is_none() && !amount.included;
    let part = || {
        let of = amount.of.as_deref().unwrap_or_default();
        let name = [of, unit, amount.outcome.as_deref().unwrap_or_default()].join(" ");
        Some(word_of(&name))
    };
    match amount.kind.as_deref() {
        None if is_thing(unit) => ("materiel", part()),
        None if is_whole => ("strength", None),
        None => ("counted", part()),
        Some(kind) if is_thing(kind) || is_thing(unit) => (
            "materiel_lost",
            part()
                .filter(|name| !name.is_empty())
                .or(Some(word_of(kind))),
        ),
        Some("killed") if is_whole => ("killed", None),
        Some("wounded") if is_whole => ("wounded", None),
        Some("captured") if is_whole => ("captured", None),
        Some(kind) => {
            let of = amount.of.as_deref().unwrap_or_default();
            let unit = if WHOLE.contains(&unit) { "" } else { unit };
            let name = word_of(&[of, unit, kind].join(" "));
            let is_bare = is_whole && kind == "casualties";
            ("losses", (!is_bare).then_some(name))
        }
    }
}

/// A name that may stand as a kind: no word of the grammar, a letter first.
fn word_of(text: &str) -> String {
    let slug = slug(text);
    let is_word = slug.starts_with(|c: char| c.is_ascii_lowercase())
        && !kidal_dossier::language::is_keyword(&slug);
    // A word of the language would be read as itself.
    let is_built_in = kidal_dossier::vocabulary::Word::of(&slug).is_some()
        || OWN_WORDS.iter().any(|(name, _)| *name == slug);
    if is_built_in {
        return format!("those-{slug}");
    }
    match (slug.is_empty(), is_word) {
        (true, _) => String::new(),
        (_, true) => slug,
        _ => format!("unit-{slug}"),
    }
}

fn is_thing(unit: &str) -> bool {
    const CATEGORIES: [&str; 10] = [
        "ships",
        "tanks",
        "aircraft",
        "guns",
        "vehicles",
        "chariots",
        "animals",
        "standards",
        "weapons",
        "buildings",
    ];
    let last = unit.split(' ').next_back().unwrap_or_default();
    CATEGORIES.contains(&unit)
        || sense_of(unit, &[Class::Thing]).is_some()
        || sense_of(last, &[Class::Thing]).is_some()
}

/// `= 500`, `>= 500`, `between 50 and 169`, `= unknown`, `= "several dozen"`.
pub(super) fn relation(amount: &Amount) -> String {
    let about = if amount.approximate { "~" } else { "" };
    match (amount.min, amount.max) {
        (Some(low), Some(high)) if low == high => format!("= {about}{low}"),
        (Some(low), Some(high)) if amount.either => format!("either {about}{low} or {about}{high}"),
        (Some(low), Some(high)) => format!("between {about}{low} and {about}{high}"),
        (Some(low), None) => format!(">= {about}{low}"),
        (None, Some(high)) => format!("<= {about}{high}"),
        (None, None) => match amount.wording.as_deref() {
            None | Some(UNKNOWN) => "= unknown".to_string(),
            Some(wording) => format!("= {}", wording_of(wording)),
        },
    }
}

/// Most letters of a wording. Chosen by us because a wording is compared, not read: the whole text stands in the article.
const LONGEST_WORDING: usize = 300;

/// A quoted wording. It is cut inside its quotation marks, so that a statement that holds it can always be read.
pub(super) fn wording_of(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '\\'))
        .collect();
    format!("\"{}\"", shortened(plain.trim(), LONGEST_WORDING))
}

/// A text of so many letters at most, and a mark where it was cut: between words, where there are any.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let kept = &text[..end];
    let is_whole = text[end..].starts_with(char::is_whitespace);
    let kept = match kept.rfind(char::is_whitespace) {
        Some(space) if !is_whole && space > 0 => &kept[..space],
        _ => kept,
    };
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_marked() {
        assert_eq!(shortened("Aguelhok and Kidal", 18), "Aguelhok and Kidal");
        assert_eq!(shortened("Aguelhok and Kidal.", 18), "Aguelhok and…");
        assert_eq!(
            shortened("Aguelhok and Kidal was", 18),
            "Aguelhok and Kidal…"
        );
        assert_eq!(
            shortened("Aguelhok", 4),
            "Ague…",
            "one word is cut all the same"
        );
        assert_eq!(shortened("", 4), "");
    }
}
