//! The folder that is served: names in it become paths, and no path leads out of it.

use std::fs;
use std::path::{Path, PathBuf};

use kidal_commands::folder::NAMES;

use crate::answer::Refusal;

/// Greatest length of a name. Chosen by us because file systems allow 255 and people use less.
const LONGEST: usize = 80;

/// Dossiers and findings below one folder.
pub(crate) struct Studies {
    root: PathBuf,
}

/// Whether a text can be the name of a dossier or of findings: letters, digits, `-`, `_`, `.`, not first a `.`.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && !text.starts_with(['.', '-'])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

impl Studies {
    pub(crate) fn new(root: PathBuf) -> Self {
        Studies { root }
    }

    /// Names of folders that hold an `evidence.toml`, in order.
    pub(crate) fn dossiers(&self) -> Vec<String> {
        self.named("dossiers", "evidence.toml")
    }

    /// Names of folders that hold a `findings.json`, in order.
    pub(crate) fn findings(&self) -> Vec<String> {
        self.named("findings", "findings.json")
    }

    fn named(&self, below: &str, file: &str) -> Vec<String> {
        let mut names: Vec<String> = [self.root.join(below), self.root.clone()]
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_name(name) && self.find(below, name, file).is_some())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The folder of a dossier.
    pub(crate) fn dossier(&self, name: &str) -> Result<PathBuf, Refusal> {
        self.find("dossiers", name, "evidence.toml")
            .filter(|folder| self.holds(folder))
            .ok_or_else(|| Refusal::missing("dossier", name))
    }

    /// The folder of findings.
    pub(crate) fn finding(&self, name: &str) -> Result<PathBuf, Refusal> {
        self.find("findings", name, "findings.json")
            .filter(|folder| self.holds(&folder.join("dossier")))
            .ok_or_else(|| Refusal::missing("findings", name))
    }

    /// Whether each file of the dossier in a folder, where it is there, lies below the root once links are followed.
    fn holds(&self, folder: &Path) -> bool {
        NAMES.iter().all(|name| {
            let file = folder.join(name);
            file.symlink_metadata().is_err() || self.is_inside(&file)
        })
    }

    /// Where findings of this name are written.
    pub(crate) fn place_for_findings(&self, name: &str) -> Result<PathBuf, Refusal> {
        self.place("findings", name)
    }

    /// Where a new dossier of this name is made.
    pub(crate) fn place_for_dossier(&self, name: &str) -> Result<PathBuf, Refusal> {
        self.place("dossiers", name)
    }

    fn place(&self, below: &str, name: &str) -> Result<PathBuf, Refusal> {
        if !is_name(name) {
            return Err(Refusal::name(name));
        }
        let path = self.root.join(below).join(name);
        // A link that leads out of the folder is no place of ours.
        let nearest = path.ancestors().find(|part| part.exists());
        match nearest.and_then(|part| part.canonicalize().ok()) {
            Some(real) if real.starts_with(&self.root) => Ok(path),
            _ => Err(Refusal::name(name)),
        }
    }

    /// A folder of this name that holds the file and lies, with its file, below the root once all links are followed.
    fn find(&self, below: &str, name: &str, file: &str) -> Option<PathBuf> {
        if !is_name(name) {
            return None;
        }
        [self.root.join(below).join(name), self.root.join(name)]
            .into_iter()
            .find(|path| self.is_inside(&path.join(file)))
    }

    /// Whether a file is there and stays inside the root when links are followed.
    fn is_inside(&self, file: &Path) -> bool {
        file.canonicalize()
            .is_ok_and(|real| real.starts_with(&self.root) && real.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_no_names() {
        for name in ["kidal-2012", "a", "A_b.c"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            ".hidden",
            "-x",
            "a b",
            "é",
            "a\0b",
            "%2e%2e",
            "C:",
            &"x".repeat(81),
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
