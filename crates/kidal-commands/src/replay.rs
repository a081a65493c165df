//! `kidal replay`: possible histories of the battle, not weighed by any account.

use std::path::{Path, PathBuf};

use kidal_findings::Findings;

use crate::folder::{Folder, Opened};
use crate::hooks::{Run, Silent, Watcher};
use crate::results::{self, Results};
use crate::stop::StopFlag;
use crate::study_door::{self, ReplayOptions, StudyError};
pub use crate::study_door::{Counted, STEP_BIAS, StepReport, StepRow};
use crate::trouble::Trouble;
use crate::weigh::{named, study_trouble, threads};
use crate::write::{Made, prepare_folder};

/// Time between two frames of the map page (s). Chosen by us because a march of an hour still shows four steps and the
/// page stays small.
const FRAME_INTERVAL_S: f64 = 900.0;

/// Pairs of histories that `--verify-step` compares unless told otherwise. Chosen by us because the error of a difference of
/// probabilities is then a hundredth or two, and it takes seconds.
pub const STEP_PAIRS: u32 = 1_000;

/// Most pairs: their answers are held in memory. Chosen by us because a difference of probabilities then has an error of a
/// thousandth.
const MOST_PAIRS: u32 = 1_000_000;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ReplayRequest {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Seed of the study.
    pub seed: u64,
    /// Which history of that seed; of many, the first.
    pub run: u64,
    /// Folder to write findings and page to.
    pub out: Option<PathBuf>,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

impl ReplayRequest {
    fn open(&self) -> Result<(Opened, ReplayOptions), Trouble> {
        let options = ReplayOptions {
            seed: self.seed,
            run: self.run,
            threads: threads(self.threads),
            interval_s: FRAME_INTERVAL_S,
        };
        Ok((Folder::open(&self.dossier)?, options))
    }
}

/// One history, with the clock to tell it by.
#[derive(Clone, Debug)]
pub struct ReplayAnswer {
    /// The findings.
    pub findings: Findings,
    /// Offset of the dossier's local time from UTC (s).
    pub clock_offset_s: i64,
}

/// One history, told in full.
///
/// # Errors
/// Where the dossier cannot be read, has no scenario, the run fails, or the folder cannot be written.
pub fn replay(request: &ReplayRequest) -> Result<ReplayAnswer, Trouble> {
    let (opened, options) = request.open()?;
    let made = match &request.out {
        Some(folder) => prepare_folder(folder)?,
        None => Made::default(),
    };
    let mut findings = study_door::replay(opened.case(), &options).map_err(|error| {
        made.undo();
        stopped(error, &opened)
    })?;
    made.keep();
    findings.provenance.command = named(
        &findings.provenance.command,
        &opened.folder.name,
        &request.dossier,
    );
    if let Some(folder) = &request.out {
        results::write(
            folder,
            &Results {
                findings: &findings,
                ensemble: None,
                dossier: &opened.folder.files,
                options: None,
            },
        )?;
    }
    Ok(ReplayAnswer {
        findings,
        clock_offset_s: opened.dossier.about.clock.seconds(),
    })
}

/// Many histories, of which only counters and a digest are kept.
///
/// # Errors
/// Where the dossier cannot be read or has no scenario.
pub fn replay_count(request: &ReplayRequest, count: u64) -> Result<Counted, Trouble> {
    replay_count_watched(request, count, &StopFlag::new(), &mut Silent)
}

/// [`replay_count`] with somebody who watches and may stop it. Nothing of it is kept then.
///
/// # Errors
/// As there, and where it was asked to stop.
pub fn replay_count_watched(
    request: &ReplayRequest,
    count: u64,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
) -> Result<Counted, Trouble> {
    let (opened, options) = request.open()?;
    let mut run = Run {
        checkpoint: None,
        watcher,
        stop,
        deadline: None,
        done: 0,
        stopped_at: None,
    };
    study_door::replay_count(opened.case(), count, &options, &mut run).map_err(
        |error| match error {
            StudyError::Interrupted => Trouble::run("it was interrupted", "start it again"),
            error => stopped(error, &opened),
        },
    )
}

/// So many of the same histories at the step, at half of it and at a quarter, and with elements of half the size.
///
/// # Errors
/// Where the dossier cannot be read or has no scenario, or more than a million are asked for.
pub fn verify_step(request: &ReplayRequest, pairs: u32) -> Result<StepReport, Trouble> {
    if pairs > MOST_PAIRS {
        return Err(Trouble::Usage {
            message: format!("compare {pairs} pairs of histories"),
            remedy: format!("write `--count {MOST_PAIRS}` or fewer beside `--verify-step`"),
        });
    }
    let (opened, options) = request.open()?;
    study_door::verify_step(opened.case(), &options, pairs).map_err(|error| stopped(error, &opened))
}

fn stopped(error: StudyError, opened: &Opened) -> Trouble {
    study_trouble(error, &opened.folder, Path::new(""))
}
