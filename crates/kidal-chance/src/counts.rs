//! Counts: binomial and Poisson numbers, each from one uniform and growing with it.

use kidal_math::{exp, ln, ln_1p, ln_gamma};

use crate::Draws;

/// Standard deviations below the mean at which the walk over a large distribution starts; chosen by us because less than
/// 1e-18 of the probability lies below.
const FAR_BELOW: f64 = 9.0;
/// Mean above which the walk does not start at 0; chosen by us because shorter walks are cheaper than a logarithm of Γ.
const LONG_WALK: f64 = 60.0;

/// Mass beyond the mean at which a walk ends: rounding may leave a little of the uniform over; chosen by us because all
/// that lies beyond is less than the distance of two uniforms.
const NOTHING: f64 = 1e-20;

impl Draws {
    /// Successes in n trials of probability p (brought into [0, 1]; NaN counts as 0).
    /// One uniform, by inversion: the count grows with the uniform, and for one uniform with p and n.
    /// Limits: beyond some ten million trials the probabilities lose digits (1e-8 of themselves there). The cost grows
    /// with the square root of n·p.
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        let u = self.uniform();
        if n == 0 || p.is_nan() || p <= 0.0 {
            0
        } else if p >= 1.0 {
            n
        } else if p > 0.5 {
            // The far side counts failures, with the uniform turned round, so that the count still grows with it.
            n - invert_binomial(n, 1.0 - p, 1.0 - u, false)
        } else {
            invert_binomial(n, p, u, false)
        }
    }

    /// Successes in n trials of probability p, given that there is at least one. One uniform.
    /// Is 1 when p is 0 or NaN (the limit), 0 only when n is 0.
    pub fn binomial_at_least_one(&mut self, n: u32, p: f64) -> u32 {
        let u = self.uniform();
        if n == 0 {
            0
        } else if p.is_nan() || p <= 0.0 {
            1
        } else if p >= 1.0 {
            n
        } else {
            let none = exp(f64::from(n) * ln_1p(-p));
            if none < 0.5 {
                let u = none + u * (1.0 - none);
                let count = if p > 0.5 {
                    n - invert_binomial(n, 1.0 - p, 1.0 - u, true)
                } else {
                    invert_binomial(n, p, u, false)
                };
                count.max(1)
            } else {
                // Starting at 1 keeps all digits where one success is already rare.
                let some = -kidal_math::exp_m1(f64::from(n) * ln_1p(-p));
                let first = f64::from(n) * p * exp(f64::from(n - 1) * ln_1p(-p)) / some;
                walk(n, p, 1, first, u)
            }
        }
    }

    /// A Poisson number of the given mean (0 when the mean is not above 0). One uniform; grows with it.
    /// Limits: as for the binomial; a mean above 1e12 counts as 1e12.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let u = self.uniform();
        if mean.is_nan() || mean <= 0.0 {
            return 0;
        }
        let mean = mean.min(1e12);
        let start = if mean < LONG_WALK {
            0.0
        } else {
            (mean - FAR_BELOW * mean.sqrt()).floor().max(0.0)
        };
        let mut mass = exp(start * ln(mean) - mean - ln_gamma(start + 1.0));
        let most = (mean + 40.0 * mean.sqrt() + 100.0) as u64;
        let mut count = start as u64;
        let mut left = u - mass;
        while left >= 0.0 && count < most {
            count += 1;
            mass *= mean / count as f64;
            left -= mass;
        }
        count
    }
}

/// The smallest k whose distribution function exceeds u; p ≤ ½. With `below_n`, at most n − 1.
fn invert_binomial(n: u32, p: f64, u: f64, below_n: bool) -> u32 {
    let trials = f64::from(n);
    let mean = trials * p;
    let most = if below_n { n - 1 } else { n };
    if mean < LONG_WALK {
        return walk(n, p, 0, exp(trials * ln_1p(-p)), u).min(most);
    }
    let start = (mean - FAR_BELOW * (mean * (1.0 - p)).sqrt())
        .floor()
        .max(0.0);
    let ln_mass = ln_gamma(trials + 1.0) - ln_gamma(start + 1.0) - ln_gamma(trials - start + 1.0)
        + start * ln(p)
        + (trials - start) * ln_1p(-p);
    walk(n, p, start as u32, exp(ln_mass), u).min(most)
}

/// Walks up from `start`, whose probability is `mass`, until u is spent.
fn walk(n: u32, p: f64, start: u32, mut mass: f64, u: f64) -> u32 {
    let odds = p / (1.0 - p);
    let mut count = start;
    let mut left = u - mass;
    while left >= 0.0 && count < n {
        mass *= odds * f64::from(n - count) / f64::from(count + 1);
        count += 1;
        left -= mass;
        if mass < NOTHING && f64::from(count) > f64::from(n) * p {
            break;
        }
    }
    count
}

/// Logarithm of the binomial probability.   ln P(k) = ln C(n, k) + k·ln p + (n−k)·ln(1−p)
/// k: successes, n: trials, p: probability in [0, 1]. −∞ for k > n.
pub fn ln_binomial_mass(k: u32, n: u32, p: f64) -> f64 {
    if k > n || !(0.0..=1.0).contains(&p) {
        return f64::NEG_INFINITY;
    }
    let (successes, failures) = (f64::from(k), f64::from(n - k));
    let ways = ln_gamma(f64::from(n) + 1.0) - ln_gamma(successes + 1.0) - ln_gamma(failures + 1.0);
    let hit = if k == 0 { 0.0 } else { successes * ln(p) };
    let missed = if k == n { 0.0 } else { failures * ln_1p(-p) };
    ways + hit + missed
}

/// Logarithm of the Poisson probability.   ln P(k) = k·ln μ − μ − ln k!
/// k: count, μ: mean > 0.
pub fn ln_poisson_mass(k: u64, mean: f64) -> f64 {
    let count = k as f64;
    let power = if k == 0 { 0.0 } else { count * ln(mean) };
    power - mean - ln_gamma(count + 1.0)
}

#[cfg(test)]
mod tests;
