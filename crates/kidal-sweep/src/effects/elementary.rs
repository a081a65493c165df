//! Elementary effects: a cheap look at which factors do anything at all.
//!
//! ```text
//! effect of a step = (f(x + Δ eᵢ) − f(x)) / Δ
//! μᵢ = mean, μ*ᵢ = mean of absolute values, σᵢ = standard deviation over trajectories
//! ```
//! Source: [morris1991], μ* [campolongo2007]. A factor with small μ* does nothing; one with σ as large as μ* acts in a
//! curve or together with others.

use super::{Interval, NINETY_FIVE, spread};
use crate::{Layout, Points, SweepError};
use kidal_chance::{Draws, hash64};

/// Address of the bootstrap.
const BOOTSTRAP: u64 = 0x6b69_6461_6c54;

/// What a factor does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// Mean effect, in units of the response per whole range of the factor.
    pub mean: f64,
    /// Mean absolute effect.
    pub mean_absolute: Interval,
    /// Standard deviation of the effects.
    pub sd: f64,
}

/// Elementary effects of one response.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementaryEffects {
    /// One for each factor.
    pub factors: Vec<Screening>,
}

impl ElementaryEffects {
    /// Effects from responses at the points of a Morris design.
    ///
    /// # Errors
    /// Another design, or responses that do not fit it.
    pub fn of(
        points: &Points,
        responses: &[f64],
        resamples: usize,
        seed: u64,
    ) -> Result<Self, SweepError> {
        let Layout::Trajectories { steps } = points.layout() else {
            return Err(SweepError::Layout {
                analysis: "an elementary effect",
                needed: "a Morris design",
            });
        };
        points.fit(responses)?;
        let factors = points.factors();
        let mut effects = vec![Vec::with_capacity(steps.len()); factors];
        for (trajectory, steps) in steps.iter().enumerate() {
            let start = trajectory * (factors + 1);
            for (step, (factor, change)) in steps.iter().enumerate() {
                effects[*factor]
                    .push((responses[start + step + 1] - responses[start + step]) / change);
            }
        }
        Ok(Self {
            factors: effects
                .iter()
                .enumerate()
                .map(|(factor, effects)| screening(effects, factor, resamples, seed))
                .collect(),
        })
    }
}

fn screening(effects: &[f64], factor: usize, resamples: usize, seed: u64) -> Screening {
    let absolute: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let means: Vec<f64> = (0..resamples)
        .map(|resample| {
            let mut draws = Draws::at(hash64(&[seed, BOOTSTRAP]), factor as u64, resample as u64);
            let again: Vec<f64> = absolute
                .iter()
                .map(|_| absolute[draws.below(absolute.len() as u64) as usize])
                .collect();
            kidal_math::mean(&again)
        })
        .collect();
    Screening {
        mean: kidal_math::mean(effects),
        mean_absolute: Interval {
            value: kidal_math::mean(&absolute),
            half_width: NINETY_FIVE * spread(&means),
        },
        sd: spread(effects),
    }
}
