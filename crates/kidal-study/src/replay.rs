//! Single histories: told in full, or counted.

use crate::histories;
use crate::options::{Case, Hooks, Progress, Stop, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use kidal_battle::{Answer, Counters, Record, Runner, Streams};
use kidal_chance::hash64;
use kidal_findings::{Findings, Headline, Kind, Provenance};
use kidal_weigh::{Item, Particle, Task};
use std::collections::BTreeMap;

/// Options of a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayOptions {
    /// Seed.
    pub seed: u64,
    /// Which of the seed's histories, from 0; of many, the first.
    pub run: u64,
    /// Threads (for counts).
    pub threads: usize,
    /// Seconds between frames.
    pub interval_s: f64,
}

impl Default for ReplayOptions {
    fn default() -> Self {
        Self {
            seed: 2012,
            run: 0,
            threads: 1,
            interval_s: 900.0,
        }
    }
}

/// What many histories came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Histories run.
    pub histories: u64,
    /// Steps.
    pub steps: u64,
    /// Element-steps.
    pub element_steps: u64,
    /// Addressed draws.
    pub draws: u64,
    /// Failed runs.
    pub failures: u64,
    /// Hash over all answers, hexadecimal.
    pub digest: String,
}

pub(crate) fn scenario_of(case: Case<'_>) -> Result<Prepared, StudyError> {
    let prepared = prepare(case, &WeighOptions::default())?;
    if prepared.scenario.parts.contingents.is_empty() {
        return Err(StudyError::Usage(format!(
            "the dossier {} has no scenario.toml with contingents, so there is nothing to replay",
            case.name
        )));
    }
    Ok(prepared)
}

/// Prior draws of a seed: parameters and stream roots, numbered.
pub(crate) fn draws(
    prepared: &Prepared,
    seed: u64,
    first: u64,
    count: u32,
) -> Result<Vec<Particle>, StudyError> {
    let model = Unrun {
        parameters: &prepared.parameters,
    };
    let first = numbered(first, u64::from(count))?;
    let item = Item {
        batch: 0,
        index: 0,
        seed,
        island: 0,
        generation: 0,
        task: Task::Draw { first, count },
    };
    let result = kidal_weigh::run_item(&model, &mut Nothing, &item)
        .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
    Ok(result.particles)
}

/// The number of the first of so many histories, where all have one. They are numbered with 32 bits: a number beyond them would be
/// that of another history.
fn numbered(first: u64, count: u64) -> Result<u32, StudyError> {
    let last = first.saturating_add(count.saturating_sub(1));
    if last < u64::from(u32::MAX) {
        return Ok(first as u32);
    }
    Err(StudyError::Usage(format!(
        "histories are numbered from 0 to {}; {last} is beyond",
        u32::MAX - 1
    )))
}

/// A model that draws from the priors and runs nothing.
struct Unrun<'a> {
    parameters: &'a [kidal_weigh::Parameter],
}
struct Nothing;

impl kidal_weigh::Model for Unrun<'_> {
    type Worker = Nothing;
    fn parameters(&self) -> &[kidal_weigh::Parameter] {
        self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        0
    }
    fn payload(&self) -> usize {
        0
    }
    fn worker(&self) -> Nothing {
        Nothing
    }
}

impl kidal_weigh::Worker for Nothing {
    fn evaluate(
        &mut self,
        _: &[f64],
        _: kidal_weigh::Stream<'_>,
        _: &mut [f64],
        _: &mut [f64],
    ) -> Result<u64, kidal_weigh::Failure> {
        Ok(0)
    }
}

/// One history drawn from the priors, told in full.
///
/// # Errors
/// [`StudyError`] as for weighing, and where the dossier has no scenario.
pub fn replay(case: Case<'_>, options: &ReplayOptions) -> Result<Findings, StudyError> {
    let prepared = scenario_of(case)?;
    let particle = draws(&prepared, options.seed, options.run, 1)?.remove(0);
    let trace = histories::trace(
        &prepared.scenario,
        &prepared.probes,
        &particle.parameters,
        particle.root,
        &[],
        options.interval_s,
    )?;
    let history = histories::record(
        case.dossier,
        &prepared.scenario,
        &trace,
        &format!("history {} of seed {}", options.run, options.seed),
        "drawn from the priors, before any account",
        &particle.parameters,
        particle.root,
        &[],
    );
    let provenance = Provenance {
        program: "kidal".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: env!("KIDAL_COMMIT").into(),
        dossier_digest: case.dossier.digest.clone(),
        dossier: case.name.into(),
        seed: options.seed,
        histories: 1,
        options: BTreeMap::from([("run".to_string(), options.run.to_string())]),
        command: format!(
            "kidal replay {} --seed {} --run {}",
            case.name, options.seed, options.run
        ),
    };
    let headline = Headline {
        title: case.dossier.about.title.value.clone(),
        about: case
            .dossier
            .about
            .about
            .as_ref()
            .map_or(String::new(), |about| about.value.clone()),
        weighed: 0,
        checked: 0,
        told: 0,
        left_out: 0,
        speakers: 0,
        independent: 0,
        moved: 0,
        unknowns: prepared.parameters.len(),
        trustworthy: true,
        warnings: vec![
            "One possible history, drawn before any account was heard; not what happened.".into(),
        ],
    };
    let mut findings = Findings::new(Kind::Replay, provenance, headline);
    findings.series = trace_series(case, &prepared, &trace);
    findings.map = histories::map(case.dossier, &prepared.scenario);
    findings.contingents = histories::contingents(case.dossier, &prepared.scenario);
    findings.origin = Some([
        prepared.scenario.plane.latitude,
        prepared.scenario.plane.longitude,
    ]);
    findings.clock_offset_s = case.dossier.about.clock.seconds();
    findings.histories = vec![history];
    findings.computation.histories = 1;
    Ok(findings)
}

fn trace_series(
    case: Case<'_>,
    prepared: &Prepared,
    trace: &kidal_battle::Trace,
) -> Vec<kidal_findings::SeriesRecord> {
    let zero = prepared.scenario.names.zero_unix_s;
    let step = (trace.frames.len() / 120).max(1);
    prepared
        .scenario
        .names
        .contingents()
        .iter()
        .zip(&trace.series)
        .map(|(name, series)| {
            let fit: Vec<f64> = series
                .fit
                .iter()
                .step_by(step)
                .map(|men| f64::from(*men))
                .collect();
            kidal_findings::SeriesRecord {
                name: case.dossier.name_of(name).unwrap_or(name).to_string(),
                unit: "fit men".into(),
                unix_s: trace
                    .frames
                    .iter()
                    .step_by(step)
                    .map(|frame| zero + frame.time_s as i64)
                    .collect(),
                low: fit.clone(),
                median: fit.clone(),
                high: fit,
            }
        })
        .collect()
}

/// Runs many histories, from the one of the options on, and counts.
///
/// # Errors
/// As [`replay`], and [`StudyError::Interrupted`].
pub fn replay_count(
    case: Case<'_>,
    count: u64,
    options: &ReplayOptions,
    hooks: &mut dyn Hooks,
) -> Result<Counted, StudyError> {
    let prepared = scenario_of(case)?;
    numbered(options.run, count)?;
    let mut counted = Counted {
        histories: 0,
        steps: 0,
        element_steps: 0,
        draws: 0,
        failures: 0,
        digest: String::new(),
    };
    let mut hash = 0_u64;
    let chunk = 256;
    let mut first = 0;
    while first < count {
        if hooks.stop() == Stop::Interrupt {
            return Err(StudyError::Interrupted);
        }
        let size = chunk.min(count - first);
        let particles = draws(&prepared, options.seed, options.run + first, size as u32)?;
        for played in play(&prepared, &particles, options.threads) {
            let Some((counters, bits)) = played else {
                counted.failures += 1;
                continue;
            };
            counted.steps += counters.steps;
            counted.element_steps += counters.element_steps;
            counted.draws += counters.draws;
            for bits in bits {
                hash = hash64(&[hash, bits]);
            }
        }
        counted.histories += size;
        first += size;
        hooks.progress(&Progress {
            stage: "histories".into(),
            done: first,
            of: count,
            note: String::new(),
        });
    }
    counted.digest = format!("{hash:016x}");
    Ok(counted)
}

/// Plays histories on so many threads: counters and answers of each, in order; `None` where one failed.
fn play(
    prepared: &Prepared,
    particles: &[Particle],
    threads: usize,
) -> Vec<Option<(Counters, Vec<u64>)>> {
    let share = particles.len().div_ceil(threads.max(1)).max(1);
    let play_some = |particles: &[Particle]| {
        let mut runner = Runner::new(&prepared.scenario.scenario, &prepared.probes);
        let mut record = Record::new();
        let mut play_one = |particle: &Particle| {
            let streams = Streams {
                root: particle.root,
                refreshes: &[],
            };
            runner
                .run(&particle.parameters, streams, &mut record)
                .ok()?;
            let bits = |answer: &Answer| answer.number().map_or(u64::MAX, f64::to_bits);
            Some((record.counters, record.answers.iter().map(bits).collect()))
        };
        particles.iter().map(&mut play_one).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let crews: Vec<_> = particles
            .chunks(share)
            .map(|some| scope.spawn(move || play_some(some)))
            .collect();
        crews
            .into_iter()
            .flat_map(|crew| crew.join().expect("a history does not panic"))
            .collect()
    })
}
