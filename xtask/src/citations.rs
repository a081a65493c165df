//! Each key cited behind the word `Source` in the code must be in docs/references.bib.

use std::collections::BTreeSet;

use crate::tree::{files, read, root, shown};

/// What is wrong, one line each.
pub fn check() -> Result<Vec<String>, String> {
    let known = known()?;
    let mut problems = Vec::new();
    for folder in ["crates", "xtask"] {
        for ending in [".rs", ".md"] {
            for file in files(&root().join(folder), ending) {
                for (index, line) in read(&file)?.lines().enumerate() {
                    if ending == ".rs" && !line.trim_start().starts_with("//") {
                        continue;
                    }
                    for key in keys(line).filter(|key| !known.contains(*key)) {
                        problems.push(format!(
                            "docs: {}:{}: source [{key}] is not in docs/references.bib",
                            shown(&file),
                            index + 1
                        ));
                    }
                }
            }
        }
    }
    Ok(problems)
}

/// The keys of docs/references.bib.
pub fn known() -> Result<BTreeSet<String>, String> {
    Ok(entries(&read(&root().join("docs/references.bib"))?))
}

/// The keys of a BibTeX file: what follows `@kind{`.
fn entries(bibliography: &str) -> BTreeSet<String> {
    let starts = bibliography.lines().filter(|line| line.starts_with('@'));
    let keys = starts.filter_map(|line| line.split_once('{'));
    keys.map(|(_, key)| key.trim_end_matches(',').trim().to_owned())
        .collect()
}

/// The citation keys behind `Source:` in a line: lower-case words with a year or so, in brackets, that are not links.
fn keys(line: &str) -> impl Iterator<Item = &str> {
    let cited = line.split_once("Source: ").map_or("", |(_, rest)| rest);
    cited.split('[').skip(1).filter_map(|part| {
        let (key, after) = part.split_once(']')?;
        let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        (is_key && !after.starts_with(['(', '['])).then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_behind_the_word_source_only() {
        let line =
            "/// [a1900] x. Source: [b1901], ch. 2; [c_1902]; [`exp`]; [text](link); unit [1/s]";
        assert_eq!(keys(line).collect::<Vec<_>>(), ["b1901", "c_1902"]);
        assert_eq!(keys("/// no source [a1900]").count(), 0);
    }

    #[test]
    fn entries_of_a_bibliography() {
        let known = entries("% comment\n@article{b1901,\n  title = {T},\n}\n@book{c1902,\n}\n");
        assert_eq!(known.into_iter().collect::<Vec<_>>(), ["b1901", "c1902"]);
    }
}
