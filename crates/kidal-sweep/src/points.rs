//! Points of a design.

use crate::SweepError;

/// How the points of a design belong together.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// Each point stands for itself.
    Plain,
    /// Trajectories of factors + 1 points; within one, each step moves one factor.
    Trajectories {
        /// For each trajectory, the factor that each step moves and by how much (signed).
        steps: Vec<Vec<(usize, f64)>>,
    },
    /// Blocks of points A, B, AB₁…ABₖ (and BA₁…BAₖ): ABᵢ is A with its column i from B.
    Saltelli {
        /// Blocks.
        base: usize,
        /// Whether the BA rows are there.
        second_order: bool,
    },
}

/// Points in the unit cube, in row order.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    factors: usize,
    values: Vec<f64>,
    layout: Layout,
}

impl Points {
    /// Points of so many factors.
    pub(crate) fn new(factors: usize, values: Vec<f64>, layout: Layout) -> Self {
        debug_assert_eq!(values.len() % factors, 0, "rows are whole");
        Self {
            factors,
            values,
            layout,
        }
    }

    /// Number of factors.
    #[must_use]
    pub fn factors(&self) -> usize {
        self.factors
    }

    /// Number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.factors
    }

    /// Whether there is no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One point: a coordinate in [0, 1] for each factor.
    #[must_use]
    pub fn row(&self, point: usize) -> &[f64] {
        &self.values[point * self.factors..(point + 1) * self.factors]
    }

    /// All points in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.factors)
    }

    /// One factor's coordinates.
    #[must_use]
    pub fn column(&self, factor: usize) -> Vec<f64> {
        self.rows().map(|row| row[factor]).collect()
    }

    /// How the points belong together.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The largest absolute correlation between two columns: 0 where the design is orthogonal, 1 where two factors cannot
    /// be told apart.
    #[must_use]
    pub fn largest_correlation(&self) -> f64 {
        let columns: Vec<Vec<f64>> = (0..self.factors).map(|f| self.column(f)).collect();
        let mut largest: f64 = 0.0;
        for a in 0..self.factors {
            for b in 0..a {
                largest = largest.max(correlation(&columns[a], &columns[b]).abs());
            }
        }
        largest
    }

    /// Refuses responses that are not one finite number for each point.
    pub(crate) fn fit(&self, responses: &[f64]) -> Result<(), SweepError> {
        if responses.len() != self.len() {
            return Err(SweepError::Responses {
                responses: responses.len(),
                points: self.len(),
            });
        }
        match responses.iter().position(|value| !value.is_finite()) {
            Some(point) => Err(SweepError::NotFinite {
                point,
                value: responses[point],
            }),
            None => Ok(()),
        }
    }
}

/// Pearson's correlation; 0 where a column does not vary.
pub(crate) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (kidal_math::mean(a), kidal_math::mean(b));
    let product = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| {
        kidal_math::sum_of(x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)))
    };
    let scale = (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt();
    if scale > 0.0 {
        product(a, mean_a, b, mean_b) / scale
    } else {
        0.0
    }
}

/// Mean and variance (by n).
pub(crate) fn moments(values: &[f64]) -> (f64, f64) {
    let mean = kidal_math::mean(values);
    let variance = kidal_math::sum_of(values.iter().map(|value| (value - mean) * (value - mean)))
        / values.len().max(1) as f64;
    (mean, variance)
}
