//! What is kept of the battles of one period under one law: sums that are enough for the likelihood, however many battles.

use kidal_math::exp;

use super::clock;
use super::law::{Law, Power, Prepared};

/// A sum that loses nothing to rounding but the last place, whatever the order of sizes.
/// Source: [neumaier1974].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExactSum {
    sum: f64,
    rest: f64,
}

impl ExactSum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let total = self.sum + value;
        self.rest += if self.sum.abs() >= value.abs() {
            (self.sum - total) + value
        } else {
            (value - total) + self.sum
        };
        self.sum = total;
    }

    /// The sum.
    pub fn value(&self) -> f64 {
        self.sum + self.rest
    }
}

/// The sums of one period under one law.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Battles.
    pub n: u64,
    /// Σ x, x the ln of the ratio of powers.
    pub x: ExactSum,
    /// Σ x².
    pub xx: ExactSum,
    /// Σ eˣ.
    pub p: ExactSum,
    /// Σ ln of the slope, given each extent.
    pub ln_slope: [ExactSum; 3],
    /// Battles in which the ratio is at least 1.
    pub at_least_one: u64,
}

impl Tally {
    /// Adds a battle.
    pub fn add(&mut self, power: &Power) {
        self.n += 1;
        self.x.add(power.ln_ratio);
        self.xx.add(power.ln_ratio * power.ln_ratio);
        self.p.add(exp(power.ln_ratio));
        for (sum, slope) in self.ln_slope.iter_mut().zip(power.ln_slopes) {
            sum.add(slope);
        }
        self.at_least_one += u64::from(power.ln_ratio >= 0.0);
    }

    /// Adds the battles of another tally.
    pub fn merge(&mut self, other: &Tally) {
        self.n += other.n;
        for (sum, more) in [
            (&mut self.x, other.x),
            (&mut self.xx, other.xx),
            (&mut self.p, other.p),
        ] {
            sum.add(more.value());
        }
        for (sum, more) in self.ln_slope.iter_mut().zip(other.ln_slope) {
            sum.add(more.value());
        }
        self.at_least_one += other.at_least_one;
    }
}

/// Distance of two exponents on the grid of the general law.
pub const GRAIN: f64 = 1.0 / 64.0;
/// Exponents on the grid: −1 to 3.
pub const EXPONENTS: usize = 257;

/// The exponent at a place of the grid.
pub fn exponent_at(place: usize) -> f64 {
    place as f64 * GRAIN - 1.0
}

/// All sums of one period. Its size does not depend on the number of battles.
#[derive(Clone, Debug)]
pub struct PeriodTally {
    /// Laws with a fixed number for each battle.
    fixed: Vec<(Law, Tally)>,
    /// The power family over the grid of exponents.
    pub family: Vec<Tally>,
    /// Battles.
    pub battles: u64,
    /// Battles in which R lost the smaller share.
    pub in_order: u64,
    /// First and last year.
    pub years: Option<(i32, i32)>,
}

impl Default for PeriodTally {
    fn default() -> Self {
        let fixed = Law::ALL
            .into_iter()
            .filter(|law| law.exponent_density(1.0).is_none())
            .map(|law| (law, Tally::default()))
            .collect();
        PeriodTally {
            fixed,
            family: vec![Tally::default(); EXPONENTS],
            battles: 0,
            in_order: 0,
            years: None,
        }
    }
}

impl PeriodTally {
    /// Adds a battle.
    pub fn add(&mut self, prepared: &Prepared) {
        self.battles += 1;
        self.in_order += u64::from(prepared.battle.is_in_table_order());
        let year = prepared.battle.year;
        self.years = Some(match self.years {
            None => (year, year),
            Some((first, last)) => (first.min(year), last.max(year)),
        });
        for (law, tally) in &mut self.fixed {
            tally.add(&power_under(*law, prepared));
        }
        for (place, tally) in self.family.iter_mut().enumerate() {
            tally.add(&prepared.power(exponent_at(place)));
        }
    }

    /// The sums of a law that fixes its exponent.
    pub fn fixed(&self, law: Law) -> Option<&Tally> {
        self.fixed
            .iter()
            .find(|(known, _)| *known == law)
            .map(|(_, tally)| tally)
    }

    /// Adds another period.
    pub fn merge(&mut self, other: &PeriodTally) {
        self.battles += other.battles;
        self.in_order += other.in_order;
        self.years = match (self.years, other.years) {
            (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
            (one, two) => one.or(two),
        };
        for ((_, one), (_, two)) in self.fixed.iter_mut().zip(&other.fixed) {
            one.merge(two);
        }
        for (one, two) in self.family.iter_mut().zip(&other.family) {
            one.merge(two);
        }
    }
}

/// What a law that fixes its exponent makes of a battle; the laws that leave it open are taken at s = 1.
pub fn power_under(law: Law, prepared: &Prepared) -> Power {
    match law {
        Law::Fatigue => clock::fatigue(prepared),
        Law::Guerrilla => prepared.guerrilla(),
        _ => prepared.power(law.exponent().unwrap_or(1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_not_lost_beside_large_ones() {
        let mut sum = ExactSum::default();
        for value in [1e16, 1.0, -1e16, 1.0] {
            sum.add(value);
        }
        assert_eq!(sum.value(), 2.0);
    }

    #[test]
    fn the_grid_runs_from_minus_one_to_three() {
        assert_eq!(exponent_at(0), -1.0);
        assert_eq!(exponent_at(EXPONENTS - 1), 3.0);
        assert_eq!(exponent_at(64), 0.0);
    }
}
