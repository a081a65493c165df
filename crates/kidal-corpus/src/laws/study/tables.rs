//! The tables of the study.

use kidal_findings::{Cell, TableRecord};

use super::published::{Published, TOLERANCES};
use super::{Exact, Period};
use crate::laws::evidence::{self, Evidence};
use crate::laws::law::{Extent, Law};
use crate::laws::model::Spread;
use crate::show::{Table, text};

/// Tables of what is computed without chance.
pub(super) fn exact(periods: &[Period], exact: &Exact) -> Vec<TableRecord> {
    vec![
        battles(periods, exact),
        evidences(periods, exact),
        ways(periods, exact),
        exponents(periods, exact),
        clocks(exact),
    ]
}

/// Tables of the published comparison.
pub(super) fn published(periods: &[Period], published: &Published) -> Vec<TableRecord> {
    vec![
        curve(
            "published-tolerance",
            &format!(
                "The published rejection ABC, {} runs a period",
                published.runs
            ),
            "Shares of the laws among the runs kept, with their binomial standard errors. Step of 100 men, cut to whole men, as published.",
            periods,
            &published.curve,
        ),
        curve(
            "published-refined",
            &format!(
                "The same with a step 20 times finer and no cut to whole men, {} runs a period",
                published.refined_runs
            ),
            "Nothing else is changed. As the step goes to 0 fatigue and logarithmic predict the same losses, so that each gets half of what both get.",
            periods,
            &published.refined,
        ),
        collapse(published),
    ]
}

fn battles(periods: &[Period], exact: &Exact) -> TableRecord {
    let mut table = Table::new(
        "battles",
        "The battles, and how the table orders them",
        "Ratio of powers of the first side (R) to the second: at least 1 in every row under the logarithmic law, because the side that lost the smaller share stands first. This is how the table was made, not a finding about battles. Last column: under the logarithmic law, folded, with its posterior standard deviation.",
        &[
            "years",
            "battles",
            "R lost the smaller share",
            "ratio ≥ 1, logarithmic",
            "ratio ≥ 1, linear",
            "ratio ≥ 1, square",
            "spread σ of ln ratio",
        ],
    );
    for (period, (spread, error)) in periods.iter().zip(&exact.spreads) {
        let count = |law| {
            Cell::Count(
                period
                    .tally
                    .fixed(law)
                    .map_or(0, |tally| tally.at_least_one),
            )
        };
        table.row(vec![
            text(period.label()),
            Cell::Count(period.tally.battles),
            Cell::Count(period.tally.in_order),
            count(Law::Logarithmic),
            count(Law::Linear),
            count(Law::Square),
            Cell::with_error(*spread, *error, 3),
        ]);
    }
    table.finish()
}

fn evidences(periods: &[Period], exact: &Exact) -> TableRecord {
    let mut columns: Vec<String> = vec!["law".into()];
    columns.extend(periods.iter().map(Period::label));
    columns.extend(["one spread", "hierarchical", "probability"].map(str::to_owned));
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new(
        "evidence",
        "ln evidence of each law, less that of the best law",
        "Folded spread, sum of both losses given. The error is that of the quadrature. “One spread” for all periods; “hierarchical”: each period its own, resembling the others; the probability is that of the hierarchical column, all eight laws equally likely beforehand.",
        &names,
    );
    let best = |all: &[Evidence]| {
        all.iter()
            .map(|one| one.ln_z)
            .fold(f64::NEG_INFINITY, f64::max)
    };
    let periods_best: Vec<f64> = (0..periods.len())
        .map(|period| {
            let column: Vec<Evidence> = exact.by_period.iter().map(|law| law[period]).collect();
            best(&column)
        })
        .collect();
    let probabilities = evidence::probabilities(&exact.hierarchical);
    for (place, law) in Law::ALL.into_iter().enumerate() {
        let mut row = vec![text(law.name())];
        for (found, best) in exact.by_period[place].iter().zip(&periods_best) {
            row.push(Cell::with_error(found.ln_z - best, found.error, 2));
        }
        for all in [&exact.pooled, &exact.hierarchical] {
            row.push(Cell::with_error(
                all[place].ln_z - best(all),
                all[place].error,
                2,
            ));
        }
        row.push(Cell::number(probabilities[place], 3));
        table.row(row);
    }
    table.finish()
}

fn ways(periods: &[Period], exact: &Exact) -> TableRecord {
    let mut columns: Vec<String> = vec!["spread".into(), "given".into()];
    columns.extend(
        periods
            .iter()
            .map(|period| format!("linear : log, {}", period.label())),
    );
    columns.push("linear : log, all".into());
    columns.push("square : better, all".into());
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new(
        "ways",
        "ln Bayes factors under other assumptions",
        "Linear against logarithmic (above 0: linear), and square against the better of both. Every assumption is one that somebody could make; where the sign changes, the question is decided by it and not by the battles.",
        &names,
    );
    for way in &exact.ways {
        let mut row = vec![text(&way.spread), text(way.extent.name())];
        row.extend(way.linear.iter().map(|value| Cell::number(*value, 1)));
        row.push(Cell::number(
            way.square.last().copied().unwrap_or(f64::NAN),
            1,
        ));
        table.row(row);
    }
    table.finish()
}

fn exponents(periods: &[Period], exact: &Exact) -> TableRecord {
    let mut table = Table::new(
        "exponent",
        "The exponent s = 1 + p − q that the battles prefer",
        "Under the general law: 0 logarithmic, 1 linear, 2 square. Posterior mean, standard deviation and central 90 %; folded spread.",
        &["years", "given", "mean", "sd", "5 %", "95 %"],
    );
    for (extent, found) in Extent::ALL.into_iter().zip(&exact.exponents) {
        let labels = periods
            .iter()
            .map(Period::label)
            .chain(["all, hierarchical".to_owned()]);
        for (label, exponent) in labels.zip(found) {
            table.row(vec![
                text(label),
                text(extent.name()),
                Cell::number(exponent.mean, 3),
                Cell::number(exponent.sd, 3),
                Cell::number(exponent.interval[0], 3),
                Cell::number(exponent.interval[1], 3),
            ]);
        }
    }
    table.finish()
}

fn clocks(exact: &Exact) -> TableRecord {
    let mut table = Table::new(
        "clocks",
        "Each law beside itself with the clock of the fatigue law",
        "Every battle is simulated through time with both loss rates divided by ln(e + t), until both sides have their historical losses; the ratio of powers found so is compared with the closed form without a clock. For the logarithmic law the evidence is computed from the clocked ratios too.",
        &["law", "battles", "greatest |Δ ln ratio|", "|Δ ln Z|"],
    );
    for check in &exact.clocks {
        table.row(vec![
            text(check.law),
            Cell::Count(check.battles as u64),
            text(format!("{:.1e}", check.ln_ratio)),
            if check.ln_z.is_finite() {
                text(format!("{:.1e}", check.ln_z))
            } else {
                Cell::Missing
            },
        ]);
    }
    table.finish()
}

fn curve(
    id: &str,
    title: &str,
    note: &str,
    periods: &[Period],
    curves: &[Vec<(usize, [f64; 4])>],
) -> TableRecord {
    let mut table = Table::new(
        id,
        title,
        note,
        &[
            "years",
            "tolerance",
            "runs kept",
            "linear",
            "square",
            "logarithmic",
            "fatigue",
        ],
    );
    for (period, curve) in periods.iter().zip(curves) {
        for (tolerance, (count, shares)) in TOLERANCES.iter().zip(curve) {
            let mut row = vec![
                text(period.label()),
                text(format!("{} %", 100.0 * tolerance)),
                Cell::Count(*count as u64),
            ];
            row.extend(
                shares
                    .iter()
                    .map(|share| Cell::with_error(*share, binomial(*share, *count), 3)),
            );
            table.row(row);
        }
    }
    table.finish()
}

/// Standard error of a share.
pub(super) fn binomial(share: f64, count: usize) -> f64 {
    (share * (1.0 - share) / count as f64).sqrt()
}

fn collapse(published: &Published) -> TableRecord {
    let collapse = &published.collapse;
    let mut table = Table::new(
        "collapse",
        "A known spread, and what comes back",
        &format!(
            "{} battles with the strengths of the table and losses made by the logarithmic law, ratios of powers drawn with mean {} and standard deviation {} (those drawn have {:.2}). “Spread” is that of the posterior.",
            collapse.battles, collapse.mean, collapse.sd, collapse.drawn_sd
        ),
        &["method", "runs kept", "standard deviation found", "spread"],
    );
    for (tolerance, count, mean, sd) in &collapse.rejection {
        table.row(vec![
            text(format!("rejection, tolerance {} %", 100.0 * tolerance)),
            Cell::Count(*count as u64),
            Cell::number(*mean, 2),
            Cell::number(*sd, 2),
        ]);
    }
    table.row(vec![
        text(format!("quadrature, {}", Spread::PublishedGamma.name())),
        Cell::Missing,
        Cell::number(collapse.quadrature.0, 2),
        Cell::number(collapse.quadrature.1, 2),
    ]);
    table.finish()
}
