//! `cargo run --release -p kidal-fuzz -- --seconds 3600`: every reader in turn, an equal share of the time each.
//! `cargo run -p kidal-fuzz -- --mutants 1000`: the same mutants on every machine, however fast it is.

use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use kidal_fuzz::watch::{PATIENCE, READING, Until, run};
use kidal_fuzz::{Report, targets};

const USAGE: &str = "\
kidal-fuzz [--seconds N | --mutants N] [--seed N] [--target NAME] [--out FILE]

Damages texts and feeds them to every reader. Exit code 1 where a reader panics, hangs, or gives an answer that is wrong.
  --seconds N    time for all readers together; 60 without it
  --mutants N    so many mutants for each reader instead, the same ones on every machine
  --seed N       other mutants; 1 without it
  --target NAME  this reader alone
  --out FILE     write the result there too, as Markdown";

struct Wanted {
    seconds: u64,
    mutants: Option<u64>,
    seed: u64,
    target: Option<String>,
    out: Option<String>,
}

fn wanted() -> Option<Wanted> {
    let mut wanted = Wanted {
        seconds: 60,
        mutants: None,
        seed: 1,
        target: None,
        out: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--seconds" => wanted.seconds = value.parse().ok()?,
            "--mutants" => wanted.mutants = Some(value.parse().ok()?),
            "--seed" => wanted.seed = value.parse().ok()?,
            "--target" => wanted.target = Some(value),
            "--out" => wanted.out = Some(value),
            _ => return None,
        }
    }
    Some(wanted)
}

fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        eprintln!("{USAGE}");
        return ExitCode::from(64);
    };
    let targets: Vec<_> = targets::all()
        .into_iter()
        .filter(|target| {
            wanted
                .target
                .as_deref()
                .is_none_or(|name| name == target.name)
        })
        .collect();
    if targets.is_empty() {
        eprintln!("there is no such target\n{USAGE}");
        return ExitCode::from(64);
    }
    // The panics that are looked for are told in the report; their backtraces would bury it.
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::spawn(watchdog);
    let until = match wanted.mutants {
        Some(count) => Until::Count(count),
        None => Until::Time(Duration::from_secs(wanted.seconds) / targets.len() as u32),
    };
    let reports: Vec<Report> = targets
        .iter()
        .map(|target| run(target, wanted.seed, until))
        .collect();
    let text = table(&reports, wanted.seed);
    print!("{text}");
    for failure in reports.iter().flat_map(|report| &report.failures) {
        println!(
            "\n{} {} (seed {}): {}\n{:?}",
            failure.target, failure.number, wanted.seed, failure.what, failure.text
        );
    }
    if let Some(path) = wanted.out
        && let Err(cause) = std::fs::write(&path, &text)
    {
        eprintln!("cannot write {path}: {cause}");
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(
        reports.iter().any(|report| !report.failures.is_empty()),
    ))
}

fn table(reports: &[Report], seed: u64) -> String {
    let mut text = String::from(
        "| reader | mutants | seconds | slowest (ms) | failures |\n|---|---|---|---|---|\n",
    );
    for report in reports {
        text.push_str(&format!(
            "| {} | {} | {:.0} | {:.1} | {} |\n",
            report.target,
            report.mutants,
            report.elapsed.as_secs_f64(),
            report.slowest.as_secs_f64() * 1000.0,
            report.failures.len()
        ));
    }
    let (mutants, seconds) = reports.iter().fold((0, 0.0), |(mutants, seconds), report| {
        (
            mutants + report.mutants,
            seconds + report.elapsed.as_secs_f64(),
        )
    });
    text.push_str(&format!(
        "\nSeed {seed}: {mutants} mutants in {seconds:.0} s.\n"
    ));
    text
}

/// Ends the program where one text keeps a reader for much longer than the patience: it would never report by itself.
fn watchdog() {
    let mut last = (u64::MAX, Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let now = READING.load(Ordering::Relaxed);
        if now != last.0 {
            last = (now, Instant::now());
        } else if now != u64::MAX && last.1.elapsed() > PATIENCE * 3 {
            println!("hangs: mutant {now}, for {:?}", last.1.elapsed());
            std::process::exit(1);
        }
    }
}
