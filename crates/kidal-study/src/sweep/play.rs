//! Plays the points of a design: here, batch by batch on threads, or elsewhere, task by task on a farm.
//!
//! A point's values depend on the point alone, so that it does not matter how the points are cut, who plays them and in
//! which order they come back.

use super::{Experiment, STREAMS, SweepOptions, Swept0};
use crate::farm::Farm;
use crate::model::{BattleModel, answers};
use crate::options::{Case, Hooks, Progress, Stop, StudyError};
use crate::task::{Task, Work};
use kidal_chance::hash64;
use kidal_scenario::question::Asked;
use kidal_weigh::Point;
use std::collections::BTreeMap;
use std::ops::Range;

/// Address of the luck of a sweep.
const LUCK: u64 = 0x6b69_6461_6c55;
/// Histories between two checkpoints.
const BATCH: usize = 1024;
/// Most tasks handed to a farm at once; chosen by us because a thousand workers then still have four each, and what is
/// remembered of them stays small.
const TASKS_AT_ONCE: usize = 4096;

impl Experiment {
    /// Numbers that each point gives: a value for each outcome (NaN where it did not come about), then its failures.
    pub(crate) fn width(&self) -> usize {
        self.ready.outcomes.len() + 1
    }

    pub(crate) fn points(&self) -> usize {
        self.points.len()
    }

    /// Plays some points: [`Experiment::width`] numbers each, one after the other.
    pub(crate) fn play(&self, range: Range<usize>, threads: usize) -> Result<Vec<f64>, StudyError> {
        let ready = &self.ready;
        let model = BattleModel::new(
            &ready.scenario,
            &ready.prepared.probes,
            None,
            &ready.parameters,
        );
        let blocks = vec![0; ready.scenario.blocks()];
        let batch: Vec<Point> = range
            .flat_map(|point| (0..self.replicates).map(move |replicate| (point, replicate)))
            .map(|(point, replicate)| Point {
                parameters: row(ready, self.points.row(point)),
                root: root(ready, self.points.row(point), replicate, self.seed),
                refreshes: blocks.clone(),
            })
            .collect();
        let results = kidal_weigh::evaluate(&model, &batch, threads)
            .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
        let replicates = self.replicates as usize;
        Ok(results
            .chunks(replicates)
            .zip(batch.chunks(replicates))
            .flat_map(|(of_point, points_of)| summary(ready, of_point, points_of))
            .collect())
    }

    /// The numbers of the first points, from a checkpoint.
    fn begun(&self, state: Option<&[u8]>) -> Result<Vec<f64>, StudyError> {
        let done: Vec<f64> = state.map_or(Vec::new(), decode);
        if done.len() > self.points() * self.width() || !done.len().is_multiple_of(self.width()) {
            return Err(StudyError::Run(
                "the checkpoint is not of this sweep".into(),
            ));
        }
        Ok(done)
    }

    fn progress(&self, points: usize) -> Progress {
        Progress {
            stage: "sweep".into(),
            done: points as u64 * u64::from(self.replicates),
            of: self.histories(),
            note: String::new(),
        }
    }
}

/// Plays all points on threads.
pub(super) fn here(
    experiment: &Experiment,
    threads: usize,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
) -> Result<Vec<f64>, StudyError> {
    let mut done = experiment.begun(state)?;
    let per_batch = (BATCH / experiment.replicates as usize).max(1);
    while done.len() / experiment.width() < experiment.points() {
        go_on(hooks)?;
        let first = done.len() / experiment.width();
        let last = (first + per_batch).min(experiment.points());
        done.extend(experiment.play(first..last, threads)?);
        hooks.checkpoint(&encode(&done));
        hooks.progress(&experiment.progress(last));
    }
    Ok(done)
}

/// Plays all points on a farm: first one task for each place, by which the farm learns how long a history takes, then
/// tasks of the size that it then wants.
pub(super) fn elsewhere(
    experiment: &Experiment,
    case: Case<'_>,
    options: &SweepOptions,
    state: Option<&[u8]>,
    hooks: &mut dyn Hooks,
    farm: &mut dyn Farm,
) -> Result<Vec<f64>, StudyError> {
    let mut done = experiment.begun(state)?;
    let mut most = farm.places().clamp(1, TASKS_AT_ONCE);
    while done.len() / experiment.width() < experiment.points() {
        go_on(hooks)?;
        let per_task = (farm.histories() / experiment.replicates).max(1) as usize;
        let from = done.len() / experiment.width();
        let ranges: Vec<Range<usize>> = (from..experiment.points())
            .step_by(per_task)
            .take(most)
            .map(|first| first..(first + per_task).min(experiment.points()))
            .collect();
        most = TASKS_AT_ONCE;
        round(experiment, case, options, &ranges, &mut done, hooks, farm)?;
    }
    Ok(done)
}

/// One round of tasks. Answers are kept until those before them are there, so that a checkpoint is always the points from
/// the first on.
fn round(
    experiment: &Experiment,
    case: Case<'_>,
    options: &SweepOptions,
    ranges: &[Range<usize>],
    done: &mut Vec<f64>,
    hooks: &mut dyn Hooks,
    farm: &mut dyn Farm,
) -> Result<(), StudyError> {
    let tasks = ranges
        .iter()
        .map(|range| {
            let work = Work::Sweep {
                options: options.clone(),
                first: range.start as u64,
                last: range.end as u64,
            };
            Task::new(case.dossier.digest.as_str(), work).to_bytes()
        })
        .collect();
    let width = experiment.width();
    let mut waiting: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let mut next = 0;
    let mut is_stopped = false;
    farm.run(tasks, &mut |number, answer| {
        let range = ranges.get(number).ok_or_else(|| {
            StudyError::Run(format!(
                "a worker answered task {number}, which nobody gave out"
            ))
        })?;
        let rows = decode(answer);
        if answer.len() != rows.len() * 8 || rows.len() != range.len() * width {
            return Err(StudyError::Run(format!(
                "a worker's answer to task {number} is not what was asked for"
            )));
        }
        if number >= next {
            waiting.entry(number).or_insert(rows);
        }
        let before = next;
        while let Some(rows) = waiting.remove(&next) {
            done.extend(rows);
            next += 1;
        }
        if next > before {
            hooks.checkpoint(&encode(done));
        }
        let ahead: usize = waiting.keys().map(|number| ranges[*number].len()).sum();
        hooks.progress(&experiment.progress(done.len() / width + ahead));
        is_stopped = hooks.stop() != Stop::Go;
        Ok(!is_stopped)
    })?;
    match next == ranges.len() {
        true => Ok(()),
        false if is_stopped => Err(StudyError::Interrupted),
        false => Err(StudyError::Run(format!(
            "{} of {} tasks got no answer",
            ranges.len() - next,
            ranges.len()
        ))),
    }
}

/// A design is whole or nothing: a budget that is used up interrupts it as well.
fn go_on(hooks: &mut dyn Hooks) -> Result<(), StudyError> {
    match hooks.stop() {
        Stop::Go => Ok(()),
        Stop::FinishEarly | Stop::Interrupt => Err(StudyError::Interrupted),
    }
}

/// The parameters of a point.
fn row(ready: &Swept0, coordinates: &[f64]) -> Vec<f64> {
    let mut row = ready.middle.clone();
    for ((factor, column), u) in ready.factors.iter().zip(&ready.columns).zip(coordinates) {
        row[*column] = factor.scale.at(*u);
    }
    row
}

/// The luck of a point: that of the replicate, or of the coordinate beyond the factors.
fn root(ready: &Swept0, coordinates: &[f64], replicate: u32, seed: u64) -> u64 {
    let stream = match coordinates.get(ready.factors.len()) {
        Some(u) => ((u * STREAMS as f64) as u64).min(STREAMS as u64 - 1),
        None => u64::from(replicate),
    };
    hash64(&[seed, LUCK, stream])
}

type Evaluated = Result<(Vec<f64>, Vec<f64>), kidal_weigh::Failure>;

/// Means over the replicates of a point, and its failures.
fn summary(ready: &Swept0, results: &[Evaluated], points: &[Point]) -> Vec<f64> {
    let mut values = Vec::with_capacity(ready.outcomes.len() + 1);
    for &outcome in &ready.outcomes {
        let quantity = ready.prepared.questions[outcome]
            .as_ref()
            .expect("a probability or a number has a quantity");
        let is_number = matches!(
            ready.prepared.scenario.questions[outcome].asked,
            Asked::Number(..)
        );
        let found: Vec<f64> = results
            .iter()
            .zip(points)
            .filter_map(|(result, point)| {
                let (_, payload) = result.as_ref().ok()?;
                let value = quantity.value(&point.parameters, &answers(payload));
                if is_number {
                    value.filter(|value| value.is_finite())
                } else {
                    Some(value.unwrap_or(0.0))
                }
            })
            .collect();
        values.push(if found.is_empty() {
            f64::NAN
        } else {
            kidal_math::mean(&found)
        });
    }
    values.push(results.iter().filter(|result| result.is_err()).count() as f64);
    values
}

pub(crate) fn encode(values: &[f64]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn decode(bytes: &[u8]) -> Vec<f64> {
    bytes
        .as_chunks::<8>()
        .0
        .iter()
        .map(|bytes| f64::from_le_bytes(*bytes))
        .collect()
}
