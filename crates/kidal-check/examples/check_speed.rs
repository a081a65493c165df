//! How long `check` takes with 100, 1,000 and 10,000 claims, and how that grows.
//!
//! `cargo run --release -p kidal-check --example check_speed`. The claims are of all sorts, some collide; every tenth
//! claim speaks of the order of events, every twentieth of a part of a group, so that the two systems of constraints have work.

use std::fmt::Write;
use std::time::{Duration, Instant};

use kidal_diag::Files;

/// A dossier of so many claims over a fiftieth as many groups and events.
fn dossier(claims: usize) -> String {
    let names = (claims / 50).max(4);
    let mut text = String::from("[dossier]\ntitle = \"Many claims\"\n\n");
    let mut put = |line: std::fmt::Arguments<'_>| text.write_fmt(line).expect("a String takes all");
    for n in 0..20 {
        let kind = if n % 5 == 0 {
            "encyclopaedia"
        } else {
            "newspaper"
        };
        put(format_args!(
            "[[source]]\nid = \"s{n}\"\ntitle = \"source {n}\"\nkind = \"{kind}\"\n\n"
        ));
    }
    for n in 0..names {
        let whole = if n % 4 == 0 && n + 2 < names {
            format!("partition = [\"g{}\", \"g{}\"]\n", n + 1, n + 2)
        } else {
            String::new()
        };
        put(format_args!(
            "[[group]]\nid = \"g{n}\"\nname = \"group {n}\"\n{whole}\n"
        ));
        put(format_args!(
            "[[event]]\nid = \"e{n}\"\nname = \"event {n}\"\nkind = \"other\"\n\n"
        ));
    }
    for n in 0..claims {
        let (source, name, value, day) =
            (n % 20, n * 7 % names, 100 + n * 13 % 400, 1 + n * 11 % 28);
        let says = match n % 20 {
            0 | 10 => format!("start(e{name}) after e{}", (name + 1) % names),
            1 => format!("killed(g{name}) = {value} on 2012-03-{day:02}"),
            2 | 12 => format!("start(e{name}) = 2012-03-{day:02}"),
            3 | 13 => format!("captured(g{name}) between {value} and {}", value + 9),
            4 => format!("present(g{name}) before e{}", (name + 3) % names),
            5 => format!("strength(g{name}) = {value} as_of 2012-03-{day:02}"),
            _ => format!("strength(g{name}) = {value}"),
        };
        put(format_args!(
            "[[claim]]\nid = \"c{n}\"\nspeaker = \"s{source}\"\nsays = \"{says}\"\n\n"
        ));
    }
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program measures the check; no result depends on the clock"
)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn main() {
    println!("| claims | read (s) | check (s) | diagnostics | growth of check per tenfold |");
    println!("|---|---|---|---|---|");
    let mut before: Option<Duration> = None;
    for claims in [100, 1_000, 10_000] {
        let mut files = Files::new();
        files.insert("evidence.toml", dossier(claims));
        let (reading, read) = timed(|| kidal_dossier::read(files));
        let dossier = reading.dossier.expect("the dossier of the benchmark reads");
        // The least of three: what else runs on the machine only adds.
        let runs: Vec<_> = (0..3)
            .map(|_| timed(|| kidal_check::check(&dossier)))
            .collect();
        let best = runs.iter().map(|(_, time)| *time).min().unwrap_or_default();
        let growth = before.map_or("-".to_string(), |before| {
            format!("{:.1}", best.as_secs_f64() / before.as_secs_f64())
        });
        println!(
            "| {claims} | {:.3} | {:.3} | {} | {growth} |",
            read.as_secs_f64(),
            best.as_secs_f64(),
            runs[0].0.len()
        );
        before = Some(best);
    }
}
