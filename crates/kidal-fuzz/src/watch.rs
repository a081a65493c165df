//! Feeding mutants to readers, and what comes of it.

use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::Target;
use crate::mutate::mutant;

/// A reader that takes longer hangs. Chosen by us because the slowest honest answer to a text of this size takes some
/// hundredths of a second, and a shared machine can be twenty times slower for a while.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// After so many mutants of each target.
    Count(u64),
    /// After this time for each target.
    Time(Duration),
}

/// A mutant that a reader did not answer as it must.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The target.
    pub target: &'static str,
    /// The number of the mutant under the seed.
    pub number: u64,
    /// What happened.
    pub what: String,
    /// The text.
    pub text: String,
}

/// What a run of one target came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The target.
    pub target: &'static str,
    /// Mutants fed.
    pub mutants: u64,
    /// Time spent.
    pub elapsed: Duration,
    /// The longest that one took.
    pub slowest: Duration,
    /// What failed; a run goes on behind a failure.
    pub failures: Vec<Failure>,
}

/// So many failures of a target are kept; then its run ends.
const MOST_FAILURES: usize = 20;

/// The number of the mutant that is being read, for a watchdog; `u64::MAX` between them.
pub static READING: AtomicU64 = AtomicU64::new(u64::MAX);

/// Feeds the mutants of a seed to a target.
#[must_use]
pub fn run(target: &Target, seed: u64, until: Until) -> Report {
    let start = Instant::now();
    let mut report = Report {
        target: target.name,
        mutants: 0,
        elapsed: Duration::ZERO,
        slowest: Duration::ZERO,
        failures: Vec::new(),
    };
    let goes_on = |report: &Report| match until {
        Until::Count(count) => report.mutants < count,
        Until::Time(time) => start.elapsed() < time,
    };
    while goes_on(&report) && report.failures.len() < MOST_FAILURES {
        let number = report.mutants;
        report.mutants += 1;
        let text = mutant(target, seed, number);
        READING.store(number, Ordering::Relaxed);
        let begun = Instant::now();
        let answer = catch_unwind(|| (target.read)(&text));
        let took = begun.elapsed();
        READING.store(u64::MAX, Ordering::Relaxed);
        report.slowest = report.slowest.max(took);
        let what = match answer {
            Ok(Ok(())) if took > PATIENCE => format!("took {took:?}"),
            Ok(Ok(())) => continue,
            Ok(Err(what)) => what,
            Err(panic) => {
                let message = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
                format!("panicked: {}", message.unwrap_or_default())
            }
        };
        report.failures.push(Failure {
            target: target.name,
            number,
            what,
            text,
        });
    }
    report.elapsed = start.elapsed();
    report
}
