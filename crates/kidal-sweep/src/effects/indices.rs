//! Sobol indices: which factor carries how much of a response's variance.
//!
//! ```text
//! Sᵢ = mean(f(B) (f(ABᵢ) − f(A))) / V      first order: the share that knowing factor i alone would take away
//! Tᵢ = mean((f(A) − f(ABᵢ))²) / 2V         total: the share that is left when all others are known
//! Sᵢⱼ = mean(f(BAᵢ) f(ABⱼ) − f(A) f(B)) / V − Sᵢ − Sⱼ
//! V = variance of f over A and B together
//! ```
//! Source: Sᵢ [saltelli2010], Tᵢ [jansen1999]. Intervals: bootstrap over the base rows. Limits: independent factors; small
//! negative estimates are Monte-Carlo error and are left as they are.

use super::{Interval, NINETY_FIVE, spread};
use crate::points::moments;
use crate::{Layout, Points, SweepError};
use kidal_chance::{Draws, hash64};

/// Address of the bootstrap.
const BOOTSTRAP: u64 = 0x6b69_6461_6c53;

/// Indices of one response.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolIndices {
    /// First order, one for each factor.
    pub first: Vec<Interval>,
    /// Total, one for each factor.
    pub total: Vec<Interval>,
    /// Pairs (i, j), i < j, with their interaction; empty unless the design has the rows for it.
    pub pairs: Vec<(usize, usize, Interval)>,
    /// Mean of the response over A and B.
    pub mean: f64,
    /// Variance of the response over A and B.
    pub variance: f64,
}

/// Responses of a design, block by block.
struct Blocks<'a> {
    responses: &'a [f64],
    factors: usize,
    width: usize,
    second_order: bool,
}

impl Blocks<'_> {
    fn a(&self, row: usize) -> f64 {
        self.responses[row * self.width]
    }
    fn b(&self, row: usize) -> f64 {
        self.responses[row * self.width + 1]
    }
    fn ab(&self, row: usize, factor: usize) -> f64 {
        self.responses[row * self.width + 2 + factor]
    }
    fn ba(&self, row: usize, factor: usize) -> f64 {
        self.responses[row * self.width + 2 + self.factors + factor]
    }

    /// First, total, pairs in one row; all 0 where the response does not vary.
    fn estimate(&self, rows: &[usize]) -> Vec<f64> {
        let both: Vec<f64> = rows
            .iter()
            .flat_map(|&row| [self.a(row), self.b(row)])
            .collect();
        let (mean, variance) = moments(&both);
        let share = |value: f64| {
            if variance > 0.0 {
                value / variance
            } else {
                0.0
            }
        };
        let n = rows.len() as f64;
        // Centred, so that a large mean does not swamp the products.
        let (a, b) = (|row| self.a(row) - mean, |row| self.b(row) - mean);
        let average =
            |of: &dyn Fn(usize) -> f64| kidal_math::sum_of(rows.iter().map(|&row| of(row))) / n;
        let mut all = Vec::new();
        for i in 0..self.factors {
            all.push(share(average(&|row| {
                b(row) * (self.ab(row, i) - self.a(row))
            })));
        }
        for i in 0..self.factors {
            all.push(share(average(&|row| {
                let gap = self.a(row) - self.ab(row, i);
                gap * gap / 2.0
            })));
        }
        if self.second_order {
            for (i, j) in pairs(self.factors) {
                let joint = share(average(&|row| {
                    (self.ba(row, i) - mean) * (self.ab(row, j) - mean) - a(row) * b(row)
                }));
                all.push(joint - all[i] - all[j]);
            }
        }
        all
    }
}

fn pairs(factors: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..factors).flat_map(move |i| (i + 1..factors).map(move |j| (i, j)))
}

impl SobolIndices {
    /// Indices of responses at the points of a Saltelli design, with intervals from so many resamples.
    ///
    /// # Errors
    /// Another design, or responses that do not fit it.
    pub fn of(
        points: &Points,
        responses: &[f64],
        resamples: usize,
        seed: u64,
    ) -> Result<Self, SweepError> {
        let Layout::Saltelli { base, second_order } = *points.layout() else {
            return Err(SweepError::Layout {
                analysis: "a Sobol index",
                needed: "a Saltelli design",
            });
        };
        points.fit(responses)?;
        let factors = points.factors();
        let blocks = Blocks {
            responses,
            factors,
            width: responses.len() / base,
            second_order,
        };
        let rows: Vec<usize> = (0..base).collect();
        let values = blocks.estimate(&rows);
        let mut resampled: Vec<Vec<f64>> = vec![Vec::with_capacity(resamples); values.len()];
        for resample in 0..resamples {
            let mut draws = Draws::at(hash64(&[seed, BOOTSTRAP]), resample as u64, 0);
            let rows: Vec<usize> = (0..base)
                .map(|_| draws.below(base as u64) as usize)
                .collect();
            for (column, value) in resampled.iter_mut().zip(blocks.estimate(&rows)) {
                column.push(value);
            }
        }
        let mut intervals = values
            .into_iter()
            .zip(&resampled)
            .map(|(value, column)| Interval {
                value,
                half_width: NINETY_FIVE * spread(column),
            });
        let both: Vec<f64> = rows
            .iter()
            .flat_map(|&row| [blocks.a(row), blocks.b(row)])
            .collect();
        let (mean, variance) = moments(&both);
        Ok(Self {
            first: intervals.by_ref().take(factors).collect(),
            total: intervals.by_ref().take(factors).collect(),
            pairs: pairs(factors)
                .zip(intervals)
                .map(|((i, j), interval)| (i, j, interval))
                .collect(),
            mean,
            variance,
        })
    }
}
