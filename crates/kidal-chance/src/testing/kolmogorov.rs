//! The tests of Kolmogorov and Smirnov.

use kidal_math::exp;

/// Outcome of a Kolmogorov-Smirnov test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KolmogorovSmirnov {
    /// Largest distance between the two distribution functions.
    pub distance: f64,
    /// Probability of such a distance or a larger one under the null hypothesis (asymptotic).
    pub p: f64,
}

/// Do the draws follow the law with this distribution function?   D = sup |Fₙ(x) − F(x)|,   p = Q(√n · D)
/// The law must be continuous; for a discrete one the test alarms too seldom. An empty sample gives p = 1, NaN p = 0.
/// Source: [massart1990]. Limits: asymptotic in n, but in the tail Q is its first term 2·exp(−2nD²), which bounds the
/// truth for each n: small p are never too small.
pub fn ks_one_sample(sample: &[f64], cdf: impl Fn(f64) -> f64) -> KolmogorovSmirnov {
    let sorted = match sort(sample) {
        Some(sorted) if !sorted.is_empty() => sorted,
        other => return degenerate(other.is_some()),
    };
    let n = sorted.len() as f64;
    let mut distance: f64 = 0.0;
    for (index, &x) in sorted.iter().enumerate() {
        let expected = cdf(x);
        if expected.is_nan() {
            return degenerate(false);
        }
        distance = distance
            .max(expected - index as f64 / n)
            .max((index + 1) as f64 / n - expected);
    }
    KolmogorovSmirnov {
        distance,
        p: kolmogorov_tail(n.sqrt() * distance),
    }
}

/// Do the two samples follow one law?   D = sup |Fₙ(x) − Gₘ(x)|,   p = Q(√(nm/(n+m)) · D)
/// Ties between the samples are stepped over together. An empty sample gives p = 1, NaN p = 0. Limits: asymptotic.
pub fn ks_two_sample(first: &[f64], second: &[f64]) -> KolmogorovSmirnov {
    let (Some(a), Some(b)) = (sort(first), sort(second)) else {
        return degenerate(false);
    };
    if a.is_empty() || b.is_empty() {
        return degenerate(true);
    }
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (mut i, mut j) = (0, 0);
    let mut distance: f64 = 0.0;
    while i < a.len() && j < b.len() {
        let x = a[i].min(b[j]);
        while i < a.len() && a[i] <= x {
            i += 1;
        }
        while j < b.len() && b[j] <= x {
            j += 1;
        }
        distance = distance.max((i as f64 / n - j as f64 / m).abs());
    }
    KolmogorovSmirnov {
        distance,
        p: kolmogorov_tail((n * m / (n + m)).sqrt() * distance),
    }
}

/// Tail of the Kolmogorov law.   Q(x) = 2·Σ (−1)^(j−1)·exp(−2j²x²), j = 1, 2, …
pub fn kolmogorov_tail(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0;
    }
    let mut total = 0.0;
    let mut sign = 1.0;
    for j in 1..=100 {
        let term = exp(-2.0 * f64::from(j * j) * x * x);
        total += sign * term;
        sign = -sign;
        if term < 1e-18 {
            break;
        }
    }
    (2.0 * total).clamp(0.0, 1.0)
}

/// The x with Q(x) = p, to 15 digits or so.
pub(super) fn kolmogorov_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (0.2, 10.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if kolmogorov_tail(middle) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

fn sort(sample: &[f64]) -> Option<Vec<f64>> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.iter().all(|x| !x.is_nan()).then_some(sorted)
}

fn degenerate(stands: bool) -> KolmogorovSmirnov {
    KolmogorovSmirnov {
        distance: if stands { 0.0 } else { f64::NAN },
        p: if stands { 1.0 } else { 0.0 },
    }
}
