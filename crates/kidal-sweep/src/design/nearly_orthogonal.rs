//! Latin hypercubes whose columns are nearly uncorrelated.
//!
//! The tabled designs ([cioppa2007]) exist for a few sizes only. This one starts from a random Latin hypercube, removes
//! the correlations at once by Cholesky and ranks ([florian1992]), then exchanges pairs of levels within one column as long
//! as that lowers the largest correlation of the column. Exchanges were chosen by us because they keep the hypercube and
//! reach correlations below 0.03, the bound of the tabled designs, wherever runs outnumber factors well.

use super::latin::{enough, permutation};
use crate::SweepError;
use crate::points::correlation;
use kidal_chance::{Draws, hash64};

/// Address of the exchanges.
const EXCHANGE: u64 = 0x6b69_6461_6c51;
/// Largest correlation that is good enough; source: [cioppa2007].
const GOOD: f64 = 0.03;
/// Exchanges tried in each column and pass; chosen by us because more no longer helped at 17 to 257 runs.
const TRIES: usize = 400;
/// Passes over the columns.
const PASSES: usize = 12;

pub(super) fn points(runs: usize, factors: usize, seed: u64) -> Result<Vec<f64>, SweepError> {
    enough(runs)?;
    if runs < factors + 2 {
        return Err(SweepError::Size {
            what: "the number of runs",
            given: runs,
            needed: "a nearly orthogonal hypercube needs at least two more runs than factors",
        });
    }
    let mut columns: Vec<Vec<f64>> = (0..factors)
        .map(|factor| {
            permutation(runs, seed, factor)
                .into_iter()
                .map(|slice| slice as f64)
                .collect()
        })
        .collect();
    for _ in 0..2 {
        columns = by_ranks(&columns);
    }
    exchange(&mut columns, seed);
    let mut values = vec![0.0; runs * factors];
    for (factor, column) in columns.iter().enumerate() {
        for (run, slice) in column.iter().enumerate() {
            values[run * factors + factor] = (slice + 0.5) / runs as f64;
        }
    }
    Ok(values)
}

/// Multiplies by the inverse Cholesky factor of the correlations and takes the ranks of what comes out.
fn by_ranks(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = columns.len();
    let mut matrix = vec![0.0; n * n];
    for a in 0..n {
        for b in 0..n {
            matrix[a * n + b] = if a == b {
                1.0
            } else {
                correlation(&columns[a], &columns[b])
            };
        }
    }
    let Some(lower) = kidal_math::cholesky(&matrix, n) else {
        return columns.to_vec();
    };
    let runs = columns[0].len();
    let mut turned = vec![vec![0.0; runs]; n];
    for run in 0..runs {
        let row: Vec<f64> = columns.iter().map(|column| column[run]).collect();
        for (factor, value) in kidal_math::solve_lower(&lower, &row)
            .into_iter()
            .enumerate()
        {
            turned[factor][run] = value;
        }
    }
    turned.iter().map(|column| ranks(column)).collect()
}

fn ranks(column: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_by(|a, b| column[*a].total_cmp(&column[*b]).then(a.cmp(b)));
    let mut ranks = vec![0.0; column.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank as f64;
    }
    ranks
}

/// Exchanges levels within a column where that lowers its largest absolute correlation with the others.
fn exchange(columns: &mut [Vec<f64>], seed: u64) {
    let (factors, runs) = (columns.len(), columns[0].len());
    let centre = (runs - 1) as f64 / 2.0;
    // Σ (rank − centre)² of any column.
    let scale = runs as f64 * ((runs * runs) as f64 - 1.0) / 12.0;
    for pass in 0..PASSES {
        let mut worst: f64 = 0.0;
        for factor in 0..factors {
            let mut with: Vec<f64> = (0..factors)
                .map(|other| {
                    kidal_math::sum_of(
                        columns[factor]
                            .iter()
                            .zip(&columns[other])
                            .map(|(a, b)| (a - centre) * (b - centre)),
                    ) / scale
                })
                .collect();
            with[factor] = 0.0;
            let largest = |with: &[f64]| with.iter().fold(0.0_f64, |most, r| most.max(r.abs()));
            let mut now = largest(&with);
            let mut draws = Draws::at(hash64(&[seed, EXCHANGE]), factor as u64, pass as u64);
            for _ in 0..TRIES {
                let (a, b) = (
                    draws.below(runs as u64) as usize,
                    draws.below(runs as u64) as usize,
                );
                // Exchanging the levels of runs a and b moves the products by (x_b − x_a)(y_a − y_b).
                let moved: Vec<f64> = (0..factors)
                    .map(|other| {
                        if other == factor {
                            return 0.0;
                        }
                        with[other]
                            + (columns[factor][b] - columns[factor][a])
                                * (columns[other][a] - columns[other][b])
                                / scale
                    })
                    .collect();
                let then = largest(&moved);
                if then < now {
                    columns[factor].swap(a, b);
                    with = moved;
                    now = then;
                }
            }
            worst = worst.max(now);
        }
        if worst < GOOD / 10.0 {
            break;
        }
    }
}
