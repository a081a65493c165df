//! Dates in two calendars: which of two days is given, and what is told of the other.

use super::point::{Words, read_point};
use super::{Dated, is_harmless, whole_day};
use crate::token::tokens;

/// `25 October 1854 (Gregorian), 13 October 1854 (Julian)`: of two dates that are one day, that of the new style.
pub(super) fn new_of_both(text: &str, dated: &mut Dated) -> String {
    let pieces: Vec<&str> = text.split_inclusive(')').collect();
    let marked = |marks: &[&str]| {
        pieces.iter().position(|piece| {
            piece.rsplit_once('(').is_some_and(|(before, inner)| {
                let inner = inner.to_lowercase();
                before.chars().any(|c| c.is_ascii_digit())
                    && !inner.chars().any(|c| c.is_ascii_digit())
                    && marks.iter().any(|mark| inner.contains(mark))
            })
        })
    };
    let (Some(new), Some(old)) = (marked(&NEW_STYLE), marked(&OLD_STYLE)) else {
        return text.to_string();
    };
    let trimmed = |piece: &str| {
        piece
            .trim_start_matches([',', '/', ' '])
            .trim_start_matches("or ")
            .to_string()
    };
    let is_early = whole_day(pieces[old].split('(').next().unwrap_or_default())
        .is_some_and(|edtf| is_before_reform(&edtf));
    let (taken, other, why) = if is_early {
        (old, new, "the same day in the new style")
    } else {
        (new, old, "the same day in the old style")
    };
    dated.leave(&trimmed(pieces[other]), why);
    let after = pieces.last().filter(|piece| !piece.ends_with(')'));
    let day = trimmed(pieces[taken]);
    // Before the reform the mark of the old style says nothing that every date does not.
    let day = match day.split_once('(') {
        Some((day, _)) if is_early => day.to_string(),
        _ => day,
    };
    format!("{day}{}", after.unwrap_or(&""))
}

/// Whether a date is before 15 October 1582, when the Gregorian calendar began: such a date is given as the text has it, in the
/// calendar of its time.
pub(super) fn is_before_reform(edtf: &str) -> bool {
    edtf.starts_with('-') || edtf.get(..10).unwrap_or(edtf) < "1582-10-15"
}

/// Marks of the two calendars, in small letters.
pub(super) const OLD_STYLE: [&str; 5] = ["o.s", "os ", "old style", "julian", "lunar"];
pub(super) const NEW_STYLE: [&str; 4] = ["n.s", "ns ", "new style", "gregorian"];

pub(super) struct Styled {
    pub(super) text: String,
    pub(super) is_julian: bool,
}

/// Takes out what stands in brackets: the other calendar, the length, the date again in digits.
pub(super) fn old_style(text: &str, dated: &mut Dated) -> Styled {
    let mut outer = String::new();
    let mut is_julian = false;
    let (mut new_style, mut old_inside): (Option<String>, Option<String>) = (None, None);
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        outer.push_str(&rest[..open]);
        outer.push(' ');
        let close = rest[open..].find([')', ']']).map(|at| open + at);
        let (inner, after) = match close {
            Some(close) => (&rest[open + 1..close], &rest[close + 1..]),
            None => (&rest[open + 1..], ""),
        };
        let lower = inner.to_lowercase();
        let is_old = OLD_STYLE.iter().any(|mark| {
            lower.starts_with(mark) || lower.ends_with(mark.trim()) || lower.contains(mark)
        });
        let is_new = NEW_STYLE.iter().any(|mark| lower.contains(mark));
        let has_digit = inner.chars().any(|c| c.is_ascii_digit());
        if is_new && has_digit {
            // `Julian calendar; 23 June Gregorian calendar`: the part of the new style.
            let part = inner
                .split(';')
                .find(|part| {
                    let lower = part.to_lowercase();
                    NEW_STYLE.iter().any(|mark| lower.contains(mark))
                })
                .unwrap_or(inner);
            new_style = Some(part.to_string());
        } else if is_old && !has_digit {
            is_julian = true;
        } else if is_old {
            old_inside = Some(inner.to_string());
        } else if !(is_new || is_harmless(&lower)) {
            dated.leave(inner, "a remark on the date");
        }
        rest = after;
    }
    outer.push_str(rest);
    let lower = outer.to_lowercase();
    if lower.contains("o.s.") || lower.contains("(os)") || lower.contains("old style") {
        is_julian = true;
    }
    let strip = |text: &str| {
        let mut text = text.to_string();
        for mark in [
            "O.S.",
            "N.S.",
            "New Style",
            "Old Style",
            "new style",
            "old style",
            "NS",
            "OS",
            "Gregorian",
            "Julian",
        ] {
            text = text.replace(mark, " ");
        }
        text
    };
    let outer_words = tokens(&strip(&outer));
    let is_early = read_point(&Words(&outer_words)).is_some_and(|point| {
        point.is_bc == Some(true) || point.year.is_some_and(|year| year < 1582)
    });
    let inside = if is_early { &old_inside } else { &new_style };
    if let Some(new) = inside {
        // The day of the other style; month and year from outside where it has none.
        let (inside, outside) = (tokens(&strip(new)), tokens(&strip(&outer)));
        let (inside, outside) = (read_point(&Words(&inside)), read_point(&Words(&outside)));
        if let (Some(mut inside), Some(outside)) = (inside, outside) {
            inside.fill(&outside);
            if let Some(edtf) = inside.edtf() {
                return Styled {
                    text: edtf,
                    is_julian: false,
                };
            }
        }
        dated.leave(new, "the day in the other style is not understood");
    }
    Styled {
        text: strip(&outer),
        is_julian,
    }
}
