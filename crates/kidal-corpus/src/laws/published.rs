//! The published comparison of laws: rejection ABC with one latent ratio of powers per battle.
//!
//! Written anew from what the published program does (numbers and rules, not its text). Source: [rubiocampillo2016].
//! Each run draws a law, a mean and a standard deviation, and a gamma ratio for every battle; battles are stepped until one
//! side has its historical losses; the distance is the sum of relative errors of losses; the nearest runs are kept.
//!
//! What is kept is exactly what the plain way would keep: a run is given up only once a lower bound of its distance
//! exceeds a limit below which enough runs are found. The bound comes from [`bounds`], in the form of `scales`.

pub mod bounds;
pub mod fight;
mod scales;

use kidal_chance::{Draws, hash64};
use rayon::prelude::*;

use self::bounds::Bounds;
use self::fight::{Program, Stepper};
use self::scales::Scales;
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

/// Runs of the first pilot, every one stepped; it sets a limit for the second. Chosen by us because the tenth part of them,
/// which is what a hundredth of many runs needs with its margin, is known well enough.
const FIRST_PILOT: u64 = 512;
/// Runs of the second pilot, which sets the limit of all; chosen by us: its hundredth part is known to ±8 %.
const PILOT: u64 = 16_384;
/// Battles whose ratios are drawn together.
const BATCH: usize = 16;
/// Runs of one piece of work.
const PIECE: u64 = 2048;

/// The nearest runs, nearest first (the earlier run first among equals). The result does not depend on threads.
pub fn reject(battles: &[Battle], settings: &Rejection) -> Vec<Kept> {
    let field = Field::new(battles, settings);
    let keep = settings.keep.min(settings.runs) as usize;
    let share = settings.keep as f64 / settings.runs as f64;
    let first = field.nearest(FIRST_PILOT.min(settings.runs), f64::INFINITY);
    let second = PILOT.min(settings.runs);
    let pilot = field.nearest(second, limit_for(share, FIRST_PILOT, &first));
    let mut limit = limit_for(share, second, &pilot);
    loop {
        let mut kept = field.nearest(settings.runs, limit);
        if kept.len() >= keep {
            kept.truncate(keep);
            return kept;
        }
        // Rare: the pilots promised more.
        limit *= 1.5;
    }
}

/// The distance within which so large a share of many runs lies, and some more, so that a second pass is rare.
/// Four standard errors and eight runs; chosen by us: the work grows by less than a repetition in a hundred would cost.
fn limit_for(share: f64, runs: u64, nearest: &[Kept]) -> f64 {
    let count = share * runs as f64;
    let wanted = (count + 4.0 * count.sqrt() + 8.0) as usize;
    nearest
        .get(wanted)
        .map_or(f64::INFINITY, |one| one.distance)
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
    key: u64,
}

/// What a run draws before its ratios.
struct Drawn {
    run: u64,
    law: usize,
    mean: f64,
    sd: f64,
    gamma: Gamma,
    scale: f64,
}

impl Field {
    fn new(battles: &[Battle], settings: &Rejection) -> Self {
        let steppers: Vec<Stepper> = battles
            .iter()
            .map(|battle| Stepper::new(*battle, settings.program))
            .collect();
        let bounds: Vec<Bounds> = steppers.par_iter().map(Bounds::new).collect();
        Field {
            steppers,
            bounds,
            key: hash64(&[
                settings.seed,
                kidal_chance::hash_text("published rejection"),
            ]),
        }
    }

    /// The runs whose distance is at most the limit, nearest first.
    fn nearest(&self, runs: u64, limit: f64) -> Vec<Kept> {
        let scales: Vec<Scales> = if limit < f64::INFINITY {
            (0..Law::PUBLISHED.len())
                .map(|law| Scales::new(&self.bounds, law, limit))
                .collect()
        } else {
            Vec::new()
        };
        let pieces: Vec<std::ops::Range<u64>> = (0..runs.div_ceil(PIECE))
            .map(|piece| piece * PIECE..((piece + 1) * PIECE).min(runs))
            .collect();
        let found: Vec<Vec<Kept>> = pieces
            .into_par_iter()
            .map(|piece| self.within(piece, limit, &scales))
            .collect();
        let mut kept = found.concat();
        kept.sort_by(|one, other| {
            one.distance
                .total_cmp(&other.distance)
                .then(one.run.cmp(&other.run))
        });
        kept
    }

    /// The runs of a range whose distance is at most the limit; law by law, so that the scales of one law stay near the
    /// processor. Without scales every run is stepped.
    fn within(&self, runs: std::ops::Range<u64>, limit: f64, scales: &[Scales]) -> Vec<Kept> {
        let mut drawn: Vec<Drawn> = runs.map(|run| self.drawn(run)).collect();
        drawn.sort_by_key(|one| one.law);
        let mut ratios = vec![0.0; self.steppers.len()];
        drawn
            .iter()
            .filter_map(|one| match scales.get(one.law) {
                Some(scales) => self.near(one, limit, scales, &mut ratios),
                None => {
                    for (battle, ratio) in ratios.iter_mut().enumerate() {
                        *ratio = self.ratio(one, battle);
                    }
                    Some(one.kept(self.distances(one, &ratios)))
                }
            })
            .collect()
    }

    fn drawn(&self, run: u64) -> Drawn {
        let mut draws = Draws::at(self.key, run, 0);
        let law = draws.below(4) as usize;
        let mean = PUBLISHED_MOST * draws.uniform();
        let sd = PUBLISHED_MOST * draws.uniform();
        Drawn {
            run,
            law,
            mean,
            sd,
            gamma: Gamma::new((mean / sd) * (mean / sd)),
            scale: sd * sd / mean,
        }
    }

    #[inline]
    fn ratio(&self, run: &Drawn, battle: usize) -> f64 {
        let mut draws = Draws::at(self.key, run.run, battle as u64 + 1);
        run.scale * run.gamma.draw(&mut draws)
    }

    /// The run, if its distance is at most the limit. It is given up as soon as bounds, or bounds and the distances of the
    /// first battles, exceed it.
    fn near(&self, run: &Drawn, limit: f64, scales: &Scales, numbers: &mut [f64]) -> Option<Kept> {
        let mut least = 0;
        let order = scales.order(run.mean, run.sd);
        for battles in order.chunks(BATCH) {
            for (&battle, ratio) in battles.iter().zip(self.ratios(run, battles)) {
                numbers[battle as usize] = ratio;
                least += scales.at(battle as usize, ratio);
                if least > scales::LIMIT {
                    return None;
                }
            }
        }
        // The bounds leave room: one after the other gives way to what it is a bound of.
        for &battle in order {
            let battle = battle as usize;
            let ratio = numbers[battle];
            least -= scales.at(battle, ratio);
            let distance = self.steppers[battle].distance(run.law, ratio);
            numbers[battle] = distance;
            least = least.saturating_add(scales::units(distance, limit));
            if least > scales::LIMIT {
                return None;
            }
        }
        // In the order of the table, so that it does not depend on the limit.
        let distance = kidal_math::sum_of(numbers.iter().copied());
        (distance <= limit).then(|| run.kept(distance))
    }

    /// The ratios of some battles, as [`Field::ratio`] draws them. Step by step for all of them, because a processor does the
    /// same step of several battles at once and not the steps of one battle.
    fn ratios(&self, run: &Drawn, battles: &[u32]) -> [f64; BATCH] {
        let (mut normals, mut tests, mut boosts) = ([0.0; BATCH], [0.0; BATCH], [1.0; BATCH]);
        for (place, &battle) in battles.iter().enumerate() {
            let mut draws = Draws::at(self.key, run.run, u64::from(battle) + 1);
            normals[place] = draws.uniform();
            tests[place] = draws.uniform();
            if run.gamma.is_scaled_down() {
                boosts[place] = draws.uniform();
            }
        }
        for normal in &mut normals[..battles.len()] {
            *normal = kidal_math::normal_quantile(*normal);
        }
        let mut ratios = [0.0; BATCH];
        for place in 0..battles.len() {
            ratios[place] = match run.gamma.quick(normals[place], tests[place]) {
                Some(number) => run.scale * run.gamma.scaled(number, boosts[place]),
                // Not accepted at the first try: as one by one.
                None => self.ratio(run, battles[place] as usize),
            };
        }
        ratios
    }

    /// The sum of the distances, in the order of the table, so that it does not depend on the limit.
    fn distances(&self, run: &Drawn, ratios: &[f64]) -> f64 {
        kidal_math::sum_of(
            self.steppers
                .iter()
                .zip(ratios)
                .map(|(stepper, ratio)| stepper.distance(run.law, *ratio)),
        )
    }
}

impl Drawn {
    fn kept(&self, distance: f64) -> Kept {
        Kept {
            distance,
            run: self.run,
            law: Law::PUBLISHED[self.law],
            mean: self.mean,
            sd: self.sd,
        }
    }
}

/// The gamma law of scale 1. Source: [marsaglia2000], with its quick test, so that most draws need no logarithm.
#[derive(Clone, Copy, Debug)]
struct Gamma {
    shape: f64,
    d: f64,
    c: f64,
}

impl Gamma {
    fn new(shape: f64) -> Self {
        // Below 1, a number of shape + 1 is drawn and scaled down.
        let d = if shape < 1.0 { shape + 1.0 } else { shape } - 1.0 / 3.0;
        Gamma {
            shape,
            d,
            c: 1.0 / (9.0 * d).sqrt(),
        }
    }

    #[inline]
    fn draw(&self, draws: &mut Draws) -> f64 {
        let number = self.whole(draws);
        if self.is_scaled_down() {
            self.scaled(number, draws.uniform())
        } else {
            number
        }
    }

    fn is_scaled_down(&self) -> bool {
        self.shape < 1.0
    }

    #[inline]
    fn scaled(&self, number: f64, uniform: f64) -> f64 {
        if self.is_scaled_down() {
            number * kidal_math::exp(kidal_math::ln(uniform) / self.shape)
        } else {
            number
        }
    }

    /// The number that a normal one and a uniform one give, if the quick test accepts it.
    #[inline]
    fn quick(&self, x: f64, u: f64) -> Option<f64> {
        let root = 1.0 + self.c * x;
        let square = x * x;
        (root > 0.0 && u < 1.0 - 0.0331 * square * square).then_some(self.d * (root * root * root))
    }

    fn whole(&self, draws: &mut Draws) -> f64 {
        use kidal_math::ln;
        let Gamma { d, c, .. } = *self;
        loop {
            let x = draws.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let u = draws.uniform();
            if let Some(number) = self.quick(x, u) {
                return number;
            }
            let v = root * root * root;
            if ln(u) < 0.5 * (x * x) + d - d * v + d * ln(v) {
                return d * v;
            }
        }
    }
}

#[cfg(test)]
mod tests;
