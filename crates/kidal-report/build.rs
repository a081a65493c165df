//! Lays the viewer into `OUT_DIR`, for the page to embed: the one in `$KIDAL_WEB_DIST`, or one built from `web/` on a copy
//! by npm, or else the small plain one of this crate. A build never fails for want of npm, and never waits for the network
//! longer than a minute.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// What a viewer consists of: script and style of the report, script and style of the local app.
const FILES: [&str; 4] = ["report.js", "report.css", "app.js", "app.css"];
/// What is copied from `web/`, besides `src`.
const SOURCES: [&str; 3] = ["package.json", "package-lock.json", "build.mjs"];
/// Longest wait for a step. Chosen by us because a person waits that long for a build without thinking it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    println!("cargo:rerun-if-env-changed=KIDAL_WEB_DIST");
    println!("cargo:rerun-if-env-changed=KIDAL_SKIP_WEB");
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let web = crate_folder.join("../../web");
    for name in ["tables.js", "replay.js"] {
        println!("cargo:rerun-if-changed=src/{name}");
    }
    let full = match find(&web, &out) {
        Ok(files) => files,
        Err(Missing::Asked) => None,
        Err(Missing::Because(why)) => {
            println!(
                "cargo:warning=the report is built with its plain viewer: {why} (KIDAL_SKIP_WEB=1 silences this)"
            );
            None
        }
    };
    let name = if full.is_some() { "full" } else { "plain" };
    let files = full.unwrap_or_else(|| plain(&crate_folder));
    for (name, text) in FILES.iter().zip(files) {
        fs::write(out.join(name), text).expect("OUT_DIR can be written");
    }
    println!("cargo:rustc-env=KIDAL_VIEWER={name}");
}

enum Missing {
    /// Left out on request.
    Asked,
    Because(String),
}

type Viewer = [String; 4];

fn find(web: &Path, out: &Path) -> Result<Option<Viewer>, Missing> {
    if let Some(folder) = env::var_os("KIDAL_WEB_DIST").filter(|value| !value.is_empty()) {
        let folder = PathBuf::from(folder);
        for name in FILES {
            println!("cargo:rerun-if-changed={}", folder.join(name).display());
        }
        return read(&folder).map(Some).map_err(|why| {
            Missing::Because(format!("KIDAL_WEB_DIST does not hold a viewer: {why}"))
        });
    }
    if env::var_os("KIDAL_SKIP_WEB").is_some_and(|value| !value.is_empty() && value != "0") {
        return Err(Missing::Asked);
    }
    for name in SOURCES {
        println!("cargo:rerun-if-changed={}", web.join(name).display());
    }
    println!("cargo:rerun-if-changed={}", web.join("src").display());
    build(web, out).map(Some).map_err(Missing::Because)
}

fn read(folder: &Path) -> Result<Viewer, String> {
    let mut texts = Vec::new();
    for name in FILES {
        let path = folder.join(name);
        let text =
            fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
        let lower = text.to_ascii_lowercase();
        // Inside the page's own elements these would end them.
        if ["</script", "</style", "<!--", "<script"]
            .iter()
            .any(|mark| lower.contains(mark))
        {
            return Err(format!("{} cannot be put into a page", path.display()));
        }
        texts.push(text);
    }
    texts
        .try_into()
        .map_err(|_| "a viewer has four files".to_owned())
}

/// Builds the viewer from a copy of its sources: the source tree is never written to.
fn build(web: &Path, out: &Path) -> Result<Viewer, String> {
    if !web.join("package-lock.json").is_file() {
        return Err("there is no `web/` beside the crates".into());
    }
    let copy = out.join("web");
    let lock = |folder: &Path| fs::read(folder.join("package-lock.json")).ok();
    let has_packages = copy.join("node_modules/vite").is_dir() && lock(&copy) == lock(web);
    copy_sources(web, &copy).map_err(|cause| format!("copying `web/` failed: {cause}"))?;
    if !has_packages {
        let arguments = [
            "ci",
            "--omit=dev",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=0",
        ];
        run("npm", &arguments, &copy)?;
    }
    let dist = out.join("viewer");
    run("node", &["build.mjs", &dist.to_string_lossy()], &copy)?;
    read(&dist)
}

fn copy_sources(web: &Path, copy: &Path) -> std::io::Result<()> {
    let source = copy.join("src");
    if source.is_dir() {
        fs::remove_dir_all(&source)?;
    }
    fs::create_dir_all(copy)?;
    for name in SOURCES {
        fs::copy(web.join(name), copy.join(name))?;
    }
    copy_folder(&web.join("src"), &source)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Runs a step to its end, or stops it when patience does.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Result<(), String> {
    let log = folder.join("step.log");
    let output = fs::File::create(&log).map_err(|cause| cause.to_string())?;
    let errors = output.try_clone().map_err(|cause| cause.to_string())?;
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|_| format!("`{program}` is not installed"))?;
    let step = format!("`{program} {}`", arguments.first().unwrap_or(&""));
    match wait(&mut child) {
        Some(true) => Ok(()),
        Some(false) => {
            let text = fs::read_to_string(&log).unwrap_or_default();
            let line = text
                .lines()
                .find(|line| line.to_ascii_lowercase().contains("error"));
            Err(format!("{step} failed: {}", line.unwrap_or("see its log")))
        }
        None => Err(format!("{step} took longer than {} s", PATIENCE.as_secs())),
    }
}

fn wait(child: &mut Child) -> Option<bool> {
    let end = Instant::now() + PATIENCE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(50)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// The viewer without libraries: sorts tables and plays histories. The app has none; its pages are then plain links.
fn plain(crate_folder: &Path) -> Viewer {
    let read = |name: &str| {
        fs::read_to_string(crate_folder.join("src").join(name)).expect("a file of this crate")
    };
    [
        read("tables.js") + &read("replay.js"),
        String::new(),
        String::new(),
        String::new(),
    ]
}
