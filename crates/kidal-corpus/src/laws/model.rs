//! How the ratio of powers spreads over battles: families with a few unknowns, integrated out.

use kidal_math::{exp, ln, ln_gamma, ln_normal_density, ln_student_t_density};

use super::integral::{Integral, along, over_box};
use super::tally::Tally;

const LN_2: f64 = std::f64::consts::LN_2;
const LN_TWO_PI: f64 = 1.837_877_066_409_345_3;
/// Points along one unknown.
const POINTS: usize = 256;
/// Points along each of two unknowns.
const POINTS_OF_TWO: usize = 64;

/// A family of spreads of the ratio of powers over battles, x its natural logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Which side is called R is not part of the history: x ~ N(0, σ²) before the names are given, so |x| counts twice.
    /// ln σ ~ N(0, width²).
    Folded {
        /// Spread of ln σ beforehand.
        width: f64,
    },
    /// The names are taken as history: x ~ N(μ, σ²), μ ~ N(0, 1), ln σ ~ N(0, 1).
    AsNamed,
    /// The published spread: the ratio itself is gamma with mean and standard deviation uniform on 0 to 5.
    PublishedGamma,
}

impl Spread {
    /// The three that every table shows.
    pub const SHOWN: [Spread; 3] = [
        Spread::Folded { width: 1.0 },
        Spread::AsNamed,
        Spread::PublishedGamma,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Spread::Folded { .. } => "folded log-normal",
            Spread::AsNamed => "log-normal, sides as named",
            Spread::PublishedGamma => "gamma, as published",
        }
    }

    /// ln of the probability of the ratios of one period, unknowns integrated out; without the slopes. The marginal is
    /// that of ln σ (of the standard deviation of the ratio for the published spread).
    pub fn integrate(self, tally: &Tally) -> Integral {
        let (n, x, xx) = (tally.n as f64, tally.x.value(), tally.xx.value());
        match self {
            Spread::Folded { width } => along(
                |ln_sd| ln_folded(tally, ln_sd) + ln_normal_density(ln_sd, 0.0, width),
                -8.0,
                8.0,
                POINTS,
            ),
            Spread::AsNamed => over_box(
                |ln_sd, mean| {
                    let sd = exp(ln_sd);
                    let squares = xx - 2.0 * mean * x + n * mean * mean;
                    -n * (ln_sd + 0.5 * LN_TWO_PI) - 0.5 * squares / (sd * sd)
                        + ln_normal_density(mean, 0.0, 1.0)
                        + ln_normal_density(ln_sd, 0.0, 1.0)
                },
                (-6.0, 4.0),
                (-6.0, 6.0),
                POINTS_OF_TWO,
            ),
            Spread::PublishedGamma => over_box(
                |sd, mean| ln_gamma_family(tally, mean, sd) - 2.0 * ln(PUBLISHED_MOST),
                (1e-3, PUBLISHED_MOST),
                (1e-3, PUBLISHED_MOST),
                POINTS_OF_TWO,
            ),
        }
    }
}

/// Greatest mean and standard deviation of the published prior. Source: [rubiocampillo2016].
pub const PUBLISHED_MOST: f64 = 5.0;

/// ln Π 2·N(xᵢ; 0, σ²), σ = e^ln_sd.
pub fn ln_folded(tally: &Tally, ln_sd: f64) -> f64 {
    let sd = exp(ln_sd);
    tally.n as f64 * (LN_2 - ln_sd - 0.5 * LN_TWO_PI) - 0.5 * tally.xx.value() / (sd * sd)
}

/// ln of the density of the logarithms of gamma ratios with this mean and standard deviation.
/// x = ln p: f(x) = pᵏ·e^(−p/θ)/(Γ(k)·θᵏ), k = (mean/sd)², θ = sd²/mean.
pub fn ln_gamma_family(tally: &Tally, mean: f64, sd: f64) -> f64 {
    let shape = (mean / sd) * (mean / sd);
    let scale = sd * sd / mean;
    let n = tally.n as f64;
    shape * tally.x.value() - tally.p.value() / scale - n * (ln_gamma(shape) + shape * ln(scale))
}

/// ln of the probability of the ratios under a folded Student law with four degrees of freedom, its scale integrated out
/// as for [`Spread::Folded`]. Needs the ratios one by one.
pub fn integrate_heavy_tails(ratios: &[f64]) -> Integral {
    along(
        |ln_scale| {
            let scale = exp(ln_scale);
            let one = |x: &f64| LN_2 + ln_student_t_density(*x, DEGREES, 0.0, scale);
            kidal_math::sum_of(ratios.iter().map(one)) + ln_normal_density(ln_scale, 0.0, 1.0)
        },
        -8.0,
        8.0,
        64,
    )
}

/// Degrees of freedom of the heavy-tailed family; chosen by us as the usual middle between Cauchy and normal.
const DEGREES: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::law::Power;

    fn tally(ratios: &[f64]) -> Tally {
        let mut tally = Tally::default();
        for &ln_ratio in ratios {
            tally.add(&Power {
                ln_ratio,
                ln_slopes: [0.0; 3],
            });
        }
        tally
    }

    #[test]
    fn sums_are_enough_for_every_family() {
        let ratios = [0.3, -0.2, 1.1, 0.7, 2.0];
        let tally = tally(&ratios);
        let folded: f64 = ratios
            .iter()
            .map(|x| LN_2 + ln_normal_density(*x, 0.0, 0.8))
            .sum();
        assert!((ln_folded(&tally, ln(0.8)) - folded).abs() < 1e-12);
        let law = |x: f64| {
            let (k, theta) = (4.0, 0.5);
            k * x - exp(x) / theta - ln_gamma(k) - k * ln(theta)
        };
        let gamma: f64 = ratios.iter().map(|x| law(*x)).sum();
        assert!((ln_gamma_family(&tally, 2.0, 1.0) - gamma).abs() < 1e-12);
    }

    #[test]
    fn the_spread_of_many_ratios_is_found() {
        let mut draws = kidal_chance::Draws::at(7, 0, 0);
        let ratios: Vec<f64> = (0..4000).map(|_| 0.7 * draws.normal()).collect();
        let found = Spread::Folded { width: 1.0 }.integrate(&tally(&ratios));
        // The standard error is 1/√8000 = 0.011.
        assert!((found.mean() - ln(0.7)).abs() < 0.05);
        assert!((found.sd() - 0.0112).abs() < 0.001);
    }

    #[test]
    fn the_published_family_finds_mean_and_spread() {
        let mut draws = kidal_chance::Draws::at(8, 0, 0);
        let (mean, sd) = (2.5, 1.5);
        let shape: f64 = (mean / sd) * (mean / sd);
        let ratios: Vec<f64> = (0..2000)
            .map(|_| ln(draws.gamma(shape) * sd * sd / mean))
            .collect();
        let found = Spread::PublishedGamma.integrate(&tally(&ratios));
        assert!((found.mean() - sd).abs() < 0.15, "{}", found.mean());
        assert!(found.error < 1e-6);
    }
}
