//! Cutting a cleaned value into words, numbers and signs.

use crate::words::is_abbreviation;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sort {
    /// Letters, perhaps with digits, hyphens and apostrophes; lower case is kept beside the text.
    Word(String),
    /// A whole number, separators read.
    Number(u64),
    /// A number with a fraction: `1.5`.
    Fraction(f64),
    /// Any other sign.
    Sign(char),
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) sort: Sort,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether a space or the beginning stands before it.
    pub(crate) is_apart: bool,
}

impl Token {
    /// The word in lower case; signs that act as words (`~`, `†`) count as words.
    pub(crate) fn lower(&self) -> Option<&str> {
        match &self.sort {
            Sort::Word(lower) => Some(lower),
            _ => None,
        }
    }

    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.sort == Sort::Sign(sign)
    }

    pub(crate) fn number(&self) -> Option<u64> {
        match self.sort {
            Sort::Number(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self.sort, Sort::Number(_) | Sort::Fraction(_))
    }
}

/// Signs that are words of the table: bounds, and marks of a fate.
const WORDLIKE: &str = "~≈∼±><≥≤†‡✝✠☠⚔#?";

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter {
        text,
        at: 0,
        is_apart: true,
        tokens: Vec::new(),
    };
    cutter.run();
    cutter.tokens
}

/// The words of a text in lower case, joined by single spaces: how the table of words is keyed.
pub(crate) fn lower_words(text: &str) -> String {
    let words: Vec<String> = raw_words(&text.to_lowercase());
    words.join(" ")
}

/// As [`tokens`] cuts words, but without asking the table (which is made from this).
fn raw_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        let mut rest = part;
        while let Some(cut) = elision(rest) {
            words.push(rest[..cut].to_string());
            rest = &rest[cut..];
        }
        // `<=` is two signs.
        let mut word = String::new();
        for letter in rest.chars() {
            if WORDLIKE.contains(letter) {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                words.push(letter.to_string());
            } else {
                word.push(letter);
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Length of an elided article before a word: `d'` of `d'artillerie`.
fn elision(word: &str) -> Option<usize> {
    ["d'", "l'", "jusqu'", "qu'"].into_iter().find_map(|start| {
        let head = word.get(..start.len())?;
        (head.eq_ignore_ascii_case(start) && word.len() > start.len()).then_some(start.len())
    })
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
    is_apart: bool,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        while let Some(letter) = self.text[self.at..].chars().next() {
            if letter.is_whitespace() && letter != '\n' {
                self.at += letter.len_utf8();
                self.is_apart = true;
            } else if letter.is_ascii_digit() {
                self.digits();
            } else if letter.is_alphanumeric() {
                self.word();
            } else if WORDLIKE.contains(letter) {
                self.push(Sort::Word(letter.to_string()), letter.len_utf8());
            } else {
                self.push(Sort::Sign(letter), letter.len_utf8());
            }
        }
    }

    fn push(&mut self, sort: Sort, length: usize) {
        let start = self.at;
        self.at += length;
        self.tokens.push(Token {
            sort,
            start,
            end: self.at,
            is_apart: std::mem::take(&mut self.is_apart),
        });
    }

    /// A word: letters and digits joined by hyphens, apostrophes, and full stops between single letters.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        if let Some(cut) = elision(rest) {
            self.push(Sort::Word(rest[..cut].to_lowercase()), cut);
            self.is_apart = false;
            return;
        }
        let length = word_length(rest);
        self.push(Sort::Word(rest[..length].to_lowercase()), length);
    }

    /// A number, or a word that begins with digits: `1st`, `105mm`, `74-gun`.
    fn digits(&mut self) {
        let rest = &self.text[self.at..];
        let (length, sort) = number(rest);
        let after = rest[length..].chars().next();
        let is_scaled = matches!(after, Some('k' | 'K'))
            && !rest[length + 1..].starts_with(|c: char| c.is_alphanumeric());
        let hyphen_word = after == Some('-')
            && rest[length + 1..].starts_with(char::is_alphabetic)
            && !is_strong(&rest[length + 1..])
            && !is_about(&rest[length + 1..]);
        if (after.is_some_and(char::is_alphabetic) && !is_scaled) || hyphen_word {
            // A mark that is fused with its figure is no part of it: `300KIA`.
            let plain = rest.bytes().take_while(u8::is_ascii_digit).count();
            let tail = &rest[length..];
            let tail_length = word_length(tail);
            if !hyphen_word && is_fused(&tail[..tail_length]) {
                self.push(sort, length);
                return;
            }
            let skipped = usize::from(hyphen_word && plain == length);
            let whole = plain + skipped + word_length(&rest[plain + skipped..]);
            self.push(Sort::Word(rest[..whole].to_lowercase()), whole);
            return;
        }
        self.push(sort, length);
    }
}

/// `strong` and `man` after a figure and a hyphen: `500-strong`.
fn is_strong(word: &str) -> bool {
    ["strong", "man", "men"]
        .iter()
        .any(|end| word.starts_with(end) && !word[end.len()..].starts_with(char::is_alphanumeric))
}

/// A second bound behind a hyphen: `12,000-c. 20,000`.
fn is_about(rest: &str) -> bool {
    ["c.", "ca.", "circa ", "about ", "approx."]
        .iter()
        .filter_map(|about| rest.strip_prefix(about))
        .any(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Kinds of loss that infobox templates fuse with a figure.
fn is_fused(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "kia" | "wia" | "mia" | "pow" | "pows" | "dow" | "killed" | "wounded" | "captured" | "men"
    )
}

fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter) {
            end = at + letter.len_utf8();
            continue;
        }
        // `T-34`, `Mi-24`, `ZU-23-2`: a short name in capitals goes on with digits.
        let is_type = letter == '-'
            && next.is_some_and(|c| c.is_ascii_digit())
            && (at <= 4 || text[..at].contains('-'))
            && text.starts_with(char::is_uppercase);
        // `L3/35`: the name of a type, with the year or the gun behind it.
        let is_model = letter == '/'
            && next.is_some_and(|c| c.is_ascii_digit())
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text.starts_with(char::is_uppercase);
        let joins = is_model
            || is_type
            || (matches!(letter, '-' | '\'') && next.is_some_and(char::is_alphabetic));
        let is_initial = letter == '.'
            && next.is_some_and(char::is_alphabetic)
            && text[..at]
                .rsplit('.')
                .next()
                .is_some_and(|part| part.chars().count() == 1);
        if at > 0 && (joins || is_initial) {
            end = at + 1;
            continue;
        }
        // The stop of an abbreviation, and that of the last initial: `c.`, `P.O.W.`
        if letter == '.' && (is_abbreviation(&text[..=at]) || text[..at].contains('.')) {
            end = at + 1;
        }
        break;
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

/// The number that a text of digits starts with: groups of three divided by `,` `.` `'` or a space, or a fraction.
fn number(text: &str) -> (usize, Sort) {
    let bytes = text.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let first = run(0);
    let mut end = first;
    let mut digits = text[..first].to_string();
    if first <= 3 && !(first > 1 && bytes[0] == b'0') {
        let mut separator = None;
        while let Some(&sign @ (b',' | b'.' | b'\'' | b' ')) = bytes.get(end) {
            if run(end + 1) != 3 || separator.is_some_and(|known| known != sign) {
                break;
            }
            // `3 105mm guns`, `12 500px`: the second figure is a word of its own.
            let after = text[end + 4..].chars().next();
            // `300 000-500 000` is a range all the same.
            let is_hyphen = |c: char| matches!(c, '-' | '/');
            let ends_range = text
                .get(end + 5..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let is_word = |c: char| c.is_alphabetic() || (is_hyphen(c) && !ends_range);
            if sign == b' ' && after.is_some_and(is_word) {
                break;
            }
            if sign == b' ' && measured(&text[end + 4..]) {
                break;
            }
            separator = Some(sign);
            digits.push_str(&text[end + 1..end + 4]);
            end += 4;
        }
        let fraction = matches!(bytes.get(end), Some(b'.' | b',')) && end == first;
        if fraction && matches!(run(end + 1), 1 | 2) {
            let length = run(end + 1);
            let value: f64 = format!("{}.{}", &text[..first], &text[end + 1..end + 1 + length])
                .parse()
                .unwrap_or_default();
            return (end + 1 + length, Sort::Fraction(value));
        }
    }
    match digits.parse::<u64>() {
        Ok(value) => (end, Sort::Number(value)),
        // More digits than any count has: kept as a word, so that it ends among the leftovers.
        Err(_) => (end, Sort::Word(digits)),
    }
}

/// Whether a measure of a gun follows: `mm`, `cm`, `pounder`.
fn measured(rest: &str) -> bool {
    let rest = rest.trim_start();
    let is_hyphenated =
        rest.starts_with('-') && !rest[1..].starts_with(|c: char| c.is_ascii_digit() || c == ' ');
    is_hyphenated
        || ["mm", "cm", "pounder", "pdr", "px"]
            .iter()
            .any(|unit| rest.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorts(text: &str) -> Vec<Sort> {
        tokens(text).into_iter().map(|token| token.sort).collect()
    }

    fn word(text: &str) -> Sort {
        Sort::Word(text.to_string())
    }

    #[test]
    fn thousands_are_read_with_the_separators_of_several_languages() {
        for text in ["12,500", "12.500", "12 500", "12'500", "12500"] {
            assert_eq!(sorts(text), [Sort::Number(12_500)], "{text}");
        }
        assert_eq!(sorts("1,234,567"), [Sort::Number(1_234_567)]);
        for text in ["300 000-500 000", "300 000 - 500 000"] {
            let numbers: Vec<_> = sorts(text)
                .into_iter()
                .filter(|sort| matches!(sort, Sort::Number(_)))
                .collect();
            assert_eq!(
                numbers,
                [Sort::Number(300_000), Sort::Number(500_000)],
                "{text}"
            );
        }
        assert_eq!(sorts("1.5 million"), [Sort::Fraction(1.5), word("million")]);
        assert_eq!(
            sorts("300, 400"),
            [Sort::Number(300), Sort::Sign(','), Sort::Number(400)]
        );
    }

    #[test]
    fn figures_inside_names_are_words() {
        assert_eq!(
            sorts("1st T-34 105mm 74-gun"),
            [word("1st"), word("t-34"), word("105mm"), word("74-gun")]
        );
        assert_eq!(sorts("3 105 mm")[..2], [Sort::Number(3), Sort::Number(105)]);
        assert_eq!(sorts("300KIA"), [Sort::Number(300), word("kia")]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(sorts("c.500"), [word("c."), Sort::Number(500)]);
        assert_eq!(sorts("P.O.W."), [word("p.o.w.")]);
        assert_eq!(sorts("d'artillerie"), [word("d'"), word("artillerie")]);
    }

    #[test]
    fn more_digits_than_a_count_can_have_are_no_number() {
        assert!(matches!(
            sorts("99999999999999999999999")[..],
            [Sort::Word(_)]
        ));
    }
}
