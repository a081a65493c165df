//! Studies that are killed and go on, in the long form, stored with commit and digest.

use crate::Outcome;
use crate::calibrate::commit;
use crate::steps::{cargo, finish_watched};
use crate::tree::root;

/// Where the page is stored.
const PAGE: &str = "bench/results/kills.md";
/// The test that kills; it says at its end what it did.
const TEST: &str = "kills::a_study_killed_at_random_moments_ends_with_the_same_bytes";

/// Runs the test of `kidal-cli` with so many kills and stores what it says. Nothing is stored where it fails.
pub fn run(kills: &str) -> Outcome {
    if kills.parse::<u32>().is_err() {
        return Err(format!(
            "kills needs a whole number of kills, not `{kills}`"
        ));
    }
    let commit = commit();
    let words = [
        "test",
        "--release",
        "-p",
        "kidal-cli",
        "--test",
        "program",
        "--",
        "--exact",
        TEST,
        "--nocapture",
    ];
    let mut test = cargo(&words);
    test.env("KIDAL_KILLS", kills);
    let mut said = Vec::new();
    finish_watched(test, |line| {
        if line.contains(" kills in ") {
            said.push(line.to_owned());
        }
    })?;
    let [said] = said.as_slice() else {
        return Err(format!("the test {TEST} did not say what it did"));
    };
    let page = format!(
        "# Does a study that is killed end with the same bytes?\n\n\
         `kidal weigh dossiers/kidal-2012 --small` is started, killed (SIGKILL) at a random moment, and started again with the\n\
         same command on one thread or two, until it ends: first starts early, later ones at a moment drawn evenly from the time that a\n\
         whole study takes.\n\n\
         Made by `cargo xtask kills {kills}` at commit {commit}:\n\n{said}\n"
    );
    let path = root().join(PAGE);
    std::fs::write(&path, page).map_err(|error| format!("failed to write {PAGE}: {error}"))
}
