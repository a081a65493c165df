//! What the next source will tell, given what the others told: predictive draws, intervals, and their coverage on claims
//! that were held out.

use kidal_chance::{Draws, hash_text, hash64};
use rayon::prelude::*;

use super::claim::{Accounts, Claim, Quantity};
use super::model::{Draw, Length, Posterior, fit, own_mass, own_number, truth_given};

/// A claim beside what was predicted of it from the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Its battle.
    pub battle: usize,
    /// Its source.
    pub source: usize,
    /// Its kind.
    pub kind: usize,
    /// What it says.
    pub value: f64,
    /// Quantiles of the prediction at 5, 10, … 95 %.
    pub quantiles: [f64; 19],
    /// Predicted probability that it repeats a number of another source.
    pub repeats: f64,
    /// Whether it does.
    pub did_repeat: bool,
}

impl Predicted {
    /// Whether the central interval of this mass (a tenth to nine tenths) holds the claim.
    pub fn holds(&self, tenths: usize) -> bool {
        let low = self.quantiles[9 - tenths];
        let high = self.quantiles[9 + tenths];
        (low..=high).contains(&self.value)
    }

    /// High end of the 90 % interval over its low end.
    pub fn width(&self) -> f64 {
        self.quantiles[18] / self.quantiles[0]
    }
}

/// Folds of the hold-out: battles are split, so that nothing of a battle is in the fit that predicts it.
pub const FOLDS: usize = 5;
/// Sweeps over the claims of a quantity for each draw of the sources; chosen by us: a quantity has two to six claims.
const SWEEPS: usize = 4;
/// Predictive numbers for each draw of the sources.
const NUMBERS: usize = 2;

/// Predicts every claim of every quantity that at least two sources tell, from the other claims on it and from sources fitted
/// on other battles.
pub fn hold_out(accounts: &Accounts, length: Length, seed: u64) -> Vec<Predicted> {
    let fits: Vec<Posterior> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            fit(
                accounts,
                |quantity| fold_of(quantity.battle, seed) != fold,
                length,
                hash64(&[seed, fold as u64]),
            )
        })
        .collect();
    let found: Vec<Vec<Predicted>> = accounts
        .quantities
        .par_iter()
        .enumerate()
        .filter(|(_, quantity)| quantity.claims.len() > 1)
        .map(|(place, quantity)| {
            let fit = &fits[fold_of(quantity.battle, seed)];
            (0..quantity.claims.len())
                .map(|out| {
                    predict(
                        fit,
                        quantity,
                        out,
                        hash64(&[seed, place as u64, out as u64]),
                    )
                })
                .collect()
        })
        .collect();
    found.concat()
}

fn fold_of(battle: usize, seed: u64) -> usize {
    let key = hash64(&[seed, hash_text("folds")]);
    Draws::at(key, battle as u64, 0).below(FOLDS as u64) as usize
}

/// Predicts one claim of a quantity from the others.
pub fn predict(posterior: &Posterior, quantity: &Quantity, out: usize, key: u64) -> Predicted {
    let held = quantity.claims[out];
    let mut others = quantity.claims.clone();
    others.remove(out);
    let start = others.iter().map(|claim| claim.ln_value).sum::<f64>() / others.len() as f64;
    let mut numbers = Vec::with_capacity(posterior.draws.len() * NUMBERS);
    let mut repeats = 0.0;
    for (index, draw) in posterior.draws.iter().enumerate() {
        let mut draws = Draws::at(key, index as u64, 0);
        let truth = truth_given(draw, quantity.kind, &others, start, SWEEPS, &mut draws);
        let options = options(draw, quantity.kind, held.source, &others, truth);
        let weights: Vec<f64> = options.iter().map(|(_, weight)| *weight).collect();
        let total: f64 = weights.iter().sum();
        repeats += 1.0 - weights[0] / total;
        for _ in 0..NUMBERS {
            let number = match draws.choose(&weights) {
                Some(place) if place > 0 => options[place].0,
                _ => own_number(draw, quantity.kind, held.source, truth, &mut draws),
            };
            numbers.push(number);
        }
    }
    numbers.sort_by(f64::total_cmp);
    let mut quantiles = [0.0; 19];
    for (place, quantile) in quantiles.iter_mut().enumerate() {
        let share = (place + 1) as f64 / 20.0;
        let at = share * (numbers.len() - 1) as f64;
        // Outwards to the next number, so that an interval holds at least its mass.
        let index = if share < 0.5 { at.floor() } else { at.ceil() };
        *quantile = numbers[index as usize];
    }
    Predicted {
        battle: quantity.battle,
        source: held.source,
        kind: quantity.kind,
        value: held.value,
        quantiles,
        repeats: repeats / posterior.draws.len() as f64,
        did_repeat: others.iter().any(|one| one.value == held.value),
    }
}

/// What a source can tell: something of its own (first), or a number of another source, with the weight that the copying of
/// earlier sources by it, and of it by later sources, gives.
fn options(
    draw: &Draw,
    kind: usize,
    source: usize,
    others: &[Claim],
    truth: f64,
) -> Vec<(f64, f64)> {
    let earlier: Vec<&Claim> = others.iter().filter(|one| one.source < source).collect();
    let later = || others.iter().filter(|one| one.source > source);
    let mut passed = 1.0;
    let mut copies: Vec<(f64, f64)> = Vec::new();
    let mut add = |value: f64, weight: f64| {
        match copies.iter_mut().find(|(known, _)| *known == value) {
            Some((_, sum)) => *sum += weight,
            None => copies.push((value, weight)),
        };
    };
    for original in earlier.iter().rev() {
        let copy = draw.copy[source][original.source];
        add(original.value, passed * copy);
        passed *= 1.0 - copy;
    }
    // A later source may have copied this one: its number is then this source's own.
    for one in later() {
        let mass = own_mass(draw, kind, &Claim { source, ..*one }, truth);
        add(one.value, passed * mass);
    }
    let told = |value: Option<f64>| -> f64 {
        later()
            .map(|one| told_by(draw, kind, one, others, source, value, truth))
            .product()
    };
    let mut options = vec![(f64::NAN, passed * told(None))];
    options.extend(
        copies
            .into_iter()
            .map(|(value, weight)| (value, weight * told(Some(value)))),
    );
    options
}

/// Probability of a later claim when the source in question tells `value` (`None`: a number that nobody else tells).
fn told_by(
    draw: &Draw,
    kind: usize,
    claim: &Claim,
    others: &[Claim],
    source: usize,
    value: Option<f64>,
    truth: f64,
) -> f64 {
    let mut passed = 1.0;
    let mut sum = 0.0;
    for t in (0..claim.source).rev() {
        let told = if t == source {
            Some(value)
        } else {
            others
                .iter()
                .find(|one| one.source == t)
                .map(|one| Some(one.value))
        };
        let Some(told) = told else { continue };
        let copy = draw.copy[claim.source][t];
        if told == Some(claim.value) {
            sum += passed * copy;
        }
        passed *= 1.0 - copy;
    }
    sum + passed * own_mass(draw, kind, claim, truth)
}

/// Share of predictions whose central interval of `tenths` tenths holds the claim, with a standard error that lets claims of
/// one battle depend on each other.
pub fn coverage(predicted: &[&Predicted], tenths: usize) -> (f64, f64) {
    let n = predicted.len() as f64;
    let held = predicted.iter().filter(|one| one.holds(tenths)).count() as f64;
    let share = held / n;
    let battles = predicted.iter().map(|one| one.battle).max().unwrap_or(0) + 1;
    let mut sums = vec![0.0; battles];
    for one in predicted {
        sums[one.battle] += f64::from(u8::from(one.holds(tenths))) - share;
    }
    let squares: f64 = sums.iter().map(|sum| sum * sum).sum();
    (share, squares.sqrt() / n)
}
