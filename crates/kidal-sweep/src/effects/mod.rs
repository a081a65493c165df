//! What came out.

mod elementary;
mod indices;

pub use elementary::{ElementaryEffects, Screening};
pub use indices::SobolIndices;

/// A figure with the half-width of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// Half the width of the 95 % interval: 1.96 standard deviations over bootstrap resamples.
    pub half_width: f64,
}

/// Φ⁻¹(0.975).
pub(crate) const NINETY_FIVE: f64 = 1.959_963_984_540_054;

/// Standard deviation by n − 1; 0 for fewer than two values.
pub(crate) fn spread(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let (_, variance) = crate::points::moments(values);
    (variance * values.len() as f64 / (values.len() - 1) as f64).sqrt()
}
