//! A queue at a well that nobody counted: luck in blocks, two accounts that do not quite agree, a stop and a resume.
//!
//! Women come to a well over eight hours. One neighbour says that about forty came; another that the queue never held
//! more than three. How many came in an hour, how long did one take, and who is nearer the truth? (Made up.)
//!
//! ```text
//! cargo run --release -p kidal-weigh --example queue
//! ```

use std::ops::ControlFlow;

use kidal_chance::Draws;
use kidal_math::ln_normal_density;
use kidal_weigh::{
    Failure, Model, Parameter, Particle, Prior, Settings, Smc, Stream, Worker, drive, estimate,
    leave_out, log_weights, probability,
};

const HOURS: usize = 8;

struct Well {
    parameters: Vec<Parameter>,
}

struct Day;

impl Model for Well {
    type Worker = Day;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    /// One block of luck for each hour.
    fn blocks(&self) -> usize {
        HOURS
    }
    fn terms(&self) -> usize {
        2
    }
    /// How many came, and the longest queue.
    fn payload(&self) -> usize {
        2
    }
    fn worker(&self) -> Day {
        Day
    }
}

impl Worker for Day {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let (per_hour, minutes) = (parameters[0], parameters[1]);
        let (mut came, mut longest, mut work) = (0.0, 0.0_f64, 0);
        // When the woman who came last will be done, in minutes since the morning.
        let mut free_at = 0.0_f64;
        for hour in 0..HOURS {
            let mut draws = Draws::at(stream.root, hour as u64, u64::from(stream.refreshes[hour]));
            let mut minute = 60.0 * hour as f64;
            loop {
                minute += draws.exponential() * 60.0 / per_hour;
                if minute >= 60.0 * (hour as f64 + 1.0) {
                    break;
                }
                free_at = free_at.max(minute) + minutes;
                came += 1.0;
                longest = longest.max(((free_at - minute) / minutes).ceil());
                work += 1;
            }
        }
        terms[0] = ln_normal_density(40.0, came, 6.0);
        terms[1] = ln_normal_density(3.0, longest, 1.0);
        payload.copy_from_slice(&[came, longest]);
        Ok(work)
    }
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let broad = |median| Prior::LogNormal {
        median,
        sigma: 0.6,
        low: 0.5,
        high: 60.0,
    };
    let well = Well {
        parameters: vec![
            Parameter::new("came per hour", broad(4.0)),
            Parameter::new("minutes each", broad(8.0)),
        ],
    };

    // Stop in the middle, as Ctrl-C would, keep the bytes, and go on from them.
    let mut smc = Smc::new(&well, Settings::default())?;
    let early = drive(&well, &mut smc, 2, |_, progress| {
        if progress.histories > 8000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    println!("stopped: {}", early.warnings.join(" "));
    let bytes = smc.to_bytes();
    let mut smc = Smc::from_bytes(&well, &bytes)?;
    let posterior = drive(&well, &mut smc, 2, |_, _| ControlFlow::Continue(()))?;

    let logs = log_weights(&posterior.particles);
    let mean = |value: fn(&Particle) -> f64, logs: &[f64]| {
        let values: Vec<f64> = posterior.particles.iter().map(value).collect();
        let found = estimate(&posterior.particles, logs, &values);
        format!("{:.1} ± {:.1}", found.value, found.error)
    };
    println!(
        "{} histories, log evidence {:.2}",
        posterior.histories, posterior.log_evidence.value
    );
    println!("came per hour: {}", mean(|p| p.parameters[0], &logs));
    println!("minutes each:  {}", mean(|p| p.parameters[1], &logs));
    for (term, told) in ["about forty came", "never more than three in the queue"]
        .iter()
        .enumerate()
    {
        let others = leave_out(&posterior, &[term]);
        println!(
            "without \"{told}\": {} came, longest queue {} (k̂ {:.2})",
            mean(|p| p.payload[0], &others.log_weights),
            mean(|p| p.payload[1], &others.log_weights),
            others.k_hat
        );
    }
    let holds: Vec<bool> = posterior
        .particles
        .iter()
        .map(|p| p.payload[1] <= 3.0)
        .collect();
    let found = probability(&posterior.particles, &logs, &holds);
    println!(
        "the queue never held more than three: {:.2} ± {:.2}",
        found.value, found.error
    );
    Ok(())
}
