//! Many rows from few weighted particles: each row is a particle moved by a little noise in the shape of its neighbourhood.

use kidal_chance::Draws;
use kidal_math::{cholesky, ln};
use kidal_weigh::{Parameter, Particle, Prior, drawn, log_weights};

/// Neighbours that give the noise its shape.
const NEIGHBOURS: usize = 40;

/// A kernel density estimate whose kernel at each particle has the covariance of its nearest neighbours, times h². On bounded
/// parameters a row that would leave the prior's support is drawn again.
pub fn smoothed_rows(
    parameters: &[Parameter],
    particles: &[Particle],
    rows: usize,
    seed: u64,
    h: f64,
) -> Vec<Vec<f64>> {
    let d = parameters.len();
    let places: Vec<Vec<f64>> = particles
        .iter()
        .map(|p| {
            p.parameters
                .iter()
                .zip(parameters)
                .map(|(x, q)| to_line(q, *x))
                .collect()
        })
        .collect();
    let chosen = drawn(&log_weights(particles), rows, seed);
    let mut factors: Vec<Option<Vec<f64>>> = vec![None; particles.len()];
    let mut draws = Draws::at(seed, 2, 2);
    let mut out = Vec::with_capacity(rows);
    for index in chosen {
        let factor = factors[index]
            .get_or_insert_with(|| local(&places, index, d))
            .clone();
        let row = loop {
            let noise: Vec<f64> = (0..d).map(|_| draws.normal()).collect();
            let row: Vec<f64> = (0..d)
                .map(|i| {
                    let step: f64 = (0..=i).map(|j| factor[i * d + j] * noise[j]).sum();
                    from_line(&parameters[i], places[index][i] + h * step)
                })
                .collect();
            if row.iter().zip(parameters).all(|(x, q)| holds(q, *x)) {
                break row;
            }
        };
        out.push(row);
    }
    draws.shuffle(&mut out);
    out
}

/// Factor of the covariance of the nearest neighbours about the particle.
fn local(places: &[Vec<f64>], index: usize, d: usize) -> Vec<f64> {
    let here = &places[index];
    let mut near: Vec<(f64, usize)> = places
        .iter()
        .enumerate()
        .map(|(other, place)| {
            let square = place.iter().zip(here).map(|(a, b)| (a - b) * (a - b)).sum();
            (square, other)
        })
        .filter(|(square, _): &(f64, usize)| *square > 0.0)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.dedup_by(|a, b| a.0 == b.0);
    near.truncate(NEIGHBOURS);
    let count = near.len().max(1) as f64;
    let mut covariance = vec![0.0; d * d];
    for (_, other) in &near {
        for i in 0..d {
            for j in 0..=i {
                covariance[i * d + j] +=
                    (places[*other][i] - here[i]) * (places[*other][j] - here[j]) / count;
            }
        }
    }
    for i in 0..d {
        covariance[i * d + i] = covariance[i * d + i] * (1.0 + 1e-6) + 1e-12;
    }
    cholesky(&covariance, d).unwrap_or_else(|| vec![0.0; d * d])
}

fn to_line(parameter: &Parameter, x: f64) -> f64 {
    match parameter.prior {
        Prior::LogNormal { .. } => ln(x),
        _ => x,
    }
}

fn from_line(parameter: &Parameter, z: f64) -> f64 {
    match parameter.prior {
        Prior::LogNormal { .. } => kidal_math::exp(z),
        _ => z,
    }
}

fn holds(parameter: &Parameter, x: f64) -> bool {
    match parameter.prior {
        Prior::Uniform { low, high } => x >= low && x <= high,
        _ => x.is_finite(),
    }
}
