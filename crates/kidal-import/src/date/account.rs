//! The account of a date: what of its words and numbers neither the EDTF value nor what is left over holds is told.

use super::Dated;
use super::style::{NEW_STYLE, OLD_STYLE};
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

/// Small words that say nothing of when it was.
const PLAIN: &str = "of in the le la les du de des del on at en im am el l' vom dal den der das d' and et und y e to until till \
    through au à bis al a até jusqu' jusqu'au from between entre zwischen or ou oder o year an anno date night";

/// Words of calendars, eras and doubt, which the value holds or the calendar of it says.
const CALENDAR: &str = "bc ad bce ce c. ca. ca c circa about around approximately probably possibly vers environ um \
    traditionally perhaps likely hacia calendar style old new os ns o.s n.s o.s. n.s. julian gregorian present ongoing now \
    aujourd'hui cours ce jour heute presente oggi today présent start end";

fn is_plain_word(word: &str) -> bool {
    let mut plain = PLAIN.split_whitespace().chain(CALENDAR.split_whitespace());
    plain.any(|plain| plain == word)
}

/// Units of time: a number before them is a length.
const LENGTHS: [&str; 9] = [
    "day", "week", "month", "year", "hour", "jour", "semaine", "mois", "tag",
];

fn is_length_unit(token: Option<&Token>) -> bool {
    token
        .and_then(Token::lower)
        .is_some_and(|word| LENGTHS.iter().any(|unit| word.starts_with(unit)) || word == "ans")
}

/// Tells of the words and numbers of a line that the date does not hold.
pub(super) fn settle(line: &str, dated: &mut Dated) {
    let Some(edtf) = dated.edtf.clone() else {
        return;
    };
    let is_converted = dated.leftovers.iter().any(|(text, _)| text == line.trim());
    if is_converted {
        return;
    }
    let known = numbers(&edtf);
    let left: Vec<String> = dated
        .leftovers
        .iter()
        .flat_map(|(text, why)| [text.to_lowercase(), why.to_lowercase()])
        .collect();
    let is_left = |raw: &str| {
        left.iter().any(|text| {
            tokens(text)
                .iter()
                .any(|token| &text[token.start..token.end] == raw)
        })
    };
    let all = tokens(line);
    let mut unsaid = Vec::new();
    for (at, token) in all.iter().enumerate() {
        let raw = &line[token.start..token.end];
        let is_said = match &token.sort {
            Sort::Sign(_) => true,
            Sort::Number(value) => {
                known.contains(value)
                    || is_length_unit(all.get(at + 1))
                    || is_of_other_calendar(line, token)
            }
            Sort::Fraction(_) => is_of_other_calendar(line, token),
            Sort::Word(word) => {
                let word = word.as_str();
                let day: String = word.chars().take_while(char::is_ascii_digit).collect();
                is_plain_word(word)
                    || super::point::is_weekday(word)
                    || day.parse().is_ok_and(|day: u64| known.contains(&day))
                    || is_length_unit(Some(token))
                    || !word.starts_with(char::is_alphanumeric)
                    || sense_at(&all, at, &[Class::Month, Class::Season, Class::Approx]).is_some()
                    || word.contains('-')
                    || is_of_other_calendar(line, token)
            }
        };
        if !is_said && !is_left(&raw.to_lowercase()) {
            unsaid.push(format!("`{raw}`"));
        }
    }
    if !unsaid.is_empty() {
        let why = format!("{} was not understood", unsaid.join(", "));
        dated.leave(line, &why);
    }
}

/// The numbers that a value holds: years as they are written, also without their century, months and days.
fn numbers(edtf: &str) -> Vec<u64> {
    let mut known = Vec::new();
    let mut rest = edtf;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let is_before_christ = rest[..at].ends_with('-')
            && !rest[..at - 1].ends_with(|c: char| c.is_ascii_digit() || c == 'X');
        let digits: String = rest[at..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let value: u64 = digits.parse().unwrap_or(0);
        if digits.len() >= 3 {
            known.push(if is_before_christ { value + 1 } else { value });
            known.push(value % 100);
            if value == 0 {
                known.push(1);
            }
        } else {
            known.push(value);
        }
        rest = &rest[at + digits.len()..];
    }
    known
}

/// Whether a token stands in brackets that give the same day in the other calendar, and nothing more.
fn is_of_other_calendar(line: &str, token: &Token) -> bool {
    let Some(open) = line[..token.start].rfind(['(', '[']) else {
        // `27 June 1709 (8 July N.S.)`: the day before the brackets is that of the old style.
        let brackets = line[token.end..]
            .split(['(', '['])
            .nth(1)
            .unwrap_or_default();
        let inner = brackets.split([')', ']']).next().unwrap_or_default();
        let lower = inner.to_lowercase();
        let is_new = NEW_STYLE.iter().any(|mark| lower.contains(mark.trim()));
        let is_day = token.number().is_some_and(|day| day <= 31);
        return is_day && is_new && inner.contains(|c: char| c.is_ascii_digit());
    };
    let inner = line[open + 1..]
        .split([')', ']'])
        .next()
        .unwrap_or_default();
    if open + 1 + inner.len() <= token.start {
        return false;
    }
    let lower = inner.to_lowercase();
    let is_marked = OLD_STYLE
        .iter()
        .chain(&NEW_STYLE)
        .any(|mark| lower.contains(mark) || lower.ends_with(mark.trim()));
    let all = tokens(inner);
    let is_plain = |at: usize| match &all[at].sort {
        Sort::Word(word) => {
            let word = word.as_str();
            is_plain_word(word)
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.starts_with(|c: char| !c.is_alphanumeric())
                || super::point::is_weekday(word)
                || sense_at(&all, at, &[Class::Month]).is_some()
        }
        _ => true,
    };
    is_marked && (0..all.len()).all(is_plain)
}

/// Tells of a bound of a date that has one end: `until 5 May 1871`.
pub(super) fn tell_bound(text: &str, all: &[Token], dated: &mut Dated) {
    const BOUNDS: [&str; 10] = [
        "from", "until", "till", "to", "since", "between", "through", "bis", "jusqu'", "zwischen",
    ];
    let bound = all
        .iter()
        .filter_map(Token::lower)
        .find(|word| BOUNDS.contains(word));
    if let Some(bound) = bound {
        let why = format!("`{bound}` says that it is one end, the other is not given");
        dated.leave(text, &why);
    }
}
