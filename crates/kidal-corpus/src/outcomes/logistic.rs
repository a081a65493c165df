//! Logistic regression with normal priors on its weights, at its most probable weights.

use kidal_math::{cholesky, exp, ln_1p, solve_lower, solve_upper_transposed};

/// A table of features, standardised by the battles that a model learns from.
#[derive(Clone, Debug)]
pub struct Scale {
    centre: Vec<f64>,
    spread: Vec<f64>,
}

impl Scale {
    /// Centres and spreads of these rows; a feature that never varies is left at 0.
    pub fn of(rows: &[&[f64]]) -> Self {
        let width = rows.first().map_or(0, |row| row.len());
        let n = rows.len().max(1) as f64;
        let centre: Vec<f64> = (0..width)
            .map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / n)
            .collect();
        let spread = (0..width)
            .map(|column| {
                let squares: f64 = rows
                    .iter()
                    .map(|row| (row[column] - centre[column]) * (row[column] - centre[column]))
                    .sum();
                (squares / n).sqrt()
            })
            .collect();
        Scale { centre, spread }
    }

    /// A row with 1 in front and every feature in standard deviations.
    pub fn row(&self, features: &[f64]) -> Vec<f64> {
        let mut row = vec![1.0];
        row.extend(
            features
                .iter()
                .zip(self.centre.iter().zip(&self.spread))
                .map(|(value, (centre, spread))| {
                    if *spread > 1e-9 {
                        (value - centre) / spread
                    } else {
                        0.0
                    }
                }),
        );
        row
    }

    /// Standard deviation of the first feature.
    pub fn first_spread(&self) -> f64 {
        self.spread.first().copied().unwrap_or(0.0)
    }
}

/// The most probable weights: intercept flat, the others N(0, width²). Newton's steps on a concave function.
pub fn fit(rows: &[Vec<f64>], won: &[bool], width: f64) -> Vec<f64> {
    let k = rows.first().map_or(0, Vec::len);
    let mut weights = vec![0.0; k];
    for _ in 0..30 {
        let mut slope = vec![0.0; k];
        let mut curve = vec![0.0; k * k];
        for (row, won) in rows.iter().zip(won) {
            let p = chance(row, &weights);
            let error = f64::from(u8::from(*won)) - p;
            let each = p * (1.0 - p);
            for i in 0..k {
                slope[i] += error * row[i];
                let scaled = each * row[i];
                for j in 0..=i {
                    curve[i * k + j] += scaled * row[j];
                }
            }
        }
        for i in 0..k {
            // The intercept is nearly free.
            let precision = if i == 0 { 1e-6 } else { 1.0 / (width * width) };
            slope[i] -= precision * weights[i];
            curve[i * k + i] += precision;
        }
        let Some(lower) = cholesky(&curve, k) else {
            break;
        };
        let step = solve_upper_transposed(&lower, &solve_lower(&lower, &slope));
        let mut largest = 0.0_f64;
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step.clamp(-3.0, 3.0);
            largest = largest.max(step.abs());
        }
        if largest < 1e-9 {
            break;
        }
    }
    weights
}

/// Probability that the attacker wins.
pub fn chance(row: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
    1.0 / (1.0 + exp(-sum))
}

/// The same where the first feature is known with an error, in its standard deviations: averaged over it by the usual
/// approximation of a logistic curve by a normal one. Source: [mackay1992].
pub fn chance_with_error(row: &[f64], weights: &[f64], error: f64) -> f64 {
    let sum: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
    let spread = weights.get(1).copied().unwrap_or(0.0) * error;
    let flatter = (1.0 + std::f64::consts::PI / 8.0 * spread * spread).sqrt();
    1.0 / (1.0 + exp(-sum / flatter))
}

/// Minus ln of the probability given to what happened.
pub fn log_loss(p: f64, won: bool) -> f64 {
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    if won { -kidal_math::ln(p) } else { -ln_1p(-p) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::Draws;

    #[test]
    fn known_weights_are_found() {
        let truth = [0.3, 1.0, -0.5];
        let mut rows = Vec::new();
        let mut won = Vec::new();
        for index in 0..4000 {
            let mut draws = Draws::at(5, index, 0);
            let row = vec![1.0, draws.normal(), draws.normal()];
            won.push(draws.chance(chance(&row, &truth)));
            rows.push(row);
        }
        let found = fit(&rows, &won, 10.0);
        for (found, truth) in found.iter().zip(truth) {
            assert!((found - truth).abs() < 0.2, "{found} {truth}");
        }
        let narrow = fit(&rows, &won, 1e-3);
        assert!(narrow[1].abs() < 0.01);
    }

    #[test]
    fn a_feature_known_badly_makes_a_forecast_timid() {
        let (row, weights) = ([1.0, 2.0], [0.0, 1.0]);
        assert_eq!(
            chance_with_error(&row, &weights, 0.0),
            chance(&row, &weights)
        );
        assert!(chance_with_error(&row, &weights, 2.0) < chance(&row, &weights));
    }
}
