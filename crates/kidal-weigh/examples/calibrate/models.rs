//! Models to be calibrated: each makes a truth and data from a key, and weighs the data.

use kidal_chance::{Draws, hash64};
use kidal_math::ln_normal_density;
use kidal_weigh::{
    AbcSettings, Density, Failure, Model, Parameter, Particle, Point, Prior, PseudoMarginal,
    Replicated, Settings, Simulator, Stream, Trouble, Worker, approximate, evaluate, log_weights,
    weigh,
};

/// Draws of each posterior: with the truth they make a hundred places.
pub const DRAWS: usize = 99;

/// How strongly the data are heard: 1 is right, anything else is a sampler broken on purpose.
pub type Loudness = f64;

/// One replication of a model: from its key, the numbers with their truths and draws.
pub type Replication = fn(u64, Loudness) -> Result<Vec<Replicated>, Trouble>;

/// Every model by name, with what it exercises.
pub const MODELS: [(&str, &str, Replication); 4] = [
    ("line", "tempered sampling of continuous parameters", line),
    (
        "walk",
        "luck in blocks, a level, a counterfactual with common luck",
        walk,
    ),
    ("hidden", "pseudo-marginal sampling, four streams", hidden),
    ("lamps", "approximate computation at tolerance 0", lamps),
];

fn settings(key: u64) -> Settings {
    Settings {
        seed: key,
        islands: 4,
        chains: 8,
        chain_length: 64,
        baseline_draws: 256,
        ..Settings::default()
    }
}

fn replicated(
    name: &str,
    truth: f64,
    particles: &[Particle],
    value: impl Fn(&Particle) -> f64,
    key: u64,
) -> Replicated {
    let values: Vec<f64> = particles.iter().map(value).collect();
    Replicated::from_weighted(name, truth, &values, &log_weights(particles), DRAWS, key)
}

/// A line with unknown start, slope and noise through six points.
pub fn line(key: u64, loudness: Loudness) -> Result<Vec<Replicated>, Trouble> {
    let noise = Prior::LogNormal {
        median: 0.5,
        sigma: 0.5,
        low: 0.0,
        high: f64::INFINITY,
    };
    let parameters = vec![
        Parameter::new("start", Prior::Normal { mean: 0.0, sd: 2.0 }),
        Parameter::new("slope", Prior::Normal { mean: 0.0, sd: 1.0 }),
        Parameter::new("noise", noise),
    ];
    let mut draws = Draws::at(key, 0, 0);
    let truth = [
        2.0 * draws.normal(),
        draws.normal(),
        0.5 * kidal_math::exp(0.5 * draws.normal()),
    ];
    let points: Vec<(f64, f64)> = (0..6)
        .map(|i| {
            let x = f64::from(i) - 2.5;
            (x, truth[0] + truth[1] * x + truth[2] * draws.normal())
        })
        .collect();
    let density = |p: &[f64]| {
        let one = |(x, y): &(f64, f64)| ln_normal_density(*y, p[0] + p[1] * x, p[2]);
        loudness * points.iter().map(one).sum::<f64>()
    };
    let posterior = weigh(&Density::new(parameters, density), settings(key), 1)?;
    let of = |index: usize, name: &str| {
        let value = move |p: &Particle| p.parameters[index];
        replicated(name, truth[index], &posterior.particles, value, key)
    };
    Ok(vec![of(0, "start"), of(1, "slope"), of(2, "noise")])
}

/// Six steps of luck, pushed by a drift; under the second cause they are twice as long from the third on. Two places are
/// seen with error.
struct Walk {
    parameters: Vec<Parameter>,
    seen: [f64; 2],
    loudness: Loudness,
}

const STEPS: usize = 6;
const ERROR: f64 = 0.7;

impl Walk {
    fn new(seen: [f64; 2], loudness: Loudness) -> Self {
        let weights = vec![0.6, 0.4];
        let parameters = vec![
            Parameter::new("drift", Prior::Normal { mean: 0.0, sd: 0.5 }),
            Parameter::new("cause", Prior::Levels { weights }),
        ];
        Self {
            parameters,
            seen,
            loudness,
        }
    }
}

#[derive(Clone, Copy)]
struct Walker {
    seen: [f64; 2],
    loudness: Loudness,
}

impl Model for Walk {
    type Worker = Walker;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        STEPS
    }
    fn terms(&self) -> usize {
        2
    }
    /// Place in the middle and at the end.
    fn payload(&self) -> usize {
        2
    }
    fn worker(&self) -> Walker {
        Walker {
            seen: self.seen,
            loudness: self.loudness,
        }
    }
}

impl Worker for Walker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let mut place = 0.0;
        for (step, label) in stream.refreshes.iter().enumerate() {
            let luck = Draws::at(stream.root, step as u64, u64::from(*label)).normal();
            let length = if parameters[1] == 1.0 && step >= STEPS / 2 {
                2.0
            } else {
                1.0
            };
            place += length * (parameters[0] + luck);
            if step + 1 == STEPS / 2 {
                payload[0] = place;
            }
        }
        payload[1] = place;
        for (term, (seen, place)) in terms.iter_mut().zip(self.seen.iter().zip(payload.iter())) {
            *term = self.loudness * ln_normal_density(*seen, *place, ERROR);
        }
        Ok(STEPS as u64)
    }
}

/// The walk; its counterfactual: where would it have ended under the other cause, with the same luck?
pub fn walk(key: u64, loudness: Loudness) -> Result<Vec<Replicated>, Trouble> {
    let mut draws = Draws::at(key, 0, 0);
    let drift = 0.5 * draws.normal();
    let cause = if draws.chance(0.4) { 1.0 } else { 0.0 };
    let blank = Walk::new([0.0; 2], 1.0);
    let other = |point: &Point| Point {
        parameters: vec![point.parameters[0], 1.0 - point.parameters[1]],
        ..point.clone()
    };
    let end_of = |points: &[Point]| -> Result<Vec<f64>, Trouble> {
        let found = evaluate(&blank, points, 1)?;
        Ok(found
            .into_iter()
            .map(|outcome| outcome.map_or(f64::NAN, |(_, payload)| payload[1]))
            .collect())
    };
    let point = Point {
        parameters: vec![drift, cause],
        root: hash64(&[key, 1]),
        refreshes: vec![0; STEPS],
    };
    let (_, places) = evaluate(&blank, std::slice::from_ref(&point), 1)?
        .remove(0)
        .map_err(|failure| Trouble::BadResult {
            what: failure.reason,
        })?;
    let seen = [
        places[0] + ERROR * draws.normal(),
        places[1] + ERROR * draws.normal(),
    ];
    let model = Walk::new(seen, loudness);
    let posterior = weigh(&model, settings(key), 1)?;
    let particles = &posterior.particles;
    let others: Vec<Point> = particles.iter().map(|p| other(&Point::from(p))).collect();
    let elsewhere = end_of(&others)?;
    let would_be = Replicated::from_weighted(
        "end under the other cause",
        end_of(&[other(&point)])?[0],
        &elsewhere,
        &log_weights(particles),
        DRAWS,
        key,
    );
    Ok(vec![
        replicated("drift", drift, particles, |p| p.parameters[0], key),
        replicated("cause", cause, particles, |p| p.parameters[1], key),
        replicated("middle", places[0], particles, |p| p.payload[0], key),
        would_be,
    ])
}

/// θ hidden behind a second number that each run draws anew.
struct Hidden {
    parameters: Vec<Parameter>,
    seen: f64,
    loudness: Loudness,
}

struct Hides(f64, Loudness);

impl Model for Hidden {
    type Worker = Hides;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        1
    }
    fn terms(&self) -> usize {
        1
    }
    fn payload(&self) -> usize {
        1
    }
    fn worker(&self) -> Hides {
        Hides(self.seen, self.loudness)
    }
}

impl Worker for Hides {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let label = u64::from(stream.refreshes[0]);
        payload[0] = parameters[0] + Draws::at(stream.root, 0, label).normal();
        terms[0] = self.1 * ln_normal_density(self.0, payload[0], 0.5);
        Ok(1)
    }
}

/// The hidden number with four streams for each θ.
pub fn hidden(key: u64, loudness: Loudness) -> Result<Vec<Replicated>, Trouble> {
    let mut draws = Draws::at(key, 0, 0);
    let theta = draws.normal();
    let z = theta + draws.normal();
    let prior = Prior::Normal { mean: 0.0, sd: 1.0 };
    let model = Hidden {
        parameters: vec![Parameter::new("theta", prior)],
        seen: z + 0.5 * draws.normal(),
        loudness,
    };
    let posterior = weigh(&PseudoMarginal::of(&model, 4), settings(key), 1)?;
    let particles = &posterior.particles;
    Ok(vec![
        replicated("theta", theta, particles, |p| p.parameters[0], key),
        replicated("z", z, particles, |p| p.payload[0], key),
    ])
}

/// Lamps that fail with one chance by day and another by night.
struct Lamps {
    parameters: Vec<Parameter>,
}

const LAMPS: u32 = 12;

impl Simulator for Lamps {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn summaries(&self) -> usize {
        1
    }
    fn simulate(&self, x: &[f64], draws: &mut Draws, s: &mut [f64]) -> Result<(), Failure> {
        s[0] = f64::from(draws.binomial(LAMPS, 1.0 - (1.0 - x[0]) * (1.0 - x[1])));
        Ok(())
    }
}

/// The lamps, by approximate computation that goes on until runs hit the count. A loudness other than 1 stops it at the first
/// tolerance instead, which is broken in its own way.
pub fn lamps(key: u64, loudness: Loudness) -> Result<Vec<Replicated>, Trouble> {
    let chance = |high: f64| Prior::Uniform { low: 0.0, high };
    let lamps = Lamps {
        parameters: vec![
            Parameter::new("by day", chance(0.3)),
            Parameter::new("by night", chance(1.0)),
        ],
    };
    let mut draws = Draws::at(key, 0, 0);
    let truth = [0.3 * draws.uniform(), draws.uniform()];
    let mut seen = [0.0];
    lamps
        .simulate(&truth, &mut draws, &mut seen)
        .map_err(|failure| Trouble::BadResult {
            what: failure.reason,
        })?;
    let settings = AbcSettings {
        seed: key,
        particles: 1000,
        rounds_limit: 10,
        renewal: 0.9,
        generations_limit: if loudness == 1.0 { 100 } else { 1 },
        ..AbcSettings::default()
    };
    let posterior = approximate(&lamps, &seen, settings, 1)?;
    let particles = &posterior.particles;
    Ok(vec![
        replicated("by day", truth[0], particles, |p| p.parameters[0], key),
        replicated("by night", truth[1], particles, |p| p.parameters[1], key),
    ])
}
