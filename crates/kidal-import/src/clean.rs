//! Taking the dirt off a value: what templates, images, footnotes and typesetting leave in a text dump.

use crate::token::tokens;
use crate::wikitext::to_text;
use crate::words::{Class, sense_of};

/// A value without remnants of markup. Items that stood on lines of their own are divided by `\n`.
pub(crate) fn clean(value: &str) -> String {
    clean_keeping_pages(&without_pages(value))
}

/// Where small print begins and ends. Everywhere but in values of figures the signs become spaces.
pub(crate) const SMALL: char = '\u{e}';
pub(crate) const LARGE: char = '\u{f}';

/// As [`clean`], with the stretches (bytes) that stood in small print.
pub(crate) fn clean_with_small(value: &str) -> (String, Vec<(usize, usize)>) {
    let marked = cleaned(&without_pages(value), true);
    if !marked.contains([SMALL, LARGE]) {
        return (marked, Vec::new());
    }
    let mut text = String::with_capacity(marked.len());
    let mut small = Vec::new();
    let mut open = None;
    for letter in marked.chars() {
        match letter {
            SMALL => open = Some(text.len()),
            LARGE => small.extend(open.take().map(|from| (from, text.len()))),
            ' ' if text.ends_with(' ') => {}
            _ => text.push(letter),
        }
    }
    small.extend(open.map(|from| (from, text.len())));
    (text, small)
}

/// Takes out the pages that links left between the signs U+0002 and U+0003.
fn without_pages(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut is_inside = false;
    for letter in value.chars() {
        match letter {
            '\u{2}' => is_inside = true,
            '\u{3}' => is_inside = false,
            _ if !is_inside => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// As [`clean`], with the pages left in.
pub(crate) fn clean_keeping_pages(value: &str) -> String {
    cleaned(value, false)
}

fn cleaned(value: &str, keeps_small: bool) -> String {
    let has_markup = ["[[", "{{", "<", "''", "&"]
        .iter()
        .any(|mark| value.contains(mark));
    let text = if has_markup {
        to_text(value)
    } else {
        value.to_string()
    };
    let text = letters(&text, keeps_small);
    let text = without_notes(&text);
    let text = without_images(&text);
    tidy(&text, keeps_small)
}

/// Spaces, dashes, quotation marks and digits of all kinds become the plain ones.
fn letters(text: &str, keeps_small: bool) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{2008}' => {
                // Between digits it divides thousands; elsewhere it is a space.
                let follows_digit = plain.ends_with(|c: char| c.is_ascii_digit());
                let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
                plain.push(if follows_digit && before_digit {
                    '\u{1}'
                } else {
                    ' '
                });
            }
            '\u{2000}'..='\u{2006}' | '\u{200a}' | '\u{3000}' | '\t' | '\r' => plain.push(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{fe0e}'
            | '\u{fe0f}' => {}
            '\u{2012}'..='\u{2015}' | '\u{2212}' => plain.push('–'),
            '\u{2010}' | '\u{2011}' => plain.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => plain.push('\''),
            '½' if plain.ends_with(|c: char| c.is_ascii_digit()) => plain.push_str(".5"),
            '\u{66c}' => plain.push(','),
            '\u{60c}' => plain.push(','),
            '\u{61b}' => plain.push(';'),
            '\u{61f}' => plain.push('?'),
            '\u{660}'..='\u{669}' => plain.push(digit(letter, 0x660)),
            '\u{6f0}'..='\u{6f9}' => plain.push(digit(letter, 0x6f0)),
            '\u{ff10}'..='\u{ff19}' => plain.push(digit(letter, 0xff10)),
            '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}' | '\u{2074}'..='\u{2079}' => {}
            '\u{2022}' | '\u{b7}' | '\u{25cf}' | '\u{25aa}' => plain.push('\n'),
            SMALL | LARGE if keeps_small => plain.push(letter),
            '\u{0}' | '\u{1}' | '\u{4}'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}' => {
                plain.push(' ')
            }
            _ => plain.push(letter),
        }
    }
    thousands(&plain)
}

fn digit(letter: char, zero: u32) -> char {
    char::from_digit(letter as u32 - zero, 10).unwrap_or('0')
}

/// The marked spaces: a comma where three digits follow, else a space.
fn thousands(text: &str) -> String {
    if !text.contains('\u{1}') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter != '\u{1}' {
            plain.push(letter);
            continue;
        }
        let digits = bytes[at + 1..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        plain.push(if digits == 3 { ',' } else { ' ' });
    }
    plain
}

/// Words that make a note in square brackets worth keeping: dates of the old calendar.
const KEPT: [&str; 6] = ["O.S", "OS", "N.S", "NS", "Julian", "Gregorian"];

/// Longest text of a footnote mark. Chosen by us: `clarification needed` has 20 letters.
const LONGEST_MARK: usize = 48;

/// Takes out footnote marks: `[1]`, `[note 2]`, `[citation needed]`.
pub(crate) fn without_notes(text: &str) -> String {
    if !text.contains('[') {
        return text.to_string();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let close = inner
            .bytes()
            .take(LONGEST_MARK)
            .position(|byte| byte == b']');
        match close {
            Some(close) if is_mark(&inner[..close]) => {
                rest = without_page(&inner[close + 1..]);
            }
            _ => {
                plain.push('[');
                rest = inner;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// What follows a footnote mark, without the page of the note: `8,000[3]:150`, `8,000[3]: 150–152, 10 guns`.
fn without_page(rest: &str) -> &str {
    let Some(behind) = rest.strip_prefix(':') else {
        return rest;
    };
    let page = behind.trim_start_matches([' ', '\u{a0}', '\u{200a}']);
    let is_of_page = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '–');
    let after = page.trim_start_matches(is_of_page);
    let digits = &page[..page.len() - after.len()];
    let ends = after.trim_start().is_empty()
        || (after.starts_with([',', ';', ')', '\n'])
            && !after[1..].starts_with(|letter: char| letter.is_ascii_digit()));
    let is_page = digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.split(['-', '–']).all(|number| number.len() <= PAGE)
        && (ends || (page.len() == behind.len() && after.starts_with(' ')));
    if is_page { after } else { rest }
}

/// Most digits of a page. Chosen by us: no book of history has ten thousand.
const PAGE: usize = 4;

fn is_mark(inner: &str) -> bool {
    !inner.contains('[') && !KEPT.iter().any(|kept| inner.contains(kept)) && !says_more(inner)
}

/// Remarks in square brackets that are taken out with the marks of footnotes and are none: `[disputed]`.
pub(crate) fn dropped_remarks(value: &str) -> Vec<String> {
    if !value.contains('[') || value.contains(['<', '{']) {
        return Vec::new();
    }
    let remarks = value.split('[').skip(1).filter_map(|part| {
        let (inner, _) = part.split_once(']')?;
        let is_dropped = inner.len() < LONGEST_MARK && is_mark(inner) && !is_footnote(inner);
        is_dropped.then(|| inner.to_string())
    });
    remarks.collect()
}

/// Whether the text of a mark is that of a footnote or of an editor: `1`, `a`, `note 2`, `citation needed`.
fn is_footnote(inner: &str) -> bool {
    const EDITORS: [&str; 21] = [
        "need",
        "note",
        "nb",
        "cit",
        "clarif",
        "source",
        "dubious",
        "verif",
        "page",
        "according",
        "who",
        "when",
        "which",
        "réf",
        "ref",
        "better",
        "http",
        "www",
        "original",
        "nécessaire",
        "sic",
    ];
    let lower = inner.trim().to_lowercase();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    letters <= 2 || EDITORS.iter().any(|mark| lower.contains(mark))
}

/// Whether what stands in square brackets is no mark: a figure (`[10,596 Italians]`), a fate (`[KIA]`) or a remark on one.
fn says_more(inner: &str) -> bool {
    const REMARKS: [&str; 8] = [
        "incl", "excl", "of which", "of whom", "mostly", "plus ", "not incl", "dont ",
    ];
    let lower = inner.to_lowercase();
    let all = tokens(inner);
    let counts = all.windows(2).any(|pair| {
        pair[0].is_number() && pair[1].lower().is_some_and(|word| word.chars().count() > 2)
    });
    counts
        || REMARKS.iter().any(|start| lower.starts_with(start))
        || sense_of(inner, &[Class::Fate, Class::Kind]).is_some()
}

/// Takes out image remnants: `25px`, `File:Flag.svg`, `22x20px`, `alt=`.
fn without_images(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if !lower.contains("px")
        && !lower.contains("file:")
        && !lower.contains("image:")
        && !text.contains('|')
    {
        return text.to_string();
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut kept: Vec<&str> = Vec::new();
        let mut words = line.split(' ').filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            match image_end(word) {
                Some(end) => {
                    if kept.last().is_some_and(|before| ends_item(before))
                        && words.peek().is_some_and(|next| begins_item(next))
                    {
                        // `A B 25px C D`: the flag of the next one divides, where no comma does.
                        kept.push(",");
                    }
                    let (marks, tail) = (word.starts_with('('), &word[end..]);
                    // A mark fused with a name (`25pxMali`) leaves the name, one with options (`25px|border`) nothing.
                    if (marks || !tail.is_empty()) && !tail.starts_with('|') {
                        kept.push(tail);
                    }
                }
                None if is_image_word(word) => {}
                None => kept.push(word),
            }
        }
        lines.push(kept.join(" "));
    }
    lines.join("\n").replace('|', " ")
}

/// Whether the word before the remnant of an image may end an item: a name or a mark, and no joint.
fn ends_item(word: &str) -> bool {
    const JOINTS: [&str; 16] = [
        "and", "et", "und", "y", "e", "of", "de", "by", "par", "from", "with", "avec", "the", "la",
        "le", "&",
    ];
    let is_end = word.ends_with(|letter: char| {
        letter.is_alphanumeric() || matches!(letter, ')' | '†' | '"' | '\'' | '.' | '‡' | '+')
    });
    is_end && !JOINTS.contains(&word.to_lowercase().as_str())
}

/// Whether the word behind the remnant of an image may begin an item: of `Azawad 25px MNLA`, the short form belongs to the land.
fn begins_item(word: &str) -> bool {
    let is_short = word.len() > 1 && word.chars().all(|letter| letter.is_uppercase());
    word.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit()) && !is_short
}

/// The remnants of images of a value that no comma divides from the name before them: how many.
pub(crate) fn undivided_images(value: &str) -> usize {
    let is_undivided = |part: &[&str]| {
        ends_item(part[0]) && image_end(part[1]) == Some(part[1].len()) && begins_item(part[2])
    };
    let count = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.windows(3).filter(|part| is_undivided(part)).count()
    };
    value.lines().map(count).sum()
}

/// Where `25px` or `22x20px` at the start of a word ends.
fn image_end(word: &str) -> Option<usize> {
    let digits = word
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'x')
        .count();
    let starts = word.starts_with(|c: char| c.is_ascii_digit() || c == 'x');
    if starts && word[digits.min(word.len())..].starts_with("px") {
        return Some(digits + 2);
    }
    // `x` is eaten with the digits: `25px` stops at `p`.
    None
}

fn is_image_word(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_file = [
        "file:", "image:", "fichier:", "datei:", "alt=", "link=", "class=",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let is_name = [".svg", ".png", ".jpg", ".gif"]
        .iter()
        .any(|end| lower.ends_with(end));
    is_file
        || is_name
        || matches!(
            lower.as_str(),
            "|border" | "noborder" | "frameless" | "|thumb"
        )
}

/// Single spaces, no empty items, no empty parentheses. A comma at the end of a line is kept where figures may go on behind it.
fn tidy(text: &str, keeps_commas: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        for (bad, good) in [
            ("( )", ""),
            ("()", ""),
            ("( ", "("),
            (" )", ")"),
            (" ,", ","),
            (" ;", ";"),
        ] {
            if line.contains(bad) {
                line = line.replace(bad, good);
            }
        }
        while line.contains(",,") || line.contains(", ,") {
            line = line.replace(",,", ",").replace(", ,", ",");
        }
        let trimmed = line
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '*' | '|'))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !trimmed.is_empty() {
            let goes_on = keeps_commas && line.trim_end().ends_with(',');
            let trimmed = if goes_on { trimmed + "," } else { trimmed };
            lines.push(trimmed);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn remnants_of_images_and_notes_go() {
        assert_eq!(
            clean("MNLA, AQIM, 25px Ansar Dine"),
            "MNLA, AQIM, Ansar Dine"
        );
        assert_eq!(clean("25pxMali"), "Mali");
        assert_eq!(clean("500 hommes[1]"), "500 hommes");
        assert_eq!(clean("8,000[3]:150, 10 guns"), "8,000, 10 guns");
        assert_eq!(clean("1,500[3]:150–2 killed"), "1,500 killed");
        assert_eq!(clean("8,000[3]: 5,000 foot"), "8,000: 5,000 foot");
        assert_eq!(clean("8,000[3]: 500 foot"), "8,000: 500 foot");
        assert_eq!(
            clean("23x15px|border Mali[note 2], , France"),
            "Mali, France"
        );
        assert_eq!(
            clean("7 September [O.S. 26 August] 1812[3]"),
            "7 September [O.S. 26 August] 1812"
        );
    }

    #[test]
    fn spaces_between_digits_divide_thousands_and_other_spaces_are_spaces() {
        assert_eq!(clean("1\u{202f}500\u{a0}hommes"), "1,500 hommes");
        assert_eq!(clean("50\u{2013}169"), "50–169");
        assert_eq!(clean("\u{661}\u{662}"), "12");
    }
}
