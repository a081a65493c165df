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
    /// A number, rounded to a step of `grain`, with log-normal error `sigma`. The steps are counted from what was said, down
    /// to the last one that is not below 0.
    ///
    /// P(c | y, b) = Φ((ln(c + g/2) − μ)/σ) − Φ((ln(c − g/2) − μ)/σ), μ = ln(y + ½) + b; the lowest step takes the tail.
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
    /// A range: its geometric middle m, in steps of [`RANGE_STEP`] of the logarithm; its width widens the error.
    ///
    /// P(c | y, b) = Φ((m + s/2 − μ)/σ) − Φ((m − s/2 − μ)/σ), σ² = ((ln high − ln low)/(2 · 1.645))² + 0.15².
    Range {
        /// Least.
        low: f64,
        /// Greatest.
        high: f64,
        /// Broad median.
        broad: f64,
    },
    /// A word for a number: a rung of [`RUNGS`].
    Wording {
        /// Which rung.
        rung: usize,
    },
    /// A moment within a stretch (s): bins of its length tile the time axis.
    Moment {
        /// Its bounds (s).
        said: [f64; 2],
        /// Standard deviation of the error (s).
        sd_s: f64,
        /// Length of the axis (s).
        span_s: f64,
    },
    /// A direction out of `sectors` equal ones.
    Bearing {
        /// Middle of the sector (rad).
        said: f64,
        /// How many sectors.
        sectors: u32,
        /// Standard deviation of the error (rad).
        sd: f64,
    },
    /// That it is so; y is 0 or 1, or the degree to which a vague word fits.
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

impl Noise {
    /// A reliability, moved on the log-odds scale.
    pub(crate) fn reliability_from(self, usual: f64) -> f64 {
        if self.reliability == 0.0 {
            return usual;
        }
        let odds = usual / (1.0 - usual) * exp(self.reliability);
        odds / (1.0 + odds)
    }
}

/// Error of a count to the last man, in logarithms. These three are chosen by us because independent counts of one body of
/// men in such reports differ by about a fifth; a count to the last man is given by who counted, a round one by who
/// estimates, and who says "about" estimates from afar.
pub const SIGMA_COUNTED: f64 = 0.15;
/// Error of a round number.
pub const SIGMA_ROUND: f64 = 0.2;
/// Error of a number said with "about".
pub const SIGMA_ABOUT: f64 = 0.3;
/// Standard deviation of the logarithm of a broad count: nine in ten within a factor of 14.
const BROAD_SIGMA: f64 = 1.6;
/// How far "at least" runs below the truth, in logarithms.
const AT_LEAST_SHIFT: f64 = 0.25;
/// Error of a loose counting word, in logarithms.
const WORDING_SIGMA: f64 = 0.25;
/// Step of the middle of a range, in logarithms; chosen by us because the ends of ranges are given to about a tenth.
pub const RANGE_STEP: f64 = 0.1;
/// Standard deviations from the middle of a normal law to the ends of its middle nine tenths: Φ⁻¹(0.95).
const NINETY_PERCENT: f64 = 1.644_853_626_951_472_2;
/// Share of false dates that fall anywhere in the scenario's time; the rest lies about it, as far again on either side.
/// Chosen by us because nearly all accounts of a battle date it near the battle, and a date outside must keep some mass.
const FALSE_DATE_INSIDE: f64 = 0.9;
const TURN: f64 = 2.0 * core::f64::consts::PI;

/// P(low < X ≤ high) of a normal number, kept precise in either tail.
fn normal_mass(low: f64, high: f64, mean: f64, sd: f64) -> f64 {
    let (low, high) = ((low - mean) / sd, (high - mean) / sd);
    let mass = if low > 0.0 {
        normal_cdf(-low) - normal_cdf(-high)
    } else {
        normal_cdf(high) - normal_cdf(low)
    };
    mass.max(0.0)
}

/// Whether a value is the lowest that could have been said in steps of `grain`.
fn is_lowest(said: f64, grain: f64) -> bool {
    said < grain * (1.0 - 1e-9)
}

/// The value nearest to `heard` among the steps of `grain` counted from `said`, and not below 0.
fn rounded(heard: f64, said: f64, grain: f64) -> f64 {
    let lowest = said - (said / grain + 1e-9).floor() * grain;
    let lowest = if lowest.abs() < 1e-6 * grain {
        0.0
    } else {
        lowest
    };
    lowest + ((heard - lowest) / grain).round().max(0.0) * grain
}

impl Form {
    /// The stretch that what was said covers, on the axis where the error is normal: logarithms of counts, seconds of
    /// moments. `None`: no such axis.
    fn bin(&self) -> Option<[f64; 2]> {
        match self {
            Self::Count { said, grain, .. } | Self::AtLeast { said, grain, .. } => {
                let low = if is_lowest(*said, *grain) {
                    f64::NEG_INFINITY
                } else {
                    ln(said - grain / 2.0)
                };
                Some([low, ln(said + grain / 2.0)])
            }
            Self::Range { low, high, .. } => {
                let middle = (ln(*low) + ln(*high)) / 2.0;
                Some([middle - RANGE_STEP / 2.0, middle + RANGE_STEP / 2.0])
            }
            Self::Wording { rung } => {
                let low = if *rung == 0 {
                    f64::NEG_INFINITY
                } else {
                    ln(RUNGS[*rung])
                };
                let high = RUNGS
                    .get(rung + 1)
                    .map_or(f64::INFINITY, |bound| ln(*bound));
                Some([low, high])
            }
            Self::Moment { said, .. } => Some(*said),
            Self::Bearing { .. } | Self::Yes => None,
        }
    }

    /// Mean and standard deviation on that axis of what a true report says of `y`.
    fn law(&self, y: f64, bias: f64, noise: Noise) -> (f64, f64) {
        let (mean, sd) = match self {
            Self::Count { sigma, .. } => (ln(y.max(0.0) + 0.5) + bias, *sigma),
            Self::AtLeast { sigma, .. } => (ln(y.max(0.0) + 0.5) + bias - AT_LEAST_SHIFT, *sigma),
            Self::Range { low, high, .. } => {
                let half = (ln(*high) - ln(*low)) / 2.0 / NINETY_PERCENT;
                (
                    ln(y.max(0.0) + 0.5) + bias,
                    (half * half + SIGMA_COUNTED * SIGMA_COUNTED).sqrt(),
                )
            }
            Self::Wording { .. } => (ln(y.max(0.0) + 0.5) + bias, WORDING_SIGMA),
            Self::Moment { sd_s, .. } => (y, *sd_s),
            Self::Bearing { sd, .. } => (y, *sd),
            Self::Yes => (y, 1.0),
        };
        (mean, sd * noise.sigma)
    }

    /// P(what was said | the quantity is `y`, log-bias `bias`), the report being true. 0 where the quantity did not come
    /// about: a true report then says so, and not a value.
    #[must_use]
    pub fn true_mass(&self, y: Option<f64>, bias: f64, noise: Noise) -> f64 {
        let Some(y) = y else { return 0.0 };
        let (mean, sd) = self.law(y, bias, noise);
        match (self, self.bin()) {
            (_, Some([low, high])) => normal_mass(low, high, mean, sd),
            (Self::Bearing { said, sectors, .. }, _) => {
                let half = TURN / f64::from(*sectors) / 2.0;
                let mut off = (said - mean).rem_euclid(TURN);
                if off > TURN / 2.0 {
                    off -= TURN;
                }
                let mut mass = 0.0;
                for wrap in -3..=3 {
                    let middle = off + f64::from(wrap) * TURN;
                    mass += normal_mass(middle - half, middle + half, 0.0, sd);
                }
                mass.min(1.0)
            }
            _ => y.clamp(0.0, 1.0),
        }
    }

    /// The greatest mass that a true report can give what was said, over all that could be so: with it in the middle of its
    /// bin, or 1 where the bin is open at an end.
    #[must_use]
    pub fn most(&self) -> f64 {
        match (self, self.bin()) {
            (Self::Bearing { said, .. }, _) => self.true_mass(Some(*said), 0.0, Noise::default()),
            (_, Some([low, high])) if low.is_finite() && high.is_finite() => {
                let (_, sd) = self.law(0.0, 0.0, Noise::default());
                normal_mass(low, high, 0.5 * (low + high), sd)
            }
            _ => 1.0,
        }
    }

    /// g: P(what was said | a false report): broad and proper, whatever is so.
    #[must_use]
    pub fn false_mass(&self) -> f64 {
        match (self, self.bin()) {
            (
                Self::Count { broad, .. } | Self::AtLeast { broad, .. } | Self::Range { broad, .. },
                Some([low, high]),
            ) => normal_mass(low, high, ln(*broad), BROAD_SIGMA),
            (Self::Moment { said, span_s, .. }, _) => {
                let inside = (said[1].min(*span_s) - said[0].max(0.0)).max(0.0) / span_s;
                FALSE_DATE_INSIDE * inside
                    + (1.0 - FALSE_DATE_INSIDE)
                        * normal_mass(said[0], said[1], span_s / 2.0, *span_s)
            }
            (Self::Wording { .. }, _) => 1.0 / RUNGS.len() as f64,
            (Self::Bearing { sectors, .. }, _) => 1.0 / f64::from(*sectors),
            _ => 0.5,
        }
    }

    /// Whether it holds at its own stated precision when the quantity is `y`.
    ///
    /// Counts: within rounding, one in twenty or half an error, whichever is widest (chosen by us because a count in the
    /// field that differs by less is called the same count). Ranges: between their ends, give or take one in twenty.
    /// Moments: within the stretch, give or take one error.
    #[must_use]
    pub fn holds(&self, y: Option<f64>) -> bool {
        let Some(y) = y else { return false };
        match self {
            Self::Count {
                said, grain, sigma, ..
            } => (y - said).abs() <= (grain / 2.0).max(said * 0.05).max(said * sigma * 0.5),
            Self::AtLeast { said, .. } => y >= said * 0.95,
            Self::Range { low, high, .. } => y >= low * 0.95 && y <= high * 1.05,
            Self::Wording { rung } => {
                y >= RUNGS[*rung] && RUNGS.get(rung + 1).is_none_or(|bound| y < *bound)
            }
            Self::Moment { said, sd_s, .. } => y >= said[0] - sd_s && y < said[1] + sd_s,
            Self::Bearing { said, sectors, sd } => {
                let off = (y - said).rem_euclid(TURN);
                off.min(TURN - off) <= TURN / f64::from(*sectors) / 2.0 + sd
            }
            Self::Yes => y > 0.5,
        }
    }

    /// P(something lower is said) + ½ P(this is said), the report being true: the mid-p of the claim. `None` where
    /// values have no order.
    #[must_use]
    pub fn mid_p(&self, y: Option<f64>, bias: f64, noise: Noise) -> Option<f64> {
        let [low, _] = self.bin()?;
        let (mean, sd) = self.law(y?, bias, noise);
        Some(normal_cdf((low - mean) / sd) + 0.5 * self.true_mass(y, bias, noise))
    }

    /// Draws what a speaker would say in this form: the same form with another value. `None` for "it is not so", or "it
    /// did not come about", which is what a true report says where there is no `y`.
    #[must_use]
    pub fn sample(
        &self,
        y: Option<f64>,
        bias: f64,
        noise: Noise,
        is_true_report: bool,
        draws: &mut Draws,
    ) -> Option<Form> {
        if is_true_report {
            let y = y?;
            let (mean, sd) = self.law(y, bias, noise);
            return match self {
                // Of a sharp line nothing is drawn, so that no other draw moves.
                Self::Yes if y <= 0.0 || y >= 1.0 => (y > 0.5).then_some(Self::Yes),
                Self::Yes => draws.chance(y).then_some(Self::Yes),
                _ => Some(self.saying(mean + sd * draws.normal())),
            };
        }
        match self {
            Self::Count { broad, .. } | Self::AtLeast { broad, .. } | Self::Range { broad, .. } => {
                Some(self.saying(ln(*broad) + BROAD_SIGMA * draws.normal()))
            }
            Self::Wording { .. } => Some(Self::Wording {
                rung: draws.below(RUNGS.len() as u64) as usize,
            }),
            Self::Moment { span_s, .. } => {
                let at = if draws.chance(FALSE_DATE_INSIDE) {
                    draws.uniform() * span_s
                } else {
                    span_s / 2.0 + span_s * draws.normal()
                };
                Some(self.saying(at))
            }
            Self::Bearing { .. } => Some(self.saying(draws.uniform() * TURN)),
            Self::Yes => draws.chance(0.5).then_some(Self::Yes),
        }
    }

    /// The same form, saying what covers this point of its axis.
    fn saying(&self, at: f64) -> Form {
        let mut form = self.clone();
        match &mut form {
            Self::Count { said, grain, .. } | Self::AtLeast { said, grain, .. } => {
                *said = rounded(exp(at), *said, *grain);
            }
            Self::Range { low, high, .. } => {
                let middle = (ln(*low) + ln(*high)) / 2.0;
                let times = exp(((at - middle) / RANGE_STEP).round() * RANGE_STEP);
                *low *= times;
                *high *= times;
            }
            Self::Wording { rung } => {
                let heard = exp(at);
                *rung = RUNGS.iter().rposition(|bound| heard >= *bound).unwrap_or(0);
            }
            Self::Moment { said, .. } => {
                let length = said[1] - said[0];
                let steps = ((at - said[0]) / length).floor();
                *said = [said[0] + steps * length, said[1] + steps * length];
            }
            Self::Bearing { said, sectors, .. } => {
                let width = TURN / f64::from(*sectors);
                *said = (*said + ((at - *said) / width).round() * width).rem_euclid(TURN);
            }
            Self::Yes => {}
        }
        form
    }

    /// Low and high of what is claimed, in the quantity's unit.
    #[must_use]
    pub fn claimed(&self) -> Option<[f64; 2]> {
        match self {
            Self::Count { said, .. } | Self::AtLeast { said, .. } => Some([*said, *said]),
            Self::Range { low, high, .. } => Some([*low, *high]),
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
            Self::Count { .. } | Self::AtLeast { .. } | Self::Range { .. } | Self::Wording { .. }
        )
    }
}
