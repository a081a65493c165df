//! A garrison without relief against an attacker who lands men by a schedule: the square law with reinforcement.
//!
//! dA/dt = L(t) − a·J,   dJ/dt = −b·A
//! A: attacker's men in action, J: garrison, L: men landed a day, a and b \[1/day\]. Where L is constant, with ω = √(ab):
//! J(t) = L/a + (J₀ − L/a)·cosh ωt − (b/ω)·A₀·sinh ωt,   A(t) = A₀·cosh ωt − (a/ω)·(J₀ − L/a)·sinh ωt,
//! and the mean of A over a stretch is what J lost in it, over b and its length. Source: [engel1954]. Limits: all men of
//! both sides are in action, and nothing else wears them down.

use kidal_math::{exp, ln, ln_normal_density, log_sum_exp};

use crate::table::{Reading, TableError, read_table};

/// Columns of a schedule of landings.
pub const LANDING_COLUMNS: [&str; 2] = ["day_start", "men_landed_during_that_day"];
/// Columns of strengths in steps.
pub const STEP_COLUMNS: [&str; 3] = ["day_from", "day_to", "us_effectives_rounded"];

/// Men landed on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landing {
    /// The day.
    pub day: f64,
    /// Men.
    pub men: f64,
}

/// Mean strength over a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// First moment \[day\].
    pub from: f64,
    /// Last moment \[day\].
    pub to: f64,
    /// Men.
    pub men: f64,
}

/// What is known of the battle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Island {
    /// Landings, in order.
    pub landings: Vec<Landing>,
    /// Strengths, in order.
    pub steps: Vec<Step>,
}

/// Reads landings.
///
/// # Errors
/// [`TableError`].
pub fn read_landings(file: &str, text: &[u8]) -> Result<(Vec<Landing>, Reading), TableError> {
    let mut all: Vec<Landing> = Vec::new();
    let reading = read_table(file, text, &LANDING_COLUMNS, |row| {
        let day = row.number(LANDING_COLUMNS[0])?;
        if day < 0.0 || day.fract() != 0.0 || all.last().is_some_and(|last| last.day >= day) {
            let reason = format!("{day} is no day after those before it");
            return Err(row.unfit(LANDING_COLUMNS[0], reason, "days out of order"));
        }
        let men = row.positive(LANDING_COLUMNS[1])?;
        all.push(Landing { day, men });
        Ok(())
    })?;
    Ok((all, reading))
}

/// Reads strengths in steps.
///
/// # Errors
/// [`TableError`].
pub fn read_steps(file: &str, text: &[u8]) -> Result<(Vec<Step>, Reading), TableError> {
    let mut all: Vec<Step> = Vec::new();
    let reading = read_table(file, text, &STEP_COLUMNS, |row| {
        let (from, to) = (row.number(STEP_COLUMNS[0])?, row.number(STEP_COLUMNS[1])?);
        let is_late = all.last().is_some_and(|last| last.to > from);
        if from < 0.0 || to <= from || is_late || from.fract() != 0.0 || to.fract() != 0.0 {
            let reason = format!("{from} to {to} is no stretch of days after those before it");
            return Err(row.unfit(STEP_COLUMNS[0], reason, "days out of order"));
        }
        let men = row.positive(STEP_COLUMNS[2])?;
        all.push(Step { from, to, men });
        Ok(())
    })?;
    Ok((all, reading))
}

/// Rates and the garrison at the beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Men of the attacker put out of action per man of the garrison and day.
    pub a: f64,
    /// Men of the garrison put out of action per man of the attacker and day.
    pub b: f64,
    /// Garrison at the beginning.
    pub garrison: f64,
}

/// The published fit. Source: [engel1954], as two later programs give it (21,500 men in one, 21,000 in the other).
pub const PUBLISHED: Rates = Rates {
    a: 0.0544,
    b: 0.0106,
    garrison: 21_500.0,
};

/// Strengths of both at the end of each day, day 0 being the moment before the first landing.
pub fn fight(island: &Island, rates: Rates, days: usize) -> Vec<[f64; 2]> {
    let mut state = [0.0, rates.garrison];
    let mut all = vec![state];
    for day in 0..days {
        let landed = island
            .landings
            .iter()
            .find(|landing| landing.day as usize == day)
            .map_or(0.0, |landing| landing.men);
        state = one_day(state, landed, rates);
        all.push(state);
    }
    all
}

/// A day with so many men landed evenly over it.
fn one_day([attacker, garrison]: [f64; 2], landed: f64, Rates { a, b, .. }: Rates) -> [f64; 2] {
    let omega = (a * b).sqrt();
    let (up, down) = (exp(omega), exp(-omega));
    let (cosh, sinh) = (0.5 * (up + down), 0.5 * (up - down));
    let rest = landed / a;
    [
        attacker * cosh - a / omega * (garrison - rest) * sinh,
        rest + (garrison - rest) * cosh - b / omega * attacker * sinh,
    ]
}

/// Mean strengths of the attacker over the steps.
pub fn means(steps: &[Step], history: &[[f64; 2]], b: f64) -> Vec<f64> {
    steps
        .iter()
        .map(|step| {
            let fell = history[step.from as usize][1] - history[step.to as usize][1];
            fell / (b * (step.to - step.from))
        })
        .collect()
}

/// What is learned of the rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Mean, and 5 and 95 % quantiles of a.
    pub a: [f64; 3],
    /// The same of b.
    pub b: [f64; 3],
    /// The same of the attacker's strength at the end.
    pub left: [f64; 3],
    /// Mean of the error of a step \[men\].
    pub error: f64,
    /// Steps used.
    pub used: usize,
}

/// Points along ln a and ln b, and half their range around the published rates: steps of 2 %, to a factor of 1.8 either side, chosen
/// by us because what the steps tell lies well within.
const POINTS: usize = 61;
const REACH: f64 = 0.6;
/// Points along ln of the error, from 100 to 10,000 men, chosen by us because counts are rounded to hundreds and steps lose
/// thousands.
const ERRORS: usize = 32;
/// How many of the garrison are still in action on the last day, give or take; chosen by us: some two hundred prisoners were
/// taken in the end.
const LAST: f64 = 300.0;

/// Rates given the strengths of steps that begin after the last landing (while men land, what a step counts is not said), the
/// garrison at the beginning, and that it is worn down by the last day. ln a, ln b and ln of the error are even beforehand; all
/// by sums over a grid.
pub fn learn(island: &Island, garrison: f64) -> Option<Learned> {
    let last_landing = island.landings.last()?.day + 1.0;
    let steps: Vec<Step> = island
        .steps
        .iter()
        .copied()
        .filter(|step| step.from >= last_landing)
        .collect();
    let end = island.steps.last()?.to as usize;
    if steps.len() < 2 || end > 10_000 {
        return None;
    }
    let grid = |middle: f64| -> Vec<f64> {
        (0..POINTS)
            .map(|place| middle * exp(REACH * (2.0 * place as f64 / (POINTS - 1) as f64 - 1.0)))
            .collect()
    };
    let errors: Vec<f64> = (0..ERRORS)
        .map(|place| 100.0 * exp(ln(100.0) * (place as f64 + 0.5) / ERRORS as f64))
        .collect();
    // a, b, left, error, ln weight.
    let mut all: Vec<[f64; 5]> = Vec::with_capacity(POINTS * POINTS * ERRORS);
    for a in grid(PUBLISHED.a) {
        for b in grid(PUBLISHED.b) {
            let history = fight(island, Rates { a, b, garrison }, end);
            let expected = means(&steps, &history, b);
            let [left, remains] = history[end];
            let worn_down = ln_normal_density(remains, 0.0, LAST);
            for &error in &errors {
                let ln_weight: f64 = expected
                    .iter()
                    .zip(&steps)
                    .map(|(mean, step)| ln_normal_density(step.men, *mean, error))
                    .sum();
                all.push([a, b, left, error, ln_weight + worn_down]);
            }
        }
    }
    let total = log_sum_exp(&all.iter().map(|one| one[4]).collect::<Vec<_>>());
    let of = |place: usize| -> [f64; 3] {
        let mut values: Vec<(f64, f64)> = all
            .iter()
            .map(|one| (one[place], exp(one[4] - total)))
            .collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mean = values.iter().map(|(value, share)| value * share).sum();
        let at = |wanted: f64| {
            let mut below = 0.0;
            for (value, share) in &values {
                below += share;
                if below >= wanted {
                    return *value;
                }
            }
            f64::NAN
        };
        [mean, at(0.05), at(0.95)]
    };
    // A point of the grid stands for the cell around it: an interval ends where a cell ends.
    let half = exp(REACH / (POINTS - 1) as f64);
    let of_rate = |place: usize| {
        let [mean, low, high] = of(place);
        [mean, low / half, high * half]
    };
    Some(Learned {
        a: of_rate(0),
        b: of_rate(1),
        left: of(2),
        error: of(3)[0],
        used: steps.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn island(rates: Rates) -> Island {
        let landings = vec![
            Landing {
                day: 0.0,
                men: 54_000.0,
            },
            Landing {
                day: 2.0,
                men: 6_000.0,
            },
            Landing {
                day: 5.0,
                men: 13_000.0,
            },
        ];
        let mut island = Island {
            landings,
            steps: Vec::new(),
        };
        let history = fight(&island, rates, 36);
        let stretches = [
            (0.0, 6.0),
            (6.0, 12.0),
            (12.0, 18.0),
            (18.0, 24.0),
            (24.0, 36.0),
        ];
        island.steps = stretches
            .iter()
            .map(|(from, to)| Step {
                from: *from,
                to: *to,
                men: 0.0,
            })
            .collect();
        let means = means(&island.steps, &history, rates.b);
        for (step, mean) in island.steps.iter_mut().zip(means) {
            step.men = (mean / 100.0).round() * 100.0;
        }
        island
    }

    #[test]
    fn a_day_in_closed_form_is_what_small_steps_give() {
        let rates = PUBLISHED;
        let mut state = [54_000.0, 20_000.0];
        let n = 200_000;
        for _ in 0..n {
            let h = 1.0 / f64::from(n);
            state = [
                state[0] + h * (6_000.0 - rates.a * state[1]),
                state[1] - h * rates.b * state[0],
            ];
        }
        let closed = one_day([54_000.0, 20_000.0], 6_000.0, rates);
        assert!((closed[0] - state[0]).abs() < 0.1 && (closed[1] - state[1]).abs() < 0.1);
    }

    #[test]
    fn known_rates_come_back_within_their_interval() {
        let truth = Rates {
            a: 0.0503,
            b: 0.0106,
            garrison: 21_500.0,
        };
        let made = island(truth);
        let end = fight(&made, truth, 36)[36][1];
        assert!(
            end.abs() < 900.0,
            "the test needs a battle that ends: {end}"
        );
        let found = learn(&made, 21_500.0).expect("steps enough");
        assert_eq!(found.used, 4);
        assert!((found.a[1]..=found.a[2]).contains(&truth.a), "{found:?}");
        assert!((found.b[1]..=found.b[2]).contains(&truth.b), "{found:?}");
        assert!((found.a[0] / truth.a - 1.0).abs() < 0.08);
    }

    #[test]
    fn steps_out_of_order_are_set_aside() {
        let text = b"day_from,day_to,us_effectives_rounded\n0,2,10\n1,3,10\n3,3,10\n3,4,0\n3,5,9\n";
        let (steps, reading) = read_steps("s.csv", text).expect("a table");
        assert_eq!(steps.len(), 2);
        assert_eq!(reading.into_record().set_aside, 3);
    }
}
