//! Integrals of densities known by their logarithm, in one and two dimensions, with an error.
//!
//! A coarse look finds where the mass lies, a fine midpoint rule sums it; half the points give the error. For smooth
//! densities that vanish at the ends the midpoint rule converges faster than any power of the step.

use kidal_math::{exp, ln, log_sum_exp};

/// An integral and what is below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Integral {
    /// ln of the integral.
    pub ln_value: f64,
    /// Numerical error of it: the difference to half as many points.
    pub error: f64,
    /// Points of the first coordinate.
    pub points: Vec<f64>,
    /// Share of the mass at each of them; the shares add up to 1.
    pub shares: Vec<f64>,
}

impl Integral {
    /// Mean of the first coordinate.
    pub fn mean(&self) -> f64 {
        self.expect(|x| x)
    }

    /// Standard deviation of the first coordinate.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        self.expect(|x| (x - mean) * (x - mean)).sqrt()
    }

    /// Mean of a function of the first coordinate.
    pub fn expect(&self, f: impl Fn(f64) -> f64) -> f64 {
        kidal_math::sum_of(
            self.points
                .iter()
                .zip(&self.shares)
                .map(|(x, share)| share * f(*x)),
        )
    }

    /// The x below which a share p of the mass lies, with the mass spread evenly around each point.
    pub fn quantile(&self, p: f64) -> f64 {
        let step = if self.points.len() > 1 {
            self.points[1] - self.points[0]
        } else {
            0.0
        };
        let mut below = 0.0;
        for (x, share) in self.points.iter().zip(&self.shares) {
            if below + share >= p && *share > 0.0 {
                return x + ((p - below) / share - 0.5) * step;
            }
            below += share;
        }
        self.points.last().copied().unwrap_or(f64::NAN)
    }
}

/// Mass further below the peak than this many e-foldings is left out. Chosen by us: e⁻⁴⁰ is below the last place.
const DEPTH: f64 = 40.0;
const LOOK: usize = 65;

/// ∫ e^f over `low..high`, with `count` points (an even number).
pub fn along(f: impl Fn(f64) -> f64, low: f64, high: f64, count: usize) -> Integral {
    let (mut from, mut to) = (low, high);
    for _ in 0..6 {
        let values: Vec<f64> = middles(from, to, LOOK).map(&f).collect();
        let (first, last) = support(&values);
        let step = (to - from) / LOOK as f64;
        let narrower = (
            from + step * first.saturating_sub(1) as f64,
            from + step * (last + 2).min(LOOK) as f64,
        );
        let is_done = narrower.1 - narrower.0 > 0.5 * (to - from);
        (from, to) = narrower;
        if is_done {
            break;
        }
    }
    let rule = |count: usize| {
        let values: Vec<f64> = middles(from, to, count).map(&f).collect();
        let ln_step = ln((to - from) / count as f64);
        (log_sum_exp(&values) + ln_step, values)
    };
    let (ln_value, values) = rule(count);
    let (coarse, _) = rule(count / 2);
    finish(
        ln_value,
        coarse,
        middles(from, to, count).collect(),
        &values,
    )
}

/// ∫∫ e^f over a box; the marginal is that of the first coordinate. `count` points along each side.
pub fn over_box(
    f: impl Fn(f64, f64) -> f64,
    first: (f64, f64),
    second: (f64, f64),
    count: usize,
) -> Integral {
    let (mut a, mut b) = (first, second);
    for _ in 0..8 {
        let look = 33;
        let rows = grid(&f, a, b, look);
        let best_rows: Vec<f64> = rows.iter().map(|row| greatest(row)).collect();
        let best_columns: Vec<f64> = (0..look)
            .map(|column| greatest(&rows.iter().map(|row| row[column]).collect::<Vec<_>>()))
            .collect();
        let narrow = |side: (f64, f64), best: &[f64]| {
            let (one, last) = support(best);
            let step = (side.1 - side.0) / look as f64;
            (
                side.0 + step * one.saturating_sub(1) as f64,
                side.0 + step * (last + 2).min(look) as f64,
            )
        };
        let next = (narrow(a, &best_rows), narrow(b, &best_columns));
        let shrink = |old: (f64, f64), new: (f64, f64)| (new.1 - new.0) / (old.1 - old.0);
        let is_done = shrink(a, next.0) > 0.6 && shrink(b, next.1) > 0.6;
        (a, b) = next;
        if is_done {
            break;
        }
    }
    let rule = |count: usize| {
        let ln_cell = ln((a.1 - a.0) / count as f64) + ln((b.1 - b.0) / count as f64);
        let rows: Vec<f64> = grid(&f, a, b, count)
            .iter()
            .map(|row| log_sum_exp(row))
            .collect();
        (log_sum_exp(&rows) + ln_cell, rows)
    };
    let (ln_value, rows) = rule(count);
    let (coarse, _) = rule(count / 2);
    finish(ln_value, coarse, middles(a.0, a.1, count).collect(), &rows)
}

/// ln ∫ of a density given by its logarithm at equally spaced points, ends included (Simpson's rule; an odd number of
/// points), with the difference to every other point as error.
pub fn simpson(ln_values: &[f64], step: f64) -> (f64, f64) {
    let rule = |values: &[f64], step: f64| {
        let last = values.len() - 1;
        let weighted: Vec<f64> = values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let weight = match place {
                    0 => 1.0,
                    _ if place == last => 1.0,
                    _ if place % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                value + ln(weight * step / 3.0)
            })
            .collect();
        log_sum_exp(&weighted)
    };
    let every_other: Vec<f64> = ln_values.iter().copied().step_by(2).collect();
    let fine = rule(ln_values, step);
    (fine, (fine - rule(&every_other, 2.0 * step)).abs())
}

fn grid(f: &impl Fn(f64, f64) -> f64, a: (f64, f64), b: (f64, f64), count: usize) -> Vec<Vec<f64>> {
    middles(a.0, a.1, count)
        .map(|x| middles(b.0, b.1, count).map(|y| f(x, y)).collect())
        .collect()
}

fn middles(from: f64, to: f64, count: usize) -> impl Iterator<Item = f64> {
    let step = (to - from) / count as f64;
    (0..count).map(move |place| from + (place as f64 + 0.5) * step)
}

fn greatest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// First and last place within [`DEPTH`] of the greatest value.
fn support(values: &[f64]) -> (usize, usize) {
    let floor = greatest(values) - DEPTH;
    let is_in = |value: &&f64| **value >= floor;
    let first = values.iter().position(|value| is_in(&value)).unwrap_or(0);
    let last = values
        .iter()
        .rposition(|value| is_in(&value))
        .unwrap_or(values.len() - 1);
    (first, last)
}

fn finish(ln_value: f64, coarse: f64, points: Vec<f64>, values: &[f64]) -> Integral {
    let total = log_sum_exp(values);
    Integral {
        ln_value,
        error: (ln_value - coarse).abs(),
        points,
        shares: values.iter().map(|value| exp(value - total)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_math::ln_normal_density;

    #[test]
    fn a_narrow_normal_density_in_a_wide_range_has_mass_one() {
        let found = along(|x| ln_normal_density(x, 3.21, 1e-4), -10.0, 10.0, 200);
        assert!(found.ln_value.abs() < 1e-12 && found.error < 1e-12);
        assert!((found.mean() - 3.21).abs() < 1e-9);
        assert!((found.sd() / 1e-4 - 1.0).abs() < 1e-9);
        assert!((found.quantile(0.95) - (3.21 + 1.644_853_6e-4)).abs() < 2e-6);
        assert!((found.expect(|_| 1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_leaning_normal_density_in_a_box_has_mass_one() {
        let density =
            |x: f64, y: f64| ln_normal_density(x, 1.0, 0.02) + ln_normal_density(y, 0.8 * x, 0.01);
        let found = over_box(density, (-5.0, 5.0), (-5.0, 5.0), 96);
        assert!(found.ln_value.abs() < 1e-9, "{}", found.ln_value);
        assert!((found.sd() / 0.02 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn half_a_density_cut_by_the_range_has_half_the_mass_within_the_error() {
        let found = along(|x| ln_normal_density(x, 0.0, 1.0), 0.0, 10.0, 400);
        assert!((found.ln_value + ln(2.0)).abs() <= found.error.max(1e-6));
    }

    #[test]
    fn simpsons_rule_integrates_and_knows_its_error() {
        let values: Vec<f64> = (0..257)
            .map(|place| ln_normal_density(f64::from(place) / 64.0 - 1.0, 0.7, 0.05))
            .collect();
        let (found, error) = simpson(&values, 1.0 / 64.0);
        assert!(
            found.abs() <= error + 1e-9 && error < 0.02,
            "{found} {error}"
        );
    }
}
