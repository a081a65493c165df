//! Regression adjustment: what the parameters would have been, had the runs hit the observations exactly.

use kidal_math::{cholesky, exp, ln, solve_lower, solve_upper_transposed, sum_of};

use crate::abc::AbcPosterior;
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
}

/// Ridge added to the sums of squares, as a share of each; a millionth, chosen by us to settle summaries that say the same
/// without being felt elsewhere.
const RIDGE: f64 = 1e-6;

impl AbcPosterior {
    /// Local-linear regression adjustment on the unconstrained scale of each continuous parameter.
    ///   z* = z − (s − o)ᵀ β,   (α, β) = argmin Σ w K(d/δ) (z − α − (s − o)ᵀ β)²,   K(t) = 1 − t², |t| ≤ 1
    /// z: parameter on the line. s, o: summaries of the run and observed. d: distance, δ: the largest of them.
    /// K: Epanechnikov's kernel; the particles keep w·K as their weights.
    /// Source: [beaumont2002].
    /// Limits: takes the parameter for linear in the summaries with even spread over the tolerance; where the observation
    /// lies outside all runs it extrapolates. A posterior of several pieces is smeared.
    ///
    /// # Errors
    /// [`Trouble::TooFew`] when the kernel leaves fewer than two effective particles for each number fitted.
    pub fn adjusted(&self) -> Result<Adjusted, Trouble> {
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
        let width = 1 + self.observed.len();
        let size = ess(&logs);
        if size < 2.0 * width as f64 {
            return Err(Trouble::TooFew {
                effective: size,
                needed: 2 * width as u64,
            });
        }
        let weights: Vec<f64> = logs.iter().map(|log| exp(*log)).collect();
        let rows: Vec<Vec<f64>> = self.particles.iter().map(|p| self.row(p)).collect();
        let factor = factor_of(&rows, &weights, width);
        let mut particles = self.particles.clone();
        for (particle, log) in particles.iter_mut().zip(&logs) {
            particle.log_weight = *log;
        }
        let mut explained = vec![f64::NAN; self.parameters.len()];
        for &index in &space.continuous {
            let line: Vec<f64> = self
                .particles
                .iter()
                .map(|particle| space.to_line(index, particle.parameters[index]))
                .collect();
            let slopes = fit(&factor, &rows, &weights, &line);
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
            for (particle, z) in particles.iter_mut().zip(&moved) {
                particle.parameters[index] = space.value_at(index, *z).0;
            }
            let (before, after) = (variance(&weights, &line), variance(&weights, &moved));
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
fn factor_of(rows: &[Vec<f64>], weights: &[f64], width: usize) -> Vec<f64> {
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

fn variance(weights: &[f64], values: &[f64]) -> f64 {
    let mean = sum_of(weights.iter().zip(values).map(|(w, v)| w * v));
    sum_of(
        weights
            .iter()
            .zip(values)
            .map(|(w, v)| w * (v - mean) * (v - mean)),
    )
}
