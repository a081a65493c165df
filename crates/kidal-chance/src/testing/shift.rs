//! The test of a mean whose standard deviation is known.

use kidal_math::normal_cdf;

/// Outcome of a test of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// (mean of the sample − mean of the law) · √n / sd.
    pub z: f64,
    /// Probability of such a |z| or a larger one under the null hypothesis. NaN when the sample is empty or holds NaN.
    pub p: f64,
}

/// Do the draws have this mean, given their standard deviation?   z = (x̄ − mean)·√n/sd,   p = 2·Φ(−|z|)
/// Limits: asymptotic unless the draws are normal.
pub fn mean_shift(sample: &[f64], mean: f64, sd: f64) -> Shift {
    let n = sample.len() as f64;
    let z = (kidal_math::mean(sample) - mean) * n.sqrt() / sd;
    Shift {
        z,
        p: 2.0 * normal_cdf(-z.abs()),
    }
}
