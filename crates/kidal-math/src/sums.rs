//! Sums in one fixed order, so that they do not depend on vector width or on the compiler's mood.

use crate::{exp, ln};

const LANES: usize = 16;

/// Sum of the numbers in a fixed order: 16 partial sums (number i goes to partial sum i mod 16), then one tree.
/// The empty sum is 0.
pub fn sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let blocks = values.chunks_exact(LANES);
    let rest = blocks.remainder();
    for block in blocks {
        for (lane, value) in lanes.iter_mut().zip(block) {
            *lane += value;
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += value;
    }
    fold(lanes)
}

/// [`sum`] of what an iterator yields, with the same bits as `sum` of the same numbers in a slice.
pub fn sum_of(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut lanes = [0.0; LANES];
    for (index, value) in values.into_iter().enumerate() {
        lanes[index % LANES] += value;
    }
    fold(lanes)
}

fn fold(mut lanes: [f64; LANES]) -> f64 {
    for width in [8, 4, 2, 1] {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
    }
    lanes[0]
}

/// Arithmetic mean; NaN when there are no numbers.
pub fn mean(values: &[f64]) -> f64 {
    sum(values) / values.len() as f64
}

/// Logarithm of a sum of exponentials without overflow.   ln Σ exp(xᵢ) = m + ln Σ exp(xᵢ − m),   m = max xᵢ
/// The empty sum gives −∞. A NaN among the numbers gives NaN.
pub fn log_sum_exp(values: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for &value in values {
        if value.is_nan() {
            return f64::NAN;
        }
        if value > largest {
            largest = value;
        }
    }
    if largest.is_infinite() {
        return largest;
    }
    largest + ln(sum_of(values.iter().map(|value| exp(value - largest))))
}

/// Logarithm of the mean of exponentials.   ln (1/n · Σ exp(xᵢ))
/// NaN when there are no numbers.
pub fn log_mean_exp(values: &[f64]) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    log_sum_exp(values) - ln(values.len() as f64)
}
