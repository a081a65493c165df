//! Dates inside a sentence; a missing year is that of the article, and told.

use std::ops::Range;

use super::Context;
use crate::date::read_date;
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

/// Dates of a sentence.
#[derive(Default)]
pub(super) struct Dates {
    pub(super) dates: Vec<String>,
    /// Bytes of the sentence that they fill.
    pub(super) spans: Vec<Range<usize>>,
    pub(super) decide: Vec<String>,
}

pub(super) fn dates(text: &str, context: &Context<'_>) -> Dates {
    let tokens = tokens(text);
    let mut found = Dates::default();
    let mut at = 0;
    while at < tokens.len() {
        let month = sense_at(&tokens, at, &[Class::Month])
            .filter(|_| is_month(text, &tokens, at, context.language));
        let Some((_, length)) = month else {
            at += 1;
            continue;
        };
        let start = back(&tokens, at);
        let end = forward(&tokens, at + length);
        let span = tokens[start].start..tokens[end - 1].end;
        let words = &text[span.clone()];
        let has_year = tokens[start..end]
            .iter()
            .any(|token| token.end - token.start >= 3 && token.number().is_some_and(|n| n >= 100));
        let year = context.date.and_then(year_of);
        let full = match (&year, has_year) {
            (_, true) => Some(words.to_string()),
            (Some(year), false) => Some(format!("{words} {year}")),
            (None, false) => None,
        };
        let edtf = full.and_then(|full| read_date(&full).edtf);
        match edtf {
            Some(edtf) => {
                if !has_year {
                    push(
                        &mut found.decide,
                        format!("whether “{words}” is of the year of the article"),
                    );
                }
                if !found.dates.contains(&edtf) {
                    found.dates.push(edtf);
                }
            }
            None => push(&mut found.decide, format!("the date of “{words}”")),
        }
        found.spans.push(span);
        at = end;
    }
    years(text, &tokens, &mut found);
    found
}

/// A year alone: `in 1942`, `en 1942`, `216 BC`.
fn years(text: &str, tokens: &[Token], found: &mut Dates) {
    for (at, token) in tokens.iter().enumerate() {
        let Some(value) = token.number() else {
            continue;
        };
        if found.spans.iter().any(|span| span.contains(&token.start)) {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|n| tokens[n].lower())
            .unwrap_or_default();
        let after = tokens
            .get(at + 1)
            .and_then(Token::lower)
            .unwrap_or_default();
        let is_bc = matches!(after, "bc" | "bce");
        let is_year = token.end - token.start == 4
            && (1000..2100).contains(&value)
            && matches!(
                before,
                "in" | "en" | "since" | "of" | "until" | "by" | "depuis" | "im"
            );
        if !(is_year || is_bc) {
            continue;
        }
        let end = if is_bc { tokens[at + 1].end } else { token.end };
        if let Some(edtf) = read_date(&text[token.start..end]).edtf {
            if !found.dates.contains(&edtf) {
                found.dates.push(edtf);
            }
            found.spans.push(token.start..end);
        }
    }
}

fn push(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// In English a month begins with a capital, and `March` and `May` are also verbs.
fn is_month(text: &str, tokens: &[Token], at: usize, language: &str) -> bool {
    let token = &tokens[at];
    let is_capital = text[token.start..token.end].starts_with(char::is_uppercase);
    let number = |n: Option<usize>| {
        n.and_then(|n| tokens.get(n))
            .is_some_and(|token| token.is_number() || is_ordinal(token))
    };
    let has_number = number(at.checked_sub(1)) || number(Some(at + 1));
    let is_ambiguous = matches!(
        token.lower(),
        Some("march" | "may" | "mar" | "mai" | "mars" | "jan")
    );
    let after_in = at > 0
        && matches!(
            tokens[at - 1].lower(),
            Some(
                "in" | "of" | "en" | "during" | "early" | "late" | "mid" | "since" | "by" | "until"
            )
        );
    (is_capital || language != "en")
        && (has_number
            || (after_in && (!is_ambiguous || is_capital))
            || (!is_ambiguous && is_capital && token.end - token.start > 3))
}

fn is_ordinal(token: &Token) -> bool {
    token.lower().is_some_and(|word| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && digits <= 2 && matches!(&word[digits..], "st" | "nd" | "rd" | "th" | "er")
    })
}

fn is_day(token: &Token) -> bool {
    token
        .number()
        .is_some_and(|value| (1..=31).contains(&value))
        || is_ordinal(token)
}

/// The first token of the date: days, and what joins them, before the month.
fn back(tokens: &[Token], month: usize) -> usize {
    let mut start = month;
    if start > 0 && is_day(&tokens[start - 1]) {
        start -= 1;
        let joins = |token: &Token| {
            matches!(token.sort, Sort::Sign('–' | '-'))
                || matches!(
                    token.lower(),
                    Some("to" | "and" | "au" | "et" | "or" | "ou")
                )
        };
        if start > 1 && joins(&tokens[start - 1]) && is_day(&tokens[start - 2]) {
            start -= 2;
        }
    }
    start
}

/// The token after the date: days and a year after the month.
fn forward(tokens: &[Token], after_month: usize) -> usize {
    let mut end = after_month;
    if tokens.get(end).is_some_and(is_day) {
        end += 1;
        let joins = tokens
            .get(end)
            .is_some_and(|token| matches!(token.sort, Sort::Sign('–' | '-')));
        if joins && tokens.get(end + 1).is_some_and(is_day) {
            end += 2;
        }
    }
    let comma = usize::from(tokens.get(end).is_some_and(|token| token.is_sign(',')));
    let is_year = |token: &Token| {
        token
            .number()
            .is_some_and(|value| (32..2100).contains(&value))
            && token.end - token.start <= 4
    };
    if tokens
        .get(end + comma)
        .is_some_and(|token| is_year(token) && (comma == 0 || token.end - token.start == 4))
    {
        end += comma + 1;
        if matches!(
            tokens.get(end).and_then(Token::lower),
            Some("bc" | "ad" | "bce" | "ce")
        ) {
            end += 1;
        }
    }
    end
}

/// The year of the article, as a text that the date reader knows: `2012`, `490 BC`.
fn year_of(date: &str) -> Option<String> {
    let first = date.trim_start_matches('[').split(['/', ',']).next()?;
    let (is_negative, digits) = first
        .strip_prefix('-')
        .map_or((false, first), |rest| (true, rest));
    let year: i64 = digits.get(..4)?.parse().ok()?;
    Some(if is_negative {
        format!("{} BC", year + 1)
    } else {
        format!("{year:04}")
    })
}
