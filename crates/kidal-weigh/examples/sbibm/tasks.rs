//! Four tasks of the benchmark, each with its simulator and its log density.
//!
//! Definitions after [lueckmann2021]; the observations are those of its repository.

use kidal_chance::Draws;
use kidal_math::{cos, exp, ln, ln_normal_density, sin};
use kidal_weigh::{Failure, Parameter, Prior, Simulator};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Task {
    GaussianLinear,
    TwoMoons,
    Slcp,
    LotkaVolterra,
}

impl Task {
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "gaussian_linear" => Some(Self::GaussianLinear),
            "two_moons" => Some(Self::TwoMoons),
            "slcp" => Some(Self::Slcp),
            "lotka_volterra" => Some(Self::LotkaVolterra),
            _ => None,
        }
    }

    pub fn parameters(self) -> Vec<Parameter> {
        let many = |count: usize, prior: Prior| {
            (0..count)
                .map(|i| Parameter::new(format!("parameter_{}", i + 1), prior.clone()))
                .collect()
        };
        let between = |reach: f64| Prior::Uniform {
            low: -reach,
            high: reach,
        };
        match self {
            Self::GaussianLinear => {
                let sd = 0.1_f64.sqrt();
                many(10, Prior::Normal { mean: 0.0, sd })
            }
            Self::TwoMoons => many(2, between(1.0)),
            Self::Slcp => many(5, between(3.0)),
            Self::LotkaVolterra => ["alpha", "beta", "gamma", "delta"]
                .iter()
                .zip([-0.125, -3.0, -0.125, -3.0])
                .map(|(name, location)| {
                    let prior = Prior::LogNormal {
                        median: exp(location),
                        sigma: 0.5,
                        low: 0.0,
                        high: f64::INFINITY,
                    };
                    Parameter::new(*name, prior)
                })
                .collect(),
        }
    }

    /// The observation as its density and its summaries want it: populations by their logarithms.
    pub fn seen(self, data: &[f64]) -> Vec<f64> {
        match self {
            Self::LotkaVolterra => data.iter().map(|x| ln(*x)).collect(),
            _ => data.to_vec(),
        }
    }

    /// Log density of what was seen.
    pub fn ln_likelihood(self, x: &[f64], seen: &[f64]) -> f64 {
        match self {
            Self::GaussianLinear => {
                let sd = 0.1_f64.sqrt();
                let pairs = seen.iter().zip(x);
                pairs
                    .map(|(s, mean)| ln_normal_density(*s, *mean, sd))
                    .sum()
            }
            Self::TwoMoons => {
                let [right, up] = moon_centre(x);
                let (a, b) = (seen[0] - right - 0.25, seen[1] - up);
                // The crescent opens to one side: r cos a with a between ±π/2 is positive.
                if a <= 0.0 {
                    return f64::NEG_INFINITY;
                }
                let radius = (a * a + b * b).sqrt();
                ln_normal_density(radius, 0.1, 0.01) - ln(std::f64::consts::PI * radius)
            }
            Self::Slcp => {
                let (first, second, tie) = spread(x);
                let rest = 1.0 - tie * tie;
                let norm = -ln(2.0 * std::f64::consts::PI * first * second) - 0.5 * ln(rest);
                let one = |pair: &[f64]| {
                    let (u, v) = ((pair[0] - x[0]) / first, (pair[1] - x[1]) / second);
                    norm - 0.5 * (u * u - 2.0 * tie * u * v + v * v) / rest
                };
                let total = seen.chunks(2).map(one).sum::<f64>();
                // A spread of 0 is no law.
                if total.is_nan() {
                    f64::NEG_INFINITY
                } else {
                    total
                }
            }
            Self::LotkaVolterra => {
                let pairs = seen.iter().zip(populations(x));
                pairs
                    .map(|(s, population)| ln_normal_density(*s, ln(population), 0.1))
                    .sum()
            }
        }
    }
}

/// The same tasks as simulators without a density.
pub struct Simulated {
    task: Task,
    parameters: Vec<Parameter>,
}

impl Simulated {
    pub fn of(task: Task) -> Self {
        let parameters = task.parameters();
        Self { task, parameters }
    }
}

impl Simulator for Simulated {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn summaries(&self) -> usize {
        match self.task {
            Task::GaussianLinear => 10,
            Task::TwoMoons => 2,
            Task::Slcp => 8,
            Task::LotkaVolterra => 20,
        }
    }

    fn simulate(&self, x: &[f64], draws: &mut Draws, s: &mut [f64]) -> Result<(), Failure> {
        match self.task {
            Task::GaussianLinear => {
                for (place, mean) in s.iter_mut().zip(x) {
                    *place = mean + 0.1_f64.sqrt() * draws.normal();
                }
            }
            Task::TwoMoons => {
                let angle = std::f64::consts::PI * (draws.uniform() - 0.5);
                let radius = 0.1 + 0.01 * draws.normal();
                let [right, up] = moon_centre(x);
                s[0] = radius * cos(angle) + 0.25 + right;
                s[1] = radius * sin(angle) + up;
            }
            Task::Slcp => {
                let (first, second, tie) = spread(x);
                for pair in s.chunks_mut(2) {
                    let (u, v) = (draws.normal(), draws.normal());
                    pair[0] = x[0] + first * u;
                    pair[1] = x[1] + second * (tie * u + (1.0 - tie * tie).sqrt() * v);
                }
            }
            Task::LotkaVolterra => {
                for (place, population) in s.iter_mut().zip(populations(x)) {
                    *place = ln(population) + 0.1 * draws.normal();
                }
            }
        }
        Ok(())
    }
}

fn moon_centre(x: &[f64]) -> [f64; 2] {
    let root = std::f64::consts::FRAC_1_SQRT_2;
    [-(x[0] + x[1]).abs() * root, (x[1] - x[0]) * root]
}

/// Two deviations and the correlation.
fn spread(x: &[f64]) -> (f64, f64, f64) {
    let twice = exp(2.0 * x[4]);
    (x[2] * x[2], x[3] * x[3], (twice - 1.0) / (twice + 1.0))
}

/// Prey and predators at every 21st tenth of a day over 20 days, from (30, 1), by the method of Runge and Kutta.
///   x′ = α x − β x y,   y′ = δ x y − γ y
fn populations(p: &[f64]) -> [f64; 20] {
    /// Steps for each tenth of a day; four, chosen by us: eight change the log density by less than 0.001.
    const STEPS: usize = 4;
    let h = 0.1 / STEPS as f64;
    let slope = |x: f64, y: f64| (p[0] * x - p[1] * x * y, p[3] * x * y - p[2] * y);
    let (mut x, mut y) = (30.0, 1.0);
    let mut seen = [0.0; 20];
    for tenth in 0..=189 {
        if tenth % 21 == 0 {
            // As in the benchmark, populations are kept between a ten-billionth and ten thousand.
            seen[tenth / 21] = f64::clamp(x, 1e-10, 1e4);
            seen[10 + tenth / 21] = f64::clamp(y, 1e-10, 1e4);
        }
        for _ in 0..STEPS {
            let (a1, b1) = slope(x, y);
            let (a2, b2) = slope(x + 0.5 * h * a1, y + 0.5 * h * b1);
            let (a3, b3) = slope(x + 0.5 * h * a2, y + 0.5 * h * b2);
            let (a4, b4) = slope(x + h * a3, y + h * b3);
            x = f64::clamp(x + h * (a1 + 2.0 * (a2 + a3) + a4) / 6.0, 1e-10, 1e10);
            y = f64::clamp(y + h * (b1 + 2.0 * (b2 + b3) + b4) / 6.0, 1e-10, 1e10);
        }
    }
    seen
}
