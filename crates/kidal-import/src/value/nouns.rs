//! Small questions about single words of a phrase.

use crate::token::Token;
use crate::words::{Class, sense_of};

/// `lost` is a loss of people where they are counted, and of things what befell them.
pub(super) fn of_things(word: &str) -> &str {
    if word == "casualties" { "lost" } else { word }
}

/// Words for a part of something, which is no thing that is counted.
pub(super) const SHARES: [&str; 6] = ["third", "quarter", "half", "halves", "moitié", "tiers"];

/// What befalls things and not people.
pub(super) const MATERIAL: [&str; 5] = ["sunk", "destroyed", "damaged", "disabled", "run aground"];

/// Whether a word is the last one of a unit as the table writes it: `infantry`, `tanks`.
pub(super) fn is_many_of(word: &str, unit: &str) -> bool {
    unit == word
}

/// Whether a word changes what a figure beside it says, and names nothing.
pub(super) fn is_changing(word: &str) -> bool {
    matches!(
        word,
        "minus"
            | "versus"
            | "besides"
            | "without"
            | "except"
            | "excluding"
            | "against"
            | "less"
            | "unless"
            | "plus"
    )
}

/// Whether a small word belongs to a sentence and to no name of a unit.
pub(super) fn is_of_sentence(word: &str) -> bool {
    matches!(
        word,
        "but" | "much" | "number" | "than" | "not" | "nearly" | "so" | "very" | "its" | "our"
    )
}

/// `IV`, `IVs`: a Roman number behind a name.
pub(super) fn is_numeral(word: &str) -> bool {
    let core = word.strip_suffix('s').unwrap_or(word);
    !core.is_empty() && core.chars().all(|c| "IVX".contains(c))
}

/// Whether a name joins a people, in the plural, and another: `Libyans and CDR`.
pub(super) fn names_two(name: &str) -> bool {
    let joined = name.split_once(" and ").or_else(|| name.split_once(" & "));
    joined.is_some_and(|(first, _)| first.ends_with('s'))
}

/// `I`, `IV`, `A`: a word without small letters.
pub(super) fn is_in_capitals(raw: &str) -> bool {
    raw.chars().all(char::is_uppercase)
}

/// `Vénitiens`, `Saxons`: a name in the plural, and no designation.
pub(super) fn is_plural_name(name: &str) -> bool {
    name.len() > 4 && name.ends_with('s') && name.chars().skip(1).all(char::is_lowercase)
}

/// Small words that say something of what is counted where they stand before it: `combat tanks`.
pub(super) fn is_noun(word: Option<&str>) -> bool {
    matches!(word, Some("combat" | "battle" | "action"))
}

/// `al-Islam`, `ag-Ghali`: a word of a name behind its Arabic article.
pub(super) fn has_article(raw: &str) -> bool {
    raw.split_once('-').is_some_and(|(article, rest)| {
        matches!(
            article,
            "al" | "el" | "ul" | "ar" | "as" | "ash" | "an" | "az" | "ad"
        ) && rest.starts_with(char::is_uppercase)
    })
}

/// The word before a token.
pub(super) fn before_of<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    let before = at.checked_sub(1).map(|n| &tokens[n]);
    before.map_or("", |token| &text[token.start..token.end])
}

/// Bodies that carry a number as their name.
pub(super) fn is_body(meaning: &str) -> bool {
    const BODIES: [&str; 15] = [
        "sections",
        "platoons",
        "batteries",
        "divisions",
        "brigades",
        "regiments",
        "battalions",
        "companies",
        "corps",
        "armies",
        "legions",
        "squadrons",
        "groups",
        "fleets",
        "commandos",
    ];
    BODIES.contains(&meaning)
}

/// Words for people by what befell them, which a strength counts as they are.
pub(super) fn is_of_people(word: Option<&str>) -> bool {
    matches!(
        word,
        Some(
            "deserters"
                | "defectors"
                | "prisoners"
                | "captives"
                | "wounded"
                | "sick"
                | "déserteurs"
                | "prisonniers"
                | "blessés"
                | "malades"
        )
    )
}

/// Words behind a figure that make it no exact one: `1,000 est. killed`.
pub(super) fn is_estimate(word: Option<&str>) -> bool {
    matches!(
        word,
        Some(
            "est."
                | "est"
                | "approx."
                | "approx"
                | "approximate"
                | "approximately"
                | "estimated"
                | "environ"
        )
    )
}

/// What is shot down flies; what is sunk swims.
pub(super) fn category_of(word: Option<&str>) -> Option<&'static str> {
    match word? {
        "shot" | "downed" | "abattu" | "abattus" => Some("aircraft"),
        "sunk" | "sank" | "sunken" | "scuttled" | "coulé" | "coulés" | "versenkt" => {
            Some("ships")
        }
        word => sense_of(word, &[Class::Outcome])
            .filter(|sense| sense.meaning == "sunk")
            .map(|_| "ships"),
    }
}
