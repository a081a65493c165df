//! Ids from names: letters a-z, digits, single hyphens, each given once.

use std::collections::{BTreeMap, BTreeSet};

use kidal_dossier::language::is_keyword;
use unicode_normalization::UnicodeNormalization;

/// Longest id. Chosen by us: `battle-of-the-teutoburg-forest` has 30 letters.
const LONGEST: usize = 40;

/// Ids that were given.
#[derive(Default)]
pub(crate) struct Ids {
    given: BTreeSet<String>,
    /// The next number for a name that was given.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// An id for a name, or for the fallback where the name has no letters of a-z.
    pub(crate) fn give(&mut self, name: &str, fallback: &str) -> String {
        let base = slug(name);
        let base = if base.is_empty()
            || !base.starts_with(|c: char| c.is_ascii_lowercase())
            || is_taken_word(&base)
        {
            let joined = format!("{fallback}-{base}");
            joined.trim_end_matches('-').to_string()
        } else {
            base
        };
        let mut id = base.clone();
        let mut count = self.next.get(&base).copied().unwrap_or(2);
        while !self.given.insert(id.clone()) {
            id = format!("{base}-{count}");
            count += 1;
        }
        self.next.insert(base, count);
        id
    }
}

/// Words of the language, and built-in words that a reader would take for themselves.
fn is_taken_word(id: &str) -> bool {
    is_keyword(id)
        || kidal_dossier::vocabulary::Word::of(id).is_some()
        || matches!(id, "some" | "most" | "rest" | "of")
}

/// A text in letters a-z, digits and single hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if slug.len() >= LONGEST {
            break;
        }
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'ß' => slug.push_str("ss"),
            'ø' => slug.push('o'),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            'đ' | 'ð' => slug.push('d'),
            'ł' => slug.push('l'),
            'þ' => slug.push_str("th"),
            'ı' => slug.push('i'),
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_string()
}
