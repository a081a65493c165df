//! How precisely weighted averages over the histories of a few islands are known.

use std::collections::BTreeMap;

use kidal_math::{sum, sum_of};

use crate::posterior::{Estimate, Particle};
use crate::summary::{weighted_mean, weighted_quantile, weights};
use crate::weights::ess;

/// How many degrees of freedom the spread within islands counts for beside that between them; four, chosen by us because
/// the factor that it is multiplied by is learned from a dozen parameters that are far from independent.
const WITHIN_FREEDOM: f64 = 4.0;
/// Bounds of that factor: chains never tell too much of the variance between islands, and beyond fifty they tell nothing.
const INFLATION: [f64; 2] = [1.0, 50.0];
/// In fewer chains than this the rarer outcome says nothing of how it varies; four, chosen by us.
const CHAINS_LEAST: usize = 4;

/// Weights of particles, and what islands and chains disagree in under them.
///
/// Standard error of a weighted mean over K islands with shares aₖ:
///   error² = Σ aₖ² · max(S, t² · (ν₀ f W + (K − 1) S) / (ν₀ + K − 1))
/// S: variance of the means of the islands, W: variance of one such mean as its chains tell it, f: how many times
/// too low W is, the mean of S / W over the parameters; ν₀: 4; t: what a Student law with ν₀ + K − 1 degrees of
/// freedom is wider than a normal one. For n units with shares a, means m and common mean v the variance of v is the larger of
///   n / (n − 1) · Σ a² (m − v)²   and   Σ a² · Σ a (m − v)² / (1 − Σ a²)
/// since the first says nearly nothing where one unit has nearly all the weight.
/// Source: [cochran1977] for the first (a ratio by linearisation); the pooling after [smyth2004], who shrinks variances
/// of few degrees of freedom in the same way.
/// Limits: with one island the error is blind to what its chains inherit from each other.
#[derive(Clone, Debug)]
pub struct Precision {
    weights: Vec<f64>,
    /// Unit (chain of an island) of each particle.
    unit: Vec<usize>,
    /// Island of each unit.
    island: Vec<usize>,
    unit_share: Vec<f64>,
    island_share: Vec<f64>,
    inflation: f64,
    independent: f64,
}

/// The two variances of one average.
struct Spread {
    value: f64,
    /// Between islands: variance of the mean of one, as seen. 0 with one island.
    between: f64,
    /// The same as chains tell it.
    within: f64,
}

impl Precision {
    /// What the particles can tell under weights that need not be normalised.
    pub fn new(particles: &[Particle], log_weights: &[f64]) -> Self {
        let weights = weights(log_weights);
        let mut units: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (particle, weight) in particles.iter().zip(&weights) {
            if *weight > 0.0 {
                units.insert((particle.island, particle.chain), 0);
            }
        }
        let mut island = Vec::with_capacity(units.len());
        let mut last = None;
        let mut islands = 0;
        for (number, ((name, _), place)) in units.iter_mut().enumerate() {
            *place = number;
            if last != Some(*name) {
                islands += 1;
                last = Some(*name);
            }
            island.push(islands - 1);
        }
        let (mut unit_share, mut island_share) = (vec![0.0; units.len()], vec![0.0; islands]);
        let mut unit = Vec::with_capacity(particles.len());
        for (particle, weight) in particles.iter().zip(&weights) {
            let at = units
                .get(&(particle.island, particle.chain))
                .copied()
                .unwrap_or(0);
            unit.push(at);
            if *weight > 0.0 {
                unit_share[at] += weight;
                island_share[island[at]] += weight;
            }
        }
        let mut found = Self {
            weights,
            unit,
            island,
            unit_share,
            island_share,
            inflation: INFLATION[0],
            independent: ess(log_weights).max(1.0),
        };
        found.learn(particles);
        found
    }

    /// How many independent draws the particles are worth, judged by the errors of their parameters (the median over
    /// them); the effective sample size of the weights where there are none.
    pub fn independent(&self) -> f64 {
        self.independent
    }

    /// Weighted mean of a value with its Monte-Carlo standard error. A value at weight 0 may be anything.
    pub fn estimate(&self, values: &[f64]) -> Estimate {
        let spread = self.spread(values);
        Estimate {
            value: spread.value,
            error: self.error(&spread),
        }
    }

    /// Probability of what `holds`, with its Monte-Carlo standard error.
    ///
    /// Where the rarer outcome is seen in fewer than four chains, the error is at least that of n independent draws with
    /// half a history added, p̃ = (n p + ½) / (n + 1), √(p̃ (1 − p̃) / n), n as in [`Precision::independent`]; chosen by us
    /// so that "0 of 1000" is never printed as certain.
    pub fn probability(&self, holds: &[bool]) -> Estimate {
        let values: Vec<f64> = holds.iter().map(|yes| f64::from(u8::from(*yes))).collect();
        let found = self.estimate(&values);
        let value = found.value.clamp(0.0, 1.0);
        let rarer = value < 0.5;
        let mut seen = vec![false; self.unit_share.len()];
        for ((yes, weight), unit) in holds.iter().zip(&self.weights).zip(&self.unit) {
            if *weight > 0.0 && *yes == rarer {
                seen[*unit] = true;
            }
        }
        if seen.iter().filter(|seen| **seen).count() >= CHAINS_LEAST {
            return Estimate { value, ..found };
        }
        let n = self.independent;
        let middle = (n * value + 0.5) / (n + 1.0);
        let least = (middle * (1.0 - middle) / n).sqrt();
        let is_certain = value.min(1.0 - value) < 1e-12;
        Estimate {
            value: if is_certain { value.round() } else { value },
            error: found.error.max(least),
        }
    }

    /// Weighted quantile of the finite values with its standard error: half the way between the quantiles at q ± e, e being the
    /// error of the share at or below it.
    /// Source: [woodruff1952].
    pub fn quantile(&self, values: &[f64], q: f64) -> Estimate {
        let kept: Vec<f64> = self
            .weights
            .iter()
            .zip(values)
            .map(|(weight, value)| if value.is_finite() { *weight } else { 0.0 })
            .collect();
        let mass = sum(&kept);
        let value = weighted_quantile(&kept, values, q);
        if !(value.is_finite() && mass > 0.0) {
            return Estimate { value, error: 0.0 };
        }
        // The share is one of those that exist: its deviation is 0 elsewhere.
        let off: Vec<f64> = values
            .iter()
            .map(|x| match (x.is_finite(), *x <= value) {
                (false, _) => 0.0,
                (true, true) => (1.0 - q) / mass,
                (true, false) => -q / mass,
            })
            .collect();
        let error = self.estimate(&off).error;
        let [low, high] = [(q - error).max(0.0), (q + error).min(1.0)];
        Estimate {
            value,
            error: 0.5
                * (weighted_quantile(&kept, values, high) - weighted_quantile(&kept, values, low)),
        }
    }

    /// Learns from the parameters how much chains miss of what islands differ in, and what the particles are worth.
    fn learn(&mut self, particles: &[Particle]) {
        let count = particles
            .first()
            .map_or(0, |particle| particle.parameters.len());
        let mut spreads = Vec::new();
        for index in 0..count {
            let values: Vec<f64> = particles
                .iter()
                .map(|particle| particle.parameters.get(index).copied().unwrap_or(0.0))
                .collect();
            let spread = self.spread(&values);
            let squares: Vec<f64> = values
                .iter()
                .map(|value| (value - spread.value) * (value - spread.value))
                .collect();
            let variance = weighted_mean(&self.weights, &squares);
            // A parameter that never moved tells nothing.
            if variance > 1e-12 * spread.value * spread.value && variance.is_finite() {
                spreads.push((spread, variance));
            }
        }
        let ratios: Vec<f64> = spreads
            .iter()
            .filter(|(spread, _)| spread.within > 0.0 && self.island_share.len() > 1)
            .map(|(spread, _)| (spread.between / spread.within).min(INFLATION[1]))
            .collect();
        if !ratios.is_empty() {
            self.inflation = kidal_math::mean(&ratios).clamp(INFLATION[0], INFLATION[1]);
        }
        let mut sizes: Vec<f64> = spreads
            .iter()
            .map(|(spread, variance)| (spread, variance, self.error(spread)))
            .filter(|(_, _, error)| *error > 0.0)
            .map(|(_, variance, error)| variance / (error * error))
            .collect();
        sizes.sort_by(f64::total_cmp);
        if let Some(middle) = sizes.get(sizes.len() / 2) {
            self.independent = middle.clamp(1.0, self.independent);
        }
    }

    fn spread(&self, values: &[f64]) -> Spread {
        let value = weighted_mean(&self.weights, values);
        let mut totals = vec![0.0; self.unit_share.len()];
        for ((weight, v), unit) in self.weights.iter().zip(values).zip(&self.unit) {
            if *weight > 0.0 {
                totals[*unit] += weight * (v - value);
            }
        }
        // Deviation of the mean of each island.
        let islands = self.island_share.len();
        let mut off = vec![0.0; islands];
        for (total, island) in totals.iter().zip(&self.island) {
            off[*island] += total;
        }
        for (off, share) in off.iter_mut().zip(&self.island_share) {
            *off /= share;
        }
        let squares = sum_of(self.island_share.iter().map(|a| a * a));
        let between = if islands > 1 {
            variance(self.island_share.iter().copied().zip(off.iter().copied())) / squares
        } else {
            0.0
        };
        let mut within = 0.0;
        for (island, (whole, middle)) in self.island_share.iter().zip(&off).enumerate() {
            let units = totals
                .iter()
                .zip(&self.unit_share)
                .zip(&self.island)
                .filter(|((_, share), of)| **of == island && **share > 0.0)
                .map(|((total, share), _)| (share / whole, total / share - middle));
            within += whole * whole * variance(units);
        }
        Spread {
            value,
            between,
            within: if squares > 0.0 { within / squares } else { 0.0 },
        }
    }

    fn error(&self, spread: &Spread) -> f64 {
        let islands = self.island_share.len() as f64;
        let squares = sum_of(self.island_share.iter().map(|a| a * a));
        if islands < 2.0 {
            let chains = self.unit_share.len() as f64;
            return spread.within.sqrt() * widening((chains - 1.0).max(1.0));
        }
        let freedom = WITHIN_FREEDOM + islands - 1.0;
        let told = WITHIN_FREEDOM * self.inflation * spread.within;
        let pooled = ((told + (islands - 1.0) * spread.between) / freedom).max(spread.within);
        let widening = widening(freedom);
        (squares * (pooled * widening * widening).max(spread.between)).sqrt()
    }
}

/// Variance of the common mean of units with shares that add up to 1, from (share, deviation of its mean).
fn variance(units: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut count, mut shares, mut linear, mut spread) = (0.0, 0.0, 0.0, 0.0);
    for (share, off) in units {
        count += 1.0;
        shares += share * share;
        linear += share * share * off * off;
        spread += share * off * off;
    }
    if count < 2.0 {
        return 0.0;
    }
    let by_share = if shares < 1.0 - 1e-9 {
        shares * spread / (1.0 - shares)
    } else {
        0.0
    };
    (linear * count / (count - 1.0)).max(by_share)
}

/// How many times wider the middle 68 % of a Student law is than that of a normal one.   1 + 1/(2ν) + 1/(4ν²)
/// ν: degrees of freedom. Source: the expansion of Cornish and Fisher, [fishercornish1960], at one standard deviation.
/// Limits: 5 % short at ν = 1.
pub(crate) fn widening(freedom: f64) -> f64 {
    1.0 + 0.5 / freedom + 0.25 / (freedom * freedom)
}

#[cfg(test)]
mod tests;
