//! Commands that simulate.

use std::path::PathBuf;
use std::time::Duration;

use kidal_commands::corpus::CorpusAnswer;
use kidal_commands::corpus::days::DaysRequest;
use kidal_commands::corpus::laws::LawsRequest;
use kidal_commands::corpus::outcomes::OutcomesRequest;
use kidal_commands::corpus::sources::SourcesRequest;
use kidal_commands::replay::ReplayRequest;
use kidal_commands::sweep::{DesignName, SweepRequest};
use kidal_commands::trouble::Trouble;
use kidal_commands::weigh::{WeighRequest, Work};
use kidal_commands::whatif::WhatifRequest;
use kidal_commands::{
    answer, corpus, json, replay as replays, sweep as sweeps, weigh as studies, whatif as changes,
};
use pyo3::prelude::*;

use crate::attend::{Attention, attended};
use crate::findings::Found;
use crate::trouble::{chosen, raised};

/// Weighs the accounts.
#[pyfunction]
#[pyo3(signature = (dossier, *, out, seed, threads, only, without, as_known_on, effort, budget_s, fresh, model_only, progress, farm))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments, one for each option of the command"
)]
pub fn weigh(
    py: Python<'_>,
    dossier: PathBuf,
    out: Option<PathBuf>,
    seed: u64,
    threads: usize,
    only: Vec<String>,
    without: Vec<String>,
    as_known_on: Option<String>,
    effort: &str,
    budget_s: Option<f64>,
    fresh: bool,
    model_only: bool,
    progress: Option<Py<PyAny>>,
    farm: Option<Py<PyAny>>,
) -> PyResult<Found> {
    let efforts = [
        ("small", Work::Small),
        ("usual", Work::Usual),
        ("full", Work::Full),
    ];
    let work = chosen(py, "effort", effort, &efforts)?;
    let budget = match budget_s.map(Duration::try_from_secs_f64) {
        None => None,
        Some(Ok(budget)) if !budget.is_zero() => Some(budget),
        Some(_) => {
            let trouble = Trouble::Usage {
                message: "a budget is a number of seconds above 0".into(),
                remedy: "such as `budget=30` or a `datetime.timedelta`".into(),
            };
            return Err(raised(py, &trouble));
        }
    };
    let request = WeighRequest {
        dossier,
        out,
        seed,
        threads,
        only,
        without,
        as_known_on,
        work,
        budget,
        fresh,
        model_only,
    };
    let attention = Attention::stoppable(progress, farm);
    let done = attended(py, attention, move |stop, watcher, farm| {
        studies::weigh_on(&request, stop, watcher, farm)
    })?;
    Ok(Found::new(done.findings, Some(done.folder)).resumed(done.is_resumed))
}

/// Plays a designed experiment.
#[pyfunction]
#[pyo3(signature = (dossier, *, design, size, pairs, factors, table, replicates, outcomes, out, seed, threads, fresh, progress, farm))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments, one for each option of the command"
)]
pub fn sweep(
    py: Python<'_>,
    dossier: PathBuf,
    design: &str,
    size: Option<usize>,
    pairs: bool,
    factors: Vec<String>,
    table: Option<PathBuf>,
    replicates: Option<u32>,
    outcomes: Vec<String>,
    out: Option<PathBuf>,
    seed: u64,
    threads: usize,
    fresh: bool,
    progress: Option<Py<PyAny>>,
    farm: Option<Py<PyAny>>,
) -> PyResult<Found> {
    let designs = DesignName::ALL.map(|one| (one.word(), one));
    let request = SweepRequest {
        dossier,
        out,
        seed,
        threads,
        design: chosen(py, "design", design, &designs)?,
        size,
        second_order: pairs,
        factors,
        table,
        replicates,
        outcomes,
        fresh,
    };
    let attention = Attention::stoppable(progress, farm);
    let done = attended(py, attention, move |stop, watcher, farm| {
        sweeps::sweep_on(&request, stop, watcher, farm)
    })?;
    Ok(Found::new(done.findings, Some(done.folder)).resumed(done.is_resumed))
}

/// Plays one history.
#[pyfunction]
#[pyo3(signature = (dossier, *, seed, run, out, threads))]
pub fn replay(
    py: Python<'_>,
    dossier: PathBuf,
    seed: u64,
    run: u64,
    out: Option<PathBuf>,
    threads: usize,
) -> PyResult<Found> {
    let request = ReplayRequest {
        dossier,
        seed,
        run,
        out: out.clone(),
        threads,
    };
    let played = attended(py, Attention::to_the_end(), move |_, _, _| {
        replays::replay(&request)
    })?;
    Ok(Found::new(played.findings, out))
}

/// Plays many histories and counts; as JSON.
#[pyfunction]
#[pyo3(signature = (dossier, *, count, seed, threads, progress))]
pub fn replay_count(
    py: Python<'_>,
    dossier: PathBuf,
    count: u64,
    seed: u64,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    let request = ReplayRequest {
        dossier,
        seed,
        run: 0,
        out: None,
        threads,
    };
    let attention = Attention::stoppable(progress, None);
    attended(py, attention, move |stop, watcher, _| {
        replays::replay_count_watched(&request, count, stop, watcher)
            .map(|counted| json::counted(&counted))
    })
}

/// The same histories at the step, half of it and a quarter, and with elements of half the size; as JSON.
#[pyfunction]
#[pyo3(signature = (dossier, *, pairs, seed, threads))]
pub fn verify_step(
    py: Python<'_>,
    dossier: PathBuf,
    pairs: Option<u32>,
    seed: u64,
    threads: usize,
) -> PyResult<String> {
    let request = ReplayRequest {
        dossier,
        seed,
        run: 0,
        out: None,
        threads,
    };
    attended(py, Attention::to_the_end(), move |_, _, _| {
        replays::verify_step(&request, pairs.unwrap_or(replays::STEP_PAIRS))
            .map(|report| json::steps(&report))
    })
}

/// Asks one counterfactual: JSON, text, Markdown.
#[pyfunction]
#[pyo3(signature = (dossier, *, change, outcome, findings, threads))]
pub fn whatif(
    py: Python<'_>,
    dossier: PathBuf,
    change: Vec<String>,
    outcome: Option<String>,
    findings: Option<PathBuf>,
    threads: usize,
) -> PyResult<(String, String, String)> {
    let request = WhatifRequest {
        dossier,
        change,
        outcome,
        findings,
        threads,
    };
    attended(py, Attention::to_the_end(), move |_, _, _| {
        changes::whatif(&request).map(|record| {
            (
                json::counterfactual(&record),
                answer::counterfactual(&record),
                answer::counterfactual_markdown(&record),
            )
        })
    })
}

fn corpus_study(
    py: Python<'_>,
    study: impl FnOnce() -> Result<CorpusAnswer, Trouble> + Send + 'static,
) -> PyResult<Found> {
    let done = attended(py, Attention::to_the_end(), move |_, _, _| study())?;
    Ok(Found::new(done.findings, done.folder))
}

/// Laws of attrition against tables of battles.
#[pyfunction]
#[pyo3(signature = (files, *, out, seed, runs, threads))]
pub fn laws(
    py: Python<'_>,
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
    seed: u64,
    runs: u64,
    threads: usize,
) -> PyResult<Found> {
    corpus_study(py, move || {
        corpus::laws::laws(&LawsRequest {
            files,
            out,
            seed,
            runs,
            threads,
        })
    })
}

/// Laws of attrition against campaigns told day by day.
#[pyfunction]
#[pyo3(signature = (files, *, out, seed, threads))]
pub fn days(
    py: Python<'_>,
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
    seed: u64,
    threads: usize,
) -> PyResult<Found> {
    corpus_study(py, move || {
        corpus::days::days(&DaysRequest {
            files,
            out,
            seed,
            threads,
        })
    })
}

/// Who wins battles.
#[pyfunction]
#[pyo3(signature = (file, *, out, seed, threads))]
pub fn outcomes(
    py: Python<'_>,
    file: PathBuf,
    out: Option<PathBuf>,
    seed: u64,
    threads: usize,
) -> PyResult<Found> {
    corpus_study(py, move || {
        corpus::outcomes::outcomes(&OutcomesRequest {
            file,
            out,
            seed,
            threads,
        })
    })
}

/// How far sources can be trusted.
#[pyfunction]
#[pyo3(signature = (file, *, out, seed, threads))]
pub fn sources(
    py: Python<'_>,
    file: PathBuf,
    out: Option<PathBuf>,
    seed: u64,
    threads: usize,
) -> PyResult<Found> {
    corpus_study(py, move || {
        corpus::sources::sources(&SourcesRequest {
            file,
            out,
            seed,
            threads,
        })
    })
}
