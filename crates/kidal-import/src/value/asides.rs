//! Words behind a figure that say when, where or by whom, and not what is counted.

use super::Field;
use crate::quantity::quantity;
use crate::token::Token;
use crate::words::{Class, sense_at};

/// Whether a kind of loss is still to come: `300 men of the regiment at the ford killed`.
pub(super) fn later_kind(tokens: &[Token], from: usize) -> bool {
    (from..tokens.len()).any(|at| sense_at(tokens, at, &[Class::Kind, Class::Outcome]).is_some())
}

/// Whether a name begins here, perhaps behind an article.
pub(super) fn is_name_at(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_upper = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| text[token.start..token.end].starts_with(char::is_uppercase))
    };
    let is_article = tokens
        .get(at)
        .and_then(Token::lower)
        .is_some_and(|word| matches!(word, "the" | "les" | "des" | "la" | "le"));
    is_upper(at) || (is_article && is_upper(at + 1))
}

/// Whether a number begins here, in digits or in words.
pub(super) fn is_numbered(tokens: &[Token], at: usize) -> bool {
    quantity(tokens, at, false).is_some()
}

/// Whether none of these words says what is counted: they are a name.
pub(super) fn is_unknown_from(tokens: &[Token], from: usize) -> bool {
    let classes = [Class::Kind, Class::Outcome, Class::People, Class::Thing];
    (from..tokens.len()).all(|at| sense_at(tokens, at, &classes).is_none())
}

/// Whether a month stands here, perhaps behind its part: `early August`, `mid-July`.
pub(super) fn names_time(tokens: &[Token], at: usize) -> bool {
    let is_month = |at: usize| sense_at(tokens, at, &[Class::Month]).is_some();
    let is_part = tokens
        .get(at)
        .and_then(Token::lower)
        .is_some_and(|word| matches!(word, "early" | "mid" | "late" | "début" | "fin"));
    is_month(at) || (is_part && is_month(at + 1))
}

/// Whether words begin here that say how often or of how many: `per day`, `per ship`.
pub(super) fn is_rate(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(Token::lower).unwrap_or_default();
    let is_time = matches!(
        word(at + 1),
        "day" | "week" | "month" | "year" | "hour" | "side" | "unit" | "head" | "cent"
    );
    let counts = || sense_at(tokens, at + 1, &[Class::People, Class::Thing]).is_some();
    matches!(word(at), "per" | "pro" | "par") && (is_time || (word(at) == "per" && counts()))
}

/// Whether words begin here that say among whom those counted were: `in the mounted divisions`, `among the cavalry`.
pub(super) fn is_inside_of(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(Token::lower).unwrap_or_default();
    let is_article = matches!(
        word(at + 1),
        "the" | "its" | "their" | "his" | "each" | "this" | "that" | "other"
    );
    let has_people = || {
        let end = tokens.len().min(at + 6);
        (at + 2..end).any(|n| sense_at(tokens, n, &[Class::People]).is_some())
    };
    matches!(word(at), "in" | "among" | "amongst" | "within") && is_article && has_people()
}

/// Whether words begin here that say where those counted were, who did it, or who was among them, and not what is counted:
/// `150 killed in the fort`, `47 by militants`, `900 including the khan's son`.
pub(super) fn is_addition(field: Field, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(Token::lower).unwrap_or_default();
    let has_thing =
        || (at + 1..tokens.len()).any(|n| sense_at(tokens, n, &[Class::Thing]).is_some());
    let begins = match word(at) {
        "in" | "inside" => at > 0 && matches!(word(at + 1), "the" | "a" | "their") && has_thing(),
        "by" => field == Field::Casualties && at == 0,
        // A number behind it would be a figure of its own.
        "including" | "incl." | "dont" => true,
        _ => false,
    };
    // Looked at last, since it goes through all that follows.
    begins && at + 1 < tokens.len() && !later_kind(tokens, at + 1)
}
