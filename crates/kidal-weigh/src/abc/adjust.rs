//! Regression adjustment: what the parameters would have been, had the runs hit the observations exactly.

use kidal_math::{cholesky, exp, ln, solve_lower, solve_upper_transposed, sum_of};

use serde::{Deserialize, Serialize};

use crate::abc::AbcPosterior;
use crate::abc::pieces::pieces;
use crate::model::Prior;
use crate::posterior::Particle;
use crate::space::Space;
use crate::trouble::Trouble;
use crate::weights::{ess, normalised};

/// A sample after regression adjustment.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjusted {
    /// The particles with their parameters moved; payloads are those of the runs as they were.
    pub particles: Vec<Particle>,
    /// Effective sample size of the new weights.
    pub ess: f64,
    /// For each parameter, which share of its variance among the particles the summaries explain; NaN where it is not
    /// continuous (such parameters are left as they are) or did not vary.
    pub explained: Vec<f64>,
    /// Pieces that were fitted alone.
    pub pieces: u64,
}

/// Ridge added to the sums of squares, as a share of each; a millionth, chosen by us to settle summaries that say the same
/// without being felt elsewhere.
const RIDGE: f64 = 1e-6;

/// How to adjust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Fit parameters between two finite bounds as they are, and turn back at a bound what would leave it, instead of
    /// stretching the interval to a line. For posteriors well inside their bounds, where the line would bend.
    pub keeps_intervals: bool,
    /// Fit each piece of the sample alone: particles that hang together as neighbours. For posteriors of several pieces,
    /// which a common fit would smear.
    pub in_pieces: bool,
}

impl AbcPosterior {
    /// [`AbcPosterior::adjusted_by`] the default: on the line, all particles together.
    ///
    /// # Errors
    /// As there.
    pub fn adjusted(&self) -> Result<Adjusted, Trouble> {
        self.adjusted_by(Adjustment::default())
    }

    /// Local-linear regression adjustment of each continuous parameter.
    ///   z* = z − (s − o)ᵀ β,   (α, β) = argmin Σ w K(d/δ) (z − α − (s − o)ᵀ β)²,   K(t) = 1 − t², |t| ≤ 1
    /// z: parameter on the unconstrained line. s, o: summaries of the run and observed. d: distance, δ: the largest of them.
    /// K: Epanechnikov's kernel; the particles keep w·K as their weights.
    /// Source: [beaumont2002].
    /// Limits: takes the parameter for linear in the summaries with even spread over the tolerance; where the observation
    /// lies outside all runs it extrapolates.
    ///
    /// # Errors
    /// [`Trouble::TooFew`] when the kernel leaves fewer than two effective particles for each number fitted.
    pub fn adjusted_by(&self, how: Adjustment) -> Result<Adjusted, Trouble> {
        let space = Space::new(&self.parameters)?;
        let widest = self.distances.iter().copied().fold(0.0, f64::max);
        let kernel = |distance: f64| {
            if widest == 0.0 {
                return 0.0;
            }
            let share = distance / widest;
            // The farthest particle itself has no weight left.
            ln((1.0 - share * share).max(0.0))
        };
        let logs: Vec<f64> = self
            .particles
            .iter()
            .zip(&self.distances)
            .map(|(particle, distance)| particle.log_weight + kernel(*distance))
            .collect();
        let logs = normalised(&logs);
        let needed = 2 * (1 + self.observed.len());
        let size = ess(&logs);
        if size < needed as f64 {
            return Err(Trouble::TooFew {
                effective: size,
                needed: needed as u64,
            });
        }
        let groups = if how.in_pieces {
            pieces(&space, &self.particles, &logs, needed)
        } else {
            vec![(0..self.particles.len()).collect()]
        };
        let mut particles = self.particles.clone();
        for (particle, log) in particles.iter_mut().zip(&logs) {
            particle.log_weight = *log;
        }
        let mut explained = vec![f64::NAN; self.parameters.len()];
        for &index in &space.continuous {
            let interval =
                interval_of(&self.parameters[index].prior).filter(|_| how.keeps_intervals);
            let place = |particle: &Particle| {
                let value = particle.parameters[index];
                if interval.is_some() {
                    value
                } else {
                    space.to_line(index, value)
                }
            };
            let (mut before, mut after) = (0.0, 0.0);
            for group in &groups {
                let rows: Vec<Vec<f64>> = group
                    .iter()
                    .map(|i| self.row(&self.particles[*i]))
                    .collect();
                let weights: Vec<f64> = group.iter().map(|i| exp(logs[*i])).collect();
                let line: Vec<f64> = group.iter().map(|i| place(&self.particles[*i])).collect();
                let slopes = fit(&factor_of(&rows, &weights), &rows, &weights, &line);
                let shift = |row: &[f64]| {
                    let mut total = 0.0;
                    for (x, slope) in row.iter().zip(&slopes).skip(1) {
                        total += x * slope;
                    }
                    total
                };
                let moved: Vec<f64> = rows
                    .iter()
                    .zip(&line)
                    .map(|(row, z)| z - shift(row))
                    .collect();
                for (i, z) in group.iter().zip(&moved) {
                    particles[*i].parameters[index] = match interval {
                        Some([low, high]) => turned_back(*z, low, high),
                        None => space.value_at(index, *z).0,
                    };
                }
                before += squares(&weights, &line);
                after += squares(&weights, &moved);
            }
            if before > 0.0 {
                explained[index] = 1.0 - after / before;
            }
        }
        for particle in &mut particles {
            particle.log_prior = space.ln_density(&particle.parameters);
        }
        // What has no weight has nothing to say.
        particles.retain(|particle| particle.log_weight > f64::NEG_INFINITY);
        Ok(Adjusted {
            particles,
            ess: size,
            explained,
            pieces: groups.len() as u64,
        })
    }

    /// 1 and the scaled differences of the summaries from the observed ones.
    fn row(&self, particle: &Particle) -> Vec<f64> {
        let differences = particle
            .payload
            .iter()
            .zip(&self.observed)
            .zip(&self.scales)
            .map(|((s, o), scale)| (s - o) / scale);
        std::iter::once(1.0).chain(differences).collect()
    }
}

/// Cholesky factor of Xᵀ W X with the ridge.
fn factor_of(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let width = rows.first().map_or(0, Vec::len);
    let mut squares = vec![0.0; width * width];
    for (row, weight) in rows.iter().zip(weights) {
        for i in 0..width {
            for j in 0..=i {
                squares[i * width + j] += weight * row[i] * row[j];
            }
        }
    }
    for i in 0..width {
        // The floor stands for a summary that never varied.
        squares[i * width + i] = squares[i * width + i] * (1.0 + RIDGE) + 1e-12;
    }
    cholesky(&squares, width).expect("a sum of squares with a ridge is positive definite")
}

fn fit(factor: &[f64], rows: &[Vec<f64>], weights: &[f64], line: &[f64]) -> Vec<f64> {
    let width = rows.first().map_or(0, Vec::len);
    let mut right = vec![0.0; width];
    for ((row, weight), z) in rows.iter().zip(weights).zip(line) {
        for (sum, x) in right.iter_mut().zip(row) {
            *sum += weight * x * z;
        }
    }
    solve_upper_transposed(factor, &solve_lower(factor, &right))
}

/// Weighted sum of squares about the mean.
fn squares(weights: &[f64], values: &[f64]) -> f64 {
    let total = sum_of(weights.iter().copied());
    let mean =
        sum_of(weights.iter().zip(values).map(|(w, v)| w * v)) / total.max(f64::MIN_POSITIVE);
    sum_of(
        weights
            .iter()
            .zip(values)
            .map(|(w, v)| w * (v - mean) * (v - mean)),
    )
}

/// The two finite bounds of a prior, where it has them.
fn interval_of(prior: &Prior) -> Option<[f64; 2]> {
    match prior {
        Prior::Uniform { low, high } | Prior::Beta { low, high, .. } => Some([*low, *high]),
        Prior::LogNormal { low, high, .. } if *low > 0.0 && high.is_finite() => Some([*low, *high]),
        _ => None,
    }
}

/// A value beyond a bound is turned back at it; beyond both, it stays at the nearer one.
fn turned_back(x: f64, low: f64, high: f64) -> f64 {
    let once = if x < low {
        2.0 * low - x
    } else if x > high {
        2.0 * high - x
    } else {
        x
    };
    once.clamp(low, high)
}
