//! Rewriting the golden files.

use crate::Outcome;
use crate::steps::{cargo, command, finish};

/// The variable that tells golden tests to write what they got.
const BLESS: &str = "KIDAL_BLESS";

/// Runs the tests with the golden files being rewritten. Refuses while anything but golden files is changed, so that a
/// commit of new goldens shows which change of the code moved them.
pub fn rewrite() -> Outcome {
    let status = command("git", &["status", "--porcelain", "--untracked-files=all"]).output();
    let status = status.map_err(|error| format!("failed to ask git for changes: {error}"))?;
    if !status.status.success() {
        return Err("failed to ask git for changes: is this a git checkout?".to_owned());
    }
    let changed = changed(&String::from_utf8_lossy(&status.stdout));
    let elsewhere: Vec<&str> = changed
        .iter()
        .map(String::as_str)
        .filter(|path| !is_golden(path))
        .collect();
    if !elsewhere.is_empty() {
        return Err(format!(
            "the tree has changes outside golden files; commit them first:\n  {}",
            elsewhere.join("\n  ")
        ));
    }
    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
    tests
        .env(BLESS, "1")
        .env("INSTA_UPDATE", "always")
        .env("TRYCMD", "overwrite");
    finish(tests)?;
    finish(command("git", &["status", "--short"]))
}

/// The paths in the output of `git status --porcelain`; of a renamed file, the new one.
fn changed(porcelain: &str) -> Vec<String> {
    let paths = porcelain.lines().filter_map(|line| line.get(3..));
    paths
        .map(|path| {
            path.rsplit(" -> ")
                .next()
                .unwrap_or(path)
                .trim_matches('"')
                .to_owned()
        })
        .collect()
}

/// A file in a folder `golden` or `goldens` or with `.golden` in its name, a snapshot, or the recorded output of a command.
fn is_golden(path: &str) -> bool {
    let in_folder = path
        .split('/')
        .any(|part| part == "golden" || part == "goldens");
    let endings = [".snap", ".trycmd", ".stdout", ".stderr"];
    in_folder || path.contains(".golden") || endings.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_paths_are_read_from_git() {
        assert_eq!(
            changed(" M a/b.rs\n?? \"c d\"\nR  old -> new\n"),
            ["a/b.rs", "c d", "new"]
        );
    }

    #[test]
    fn golden_files_are_told_from_others() {
        assert!(is_golden("crates/kidal-battle/tests/goldens/skirmish.txt"));
        assert!(is_golden("crates/x/src/snapshots/a.snap"));
        assert!(is_golden("crates/x/tests/wordings.golden.txt"));
        assert!(!is_golden("crates/kidal-battle/src/golden_ratio.rs"));
    }
}
