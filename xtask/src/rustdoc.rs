//! The pages of the API: they build, and no link in them leads nowhere.

use crate::steps::{cargo, command_line};
use crate::{Outcome, citations};

/// Builds the pages. A word in brackets that is no item must be a key of docs/references.bib, since that is how sources
/// are cited; every other warning fails.
pub fn check() -> Outcome {
    let mut build = cargo(&[
        "doc",
        "--workspace",
        "--exclude",
        "kidal-py",
        "--no-deps",
        "--quiet",
    ]);
    build.env("RUSTDOCFLAGS", "--warn rustdoc::broken_intra_doc_links");
    let shown = command_line(&build);
    let output = build
        .output()
        .map_err(|error| format!("failed to start `{shown}`: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{said}`{shown}` ended with {}", output.status));
    }
    let known = citations::known()?;
    let problems: Vec<&str> = warnings(&said)
        .filter(|warning| !link(warning).is_some_and(|target| known.contains(target)))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// The warnings that rustdoc printed, without the line that only counts them.
fn warnings(said: &str) -> impl Iterator<Item = &str> {
    said.split("\n\n")
        .map(str::trim)
        .filter(|part| part.starts_with("warning: ") && !part.contains(" generated "))
}

/// Where a link should have led, in a warning about a link.
fn link(warning: &str) -> Option<&str> {
    let (_, rest) = warning.split_once("unresolved link to `")?;
    rest.split_once('`').map(|(target, _)| target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_told_apart_and_their_links_read() {
        let said = "warning: unresolved link to `pearl2009`\n --> a.rs:1:2\n\n\
                    warning: unresolved link to `Lost`\n --> b.rs:3:4\n\n\
                    warning: `kidal-x` (lib doc) generated 2 warnings\n";
        let links: Vec<_> = warnings(said).filter_map(link).collect();
        assert_eq!(links, ["pearl2009", "Lost"]);
        assert_eq!(warnings("").count(), 0);
        assert_eq!(link("warning: unclosed HTML tag `b`"), None);
    }
}
