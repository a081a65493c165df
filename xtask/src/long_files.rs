//! A source file of more than 600 lines is split, or says why not.

use crate::tree::{files, read, root, shown};

const MOST_LINES: usize = 600;
const EXCUSE: &str = "long because";

/// The files that are too long, one line each.
pub fn check() -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for folder in ["crates", "xtask"] {
        for file in files(&root().join(folder), ".rs") {
            let text = read(&file)?;
            let lines = text.lines().count();
            if is_too_long(&text) {
                problems.push(format!(
                    "docs: {} has {lines} lines, more than {MOST_LINES}: split it, or say `{EXCUSE} …` in its first lines",
                    shown(&file)
                ));
            }
        }
    }
    Ok(problems)
}

fn is_too_long(text: &str) -> bool {
    text.lines().count() > MOST_LINES && !text.lines().take(5).any(|line| line.contains(EXCUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_hundred_lines_pass_one_more_needs_a_reason() {
        assert!(!is_too_long(&"x\n".repeat(600)));
        assert!(is_too_long(&"x\n".repeat(601)));
        assert!(!is_too_long(&format!(
            "//! long because a table is one thing\n{}",
            "x\n".repeat(700)
        )));
    }
}
