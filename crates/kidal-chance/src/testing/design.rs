//! What a statistical test promises.

use kidal_math::{gamma_upper, normal_quantile};

use super::kolmogorov::kolmogorov_quantile;

/// False-alarm rate of each statistical test under reseeding; chosen by us because a suite of a thousand such tests then
/// fails by bad luck once in a thousand reseedings.
pub const FALSE_ALARM: f64 = 1e-6;
/// Least probability that the smallest error is caught.
pub const POWER: f64 = 0.999;

/// A statistical test's statement: its null hypothesis, α, the smallest error that it must catch, and from those the
/// number of draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    null: String,
    smallest_error: String,
    draws: usize,
}

impl Design {
    /// For [`mean_shift`](super::mean_shift): catches a shift of the mean by δ standard deviations.
    /// n = ((z(1 − α/2) + z(power)) / δ)²: some 64/δ² draws.
    pub fn shift(null: &str, delta: f64) -> Self {
        let reach = -normal_quantile(0.5 * FALSE_ALARM) + normal_quantile(POWER);
        Self::stated(
            null,
            format!("a shift of {delta} sd"),
            (reach / delta) * (reach / delta),
        )
    }

    /// For [`ks_one_sample`](super::ks_one_sample): catches a distribution function off by d somewhere.
    /// n = ((K(α) + ½·z(power)) / d)², K: the Kolmogorov quantile; ½/√n bounds the sd of the empirical function.
    pub fn distance(null: &str, d: f64) -> Self {
        let reach = kolmogorov_quantile(FALSE_ALARM) + 0.5 * normal_quantile(POWER);
        Self::stated(
            null,
            format!("a distance of {d}"),
            (reach / d) * (reach / d),
        )
    }

    /// For [`ks_two_sample`](super::ks_two_sample) with as many draws in each sample: twice the number of [`Design::distance`].
    pub fn two_sample_distance(null: &str, d: f64) -> Self {
        let reach = kolmogorov_quantile(FALSE_ALARM) + 0.5 * normal_quantile(POWER);
        Self::stated(
            null,
            format!("a distance of {d} between two samples"),
            2.0 * (reach / d) * (reach / d),
        )
    }

    /// For [`chi_square`](super::chi_square) over `cells` cells: catches probabilities q in place of p with √Σ(q−p)²/p = w.
    /// n is the least with a non-centrality λ = n·w² for which λ + k − z(power)·√(2k + 4λ) reaches the α quantile with k
    /// degrees of freedom (normal approximation of the non-central law).
    pub fn cells(null: &str, cells: usize, w: f64) -> Self {
        let degrees = cells.saturating_sub(1).max(1) as f64;
        let critical = chi_square_quantile(degrees);
        let z = normal_quantile(POWER);
        let mut lambda = 1.0;
        while lambda + degrees - z * (2.0 * degrees + 4.0 * lambda).sqrt() < critical {
            lambda *= 1.01;
        }
        Self::stated(
            null,
            format!("w = {w} over {cells} cells"),
            lambda / (w * w),
        )
    }

    fn stated(null: &str, smallest_error: String, draws: f64) -> Self {
        assert!(
            draws.is_finite() && draws < 1e9,
            "`{null}`: the smallest error must be above 0 and within reach"
        );
        Design {
            null: null.to_owned(),
            smallest_error,
            draws: draws.ceil() as usize,
        }
    }

    /// How many draws the test needs.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// The null hypothesis must stand. Prints the statement, so that `cargo xtask reseed` can add up α over the suite.
    ///
    /// # Panics
    /// When p is below α or is NaN.
    #[track_caller]
    pub fn holds(&self, p: f64) {
        println!(
            "statistical test: {}; alpha = {FALSE_ALARM:e}; catches {} with probability {POWER}; {} draws; p = {p:.2e}",
            self.null, self.smallest_error, self.draws
        );
        assert!(
            p >= FALSE_ALARM,
            "`{}` is refuted: p = {p:e}, below {FALSE_ALARM:e}",
            self.null
        );
    }

    /// The wrong twin must be caught.
    ///
    /// # Panics
    /// When p is not below α.
    #[track_caller]
    pub fn catches(&self, p: f64) {
        assert!(
            p < FALSE_ALARM,
            "the wrong twin of `{}` ({}) went unnoticed: p = {p:e}",
            self.null,
            self.smallest_error
        );
    }
}

/// The x that a chi-square number with these degrees of freedom exceeds with probability α.
fn chi_square_quantile(degrees: f64) -> f64 {
    let (mut low, mut high) = (0.0, 100.0 + 4.0 * degrees);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if gamma_upper(0.5 * degrees, 0.5 * middle) > FALSE_ALARM {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
