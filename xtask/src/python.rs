//! The tests of the Python package, in an environment of their own in cargo's output folder: the wheel is built and installed
//! as a user would, `pip install ./python`, but with the profile of the tests, since it is quick to build.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::Outcome;
use crate::steps::{cargo, command, exists, finish, finish_watched};
use crate::test::skip;
use crate::tree::{built, root};

/// Packages whose lints are checked with the crate.
const CLIPPY: [&str; 6] = ["clippy", "-p", "kidal-py", "--", "-D", "warnings"];

/// Builds, installs and tests the package. Each line of pytest is shown to `see`.
pub fn test(see: &mut dyn FnMut(&str)) -> Outcome {
    if !exists("python3") {
        return skip("Python tests: python3 is not installed");
    }
    let Some(python) = environment(&built().join("python/venv")) else {
        return skip(
            "Python tests: python3 cannot make environments (Debian: apt-get install python3-venv)",
        );
    };
    finish(cargo(&CLIPPY))?;
    // The command line beside which the package is held.
    finish(cargo(&["build", "--quiet"]))?;
    let python = python.display().to_string();
    let mut pip = command(
        &python,
        &["-m", "pip", "install", "--quiet", "./python[test]"],
    );
    pip.env("MATURIN_PEP517_ARGS", "--profile dev");
    finish(pip)?;
    let mut pytest = command(
        &python,
        &["-m", "pytest", "--color=no", "-p", "no:cacheprovider", "."],
    );
    // Not from the folder of the sources: they lack the native half.
    pytest
        .current_dir(root().join("python/tests"))
        .env("KIDAL_CLI", built().join("debug/kidal"));
    finish_watched(pytest, see)
}

/// The interpreter of the environment, made where it is missing; `None` where it cannot be made. A bare Debian has neither
/// `venv` with its `pip` nor `virtualenv`; either will do.
fn environment(place: &Path) -> Option<PathBuf> {
    let python = place.join("bin/python");
    let has_pip = || is_quiet_success(&python.display().to_string(), &["-m", "pip", "--version"]);
    let place = place.display().to_string();
    let makers = ["venv", "virtualenv"];
    let is_made = has_pip()
        || makers.iter().any(|maker| {
            is_quiet_success("python3", &["-m", maker, "--clear", &place]) && has_pip()
        });
    is_made.then_some(python)
}

/// Whether a command succeeds; what it prints is not shown.
fn is_quiet_success(program: &str, arguments: &[&str]) -> bool {
    let status = command(program, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
