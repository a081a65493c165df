//! Small models with known answers, shared by the tests.
#![expect(dead_code, reason = "each test binary uses some of them")]

use kidal_chance::Draws;
use kidal_math::{exp, ln, ln_normal_density};
use kidal_weigh::{Failure, Model, Parameter, Prior, Stream, Worker};

/// θ of d dimensions with prior N(0, prior_sd²), x given θ with N(θ, noise_sd²), one term per dimension.
/// Posterior of each: mean x·v/(v + w), variance v·w/(v + w), with v, w the variances of prior and noise;
/// evidence: x is N(0, v + w).
pub struct Gaussian {
    pub parameters: Vec<Parameter>,
    pub observed: Vec<f64>,
    pub prior_sd: f64,
    pub noise_sd: f64,
    /// The wrong twin: how much the likelihood's deviation is off.
    pub twist: f64,
}

impl Gaussian {
    pub fn new(observed: Vec<f64>, prior_sd: f64, noise_sd: f64) -> Self {
        let prior = Prior::Normal {
            mean: 0.0,
            sd: prior_sd,
        };
        let parameters = (0..observed.len())
            .map(|i| Parameter::new(format!("theta{i}"), prior.clone()))
            .collect();
        Self {
            parameters,
            observed,
            prior_sd,
            noise_sd,
            twist: 1.0,
        }
    }

    pub fn ln_evidence(&self) -> f64 {
        let sd = (self.prior_sd * self.prior_sd + self.noise_sd * self.noise_sd).sqrt();
        self.observed
            .iter()
            .map(|x| ln_normal_density(*x, 0.0, sd))
            .sum()
    }

    pub fn posterior_mean(&self, dimension: usize) -> f64 {
        let (v, w) = (self.prior_sd * self.prior_sd, self.noise_sd * self.noise_sd);
        self.observed[dimension] * v / (v + w)
    }

    pub fn posterior_sd(&self) -> f64 {
        let (v, w) = (self.prior_sd * self.prior_sd, self.noise_sd * self.noise_sd);
        (v * w / (v + w)).sqrt()
    }
}

pub struct GaussianWorker {
    observed: Vec<f64>,
    sd: f64,
}

impl Model for Gaussian {
    type Worker = GaussianWorker;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        self.observed.len()
    }
    fn payload(&self) -> usize {
        0
    }
    fn worker(&self) -> GaussianWorker {
        GaussianWorker {
            observed: self.observed.clone(),
            sd: self.noise_sd * self.twist,
        }
    }
}

impl Worker for GaussianWorker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        _payload: &mut [f64],
    ) -> Result<u64, Failure> {
        for (index, term) in terms.iter_mut().enumerate() {
            *term = ln_normal_density(self.observed[index], parameters[index], self.sd);
        }
        Ok(terms.len() as u64)
    }
}

/// Two factors with levels (3 and 2) and a coupling in the likelihood: small enough to list.
pub struct Levelled {
    pub parameters: Vec<Parameter>,
}

pub const FIRST_WEIGHTS: [f64; 3] = [0.5, 0.3, 0.2];
pub const SECOND_WEIGHTS: [f64; 2] = [0.9, 0.1];
/// ln likelihood by first and second level.
pub const LEVEL_LIKELIHOOD: [[f64; 2]; 3] = [[-4.0, -1.0], [-2.0, -6.0], [-9.0, -0.5]];

impl Levelled {
    pub fn new() -> Self {
        let levels = |weights: &[f64]| Prior::Levels {
            weights: weights.to_vec(),
        };
        let parameters = vec![
            Parameter::new("first", levels(&FIRST_WEIGHTS)),
            Parameter::new("known", Prior::Fixed(3.0)),
            Parameter::new("second", levels(&SECOND_WEIGHTS)),
        ];
        Self { parameters }
    }

    /// The slow twin: probability of every pair, and the log evidence, by listing.
    pub fn listed() -> ([[f64; 2]; 3], f64) {
        let mut table = [[0.0; 2]; 3];
        let mut total = 0.0;
        for first in 0..3 {
            for second in 0..2 {
                let joint = FIRST_WEIGHTS[first]
                    * SECOND_WEIGHTS[second]
                    * exp(LEVEL_LIKELIHOOD[first][second]);
                table[first][second] = joint;
                total += joint;
            }
        }
        table.iter_mut().flatten().for_each(|cell| *cell /= total);
        (table, ln(total))
    }
}

pub struct LevelledWorker;

impl Model for Levelled {
    type Worker = LevelledWorker;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        1
    }
    fn payload(&self) -> usize {
        1
    }
    fn worker(&self) -> LevelledWorker {
        LevelledWorker
    }
}

impl Worker for LevelledWorker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        terms[0] = LEVEL_LIKELIHOOD[parameters[0] as usize][parameters[2] as usize];
        payload[0] = parameters[1];
        Ok(1)
    }
}

/// A walk of `blocks` steps, each a standard normal drawn from its block of luck; its end is observed with error.
/// S = Σ uᵢ ~ N(0, B) and x | S ~ N(S, noise²), so S | x has mean x·B/(B + noise²), each uᵢ has mean x/(B + noise²), and
/// x is N(0, B + noise²).
pub struct RandomWalk {
    pub blocks: usize,
    pub observed: f64,
    pub noise_sd: f64,
}

pub struct RandomWalkWorker {
    observed: f64,
    noise_sd: f64,
}

impl RandomWalk {
    fn variance(&self) -> f64 {
        self.blocks as f64 + self.noise_sd * self.noise_sd
    }

    pub fn ln_evidence(&self) -> f64 {
        ln_normal_density(self.observed, 0.0, self.variance().sqrt())
    }

    pub fn mean_end(&self) -> f64 {
        self.observed * self.blocks as f64 / self.variance()
    }

    pub fn mean_step(&self) -> f64 {
        self.observed / self.variance()
    }
}

impl Model for RandomWalk {
    type Worker = RandomWalkWorker;
    fn parameters(&self) -> &[Parameter] {
        &[]
    }
    fn blocks(&self) -> usize {
        self.blocks
    }
    fn terms(&self) -> usize {
        1
    }
    fn payload(&self) -> usize {
        2
    }
    fn worker(&self) -> RandomWalkWorker {
        RandomWalkWorker {
            observed: self.observed,
            noise_sd: self.noise_sd,
        }
    }
}

impl Worker for RandomWalkWorker {
    fn evaluate(
        &mut self,
        _parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        payload[0] = 0.0;
        for (block, label) in stream.refreshes.iter().enumerate() {
            let step = Draws::at(stream.root, block as u64, u64::from(*label)).normal();
            payload[0] += step;
            if block == 0 {
                payload[1] = step;
            }
        }
        terms[0] = ln_normal_density(self.observed, payload[0], self.noise_sd);
        Ok(stream.refreshes.len() as u64)
    }
}

/// One of everything: two continuous parameters, levels, luck in blocks, and a second term that some histories cannot
/// have left. y = θ + w + 1.5·level + 0.7·Σ luck; y is observed with error, and w > 0.2 is claimed outright.
pub struct Mixed {
    pub parameters: Vec<Parameter>,
    pub blocks: usize,
    /// Runs whose first luck lies above this fail.
    pub fails_above: f64,
    /// Runs whose first luck lies below this give a term that is not a number.
    pub nan_below: f64,
}

pub struct MixedWorker {
    fails_above: f64,
    nan_below: f64,
}

impl Mixed {
    pub fn new() -> Self {
        let parameters = vec![
            Parameter::new("theta", Prior::Normal { mean: 0.0, sd: 1.0 }),
            Parameter::new(
                "width",
                Prior::Uniform {
                    low: 0.0,
                    high: 2.0,
                },
            ),
            Parameter::new(
                "cause",
                Prior::Levels {
                    weights: vec![0.6, 0.4],
                },
            ),
        ];
        Self {
            parameters,
            blocks: 4,
            fails_above: f64::INFINITY,
            nan_below: f64::NEG_INFINITY,
        }
    }
}

impl Model for Mixed {
    type Worker = MixedWorker;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        self.blocks
    }
    fn terms(&self) -> usize {
        2
    }
    fn payload(&self) -> usize {
        2
    }
    fn worker(&self) -> MixedWorker {
        MixedWorker {
            fails_above: self.fails_above,
            nan_below: self.nan_below,
        }
    }
}

impl Worker for MixedWorker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let luck =
            |block: u64, label: &u32| Draws::at(stream.root, block, u64::from(*label)).normal();
        let all: Vec<f64> = (0..)
            .zip(stream.refreshes)
            .map(|(block, label)| luck(block, label))
            .collect();
        payload[1] = all[0];
        if payload[1] > self.fails_above {
            return Err(Failure::new("the luck was too good"));
        }
        let total: f64 = all.iter().sum();
        payload[0] = parameters[0] + parameters[1] + 1.5 * parameters[2] + 0.7 * total;
        terms[0] = ln_normal_density(3.0, payload[0], 0.6);
        terms[1] = if parameters[1] > 0.2 {
            0.0
        } else {
            f64::NEG_INFINITY
        };
        if payload[1] < self.nan_below {
            terms[1] = f64::NAN;
        }
        Ok(10)
    }
}
