//! Forecasts of battles that a model has not seen: at random, or a war at a time.

use kidal_chance::{Draws, hash64};
use rayon::prelude::*;

use super::engagement::Engagement;
use super::features::Knowledge;
use super::logistic::{Scale, chance_with_error, fit, log_loss};
use super::shrunk;

/// How battles are held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Ten parts at random, as published. Sub-battles of one battle fall on both sides.
    Random {
        /// Which of several divisions.
        round: u64,
    },
    /// A war at a time.
    ByWar,
}

/// Widths of the prior of weights that are tried; the middle of battles inside the learning part decides, wars held out.
const WIDTHS: [f64; 6] = [1.0, 0.3, 0.2, 0.1, 0.07, 0.05];
/// Parts in which the learning part is split to choose a width.
const INNER: u64 = 5;

/// Probabilities that the attacker wins, each forecast without the battle (or its war). Battles without a decision are not among
/// those given.
pub fn forecasts(
    battles: &[&Engagement],
    knowledge: Knowledge,
    split: Split,
    seed: u64,
) -> Vec<f64> {
    let wars = wars(battles);
    let parts: Vec<u64> = match split {
        Split::ByWar => wars.clone(),
        Split::Random { round } => at_random(battles.len(), 10, hash64(&[seed, round])),
    };
    if knowledge == Knowledge::Shrunk {
        return shrunk::forecasts(battles, &parts);
    }
    let features: Vec<Vec<f64>> = battles.iter().map(|one| knowledge.features(one)).collect();
    let kinds: std::collections::BTreeSet<u64> = parts.iter().copied().collect();
    let kinds: Vec<u64> = kinds.into_iter().collect();
    let table = Table {
        battles,
        features: &features,
        wars: &wars,
        knowledge,
    };
    let found: Vec<Vec<(usize, f64)>> = kinds
        .into_par_iter()
        .map(|part| {
            let (out, learn): (Vec<usize>, Vec<usize>) =
                (0..battles.len()).partition(|place| parts[*place] == part);
            let width = table.width(&learn, seed);
            let model = table.learn(&learn, width);
            out.into_iter()
                .map(|place| (place, table.forecast(&model, place)))
                .collect()
        })
        .collect();
    let mut all = vec![0.5; battles.len()];
    for (place, p) in found.into_iter().flatten() {
        all[place] = p;
    }
    all
}

struct Table<'a> {
    battles: &'a [&'a Engagement],
    features: &'a [Vec<f64>],
    wars: &'a [u64],
    knowledge: Knowledge,
}

struct Model {
    scale: Scale,
    weights: Vec<f64>,
}

impl Table<'_> {
    fn learn(&self, learn: &[usize], width: f64) -> Model {
        let rows: Vec<&[f64]> = learn
            .iter()
            .map(|place| self.features[*place].as_slice())
            .collect();
        let scale = Scale::of(&rows);
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| scale.row(row)).collect();
        let won: Vec<bool> = learn.iter().map(|place| self.won(*place)).collect();
        let weights = fit(&rows, &won, width);
        Model { scale, weights }
    }

    fn won(&self, place: usize) -> bool {
        self.battles[place].attacker_won == Some(true)
    }

    /// The stated errors of both strengths make the first feature uncertain for the model on objective data.
    fn forecast(&self, model: &Model, place: usize) -> f64 {
        let row = model.scale.row(&self.features[place]);
        let error = if self.knowledge == Knowledge::Objective {
            let [a, d] = self.battles[place].men_error;
            (a * a + d * d).sqrt() / model.scale.first_spread().max(1e-9)
        } else {
            0.0
        };
        chance_with_error(&row, &model.weights, error)
    }

    /// The width of the prior that forecasts best inside the learning part, wars held out together.
    fn width(&self, learn: &[usize], seed: u64) -> f64 {
        if self.knowledge != Knowledge::Objective {
            // One feature, or ten that are known to matter: the published regressions have no prior either.
            return 10.0;
        }
        let part = |place: usize| Draws::at(hash64(&[seed, 99]), self.wars[place], 0).below(INNER);
        let losses = WIDTHS.map(|width| {
            (0..INNER)
                .map(|inner| {
                    let (out, rest): (Vec<usize>, Vec<usize>) =
                        learn.iter().partition(|place| part(**place) == inner);
                    if rest.is_empty() {
                        return 0.0;
                    }
                    let model = self.learn(&rest, width);
                    out.iter()
                        .map(|place| log_loss(self.forecast(&model, *place), self.won(*place)))
                        .sum::<f64>()
                })
                .sum::<f64>()
        });
        let mut best = 0;
        for place in 1..WIDTHS.len() {
            if losses[place] < losses[best] {
                best = place;
            }
        }
        WIDTHS[best]
    }
}

/// A number for each war, from its name.
pub fn wars(battles: &[&Engagement]) -> Vec<u64> {
    battles
        .iter()
        .map(|one| kidal_chance::hash_text(&one.war))
        .collect()
}

/// Parts of nearly equal size.
fn at_random(count: usize, parts: u64, key: u64) -> Vec<u64> {
    let mut all: Vec<u64> = (0..count as u64).map(|place| place % parts).collect();
    Draws::at(key, 0, 0).shuffle(&mut all);
    all
}

/// How good forecasts are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Share of battles whose likelier outcome happened.
    pub accuracy: f64,
    /// Mean of −ln p.
    pub log_loss: f64,
    /// Mean of (p − outcome)².
    pub brier: f64,
}

/// Scores of forecasts.
pub fn score(forecasts: &[f64], won: &[bool]) -> Score {
    let n = forecasts.len().max(1) as f64;
    let pairs = || forecasts.iter().zip(won);
    let hit = pairs().filter(|(p, won)| (**p > 0.5) == **won).count() as f64;
    let outcome = |won: bool| f64::from(u8::from(won));
    Score {
        accuracy: hit / n,
        log_loss: pairs().map(|(p, won)| log_loss(*p, *won)).sum::<f64>() / n,
        brier: pairs()
            .map(|(p, won)| (p - outcome(*won)) * (p - outcome(*won)))
            .sum::<f64>()
            / n,
    }
}

/// Mean difference in log loss of one model to another, with its 95 % interval by drawing wars anew.
pub fn difference(
    one: &[f64],
    other: &[f64],
    won: &[bool],
    wars: &[u64],
    seed: u64,
) -> (f64, [f64; 2]) {
    let differences: Vec<f64> = (0..won.len())
        .map(|place| log_loss(one[place], won[place]) - log_loss(other[place], won[place]))
        .collect();
    mean_by_war(&differences, wars, seed)
}

/// Drawings of wars for an interval.
const DRAWN: u64 = 4000;

/// The mean over battles, with its 95 % interval by drawing wars anew.
pub fn mean_by_war(values: &[f64], wars: &[u64], seed: u64) -> (f64, [f64; 2]) {
    let mut by_war: std::collections::BTreeMap<u64, (f64, f64)> = std::collections::BTreeMap::new();
    for (value, war) in values.iter().zip(wars) {
        let sum = by_war.entry(*war).or_default();
        sum.0 += value;
        sum.1 += 1.0;
    }
    let sums: Vec<(f64, f64)> = by_war.into_values().collect();
    let mean = |chosen: &mut dyn Iterator<Item = (f64, f64)>| {
        let (sum, n) = chosen.fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        sum / n
    };
    let value = mean(&mut sums.iter().copied());
    let mut drawn: Vec<f64> = (0..DRAWN)
        .map(|index| {
            let mut draws = Draws::at(hash64(&[seed, 7]), index, 0);
            let n = sums.len() as u64;
            mean(&mut (0..n).map(|_| sums[draws.below(n) as usize]))
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    let at = |share: f64| drawn[(share * (DRAWN - 1) as f64) as usize];
    (value, [at(0.025), at(0.975)])
}
