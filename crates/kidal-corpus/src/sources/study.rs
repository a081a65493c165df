//! The study of sources: from a table of claims to findings and a file of priors.

use std::io::BufRead;

use kidal_findings::{
    Cell, CorpusRecord, FigureRecord, FileReading, PointRecord, StatementRecord, TableRecord,
};
use kidal_math::exp;

use super::claim::{Accounts, CLASSES, KINDS, read_claims};
use super::model::{Draw, Length, Posterior, chance_agreement, fit};
use super::predict::{FOLDS, Predicted, coverage, hold_out};
use super::prior_file;
use crate::show::{Table, axis, curve, named_axis, say, statement, text};
use crate::table::{TableError, rows_set_aside};

/// Length of every chain; chosen by us: twice as long moves no printed figure by more than its error.
const LENGTH: Length = Length {
    warm_up: 300,
    draws: 400,
    every: 3,
};

/// What the study leaves.
pub struct SourceStudy {
    /// The findings.
    pub record: CorpusRecord,
    /// Text of `source-kinds.toml`.
    pub priors: String,
}

/// Why the study cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file is no table of claims.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Nothing is told twice.
    #[error("compare sources: no quantity is told by two sources{why}")]
    NothingToldTwice {
        /// What became of the rows.
        why: String,
    },
}

/// Reads claims and computes everything. The result is the same on any number of threads.
///
/// # Errors
/// [`SourceError`].
pub fn study(file: &str, input: impl BufRead, seed: u64) -> Result<SourceStudy, SourceError> {
    let (accounts, reading) = read_claims(file, input)?;
    let reading = reading.into_record();
    if !accounts
        .quantities
        .iter()
        .any(|quantity| quantity.claims.len() > 1)
    {
        return Err(SourceError::NothingToldTwice {
            why: rows_set_aside(std::slice::from_ref(&reading)),
        });
    }
    let (posterior, predicted) = rayon::join(
        || fit(&accounts, |_| true, LENGTH, seed),
        || hold_out(&accounts, LENGTH, seed),
    );
    let priors = prior_file::write(&accounts, &posterior, &predicted, file);
    let copies = copies(&accounts, &posterior);
    let record = CorpusRecord {
        study: "sources".into(),
        method: method(),
        statements: statements(&accounts, &posterior, &predicted, &copies),
        tables: vec![
            overview(&accounts, &reading),
            sources(&accounts, &posterior),
            coarseness(&accounts, &posterior),
            copy_table(&copies),
            coverage_table(&accounts, &predicted),
        ],
        figures: vec![funnel(&accounts, &posterior), calibration(&predicted)],
        reading: vec![reading],
    };
    Ok(SourceStudy { record, priors })
}

/// Mean and central 90 % of a function of the draws.
pub(super) fn summary(posterior: &Posterior, of: impl Fn(&Draw) -> f64) -> (f64, [f64; 2]) {
    let mut values: Vec<f64> = posterior.draws.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (
        kidal_math::mean(&values),
        [values[n / 20], values[n - 1 - n / 20]],
    )
}

/// Claims of a source on a kind of quantity that another source tells too.
pub(super) fn shared_claims(accounts: &Accounts, source: usize, kind: usize) -> u64 {
    accounts
        .quantities
        .iter()
        .filter(|quantity| quantity.kind == kind && quantity.claims.len() > 1)
        .filter(|quantity| quantity.claims.iter().any(|claim| claim.source == source))
        .count() as u64
}

/// A cell of a source needs so many shared claims to be shown; chosen by us: below it the prior decides.
pub(super) const FEWEST: u64 = 15;

fn overview(accounts: &Accounts, reading: &FileReading) -> TableRecord {
    let mut table = Table::new(
        "quantities",
        "What is told, and by how many",
        "A quantity is a battle, a side and a field. Noughts have no logarithm and are set aside, which is why there are fewer quantities than in the table.",
        &[
            "kind",
            "quantities",
            "told by two or more",
            "with different numbers",
            "battles",
        ],
    );
    for (kind, name) in KINDS.into_iter().enumerate() {
        let all: Vec<_> = accounts
            .quantities
            .iter()
            .filter(|one| one.kind == kind)
            .collect();
        let shared: Vec<_> = all.iter().filter(|one| one.claims.len() > 1).collect();
        let differ = shared
            .iter()
            .filter(|one| {
                one.claims
                    .iter()
                    .any(|claim| claim.value != one.claims[0].value)
            })
            .count();
        let battles: std::collections::BTreeSet<usize> = all.iter().map(|one| one.battle).collect();
        table.row(vec![
            text(name),
            Cell::Count(all.len() as u64),
            Cell::Count(shared.len() as u64),
            Cell::Count(differ as u64),
            Cell::Count(battles.len() as u64),
        ]);
    }
    let shared: Vec<_> = accounts
        .quantities
        .iter()
        .filter(|one| one.claims.len() > 1)
        .collect();
    table.row(vec![
        text(format!("all ({} claims used)", reading.used)),
        Cell::Count(accounts.quantities.len() as u64),
        Cell::Count(shared.len() as u64),
        Cell::Count(
            shared
                .iter()
                .filter(|one| {
                    one.claims
                        .iter()
                        .any(|claim| claim.value != one.claims[0].value)
                })
                .count() as u64,
        ),
        Cell::Count(accounts.battles as u64),
    ]);
    table.finish()
}

/// A logarithm as a percentage.
fn percent(ln_value: f64) -> f64 {
    100.0 * (exp(ln_value) - 1.0)
}

fn sources(accounts: &Accounts, posterior: &Posterior) -> TableRecord {
    let mut table = Table::new(
        "sources",
        "Bias and spread of each source",
        "Against the middle of all sources that tell the kind (their biases add up to nought): a bias that all share cannot be seen. The spread is the scale of Student's law on the logarithms, of accounts that are nobody's copy. Posterior means with central 90 %. Only where the source shares 15 quantities or more.",
        &[
            "source", "kind", "claims", "bias %", "5 %", "95 %", "spread", "5 %", "95 %",
        ],
    );
    for (s, name) in accounts.sources.iter().enumerate() {
        for (kind, kind_name) in KINDS.into_iter().enumerate() {
            let claims = shared_claims(accounts, s, kind);
            if claims < FEWEST {
                continue;
            }
            let (bias, [low, high]) = summary(posterior, |draw| draw.bias[s][kind]);
            let (spread, [least, most]) = summary(posterior, |draw| draw.spread[s][kind]);
            table.row(vec![
                text(name),
                text(kind_name),
                Cell::Count(claims),
                Cell::number(percent(bias), 1),
                Cell::number(percent(low), 1),
                Cell::number(percent(high), 1),
                Cell::number(spread, 3),
                Cell::number(least, 3),
                Cell::number(most, 3),
            ]);
        }
    }
    table.finish()
}

fn coarseness(accounts: &Accounts, posterior: &Posterior) -> TableRecord {
    let mut columns = vec!["source"];
    columns.extend(CLASSES);
    let mut table = Table::new(
        "coarseness",
        "To how many digits each source tells its own numbers",
        "Posterior mean of the share of each class among accounts that are nobody's copy. A number such as 4,000 may be of any class; the shares say what best explains all numbers of a source.",
        &columns,
    );
    for (s, name) in accounts.sources.iter().enumerate() {
        let mut row = vec![text(name)];
        for class in 0..CLASSES.len() {
            row.push(Cell::number(
                summary(posterior, |draw| draw.coarseness[s][class]).0,
                2,
            ));
        }
        table.row(row);
    }
    table.finish()
}

/// What two sources have in common.
struct Copies {
    later: String,
    earlier: String,
    both: u64,
    equal: u64,
    by_chance: f64,
    copied: f64,
    share: (f64, [f64; 2]),
}

fn copies(accounts: &Accounts, posterior: &Posterior) -> Vec<Copies> {
    let mut all = Vec::new();
    let draw = &posterior.draws[posterior.draws.len() / 2];
    for s in 0..accounts.sources.len() {
        for t in 0..s {
            let (mut both, mut equal, mut by_chance) = (0, 0, 0.0);
            for quantity in &accounts.quantities {
                let claim = |source| quantity.claims.iter().find(|one| one.source == source);
                if let (Some(later), Some(earlier)) = (claim(s), claim(t)) {
                    both += 1;
                    equal += u64::from(later.value == earlier.value);
                    by_chance += chance_agreement(draw, quantity.kind, earlier, s);
                }
            }
            if both >= FEWEST {
                all.push(Copies {
                    later: accounts.sources[s].clone(),
                    earlier: accounts.sources[t].clone(),
                    both,
                    equal,
                    by_chance,
                    copied: posterior.copies[s][t],
                    share: summary(posterior, |draw| draw.copy[s][t]),
                });
            }
        }
    }
    all.sort_by(|one, other| other.share.0.total_cmp(&one.share.0));
    all
}

fn copy_table(copies: &[Copies]) -> TableRecord {
    let mut table = Table::new(
        "copies",
        "Who repeats whom",
        "Equal numbers beside what chance would give if both told the truth as they saw it (an upper estimate: the truth is taken to lie at the number). “Copies” are the model's: an equal number told also by a third source counts for the one that explains it best. A common origin of both looks the same as copying; the arrow is that of time.",
        &[
            "later source",
            "earlier source",
            "both tell",
            "equal",
            "equal by chance",
            "copies",
            "probability",
            "5 %",
            "95 %",
        ],
    );
    for one in copies {
        table.row(vec![
            text(&one.later),
            text(&one.earlier),
            Cell::Count(one.both),
            Cell::Count(one.equal),
            Cell::number(one.by_chance, 1),
            Cell::number(one.copied, 1),
            Cell::number(one.share.0, 2),
            Cell::number(one.share.1[0], 2),
            Cell::number(one.share.1[1], 2),
        ]);
    }
    table.finish()
}

fn coverage_table(accounts: &Accounts, predicted: &[Predicted]) -> TableRecord {
    let mut table = Table::new(
        "coverage",
        "Claims that were held out, and the intervals that were predicted for them",
        &format!(
            "Each claim on a quantity with two or more is predicted from the others on it and from sources fitted on other battles ({FOLDS} parts). Coverage of the central 90 % and 50 % with standard errors that let claims of a battle depend on each other; the width is the median of high end over low end; “repeats” is the mean predicted probability of repeating another's number, beside how often it happened."
        ),
        &[
            "claims of",
            "held out",
            "90 % holds",
            "50 % holds",
            "width",
            "repeats",
            "did repeat",
        ],
    );
    let mut row = |name: String, of: Vec<&Predicted>| {
        if (of.len() as u64) < FEWEST {
            return;
        }
        let (nine, nine_error) = coverage(&of, 9);
        let (five, five_error) = coverage(&of, 5);
        let mut widths: Vec<f64> = of.iter().map(|one| one.width()).collect();
        widths.sort_by(f64::total_cmp);
        let repeats = kidal_math::sum_of(of.iter().map(|one| one.repeats)) / of.len() as f64;
        let did = of.iter().filter(|one| one.did_repeat).count() as f64 / of.len() as f64;
        table.row(vec![
            text(name),
            Cell::Count(of.len() as u64),
            Cell::with_error(nine, nine_error, 3),
            Cell::with_error(five, five_error, 3),
            Cell::number(widths[widths.len() / 2], 2),
            Cell::number(repeats, 2),
            Cell::number(did, 2),
        ]);
    };
    row("all".into(), predicted.iter().collect());
    for (kind, name) in KINDS.into_iter().enumerate() {
        row(
            name.into(),
            predicted.iter().filter(|one| one.kind == kind).collect(),
        );
    }
    for (s, name) in accounts.sources.iter().enumerate() {
        row(
            name.clone(),
            predicted.iter().filter(|one| one.source == s).collect(),
        );
    }
    table.finish()
}

fn statements(
    accounts: &Accounts,
    posterior: &Posterior,
    predicted: &[Predicted],
    copies: &[Copies],
) -> Vec<StatementRecord> {
    let (nine, error) = coverage(&predicted.iter().collect::<Vec<_>>(), 9);
    let first = copies.first().map_or_else(String::new, |one| {
        format!(
            "{} repeats {} in {} of {} quantities that both tell, where chance would give {}; ",
            one.later,
            one.earlier,
            one.equal,
            one.both,
            say(one.by_chance, 0)
        )
    });
    let equal: u64 = copies.iter().map(|one| one.equal).sum();
    let chance: f64 = copies.iter().map(|one| one.by_chance).sum();
    let biased: Vec<String> = (0..accounts.sources.len())
        .flat_map(|s| (0..KINDS.len()).map(move |kind| (s, kind)))
        .filter(|(s, kind)| shared_claims(accounts, *s, *kind) >= FEWEST)
        .filter_map(|(s, kind)| {
            let (bias, [low, high]) = summary(posterior, |draw| draw.bias[s][kind]);
            (low > 0.0 || high < 0.0).then(|| {
                format!(
                    "{}, {}: {} %",
                    accounts.sources[s],
                    KINDS[kind],
                    say(percent(bias), 0)
                )
            })
        })
        .collect();
    vec![
        statement(
            "What the next source says can be predicted from the others, with an interval that holds nine in ten.",
            "this study",
            format!(
                "Of {} claims held out, the 90 % interval holds {} ± {}.",
                predicted.len(),
                say(nine, 3),
                say(error, 3)
            ),
            coverage_verdict(nine, predicted.len()),
            "coverage",
        ),
        statement(
            "Sources of this kind are independent of each other.",
            "a common assumption",
            format!(
                "{first}over all pairs {equal} equal numbers, where chance would give at most {}.",
                say(chance, 0)
            ),
            if equal as f64 > 2.0 * chance {
                "does not hold"
            } else {
                "not settled"
            },
            "copies",
        ),
        statement(
            "Sources differ in which way they lean.",
            "this study",
            if biased.is_empty() {
                "No source has a bias whose 90 % interval excludes nought.".into()
            } else {
                format!(
                    "Biases whose 90 % interval excludes nought: {}.",
                    biased.join("; ")
                )
            },
            if biased.is_empty() {
                "not settled"
            } else {
                "holds"
            },
            "sources",
        ),
    ]
}

fn funnel(accounts: &Accounts, posterior: &Posterior) -> FigureRecord {
    let series = KINDS
        .into_iter()
        .enumerate()
        .map(|(kind, name)| {
            let points = (0..accounts.sources.len())
                .filter(|s| shared_claims(accounts, *s, kind) >= FEWEST)
                .map(|s| {
                    let (bias, [low, high]) = summary(posterior, |draw| draw.bias[s][kind]);
                    PointRecord {
                        across: s as f64 + 0.16 * (kind as f64 - 1.5),
                        up: percent(bias),
                        low: percent(low),
                        high: percent(high),
                    }
                })
                .collect();
            curve(name, false, points)
        })
        .collect::<Vec<_>>();
    let reach = series
        .iter()
        .flat_map(|one| &one.points)
        .map(|point| point.high.abs().max(point.low.abs()))
        .fold(10.0, f64::max);
    FigureRecord {
        id: "source-funnel".into(),
        title: "How far each source leans, in the order of publication".into(),
        description: "For every source and kind of quantity a dot at its bias in per cent and a bar that holds 90 %.".into(),
        caption: "Against what all sources together make of a quantity; copies are counted once.".into(),
        across: named_axis("source", &accounts.sources),
        up: axis("bias %", -reach, reach, 8),
        has_diagonal: false,
        series,
    }
}

fn calibration(predicted: &[Predicted]) -> FigureRecord {
    let all: Vec<&Predicted> = predicted.iter().collect();
    let points = (1..=9)
        .map(|tenths| {
            let (share, error) = coverage(&all, tenths);
            crate::show::point(tenths as f64 / 10.0, share, 2.0 * error)
        })
        .collect();
    let (nine, _) = coverage(&all, 9);
    FigureRecord {
        id: "coverage-curve".into(),
        title: format!("Intervals that should hold 90 % of the claims held out hold {} %", say(100.0 * nine, 0)),
        description: "Share of claims held, against the share that should be; the diagonal is where both agree. Narrow intervals hold more than they should, because a predicted repeat of another's number lies inside every one of them.".into(),
        caption: format!("{} claims; bars are two standard errors.", predicted.len()),
        across: axis("share that should be held", 0.0, 1.0, 5),
        up: axis("share held", 0.0, 1.0, 5),
        has_diagonal: true,
        series: vec![curve("claims held out", false, points)],
    }
}

fn method() -> Vec<String> {
    [
        "Every source either repeats an earlier one or tells what it made of the truth itself, with a bias, a spread and a coarseness of its own. The latest earlier source is considered first; repeating can only be seen where two numbers are equal, and equal round numbers may be chance, whose probability follows from the coarseness.",
        "Errors are on logarithms and of Student's law with unknown degrees of freedom. Everything is drawn together by Gibbs' sampler. Fields are grouped into four kinds; a source has a bias and a spread for each.",
        "A bias is against what all sources make of the quantity. What all share, for instance because all go back to the same official returns, cannot be seen in any such table.",
        "The sources here are compilations made decades after the war. What is learned of them is written to source-kinds.toml as priors of compilations. It says nothing about witnesses, parties to the fight, or news agencies.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Whether an interval of nine in ten holds as often: within .03 of it, or, of too few to tell, not settled. The .03 is chosen by us
/// because no reader of an interval would act otherwise for less.
fn coverage_verdict(share: f64, count: usize) -> &'static str {
    let error = (0.9 * 0.1 / count.max(1) as f64).sqrt();
    if (0.87..=0.93).contains(&share) {
        "holds"
    } else if (share - 0.9).abs() <= 2.0 * error {
        "not settled"
    } else {
        "does not hold"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_held_out_claims_settle_nothing() {
        assert_eq!(coverage_verdict(1.0, 2), "not settled");
        assert_eq!(coverage_verdict(0.90, 1000), "holds");
        assert_eq!(coverage_verdict(0.80, 1000), "does not hold");
        assert_eq!(coverage_verdict(0.80, 10), "not settled");
    }
}
