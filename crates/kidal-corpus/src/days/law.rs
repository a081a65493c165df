//! Laws of attrition over days: losses of a day given the strengths of that day.

use kidal_math::{exp, ln, log_sum_exp};

use super::campaign::Campaign;
use super::normal::{Fit, Pair, Weight, fit};

/// How fast the clock of the losses runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Evenly.
    Even,
    /// Both rates divided by ln(e + t), t in days from the first: the published fatigue.
    Fatigue,
    /// Both rates multiplied by a pace of the day, unknown and shared by both sides.
    OwnPace,
}

impl Clock {
    /// All, in the order of the tables.
    pub const ALL: [Clock; 3] = [Clock::Even, Clock::Fatigue, Clock::OwnPace];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Clock::Even => "even clock",
            Clock::Fatigue => "clock of the fatigue law",
            Clock::OwnPace => "own pace each day",
        }
    }
}

/// Exponents of a law over days: of the other side's strength (p) and of one's own (q), side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Exponents {
    /// Known for each side.
    Known([[f64; 2]; 2]),
    /// Helmbold's: p = w, q = 1 − w, w uniform on 0 to 1.
    Helmbold,
    /// p and q unknown and the same for both.
    Unknown,
    /// p and q unknown, and the side that defends loses e^(−δ) of what it would: Bracken's d = e^δ. Who attacked changes once,
    /// after a day that is unknown.
    WithDefence,
}

/// A law in these tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayLaw {
    /// Its name.
    pub name: &'static str,
    /// Its exponents.
    pub exponents: Exponents,
}

const fn same(p: f64, q: f64) -> Exponents {
    Exponents::Known([[p, q], [p, q]])
}

/// Every law, in the order of the tables. The linear, square and logarithmic laws, Hartley's exponents and Helmbold's are as
/// in [`crate::laws::law`]; the guerrilla law is taken with either side hidden. Source: [deitchman1962], [bracken1995].
pub const LAWS: [DayLaw; 9] = [
    DayLaw {
        name: "linear",
        exponents: same(1.0, 1.0),
    },
    DayLaw {
        name: "square",
        exponents: same(1.0, 0.0),
    },
    DayLaw {
        name: "logarithmic",
        exponents: same(0.0, 1.0),
    },
    DayLaw {
        name: "mixed (Hartley)",
        exponents: same(0.4, 0.75),
    },
    DayLaw {
        name: "Helmbold",
        exponents: Exponents::Helmbold,
    },
    DayLaw {
        name: "guerrilla, first side hidden",
        exponents: Exponents::Known([[1.0, 1.0], [1.0, 0.0]]),
    },
    DayLaw {
        name: "guerrilla, second side hidden",
        exponents: Exponents::Known([[1.0, 0.0], [1.0, 1.0]]),
    },
    DayLaw {
        name: "general (p, q)",
        exponents: Exponents::Unknown,
    },
    DayLaw {
        name: "general (p, q, d)",
        exponents: Exponents::WithDefence,
    },
];

/// Share of its men that a side loses in a day beforehand, and the spread of its logarithm; chosen by us: half a per cent,
/// with 90 % between 0.04 and 6 %.
const A_DAY: (f64, f64) = (0.005, 1.5);
/// Prior of p and q: mean and spread of a uniform law on 0 to 2, which is what the laws for whole battles have.
const EXPONENT: Weight = Weight {
    mean: 1.0,
    sd: 0.577_350_269_189_625_8,
};
/// Prior of δ = ln d; chosen by us: defending seldom halves or doubles losses.
pub(super) const DEFENCE: Weight = Weight { mean: 0.0, sd: 0.3 };
/// Values of Helmbold's exponent that are summed.
const HELMBOLD: usize = 32;

/// A campaign with its logarithms taken once.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// ln of losses.
    lost: Vec<[f64; 2]>,
    /// ln of strengths, less their means.
    men: Vec<[f64; 2]>,
    /// ln of mean strengths.
    middle: [f64; 2],
    /// Days since the first.
    since: Vec<f64>,
    /// Numbers of the days.
    pub(super) numbers: Vec<f64>,
}

impl Prepared {
    /// Takes the logarithms of the first so many days.
    pub fn new(campaign: &Campaign, most: usize) -> Self {
        let days = &campaign.days[..campaign.days.len().min(most)];
        let n = days.len().max(1) as f64;
        let middle = [0, 1].map(|side| days.iter().map(|day| ln(day.men[side])).sum::<f64>() / n);
        Prepared {
            lost: days.iter().map(|day| day.lost.map(ln)).collect(),
            men: days
                .iter()
                .map(|day| [0, 1].map(|side: usize| ln(day.men[side]) - middle[side]))
                .collect(),
            middle,
            since: days.iter().map(|day| day.number - days[0].number).collect(),
            numbers: days.iter().map(|day| day.number).collect(),
        }
    }

    /// Days.
    pub fn days(&self) -> usize {
        self.lost.len()
    }

    fn weights(&self, more: &[Weight]) -> Vec<Weight> {
        let level = |side: usize| Weight {
            mean: self.middle[side] + ln(A_DAY.0),
            sd: A_DAY.1,
        };
        let mut all = vec![level(0), level(1)];
        all.extend_from_slice(more);
        all
    }

    /// The pairs, with known exponents taken off and features for what is unknown. Sign of a day's defence: 1 where the first
    /// side attacks.
    fn pairs(
        &self,
        clock: Clock,
        known: [[f64; 2]; 2],
        features: impl Fn(usize, usize) -> Vec<f64>,
    ) -> Vec<Pair> {
        (0..self.days())
            .map(|day| {
                let slow = match clock {
                    Clock::Fatigue => ln(ln(std::f64::consts::E + self.since[day])),
                    Clock::Even | Clock::OwnPace => 0.0,
                };
                let y = [0, 1].map(|side: usize| {
                    let [p, q] = known[side];
                    self.lost[day][side] + slow
                        - p * self.men[day][1 - side]
                        - q * self.men[day][side]
                });
                let x = [0, 1].map(|side: usize| {
                    let mut row = vec![0.0, 0.0];
                    row[side] = 1.0;
                    row.extend(features(day, side));
                    row
                });
                Pair { y, x }
            })
            .collect()
    }

    fn known(&self, clock: Clock, known: [[f64; 2]; 2]) -> Fit {
        let pairs = self.pairs(clock, known, |_, _| Vec::new());
        fit(&pairs, &self.weights(&[]), clock == Clock::OwnPace)
    }

    /// With p, q and δ known, and the attack passing from the second side to the first after so many days.
    pub fn published(&self, clock: Clock, [p, q, delta]: [f64; 3], turn: usize) -> Fit {
        let mut shifted = self.clone();
        for (day, lost) in shifted.lost.iter_mut().enumerate() {
            for (side, lost) in lost.iter_mut().enumerate() {
                *lost -= delta * attack(day, side, turn);
            }
        }
        shifted.known(clock, [[p, q], [p, q]])
    }

    /// Everything unknown for each side by itself, as a log-linear fit has it: level, slope on the other's strength, and
    /// what changes when the attack passes over. Weights: levels, slopes, changes.
    pub fn side_by_side(&self, turn: usize, slope: Weight) -> Fit {
        let pairs = self.pairs(Clock::OwnPace, [[0.0; 2]; 2], |day, side| {
            let mut row = vec![0.0; 4];
            row[side] = self.men[day][1 - side];
            row[2 + side] = if day < turn { -1.0 } else { 1.0 };
            row
        });
        let weights = self.weights(&[slope, slope, DEFENCE, DEFENCE]);
        fit(&pairs, &weights, true)
    }

    /// What a law makes of the campaign.
    pub fn ask(&self, law: DayLaw, clock: Clock) -> Asked {
        match law.exponents {
            Exponents::Known(known) => Asked::plain(self.known(clock, known)),
            Exponents::Helmbold => {
                let fits = (0..HELMBOLD)
                    .map(|place| {
                        let w = (place as f64 + 0.5) / HELMBOLD as f64;
                        self.known(clock, [[w, 1.0 - w]; 2])
                    })
                    .collect();
                Asked::mixed(fits, 0)
            }
            Exponents::Unknown => {
                let pairs = self.pairs(clock, [[0.0; 2]; 2], |day, side| {
                    vec![self.men[day][1 - side], self.men[day][side]]
                });
                let weights = self.weights(&[EXPONENT, EXPONENT]);
                Asked::plain(fit(&pairs, &weights, clock == Clock::OwnPace))
            }
            Exponents::WithDefence => {
                let fits = (1..self.days())
                    .map(|turn| {
                        let pairs = self.pairs(clock, [[0.0; 2]; 2], |day, side| {
                            vec![
                                self.men[day][1 - side],
                                self.men[day][side],
                                attack(day, side, turn),
                            ]
                        });
                        let weights = self.weights(&[EXPONENT, EXPONENT, DEFENCE]);
                        fit(&pairs, &weights, clock == Clock::OwnPace)
                    })
                    .collect();
                Asked::mixed(fits, 1)
            }
        }
    }
}

/// 1 where the side attacks on the day and −1 where it defends: the second side attacks first. Losses of who attacks grow with δ.
fn attack(day: usize, side: usize, turn: usize) -> f64 {
    if (day < turn) == (side == 1) {
        1.0
    } else {
        -1.0
    }
}

/// What a law makes of a campaign.
#[derive(Clone, Debug)]
pub struct Asked {
    /// ln Z.
    pub ln_z: f64,
    /// Numerical error of it.
    pub error: f64,
    /// Means and standard deviations of p, q and δ where they are unknown.
    pub weights: Vec<(f64, f64)>,
    /// The likeliest number of days before the attack passes over, with its probability.
    pub turn: Option<(usize, f64)>,
    /// Means of σ and τ.
    pub errors: [f64; 2],
}

impl Asked {
    fn plain(fit: Fit) -> Self {
        let weights = fit.means.iter().copied().zip(fit.sds.iter().copied());
        Asked {
            ln_z: fit.ln_z,
            error: fit.error,
            weights: weights.skip(2).collect(),
            turn: None,
            errors: fit.errors,
        }
    }

    /// Fits of equal weight beforehand; the first of them has this number of days before the turn (0: no turn).
    fn mixed(fits: Vec<Fit>, first: usize) -> Self {
        let ln_zs: Vec<f64> = fits.iter().map(|one| one.ln_z).collect();
        let total = log_sum_exp(&ln_zs);
        let shares: Vec<f64> = ln_zs.iter().map(|one| exp(one - total)).collect();
        let width = fits.first().map_or(0, |one| one.means.len());
        let over = |of: &dyn Fn(&Fit) -> f64| -> f64 {
            fits.iter()
                .zip(&shares)
                .map(|(one, share)| share * of(one))
                .sum()
        };
        let weights = (2..width)
            .map(|place| {
                let mean = over(&|one| one.means[place]);
                let square = over(&|one| {
                    one.sds[place] * one.sds[place] + one.means[place] * one.means[place]
                });
                (mean, (square - mean * mean).max(0.0).sqrt())
            })
            .collect();
        let mut best = 0;
        for place in 1..shares.len() {
            if shares[place] > shares[best] {
                best = place;
            }
        }
        Asked {
            ln_z: total - ln(fits.len().max(1) as f64),
            error: fits.iter().map(|one| one.error).fold(0.0, f64::max),
            weights,
            turn: (first > 0).then(|| (best + first, shares[best])),
            errors: [over(&|one| one.errors[0]), over(&|one| one.errors[1])],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::Day;
    use kidal_chance::Draws;

    /// Sixty days whose strengths vary widely, under p = 1, q = 0.4, d = 1.25, the attack passing over after day 20.
    fn known(pace: f64) -> Campaign {
        let days = (0..60u32)
            .map(|index| {
                let mut draws = Draws::at(31, u64::from(index), 0);
                let men = [0, 1].map(|_| 3e5 * exp(0.5 * draws.normal()));
                let shared = pace * draws.normal();
                let lost = [0, 1].map(|side: usize| {
                    let (p, q) = (1.0, 0.4);
                    0.005
                        * 3e5
                        * exp(p * ln(men[1 - side] / 3e5)
                            + q * ln(men[side] / 3e5)
                            + ln(1.25) * attack(index as usize, side, 20)
                            + shared
                            + 0.1 * draws.normal())
                });
                Day {
                    number: f64::from(index),
                    men,
                    lost,
                }
            })
            .collect();
        Campaign {
            name: "known".into(),
            sides: ["A".into(), "B".into()],
            days,
        }
    }

    #[test]
    fn exponents_defence_turn_and_clock_come_back() {
        let prepared = Prepared::new(&known(0.4), usize::MAX);
        let found = prepared.ask(LAWS[8], Clock::OwnPace);
        let [(p, p_sd), (q, q_sd), (delta, delta_sd)] = found.weights[..] else {
            panic!("three weights")
        };
        assert!((p - 1.0).abs() < 4.0 * p_sd && p_sd < 0.1, "{p} {p_sd}");
        assert!((q - 0.4).abs() < 4.0 * q_sd && q_sd < 0.1, "{q} {q_sd}");
        assert!((delta - ln(1.25)).abs() < 4.0 * delta_sd && delta_sd < 0.03);
        let (turn, probability) = found.turn.expect("a turn");
        assert_eq!(turn, 20);
        assert!(probability > 0.5);
        assert!(found.ln_z > prepared.ask(LAWS[7], Clock::OwnPace).ln_z + 10.0);
        assert!(found.ln_z > prepared.ask(LAWS[8], Clock::Even).ln_z + 10.0);
        let truth = prepared.published(Clock::OwnPace, [1.0, 0.4, ln(1.25)], 20);
        assert!(truth.ln_z > found.ln_z);
    }

    #[test]
    fn fixed_laws_lie_within_the_general_one() {
        let prepared = Prepared::new(&known(0.0), usize::MAX);
        let at = |p: f64, q: f64| {
            let law = DayLaw {
                name: "",
                exponents: same(p, q),
            };
            prepared.ask(law, Clock::Even).ln_z
        };
        assert!(at(1.0, 0.4) > at(1.0, 1.0) && at(1.0, 0.4) > at(0.0, 1.0));
        let fatigue = prepared.ask(LAWS[7], Clock::Fatigue).ln_z;
        assert!(prepared.ask(LAWS[7], Clock::Even).ln_z > fatigue + 5.0);
    }
}
