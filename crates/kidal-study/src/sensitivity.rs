//! The same histories under other priors and other noise: the second interval of each answer.
//!
//! Each alternative reweights the posterior's particles, Pareto-smoothed; one whose Pareto k is above 0.7 or whose effective
//! sample is below 40 is left out and named. Alternatives: each continuous prior made half and twice as wide (log-normal, beta) or tilted to either end
//! (uniform); each level of a factor given twice the odds; noise halved and doubled; reliabilities moved by one in log-odds.

use crate::left_out::K_HAT_MOST;
use crate::prepare::Prepared;
use crate::view::View;
use kidal_chance::distribution::{Beta, LogNormal};
use kidal_findings::{Estimate, Range};
use kidal_math::ln;
use kidal_weigh::{Precision, Prior, reweight};
use kidal_witness::Noise;

/// One alternative: its name and the log weights under it.
pub(crate) struct Alternative {
    pub name: String,
    pub log_weights: Vec<f64>,
    /// How precisely averages under it are known.
    pub precision: Precision,
}

/// The alternatives that the particles can speak to.
pub(crate) struct Alternatives {
    pub list: Vec<Alternative>,
    /// Names of those that they cannot.
    pub refused: Vec<String>,
}

/// Least effective sample size that an alternative is believed at; chosen by us because a probability then has an error
/// below 0.08.
const ESS_LEAST: f64 = 40.0;

/// All alternatives.
pub(crate) fn alternatives(prepared: &Prepared, view: &View<'_>) -> Alternatives {
    let mut list = Vec::new();
    let mut refused = Vec::new();
    let mut add = |name: String, extra: Vec<f64>| {
        let found = reweight(view.particles, &extra);
        if found.ess >= ESS_LEAST && found.k_hat <= K_HAT_MOST {
            list.push(Alternative {
                name,
                log_weights: found.log_weights,
                precision: found.precision,
            });
        } else {
            refused.push(name);
        }
    };
    for (index, parameter) in prepared.parameters.iter().enumerate() {
        let unknown = &prepared.scenario.parameters[index];
        let title = &unknown.title;
        let column: Vec<f64> = view
            .particles
            .iter()
            .map(|particle| particle.parameters[index])
            .collect();
        for (name, ratio) in ratios(&parameter.prior, &unknown.level_titles) {
            // A question has its mark already.
            let joint = if title.ends_with('?') { "" } else { ":" };
            add(
                format!("{title}{joint} {name}"),
                column.iter().map(|x| ratio(*x)).collect(),
            );
        }
    }
    for (name, noise) in [
        (
            "half the noise in every account",
            Noise {
                sigma: 0.5,
                reliability: 0.0,
            },
        ),
        (
            "twice the noise in every account",
            Noise {
                sigma: 2.0,
                reliability: 0.0,
            },
        ),
        (
            "less reliable speakers",
            Noise {
                sigma: 1.0,
                reliability: -1.0,
            },
        ),
        (
            "more reliable speakers",
            Noise {
                sigma: 1.0,
                reliability: 1.0,
            },
        ),
    ] {
        let mut terms = vec![0.0; prepared.accounts.utterances.len()];
        let extra = view
            .particles
            .iter()
            .zip(&view.answers)
            .map(|(particle, answers)| {
                prepared
                    .accounts
                    .terms(&particle.parameters, answers, noise, &mut terms);
                kidal_math::sum(&terms) - particle.log_likelihood
            })
            .collect();
        add(name.to_string(), extra);
    }
    Alternatives { list, refused }
}

type Ratio = Box<dyn Fn(f64) -> f64>;

/// ln of the other prior's density over the prior's, up to a constant.
fn ratios(prior: &Prior, level_titles: &[String]) -> Vec<(String, Ratio)> {
    match prior {
        Prior::LogNormal { median, sigma, .. } => {
            [(0.5, "prior half as wide"), (2.0, "prior twice as wide")]
                .into_iter()
                .filter_map(|(factor, name)| {
                    let own = LogNormal::new(*median, *sigma)?;
                    let other = LogNormal::new(*median, sigma * factor)?;
                    let ratio: Ratio = Box::new(move |x| other.ln_density(x) - own.ln_density(x));
                    Some((name.to_string(), ratio))
                })
                .collect()
        }
        Prior::Beta { a, b, low, high } => {
            [(2.0, "prior half as wide"), (0.5, "prior twice as wide")]
                .into_iter()
                .filter_map(|(factor, name)| {
                    let own = Beta::new(*a, *b)?;
                    let other = Beta::new(a * factor, b * factor)?;
                    let (low, high) = (*low, *high);
                    let ratio: Ratio = Box::new(move |x| {
                        let u = ((x - low) / (high - low)).clamp(1e-9, 1.0 - 1e-9);
                        other.ln_density(u) - own.ln_density(u)
                    });
                    Some((name.to_string(), ratio))
                })
                .collect()
        }
        Prior::Uniform { low, high } => {
            let (low, high) = (*low, *high);
            let share = move |x: f64| ((x - low) / (high - low)).clamp(0.0, 1.0);
            let early: Ratio = Box::new(move |x| ln(1.5 - share(x)));
            let late: Ratio = Box::new(move |x| ln(0.5 + share(x)));
            vec![
                ("low end three times as likely".into(), early),
                ("high end three times as likely".into(), late),
            ]
        }
        Prior::Levels { weights } => (0..weights.len())
            .map(|level| {
                let ratio: Ratio = Box::new(move |x| {
                    if (x - level as f64).abs() < 0.5 {
                        ln(2.0)
                    } else {
                        0.0
                    }
                });
                let title = level_titles.get(level).map_or("", String::as_str);
                (format!("“{title}” twice as likely"), ratio)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The range of a number over the alternatives, the number itself included, each with its Monte-Carlo error: where all
/// histories agree the range is as wide as that agreement is sure.
pub(crate) fn range(
    base: Estimate,
    alternatives: &[Alternative],
    number: impl Fn(&Alternative) -> Estimate,
) -> Range {
    let mut range = Range {
        low: base.value - base.error,
        high: base.value + base.error,
        moved_most_by: String::new(),
    };
    let mut most = 0.0;
    for alternative in alternatives {
        let Estimate { value, error } = number(alternative);
        range.low = range.low.min(value - error);
        range.high = range.high.max(value + error);
        if (value - base.value).abs() > most {
            most = (value - base.value).abs();
            range.moved_most_by.clone_from(&alternative.name);
        }
    }
    range
}

/// The range of a probability: as [`range`], within 0 and 1.
pub(crate) fn range_of_share(
    base: Estimate,
    alternatives: &[Alternative],
    number: impl Fn(&Alternative) -> Estimate,
) -> Range {
    let found = range(base, alternatives, number);
    Range {
        low: found.low.clamp(0.0, 1.0),
        high: found.high.clamp(0.0, 1.0),
        ..found
    }
}

/// How far a number moves over the alternatives, errors aside: from the least value to the greatest.
pub(crate) fn moved(
    base: f64,
    alternatives: &[Alternative],
    number: impl Fn(&[f64]) -> f64,
) -> f64 {
    let exactly = |value| Estimate { value, error: 0.0 };
    let found = range(exactly(base), alternatives, |alternative| {
        exactly(number(&alternative.log_weights))
    });
    found.high - found.low
}
