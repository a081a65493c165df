//! Cutting a paragraph into sentences, with the quotations that run across them.

use std::ops::Range;

/// A sentence of a paragraph.
pub(super) struct Sentence {
    /// Bytes of the paragraph.
    pub(super) span: Range<usize>,
    /// Whether a quotation is open where it begins.
    pub(super) begins_quoted: bool,
    /// Whether one is open where it ends.
    pub(super) ends_quoted: bool,
    /// Whether a quotation stands in it.
    pub(super) has_quotation: bool,
}

/// Abbreviations after which a sentence goes on.
const ABBREVIATIONS: [&str; 40] = [
    "gen", "col", "lt", "capt", "maj", "sgt", "brig", "adm", "cpl", "mr", "mrs", "ms", "dr", "st",
    "ste", "no", "nos", "vol", "c", "ca", "approx", "est", "fig", "p", "pp", "ed", "jr", "sr",
    "vs", "etc", "al", "cf", "m", "mm", "mme", "av", "apr", "ap", "env", "j",
];

/// Cuts a paragraph.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    let mut begins_quoted = false;
    let mut has_quotation = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                is_open = !is_open;
                has_quotation = true;
            }
            '\u{201c}' | '\u{ab}' => {
                is_open = true;
                has_quotation = true;
            }
            '\u{201d}' | '\u{bb}' => is_open = false,
            _ => {}
        }
        if !matches!(letter, '.' | '!' | '?' | '\u{2026}' | '\n')
            || (letter == '.' && is_abbreviation(&text[start..at]))
        {
            continue;
        }
        // Closing signs belong to the sentence.
        let mut end = at + letter.len_utf8();
        while let Some((next, sign)) = letters.peek().copied() {
            match sign {
                '"' if is_open => is_open = false,
                '\u{201d}' | '\u{bb}' => is_open = false,
                ')' | ']' | '.' | '!' | '?' => {}
                _ => break,
            }
            end = next + sign.len_utf8();
            letters.next();
        }
        let rest = text[end..].trim_start();
        let is_apart = rest.len() < text.len() - end || rest.is_empty() || letter == '\n';
        let begins = rest
            .chars()
            .next()
            .is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'));
        if !(is_apart && begins) {
            continue;
        }
        // A quotation mark that stands alone closes what was open.
        if is_open && (rest.starts_with("\" ") || rest == "\"") {
            is_open = false;
            for (next, sign) in letters.by_ref() {
                if sign == '"' {
                    end = next + 1;
                    break;
                }
            }
        }
        push(
            &mut sentences,
            text,
            start..end,
            begins_quoted,
            is_open,
            has_quotation,
        );
        start = end;
        begins_quoted = is_open;
        has_quotation = false;
    }
    push(
        &mut sentences,
        text,
        start..text.len(),
        begins_quoted,
        is_open,
        has_quotation,
    );
    sentences
}

fn push(
    sentences: &mut Vec<Sentence>,
    text: &str,
    span: Range<usize>,
    begins_quoted: bool,
    ends_quoted: bool,
    has_quotation: bool,
) {
    let lead = text[span.clone()].len() - text[span.clone()].trim_start().len();
    let body = text[span.clone()].trim();
    if body.chars().any(char::is_alphanumeric) {
        let start = span.start + lead;
        sentences.push(Sentence {
            span: start..start + body.len(),
            begins_quoted,
            ends_quoted,
            has_quotation,
        });
    }
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '-' | '.' | '\u{a0}'))
        .next()
        .unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
