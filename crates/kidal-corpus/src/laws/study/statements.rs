//! What was claimed, what was found: worded from the numbers, so that other tables get other words.

use kidal_findings::StatementRecord;

use super::published::{Published, TOLERANCES};
use super::{Exact, Period};
use crate::laws::law::Law;
use crate::show::{say, say_all, statement};

/// The published article, as it is named here.
const ARTICLE: &str =
    "Rubio-Campillo 2016 (abstract and published program; the text of the article was not at hand)";
const OURS: &str = "this study";

/// All statements.
pub(super) fn all(
    periods: &[Period],
    exact: &Exact,
    published: Option<&Published>,
) -> Vec<StatementRecord> {
    let mut found = Vec::new();
    if let Some(published) = published {
        found.push(reproduces(published));
        found.push(tolerance(published));
    }
    found.push(identity(exact));
    if let Some(published) = published {
        found.push(refinement(published));
        found.push(collapse(published));
    }
    found.push(selection(periods));
    found.push(square(exact));
    found.push(linear(periods, exact));
    found.push(exponent(exact));
    found
}

/// Shares of fatigue at one tolerance, period by period.
fn fatigue_at(curves: &[Vec<(usize, [f64; 4])>], tolerance: f64) -> Option<Vec<f64>> {
    let place = TOLERANCES.iter().position(|one| *one == tolerance)?;
    curves
        .iter()
        .map(|curve| curve.get(place).map(|(_, shares)| shares[3]))
        .collect()
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn reproduces(published: &Published) -> StatementRecord {
    let (found, verdict) = match fatigue_at(&published.curve, 0.001) {
        Some(shares) => (
            format!(
                "At a tolerance of 0.1 % of {} runs the share of the fatigue law is {} in the periods.",
                published.runs,
                say_all(&shares, 2)
            ),
            if least(&shares) >= 0.9 {
                "reproduces"
            } else {
                "does not reproduce"
            },
        ),
        None => (
            format!(
                "{} runs are too few for a tolerance of 0.1 %.",
                published.runs
            ),
            "not settled",
        ),
    };
    statement(
        "Rejection ABC gives decisive evidence for the fatigue law in every period.",
        ARTICLE,
        found,
        verdict,
        "published-tolerance",
    )
}

fn tolerance(published: &Published) -> StatementRecord {
    let ends = [0.1, 0.01, 0.001]
        .into_iter()
        .filter_map(|tolerance| {
            let shares = fatigue_at(&published.curve, tolerance)?;
            Some(format!(
                "{} at {} %",
                say_all(&shares, 2),
                100.0 * tolerance
            ))
        })
        .collect::<Vec<_>>()
        .join("; ");
    statement(
        "The share of a law among the runs kept is its posterior probability.",
        ARTICLE,
        format!(
            "The share of fatigue is whatever the tolerance makes it: {ends}. Acceptance counts under summaries of this kind are no Bayes factor (Robert and others 2011)."
        ),
        "does not follow",
        "published-tolerance",
    )
}

fn identity(exact: &Exact) -> StatementRecord {
    let check = exact.clocks.last();
    let (ln_ratio, ln_z) = check.map_or((f64::NAN, f64::NAN), |one| (one.ln_ratio, one.ln_z));
    statement(
        "Fatigue is a law of its own, which the losses can tell from the logarithmic law.",
        ARTICLE,
        format!(
            "As its program has it, the fatigue law multiplies both loss rates by the same function of time, 1/ln(e + t). In continuous time it runs through the same states later: the ratios of powers of all battles agree to {ln_ratio:.0e}, ln Z to {ln_z:.0e}. The Bayes factor between the two is 1, whatever the battles."
        ),
        if ln_z <= 1e-9 {
            "does not follow"
        } else {
            "not settled"
        },
        "clocks",
    )
}

fn refinement(published: &Published) -> StatementRecord {
    let shares = published
        .refined
        .iter()
        .filter_map(|curve| {
            let (count, shares) = curve.last()?;
            Some((shares[3] / (shares[2] + shares[3]), *count))
        })
        .collect::<Vec<_>>();
    let values: Vec<f64> = shares.iter().map(|(share, _)| *share).collect();
    let count = shares.first().map_or(0, |(_, count)| *count);
    let error = 0.5 / (count.max(1) as f64).sqrt();
    let is_half =
        !values.is_empty() && values.iter().all(|share| (share - 0.5).abs() < 4.0 * error);
    statement(
        "The preference comes from the step of 100 men and the cut to whole men: the fatigue law takes smaller steps late in a battle and so overshoots the historical losses by less.",
        OURS,
        format!(
            "With a step 20 times finer and no cut, fatigue has {} of what fatigue and logarithmic have together (smallest tolerance with enough runs, {count} kept, standard error {}).",
            say_all(&values, 2),
            say(error, 2)
        ),
        if is_half { "holds" } else { "not settled" },
        "published-refined",
    )
}

fn collapse(published: &Published) -> StatementRecord {
    let collapse = &published.collapse;
    let last = collapse.rejection.last().map_or(f64::NAN, |one| one.2);
    let recovers = (collapse.quadrature.0 / collapse.sd - 1.0).abs() <= 0.1;
    statement(
        "Rejection with one latent ratio per battle finds how widely ratios spread.",
        "the published method",
        format!(
            "Synthetic battles with a standard deviation of {} come back with {} under the smallest tolerance; quadrature over the same prior finds {} ± {}{}.",
            say(collapse.sd, 1),
            say(last, 2),
            say(collapse.quadrature.0, 2),
            say(collapse.quadrature.1, 2),
            if recovers {
                ", within 10 % of the truth"
            } else {
                ""
            }
        ),
        if last < 0.5 * collapse.sd {
            "does not follow"
        } else {
            "not settled"
        },
        "collapse",
    )
}

fn selection(periods: &[Period]) -> StatementRecord {
    let battles: u64 = periods.iter().map(|period| period.tally.battles).sum();
    let at_least_one: u64 = periods
        .iter()
        .filter_map(|period| period.tally.fixed(Law::Logarithmic))
        .map(|tally| tally.at_least_one)
        .sum();
    statement(
        "A ratio of powers above 1 in a period says something about the armies of that period.",
        "a natural reading of the published ratios",
        format!(
            "Under the logarithmic law the ratio is at least 1 in {at_least_one} of {battles} battles, because the side that lost the smaller share stands first in the table. The mean ratio measures how uneven battles were, not who was better."
        ),
        if at_least_one == battles {
            "does not follow"
        } else {
            "not settled"
        },
        "battles",
    )
}

fn square(exact: &Exact) -> StatementRecord {
    let all: Vec<f64> = exact
        .ways
        .iter()
        .filter_map(|way| way.square.last().copied())
        .collect();
    let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    statement(
        "The square law fits these battles worse than the linear or the logarithmic law.",
        OURS,
        format!(
            "Over all periods ln Bayes factor {} at best under {} sets of assumptions.",
            say(most, 0),
            all.len()
        ),
        if most < -5.0 { "holds" } else { "not settled" },
        "ways",
    )
}

fn linear(periods: &[Period], exact: &Exact) -> StatementRecord {
    let names: Vec<String> = periods
        .iter()
        .map(Period::label)
        .chain(["all".to_owned()])
        .collect();
    let parts: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let values: Vec<f64> = exact.ways.iter().map(|way| way.linear[place]).collect();
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("{name}: {} to {}", say(least(&values), 1), say(most, 1))
        })
        .collect();
    let is_open = (0..names.len()).any(|place| {
        let values = exact.ways.iter().map(|way| way.linear[place]);
        values.clone().any(|value| value > 0.0) && values.clone().any(|value| value < 0.0)
    });
    statement(
        "The battles decide between the linear and the logarithmic law.",
        "the question behind the comparison",
        format!(
            "ln Bayes factor of linear over logarithmic under {} sets of assumptions: {}.",
            exact.ways.len(),
            parts.join("; ")
        ),
        if is_open {
            "depends on the assumptions"
        } else {
            "holds"
        },
        "ways",
    )
}

fn exponent(exact: &Exact) -> StatementRecord {
    let parts: Vec<String> = crate::laws::law::Extent::ALL
        .iter()
        .zip(&exact.exponents)
        .filter_map(|(extent, found)| {
            let all = found.last()?;
            Some(format!(
                "{} ({} to {}) given {}",
                say(all.mean, 2),
                say(all.interval[0], 2),
                say(all.interval[1], 2),
                extent.name()
            ))
        })
        .collect();
    statement(
        "An exponent between the laws fits better than any of them.",
        OURS,
        format!(
            "s over all periods, with 90 %: {}. What is given moves it by more than its error, so that only the rough place can be believed.",
            parts.join("; ")
        ),
        "depends on the assumptions",
        "exponent",
    )
}
