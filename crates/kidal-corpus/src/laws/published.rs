//! The published comparison of laws: rejection ABC with one latent ratio of powers per battle.
//!
//! Written anew from what the published program does (numbers and rules, not its text). Source: [rubiocampillo2016].
//! Each run draws a law, a mean and a standard deviation, and a gamma ratio for every battle; battles are stepped until one
//! side has its historical losses; the distance is the sum of relative errors of losses; the nearest runs are kept.
//!
//! What is kept is exactly what the plain way would keep: a run is given up only once a lower bound of its distance
//! exceeds a limit below which enough runs are found. The bound comes from [`bounds`].

pub mod bounds;
pub mod fight;

use kidal_chance::{Draws, hash64};
use rayon::prelude::*;

use self::bounds::Bounds;
use self::fight::{Program, Stepper};
use super::battle::Battle;
use super::law::Law;
use super::model::PUBLISHED_MOST;

/// A run that was kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// Sum of relative errors of losses.
    pub distance: f64,
    /// Number of the run.
    pub run: u64,
    /// Its law.
    pub law: Law,
    /// Mean of the ratios of powers that it drew.
    pub mean: f64,
    /// Their standard deviation.
    pub sd: f64,
}

/// How to run it.
#[derive(Clone, Copy, Debug)]
pub struct Rejection {
    /// Seed.
    pub seed: u64,
    /// Runs.
    pub runs: u64,
    /// How many of the nearest to keep.
    pub keep: u64,
    /// Step and rounding.
    pub program: Program,
}

/// Runs of the pilot that sets the limit; chosen by us: its tenth percentile is known to ±0.5 %.
const PILOT: u64 = 4096;
/// Runs of one piece of work.
const PIECE: u64 = 4096;

/// The nearest runs, nearest first (the earlier run first among equals). The result does not depend on threads.
pub fn reject(battles: &[Battle], settings: &Rejection) -> Vec<Kept> {
    let field = Field::new(battles, settings);
    let keep = settings.keep.min(settings.runs) as usize;
    let mut pilot: Vec<f64> = field
        .within(0..settings.runs.min(PILOT), f64::INFINITY)
        .iter()
        .map(|kept| kept.distance)
        .collect();
    pilot.sort_by(f64::total_cmp);
    // The share wanted, and some more, so that a second pass is rare.
    let share = settings.keep as f64 / settings.runs as f64;
    let count = pilot.len() as f64;
    let mut wanted = share * count + 4.0 * (share * count).sqrt() + 8.0;
    loop {
        let limit = if wanted < count {
            pilot[wanted as usize]
        } else {
            f64::INFINITY
        };
        let mut kept = field.all_within(settings.runs, limit);
        if kept.len() >= keep {
            kept.sort_by(|one, other| {
                one.distance
                    .total_cmp(&other.distance)
                    .then(one.run.cmp(&other.run))
            });
            kept.truncate(keep);
            return kept;
        }
        wanted *= 2.0;
    }
}

/// Share of each of the published laws among the nearest `count` runs.
pub fn shares(kept: &[Kept], count: usize) -> [f64; 4] {
    let nearest = &kept[..count.min(kept.len())];
    Law::PUBLISHED.map(|law| {
        nearest.iter().filter(|one| one.law == law).count() as f64 / nearest.len().max(1) as f64
    })
}

/// The battles with everything that all runs share.
struct Field {
    steppers: Vec<Stepper>,
    bounds: Vec<Bounds>,
    /// Battles in the order in which a run looks at them: those that tell most first.
    order: Vec<usize>,
    key: u64,
}

impl Field {
    fn new(battles: &[Battle], settings: &Rejection) -> Self {
        let steppers: Vec<Stepper> = battles
            .iter()
            .map(|battle| Stepper::new(*battle, settings.program))
            .collect();
        let bounds: Vec<Bounds> = steppers.par_iter().map(Bounds::new).collect();
        let mut order: Vec<usize> = (0..battles.len()).collect();
        let weight = |place: &usize| bounds[*place].mean();
        order.sort_by(|one, other| weight(other).total_cmp(&weight(one)).then(one.cmp(other)));
        Field {
            steppers,
            bounds,
            order,
            key: hash64(&[
                settings.seed,
                kidal_chance::hash_text("published rejection"),
            ]),
        }
    }

    fn all_within(&self, runs: u64, limit: f64) -> Vec<Kept> {
        let pieces: Vec<std::ops::Range<u64>> = (0..runs.div_ceil(PIECE))
            .map(|piece| piece * PIECE..((piece + 1) * PIECE).min(runs))
            .collect();
        let found: Vec<Vec<Kept>> = pieces
            .into_par_iter()
            .map(|piece| self.within(piece, limit))
            .collect();
        found.concat()
    }

    /// The runs of a range whose distance is at most the limit.
    fn within(&self, runs: std::ops::Range<u64>, limit: f64) -> Vec<Kept> {
        let mut ratios = vec![0.0; self.steppers.len()];
        runs.filter_map(|run| self.one(run, limit, &mut ratios))
            .collect()
    }

    fn one(&self, run: u64, limit: f64, ratios: &mut [f64]) -> Option<Kept> {
        let mut draws = Draws::at(self.key, run, 0);
        let place = draws.below(4) as usize;
        let law = Law::PUBLISHED[place];
        let mean = PUBLISHED_MOST * draws.uniform();
        let sd = PUBLISHED_MOST * draws.uniform();
        let shape = (mean / sd) * (mean / sd);
        let scale = sd * sd / mean;
        let mut least = 0.0;
        for &battle in &self.order {
            let mut draws = Draws::at(self.key, run, battle as u64 + 1);
            let ratio = scale * gamma(&mut draws, shape);
            ratios[battle] = ratio;
            least += self.bounds[battle].at(place, ratio);
            if least > limit {
                return None;
            }
        }
        // The sum of the true distances, in the order of the table, so that it does not depend on the limit.
        let distance = kidal_math::sum_of(
            self.steppers
                .iter()
                .zip(ratios.iter())
                .map(|(stepper, ratio)| stepper.distance(place, *ratio)),
        );
        (distance <= limit).then_some(Kept {
            distance,
            run,
            law,
            mean,
            sd,
        })
    }
}

/// A gamma number of scale 1. Source: [marsaglia2000], with its quick test, so that most draws need no logarithm.
fn gamma(draws: &mut Draws, shape: f64) -> f64 {
    use kidal_math::{exp, ln};
    if shape < 1.0 {
        let boosted = gamma(draws, shape + 1.0);
        return boosted * exp(ln(draws.uniform()) / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = draws.normal();
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u = draws.uniform();
        let square = x * x;
        if u < 1.0 - 0.0331 * square * square || ln(u) < 0.5 * square + d - d * v + d * ln(v) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests;
