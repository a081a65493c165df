//! The design from which first-order and total indices are read.
//!
//! Source: [saltelli2010]. Rows A and B are the two halves of one Sobol point of twice as many dimensions; ABᵢ is A with
//! its column i taken from B.

use super::sequence::{coordinate, within};
use crate::{Layout, Points, SweepError};

pub(super) fn points(
    base: usize,
    second_order: bool,
    factors: usize,
    seed: u64,
) -> Result<Points, SweepError> {
    within(base, 2 * factors)?;
    if base < 2 {
        return Err(SweepError::Size {
            what: "the base",
            given: base,
            needed: "a variance needs 2 or more; 512 is usual",
        });
    }
    let mut values = Vec::with_capacity(base * (2 * factors + 2) * factors);
    for run in 0..base {
        let whole: Vec<f64> = (0..2 * factors)
            .map(|dimension| coordinate(run, dimension, seed))
            .collect();
        let (a, b) = whole.split_at(factors);
        values.extend_from_slice(a);
        values.extend_from_slice(b);
        let mut mixed = |from: &[f64], other: &[f64]| {
            for factor in 0..factors {
                let start = values.len();
                values.extend_from_slice(from);
                values[start + factor] = other[factor];
            }
        };
        mixed(a, b);
        if second_order {
            mixed(b, a);
        }
    }
    Ok(Points::new(
        factors,
        values,
        Layout::Saltelli { base, second_order },
    ))
}
