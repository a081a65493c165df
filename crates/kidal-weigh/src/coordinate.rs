//! One coordinate of the parameter space: a prior with its constants worked out once.

use kidal_chance::Draws;
use kidal_math::{ln, ln_beta, ln_normal_cdf, ln_normal_density, normal_cdf, normal_quantile};

use crate::interval::Interval;
use crate::model::Prior;

#[derive(Clone, Debug)]
pub(crate) enum Coordinate {
    Uniform {
        low: f64,
        width: f64,
        interval: Interval,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    LogNormal(CutLogNormal),
    Beta {
        a: f64,
        b: f64,
        low: f64,
        width: f64,
        ln_constant: f64,
        interval: Interval,
    },
    Levels {
        ln_weights: Vec<f64>,
        cumulative: Vec<f64>,
    },
    Fixed(f64),
}

#[derive(Clone, Debug)]
pub(crate) struct CutLogNormal {
    ln_median: f64,
    sigma: f64,
    low: f64,
    high: f64,
    /// Log of the mass that the cut leaves.
    ln_mass: f64,
    /// The interval of ln x.
    interval: Interval,
}

impl Coordinate {
    pub(crate) fn new(prior: &Prior) -> Result<Self, String> {
        let require = |is_right: bool, what: &str| {
            if is_right {
                Ok(())
            } else {
                Err(what.to_owned())
            }
        };
        match *prior {
            Prior::Uniform { low, high } => {
                require(
                    low.is_finite() && high.is_finite() && low < high,
                    "`low` must be below `high`, both finite",
                )?;
                Ok(Self::Uniform {
                    low,
                    width: high - low,
                    interval: Interval { low, high },
                })
            }
            Prior::Normal { mean, sd } => {
                require(
                    mean.is_finite() && sd.is_finite() && sd > 0.0,
                    "`sd` must be above 0, both finite",
                )?;
                Ok(Self::Normal { mean, sd })
            }
            Prior::LogNormal {
                median,
                sigma,
                low,
                high,
            } => {
                require(
                    median.is_finite() && median > 0.0,
                    "`median` must be above 0 and finite",
                )?;
                require(
                    sigma.is_finite() && sigma > 0.0,
                    "`sigma` must be above 0 and finite",
                )?;
                require(
                    low >= 0.0 && low < high,
                    "`low` must be at least 0 and below `high`",
                )?;
                let cut = CutLogNormal::new(ln(median), sigma, low, high);
                require(
                    cut.ln_mass > -30.0,
                    "next to nothing of the law lies between `low` and `high`; move the cuts or the median",
                )?;
                Ok(Self::LogNormal(cut))
            }
            Prior::Beta { a, b, low, high } => {
                require(
                    a.is_finite() && b.is_finite() && a > 0.0 && b > 0.0,
                    "`a` and `b` must be above 0 and finite",
                )?;
                require(
                    low.is_finite() && high.is_finite() && low < high,
                    "`low` must be below `high`, both finite",
                )?;
                let width = high - low;
                let ln_constant = -ln_beta(a, b) - ln(width);
                Ok(Self::Beta {
                    a,
                    b,
                    low,
                    width,
                    ln_constant,
                    interval: Interval { low, high },
                })
            }
            Prior::Levels { ref weights } => {
                require(!weights.is_empty(), "it needs at least one level")?;
                require(
                    weights.iter().all(|w| w.is_finite() && *w >= 0.0),
                    "weights must be finite and not negative",
                )?;
                let total = kidal_math::sum(weights);
                require(
                    total > 0.0 && total.is_finite(),
                    "at least one weight must be above 0",
                )?;
                let ln_weights = weights
                    .iter()
                    .map(|w| {
                        if *w > 0.0 {
                            ln(w / total)
                        } else {
                            f64::NEG_INFINITY
                        }
                    })
                    .collect();
                let mut running = 0.0;
                let cumulative = weights
                    .iter()
                    .map(|w| {
                        running += w / total;
                        running
                    })
                    .collect();
                Ok(Self::Levels {
                    ln_weights,
                    cumulative,
                })
            }
            Prior::Fixed(value) => {
                require(value.is_finite(), "the value must be finite")?;
                Ok(Self::Fixed(value))
            }
        }
    }

    pub(crate) fn sample(&self, draws: &mut Draws) -> f64 {
        match self {
            Self::Uniform {
                low,
                width,
                interval,
            } => (low + width * draws.uniform()).clamp(interval.low, interval.high),
            Self::Normal { mean, sd } => mean + sd * draws.normal(),
            Self::LogNormal(cut) => cut.quantile(draws.uniform()),
            Self::Beta {
                a,
                b,
                low,
                width,
                interval,
                ..
            } => (low + width * draws.beta(*a, *b)).clamp(interval.low, interval.high),
            Self::Levels {
                ln_weights,
                cumulative,
            } => {
                let u = draws.uniform();
                let found = cumulative.iter().position(|c| u < *c);
                // Rounding may leave the last sum below 1: then the last possible level is meant.
                found
                    .or_else(|| ln_weights.iter().rposition(|w| w.is_finite()))
                    .unwrap_or(0) as f64
            }
            Self::Fixed(value) => *value,
        }
    }

    pub(crate) fn ln_density(&self, x: f64) -> f64 {
        match self {
            Self::Uniform {
                width, interval, ..
            } => {
                if interval.holds(x) {
                    -ln(*width)
                } else {
                    f64::NEG_INFINITY
                }
            }
            Self::Normal { mean, sd } => ln_normal_density(x, *mean, *sd),
            Self::LogNormal(cut) => cut.ln_density(x),
            Self::Beta {
                a,
                b,
                low,
                width,
                ln_constant,
                interval,
            } => {
                if !interval.holds(x) {
                    return f64::NEG_INFINITY;
                }
                let share = (x - low) / width;
                let rest = (interval.high - x) / width;
                // At an end the factor with exponent 0 is 1, not 0 times infinity.
                let first = if *a == 1.0 {
                    0.0
                } else {
                    (a - 1.0) * ln(share)
                };
                let second = if *b == 1.0 { 0.0 } else { (b - 1.0) * ln(rest) };
                ln_constant + first + second
            }
            Self::Levels { ln_weights, .. } => {
                let is_index = x >= 0.0 && x < ln_weights.len() as f64 && x == x.floor();
                if is_index {
                    ln_weights[x as usize]
                } else {
                    f64::NEG_INFINITY
                }
            }
            Self::Fixed(value) => {
                if x == *value {
                    0.0
                } else {
                    f64::NEG_INFINITY
                }
            }
        }
    }

    pub(crate) fn to_line(&self, x: f64) -> f64 {
        match self {
            Self::Uniform { interval, .. } | Self::Beta { interval, .. } => interval.to_line(x),
            Self::Normal { mean, sd } => (x - mean) / sd,
            Self::LogNormal(cut) => cut.interval.to_line(ln(x)),
            Self::Levels { .. } | Self::Fixed(_) => x,
        }
    }

    pub(crate) fn value_at(&self, z: f64) -> (f64, f64) {
        match self {
            Self::Uniform { interval, .. } | Self::Beta { interval, .. } => interval.value_at(z),
            Self::Normal { mean, sd } => (mean + sd * z, ln(*sd)),
            Self::LogNormal(cut) => {
                let (log, ln_slope) = cut.interval.value_at(z);
                // dx/dz = x d(ln x)/dz, so the log of the slope gains ln x.
                (
                    kidal_math::exp(log).clamp(cut.low, cut.high),
                    ln_slope + log,
                )
            }
            Self::Levels { .. } | Self::Fixed(_) => (z, 0.0),
        }
    }
}

impl CutLogNormal {
    fn new(ln_median: f64, sigma: f64, low: f64, high: f64) -> Self {
        let interval = Interval {
            low: if low > 0.0 {
                ln(low)
            } else {
                f64::NEG_INFINITY
            },
            high: if high.is_finite() {
                ln(high)
            } else {
                f64::INFINITY
            },
        };
        let (from, to) = (
            (interval.low - ln_median) / sigma,
            (interval.high - ln_median) / sigma,
        );
        // In the upper half both ends are mirrored, where the distribution function has its precision.
        let ln_mass = if from == f64::NEG_INFINITY && to == f64::INFINITY {
            0.0
        } else if from > 0.0 {
            ln_difference(-from, -to)
        } else {
            ln_difference(to, from)
        };
        Self {
            ln_median,
            sigma,
            low,
            high,
            ln_mass,
            interval,
        }
    }

    fn ln_density(&self, x: f64) -> f64 {
        if !(x > 0.0 && x >= self.low && x <= self.high) {
            return f64::NEG_INFINITY;
        }
        let log = ln(x);
        ln_normal_density(log, self.ln_median, self.sigma) - log - self.ln_mass
    }

    fn quantile(&self, u: f64) -> f64 {
        let from = (self.interval.low - self.ln_median) / self.sigma;
        let to = (self.interval.high - self.ln_median) / self.sigma;
        let z = if from > 0.0 {
            -normal_quantile(mix(normal_cdf(-from), normal_cdf(-to), u))
        } else {
            normal_quantile(mix(normal_cdf(from), normal_cdf(to), u))
        };
        kidal_math::exp(self.ln_median + self.sigma * z).clamp(self.low, self.high)
    }
}

fn mix(at_zero: f64, at_one: f64, u: f64) -> f64 {
    at_zero + (at_one - at_zero) * u
}

/// ln(Φ(upper) − Φ(lower)), both at or below the middle or at least one of them.
fn ln_difference(upper: f64, lower: f64) -> f64 {
    let top = if upper == f64::INFINITY {
        0.0
    } else {
        ln_normal_cdf(upper)
    };
    if lower == f64::NEG_INFINITY {
        return top;
    }
    top + kidal_math::ln_1p(-kidal_math::exp(ln_normal_cdf(lower) - top))
}
