//! The viewer: built into `target/web`, and tested in a real browser.
//!
//! What the step needs it sets up: the packages of `web/` by npm, and as root Chromium by apt-get. What cannot be set up is
//! skipped by name; with `CI=true` that is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::steps::{cargo, command, exists, finish};
use crate::test::skip;
use crate::tree::{built, root};

/// Where browsers lie. Chosen by us as the places of Debian, Ubuntu and Fedora.
const BROWSERS: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/lib64/chromium-browser/chromium-browser",
];

/// Builds the viewer into `target/web`, from where `KIDAL_WEB_DIST` takes it.
pub fn build() -> Outcome {
    if !exists("npm") {
        return Err("npm is not installed: the report is built with its plain viewer".into());
    }
    install()?;
    let mut node = command("node", &["build.mjs", &target().to_string_lossy()]);
    node.current_dir(web());
    finish(node)
}

/// Type checks and browser tests.
pub fn check() -> Outcome {
    if !exists("npm") {
        return skip("browser checks: npm is not installed");
    }
    let Some(browser) = browser() else {
        return skip(
            "browser checks: there is no Chromium, and it cannot be installed (as root, by apt-get)",
        );
    };
    build()?;
    let dist = target();
    let page = [
        "run",
        "--quiet",
        "-p",
        "kidal-report",
        "--example",
        "page",
        "--",
    ];
    written(&page, &[], &dist.join("page.html"))?;
    written(&page, &["--json"], &dist.join("findings.json"))?;
    let mut program = cargo(&["build", "-p", "kidal-cli", "--features", "serve"]);
    program.env("KIDAL_WEB_DIST", &dist);
    finish(program)?;
    let mut npm = command("npm", &["test"]);
    npm.current_dir(web())
        .env("KIDAL_PAGE", dist.join("page.html"))
        .env("KIDAL_FINDINGS", dist.join("findings.json"))
        .env("KIDAL_BIN", built().join("debug/kidal"))
        .env("CHROMIUM", browser);
    finish(npm)
}

fn web() -> PathBuf {
    root().join("web")
}

fn target() -> PathBuf {
    root().join("target/web")
}

/// The packages of the lock file, where they are not there yet.
fn install() -> Outcome {
    let lock = |path: PathBuf| fs::metadata(path).and_then(|about| about.modified()).ok();
    let stands = lock(web().join("node_modules/.package-lock.json"));
    if stands.is_some() && stands >= lock(web().join("package-lock.json")) {
        return Ok(());
    }
    let mut npm = command(
        "npm",
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    );
    npm.current_dir(web());
    finish(npm)
}

/// A browser: the one that `CHROMIUM` names, one that lies where they do, or one installed now.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let find = || {
        let known = BROWSERS.iter().map(PathBuf::from);
        named
            .clone()
            .into_iter()
            .chain(known)
            .find(|path| path.is_file())
    };
    find().or_else(|| {
        let is_root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|output| output.stdout.starts_with(b"0\n"));
        if !is_root || !exists("apt-get") {
            return None;
        }
        println!("installing chromium");
        for arguments in [&["update", "-q"][..], &["install", "-y", "-q", "chromium"]] {
            let mut apt = command("apt-get", arguments);
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            finish(apt).ok()?;
        }
        find()
    })
}

/// Runs a cargo command with the viewer at hand and keeps its standard output in a file.
fn written(arguments: &[&str], more: &[&str], path: &Path) -> Outcome {
    let all: Vec<&str> = arguments.iter().chain(more).copied().collect();
    let file = fs::File::create(path)
        .map_err(|cause| format!("failed to write {}: {cause}", path.display()))?;
    let mut program = cargo(&all);
    program
        .env("KIDAL_WEB_DIST", target())
        .stdout(Stdio::from(file));
    finish(program)
}
