//! The figures of the study.

use kidal_findings::{FigureRecord, PointRecord};
use kidal_math::{log_sum_exp, log10};

use super::published::{Published, TOLERANCES};
use super::tables::binomial;
use super::{Exact, Period};
use crate::laws::tally::{EXPONENTS, GRAIN, exponent_at};
use crate::show::{axis, curve, log_axis, named_axis, point, say, say_all};

/// Figures of what is computed without chance.
pub(super) fn exact(periods: &[Period], exact: &Exact) -> Vec<FigureRecord> {
    vec![exponents(periods, exact), by_assumption(periods, exact)]
}

/// Figures of the published comparison.
pub(super) fn published(periods: &[Period], published: &Published) -> Vec<FigureRecord> {
    vec![
        survival(
            "tolerance-curve",
            "The preference for fatigue grows as the tolerance shrinks",
            periods,
            &published.curve,
            published.runs,
        ),
        survival(
            "refined-curve",
            "With a finer step and no cut to whole men the preference is gone",
            periods,
            &published.refined,
            published.refined_runs,
        ),
        collapse(published),
    ]
}

/// Density of the exponent, period by period.
fn exponents(periods: &[Period], exact: &Exact) -> FigureRecord {
    let densities: Vec<Vec<f64>> = exact
        .along_exponents
        .iter()
        .map(|values| {
            let total = log_sum_exp(values);
            values
                .iter()
                .map(|value| kidal_math::exp(value - total) / GRAIN)
                .collect()
        })
        .collect();
    let top = densities.iter().flatten().copied().fold(0.0, f64::max);
    let hierarchical = exact.exponents[0].last();
    let labels = periods
        .iter()
        .map(Period::label)
        .chain(["all, hierarchical".to_owned()]);
    let series = labels
        .zip(&densities)
        .map(|(label, values)| {
            let points = (0..EXPONENTS)
                .map(|place| point(exponent_at(place), values[place], 0.0))
                .collect();
            curve(&label, true, points)
        })
        .collect();
    let (mean, interval) = hierarchical
        .map(|one| (one.mean, one.interval))
        .unwrap_or_default();
    FigureRecord {
        id: "exponent-density".into(),
        title: format!(
            "The battles prefer an exponent of {} over all periods",
            say(mean, 2)
        ),
        description: format!(
            "Probability densities of the exponent s, one curve a period. All periods together: 90 % between {} and {}. The marks 0, 1 and 2 are the logarithmic, linear and square laws.",
            say(interval[0], 2),
            say(interval[1], 2)
        ),
        caption: "Folded spread, sum of both losses given, exponents from −1 to 3 equally likely beforehand. The width of each curve is its uncertainty, if battles were independent.".into(),
        across: axis("exponent s = 1 + p − q (0 logarithmic, 1 linear, 2 square)", -1.0, 3.0, 8),
        up: axis("probability density", 0.0, top * 1.05, 5),
        has_diagonal: false,
        series,
    }
}

/// Linear against logarithmic under all assumptions.
fn by_assumption(periods: &[Period], exact: &Exact) -> FigureRecord {
    let mut labels: Vec<String> = periods.iter().map(Period::label).collect();
    labels.push("all".into());
    // Beyond 12 in either direction nobody doubts.
    let held = |value: f64| value.clamp(-12.0, 12.0);
    let points: Vec<PointRecord> = (0..labels.len())
        .map(|place| {
            let values: Vec<f64> = exact.ways.iter().map(|way| way.linear[place]).collect();
            PointRecord {
                across: place as f64,
                up: held(values[0]),
                low: held(values.iter().copied().fold(f64::INFINITY, f64::min)),
                high: held(values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            }
        })
        .collect();
    let changes = (0..labels.len())
        .filter(|place| {
            let has = |is: fn(f64) -> bool| exact.ways.iter().any(|way| is(way.linear[*place]));
            has(|value| value > 0.0) && has(|value| value < 0.0)
        })
        .count();
    FigureRecord {
        id: "linear-or-logarithmic".into(),
        title: format!(
            "Linear or logarithmic: the sign depends on the assumptions in {changes} of {} columns",
            labels.len()
        ),
        description: "A dot for each period at the ln Bayes factor of the main assumptions, and a bar from the least to the greatest under all others; above 0 is for the linear law, below for the logarithmic.".into(),
        caption: format!(
            "{} assumptions: spreads, priors and what is given, see the table of other assumptions. Values beyond ±12 are drawn at ±12.",
            exact.ways.len()
        ),
        across: named_axis("years", &labels),
        up: axis("ln Bayes factor, linear over logarithmic", -12.5, 12.5, 6),
        has_diagonal: false,
        series: vec![curve("range of all", false, points)],
    }
}

fn survival(
    id: &str,
    title: &str,
    periods: &[Period],
    curves: &[Vec<(usize, [f64; 4])>],
    runs: u64,
) -> FigureRecord {
    let series = periods
        .iter()
        .zip(curves)
        .map(|(period, curve_of)| {
            let points = TOLERANCES
                .iter()
                .zip(curve_of)
                .map(|(tolerance, (count, shares))| {
                    point(
                        log10(*tolerance),
                        shares[3],
                        2.0 * binomial(shares[3], *count),
                    )
                })
                .collect();
            curve(&period.label(), true, points)
        })
        .collect();
    let last: Vec<f64> = curves
        .iter()
        .filter_map(|one| one.last().map(|(_, shares)| shares[3]))
        .collect();
    FigureRecord {
        id: id.to_owned(),
        title: title.to_owned(),
        description: format!(
            "Share of the fatigue law among the runs kept, against the tolerance from 10 % to 0.01 %, one line a period. At the smallest tolerance drawn: {}.",
            say_all(&last, 2)
        ),
        caption: format!(
            "{runs} runs a period; bands are two binomial standard errors. A probability of a law would not depend on the tolerance."
        ),
        across: log_axis(
            "tolerance: share of runs kept",
            &[
                (0.1, "10 %"),
                (0.01, "1 %"),
                (0.001, "0.1 %"),
                (0.0001, "0.01 %"),
            ],
        ),
        up: axis("share of the fatigue law", 0.0, 1.0, 5),
        has_diagonal: false,
        series,
    }
}

fn collapse(published: &Published) -> FigureRecord {
    let collapse = &published.collapse;
    let points: Vec<PointRecord> = collapse
        .rejection
        .iter()
        .map(|(tolerance, _, mean, sd)| point(log10(*tolerance), *mean, *sd))
        .collect();
    let ends = [-4.0, -1.0];
    let last = collapse.rejection.last().map_or(f64::NAN, |one| one.2);
    FigureRecord {
        id: "collapsed-spread".into(),
        title: format!(
            "A true spread of {} comes back as {} under the smallest tolerance, and as {} by quadrature",
            say(collapse.sd, 1),
            say(last, 2),
            say(collapse.quadrature.0, 2)
        ),
        description: "Standard deviation of the ratio of powers found by rejection falls with the tolerance; a band shows what quadrature finds and a line the truth.".into(),
        caption: format!(
            "{} synthetic battles; bands are one posterior standard deviation. A run is near when all its ratios are near, and ratios that are all alike in the middle are nearer than ratios drawn as widely as the true ones.",
            collapse.battles
        ),
        across: log_axis(
            "tolerance: share of runs kept",
            &[(0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %"), (0.0001, "0.01 %")],
        ),
        up: axis("standard deviation of the ratio", 0.0, 5.0, 5),
        has_diagonal: false,
        series: vec![
            curve("rejection", true, points),
            curve(
                "quadrature",
                true,
                ends.map(|at| point(at, collapse.quadrature.0, collapse.quadrature.1))
                    .to_vec(),
            ),
            curve("truth", true, ends.map(|at| point(at, collapse.sd, 0.0)).to_vec()),
        ],
    }
}
