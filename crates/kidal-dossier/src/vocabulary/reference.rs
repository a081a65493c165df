//! The vocabulary as a page of the reference.

use super::{COMMON_KEYS, PLAIN_WORDS, WORDS, WordKind};
use crate::language::unit::UNITS;

/// The reference of the built-in words as Markdown, one table per kind.
pub fn reference_markdown() -> String {
    let mut page = String::from("# The words of the claim language\n\n");
    page.push_str(
        "Each row is a built-in word, what it takes (arguments in square brackets may be left out), the argument keys \
         that belong to it, and what it means. A dossier adds words of its own with `[[predicate]]`.\n",
    );
    for kind in WordKind::ALL {
        page.push_str(&format!("\n## {}\n\n", kind.heading()));
        page.push_str("| word | keys | means |\n|---|---|---|\n");
        for entry in WORDS.iter().filter(|entry| entry.kind == kind) {
            let arguments: Vec<String> = entry
                .arguments
                .iter()
                .enumerate()
                .map(|(n, name)| {
                    if n < entry.required {
                        (*name).to_string()
                    } else {
                        format!("[{name}]")
                    }
                })
                .collect();
            let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
            page.push_str(&format!(
                "| `{}({})` | {} | {} |\n",
                entry.name,
                arguments.join(", "),
                keys.join(" "),
                entry.meaning
            ));
        }
    }
    let list = |words: &mut dyn Iterator<Item = &'static str>| {
        words
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    page.push_str("\n## Keys that fit every word\n\n");
    page.push_str(&list(&mut COMMON_KEYS.into_iter()));
    page.push_str("\n\n## Plain words that need no declaration\n\n");
    page.push_str(&list(&mut PLAIN_WORDS.into_iter()));
    page.push_str("\n\n## Units\n\n");
    page.push_str(&list(&mut UNITS.iter().map(|(unit, _)| *unit)));
    page.push('\n');
    page
}
