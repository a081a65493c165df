//! How probable each law makes the losses: period by period, all periods with one spread, and with spreads that differ
//! but resemble each other.

use kidal_math::{exp, ln, log_sum_exp};
use rayon::prelude::*;

use super::integral::simpson;
use super::law::{Extent, Law};
use super::model::Spread;
use super::nested;
use super::tally::{EXPONENTS, GRAIN, PeriodTally, Tally, exponent_at};

/// ln of an evidence, with its numerical error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// ln Z.
    pub ln_z: f64,
    /// Numerical error of ln Z.
    pub error: f64,
}

/// Evidence of a law for one period (or for all as one, when their tallies were merged).
pub fn evidence(law: Law, period: &PeriodTally, spread: Spread, extent: Extent) -> Evidence {
    if let Some(tally) = period.fixed(law) {
        return of_tally(tally, spread, extent);
    }
    let (ln_densities, error) = family(period, spread, extent);
    over_exponents(law, &ln_densities, error)
}

/// ln evidence at every exponent of the grid, and the greatest numerical error of any.
pub fn family(period: &PeriodTally, spread: Spread, extent: Extent) -> (Vec<f64>, f64) {
    let found = Family::of(period, spread);
    (
        found.given(std::slice::from_ref(period), extent),
        found.error,
    )
}

/// ln probability of the ratios of powers at every exponent of the grid. What is taken as given changes the slopes alone, so
/// that the integrals are done once for every extent.
#[derive(Clone, Debug)]
pub struct Family {
    ln_values: Vec<f64>,
    /// Greatest numerical error of any.
    pub error: f64,
}

impl Family {
    /// Of one period.
    pub fn of(period: &PeriodTally, spread: Spread) -> Self {
        let found: Vec<(f64, f64)> = period
            .family
            .par_iter()
            .map(|tally| {
                let found = spread.integrate(tally);
                (found.ln_value, found.error)
            })
            .collect();
        Family {
            error: found.iter().map(|one| one.1).fold(0.0, f64::max),
            ln_values: found.iter().map(|one| one.0).collect(),
        }
    }

    /// Over periods whose spreads resemble each other. Every fourth exponent is computed and the rest filled in by a cubic
    /// through the four nearest, which is exact to the third decimal here and counted in the error.
    pub fn nested(periods: &[PeriodTally]) -> Self {
        const EVERY: usize = 4;
        let coarse: Vec<(f64, f64)> = (0..EXPONENTS)
            .step_by(EVERY)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|place| {
                let tallies: Vec<&Tally> =
                    periods.iter().map(|period| &period.family[place]).collect();
                nested::integral(&tallies)
            })
            .collect();
        let known: Vec<f64> = coarse.iter().map(|one| one.0).collect();
        Family {
            error: coarse.iter().map(|one| one.1).fold(0.0, f64::max),
            ln_values: (0..EXPONENTS)
                .map(|place| cubic(&known, place as f64 / EVERY as f64))
                .collect(),
        }
    }

    /// ln evidences along the grid, with this taken as given.
    pub fn given(&self, periods: &[PeriodTally], extent: Extent) -> Vec<f64> {
        let slopes = extent.place();
        self.ln_values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let slope = |period: &PeriodTally| period.family[place].ln_slope[slopes].value();
                value + periods.iter().map(slope).sum::<f64>()
            })
            .collect()
    }
}

/// Evidence of a law that leaves its exponent open, from the evidences along the grid.
pub fn over_exponents(law: Law, ln_densities: &[f64], error: f64) -> Evidence {
    let terms: Vec<f64> = ln_densities
        .iter()
        .enumerate()
        .map(|(place, value)| value + ln(law.exponent_density(exponent_at(place)).unwrap_or(0.0)))
        .collect();
    // A uniform prior ends inside the grid: its ends count half in Simpson's rule only if the range is cut there.
    let used: Vec<f64> = match law {
        Law::Helmbold => terms[64..=192].to_vec(),
        _ => terms,
    };
    let (ln_z, rule) = simpson(&used, GRAIN);
    Evidence {
        ln_z,
        error: error.max(rule),
    }
}

fn of_tally(tally: &Tally, spread: Spread, extent: Extent) -> Evidence {
    let found = spread.integrate(tally);
    Evidence {
        ln_z: found.ln_value + tally.ln_slope[extent.place()].value(),
        error: found.error,
    }
}

/// What the general law learns of its exponent.
#[derive(Clone, Debug, PartialEq)]
pub struct Exponent {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// 5 and 95 % quantiles.
    pub interval: [f64; 2],
}

/// The exponent under the prior of the general law, from evidences along the grid.
pub fn exponent(ln_densities: &[f64]) -> Exponent {
    let terms: Vec<f64> = ln_densities
        .iter()
        .enumerate()
        .map(|(place, value)| {
            value
                + ln(Law::Generalised
                    .exponent_density(exponent_at(place))
                    .unwrap_or(0.0))
        })
        .collect();
    let total = log_sum_exp(&terms);
    let shares: Vec<f64> = terms.iter().map(|term| exp(term - total)).collect();
    let integral = super::integral::Integral {
        ln_value: total,
        error: 0.0,
        points: (0..EXPONENTS).map(exponent_at).collect(),
        shares,
    };
    Exponent {
        mean: integral.mean(),
        sd: integral.sd(),
        interval: [integral.quantile(0.05), integral.quantile(0.95)],
    }
}

/// Evidence over periods whose spreads differ but resemble each other, folded:
/// ln σⱼ ~ N(m, τ²), m ~ N(0, 1), τ half-normal with scale ½; all integrated by quadrature.
pub fn hierarchical(law: Law, periods: &[PeriodTally], extent: Extent) -> Evidence {
    let fixed: Option<Vec<&Tally>> = periods.iter().map(|period| period.fixed(law)).collect();
    if let Some(tallies) = fixed {
        return hierarchical_of(&tallies, extent);
    }
    let (ln_densities, error) = hierarchical_family(periods, extent);
    over_exponents(law, &ln_densities, error)
}

/// As [`family`], over periods whose spreads resemble each other.
pub fn hierarchical_family(periods: &[PeriodTally], extent: Extent) -> (Vec<f64>, f64) {
    let found = Family::nested(periods);
    (found.given(periods, extent), found.error)
}

/// Lagrange's cubic through the four nearest of equally spaced values.
fn cubic(values: &[f64], at: f64) -> f64 {
    let start = (at.floor() as usize)
        .saturating_sub(1)
        .min(values.len() - 4);
    let t = at - start as f64;
    let mut sum = 0.0;
    for i in 0..4 {
        let mut weight = 1.0;
        for j in 0..4 {
            if i != j {
                weight *= (t - j as f64) / (i as f64 - j as f64);
            }
        }
        sum += weight * values[start + i];
    }
    sum
}

fn hierarchical_of(tallies: &[&Tally], extent: Extent) -> Evidence {
    let (ln_value, error) = nested::integral(tallies);
    let slopes: f64 = tallies
        .iter()
        .map(|tally| tally.ln_slope[extent.place()].value())
        .sum();
    Evidence {
        ln_z: ln_value + slopes,
        error,
    }
}

/// Probability of each law, all equally likely beforehand.
pub fn probabilities(found: &[Evidence]) -> Vec<f64> {
    let ln_z: Vec<f64> = found.iter().map(|one| one.ln_z).collect();
    let total = log_sum_exp(&ln_z);
    ln_z.iter().map(|one| exp(one - total)).collect()
}

#[cfg(test)]
mod tests;
