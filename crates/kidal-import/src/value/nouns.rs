//! Small questions about single words of a phrase.

use crate::token::Token;

/// `lost` is a loss of people where they are counted, and of things what befell them.
pub(super) fn of_things(word: &str) -> &str {
    if word == "casualties" { "lost" } else { word }
}

/// Words for a part of something, which is no thing that is counted.
pub(super) const SHARES: [&str; 6] = ["third", "quarter", "half", "halves", "moitié", "tiers"];

/// What befalls things and not people.
pub(super) const MATERIAL: [&str; 5] = ["sunk", "destroyed", "damaged", "disabled", "run aground"];

/// Whether a word is the singular of the last word of a unit: `tank` of `tanks`, `auxiliary` of `auxiliaries`.
pub(super) fn is_one_of(word: &str, unit: &str) -> bool {
    let with_y = word.strip_suffix('y').map(|stem| format!("{stem}ies"));
    unit == format!("{word}s") || with_y.is_some_and(|many| unit == many)
}

/// `I`, `IV`, `A`: a word without small letters.
pub(super) fn is_in_capitals(raw: &str) -> bool {
    raw.chars().all(char::is_uppercase)
}

/// The word before a token.
pub(super) fn before_of<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    let before = at.checked_sub(1).map(|n| &tokens[n]);
    before.map_or("", |token| &text[token.start..token.end])
}

/// Bodies that carry a number as their name.
pub(super) fn is_body(meaning: &str) -> bool {
    const BODIES: [&str; 12] = [
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
        Some("est." | "est" | "approx." | "approx" | "approximate" | "approximately" | "estimated")
    )
}

/// What is shot down flies; what is sunk swims.
pub(super) fn category_of(word: Option<&str>) -> Option<&'static str> {
    match word? {
        "shot" | "downed" | "abattu" | "abattus" => Some("aircraft"),
        "sunk" | "sank" | "sunken" | "scuttled" | "coulé" | "coulés" | "versenkt" => {
            Some("ships")
        }
        _ => None,
    }
}
