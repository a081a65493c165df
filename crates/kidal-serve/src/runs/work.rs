//! Runs a job by calling the command, and writes down how it went.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use kidal_commands::answer;
use kidal_commands::hooks::{Progress, Watcher};
use kidal_commands::stop::{StopFlag, parse_budget};
use kidal_commands::trouble::Trouble;
use kidal_commands::weigh::{WeighRequest, Work, weigh};
use kidal_commands::whatif::{WhatifRequest, whatif};

use super::record::{Answered, Job, Record, RunState, Stand, WeighJob, WhatifJob};
use crate::answer::Refusal;
use crate::state::App;

/// Least time between two pieces of news. Chosen by us because nobody reads faster.
const NEWS: Duration = Duration::from_millis(250);

/// How a job ended well.
enum Done {
    Weighed { trustworthy: bool, resumed: bool },
    Answered(Box<Answered>),
}

/// Why it did not.
enum Unfinished {
    Stopped,
    Refused(Refusal),
}

pub(super) fn run(app: &App, record: Record, flag: &StopFlag) {
    let id = record.id;
    // A fault of the program ends the run, not the server.
    let outcome = catch_unwind(AssertUnwindSafe(|| match &record.job {
        Job::Weigh(job) => weighed(app, id, job, flag),
        Job::Whatif(job) => answered(app, job),
    }));
    app.runs.end(id, |record| match outcome {
        Ok(Ok(Done::Weighed {
            trustworthy,
            resumed,
        })) => {
            record.state = RunState::Done;
            record.trustworthy = Some(trustworthy);
            record.is_resumed = resumed;
        }
        Ok(Ok(Done::Answered(answer))) => {
            record.state = RunState::Done;
            record.answer = Some(*answer);
        }
        Ok(Err(Unfinished::Stopped)) => record.state = RunState::Stopped,
        Ok(Err(Unfinished::Refused(refusal))) => {
            record.state = RunState::Failed;
            record.refusal = refusal.to_json();
        }
        Err(_) => {
            record.state = RunState::Failed;
            record.refusal = Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "a fault of the program itself",
                "please report it with the dossier's digest, the seed and the version",
            )
            .to_json();
        }
    });
}

fn weighed(app: &App, id: u64, job: &WeighJob, flag: &StopFlag) -> Result<Done, Unfinished> {
    let request = WeighRequest {
        dossier: app.studies.dossier(&job.dossier)?,
        out: Some(app.studies.place_for_findings(&job.out)?),
        seed: job.seed,
        threads: app.threads,
        only: job.only.clone(),
        without: job.without.clone(),
        as_known_on: job.as_known_on.clone(),
        work: work(&job.work)?,
        budget: match &job.budget {
            Some(text) => Some(parse_budget(text).map_err(|message| {
                Refusal::new(
                    StatusCode::BAD_REQUEST,
                    message,
                    "write it like `60s` or `5m`",
                )
            })?),
            None => None,
        },
        fresh: job.fresh,
        model_only: false,
    };
    let mut live = Live {
        app,
        id,
        told: None,
    };
    match weigh(&request, flag, &mut live) {
        Ok(done) => Ok(Done::Weighed {
            trustworthy: done.findings.headline.trustworthy,
            resumed: done.is_resumed,
        }),
        Err(Trouble::Interrupted { .. }) => Err(Unfinished::Stopped),
        Err(trouble) => Err(Unfinished::Refused(trouble.into())),
    }
}

/// The names of `WeighJob::work`.
pub(crate) fn work(name: &str) -> Result<Work, Refusal> {
    match name {
        "" | "usual" => Ok(Work::Usual),
        "small" => Ok(Work::Small),
        "full" => Ok(Work::Full),
        other => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("`{other}` is no amount of work"),
            "write `small`, `usual` or `full`",
        )),
    }
}

fn answered(app: &App, job: &WhatifJob) -> Result<Done, Unfinished> {
    let request = WhatifRequest {
        dossier: app.studies.dossier(&job.dossier)?,
        change: job.change.clone(),
        outcome: job.outcome.clone(),
        findings: Some(app.studies.finding(&job.findings)?),
        threads: app.threads,
    };
    let record = whatif(&request).map_err(Refusal::from)?;
    Ok(Done::Answered(Box::new(Answered {
        text: answer::counterfactual(&record),
        modes: answer::modes(&record),
        record,
    })))
}

impl From<Refusal> for Unfinished {
    fn from(refusal: Refusal) -> Self {
        Unfinished::Refused(refusal)
    }
}

/// Tells those who watch how far a weighing has come.
struct Live<'a> {
    app: &'a App,
    id: u64,
    told: Option<Instant>,
}

impl Watcher for Live<'_> {
    fn progress(&mut self, progress: &Progress) {
        if self.told.is_some_and(|told| told.elapsed() < NEWS) {
            return;
        }
        self.told = Some(Instant::now());
        self.app.runs.change(self.id, false, |record| {
            record.stand = Stand {
                stage: progress.stage.clone(),
                done: progress.done,
                of: progress.of,
                note: progress.note.clone(),
            };
        });
    }
}
