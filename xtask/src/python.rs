//! The tests of the Python package, in an environment of their own below `target/python`: the wheel is built and installed
//! as a user would, `pip install ./python`, but with the profile of the tests, since it is quick to build.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::steps::{cargo, command, exists, finish, finish_watched};
use crate::test::skip;
use crate::tree::root;

/// Packages whose lints are checked with the crate.
const CLIPPY: [&str; 6] = ["clippy", "-p", "kidal-py", "--", "-D", "warnings"];

/// Builds, installs and tests the package. Each line of pytest is shown to `see`.
pub fn test(see: &mut dyn FnMut(&str)) -> Outcome {
    if !exists("python3") {
        return skip("Python tests: python3 is not installed");
    }
    let home = root().join("target/python");
    let Some(python) = environment(&home)? else {
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
        .env("KIDAL_CLI", root().join("target/debug/kidal"));
    finish_watched(pytest, see)
}

/// The interpreter of the environment, made where it is missing; `None` where this Python makes none.
fn environment(home: &Path) -> Result<Option<PathBuf>, String> {
    let venv = home.join("venv");
    let python = venv.join("bin/python");
    let works = |python: &Path| {
        let mut pip = command(&python.display().to_string(), &["-m", "pip", "--version"]);
        pip.stdout(std::process::Stdio::null());
        pip.status().is_ok_and(|status| status.success())
    };
    if works(&python) {
        return Ok(Some(python));
    }
    let make = || {
        let place = venv.display().to_string();
        let mut venv = command("python3", &["-m", "venv", "--clear", &place]);
        venv.stdout(std::process::Stdio::null());
        venv.status().is_ok_and(|status| status.success())
    };
    Ok((make() && works(&python)).then_some(python))
}
