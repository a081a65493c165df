//! Pearson's chi-square test.

use kidal_math::gamma_upper;

/// Least expected count of a cell; chosen by us because below some 5 the asymptotic law is poor.
const LEAST_EXPECTED: f64 = 5.0;

/// Outcome of a chi-square test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// Σ (observed − expected)² / expected over the cells.
    pub statistic: f64,
    /// Cells after pooling, less one.
    pub degrees: usize,
    /// Probability of such a statistic or a larger one under the null hypothesis (asymptotic).
    pub p: f64,
}

/// Do the counts follow the law with these cell probabilities?   X² = Σ (O − nπ)²/(nπ),   p = Q(k/2, X²/2),   k = cells − 1
/// The probabilities are scaled to add up to 1. Neighbouring cells are pooled until each expects 5 or more. A count in a
/// cell of probability 0 gives p = 0, as does a NaN; fewer than two cells give p = 1. Limits: asymptotic.
pub fn chi_square(observed: &[u64], probabilities: &[f64]) -> ChiSquare {
    assert_eq!(
        observed.len(),
        probabilities.len(),
        "each cell needs a count and a probability"
    );
    let n: u64 = observed.iter().sum();
    let total = kidal_math::sum(probabilities);
    let impossible = observed
        .iter()
        .zip(probabilities)
        .any(|(&count, &p)| p.is_nan() || p < 0.0 || (p == 0.0 && count > 0));
    if impossible || total <= 0.0 || !total.is_finite() {
        return ChiSquare {
            statistic: f64::INFINITY,
            degrees: 0,
            p: 0.0,
        };
    }
    let cells = pool(observed, probabilities, n as f64 / total);
    if cells.len() < 2 {
        return ChiSquare {
            statistic: 0.0,
            degrees: 0,
            p: 1.0,
        };
    }
    let statistic = kidal_math::sum_of(
        cells
            .iter()
            .map(|(seen, expected)| (seen - expected) * (seen - expected) / expected),
    );
    let degrees = cells.len() - 1;
    ChiSquare {
        statistic,
        degrees,
        p: gamma_upper(0.5 * degrees as f64, 0.5 * statistic),
    }
}

/// (observed, expected) of the pooled cells; what is left over at the end joins the last cell.
fn pool(observed: &[u64], probabilities: &[f64], scale: f64) -> Vec<(f64, f64)> {
    let mut cells: Vec<(f64, f64)> = Vec::new();
    let (mut seen, mut expected) = (0.0, 0.0);
    for (&count, &p) in observed.iter().zip(probabilities) {
        seen += count as f64;
        expected += p * scale;
        if expected >= LEAST_EXPECTED {
            cells.push((seen, expected));
            (seen, expected) = (0.0, 0.0);
        }
    }
    match cells.last_mut() {
        Some(last) => {
            last.0 += seen;
            last.1 += expected;
        }
        None => cells.push((seen, expected)),
    }
    cells
}
