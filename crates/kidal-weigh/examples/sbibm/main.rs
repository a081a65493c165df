//! Posterior samples for four tasks of a published benchmark, for `bench/sbibm/c2st.py` to compare with its reference.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example sbibm -- density|abc|evidence TASK DATA OUT [SEED]
//! ```
//! TASK: gaussian_linear, two_moons, slcp or lotka_volterra. DATA: the folder of the benchmark's files. OUT: a CSV file with
//! 10,000 rows. `evidence` prints log evidences of 20 runs of at most 100,000 evaluations each and writes nothing.

mod smoothing;
mod tasks;

use std::error::Error;
use std::fmt::Write;

use kidal_chance::Draws;
use kidal_weigh::{
    AbcPosterior, AbcSettings, Adjustment, Density, Settings, approximate, drawn, log_weights,
    weigh,
};
use tasks::{Simulated, Task};

const ROWS: usize = 10_000;
/// Length of the noise that parts copies of one particle, in deviations of its neighbourhood; a half, chosen by us because
/// it widens a posterior by an eighth at most.
const SMOOTHING: f64 = 0.5;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mode, name, data, out, seed) = match words.as_slice() {
        [mode, name, data, out] => (*mode, *name, *data, *out, 1),
        [mode, name, data, out, seed] => (*mode, *name, *data, *out, seed.parse()?),
        _ => return Err("usage: sbibm density|abc|evidence TASK DATA OUT [SEED]".into()),
    };
    let task = Task::of(name).ok_or("no such task")?;
    let path = format!("{data}/{name}/num_observation_1/observation.csv");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let line = text
        .lines()
        .nth(1)
        .ok_or("the observation has no second line")?;
    let observed: Vec<f64> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let seen = task.seen(&observed);
    let rows = match mode {
        "density" => density(task, &seen, seed)?,
        "abc" => without_density(task, &seen, seed)?,
        "evidence" => return Ok(evidence(task, &seen, seed)?),
        _ => return Err("the mode is `density`, `abc` or `evidence`".into()),
    };
    let mut csv = String::new();
    for row in rows {
        let numbers: Vec<String> = row.iter().map(f64::to_string).collect();
        writeln!(csv, "{}", numbers.join(","))?;
    }
    std::fs::write(out, csv)?;
    Ok(())
}

fn density(task: Task, seen: &[f64], seed: u64) -> Result<Vec<Vec<f64>>, Box<dyn Error>> {
    let model = Density::new(task.parameters(), |x| task.ln_likelihood(x, seen));
    let settings = Settings {
        seed,
        // The four sharp pieces of slcp need many chains to be filled evenly.
        chains: if task == Task::Slcp { 512 } else { 64 },
        chain_length: 128,
        baseline_draws: 10_000,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings, 2)?;
    println!(
        "{task:?}: {} evaluations, log evidence {:.4} ± {:.4}, effective sample size {:.0} {}",
        posterior.histories,
        posterior.log_evidence.value,
        posterior.log_evidence.error,
        posterior.ess,
        posterior.warnings.join(" ")
    );
    let chosen = drawn(&log_weights(&posterior.particles), ROWS, seed);
    let row = |index: &usize| posterior.particles[*index].parameters.clone();
    Ok(shuffled(chosen.iter().map(row).collect(), seed))
}

/// 10,000 simulations in all; the sample is smoothed to 10,000 rows.
fn without_density(task: Task, seen: &[f64], seed: u64) -> Result<Vec<Vec<f64>>, Box<dyn Error>> {
    let simulator = Simulated::of(task);
    let settings = AbcSettings {
        seed,
        // Where every parameter is linear in the summaries, many particles at a wide tolerance are better than few at a
        // narrow one: the adjustment does the rest.
        particles: if task == Task::GaussianLinear {
            5000
        } else {
            1000
        },
        simulations_limit: Some(10_000),
        ..AbcSettings::default()
    };
    let posterior = approximate(&simulator, seen, settings, 2)?;
    tell(task, &posterior);
    // Piece by piece where there are several; otherwise on the line.
    let mut adjusted = posterior.adjusted_by(Adjustment {
        keeps_intervals: true,
        in_pieces: true,
    })?;
    if adjusted.pieces == 1 {
        adjusted = posterior.adjusted()?;
    }
    println!(
        "  pieces: {}, explained by the summaries: {:.2?}",
        adjusted.pieces, adjusted.explained
    );
    Ok(smoothing::smoothed_rows(
        &task.parameters(),
        &adjusted.particles,
        ROWS,
        seed,
        SMOOTHING,
    ))
}

fn tell(task: Task, posterior: &AbcPosterior) {
    println!(
        "{task:?}: {} simulations, {} tolerances, the last {:.4}; effective sample size {:.0}, {} places {}",
        posterior.simulations,
        posterior.generations.len(),
        posterior.tolerance,
        posterior.ess,
        posterior.distinct,
        posterior.warnings.join(" ")
    );
    for one in &posterior.generations {
        println!(
            "  tolerance {:.4}: accepted {} of {}, {} simulations",
            one.tolerance, one.accepted, one.proposed, one.simulations
        );
    }
}

fn evidence(task: Task, seen: &[f64], seed: u64) -> Result<(), kidal_weigh::Trouble> {
    let model = Density::new(task.parameters(), |x| task.ln_likelihood(x, seen));
    let mut values = Vec::new();
    for run in 0..20 {
        let settings = Settings {
            seed: seed + run,
            islands: 8,
            chains: 10,
            chain_length: 128,
            baseline_draws: 1000,
            histories_limit: Some(100_000),
            ..Settings::default()
        };
        let posterior = weigh(&model, settings, 2)?;
        println!(
            "{:>7} evaluations: log evidence {:.4} ± {:.4} {}",
            posterior.histories,
            posterior.log_evidence.value,
            posterior.log_evidence.error,
            posterior.warnings.join(" ")
        );
        values.push(posterior.log_evidence.value);
    }
    let mean = kidal_math::mean(&values);
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    let sd = (squares / (values.len() as f64 - 1.0)).sqrt();
    println!("mean {mean:.4}, standard deviation of one run {sd:.4}");
    Ok(())
}

fn shuffled(mut rows: Vec<Vec<f64>>, seed: u64) -> Vec<Vec<f64>> {
    Draws::at(seed, 1, 1).shuffle(&mut rows);
    rows
}
