//! What a reader must know before believing a result.

use crate::finish::spread_of_logs;
use crate::posterior::Posterior;

/// k̂ below which importance weights can be trusted. Source: [vehtari2024].
pub(crate) const K_HAT_MOST: f64 = 0.7;
/// Share of an island's particles below which a step of temperature was too large for it: a tenth, chosen by us because
/// the pilot aims at half.
const ESS_SHARE_LEAST: f64 = 0.1;
/// Share of failed runs above which the model is to be mended first: one in a hundred, chosen by us because below it
/// no answer moves by more than the errors that are usually printed.
const FAILED_MOST: f64 = 0.01;
/// Effective sample size below which answers are coarse; 100, chosen by us because an error of a twentieth is then left.
const ESS_LEAST: f64 = 100.0;

/// Standard deviation of the islands' log evidences above which their mean is carried by the luckiest: 1.5, chosen by us
/// because the mean of eight log-normal numbers with that sd falls short of its expectation by a quarter as a rule.
const SPREAD_MOST: f64 = 1.5;

pub(crate) fn all(posterior: &Posterior, ran_out_of_temperatures: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    if !posterior.is_complete {
        sentences.push(
            "The run was stopped early; its last finished temperature was reweighted to 1."
                .to_owned(),
        );
    }
    if ran_out_of_temperatures {
        sentences.push(
            "The temperatures allowed were used up, so the last step was larger than it should be."
                .to_owned(),
        );
    }
    if posterior.ess < ESS_LEAST {
        let ess = posterior.ess;
        sentences.push(format!(
            "The posterior is worth only about {ess:.0} independent histories."
        ));
    }
    let empty = posterior
        .islands
        .iter()
        .filter(|island| island.log_evidence.value == f64::NEG_INFINITY)
        .count();
    if empty > 0 {
        let count = posterior.islands.len();
        sentences.push(format!(
            "{empty} of {count} islands found no history with a likelihood above 0."
        ));
    }
    let dominant = posterior
        .islands
        .iter()
        .map(|island| island.share)
        .fold(0.0, f64::max);
    if posterior.islands.len() >= 4 && dominant > 0.5 {
        sentences.push(format!(
            "One island carries {:.0} % of the posterior: the islands do not agree, so more chains are needed.",
            100.0 * dominant
        ));
    }
    let logs: Vec<f64> = posterior
        .islands
        .iter()
        .map(|island| island.log_evidence.value)
        .collect();
    let spread = spread_of_logs(&logs);
    if spread > SPREAD_MOST {
        sentences.push(format!(
            "The islands' log evidences differ by {spread:.1} (standard deviation); the evidence is then rather too low than too high, and longer chains are needed."
        ));
    }
    for step in &posterior.temperatures {
        if step.ess_least < ESS_SHARE_LEAST * step.particles {
            sentences.push(format!(
                "The step to temperature {:.3} left an island only {:.0} effective of {:.0} particles.",
                step.temperature, step.ess_least, step.particles
            ));
        }
    }
    let baseline = &posterior.baseline;
    let error = root_of_squares(baseline.log_evidence.error, posterior.log_evidence.error);
    let difference = (baseline.log_evidence.value - posterior.log_evidence.value).abs();
    if baseline.k_hat < K_HAT_MOST && difference > 3.0 * error + 1e-9 {
        sentences.push(format!(
            "Importance sampling from the prior gives a log evidence of {:.2}, this run {:.2}: more than three standard errors apart.",
            baseline.log_evidence.value, posterior.log_evidence.value
        ));
    }
    let failed: u64 = posterior.failures.iter().map(|failure| failure.count).sum();
    if failed as f64 > FAILED_MOST * posterior.histories as f64 {
        sentences.push(format!("{failed} of {} runs failed.", posterior.histories));
    }
    sentences
}

fn root_of_squares(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}
