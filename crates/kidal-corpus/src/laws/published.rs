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
mod gamma;
mod luck;
mod scales;

use kidal_chance::{Draws, hash64};
use rayon::prelude::*;

use self::bounds::Bounds;
use self::fight::{Program, Stepper};
use self::gamma::Gamma;
use self::luck::Layers;
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
    layers: &'static Layers,
    key: u64,
}

/// The words of a battle's luck: for a normal number, for its test, for what scales it down.
#[inline]
fn words(run: &Drawn, battle: usize) -> [u64; 3] {
    let first = 3 * battle as u64;
    [0, 1, 2].map(|number| luck::word(run.luck, first + number))
}

/// What a run draws before its ratios.
struct Drawn {
    run: u64,
    law: usize,
    mean: f64,
    sd: f64,
    gamma: Gamma,
    scale: f64,
    /// What the luck of its battles is made from.
    luck: u64,
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
            layers: Layers::get(),
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
            luck: draws.bits(),
        }
    }

    fn ratio(&self, run: &Drawn, battle: usize) -> f64 {
        let [normal, ..] = words(run, battle);
        let ratio = self.unscaled(run, battle, self.normal(run, battle, normal));
        if run.gamma.is_scaled_down() {
            let [_, _, boost] = words(run, battle);
            ratio * run.gamma.boost(luck::uniform(boost))
        } else {
            ratio
        }
    }

    /// The ratio that a battle's normal number gives, before it is scaled down.
    fn unscaled(&self, run: &Drawn, battle: usize, normal: f64) -> f64 {
        let [_, test, _] = words(run, battle);
        let more = || self.more(run, battle, 1);
        run.scale * run.gamma.whole(normal, luck::uniform(test), more)
    }

    #[inline]
    fn normal(&self, run: &Drawn, battle: usize, word: u64) -> f64 {
        self.layers.normal(word, || self.more(run, battle, 0))
    }

    /// Further draws of a battle, for one of two needs.
    #[cold]
    fn more(&self, run: &Drawn, battle: usize, need: u64) -> Draws {
        Draws::at(self.key, run.run, 2 * battle as u64 + need + 1)
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
        let mut normals = [0.0; BATCH];
        for (normal, &battle) in normals.iter_mut().zip(battles) {
            let [word, ..] = words(run, battle as usize);
            *normal = self.normal(run, battle as usize, word);
        }
        let mut ratios = [0.0; BATCH];
        for ((ratio, normal), &battle) in ratios.iter_mut().zip(normals).zip(battles) {
            let [_, test, _] = words(run, battle as usize);
            *ratio = match run.gamma.quick(normal, luck::uniform(test)) {
                Some(number) => run.scale * number,
                // Not accepted at once.
                None => self.unscaled(run, battle as usize, normal),
            };
        }
        if run.gamma.is_scaled_down() {
            for (ratio, &battle) in ratios.iter_mut().zip(battles) {
                let [_, _, boost] = words(run, battle as usize);
                *ratio *= run.gamma.boost(luck::uniform(boost));
            }
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

#[cfg(test)]
mod tests;
