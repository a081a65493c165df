//! A baseline: findings of `check` that somebody has looked at and accepted, so that only new ones are shown.
//!
//! One line a finding, `severity[code]: message`, sorted; lines that begin with `#` are remarks. A finding is known by
//! its words and not by its line, so that it stays accepted when the file around it changes, and comes back when one of
//! its numbers does.

use std::collections::BTreeSet;
use std::path::Path;

use kidal_diag::{Diagnostic, Severity};

use crate::trouble::{Trouble, plain};
use crate::write::write_file;

/// Accepted findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    lines: BTreeSet<String>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Where the file cannot be read, or a line of it is no finding.
    pub fn read(path: &Path) -> Result<Baseline, Trouble> {
        let text = std::fs::read_to_string(path).map_err(|cause| Trouble::Input {
            action: "read the baseline".into(),
            path: path.to_owned(),
            cause: plain(&cause),
            remedy: "check the path, or write one with `--write-baseline FILE`".into(),
        })?;
        let mut lines = BTreeSet::new();
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !is_finding(line) {
                return Err(Trouble::Input {
                    action: "read the baseline".into(),
                    path: path.to_owned(),
                    cause: format!("line {number} is no finding: `{line}`"),
                    remedy:
                        "a line is `severity[code]: message`; `--write-baseline FILE` writes them"
                            .into(),
                });
            }
            lines.insert(line.to_owned());
        }
        Ok(Baseline { lines })
    }

    /// Writes what was found as a baseline. Errors of the files are never accepted.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(path: &Path, found: &[Diagnostic]) -> Result<usize, Trouble> {
        let lines: BTreeSet<String> = found.iter().filter(|one| can_be(one)).map(line).collect();
        let mut text = String::from(
            "# Findings of `kidal check` that were looked at and accepted. `kidal check --baseline FILE` shows the others.\n",
        );
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        write_file(path, text.as_bytes()).map_err(|trouble| {
            trouble.told_by(
                "name a file that can be written, with enough room, through `--write-baseline`",
            )
        })?;
        Ok(lines.len())
    }

    /// Splits what was found into what is new and how many were accepted, and lists what is accepted and found no more.
    #[must_use]
    pub fn split(&self, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize, Vec<String>) {
        let all: BTreeSet<String> = found.iter().map(line).collect();
        let before = found.len();
        let new: Vec<Diagnostic> = found
            .into_iter()
            .filter(|one| !can_be(one) || !self.lines.contains(&line(one)))
            .collect();
        let accepted = before - new.len();
        let gone = self.lines.difference(&all).cloned().collect();
        (new, accepted, gone)
    }
}

/// Whether a line has the form of a finding.
fn is_finding(line: &str) -> bool {
    let Some((head, message)) = line.split_once("]: ") else {
        return false;
    };
    let Some((severity, code)) = head.split_once('[') else {
        return false;
    };
    let is_word = |text: &str| {
        let letter = |c: char| c.is_ascii_lowercase() || c == '-';
        !text.is_empty() && text.chars().all(letter)
    };
    is_word(severity) && is_word(code) && !message.is_empty()
}

fn can_be(found: &Diagnostic) -> bool {
    found.severity != Severity::Error
}

fn line(found: &Diagnostic) -> String {
    let message: String = found
        .message
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    format!("{}[{}]: {message}", found.severity, found.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_findings_are_left_out_and_come_back_when_their_numbers_change() {
        let one = |severity, message: &str| Diagnostic::new("part-sum", severity, message);
        let found = vec![
            one(Severity::Contradiction, "505 is not 490"),
            one(Severity::Error, "unreadable"),
        ];
        let folder = std::env::temp_dir().join("kidal-baseline-test");
        std::fs::create_dir_all(&folder).expect("a folder of the test");
        let path = folder.join("accepted.txt");
        assert_eq!(
            Baseline::write(&path, &found).expect("it can be written"),
            1
        );
        let baseline = Baseline::read(&path).expect("just written");
        let (new, accepted, gone) = baseline.split(found);
        assert_eq!((new.len(), accepted, gone.len()), (1, 1, 0));
        assert_eq!(new[0].severity, Severity::Error);
        let (new, accepted, gone) =
            baseline.split(vec![one(Severity::Contradiction, "505 is not 491")]);
        assert_eq!((new.len(), accepted, gone.len()), (1, 0, 1));
    }

    #[test]
    fn a_file_that_is_no_baseline_is_refused_at_its_line() {
        let path = std::env::temp_dir().join("kidal-baseline-nonsense.txt");
        std::fs::write(
            &path,
            "# remark\n\ntension[part-sum]: 1 is not 2\nnonsense here\n",
        )
        .expect("it can be written");
        let trouble = Baseline::read(&path).expect_err("its last line is no finding");
        let message = trouble.to_string();
        assert!(
            message.contains("line 4 is no finding: `nonsense here`"),
            "{message}"
        );
    }
}
