//! Functions taken from the pure-Rust `libm` crate, or built on [`exp`] and [`ln`]: the same operations on each machine.

use crate::{exp, ln};

/// x to the power y.   pow(x, y) = exp(y · ln x)
/// x: base, not negative; y: exponent. `pow(x, 0) = 1` and `pow(0, y) = 0` for y > 0. A negative base gives NaN.
/// Limits: the relative error grows with |y · ln x| (some 1e-16 of it); for whole powers of exact numbers multiply instead.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    exp(y * ln(x))
}

/// `ln(1 + x)`, exact to the last places for small x.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// `exp(x) − 1`, exact to the last places for small x.
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Logarithm to the base 2.
#[inline]
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// Logarithm to the base 10.
#[inline]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// Sine of an angle in radians.
#[inline]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
#[inline]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Tangent of an angle in radians.
#[inline]
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}

/// Angle in radians of the point (x, y), in (−π, π]. Note the order: y first.
#[inline]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// Inverse sine in radians; NaN outside [−1, 1].
#[inline]
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// Inverse cosine in radians; NaN outside [−1, 1].
#[inline]
pub fn acos(x: f64) -> f64 {
    libm::acos(x)
}

/// The error function.   erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt
#[inline]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// `1 − erf(x)`, without loss of digits for large x.
#[inline]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// Natural logarithm of |Γ(x)|; `ln_gamma(n + 1) = ln n!`.
#[inline]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}
