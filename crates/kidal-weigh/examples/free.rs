//! A model that costs nothing, 1000 particles, 8 generations: what `bench/peers/run.py` compares with other programs.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example free -- abc|density RUNS
//! ```
//! Runs on one thread and prints how many simulations there were; whoever starts it measures the processor time.

use kidal_chance::Draws;
use kidal_weigh::{
    AbcSettings, Density, Failure, Parameter, Prior, Settings, Simulator, Trouble, approximate,
    weigh,
};

/// y is θ and a little noise; y = 0 was seen.
struct Free(Vec<Parameter>);

impl Simulator for Free {
    fn parameters(&self) -> &[Parameter] {
        &self.0
    }
    fn summaries(&self) -> usize {
        1
    }
    fn simulate(&self, x: &[f64], draws: &mut Draws, s: &mut [f64]) -> Result<(), Failure> {
        s[0] = x[0] + 0.1 * (draws.uniform() - 0.5);
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [mode, runs] = words.as_slice() else {
        return Err("usage: free abc|density RUNS".into());
    };
    let prior = Prior::Uniform {
        low: -5.0,
        high: 5.0,
    };
    let parameters = vec![Parameter::new("x", prior)];
    let mut simulations = 0;
    for seed in 0..runs.parse()? {
        simulations += match mode.as_str() {
            "abc" => abc(&parameters, seed)?,
            "density" => density(&parameters, seed)?,
            _ => return Err("the mode is `abc` or `density`".into()),
        };
    }
    println!("{simulations}");
    Ok(())
}

/// Prior draws and seven tolerances, each with a round of moves of every particle.
fn abc(parameters: &[Parameter], seed: u64) -> Result<u64, Trouble> {
    let settings = AbcSettings {
        seed,
        particles: 1000,
        generations_limit: 7,
        rounds_limit: 1,
        acceptance_least: 0.0,
        ..AbcSettings::default()
    };
    let posterior = approximate(&Free(parameters.to_vec()), &[0.0], settings, 1)?;
    assert_eq!(
        posterior.generations.len(),
        7,
        "eight generations were asked for"
    );
    Ok(posterior.simulations)
}

/// One island of 1000 with its pilot, through as many temperatures as make about eight generations.
fn density(parameters: &[Parameter], seed: u64) -> Result<u64, Trouble> {
    let model = Density::new(parameters.to_vec(), |x| -2000.0 * x[0] * x[0]);
    let settings = Settings {
        seed,
        islands: 1,
        chains: 50,
        chain_length: 20,
        ..Settings::default()
    };
    Ok(weigh(&model, settings, 1)?.histories)
}
