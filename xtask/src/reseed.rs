//! All statistical tests on fresh seeds.

use crate::Outcome;
use crate::steps::{cargo, finish_watched};

/// Runs the tests with the seeds of `kidal_chance::testing` moved by `number`, and prints the suite's total α: a bound on
/// the probability that a suite without faults fails.
pub fn run(number: &str) -> Outcome {
    if number.parse::<u64>().is_err() {
        return Err(format!("reseed needs a whole number, not `{number}`"));
    }
    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast", "--", "--nocapture"]);
    tests.env("KIDAL_RESEED", number);
    let mut alphas: Vec<f64> = Vec::new();
    let outcome = finish_watched(tests, |line| alphas.extend(alpha(line)));
    println!(
        "{} statistical tests, total alpha = {:.1e}",
        alphas.len(),
        alphas.iter().sum::<f64>()
    );
    outcome
}

/// The α in the line that a statistical test prints about itself (one for each null hypothesis that is tried).
fn alpha(line: &str) -> Option<f64> {
    let (_, statement) = line.split_once("statistical test: ")?;
    let (_, alpha) = statement.split_once("alpha = ")?;
    alpha.split(';').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alpha_of_a_statement_is_read() {
        let line = "test a ... statistical test: draws are uniform; alpha = 1e-6; catches a distance of 0.05";
        assert_eq!(alpha(line), Some(1e-6));
        assert_eq!(alpha("test a ... ok"), None);
    }
}
