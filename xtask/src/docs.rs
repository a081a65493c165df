//! Checks of what the documents say about the repository.

use std::path::PathBuf;

use crate::tree::{files, root};
use crate::{Outcome, citations, links, long_files};

/// Paths and links in the documents, citations in the code, files that grew too long.
pub fn check() -> Outcome {
    let mut problems = Vec::new();
    for document in documents() {
        problems.extend(links::check(&document)?);
    }
    problems.extend(citations::check()?);
    problems.extend(long_files::check()?);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn documents() -> Vec<PathBuf> {
    let at_root = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];
    let mut documents: Vec<PathBuf> = at_root
        .iter()
        .map(|name| root().join(name))
        .filter(|path| path.is_file())
        .collect();
    documents.extend(files(&root().join("docs"), ".md"));
    documents
}
