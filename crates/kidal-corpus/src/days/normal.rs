//! Two linear regressions with errors that may move together, their weights integrated in closed form and the sizes of the
//! errors by quadrature.
//!
//! y₀ = x₀·w + u + e₀,   y₁ = x₁·w + u + e₁,   u ~ N(0, τ²) shared by both of a day, e ~ N(0, σ²), w normal.
//! (y₀ ± y₁)/√2 have independent errors of variance σ² + 2τ² and σ², so that the likelihood given σ and τ is a product.

use kidal_math::{cholesky, exp, ln, log_sum_exp, solve_lower, solve_upper_transposed};

const LN_TWO_PI: f64 = 1.837_877_066_409_345_3;
/// Middle and spread of ln σ, and of ln τ, beforehand; chosen by us: from one day to the next losses differ by about a third,
/// with 90 % between a tenth and one.
const LN_ERROR: (f64, f64) = (-1.2, 0.7);
/// Half the range of ln σ and ln τ, in their spreads.
const REACH: f64 = 4.5;
/// Points along each for the sum, and for the looks that find where the mass lies; chosen by us: half of them move no ln Z by
/// 1e-6 on the tables at hand, and the difference is printed as the error.
const POINTS: usize = 40;
const LOOK: usize = 20;
/// Mass further below the peak than this many e-foldings is left out.
const DEPTH: f64 = 40.0;

/// A weight's prior.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}

/// One day as the regressions see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// What both sides lost, as logarithms.
    pub y: [f64; 2],
    /// Features of both.
    pub x: [Vec<f64>; 2],
}

/// What comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// ln of the probability of all y.
    pub ln_z: f64,
    /// Numerical error of it.
    pub error: f64,
    /// Means of the weights.
    pub means: Vec<f64>,
    /// Their standard deviations.
    pub sds: Vec<f64>,
    /// Means of σ and τ.
    pub errors: [f64; 2],
}

/// Sums of one of the two rotated regressions.
struct Sums {
    n: f64,
    xx: Vec<f64>,
    xy: Vec<f64>,
    yy: f64,
}

impl Sums {
    fn new(pairs: &[Pair], sign: f64, width: usize) -> Self {
        let half = 0.5_f64.sqrt();
        let mut sums = Sums {
            n: pairs.len() as f64,
            xx: vec![0.0; width * width],
            xy: vec![0.0; width],
            yy: 0.0,
        };
        for pair in pairs {
            let y = half * (pair.y[0] + sign * pair.y[1]);
            let x: Vec<f64> = (0..width)
                .map(|i| half * (pair.x[0][i] + sign * pair.x[1][i]))
                .collect();
            sums.yy += y * y;
            for i in 0..width {
                sums.xy[i] += x[i] * y;
                for j in 0..width {
                    sums.xx[i * width + j] += x[i] * x[j];
                }
            }
        }
        sums
    }
}

/// Fits the pairs. With `is_paced`, days have a pace that both sides share; without, τ is nought.
pub fn fit(pairs: &[Pair], weights: &[Weight], is_paced: bool) -> Fit {
    let width = weights.len();
    let asked = Asked {
        sum: Sums::new(pairs, 1.0, width),
        difference: Sums::new(pairs, -1.0, width),
        weights,
        is_paced,
    };
    let whole = (
        LN_ERROR.0 - REACH * LN_ERROR.1,
        LN_ERROR.0 + REACH * LN_ERROR.1,
    );
    let mut ranges = [whole; 2];
    for _ in 0..3 {
        ranges = asked.narrower(ranges);
    }
    asked.gather(&asked.cells(ranges, POINTS))
}

/// The question with its sums.
struct Asked<'a> {
    sum: Sums,
    difference: Sums,
    weights: &'a [Weight],
    is_paced: bool,
}

/// A point of the grid: places and values of ln σ and ln τ, ln of its mass, and what the weights are there.
struct Cell {
    places: [usize; 2],
    ln_errors: [f64; 2],
    ln_mass: f64,
    solved: Solved,
}

impl Asked<'_> {
    fn cells(&self, ranges: [(f64, f64); 2], count: usize) -> Vec<Cell> {
        let steps = ranges.map(|(low, high)| (high - low) / count as f64);
        let at = |which: usize, place: usize| ranges[which].0 + (place as f64 + 0.5) * steps[which];
        let ln_prior = |which: usize, ln_error: f64| {
            kidal_math::ln_normal_density(ln_error, LN_ERROR.0, LN_ERROR.1) + ln(steps[which])
        };
        let paces = if self.is_paced { count } else { 1 };
        let mut all = Vec::with_capacity(count * paces);
        for first in 0..count {
            for second in 0..paces {
                let ln_errors = [at(0, first), at(1, second)];
                let sigma = exp(ln_errors[0]);
                let tau = if self.is_paced {
                    exp(ln_errors[1])
                } else {
                    0.0
                };
                let sizes = [(sigma * sigma + 2.0 * tau * tau).sqrt(), sigma];
                let Some(solved) = solve(&self.sum, &self.difference, self.weights, sizes) else {
                    continue;
                };
                let mut ln_mass = solved.ln_likelihood + ln_prior(0, ln_errors[0]);
                if self.is_paced {
                    ln_mass += ln_prior(1, ln_errors[1]);
                }
                all.push(Cell {
                    places: [first, second],
                    ln_errors,
                    ln_mass,
                    solved,
                });
            }
        }
        all
    }

    /// The ranges that hold the mass, from a look at the given ones.
    fn narrower(&self, ranges: [(f64, f64); 2]) -> [(f64, f64); 2] {
        let cells = self.cells(ranges, LOOK);
        let floor = cells
            .iter()
            .map(|cell| cell.ln_mass)
            .fold(f64::NEG_INFINITY, f64::max)
            - DEPTH;
        [0, 1].map(|which: usize| {
            if which == 1 && !self.is_paced {
                return ranges[1];
            }
            let step = (ranges[which].1 - ranges[which].0) / LOOK as f64;
            let held = || cells.iter().filter(|cell| cell.ln_mass >= floor);
            let low = held()
                .map(|cell| cell.ln_errors[which])
                .fold(f64::INFINITY, f64::min);
            let high = held()
                .map(|cell| cell.ln_errors[which])
                .fold(f64::NEG_INFINITY, f64::max);
            (
                (low - step).max(ranges[which].0),
                (high + step).min(ranges[which].1),
            )
        })
    }

    fn gather(&self, cells: &[Cell]) -> Fit {
        let width = self.weights.len();
        let masses: Vec<f64> = cells.iter().map(|cell| cell.ln_mass).collect();
        let ln_z = log_sum_exp(&masses);
        // Every other point, at twice the distance along each.
        let every_other: Vec<f64> = cells
            .iter()
            .filter(|cell| cell.places.iter().all(|place| place % 2 == 0))
            .map(|cell| cell.ln_mass)
            .collect();
        let larger: f64 = if self.is_paced { 4.0 } else { 2.0 };
        let coarse = log_sum_exp(&every_other) + ln(larger);
        let (mut means, mut squares) = (vec![0.0; width], vec![0.0; width]);
        let mut errors = [0.0; 2];
        for cell in cells {
            let share = exp(cell.ln_mass - ln_z);
            errors[0] += share * exp(cell.ln_errors[0]);
            if self.is_paced {
                errors[1] += share * exp(cell.ln_errors[1]);
            }
            for i in 0..width {
                let (mean, variance) = (cell.solved.means[i], cell.solved.variances[i]);
                means[i] += share * mean;
                squares[i] += share * (variance + mean * mean);
            }
        }
        let sds = means
            .iter()
            .zip(&squares)
            .map(|(mean, square)| (square - mean * mean).max(0.0).sqrt())
            .collect();
        Fit {
            ln_z,
            error: (ln_z - coarse).abs(),
            means,
            sds,
            errors,
        }
    }
}

/// Weights given the sizes of the errors.
struct Solved {
    ln_likelihood: f64,
    means: Vec<f64>,
    variances: Vec<f64>,
}

/// With Λ₀ and μ₀ the precision and mean of the prior, Λ = Λ₀ + Σ XᵀX/s², h = Λ₀μ₀ + Σ Xᵀy/s²:
/// ln p(y) = −Σ n·(½ ln 2π + ln s) + ½ ln|Λ₀| − ½ ln|Λ| − ½(Σ yᵀy/s² + μ₀ᵀΛ₀μ₀ − hᵀΛ⁻¹h).
fn solve(sum: &Sums, difference: &Sums, weights: &[Weight], sizes: [f64; 2]) -> Option<Solved> {
    let k = weights.len();
    let mut precision = vec![0.0; k * k];
    let mut pull = vec![0.0; k];
    let mut ln_likelihood = 0.0;
    for (i, weight) in weights.iter().enumerate() {
        let each = 1.0 / (weight.sd * weight.sd);
        precision[i * k + i] = each;
        pull[i] = each * weight.mean;
        ln_likelihood += -ln(weight.sd) - 0.5 * each * weight.mean * weight.mean;
    }
    for (sums, size) in [(sum, sizes[0]), (difference, sizes[1])] {
        let each = 1.0 / (size * size);
        for (all, more) in precision.iter_mut().zip(&sums.xx) {
            *all += each * more;
        }
        for (all, more) in pull.iter_mut().zip(&sums.xy) {
            *all += each * more;
        }
        ln_likelihood -= sums.n * (0.5 * LN_TWO_PI + ln(size)) + 0.5 * each * sums.yy;
    }
    let lower = cholesky(&precision, k)?;
    let half = solve_lower(&lower, &pull);
    ln_likelihood += 0.5 * half.iter().map(|one| one * one).sum::<f64>();
    for i in 0..k {
        ln_likelihood -= ln(lower[i * k + i]);
    }
    let variances = (0..k)
        .map(|i| {
            let mut unit = vec![0.0; k];
            unit[i] = 1.0;
            let column = solve_lower(&lower, &unit);
            column.iter().map(|one| one * one).sum()
        })
        .collect();
    Some(Solved {
        ln_likelihood,
        means: solve_upper_transposed(&lower, &half),
        variances,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::Draws;

    fn pairs(n: u64, pace: f64) -> Vec<Pair> {
        (0..n)
            .map(|index| {
                let mut draws = Draws::at(21, index, 0);
                let x = draws.normal();
                let shared = pace * draws.normal();
                let mut one = |slope: f64| 0.5 + slope * x + shared + 0.2 * draws.normal();
                Pair {
                    y: [one(0.8), one(-0.8)],
                    x: [vec![1.0, x], vec![1.0, -x]],
                }
            })
            .collect()
    }

    const WEIGHTS: [Weight; 2] = [Weight { mean: 0.0, sd: 2.0 }, Weight { mean: 1.0, sd: 0.6 }];

    #[test]
    fn weights_and_errors_come_back_and_the_right_clock_is_preferred() {
        let plain = pairs(400, 0.0);
        let paced = pairs(400, 0.5);
        let found = fit(&plain, &WEIGHTS, false);
        assert!((found.means[0] - 0.5).abs() < 0.04, "{found:?}");
        assert!((found.means[1] - 0.8).abs() < 0.04);
        assert!((found.errors[0] - 0.2).abs() < 0.02 && found.error < 1e-4);
        let found = fit(&paced, &WEIGHTS, true);
        assert!((found.errors[1] - 0.5).abs() < 0.08, "{found:?}");
        assert!(found.ln_z > fit(&paced, &WEIGHTS, false).ln_z + 50.0);
        assert!(fit(&plain, &WEIGHTS, false).ln_z > fit(&plain, &WEIGHTS, true).ln_z);
    }

    #[test]
    fn one_day_has_the_probability_of_a_normal_law() {
        // One weight with a known prior and sizes near one value: y₀ alone is normal, with variances added.
        let day = [Pair {
            y: [0.3, 0.3],
            x: [vec![1.0], vec![1.0]],
        }];
        let weights = [Weight { mean: 0.0, sd: 1.0 }];
        let solved = solve(
            &Sums::new(&day, 1.0, 1),
            &Sums::new(&day, -1.0, 1),
            &weights,
            [0.5, 0.5],
        )
        .expect("positive");
        // (y₀, y₁) has variances 1.25 and covariance 1: sum/√2 has 2.25, difference/√2 has 0.25.
        let expected = kidal_math::ln_normal_density(0.3 * 2.0_f64.sqrt(), 0.0, 1.5)
            + kidal_math::ln_normal_density(0.0, 0.0, 0.5);
        assert!((solved.ln_likelihood - expected).abs() < 1e-12);
    }
}
