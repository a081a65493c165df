//! Straight lines through logarithms, with errors: for how long battles take and at what loss.

use kidal_math::{cholesky, solve_lower, solve_upper_transposed};

use super::logistic::Scale;

/// A fitted line.
#[derive(Clone, Debug)]
pub struct Line {
    scale: Scale,
    weights: Vec<f64>,
    lower: Vec<f64>,
    /// Standard deviation of what the line leaves.
    pub left: f64,
}

/// Fits y = w₀ + w·x, w ~ N(0, width²) in units of the spread of y; w₀ flat.
pub fn fit(features: &[&[f64]], y: &[f64], width: f64) -> Option<Line> {
    let scale = Scale::of(features);
    let rows: Vec<Vec<f64>> = features.iter().map(|row| scale.row(row)).collect();
    let k = rows.first()?.len();
    let n = rows.len() as f64;
    let mean = y.iter().sum::<f64>() / n;
    let variance = y.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / n;
    let mut curve = vec![0.0; k * k];
    let mut pull = vec![0.0; k];
    for (row, y) in rows.iter().zip(y) {
        for i in 0..k {
            pull[i] += row[i] * y;
            for j in 0..=i {
                curve[i * k + j] += row[i] * row[j];
            }
        }
    }
    for i in 0..k {
        // Weights and what is left have the same unit, so that the prior counts as 1/width² of it.
        curve[i * k + i] += if i == 0 { 1e-9 } else { 1.0 / (width * width) };
    }
    let lower = cholesky(&curve, k)?;
    let weights = solve_upper_transposed(&lower, &solve_lower(&lower, &pull));
    let squares: f64 = rows
        .iter()
        .zip(y)
        .map(|(row, y)| {
            let off = y - dot(row, &weights);
            off * off
        })
        .sum();
    let used: f64 = rows
        .iter()
        .map(|row| {
            let half = solve_lower(&lower, row);
            dot(&half, &half)
        })
        .sum();
    let left = (squares / (n - used).max(1.0))
        .max(1e-9 * variance.max(1e-9))
        .sqrt();
    Some(Line {
        scale,
        weights,
        lower,
        left,
    })
}

impl Line {
    /// Mean and standard deviation of a forecast.
    pub fn forecast(&self, features: &[f64]) -> (f64, f64) {
        let row = self.scale.row(features);
        let half = solve_lower(&self.lower, &row);
        let widening = 1.0 + dot(&half, &half);
        (dot(&row, &self.weights), self.left * widening.sqrt())
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::Draws;

    #[test]
    fn a_known_line_is_found_with_its_error() {
        let mut rows = Vec::new();
        let mut y = Vec::new();
        for index in 0..500 {
            let mut draws = Draws::at(6, index, 0);
            let x = draws.normal();
            y.push(2.0 + 0.7 * x + 0.3 * draws.normal());
            rows.push(vec![x]);
        }
        let views: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let line = fit(&views, &y, 10.0).expect("full rank");
        let (mean, sd) = line.forecast(&[1.0]);
        assert!(
            (mean - 2.7).abs() < 0.06 && (sd - 0.3).abs() < 0.04,
            "{mean} {sd}"
        );
    }
}
