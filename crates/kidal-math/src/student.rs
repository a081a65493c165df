//! Student's t distribution.

use crate::{beta_regularised, ln, ln_1p, ln_gamma};

/// Logarithm of Student's t density.   ln f(x) = ln Γ((ν+1)/2) − ln Γ(ν/2) − ½·ln(νπ) − ln s − (ν+1)/2 · ln(1 + z²/ν),   z = (x − m)/s
/// m: location, s: scale > 0, both in the unit of x; ν: degrees of freedom > 0.
pub fn ln_student_t_density(x: f64, degrees: f64, location: f64, scale: f64) -> f64 {
    let z = (x - location) / scale;
    let half = 0.5 * (degrees + 1.0);
    ln_gamma(half)
        - ln_gamma(0.5 * degrees)
        - 0.5 * ln(degrees * std::f64::consts::PI)
        - ln(scale)
        - half * ln_1p(z * z / degrees)
}

/// Probability that a standard t draw is at most x.   P = ½·I(ν/(ν+x²); ν/2, ½) for x ≤ 0
/// ν: degrees of freedom > 0. I: the regularised incomplete beta function.
pub fn student_t_cdf(x: f64, degrees: f64) -> f64 {
    if x.is_infinite() {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let tail = 0.5 * beta_regularised(0.5 * degrees, 0.5, degrees / (degrees + x * x));
    if x > 0.0 { 1.0 - tail } else { tail }
}
