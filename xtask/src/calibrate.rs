//! Simulation-based calibration in its long form, stored with commit and digest.

use crate::Outcome;
use crate::steps::{cargo, command, finish_watched};
use crate::tree::root;

/// Where the page is stored.
const PAGE: &str = "bench/results/calibration.md";
/// Packages and their examples, in the order of the page.
const EXAMPLES: [(&str, &str); 2] = [
    ("kidal-weigh", "calibrate"),
    ("kidal-study", "calibrate-mill"),
];

/// Runs every calibration with so many replications and stores the page, also when something is not calibrated: then the
/// chore fails.
pub fn run(replications: &str) -> Outcome {
    if replications.parse::<u32>().is_err() {
        return Err(format!(
            "calibrate needs a whole number of replications, not `{replications}`"
        ));
    }
    let commit = commit();
    let mut page = format!(
        "# Is the sampler right about its own model?\n\n\
         Simulation-based calibration [talts2018]: truths from the prior, data from the model, and where the truth lies among\n\
         draws of the posterior. Ranks are held against the simultaneous 99 % band of their distribution function\n\
         [sailynoja2022]. It tests the sampler against the model, never the model against the world.\n\n\
         Made by `cargo xtask calibrate {replications}` at commit {commit}.\n"
    );
    let mut problems = Vec::new();
    for (package, example) in EXAMPLES {
        let words = [
            "run",
            "--release",
            "--quiet",
            "-p",
            package,
            "--example",
            example,
            "--",
            replications,
        ];
        page.push('\n');
        let outcome = finish_watched(cargo(&words), |line| {
            page.push_str(line);
            page.push('\n');
        });
        problems.extend(outcome.err());
    }
    let path = root().join(PAGE);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("failed to make {PAGE}: {e}"))?;
    }
    std::fs::write(&path, page).map_err(|e| format!("failed to write {PAGE}: {e}"))?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// The commit, and whether the tree differs from it.
pub fn commit() -> String {
    let ask = |words: &[&str]| match command("git", words).output() {
        Ok(output) if output.status.success() => {
            Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        _ => None,
    };
    match (
        ask(&["rev-parse", "--short=12", "HEAD"]),
        ask(&["status", "--porcelain"]),
    ) {
        (Some(commit), Some(changes)) if changes.is_empty() => commit,
        (Some(commit), _) => format!("{commit}, with changes"),
        _ => "unknown".to_owned(),
    }
}
