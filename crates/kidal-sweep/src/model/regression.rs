//! A regression metamodel: constant, linear terms, squares and products of coordinates.
//!
//! ```text
//! y = β₀ + Σ βᵢ zᵢ + Σ βᵢᵢ zᵢ² + Σ βᵢⱼ zᵢ zⱼ + e,   zᵢ = 2 xᵢ − 1
//! ```
//! x: coordinate in [0, 1]. β: units of the response for half the factor's range. Fitted by least squares through the
//! normal equations and Cholesky; coordinates between −1 and 1 keep them well conditioned.
//! Source: [kleijnen2015], ch. 2. Limits: a polynomial describes, it does not explain; see its R².

use crate::effects::NINETY_FIVE;
use crate::points::moments;
use crate::{Points, SweepError};

/// A term of the polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// 1.
    Constant,
    /// zᵢ.
    Linear(usize),
    /// zᵢ².
    Square(usize),
    /// zᵢ zⱼ.
    Product(usize, usize),
}

impl Term {
    fn value(self, point: &[f64]) -> f64 {
        let z = |factor: usize| 2.0 * point[factor] - 1.0;
        match self {
            Term::Constant => 1.0,
            Term::Linear(i) => z(i),
            Term::Square(i) => z(i) * z(i),
            Term::Product(i, j) => z(i) * z(j),
        }
    }
}

/// A fitted polynomial.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// Terms with their coefficients and half-widths of 95 % intervals, in fixed order.
    pub terms: Vec<(Term, f64, f64)>,
    /// Share of the variance that the polynomial takes up.
    pub r_squared: f64,
    /// The same, adjusted for the number of terms.
    pub adjusted_r_squared: f64,
    /// Standard deviation of what is left.
    pub residual_sd: f64,
}

impl Regression {
    /// Linear terms only.
    ///
    /// # Errors
    /// Too few points for the terms, or responses that do not fit the design.
    pub fn linear(points: &Points, responses: &[f64]) -> Result<Self, SweepError> {
        Self::fit(points, responses, linear(points.factors()))
    }

    /// Linear terms, products of pairs, and squares where a factor has at least three coordinates.
    ///
    /// # Errors
    /// Too few points for the terms, or responses that do not fit the design.
    pub fn quadratic(points: &Points, responses: &[f64]) -> Result<Self, SweepError> {
        let factors = points.factors();
        let mut terms = linear(factors);
        terms.extend(
            (0..factors)
                .filter(|factor| has_three(&points.column(*factor)))
                .map(Term::Square),
        );
        terms.extend((0..factors).flat_map(|i| (i + 1..factors).map(move |j| Term::Product(i, j))));
        Self::fit(points, responses, terms)
    }

    /// The polynomial's value at a point of the unit cube.
    #[must_use]
    pub fn at(&self, point: &[f64]) -> f64 {
        kidal_math::sum_of(
            self.terms
                .iter()
                .map(|(term, coefficient, _)| coefficient * term.value(point)),
        )
    }

    fn fit(points: &Points, responses: &[f64], terms: Vec<Term>) -> Result<Self, SweepError> {
        points.fit(responses)?;
        let (n, k) = (points.len(), terms.len());
        let singular = SweepError::Singular {
            points: n,
            terms: k,
        };
        if n <= k {
            return Err(singular);
        }
        let mut normal = vec![0.0; k * k];
        let mut right = vec![0.0; k];
        for (point, response) in points.rows().zip(responses) {
            let row: Vec<f64> = terms.iter().map(|term| term.value(point)).collect();
            for a in 0..k {
                right[a] += row[a] * response;
                for b in 0..=a {
                    normal[a * k + b] += row[a] * row[b];
                }
            }
        }
        let lower = kidal_math::cholesky(&normal, k).ok_or_else(|| singular.clone())?;
        // A pivot of nothing but rounding: the term repeats others.
        if (0..k).any(|a| lower[a * k + a] * lower[a * k + a] < 1e-9 * normal[a * k + a]) {
            return Err(singular);
        }
        let solve = |b: &[f64]| {
            kidal_math::solve_upper_transposed(&lower, &kidal_math::solve_lower(&lower, b))
        };
        let coefficients = solve(&right);
        let left: Vec<f64> = points
            .rows()
            .zip(responses)
            .map(|(point, response)| {
                response
                    - kidal_math::sum_of(
                        terms
                            .iter()
                            .zip(&coefficients)
                            .map(|(term, coefficient)| coefficient * term.value(point)),
                    )
            })
            .collect();
        let squares = kidal_math::sum_of(left.iter().map(|gap| gap * gap));
        let whole = moments(responses).1 * n as f64;
        let residual_variance = squares / (n - k) as f64;
        let share = if whole > 0.0 { squares / whole } else { 0.0 };
        let half_width = |a: usize| {
            let mut unit = vec![0.0; k];
            unit[a] = 1.0;
            NINETY_FIVE * (residual_variance * solve(&unit)[a].max(0.0)).sqrt()
        };
        let terms = terms
            .into_iter()
            .enumerate()
            .map(|(a, term)| (term, coefficients[a], half_width(a)))
            .collect();
        Ok(Self {
            terms,
            r_squared: 1.0 - share,
            adjusted_r_squared: 1.0 - share * (n - 1) as f64 / (n - k) as f64,
            residual_sd: residual_variance.sqrt(),
        })
    }
}

fn linear(factors: usize) -> Vec<Term> {
    std::iter::once(Term::Constant)
        .chain((0..factors).map(Term::Linear))
        .collect()
}

fn has_three(column: &[f64]) -> bool {
    let first = column[0];
    column
        .iter()
        .find(|value| **value != first)
        .is_some_and(|second| {
            column
                .iter()
                .any(|value| value != &first && value != second)
        })
}
