//! What a speaker may say when something is so: one density per form of statement, each with its sampler.
//!
//! The wording is ancillary: the density is that of the value, given the form it was put in. Every form is a probability
//! mass over the values that could have been said in it, so that evidences can be compared.

use kidal_chance::Draws;
use kidal_math::{exp, ln, normal_cdf};

/// Rungs of loose counting words ("several", "several dozen", "hundreds"): lower bounds.
///
/// Chosen by us because the words leave about these ranges: up to 2; 2 to 8 several; 8 to 24; 24 to 60 several dozen;
/// 60 to 150; 150 to 900 hundreds; more.
pub const RUNGS: [f64; 7] = [0.0, 2.0, 8.0, 24.0, 60.0, 150.0, 900.0];

/// The form of a statement about one quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A number, rounded to a multiple of `grain`, with log-normal error `sigma`.
    ///
    /// P(c | y, b) = Φ((ln(c + g/2) − μ)/σ) − Φ((ln(c − g/2) − μ)/σ), μ = ln(y + ½) + b; the lowest multiple takes the tail.
    Count {
        /// The value said.
        said: f64,
        /// Rounding.
        grain: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
        /// Broad median of what might be said when the report is false.
        broad: f64,
    },
    /// "At least": as a count whose logarithm runs 0.25 below the truth (chosen by us because who says "at least" has
    /// seen a part, and the part is rarely small).
    AtLeast {
        /// The value said.
        said: f64,
        /// Rounding.
        grain: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
        /// Broad median.
        broad: f64,
    },
    /// A word for a number: a rung of [`RUNGS`].
    Wording {
        /// Which rung.
        rung: usize,
    },
    /// A moment within a stretch [s]: bins of its length tile the time axis.
    Moment {
        /// Its bounds [s].
        said: [f64; 2],
        /// Standard deviation of the error [s].
        sd_s: f64,
        /// Length of the axis [s].
        span_s: f64,
    },
    /// A direction out of `sectors` equal ones.
    Bearing {
        /// Middle of the sector [rad].
        said: f64,
        /// How many sectors.
        sectors: u32,
        /// Standard deviation of the error [rad].
        sd: f64,
    },
    /// That it is so.
    Yes,
}

/// Scales of the noise, varied in sensitivity analyses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// Multiplies every standard deviation.
    pub sigma: f64,
    /// Added to the log-odds of every reliability.
    pub reliability: f64,
}

impl Default for Noise {
    fn default() -> Self {
        Self {
            sigma: 1.0,
            reliability: 0.0,
        }
    }
}

/// Standard deviation of the logarithm of a broad count: nine in ten within a factor of 14.
const BROAD_SIGMA: f64 = 1.6;
/// How far "at least" runs below the truth, in logarithms.
const AT_LEAST_SHIFT: f64 = 0.25;
/// Error of a loose counting word, in logarithms.
const WORDING_SIGMA: f64 = 0.25;

fn count_mass(said: f64, grain: f64, mean: f64, sigma: f64) -> f64 {
    let upper = normal_cdf((ln(said + grain / 2.0) - mean) / sigma);
    let lower = if said - grain / 2.0 > grain * 0.25 {
        normal_cdf((ln(said - grain / 2.0) - mean) / sigma)
    } else {
        0.0
    };
    (upper - lower).max(0.0)
}

impl Form {
    /// P(what was said | the quantity is `y`, log-bias `bias`), the report being true. 0 where the quantity did not come about.
    #[must_use]
    pub fn true_mass(&self, y: Option<f64>, bias: f64, noise: Noise) -> f64 {
        let Some(y) = y else { return 0.0 };
        match self {
            Self::Count {
                said, grain, sigma, ..
            } => count_mass(
                *said,
                *grain,
                ln(y.max(0.0) + 0.5) + bias,
                sigma * noise.sigma,
            ),
            Self::AtLeast {
                said, grain, sigma, ..
            } => count_mass(
                *said,
                *grain,
                ln(y.max(0.0) + 0.5) + bias - AT_LEAST_SHIFT,
                sigma * noise.sigma,
            ),
            Self::Wording { rung } => {
                let mean = ln(y.max(0.0) + 0.5) + bias;
                let sigma = WORDING_SIGMA * noise.sigma;
                let upper = RUNGS
                    .get(rung + 1)
                    .map_or(1.0, |bound| normal_cdf((ln(*bound) - mean) / sigma));
                let lower = if *rung == 0 {
                    0.0
                } else {
                    normal_cdf((ln(RUNGS[*rung]) - mean) / sigma)
                };
                (upper - lower).max(0.0)
            }
            Self::Moment { said, sd_s, .. } => {
                let sd = sd_s * noise.sigma;
                (normal_cdf((said[1] - y) / sd) - normal_cdf((said[0] - y) / sd)).max(0.0)
            }
            Self::Bearing { said, sectors, sd } => {
                let turn = 2.0 * core::f64::consts::PI;
                let half = turn / f64::from(*sectors) / 2.0;
                let mut off = (y - said).rem_euclid(turn);
                if off > turn / 2.0 {
                    off -= turn;
                }
                let sd = sd * noise.sigma;
                let wrapped: f64 = [-1.0, 0.0, 1.0]
                    .iter()
                    .map(|wrap| {
                        normal_cdf((half - off + wrap * turn) / sd)
                            - normal_cdf((-half - off + wrap * turn) / sd)
                    })
                    .fold(0.0, |sum, mass| sum + mass);
                wrapped.clamp(0.0, 1.0)
            }
            Self::Yes => {
                if y > 0.5 {
                    1.0
                } else {
                    0.0
                }
            }
        }
    }

    /// g: P(what was said | a false report): broad and proper, whatever is so.
    #[must_use]
    pub fn false_mass(&self) -> f64 {
        match self {
            Self::Count {
                said, grain, broad, ..
            }
            | Self::AtLeast {
                said, grain, broad, ..
            } => count_mass(*said, *grain, ln(*broad), BROAD_SIGMA),
            Self::Wording { .. } => 1.0 / RUNGS.len() as f64,
            Self::Moment { said, span_s, .. } => ((said[1] - said[0]) / span_s).min(1.0),
            Self::Bearing { sectors, .. } => 1.0 / f64::from(*sectors),
            Self::Yes => 0.5,
        }
    }

    /// Whether it holds at its own stated precision when the quantity is `y`.
    ///
    /// Counts: within rounding, and within one in twenty in any case (chosen by us because a count in the field that
    /// differs by less is called the same count). Moments: within the stretch, give or take one error.
    #[must_use]
    pub fn holds(&self, y: Option<f64>) -> bool {
        let Some(y) = y else { return false };
        match self {
            Self::Count {
                said, grain, sigma, ..
            } => (y - said).abs() <= (grain / 2.0).max(said * 0.05).max(said * sigma * 0.5),
            Self::AtLeast { said, .. } => y >= said * 0.95,
            Self::Wording { rung } => {
                y >= RUNGS[*rung] && RUNGS.get(rung + 1).is_none_or(|bound| y < *bound)
            }
            Self::Moment { said, sd_s, .. } => y >= said[0] - sd_s && y < said[1] + sd_s,
            Self::Bearing { said, sectors, sd } => {
                let turn = 2.0 * core::f64::consts::PI;
                let off = (y - said).rem_euclid(turn);
                off.min(turn - off) <= turn / f64::from(*sectors) / 2.0 + sd
            }
            Self::Yes => y > 0.5,
        }
    }

    /// P(something lower is said) + ½ P(this is said), the report being true: the mid-p of the claim. `None` where
    /// values have no order.
    #[must_use]
    pub fn mid_p(&self, y: Option<f64>, bias: f64, noise: Noise) -> Option<f64> {
        let y = y?;
        let half = 0.5 * self.true_mass(Some(y), bias, noise);
        match self {
            Self::Count {
                said, grain, sigma, ..
            }
            | Self::AtLeast {
                said, grain, sigma, ..
            } => {
                let shift = if matches!(self, Self::AtLeast { .. }) {
                    AT_LEAST_SHIFT
                } else {
                    0.0
                };
                let low = said - grain / 2.0;
                let below = if low > 0.0 {
                    normal_cdf(
                        (ln(low) - ln(y.max(0.0) + 0.5) - bias + shift) / (sigma * noise.sigma),
                    )
                } else {
                    0.0
                };
                Some(below + half)
            }
            Self::Wording { rung } => {
                let below = if *rung == 0 {
                    0.0
                } else {
                    normal_cdf(
                        (ln(RUNGS[*rung]) - ln(y.max(0.0) + 0.5) - bias)
                            / (WORDING_SIGMA * noise.sigma),
                    )
                };
                Some(below + half)
            }
            Self::Moment { said, sd_s, .. } => {
                Some(normal_cdf((said[0] - y) / (sd_s * noise.sigma)) + half)
            }
            Self::Bearing { .. } | Self::Yes => None,
        }
    }

    /// Draws what a speaker would say in this form: the same form with another value. `None` for "it is not so".
    #[must_use]
    pub fn sample(
        &self,
        y: Option<f64>,
        bias: f64,
        is_true_report: bool,
        draws: &mut Draws,
    ) -> Option<Form> {
        let round = |x: f64, grain: f64| ((x / grain).round() * grain).max(grain);
        match (self, y) {
            (
                Self::Count {
                    grain,
                    sigma,
                    broad,
                    ..
                },
                _,
            ) => {
                let (mean, sd) = match y {
                    Some(y) if is_true_report => (ln(y.max(0.0) + 0.5) + bias, *sigma),
                    _ => (ln(*broad), BROAD_SIGMA),
                };
                Some(Self::Count {
                    said: round(exp(mean + sd * draws.normal()), *grain),
                    grain: *grain,
                    sigma: *sigma,
                    broad: *broad,
                })
            }
            (
                Self::AtLeast {
                    grain,
                    sigma,
                    broad,
                    ..
                },
                _,
            ) => {
                let (mean, sd) = match y {
                    Some(y) if is_true_report => {
                        (ln(y.max(0.0) + 0.5) + bias - AT_LEAST_SHIFT, *sigma)
                    }
                    _ => (ln(*broad), BROAD_SIGMA),
                };
                Some(Self::AtLeast {
                    said: round(exp(mean + sd * draws.normal()), *grain),
                    grain: *grain,
                    sigma: *sigma,
                    broad: *broad,
                })
            }
            (Self::Wording { .. }, Some(y)) if is_true_report => {
                let heard = exp(ln(y.max(0.0) + 0.5) + bias + WORDING_SIGMA * draws.normal());
                Some(Self::Wording {
                    rung: RUNGS.iter().rposition(|bound| heard >= *bound).unwrap_or(0),
                })
            }
            (Self::Wording { .. }, _) => Some(Self::Wording {
                rung: draws.below(RUNGS.len() as u64) as usize,
            }),
            (Self::Moment { said, sd_s, span_s }, _) => {
                let length = said[1] - said[0];
                let at = match y {
                    Some(y) if is_true_report => y + sd_s * draws.normal(),
                    _ => draws.uniform() * span_s,
                };
                let low = said[0] + ((at - said[0]) / length).floor() * length;
                Some(Self::Moment {
                    said: [low, low + length],
                    sd_s: *sd_s,
                    span_s: *span_s,
                })
            }
            (Self::Bearing { sectors, sd, said }, _) => {
                let turn = 2.0 * core::f64::consts::PI;
                let width = turn / f64::from(*sectors);
                let at = match y {
                    Some(y) if is_true_report => y + sd * draws.normal(),
                    _ => draws.uniform() * turn,
                };
                let steps = ((at - said) / width).round();
                Some(Self::Bearing {
                    said: (said + steps * width).rem_euclid(turn),
                    sectors: *sectors,
                    sd: *sd,
                })
            }
            (Self::Yes, _) => {
                let so = match y {
                    Some(y) if is_true_report => y > 0.5,
                    None if is_true_report => false,
                    _ => draws.uniform() < 0.5,
                };
                so.then_some(Self::Yes)
            }
        }
    }

    /// Low and high of what is claimed, in the quantity's unit.
    #[must_use]
    pub fn claimed(&self) -> Option<[f64; 2]> {
        match self {
            Self::Count { said, .. } | Self::AtLeast { said, .. } => Some([*said, *said]),
            Self::Wording { rung } => Some([
                RUNGS[*rung],
                RUNGS.get(rung + 1).copied().unwrap_or(RUNGS[*rung]),
            ]),
            Self::Moment { said, .. } => Some(*said),
            Self::Bearing { said, .. } => Some([*said, *said]),
            Self::Yes => None,
        }
    }

    /// Whether a speaker's bias bears on it (counts that somebody may inflate).
    #[must_use]
    pub fn has_bias(&self) -> bool {
        matches!(
            self,
            Self::Count { .. } | Self::AtLeast { .. } | Self::Wording { .. }
        )
    }
}
