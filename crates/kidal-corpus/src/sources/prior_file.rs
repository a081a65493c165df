//! Priors of compilations, learned from claims, as a file.

use kidal_math::{ln, mean};

use super::claim::{Accounts, CLASSES, KINDS};
use super::model::{Draw, Posterior};
use super::predict::{Predicted, coverage};
use super::study::{FEWEST, shared_claims};

/// The text of `source-kinds.toml`.
pub fn write(
    accounts: &Accounts,
    posterior: &Posterior,
    predicted: &[Predicted],
    file: &str,
) -> String {
    let (share, error) = coverage(&predicted.iter().collect::<Vec<_>>(), 9);
    let mut text = format!(
        "# Priors of kinds of sources, learned from {file} by `kidal corpus sources`.\n\
         #\n\
         # In the folder of a dossier it replaces the chosen bias and error of counts told by compilations there.\n\
         #\n\
         # Only compilations are learned: books that gather numbers from earlier books and returns. The sources of the table are\n\
         # such. Witnesses, parties to the fight and agencies are not in it, so their priors stay chosen (docs/reference/densities.md).\n\
         # Bias and spread are on natural logarithms, for a compilation not seen before: they hold the differences between sources\n\
         # and what is not known of them. A bias that all share cannot be learned from a table.\n\
         schema = \"kidal-source-kinds/1\"\n\n\
         [compilation]\n\
         learned_from = \"{} sources, {} quantities told by two or more\"\n\
         held_out_coverage_of_90_percent = {share:.3}\n\
         held_out_coverage_error = {error:.3}\n",
        accounts.sources.len(),
        accounts
            .quantities
            .iter()
            .filter(|quantity| quantity.claims.len() > 1)
            .count(),
    );
    let degrees: Vec<f64> = posterior.draws.iter().map(|draw| draw.degrees).collect();
    text.push_str(&format!(
        "error_degrees_of_freedom = {:.2}\n",
        mean(&degrees)
    ));
    let copy = |draw: &Draw| {
        let all: Vec<f64> = draw
            .copy
            .iter()
            .skip(1)
            .map(|row| {
                // Probability that a source repeats any of the earlier ones, all being at hand.
                1.0 - row.iter().map(|one| 1.0 - one).product::<f64>()
            })
            .collect();
        mean(&all)
    };
    let repeats: Vec<f64> = posterior.draws.iter().map(copy).collect();
    text.push_str(&format!(
        "# Mean over sources of the probability to repeat one of the earlier sources, all of them at hand.\nrepeats_an_earlier_source = {:.3}\n",
        mean(&repeats)
    ));
    for (class, name) in CLASSES.into_iter().enumerate() {
        let shares: Vec<f64> = posterior
            .draws
            .iter()
            .map(|draw| {
                let all: Vec<f64> = draw.coarseness.iter().map(|one| one[class]).collect();
                mean(&all)
            })
            .collect();
        text.push_str(&format!("told_{} = {:.3}\n", key(name), mean(&shares)));
    }
    for (kind, name) in KINDS.into_iter().enumerate() {
        let sources: Vec<usize> = (0..accounts.sources.len())
            .filter(|s| shared_claims(accounts, *s, kind) >= FEWEST)
            .collect();
        if sources.len() < 2 {
            continue;
        }
        let biases = over(posterior, &sources, |draw, s| draw.bias[s][kind]);
        let spreads = over(posterior, &sources, |draw, s| ln(draw.spread[s][kind]));
        text.push_str(&format!(
            "\n[compilation.{}]\nsources = {}\nbias_ln_mean = {:.4}\nbias_ln_sd = {:.4}\nspread_ln_median = {:.4}\nspread_ln_sigma = {:.4}\n",
            key(name),
            sources.len(),
            biases.0 + 0.0,
            biases.1,
            kidal_math::exp(spreads.0),
            spreads.1
        ));
    }
    text
}

fn key(name: &str) -> String {
    name.replace(' ', "_")
}

/// Mean and standard deviation over sources and draws together.
fn over(posterior: &Posterior, sources: &[usize], of: impl Fn(&Draw, usize) -> f64) -> (f64, f64) {
    let values: Vec<f64> = posterior
        .draws
        .iter()
        .flat_map(|draw| sources.iter().map(|s| of(draw, *s)).collect::<Vec<_>>())
        .collect();
    let centre = mean(&values);
    let squares: Vec<f64> = values
        .iter()
        .map(|one| (one - centre) * (one - centre))
        .collect();
    // Few sources: their own spread is known badly, so the mean's error is added.
    let spread = mean(&squares) * (1.0 + 1.0 / sources.len() as f64);
    (centre, spread.sqrt())
}
