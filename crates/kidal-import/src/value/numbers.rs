//! Numbers that are no count: of a name, of a date, of a gun; and what joins counts.

use super::Reader;
use crate::quantity::Quantity;
use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

impl Reader<'_> {
    /// Whether a number belongs to the name before it: `Panzer 38`, `Type 97`, `F 16`.
    pub(super) fn is_in_name(&self, at: usize, from: usize) -> bool {
        if at <= from || !self.tokens[at].is_number() {
            return false;
        }
        let before = &self.tokens[at - 1];
        let text = &self.text[before.start..before.end];
        let is_name = before.lower().is_some() && text.starts_with(char::is_uppercase);
        let known = [
            Class::Kind,
            Class::People,
            Class::Thing,
            Class::Approx,
            Class::Least,
            Class::Most,
            Class::Filler,
        ];
        is_name && sense_at(self.tokens, at - 1, &known).is_none()
    }

    /// Whether a number belongs to a date: `21 février`, `July 1`.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        let is_month = |n: usize| {
            let token = self.tokens.get(n);
            token.and_then(Token::lower) != Some("mar")
                && sense_at(self.tokens, n, &[Class::Month]).is_some()
        };
        let is_ordinary = |n: usize| self.tokens.get(n).is_some_and(Token::is_number);
        let is_number = self.tokens[at].is_number();
        let before = at.checked_sub(1);
        let year_after_month = self.tokens[at].end - self.tokens[at].start == 4
            && before
                .and_then(|n| n.checked_sub(1))
                .is_some_and(|n| is_month(n) && is_ordinary(n + 1));
        is_number && (is_month(at + 1) || before.is_some_and(is_month) || year_after_month)
    }

    /// Whether a number is the whole of which the figure is a part: `203 out of 270`.
    pub(super) fn is_whole(&self, at: usize) -> bool {
        let is_of = at > 0 && matches!(self.tokens[at - 1].lower(), Some("of" | "sur"));
        is_of
            && self.tokens[at].is_number()
            && (at < 2
                || self.tokens[at - 2].is_number()
                || self.tokens[at - 2].lower() == Some("out"))
    }

    /// Whether a number measures a gun: `20 mm`, `6 inch`.
    pub(super) fn is_calibre(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1).and_then(Token::lower);
        self.tokens[at].is_number()
            && matches!(next, Some("mm" | "cm" | "inch" | "in" | "pounder" | "pdr"))
    }

    /// Whether a figure is a year inside a phrase: `killed in 1942`.
    pub(super) fn is_year(&self, at: usize, found: &Quantity, is_in_phrase: bool) -> bool {
        let (Some(low), Some(_)) = (found.min, found.max) else {
            return false;
        };
        let is_bare = self.tokens[at].end - self.tokens[at].start == 4;
        let after_preposition = at > 0
            && matches!(
                self.tokens[at - 1].lower(),
                Some("in" | "en" | "of" | "since" | "by" | "until" | "im" | "nel" | "em" | "from")
            );
        is_in_phrase && is_bare && after_preposition && (1000..2100).contains(&low)
    }
}

/// A word or sign after which a new figure may begin with words: `and several dozen wounded`.
pub(super) fn is_connective(token: &Token) -> bool {
    matches!(
        token.lower(),
        Some("and" | "et" | "with" | "plus" | "und" | "y" | "e" | "&" | "avec" | "including")
    ) || matches!(token.sort, Sort::Sign('&' | '/' | '+' | '–'))
}

/// A word that joins two figures of one kind.
pub(super) fn is_and(token: &Token) -> bool {
    matches!(token.lower(), Some("and" | "et" | "und" | "y" | "e" | "&"))
        || matches!(token.sort, Sort::Sign('&'))
}

/// Whether the only figures are years, or days with a month: `1942`, `peak 1779`, `5 May`.
pub(super) fn is_of_dates(tokens: &[Token]) -> bool {
    let has_month = (0..tokens.len()).any(|at| {
        sense_at(tokens, at, &[Class::Month]).is_some() && tokens[at].lower() != Some("mar")
    });
    let all_years = tokens
        .iter()
        .filter(|token| token.is_number())
        .all(|token| {
            token.end - token.start == 4
                && token
                    .number()
                    .is_some_and(|year| (1000..2100).contains(&year))
        });
    let counts = (0..tokens.len())
        .any(|at| sense_at(tokens, at, &[Class::Kind, Class::People, Class::Thing]).is_some());
    (has_month || all_years) && !counts
}
