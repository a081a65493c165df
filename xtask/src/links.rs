//! Paths in backticks and relative links of a Markdown document must lead somewhere.

use std::path::Path;

use crate::tree::{read, root, shown};

/// Folders at the root; a word in backticks that begins with one of them is taken for a path of the repository.
const FOLDERS: [&str; 9] = [
    "crates/",
    "xtask/",
    "dossiers/",
    "docs/",
    "bench/",
    "web/",
    "python/",
    ".ci/",
    ".cargo/",
];

/// What is wrong in the document, one line each.
pub fn check(document: &Path) -> Result<Vec<String>, String> {
    let text = read(document)?;
    let folder = document.parent().unwrap_or(document);
    let mut problems = Vec::new();
    for (number, line) in prose(&text) {
        for path in paths(line).filter(|path| !root().join(path).exists()) {
            problems.push(format!(
                "docs: {}:{number}: `{path}` does not exist",
                shown(document)
            ));
        }
        for target in targets(line).filter(|target| !folder.join(target).exists()) {
            problems.push(format!(
                "docs: {}:{number}: the link to {target} leads nowhere",
                shown(document)
            ));
        }
    }
    Ok(problems)
}

/// Numbered lines outside fenced blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            return None;
        }
        (!is_fenced).then_some((index + 1, line))
    })
}

/// Words in backticks that look like paths of the repository, without a trailing `:line` or `::item`.
/// Patterns (`*`, `NAME`, `{…}`, `<…>`) are not paths.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter_map(|word| {
        let path = word.split(':').next().unwrap_or(word);
        let is_pattern = path.contains(['*', '{', '<', '$', '…', ' '])
            || path.contains("NAME")
            || path.contains("NNNN");
        (FOLDERS.iter().any(|folder| path.starts_with(folder)) && !is_pattern).then_some(path)
    })
}

/// Targets of inline links that point into the repository, without their fragment.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('`').step_by(2);
    quoted
        .flat_map(|part| part.split("](").skip(1))
        .filter_map(|rest| {
            let target = rest.split([')', ' ']).next().unwrap_or(rest);
            let target = target.split('#').next().unwrap_or(target);
            (!target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
                .then_some(target)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_repository_are_told_from_other_words() {
        let line = "See `crates/kidal-math/src/lib.rs:3`, `evidence.toml`, `crates/*`, `docs/decisions/NNNN-title.md` and `.ci/run`.";
        assert_eq!(
            paths(line).collect::<Vec<_>>(),
            ["crates/kidal-math/src/lib.rs", ".ci/run"]
        );
    }

    #[test]
    fn links_into_the_repository_are_told_from_others() {
        let line =
            "[a](docs/a.md#top) [b](https://example.org) ![c](c.svg \"title\") [d](#here) `[e](f)`";
        assert_eq!(targets(line).collect::<Vec<_>>(), ["docs/a.md", "c.svg"]);
    }

    #[test]
    fn fenced_blocks_are_passed_over() {
        let lines: Vec<_> = prose("one\n```text\ntwo\n```\nthree").collect();
        assert_eq!(lines, [(1, "one"), (5, "three")]);
    }
}
