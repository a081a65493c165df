//! Simulation-based calibration on a small battle dossier: parameters, bias, reliability, an outcome and a counterfactual.
//!
//! ```text
//! cargo run --release -p kidal-study --example calibrate-mill -- [REPLICATIONS]
//! ```
//! Each replication draws parameters and luck from the prior, plays the battle, lets each speaker draw a quality and a bias
//! and say what the densities of `kidal-witness` say they would, and weighs what was said. `cargo xtask calibrate` stores
//! the page. The last rows are a sampler broken on purpose: it must fail.

mod dossier;

use dossier::Mill;
use kidal_chance::{Draws, hash64};
use kidal_study::{BattleModel, answers};
use kidal_weigh::{
    Failure, Model, Parameter, Particle, Point, Posterior, Ranks, Replicated, Settings, Stream,
    Worker, evaluate, importance, log_weights, ranks, weigh,
};
use kidal_witness::accounts::{BIAS, BIAS_PRIOR, RELIABILITY};
use kidal_witness::{Accounts, Noise, Utterance};

/// Draws of each posterior: with the truth they make a hundred places.
const DRAWS: usize = 99;

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let count: usize = match std::env::args().nth(1) {
        Some(word) => word.parse()?,
        None => 200,
    };
    let mill = Mill::read()?;
    println!("## A small battle\n");
    println!(
        "The mill of the tests, with four counts of two speakers: {count} replications, {DRAWS} draws of each posterior.\n"
    );
    println!("| number | p | outside the 99 % band | 50 % intervals | 90 % intervals | |");
    println!("|---|---|---|---|---|---|");
    let mut failed = Vec::new();
    let mut digest = Vec::new();
    for one in replicate(&mill, count, 1)? {
        digest.extend(one.ranks.iter().map(|rank| u64::from(*rank)));
        if !row("", &one) {
            failed.push(one.name);
        }
    }
    // A quarter of the replications is enough to see it.
    let broken = replicate(&mill, count.div_ceil(4), 6)?;
    let mut caught = 0;
    for one in &broken {
        caught += u32::from(!row("broken, every word heard six times: ", one));
    }
    println!("\nDigest of the ranks: {:016x}.", hash64(&digest));
    if caught == 0 {
        return Err("the sampler broken on purpose was not caught".into());
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("not calibrated: {}", failed.join("; ")).into())
    }
}

fn replicate(mill: &Mill, count: usize, heard: u32) -> Result<Vec<Ranks>, Fault> {
    let key = |number: usize| hash64(&[kidal_chance::hash_text("mill"), number as u64]);
    let all = (0..count)
        .map(|number| one(mill, key(number), heard))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ranks(&all, key))
}

/// One replication. `heard` repeats every likelihood term, which is wrong unless it is 1.
fn one(mill: &Mill, key: u64, heard: u32) -> Result<Vec<Replicated>, Fault> {
    let scenario = &mill.compiled.scenario;
    let prior = BattleModel::new(scenario, &mill.probes, None, &mill.parameters);
    // A history before any account: its parameters, its luck, its answers.
    let truth = importance(&prior, 2, key, 1)?.particles.swap_remove(0);
    let mut draws = Draws::at(hash64(&[key, 1]), 0, 0);
    let (accounts, hidden) = said(&mill.accounts, &truth, &mut draws)?;
    let model = Repeated {
        inner: BattleModel::new(scenario, &mill.probes, Some(&accounts), &mill.parameters),
        heard,
    };
    let settings = Settings {
        seed: key,
        islands: 2,
        chains: 8,
        // With 32 a thousand states were too few independent draws: ranks of the number of the guard were not uniform.
        chain_length: 96,
        baseline_draws: 128,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings, 2)?;
    let particles = &posterior.particles;
    let logs = log_weights(particles);
    let of = |name: &str, truth: f64, value: &dyn Fn(&Particle) -> f64| {
        let values: Vec<f64> = particles.iter().map(value).collect();
        Replicated::from_weighted(name, truth, &values, &logs, DRAWS, key)
    };
    let mut all = Vec::new();
    for name in ["guard-men", "grey-men", "rifle-share", "why-left"] {
        let index = mill
            .parameters
            .iter()
            .position(|parameter| parameter.name == name)
            .ok_or("the mill lost a parameter")?;
        all.push(of(name, truth.parameters[index], &|p| p.parameters[index]));
    }
    all.push(of("killed", mill.killed(&truth), &|p| mill.killed(p)));
    for (utterance, (quality, bias)) in accounts.utterances.iter().zip(hidden) {
        let learned = |is_bias: bool| levels(&accounts, utterance, &posterior, is_bias);
        let named = |what: &str| format!("{what} of the {}", utterance.speaker);
        for (name, truth, is_bias) in [
            (named("reliability"), quality, false),
            (named("bias"), bias, true),
        ] {
            let (values, logs) = learned(is_bias);
            let truth = truth as f64;
            all.push(Replicated::from_weighted(
                name, truth, &values, &logs, DRAWS, key,
            ));
        }
    }
    // The same histories with twice the guard: how many of it would have been killed?
    let doubled = mill.doubled()?;
    let killed_there = |points: &[Point]| -> Result<Vec<f64>, Fault> {
        let model = BattleModel::new(&doubled, &mill.probes, None, &mill.parameters);
        let found = evaluate(&model, points, 2)?.into_iter().zip(points);
        Ok(found
            .map(|(outcome, point)| {
                outcome.map_or(f64::NAN, |(_, payload)| {
                    mill.killed_of(&point.parameters, &payload)
                })
            })
            .collect())
    };
    let points: Vec<Point> = particles.iter().map(Point::from).collect();
    let would = killed_there(&[Point::from(&truth)])?[0];
    all.push(Replicated::from_weighted(
        "killed, had the guard been twice as strong",
        would,
        &killed_there(&points)?,
        &logs,
        DRAWS,
        key,
    ));
    Ok(all)
}

/// What the speakers say of a history, by the densities' own samplers; with it the level of quality and of bias that each
/// utterance was made with.
fn said(
    accounts: &Accounts,
    truth: &Particle,
    draws: &mut Draws,
) -> Result<(Accounts, Vec<(usize, usize)>), Fault> {
    let mut told = accounts.clone();
    let mut hidden = Vec::new();
    let answers = answers(&truth.payload);
    for utterance in &accounts.utterances {
        let quality = draws
            .choose(&utterance.quality)
            .ok_or("qualities have no weight")?;
        let bias = draws.choose(&BIAS_PRIOR).ok_or("biases have no weight")?;
        hidden.push((quality, bias));
        for &index in &utterance.claims {
            let claim = &mut told.claims[index];
            let [reading] = claim.readings.as_mut_slice() else {
                return Err("a claim of the mill has several readings".into());
            };
            let [piece] = reading.pieces.as_mut_slice() else {
                return Err("a claim of the mill has several pieces".into());
            };
            let is_true = draws.chance(RELIABILITY[claim.stake][quality]);
            let y = piece.value.value(&truth.parameters, &answers);
            let bias = BIAS[claim.stake][bias];
            piece.piece.form = piece
                .piece
                .form
                .sample(y, bias, Noise::default(), is_true, draws)
                .ok_or("a count of the mill could not be said")?;
            // What was worked out of the form belongs to what was said now.
            piece.false_mass = piece.piece.form.false_mass();
            piece.most = piece.piece.form.most();
        }
    }
    Ok((told, hidden))
}

/// Posterior of an utterance's level of bias or of quality: three values for each particle, weighed by what it said.
fn levels(
    accounts: &Accounts,
    utterance: &Utterance,
    posterior: &Posterior,
    is_bias: bool,
) -> (Vec<f64>, Vec<f64>) {
    let (mut values, mut logs) = (Vec::new(), Vec::new());
    for particle in &posterior.particles {
        let mut mass = [0.0; 3];
        accounts.utterance_density(
            utterance,
            &particle.parameters,
            &answers(&particle.payload),
            Noise::default(),
            &mut |quality, bias, weight| mass[if is_bias { bias } else { quality }] += weight,
            None,
        );
        let total: f64 = mass.iter().sum();
        for (level, weight) in mass.iter().enumerate() {
            values.push(level as f64);
            logs.push(particle.log_weight + kidal_math::ln(weight / total));
        }
    }
    (values, logs)
}

/// A model whose every term counts so many times.
struct Repeated<'a> {
    inner: BattleModel<'a>,
    heard: u32,
}

struct Repeater<W>(W, f64);

impl<'a> Model for Repeated<'a> {
    type Worker = Repeater<<BattleModel<'a> as Model>::Worker>;
    fn parameters(&self) -> &[Parameter] {
        self.inner.parameters()
    }
    fn blocks(&self) -> usize {
        self.inner.blocks()
    }
    fn terms(&self) -> usize {
        self.inner.terms()
    }
    fn payload(&self) -> usize {
        self.inner.payload()
    }
    fn worker(&self) -> Self::Worker {
        Repeater(self.inner.worker(), f64::from(self.heard))
    }
}

impl<W: Worker> Worker for Repeater<W> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let work = self.0.evaluate(parameters, stream, terms, payload)?;
        terms.iter_mut().for_each(|term| *term *= self.1);
        Ok(work)
    }

    // Chains run as those of a study do: from where a history parts from the one accepted last.
    fn begin_chain(&mut self) {
        self.0.begin_chain();
    }

    fn asks(&self, block: usize) -> bool {
        self.0.asks(block)
    }

    fn accept(&mut self) {
        self.0.accept();
    }

    fn end_chain(&mut self) {
        self.0.end_chain();
    }
}

/// Prints one row; whether the ranks are uniform.
fn row(before: &str, ranks: &Ranks) -> bool {
    let fit = ranks.uniformity();
    let (half, most) = (ranks.coverage(0.5), ranks.coverage(0.9));
    let passes = fit.outside == 0;
    println!(
        "| {before}{} | {:.3} | {} of {} | {:.3} ± {:.3} | {:.3} ± {:.3} | {} |",
        ranks.name,
        fit.p,
        fit.outside,
        fit.band.len(),
        half.value,
        half.error,
        most.value,
        most.error,
        if passes { "uniform" } else { "**not uniform**" }
    );
    passes
}
