//! The published comparison run again, and what becomes of it under a smaller tolerance, a finer step and known truth.

use kidal_chance::{Draws, hash_text, hash64};
use kidal_math::exp;
use rayon::prelude::*;

use super::{Period, Settings};
use crate::laws::battle::Battle;
use crate::laws::law::{Law, Prepared};
use crate::laws::model::Spread;
use crate::laws::published::fight::Program;
use crate::laws::published::{Kept, Rejection, reject, shares};
use crate::laws::tally::Tally;

/// Tolerances of the curve: shares of the runs that are kept. The published one among them is 0.001.
pub(crate) const TOLERANCES: [f64; 7] = [0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001];
/// Fewer kept runs than this show nothing.
const FEWEST: usize = 20;
/// How much finer the refined step is. Chosen by us: a step of five men moves no loss by much.
pub(crate) const FINER: f64 = 20.0;
/// The finer program is given this share of the runs: it costs more steps.
const RUNS_SHARE: u64 = 5;

/// Everything about the published comparison.
pub(crate) struct Published {
    /// Runs for each period.
    pub(crate) runs: u64,
    /// Period by period, tolerance by tolerance: kept runs and shares of the four laws.
    pub(crate) curve: Vec<Vec<(usize, [f64; 4])>>,
    /// The same with the finer step.
    pub(crate) refined_runs: u64,
    /// Period by period, tolerance by tolerance.
    pub(crate) refined: Vec<Vec<(usize, [f64; 4])>>,
    /// Synthetic battles with a known spread.
    pub(crate) collapse: Collapse,
}

/// A known spread, and what comes back.
pub(crate) struct Collapse {
    pub(crate) battles: usize,
    pub(crate) mean: f64,
    pub(crate) sd: f64,
    /// Spread of the ratios that were drawn.
    pub(crate) drawn_sd: f64,
    /// Tolerance by tolerance: kept runs, mean of their standard deviations, and the spread of those.
    pub(crate) rejection: Vec<(f64, usize, f64, f64)>,
    /// Posterior mean of the standard deviation by quadrature, and its spread.
    pub(crate) quadrature: (f64, f64),
}

/// `None` where the battles are too many to be kept one by one.
pub(crate) fn compute(periods: &[Period], settings: Settings) -> Option<Published> {
    if !periods.iter().all(Period::is_whole) {
        return None;
    }
    let refined_runs = (settings.runs / RUNS_SHARE).max(1);
    let curves = |runs: u64, program: Program| -> Vec<Vec<(usize, [f64; 4])>> {
        periods
            .iter()
            .map(|period| {
                let kept = kept(&period.battles, settings.seed, runs, program);
                TOLERANCES
                    .iter()
                    .map(|tolerance| {
                        let count = (runs as f64 * tolerance + 0.5) as usize;
                        (count, shares(&kept, count))
                    })
                    .take_while(|(count, _)| *count >= FEWEST)
                    .collect()
            })
            .collect()
    };
    Some(Published {
        runs: settings.runs,
        curve: curves(settings.runs, Program::PUBLISHED),
        refined_runs,
        refined: curves(refined_runs, Program::refined(FINER)),
        collapse: collapse(&periods[periods.len().min(2) - 1], settings),
    })
}

fn kept(battles: &[Battle], seed: u64, runs: u64, program: Program) -> Vec<Kept> {
    reject(
        battles,
        &Rejection {
            seed,
            runs,
            keep: (runs as f64 * TOLERANCES[0] + 0.5) as u64,
            program,
        },
    )
}

const TRUE_MEAN: f64 = 2.5;
const TRUE_SD: f64 = 1.5;

/// The strengths, and the losses of R, of a period; ratios drawn anew; losses of B as the logarithmic law gives them,
/// rounded to whole men.
pub(crate) fn with_known_ratios(
    battles: &[Battle],
    seed: u64,
    mean: f64,
    sd: f64,
) -> Vec<(Battle, f64)> {
    let key = hash64(&[seed, hash_text("battles with known ratios")]);
    battles
        .par_iter()
        .enumerate()
        .map(|(index, battle)| {
            let ratio =
                Draws::at(key, index as u64, 0).gamma((mean / sd) * (mean / sd)) * sd * sd / mean;
            let left = exp(ratio * battle.ln_left_r());
            let lost = (battle.b0 * (1.0 - left))
                .round()
                .clamp(1.0, battle.b0 - 1.0);
            (
                Battle {
                    bc: lost,
                    ..*battle
                },
                ratio,
            )
        })
        .collect()
}

fn collapse(period: &Period, settings: Settings) -> Collapse {
    let fought = with_known_ratios(&period.battles, settings.seed, TRUE_MEAN, TRUE_SD);
    let battles: Vec<Battle> = fought.iter().map(|(battle, _)| *battle).collect();
    let ratios: Vec<f64> = fought.iter().map(|(_, ratio)| *ratio).collect();
    let kept = kept(&battles, settings.seed, settings.runs, Program::PUBLISHED);
    let rejection = TOLERANCES
        .iter()
        .map(|tolerance| {
            (
                *tolerance,
                (settings.runs as f64 * tolerance + 0.5) as usize,
            )
        })
        .take_while(|(_, count)| *count >= FEWEST)
        .map(|(tolerance, count)| {
            let sds: Vec<f64> = kept[..count.min(kept.len())]
                .iter()
                .map(|one| one.sd)
                .collect();
            let (mean, sd) = moments(&sds);
            (tolerance, count, mean, sd)
        })
        .collect();
    let mut tally = Tally::default();
    for battle in &battles {
        tally.add(&Prepared::new(*battle).power(Law::Logarithmic.exponent().unwrap_or(0.0)));
    }
    let found = Spread::PublishedGamma.integrate(&tally);
    Collapse {
        battles: battles.len(),
        mean: TRUE_MEAN,
        sd: TRUE_SD,
        drawn_sd: moments(&ratios).1,
        rejection,
        quadrature: (found.mean(), found.sd()),
    }
}

fn moments(values: &[f64]) -> (f64, f64) {
    let mean = kidal_math::mean(values);
    let squares = kidal_math::sum_of(values.iter().map(|value| (value - mean) * (value - mean)));
    (mean, (squares / (values.len().max(2) - 1) as f64).sqrt())
}
