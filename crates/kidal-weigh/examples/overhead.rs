//! What the sampler itself costs: a model that costs nothing, N = 1000, one thread.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example overhead
//! ```
//!
//! Figures hold for one machine and one commit. Variants are compared within one process.

#![expect(
    clippy::disallowed_methods,
    reason = "this program measures time; no result depends on it"
)]

use std::time::Instant;

use kidal_weigh::{
    Failure, Model, Parameter, Prior, Settings, Smc, Stream, Worker, drive, smoothed, weigh,
};

struct Free {
    parameters: Vec<Parameter>,
    blocks: usize,
    terms: usize,
    payload: usize,
}

struct Nothing;

impl Model for Free {
    type Worker = Nothing;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        self.blocks
    }
    fn terms(&self) -> usize {
        self.terms
    }
    fn payload(&self) -> usize {
        self.payload
    }
    fn worker(&self) -> Nothing {
        Nothing
    }
}

impl Worker for Nothing {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let luck = stream
            .refreshes
            .iter()
            .fold(stream.root, |sum, label| sum ^ u64::from(*label))
            & 0xffff;
        // Sharp enough that eight temperatures or so are passed.
        let off = parameters.iter().sum::<f64>() - 3.0 + luck as f64 * 1e-9;
        terms.fill(0.0);
        terms[0] = -2000.0 * off * off;
        payload.fill(off);
        Ok(1)
    }
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let uniform = |count: usize| {
        let prior = Prior::Uniform {
            low: -1.0,
            high: 4.0,
        };
        (0..count)
            .map(|i| Parameter::new(format!("p{i}"), prior.clone()))
            .collect::<Vec<_>>()
    };
    println!(
        "{:<44} {:>10} {:>9} {:>14}",
        "free model, N = 1000 per island, 8 islands", "histories", "seconds", "µs a history"
    );
    for (name, parameters, blocks, terms, payload) in [
        ("2 parameters, no luck, 1 term", 2, 0, 1, 0),
        ("2 parameters, 4 blocks, 1 term", 2, 4, 1, 1),
        (
            "15 parameters, 40 blocks, 30 terms, 60 kept",
            15,
            40,
            30,
            60,
        ),
    ] {
        let model = Free {
            parameters: uniform(parameters),
            blocks,
            terms,
            payload,
        };
        let settings = Settings {
            chains: 50,
            chain_length: 20,
            ..Settings::default()
        };
        let (mut best, mut histories, mut temperatures) = (f64::INFINITY, 0, 0);
        for _ in 0..3 {
            let begun = Instant::now();
            let posterior = weigh(&model, settings.clone(), 1)?;
            best = best.min(begun.elapsed().as_secs_f64());
            (histories, temperatures) = (posterior.histories, posterior.temperatures.len());
        }
        let each = best / histories as f64 * 1e6;
        println!(
            "{name:<44} {histories:>10} {best:>9.3} {each:>14.2}   ({temperatures} temperatures)"
        );
    }

    // One island of 1000 over its temperatures: the figure that peers give for 8 generations of 1000.
    let model = Free {
        parameters: uniform(2),
        blocks: 0,
        terms: 1,
        payload: 0,
    };
    let settings = Settings {
        chains: 50,
        chain_length: 20,
        islands: 1,
        ..Settings::default()
    };
    let begun = Instant::now();
    let posterior = weigh(&model, settings, 1)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "\none island with its pilot: {} histories, {seconds:.4} s",
        posterior.histories
    );

    let model = Free {
        parameters: uniform(15),
        blocks: 40,
        terms: 30,
        payload: 60,
    };
    let mut smc = Smc::new(&model, Settings::default())?;
    let posterior = drive(&model, &mut smc, 1, |_, _| {
        std::ops::ControlFlow::Continue(())
    })?;
    let begun = Instant::now();
    let bytes = smc.to_bytes();
    let (wrote, begun) = (begun.elapsed().as_secs_f64(), Instant::now());
    Smc::from_bytes(&model, &bytes)?;
    let read = begun.elapsed().as_secs_f64();
    println!(
        "checkpoint of {} particles: {:.1} MB, written in {:.0} ms, read in {:.0} ms",
        posterior.particles.len(),
        bytes.len() as f64 / 1e6,
        wrote * 1e3,
        read * 1e3
    );
    let logs: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| particle.log_likelihood)
        .collect();
    let begun = Instant::now();
    let fit = smoothed(&logs);
    println!(
        "smoothing {} weights: {:.2} ms (k̂ {:.2})",
        logs.len(),
        begun.elapsed().as_secs_f64() * 1e3,
        fit.k_hat
    );
    Ok(())
}
