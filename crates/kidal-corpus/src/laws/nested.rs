//! The integral over periods whose spreads differ but resemble each other.

use kidal_math::{exp, ln, ln_normal_density, log_sum_exp};

use super::integral::along;
use super::model::ln_folded;
use super::tally::Tally;

/// Scale of the spread of ln σ between periods; chosen by us: e^½ = 1.6 is a large difference between centuries.
const BETWEEN: f64 = 0.5;

/// ln of the probability of the ratios of all periods, and its numerical error.
/// ln σⱼ ~ N(m, τ²), m ~ N(0, 1), τ half-normal with scale ½.
pub(super) fn integral(tallies: &[&Tally]) -> (f64, f64) {
    let periods: Vec<Likelihood> = tallies.iter().map(|tally| Likelihood::of(tally)).collect();
    let given = |mean: f64, between: f64| -> f64 {
        let ln_all: f64 = periods
            .iter()
            .map(|period| period.ln_given(mean, between))
            .sum();
        ln_all
            + ln_normal_density(mean, 0.0, 1.0)
            + std::f64::consts::LN_2
            + ln_normal_density(between, 0.0, BETWEEN)
    };
    // For a small τ the mean is known far better than for a large one, so each τ has its own range of means. With τ = u² the
    // points are dense where periods are alike. Above 3 the prior of τ is e⁻¹⁸.
    let found = along(
        |root| {
            let between = root * root;
            along(|mean| given(mean, between), -4.0, 4.0, 32).ln_value + ln(2.0 * root)
        },
        0.0,
        3.0_f64.sqrt(),
        40,
    );
    (found.ln_value, found.error)
}

/// A period's likelihood over ln σ, at equally spaced points where it has mass.
struct Likelihood<'a> {
    tally: &'a Tally,
    first: f64,
    step: f64,
    /// Mass around each point over the greatest.
    masses: Vec<f64>,
    ln_greatest: f64,
}

impl<'a> Likelihood<'a> {
    fn of(tally: &'a Tally) -> Self {
        let points = along(|ln_sd| ln_folded(tally, ln_sd), -8.0, 8.0, 64).points;
        let step = points[1] - points[0];
        let ln_masses: Vec<f64> = points
            .iter()
            .map(|ln_sd| ln_folded(tally, *ln_sd) + ln(step))
            .collect();
        let ln_greatest = ln_masses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Likelihood {
            tally,
            first: points[0],
            step,
            masses: ln_masses
                .iter()
                .map(|mass| exp(mass - ln_greatest))
                .collect(),
            ln_greatest,
        }
    }

    /// ln of the mean likelihood where ln σ ~ N(mean, between²).
    fn ln_given(&self, mean: f64, between: f64) -> f64 {
        // Where periods are so alike that the points of the likelihood lie too far apart for their spread, the points follow
        // the spread.
        if between < 4.0 * self.step {
            self.along_the_spread(mean, between)
        } else {
            self.along_the_likelihood(mean, between)
        }
    }

    fn along_the_spread(&self, mean: f64, between: f64) -> f64 {
        let terms: [f64; 25] = std::array::from_fn(|place| {
            let z = 0.5 * (place as f64 - 12.0);
            ln_folded(self.tally, mean + between * z) + ln_normal_density(z, 0.0, 1.0)
        });
        log_sum_exp(&terms) - std::f64::consts::LN_2
    }

    /// The normal density of neighbouring points stands in ratios that change by a constant factor, so that two products
    /// take the place of each exponential:   g(x + h)/g(x) = e^(−(2(x − m)h + h²)/2τ²)
    /// The sum starts at the point next to the mean, so that it loses nothing to underflow.
    fn along_the_likelihood(&self, mean: f64, between: f64) -> f64 {
        let last = self.masses.len() - 1;
        let start = (((mean - self.first) / self.step).round().max(0.0) as usize).min(last);
        let offset = (self.first + self.step * start as f64 - mean) / between;
        let step = self.step / between;
        let shrink = exp(-step * step);
        let upwards = side(
            self.masses[start..].iter().skip(1),
            exp(-step * (offset + 0.5 * step)),
            shrink,
        );
        let downwards = side(
            self.masses[..start].iter().rev(),
            exp(step * (offset - 0.5 * step)),
            shrink,
        );
        let sum = self.masses[start] + upwards + downwards;
        ln(sum) + self.ln_greatest + ln_normal_density(offset, 0.0, 1.0) - ln(between)
    }
}

/// Σ massᵢ·gᵢ with g₁ = ratio, gᵢ₊₁/gᵢ = ratio·shrinkⁱ.
fn side<'a>(masses: impl Iterator<Item = &'a f64>, mut ratio: f64, shrink: f64) -> f64 {
    let (mut sum, mut density) = (0.0, 1.0);
    for mass in masses {
        density *= ratio;
        ratio *= shrink;
        sum += mass * density;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::law::Power;

    fn tally(count: u32, sd: f64) -> Tally {
        let mut tally = Tally::default();
        for place in 0..count {
            let share = (f64::from(place) + 0.5) / f64::from(count);
            tally.add(&Power {
                ln_ratio: sd * kidal_math::normal_quantile(share),
                ln_slopes: [0.0; 3],
            });
        }
        tally
    }

    /// The plain way, every exponential computed.
    fn plainly(period: &Likelihood<'_>, mean: f64, between: f64) -> f64 {
        let terms: Vec<f64> = period
            .masses
            .iter()
            .enumerate()
            .map(|(place, mass)| {
                let point = period.first + period.step * place as f64;
                ln(*mass) + ln_normal_density(point, mean, between)
            })
            .collect();
        log_sum_exp(&terms) + period.ln_greatest
    }

    #[test]
    fn products_give_what_exponentials_give_near_and_far() {
        for (count, sd) in [(3, 0.4), (112, 1.6), (5000, 0.9)] {
            let tally = tally(count, sd);
            let period = Likelihood::of(&tally);
            for between in [4.0, 6.0, 40.0, 400.0].map(|steps| steps * period.step) {
                for mean in [-4.0, -1.0, -0.1, 0.0, 0.3, 2.0, 4.0] {
                    let plain = plainly(&period, mean, between);
                    let found = period.along_the_likelihood(mean, between);
                    assert!(
                        (found - plain).abs() < 1e-11 * plain.abs().max(1.0),
                        "{count} {mean} {between}: {found} {plain}"
                    );
                }
            }
        }
    }

    #[test]
    fn both_ways_of_placing_points_agree_where_they_meet() {
        let tally = tally(112, 1.6);
        let period = Likelihood::of(&tally);
        let between = 4.0 * period.step;
        for mean in [0.2, 0.47, 0.8] {
            let (one, other) = (
                period.along_the_spread(mean, between),
                period.along_the_likelihood(mean, between),
            );
            assert!((one - other).abs() < 1e-6, "{mean}: {one} {other}");
        }
    }
}
