//! The space of parameters: drawing from the priors, their densities, and the unconstrained scale on which chains walk.

use kidal_chance::Draws;

use crate::coordinate::Coordinate;
use crate::model::Parameter;
use crate::trouble::Trouble;

/// The priors of a model with their constants worked out once.
#[derive(Clone, Debug)]
pub(crate) struct Space {
    coordinates: Vec<Coordinate>,
    /// Indices of the continuous parameters.
    pub(crate) continuous: Vec<usize>,
    /// Indices of the parameters with more than one possible level.
    pub(crate) levelled: Vec<usize>,
}

impl Space {
    pub(crate) fn new(parameters: &[Parameter]) -> Result<Self, Trouble> {
        let mut space = Self {
            coordinates: Vec::new(),
            continuous: Vec::new(),
            levelled: Vec::new(),
        };
        for (index, parameter) in parameters.iter().enumerate() {
            let coordinate =
                Coordinate::new(&parameter.prior).map_err(|what| Trouble::BadPrior {
                    parameter: parameter.name.clone(),
                    what,
                })?;
            match &coordinate {
                Coordinate::Levels { ln_weights, .. } => {
                    if ln_weights
                        .iter()
                        .filter(|weight| weight.is_finite())
                        .count()
                        > 1
                    {
                        space.levelled.push(index);
                    }
                }
                Coordinate::Fixed(_) => {}
                _ => space.continuous.push(index),
            }
            space.coordinates.push(coordinate);
        }
        Ok(space)
    }

    /// One draw of all parameters from the prior.
    pub(crate) fn sample(&self, draws: &mut Draws) -> Vec<f64> {
        self.coordinates
            .iter()
            .map(|coordinate| coordinate.sample(draws))
            .collect()
    }

    /// One draw of one parameter from its prior.
    pub(crate) fn sample_one(&self, index: usize, draws: &mut Draws) -> f64 {
        self.coordinates[index].sample(draws)
    }

    /// Log prior density of all parameters together.
    pub(crate) fn ln_density(&self, parameters: &[f64]) -> f64 {
        let mut total = 0.0;
        for (coordinate, &x) in self.coordinates.iter().zip(parameters) {
            total += coordinate.ln_density(x);
        }
        total
    }

    pub(crate) fn ln_density_one(&self, index: usize, x: f64) -> f64 {
        self.coordinates[index].ln_density(x)
    }

    /// Where a value lies on the unconstrained scale. Only for continuous parameters.
    pub(crate) fn to_line(&self, index: usize, x: f64) -> f64 {
        self.coordinates[index].to_line(x)
    }

    /// The value at a place on the unconstrained scale, and the log of its derivative.
    pub(crate) fn value_at(&self, index: usize, z: f64) -> (f64, f64) {
        self.coordinates[index].value_at(z)
    }

    /// A level other than `from`, each possible one with equal chance.
    pub(crate) fn other_level(&self, index: usize, from: f64, draws: &mut Draws) -> f64 {
        let Coordinate::Levels { ln_weights, .. } = &self.coordinates[index] else {
            return from;
        };
        let possible = |level: &usize| ln_weights[*level].is_finite() && *level as f64 != from;
        let count = (0..ln_weights.len()).filter(possible).count() as u64;
        if count == 0 {
            return from;
        }
        let chosen = draws.below(count) as usize;
        (0..ln_weights.len())
            .filter(possible)
            .nth(chosen)
            .map_or(from, |level| level as f64)
    }
}

#[cfg(test)]
mod tests;
