//! Damaged texts by number.

use kidal_chance::{Draws, hash64};

use crate::Target;

/// No mutant is longer (bytes). Chosen by us because a reader that is slow on long texts shows it well below, and short
/// texts let a run see more of them.
pub const LONGEST: usize = 32 * 1024;

/// Texts that break readers of many kinds.
const AWKWARD: [&str; 24] = [
    "\u{0}",
    "\u{feff}",
    "\r\n",
    "\u{2028}",
    "\u{202e}",
    "é",
    "語",
    "\u{1f3f4}",
    "'''",
    "\"\"\"",
    "\\",
    "{{",
    "}}",
    "[[",
    "]]",
    "((",
    "))",
    "-0",
    "1e999",
    "99999999999999999999",
    "nan",
    "inf",
    "0000-00-00",
    "\u{301}",
];

/// The damaged text of a number: a text of the target's corpus after one to eight edits.
#[must_use]
pub fn mutant(target: &Target, seed: u64, number: u64) -> String {
    let key = hash64(&[seed, kidal_chance::hash_text(target.name)]);
    let mut draws = Draws::at(key, number, 0);
    let pick = draws.below(target.corpus.len() as u64) as usize;
    let mut text = target.corpus[pick].clone();
    for _ in 0..=draws.below(8) {
        text = edit(&text, target, &mut draws);
        if text.len() > LONGEST {
            text.truncate(boundary(&text, LONGEST));
        }
    }
    text
}

fn edit(text: &str, target: &Target, draws: &mut Draws) -> String {
    let (start, end) = range(text, draws);
    let (head, piece, tail) = (&text[..start], &text[start..end], &text[end..]);
    let word = |draws: &mut Draws| -> String {
        let own = target.words.len() as u64;
        let pick = draws.below(own + AWKWARD.len() as u64);
        match target.words.get(pick as usize) {
            Some(word) => (*word).to_string(),
            None => AWKWARD[(pick - own) as usize].to_string(),
        }
    };
    match draws.below(10) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{piece}{piece}{tail}"),
        2 => format!("{head}{}{tail}", word(draws)),
        3 => format!("{head}{}{piece}{tail}", word(draws)),
        4 => head.to_string(),
        5 => tail.to_string(),
        6 => {
            let times = 1 + draws.below(200) as usize;
            format!("{head}{}{tail}", word(draws).repeat(times))
        }
        7 => {
            let other = &target.corpus[draws.below(target.corpus.len() as u64) as usize];
            let (start, end) = range(other, draws);
            format!("{head}{}{tail}", &other[start..end])
        }
        8 => {
            let digit = char::from(b'0' + draws.below(10) as u8);
            let swapped: String = piece
                .chars()
                .map(|letter| {
                    if letter.is_ascii_digit() {
                        digit
                    } else {
                        letter
                    }
                })
                .collect();
            format!("{head}{swapped}{tail}")
        }
        _ => swap_lines(text, draws),
    }
}

/// A stretch of the text, short more often than long.
fn range(text: &str, draws: &mut Draws) -> (usize, usize) {
    let start = boundary(text, draws.below(text.len() as u64 + 1) as usize);
    let most = match draws.below(4) {
        0 => 1,
        1 => 8,
        2 => 64,
        _ => text.len() as u64 + 1,
    };
    let end = boundary(
        text,
        (start + draws.below(most + 1) as usize).min(text.len()),
    );
    (start, end.max(start))
}

fn swap_lines(text: &str, draws: &mut Draws) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let count = lines.len() as u64;
    lines.swap(draws.below(count) as usize, draws.below(count) as usize);
    lines.join("\n")
}

fn boundary(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
