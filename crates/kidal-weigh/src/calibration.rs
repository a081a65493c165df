//! Simulation-based calibration: is the sampler right about its own model?
//!
//! Draw parameters from the prior, data from the model, weigh the data, and see where the truth lies among draws of the
//! posterior: over many replications its ranks must be uniform. This tests the sampler against the model, never the model
//! against the world; and it cannot see a sampler that hands back the prior, whose ranks are uniform too.

use kidal_chance::counts::ln_binomial_mass;
use kidal_chance::{Draws, hash64};
use kidal_math::exp;
use serde::{Deserialize, Serialize};

use crate::posterior::Estimate;
use crate::summary::weights;

/// One number of one replication: what it truly was, and draws from the posterior of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replicated {
    /// Which number.
    pub name: String,
    /// Its value when the data were made.
    pub truth: f64,
    /// Independent draws from its posterior, as many in each replication.
    pub draws: Vec<f64>,
}

impl Replicated {
    /// From weighted values: `count` independent draws. `key` is the replication's.
    pub fn from_weighted(
        name: impl Into<String>,
        truth: f64,
        values: &[f64],
        log_weights: &[f64],
        count: usize,
        key: u64,
    ) -> Self {
        let name = name.into();
        let mut running = 0.0;
        let cumulative: Vec<f64> = weights(log_weights)
            .iter()
            .map(|weight| {
                running += weight;
                running
            })
            .collect();
        let mut draws = Draws::at(hash64(&[key, kidal_chance::hash_text(&name)]), 0, 0);
        let one = |_| {
            let u = draws.uniform() * running;
            let index = cumulative.partition_point(|sum| *sum <= u);
            values[index.min(values.len().saturating_sub(1))]
        };
        Self {
            draws: (0..count).map(one).collect(),
            name,
            truth,
        }
    }

    /// How many draws lie below the truth; equal ones count as below with an even chance for each number of them, so that
    /// the ranks of a discrete quantity are uniform too.
    fn rank(&self, key: u64) -> u32 {
        let below = self.draws.iter().filter(|x| **x < self.truth).count() as u64;
        let equal = self.draws.iter().filter(|x| **x == self.truth).count() as u64;
        let mut draws = Draws::at(hash64(&[key, kidal_chance::hash_text(&self.name)]), 1, 0);
        (below + draws.below(equal + 1)) as u32
    }
}

/// Ranks of one number over all replications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranks {
    /// Which number.
    pub name: String,
    /// Draws of each replication (L).
    pub draws: u32,
    /// The rank of the truth in each replication, from 0 to L.
    pub ranks: Vec<u32>,
}

/// Ranks of every number, in the order of the first replication. `key_of` gives the key of a replication, for ties.
///
/// Numbers that a replication lacks are left out of it; one with another number of draws than the first is passed over.
pub fn ranks(replications: &[Vec<Replicated>], key_of: impl Fn(usize) -> u64) -> Vec<Ranks> {
    let mut all: Vec<Ranks> = Vec::new();
    for (number, replication) in replications.iter().enumerate() {
        for one in replication {
            let length = one.draws.len() as u32;
            let index = all
                .iter()
                .position(|r| r.name == one.name)
                .unwrap_or_else(|| {
                    all.push(Ranks {
                        name: one.name.clone(),
                        draws: length,
                        ranks: Vec::new(),
                    });
                    all.len() - 1
                });
            if all[index].draws == length {
                all[index].ranks.push(one.rank(key_of(number)));
            }
        }
    }
    all
}

impl Ranks {
    /// How often a central interval with this probability held the truth, with the standard error that it has when the
    /// sampler is right, √(p (1 − p)/N).
    pub fn coverage(&self, probability: f64) -> Estimate {
        let values = f64::from(self.draws + 1);
        // As many of the L + 1 ranks as come nearest to the probability, in the middle.
        let inside = (probability * values).round();
        let least = ((values - inside) / 2.0).floor();
        let holds = |rank: &&u32| f64::from(**rank) >= least && f64::from(**rank) < least + inside;
        let count = self.ranks.len().max(1) as f64;
        let p = inside / values;
        Estimate {
            value: self.ranks.iter().filter(holds).count() as f64 / count,
            error: (p * (1.0 - p) / count).sqrt(),
        }
    }

    /// Whether the ranks are uniform, by their distribution function at all L places between two ranks at once.
    pub fn uniformity(&self) -> Uniformity {
        let count = self.ranks.len() as u32;
        let places = self.draws + 1;
        let table = Binomials::of(count, places);
        let observed: Vec<u32> = (1..places)
            .map(|place| self.ranks.iter().filter(|rank| **rank < place).count() as u32)
            .collect();
        let level = observed
            .iter()
            .enumerate()
            .map(|(place, below)| table.tail(place, *below))
            .fold(1.0, f64::min);
        let band = table.band(0.99);
        let outside = observed
            .iter()
            .zip(&band)
            .filter(|(below, (low, high))| *below < low || *below > high)
            .count() as u32;
        Uniformity {
            p: (1.0 - table.probability_inside(level)).max(0.0),
            outside,
            observed,
            band,
        }
    }
}

/// Whether ranks are uniform.
///
/// At each place i/(L + 1) the number of ranks below it is binomial. The band is the widest in which a uniform sample stays
/// *everywhere* with probability 0.99: each place gets the same two-sided level γ, and γ is such that the probability of
/// never leaving is 0.99. That probability is worked out exactly, from place to place: given c ranks below one place, the
/// number of those between it and the next is binomial out of the other N − c.
/// Source: [sailynoja2022]. Limits: N·L numbers of a few hundred each; a step is exact, so the probability is a little above
/// 0.99.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uniformity {
    /// Probability that a uniform sample strays as far at some place as this one does.
    pub p: f64,
    /// Places at which the ranks lie outside the simultaneous 99 % band.
    pub outside: u32,
    /// Ranks below each place.
    pub observed: Vec<u32>,
    /// Least and greatest number of ranks below each place inside the band.
    pub band: Vec<(u32, u32)>,
}

/// Binomial tails at every place.
struct Binomials {
    count: u32,
    places: u32,
    /// For each place, P(C ≤ c) for c from 0 to N.
    below: Vec<Vec<f64>>,
}

impl Binomials {
    fn of(count: u32, places: u32) -> Self {
        let at = |place: u32| {
            let p = f64::from(place) / f64::from(places);
            let mut running = 0.0;
            (0..=count)
                .map(|c| {
                    running += exp(ln_binomial_mass(c, count, p));
                    running
                })
                .collect()
        };
        Self {
            count,
            places,
            below: (1..places).map(at).collect(),
        }
    }

    /// Two-sided level of a count at a place, 2·min(P(C ≤ c), P(C ≥ c)).
    fn tail(&self, place: usize, c: u32) -> f64 {
        let below = &self.below[place];
        let at_least = match c {
            0 => 1.0,
            c => 1.0 - below[c as usize - 1],
        };
        2.0 * below[c as usize].min(at_least)
    }

    /// Counts at a place whose level is above γ; empty when none is.
    fn inside(&self, place: usize, level: f64) -> Option<(u32, u32)> {
        let is_inside = |c: &u32| self.tail(place, *c) > level;
        let low = (0..=self.count).find(is_inside)?;
        let high = (0..=self.count).rev().find(is_inside)?;
        Some((low, high))
    }

    /// Probability that a uniform sample has a level above γ at every place.
    fn probability_inside(&self, level: f64) -> f64 {
        // The probability of each count below the present place, all before it inside.
        let mut state = vec![(0, 1.0)];
        for place in 0..self.below.len() {
            let Some((low, high)) = self.inside(place, level) else {
                return 0.0;
            };
            let p = 1.0 / f64::from(self.places - place as u32);
            let mut next: Vec<(u32, f64)> = (low..=high).map(|c| (c, 0.0)).collect();
            for (before, probability) in &state {
                for (after, sum) in &mut next {
                    if *after >= *before {
                        let mass = ln_binomial_mass(*after - *before, self.count - *before, p);
                        *sum += probability * exp(mass);
                    }
                }
            }
            state = next;
        }
        state.iter().map(|(_, probability)| probability).sum()
    }

    fn band(&self, confidence: f64) -> Vec<(u32, u32)> {
        let (mut low, mut high) = (0.0, 1.0 - confidence);
        // 30 halvings: the counts are whole numbers, so that a level finer than a billionth changes nothing.
        for _ in 0..30 {
            let middle = 0.5 * (low + high);
            if self.probability_inside(middle) >= confidence {
                low = middle;
            } else {
                high = middle;
            }
        }
        (0..self.below.len())
            .map(|place| self.inside(place, low).unwrap_or((0, self.count)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ranks: Vec<u32>, draws: u32) -> Ranks {
        Ranks {
            name: "x".to_owned(),
            draws,
            ranks,
        }
    }

    /// One rank of three, two samples: the chance to stay inside can be listed by hand.
    #[test]
    fn the_chance_to_stay_inside_is_that_of_listing() {
        let table = Binomials::of(2, 3);
        for level in [0.0, 0.2, 0.3, 0.9] {
            let mut listed = 0.0;
            for first in 0..3_u32 {
                for second in 0..3_u32 {
                    let inside = (1..3_u32).all(|place| {
                        let c = u32::from(first < place) + u32::from(second < place);
                        table.tail(place as usize - 1, c) > level
                    });
                    listed += if inside { 1.0 / 9.0 } else { 0.0 };
                }
            }
            assert!(
                (table.probability_inside(level) - listed).abs() < 1e-12,
                "{level}"
            );
        }
    }

    #[test]
    fn a_uniform_sample_stays_in_the_band_99_times_in_100() {
        let mut draws = Draws::at(3, 0, 0);
        let (mut left, runs) = (0, 2000);
        let table = Binomials::of(200, 20);
        let band = table.band(0.99);
        for _ in 0..runs {
            let sample: Vec<u64> = (0..200).map(|_| draws.below(20)).collect();
            let strays = (1..20_u32).zip(&band).any(|(place, (low, high))| {
                let below = sample
                    .iter()
                    .filter(|rank| **rank < u64::from(place))
                    .count() as u32;
                below < *low || below > *high
            });
            left += u32::from(strays);
        }
        // 20 of 2000 expected, sd 4.4.
        assert!((2..=42).contains(&left), "{left}");
    }

    #[test]
    fn an_even_sample_passes_and_a_lopsided_one_does_not() {
        let even = of((0..200).map(|i| i * 37 % 100).collect(), 99);
        let fit = even.uniformity();
        assert!(fit.outside == 0 && fit.p > 0.5, "{fit:?}");
        let coverage = even.coverage(0.5);
        assert!((coverage.value - 0.5).abs() < 1e-12, "{coverage:?}");
        assert!((even.coverage(0.9).value - 0.9).abs() < 1e-12);
        let bold = of(
            (0..200)
                .map(|i| if i % 2 == 0 { i % 25 } else { 99 - i % 25 })
                .collect(),
            99,
        );
        let fit = bold.uniformity();
        assert!(fit.outside > 0 && fit.p < 0.01, "{}", fit.p);
        assert_eq!(bold.coverage(0.5).value, 0.0);
    }

    #[test]
    fn ties_are_broken_evenly() {
        let one = |key: u64| {
            Replicated {
                name: "level".to_owned(),
                truth: 1.0,
                draws: vec![0.0, 1.0, 1.0, 2.0],
            }
            .rank(key)
        };
        let mut seen: Vec<u32> = (0..100).map(one).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [1, 2, 3]);
    }
}
