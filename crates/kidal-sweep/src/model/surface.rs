//! A response surface: the regression's values over a grid of two factors, the others at their middle.

use super::Regression;

/// Values over a square grid of two factors.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseSurface {
    /// Factor along the columns.
    pub across: usize,
    /// Factor along the rows.
    pub up: usize,
    /// Points on each side.
    pub side: usize,
    /// Values in row order, from the low end of `up`; coordinate k of a side is (k + ½) / side.
    pub values: Vec<f64>,
}

impl ResponseSurface {
    /// Reads a fitted polynomial of so many factors over two of them.
    #[must_use]
    pub fn of(
        regression: &Regression,
        factors: usize,
        across: usize,
        up: usize,
        side: usize,
    ) -> Self {
        let middle = |k: usize| (k as f64 + 0.5) / side as f64;
        let values = (0..side)
            .flat_map(|row| (0..side).map(move |column| (row, column)))
            .map(|(row, column)| {
                let mut point = vec![0.5; factors];
                point[across] = middle(column);
                point[up] = middle(row);
                regression.at(&point)
            })
            .collect();
        Self {
            across,
            up,
            side,
            values,
        }
    }
}
