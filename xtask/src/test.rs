//! The test command.

use std::process::ExitCode;
use std::time::Instant;

use crate::steps::{cargo, finish, finish_watched};
use crate::{Outcome, docs, layers, python, rustdoc, web};

/// Tests that passed and failed, added up over the result lines of `cargo test`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Takes in a line such as `test result: ok. 3 passed; 0 failed; …`; other lines change nothing.
    pub fn see(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        let words: Vec<&str> = counts.split_whitespace().collect();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1].trim_end_matches(';') {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                _ => {}
            }
        }
    }

    /// Takes in pytest's last line, such as `==== 3 passed, 1 skipped in 0.10s ====`.
    pub fn see_pytest(&mut self, line: &str) {
        let inner = line.trim_matches('=').trim();
        if inner.len() == line.len() || !inner.contains(" in ") {
            return;
        }
        let words: Vec<&str> = inner.split_whitespace().collect();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1].trim_end_matches(',') {
                "passed" => self.passed += count,
                "failed" | "error" | "errors" => self.failed += count,
                _ => {}
            }
        }
    }
}

/// Every step in turn, named and timed, up to the first that fails. The last line printed is `N passed, N failed`.
pub fn run() -> ExitCode {
    let mut tally = Tally::default();
    let outcome = all(&mut tally);
    if let Err(problem) = &outcome {
        println!("{problem}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if outcome.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn all(tally: &mut Tally) -> Outcome {
    step("fmt", || finish(cargo(&["fmt", "--all", "--check"])))?;
    step("clippy", || {
        finish(cargo(&[
            "clippy",
            "--workspace",
            "--exclude",
            "kidal-py",
            "--all-targets",
            // What the local app adds to the program.
            "--features",
            "kidal-cli/serve",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    step("layers", layers::check)?;
    step("docs", docs::check)?;
    step("rustdoc", rustdoc::check)?;
    step("tests", || {
        finish_watched(cargo(&TESTS), |line| tally.see(line))
    })?;
    step("fuzz", || finish(cargo(&FUZZ)))?;
    step("python", || {
        python::test(&mut |line| tally.see_pytest(line))
    })?;
    step("browser", web::check)
}

/// Without the Python crate, which needs an interpreter and has a step of its own.
const TESTS: [&str; 5] = [
    "test",
    "--workspace",
    "--exclude",
    "kidal-py",
    "--no-fail-fast",
];

/// Every reader is fed the same thousand damaged texts on every machine: a number and not a time, so that a slow or a fast
/// machine cannot turn the answer. `cargo run --release -p kidal-fuzz -- --seconds 3600` is the long form, which goes further.
const FUZZ: [&str; 7] = [
    "run",
    "--quiet",
    "-p",
    "kidal-fuzz",
    "--",
    "--mutants",
    "1000",
];

fn step(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    println!("== {name}");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    match outcome {
        Ok(()) => {
            println!("== {name}: ok ({seconds:.1} s)");
            Ok(())
        }
        Err(problem) => Err(format!(
            "{problem}\n== step `{name}` failed ({seconds:.1} s)"
        )),
    }
}

/// What cannot be set up is skipped by name, and fails where nothing may be.
pub fn skip(what: &str) -> Outcome {
    if std::env::var("CI").is_ok_and(|value| value == "true") {
        return Err(format!("{what}; nothing may be skipped while CI=true"));
    }
    println!("skipped: {what}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_added_up_and_others_ignored() {
        let mut tally = Tally::default();
        tally.see("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.see("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.see("test seven_passed ... ok");
        tally.see("9 passed; 9 failed");
        assert_eq!(
            tally,
            Tally {
                passed: 7,
                failed: 2
            }
        );
    }

    #[test]
    fn the_last_line_of_pytest_is_added_too() {
        let mut tally = Tally::default();
        tally.see_pytest(
            "======= 2 failed, 40 passed, 1 skipped, 1 error in 61.20s (0:01:01) =======",
        );
        tally.see_pytest("tests/test_a.py ....  [ 40%]");
        tally.see_pytest("======= test session starts =======");
        assert_eq!(
            tally,
            Tally {
                passed: 40,
                failed: 3
            }
        );
    }
}
