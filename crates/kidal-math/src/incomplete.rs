//! Incomplete gamma and beta functions, from which come the tails of many distributions.

use crate::{exp, ln, ln_1p, ln_gamma};

/// Steps after which a series or continued fraction is given up; chosen by us because a few hundred suffice for shapes up to 1e5.
const MOST_STEPS: usize = 100_000;
const CLOSE: f64 = 1e-16;
/// Stands in for a zero denominator in a continued fraction; chosen by us because it is far below any term.
const TINY: f64 = 1e-300;

/// Regularised lower incomplete gamma function.   P(a, x) = 1/Γ(a) · ∫₀ˣ t^(a−1) e^(−t) dt
/// a: shape > 0; x ≥ 0. NaN outside. Series for x < a + 1, else one minus [`gamma_upper`].
/// Source: [dlmf], 8.7.1 and 8.9.2.
pub fn gamma_lower(a: f64, x: f64) -> f64 {
    if !(a > 0.0 && x >= 0.0) {
        return f64::NAN;
    }
    if x < a + 1.0 {
        gamma_series(a, x)
    } else {
        1.0 - gamma_fraction(a, x)
    }
}

/// Regularised upper incomplete gamma function.   Q(a, x) = 1 − P(a, x)
/// The chi-square tail with ν degrees of freedom is Q(ν/2, x/2).
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if !(a > 0.0 && x >= 0.0) {
        return f64::NAN;
    }
    if x < a + 1.0 {
        1.0 - gamma_series(a, x)
    } else {
        gamma_fraction(a, x)
    }
}

fn gamma_series(a: f64, x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let mut term = 1.0 / a;
    let mut total = term;
    for step in 1..MOST_STEPS {
        term *= x / (a + step as f64);
        total += term;
        if term < total * CLOSE {
            break;
        }
    }
    total * exp(a * ln(x) - x - ln_gamma(a))
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    if x.is_infinite() {
        return 0.0;
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for step in 1..MOST_STEPS {
        let i = step as f64;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < CLOSE {
            break;
        }
    }
    value * exp(a * ln(x) - x - ln_gamma(a))
}

/// Logarithm of the beta function.   ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b)
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Regularised incomplete beta function.   I(x; a, b) = 1/B(a, b) · ∫₀ˣ t^(a−1) (1−t)^(b−1) dt
/// a, b: shapes > 0; x in [0, 1]. NaN outside. The distribution function of a Beta(a, b) draw.
/// Source: [dlmf], 8.17(v), the continued fraction.
/// Limits: relative error some 1e-13 for shapes up to 1e4.
pub fn beta_regularised(a: f64, b: f64, x: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&x)) {
        return f64::NAN;
    }
    if x == 0.0 || x == 1.0 {
        return x;
    }
    let front = exp(a * ln(x) + b * ln_1p(-x) - ln_beta(a, b));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..MOST_STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut last = 1.0;
        for numerator in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + numerator * d);
            c = away_from_zero(1.0 + numerator / c);
            last = c * d;
            value *= last;
        }
        if (last - 1.0).abs() < CLOSE {
            break;
        }
    }
    value
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// The x with I(x; a, b) = p, found by halving the interval until it cannot be halved.
/// Costs some 60 evaluations of [`beta_regularised`]. NaN for impossible arguments.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-17 {
            return middle;
        }
        if beta_regularised(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}
