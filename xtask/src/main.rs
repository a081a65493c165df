//! Chores of the workspace: `cargo xtask test` is the test command; the others are its parts or rarer.
//!
//! Not here: anything that a user of the program needs.

mod calibrate;
mod citations;
mod docs;
mod goldens;
mod kills;
mod layers;
mod links;
mod long_files;
mod python;
mod reseed;
mod rustdoc;
mod steps;
mod test;
mod tree;
mod web;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask CHORE

  test        everything that must hold: fmt, clippy, layers, docs, rustdoc, tests, fuzz, Python, browser
  python      the Python package alone: an environment of its own, the wheel, its tests and its notebook
  layers      compare the crates' dependencies with the table in ARCHITECTURE.md
  docs        paths, links and citations in the documents; files that grew too long
  web         build the viewer of report and app into target/web
  browser     the browser checks alone: viewer, report and app in Chromium
  goldens     rewrite the golden files (the tree must be clean elsewhere)
  calibrate N is every sampler right about its own model? N replications each; stores bench/results/calibration.md
  kills N     does a study that is killed end with the same bytes? N kills; stores bench/results/kills.md
  reseed N    run the tests with the statistical ones on fresh seeds, and add up their alpha";

/// A chore that failed says in one text what is wrong.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => return test::run(),
        ["python"] => python::test(&mut |_| ()),
        ["layers"] => layers::check(),
        ["docs"] => docs::check(),
        ["web"] => web::build(),
        ["browser"] => web::check(),
        ["goldens"] => goldens::rewrite(),
        ["calibrate", number] => calibrate::run(number),
        ["kills", number] => kills::run(number),
        ["reseed", number] => reseed::run(number),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
