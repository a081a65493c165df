//! Dates as articles write them, into EDTF: ranges within and across months and years, old calendars, years before Christ.

mod account;
mod calendar;
mod point;
mod style;
#[cfg(test)]
mod tests;

use crate::clean::clean;
use crate::token::{Sort, Token, tokens};

use calendar::julian_to_gregorian;
use point::{Point, Words, plain_eras, read_point};
use style::{is_before_reform, new_of_both, old_style};

/// A date that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dated {
    /// EDTF, where the text could be read.
    pub(crate) edtf: Option<String>,
    /// Text and why it is left.
    pub(crate) leftovers: Vec<(String, String)>,
}

impl Dated {
    fn leave(&mut self, text: &str, why: &str) {
        let text = text.trim();
        if text.chars().any(char::is_alphanumeric) {
            self.leftovers.push((text.to_string(), why.to_string()));
        }
    }
}

/// How the two ends of a date belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// It lasted from one to the other.
    Extent,
    /// One of the two.
    Choice,
    /// One unknown day between them.
    Between,
    /// Both.
    Both,
}

/// Reads the value of a date field.
pub(crate) fn read_date(raw: &str) -> Dated {
    let text = plain_eras(&apart(&signed_years(&without_repeats(&clean(raw)))));
    let mut dated = Dated::default();
    let lines = statements(&text);
    let (first, others) = lines.split_first().unwrap_or((&"", &[]));
    for line in others {
        if !is_length(line) {
            dated.leave(line, "a second statement on the date");
        }
    }
    let written = *first;
    let first = new_of_both(first, &mut dated);
    let first = first.as_str();
    let styled = old_style(first, &mut dated);
    dated.edtf = statement(&styled.text, &mut dated);
    if let (Some(edtf), true) = (&dated.edtf, styled.is_julian) {
        let gregorian = julian_to_gregorian(edtf).filter(|_| !is_before_reform(edtf));
        match gregorian {
            Some(gregorian) => {
                dated.leave(
                    first,
                    "an old-style date, changed to the Gregorian calendar",
                );
                dated.edtf = Some(gregorian);
            }
            None => dated.leave(first, "an old-style date, kept in its own calendar"),
        }
    }
    if dated.edtf.is_none()
        && let Some(edtf) = bracketed(first).or_else(|| phases(first))
    {
        dated.leave(first, "read from its parts alone");
        dated.edtf = Some(edtf);
    } else if dated.edtf.is_none()
        && let Some(edtf) = several(first)
    {
        let why = "several times; the extent from the first to the last is given";
        dated.leave(first, why);
        dated.edtf = Some(edtf);
    }
    if let Some(edtf) = &dated.edtf
        && let Err(fault) = kidal_dossier::Date::parse(edtf)
    {
        let why = format!("no such date: {fault}");
        dated.edtf = None;
        dated.leave(first, &why);
    } else if dated.edtf.is_none() && !is_unknown(first) {
        dated.leave(first, "the date is not understood");
    }
    account::settle(written, &mut dated);
    dated
}

/// `July 19, 1702 (1702-07-19) (N.S.)`: without days that templates repeat in figures.
fn without_repeats(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inner = &rest[open + 1..];
        let is_day = inner.len() > DAY.len()
            && inner.as_bytes()[DAY.len()] == b')'
            && inner
                .bytes()
                .zip(DAY.bytes())
                .all(|(letter, form)| match form {
                    b'0' => letter.is_ascii_digit(),
                    form => letter == form,
                });
        let is_behind = rest[..open].contains(|letter: char| letter.is_ascii_digit());
        if is_day && is_behind {
            plain.push_str(rest[..open].trim_end());
            rest = &inner[DAY.len() + 1..];
        } else {
            plain.push_str(&rest[..=open]);
            rest = inner;
        }
    }
    plain.push_str(rest);
    plain
}

/// The form of a day in figures.
const DAY: &str = "0000-00-00";

/// The statements of a date: lines, and what semicolons outside of brackets divide.
fn statements(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if letter == '\n' || (letter == ';' && depth == 0) {
            parts.push(&text[start..at]);
            start = at + 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// `April 19-September 6`: a hyphen between a day and a name stands for a dash.
fn apart(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut plain = String::with_capacity(text.len() + 2);
    for (at, letter) in letters.iter().enumerate() {
        let is_fused = at > 0
            && letters[at - 1].is_ascii_digit()
            && matches!(
                (letter, letters.get(at + 1)),
                ('B', Some('C')) | ('A', Some('D')) | ('C', Some('E'))
            );
        if is_fused {
            // `1600BC`
            plain.push(' ');
        }
        let is_between = at > 0
            && letters[at - 1].is_ascii_digit()
            && letters.get(at + 1).is_some_and(|next| next.is_uppercase());
        if *letter == '-' && is_between {
            plain.push_str(" – ");
        } else {
            plain.push(*letter);
        }
    }
    plain
}

/// `18 décembre -218`: a year with a minus sign is one before Christ.
fn signed_years(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut plain = String::with_capacity(text.len() + 3);
    let mut at = 0;
    while at < letters.len() {
        let is_sign = matches!(letters[at], '-' | '−' | '–')
            && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        let mut before = letters[..at].iter().rev();
        let is_behind_month = before.next() == Some(&' ')
            && before
                .next()
                .is_some_and(|letter| letter.is_alphabetic() || *letter == '.');
        let digits = letters[at + 1..]
            .iter()
            .take_while(|letter| letter.is_ascii_digit())
            .count();
        let end = at + 1 + digits;
        // `juin -5 juillet`, `-0217-12-18`
        let ends = !matches!(letters.get(end), Some('-' | '–' | '/'))
            && (1..=4).contains(&digits)
            && !letters[end..]
                .iter()
                .skip_while(|letter| **letter == ' ')
                .take(1)
                .any(|letter| letter.is_alphabetic());
        if is_sign && ends && (is_behind_month || at == 0) {
            plain.extend(&letters[at + 1..end]);
            plain.push_str(" BC");
            at = end;
        } else {
            plain.push(letters[at]);
            at += 1;
        }
    }
    plain
}

/// `9 Thermidor Year II (27 July 1794)`: the date in brackets, where the one before them is of another calendar.
fn bracketed(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('(')?;
    let (inner, _) = rest.split_once(')')?;
    whole_day(inner)
}

/// `First phase: 10 January 2013, second phase: 11–18 January 2013`: from the beginning of the first to the end of the last.
fn phases(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').skip(1).collect();
    let mut dates = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let part = if n + 1 < parts.len() {
            let (date, label) = part.rsplit_once(',')?;
            if label.chars().any(|c| c.is_ascii_digit()) {
                return None;
            }
            date
        } else {
            part
        };
        let edtf = whole_day(part.trim_matches([',', ' ']))?;
        dates.push((kidal_dossier::Date::parse(&edtf).ok()?, edtf));
    }
    hull(&dates)
}

/// `6–7 and 13–15 April 1915`, `3 July 1940, 6 July 1940`: from the beginning of the first to the end of the last.
fn several(text: &str) -> Option<String> {
    let mut plain = without_remarks(text);
    for joint in [" and ", " et ", " & ", " und ", " y "] {
        plain = plain.replace(joint, ";");
    }
    hull_of(&plain, ";").or_else(|| hull_of(&plain.replace(", ", ";"), ";"))
}

/// `(first siege)`: brackets without a number say nothing of when.
fn without_remarks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        plain.push_str(before);
        match inside.split_once(')') {
            Some((remark, after)) if !remark.contains(|c: char| c.is_ascii_digit()) => {
                plain.truncate(plain.trim_end().len());
                rest = after;
            }
            _ => {
                plain.push('(');
                rest = inside;
            }
        }
    }
    plain + rest
}

/// The extent of the dates that a sign divides. What one does not say is as in the last: the year, or the month and the year.
fn hull_of(text: &str, sign: &str) -> Option<String> {
    let parts: Vec<&str> = text
        .split(sign)
        .map(|part| part.trim_matches([',', ' ']))
        .collect();
    if !(2..=SPANS).contains(&parts.len()) {
        return None;
    }
    let words: Vec<&str> = parts.last()?.split(' ').collect();
    let mut dates = Vec::new();
    for part in &parts {
        let edtf = whole_day(part).or_else(|| {
            (1..=2.min(words.len())).find_map(|count| {
                whole_day(&format!(
                    "{part} {}",
                    words[words.len() - count..].join(" ")
                ))
            })
        })?;
        dates.push((kidal_dossier::Date::parse(&edtf).ok()?, edtf));
    }
    hull(&dates)
}

/// Most spans of one date. Chosen by us: no infobox has more.
const SPANS: usize = 4;

/// From the beginning of the first of several dates to the end of the last.
fn hull(dates: &[(kidal_dossier::Date, String)]) -> Option<String> {
    if dates.len() < 2 {
        return None;
    }
    let (_, first) = dates.iter().min_by_key(|(date, _)| date.earliest())?;
    let (_, last) = dates.iter().max_by_key(|(date, _)| date.latest())?;
    let start = first.split('/').next()?;
    let end = last.rsplit('/').next()?;
    Some(format!("{start}/{end}"))
}

/// A date to the day, with nothing left over.
fn whole_day(text: &str) -> Option<String> {
    let mut inner = Dated::default();
    let edtf = statement(text, &mut inner)?;
    let is_day = edtf.bytes().filter(|byte| *byte == b'-').count() >= 2;
    (is_day && inner.leftovers.is_empty() && !edtf.contains(['[', ',']))
        .then_some(edtf)
        .filter(|edtf| kidal_dossier::Date::parse(edtf).is_ok())
}

fn is_unknown(text: &str) -> bool {
    crate::words::sense_of(text, &[crate::words::Class::Unknown]).is_some()
}

/// Whether a line is only how long it lasted, in parentheses: `(5 months)`.
fn is_length(line: &str) -> bool {
    let inner = line
        .trim()
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'));
    inner.is_some_and(|inner| {
        is_harmless(&inner.to_lowercase())
            && inner
                .split(|c: char| !c.is_ascii_digit())
                .all(|digits| digits.len() < 4)
    })
}

/// Lengths and digits that say the date again.
fn is_harmless(lower: &str) -> bool {
    let is_length = [
        "day", "week", "month", "year", "jour", "semaine", "mois", "ans", "hour", "tag", "giorn",
        "días", "dias",
    ]
    .iter()
    .any(|unit| lower.contains(unit));
    let is_iso = lower.len() >= 8
        && lower
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | '/'));
    is_length || is_iso || lower.trim().is_empty() || lower.contains("aged")
}

/// One date, an extent or a choice.
fn statement(text: &str, dated: &mut Dated) -> Option<String> {
    let text = text.trim().trim_matches([',', '.', ' ']);
    if text.is_empty() {
        return None;
    }
    if let Some(edtf) = already_edtf(text) {
        return Some(edtf);
    }
    let tokens = tokens(text);
    let (at, length, mut joint) = match joint(&tokens) {
        Joints::None => {
            let point = read_point(&Words(&tokens))?;
            told(&point, text, dated);
            account::tell_bound(text, &tokens, dated);
            return point.edtf();
        }
        Joints::One(at, length, joint) => (at, length, joint),
        Joints::Many => return None,
    };
    let mut left = read_point(&Words(&tokens[..at]))?;
    let right_tokens = &tokens[at + length..];
    if is_open(right_tokens) {
        told(&left, text, dated);
        return Some(format!("{}/..", left.edtf()?));
    }
    let mut right = read_point(&Words(right_tokens))?;
    right.complete_year(&left);
    left.fill_back(&right);
    right.fill(&left);
    left.share_era(&mut right);
    told(&left, text, dated);
    told(&right, text, dated);
    let is_next_day = left.is_day_before(&right);
    if joint == Joint::Both {
        if !is_next_day {
            dated.leave(
                text,
                "two dates; the extent from the first to the second is given",
            );
        }
        joint = Joint::Extent;
    }
    let (first, second) = (left.edtf()?, right.edtf()?);
    if joint == Joint::Extent && left.season == Some(24) && right.is_year_alone() {
        // `winter of 1241–42` is one winter, named by the year in which it began.
        return Some(first);
    }
    Some(match joint {
        _ if first == second => first,
        Joint::Extent | Joint::Both => format!("{first}/{second}"),
        Joint::Choice => format!("[{first}, {second}]"),
        Joint::Between => format!("[{first}..{second}]"),
    })
}

fn told(point: &Point, text: &str, dated: &mut Dated) {
    if let Some(part) = &point.part {
        let why = format!("`{part}` is finer than the date that is given");
        if !dated.leftovers.iter().any(|(_, known)| *known == why) {
            dated.leave(text, &why);
        }
    }
    if !point.rest.is_empty() {
        dated.leave(&point.rest.join(" "), "in the date, not understood");
    }
}

/// `2012-03-26`, `2012-03-26/2012-03-30`: as it is.
fn already_edtf(text: &str) -> Option<String> {
    let text = text.replace(['–', '—'], "/").replace(" / ", "/");
    let is_plain = text.len() >= 10
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'~'))
        && text.bytes().filter(|b| *b == b'-').count() >= 2;
    (is_plain && kidal_dossier::Date::parse(&text).is_ok()).then_some(text)
}

fn is_open(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().filter_map(Token::lower).collect();
    matches!(
        words.as_slice(),
        ["present"]
            | ["ongoing"]
            | ["now"]
            | ["aujourd'hui"]
            | ["en", "cours"]
            | ["à", "ce", "jour"]
            | ["heute"]
            | ["presente"]
            | ["oggi"]
            | ["today"]
            | ["the", "present"]
            | ["présent"]
    )
}

enum Joints {
    None,
    One(usize, usize, Joint),
    Many,
}

/// Where the two ends of a date are joined.
fn joint(tokens: &[Token]) -> Joints {
    let mut found: Vec<(usize, usize, Joint)> = Vec::new();
    let is_between = tokens
        .iter()
        .take(3)
        .any(|token| matches!(token.lower(), Some("between" | "entre" | "zwischen")));
    for (at, token) in tokens.iter().enumerate() {
        let has_digits_after =
            tokens[at + 1..].iter().any(Token::is_number) || is_open(&tokens[at + 1..]);
        if at == 0 || !has_digits_after {
            continue;
        }
        let joint = match (&token.sort, token.lower()) {
            (Sort::Sign('–' | '-'), _) => Some(Joint::Extent),
            (Sort::Sign('/'), _) => Some(Joint::Extent),
            (
                _,
                Some(
                    "to" | "until" | "till" | "through" | "au" | "à" | "bis" | "al" | "a" | "até"
                    | "jusqu'" | "إلى",
                ),
            ) => Some(Joint::Extent),
            (_, Some("or" | "ou" | "oder" | "o")) => Some(Joint::Choice),
            (_, Some("and" | "et" | "und" | "y" | "e")) | (Sort::Sign('&'), _) => {
                Some(if is_between {
                    Joint::Between
                } else {
                    Joint::Both
                })
            }
            _ => None,
        };
        if let Some(joint) = joint {
            // `until the`, `jusqu'au`: one joint of two words.
            match found.last() {
                Some((last, length, _)) if last + length == at => {}
                _ => found.push((at, 1, joint)),
            }
        }
    }
    match found.as_slice() {
        [] => Joints::None,
        [(at, length, joint)] => Joints::One(*at, *length, *joint),
        // `1941/42 – 1943`: more than one joint is no plain date; a dash between the two halves wins over slashes.
        many => {
            let wide: Vec<_> = many
                .iter()
                .filter(|(at, _, _)| tokens[*at].is_sign('–') && tokens[*at].is_apart)
                .collect();
            match wide.as_slice() {
                [(at, length, joint)] => Joints::One(*at, *length, *joint),
                _ => Joints::Many,
            }
        }
    }
}
