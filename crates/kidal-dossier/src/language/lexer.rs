//! Text to tokens. Each token keeps its bytes; nothing here looks further than the line it stands in.

use std::ops::Range;

use super::parser::ParseError;
use super::tree::Relation;
use crate::date::Date;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'t> {
    Word(&'t str),
    Number(&'t str),
    Wording(String),
    Date(Date),
    Relation(Relation),
    Tilde,
    Star,
    Comma,
    Colon,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    /// `{`, and whether named parts with sizes follow rather than a statement.
    OpenBrace {
        is_partition: bool,
    },
    CloseBrace,
}

#[derive(Clone, Debug)]
pub(super) struct Lexeme<'t> {
    pub(super) token: Token<'t>,
    pub(super) span: Range<usize>,
}

pub(super) fn lex(text: &str) -> Result<Vec<Lexeme<'_>>, ParseError> {
    let mut lexemes = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (token, end) = next(text, at)?;
        lexemes.push(Lexeme {
            token,
            span: at..end,
        });
        at = end;
    }
    mark_partitions(&mut lexemes);
    Ok(lexemes)
}

/// One token from byte `at`, and where it ends.
fn next(text: &str, at: usize) -> Result<(Token<'_>, usize), ParseError> {
    let bytes = text.as_bytes();
    let rest = &text[at..];
    if let Some(length) = date_length(rest) {
        return dated(text, at..at + length);
    }
    let single = |token| Ok((token, at + 1));
    match bytes[at] {
        b'(' => single(Token::OpenParen),
        b')' => single(Token::CloseParen),
        b'[' => match bracket_date_length(rest) {
            Some(Some(length)) => dated(text, at..at + length),
            Some(None) => Err(ParseError::new(
                "`[` opens a choice of days and is not closed",
                at..text.len(),
                Some("close it: `[2012-03-23..2012-03-30]`".to_string()),
            )),
            None => single(Token::OpenBracket),
        },
        b']' => single(Token::CloseBracket),
        b'{' => single(Token::OpenBrace {
            is_partition: false,
        }),
        b'}' => single(Token::CloseBrace),
        b',' => single(Token::Comma),
        b':' => single(Token::Colon),
        b'*' => single(Token::Star),
        b'~' => single(Token::Tilde),
        b'=' if rest.starts_with("==") => Ok((Token::Relation(Relation::Equal), at + 2)),
        b'=' => single(Token::Relation(Relation::Equal)),
        b'<' if rest.starts_with("<=") => Ok((Token::Relation(Relation::AtMost), at + 2)),
        b'<' => single(Token::Relation(Relation::Less)),
        b'>' if rest.starts_with(">=") => Ok((Token::Relation(Relation::AtLeast), at + 2)),
        b'>' => single(Token::Relation(Relation::Greater)),
        b'"' => wording(text, at),
        b'0'..=b'9' => Ok(number(text, at, at)),
        b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => Ok(number(text, at, at + 1)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => Ok(word(text, at)),
        _ => Err(stranger(rest, at)),
    }
}

fn dated(text: &str, span: Range<usize>) -> Result<(Token<'_>, usize), ParseError> {
    match Date::parse(&text[span.clone()]) {
        Ok(date) => Ok((Token::Date(date), span.end)),
        Err(fault) => Err(ParseError::of_date(fault, span.start)),
    }
}

/// Length of the date that the text starts with: year and month at least, so that `2012` stays a number.
fn date_length(text: &str) -> Option<usize> {
    let start = if text.starts_with("../") { 3 } else { 0 };
    let mut end = start + single_date_length(&text[start..])?;
    if start == 0 && text[end..].starts_with('/') {
        let after = &text[end + 1..];
        let second = single_date_length(after).or_else(|| year_length(after));
        end += 1 + second.unwrap_or(if after.starts_with("..") { 2 } else { 0 });
    }
    Some(end)
}

fn year_length(text: &str) -> Option<usize> {
    if let Some(year) = text.strip_prefix('-') {
        return year_length(year).map(|length| length + 1);
    }
    let bytes = text.as_bytes();
    let is_year = bytes.len() >= 4 && bytes[..4].iter().all(|b| b.is_ascii_digit() || *b == b'X');
    let is_longer = bytes.get(4).is_some_and(u8::is_ascii_alphanumeric);
    (is_year && !is_longer).then_some(4)
}

fn single_date_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = usize::from(matches!(bytes.first(), Some(b'~' | b'?' | b'%')));
    // A year before Christ: 490 BC is `-0489`.
    let lead = mark + usize::from(bytes.get(mark) == Some(&b'-'));
    let digit = |n: usize| {
        bytes
            .get(lead + n)
            .is_some_and(|b| b.is_ascii_digit() || *b == b'X')
    };
    let is_date = (0..4).all(digit)
        && bytes[lead].is_ascii_digit()
        && bytes.get(lead + 4) == Some(&b'-')
        && digit(5)
        && digit(6);
    if !is_date {
        return None;
    }
    let mut end = lead + 7;
    let mut has_time = false;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' | b'X' | b'-' | b':' | b'~' | b'?' | b'%' | b'+' | b'Z' => end += 1,
            b'T' if !has_time => {
                has_time = true;
                end += 1;
            }
            b'a'..=b'z' if has_time => end += 1,
            _ => break,
        }
    }
    // A colon that ends the run belongs to the sentence (`at 2012-03-29: …`) and is reported there.
    while bytes[end - 1] == b':' {
        end -= 1;
    }
    Some(end)
}

/// `None`: a list. `Some(None)`: a choice of days that is not closed. `Some(Some(n))`: one of n bytes.
fn bracket_date_length(text: &str) -> Option<Option<usize>> {
    let inner = text[1..].trim_start();
    let after_year = year_length(inner).map(|length| inner[length..].trim_start());
    let is_choice = inner.starts_with("..")
        || date_length(inner).is_some()
        || after_year.is_some_and(|rest| rest.starts_with(".."));
    if !is_choice {
        return None;
    }
    let end = text.find([']', '(', '{', '"']);
    match end {
        Some(end) if text.as_bytes()[end] == b']' => Some(Some(end + 1)),
        _ => Some(None),
    }
}

fn wording(text: &str, at: usize) -> Result<(Token<'_>, usize), ParseError> {
    let mut said = String::new();
    let mut is_escaped = false;
    for (offset, letter) in text[at + 1..].char_indices() {
        match letter {
            _ if is_escaped => {
                if !matches!(letter, '"' | '\\') {
                    said.push('\\');
                }
                said.push(letter);
                is_escaped = false;
            }
            '\\' => is_escaped = true,
            '"' => return Ok((Token::Wording(said), at + 1 + offset + 1)),
            _ => said.push(letter),
        }
    }
    Err(ParseError::new(
        "the quotation that opens here is not closed",
        at..text.len(),
        Some("add the closing `\"`".to_string()),
    ))
}

/// Digits, perhaps with a fraction: `504`, `8.4`, `1/2`.
fn number(text: &str, start: usize, digits_at: usize) -> (Token<'_>, usize) {
    let bytes = text.as_bytes();
    let run = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = run(digits_at);
    if matches!(bytes.get(end), Some(b'.' | b'/'))
        && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
    {
        end = run(end + 1);
    }
    (Token::Number(&text[start..end]), end)
}

/// Letters, digits and `_`, joined by single hyphens or dots: `special-units-colonel`, `soldier.504`.
fn word(text: &str, start: usize) -> (Token<'_>, usize) {
    let bytes = text.as_bytes();
    let is_letter = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let mut end = start;
    loop {
        while bytes.get(end).is_some_and(is_letter) {
            end += 1;
        }
        let joins = matches!(bytes.get(end), Some(b'-' | b'.'))
            && bytes.get(end + 1).is_some_and(is_letter);
        if !joins {
            break;
        }
        end += 1;
    }
    if &text[start..end] == "km" && text[end..].starts_with("/h") {
        end += 2;
    }
    (Token::Word(&text[start..end]), end)
}

fn stranger(rest: &str, at: usize) -> ParseError {
    let letter = rest.chars().next().unwrap_or(' ');
    let span = at..at + letter.len_utf8();
    let help = match letter {
        '\'' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => {
            "a wording stands in straight double quotation marks: `\"several dozen\"`"
        }
        '\u{2248}' | '\u{2243}' => "write `~` for about: `~500`",
        '\u{2265}' => "write `>=`",
        '\u{2264}' => "write `<=`",
        '\u{2013}' | '\u{2212}' | '\u{2014}' => {
            "write a range as `between 50 and 169`; names are joined with the plain hyphen `-`"
        }
        '-' => "a hyphen joins the words of a name (`ansar-dine`) and stands nowhere else",
        '.' => {
            "`..` belongs into a choice of days: `[2012-03-23..2012-03-30]`; a statement has no full stop"
        }
        '!' => "write `not` before the statement",
        '&' => "write `and`",
        '|' => "write `or`",
        '%' => "write a share as `1/2` or `50 percent`",
        '+' | '/' => "the language does no arithmetic; write the figure",
        _ if letter.is_alphabetic() => {
            "names in statements are written with a-z, digits and hyphens; declare an id in these letters"
        }
        _ => "remove it, or put the wording in double quotation marks",
    };
    ParseError::new(
        format!("`{letter}` has no meaning here"),
        span,
        Some(help.to_string()),
    )
}

/// Finds, in one pass, the braces that hold named parts: `{ name = …, name = … }`.
///
/// Deciding it here keeps the parser from trying both ways, which would double its work at each nested brace.
fn mark_partitions(lexemes: &mut [Lexeme<'_>]) {
    let is_part = |lexemes: &[Lexeme<'_>], at: usize| {
        matches!(lexemes.get(at).map(|l| &l.token), Some(Token::Word(_)))
            && matches!(
                lexemes.get(at + 1).map(|l| &l.token),
                Some(Token::Relation(Relation::Equal))
            )
    };
    let mut open: Vec<usize> = Vec::new();
    let mut parts = Vec::new();
    for at in 0..lexemes.len() {
        match &lexemes[at].token {
            Token::OpenParen | Token::OpenBracket | Token::OpenBrace { .. } => open.push(at),
            Token::CloseParen | Token::CloseBracket | Token::CloseBrace => {
                open.pop();
            }
            Token::Comma => {
                if let Some(&start) = open.last()
                    && matches!(lexemes[start].token, Token::OpenBrace { .. })
                    && is_part(lexemes, start + 1)
                    && is_part(lexemes, at + 1)
                {
                    parts.push(start);
                }
            }
            _ => {}
        }
    }
    for start in parts {
        lexemes[start].token = Token::OpenBrace { is_partition: true };
    }
}
