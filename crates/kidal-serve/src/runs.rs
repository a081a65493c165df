//! The queue of long work: weighings and what-ifs, each kept in a file, so that a reload, a crash or a restart finds them
//! again.

mod record;
mod work;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kidal_commands::stop::StopFlag;
use kidal_commands::write::write_file;
use tokio::sync::watch;

pub(crate) use record::{Job, Record, RunState};

use crate::answer::Refusal;
use crate::state::App;

/// Most runs that are kept. Chosen by us because a list of more helps nobody; finished ones can be removed.
const MOST: usize = 200;

/// The queue and all that was in it.
pub(crate) struct Runs {
    folder: PathBuf,
    inner: Mutex<Inner>,
    news: Condvar,
    /// Goes up with every change, for those who watch.
    version: watch::Sender<u64>,
}

#[derive(Default)]
struct Inner {
    records: BTreeMap<u64, Record>,
    flags: BTreeMap<u64, StopFlag>,
    is_leaving: bool,
}

impl Runs {
    /// Finds the runs of an earlier server. What was running when it ended is queued again: its checkpoint goes on.
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        let runs = folder.join("runs");
        fs::create_dir_all(&runs)?;
        let mut inner = Inner::default();
        for entry in fs::read_dir(&runs)?.flatten() {
            let Some(mut record) = fs::read(entry.path())
                .ok()
                .and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok())
            else {
                continue;
            };
            if record.state == RunState::Running {
                record.state = RunState::Queued;
            }
            inner.records.insert(record.id, record);
        }
        Ok(Runs {
            folder: runs,
            inner: Mutex::new(inner),
            news: Condvar::new(),
            version: watch::channel(0).0,
        })
    }

    /// Starts the two workers: weighings one after the other, and what-ifs beside them.
    pub(crate) fn start(&self, app: &Arc<App>) {
        for is_weigh in [true, false] {
            let app = Arc::downgrade(app);
            std::thread::spawn(move || {
                loop {
                    let Some(app) = app.upgrade() else { return };
                    match app.runs.next(is_weigh) {
                        Next::Run(record, flag) => work::run(&app, *record, &flag),
                        Next::Wait => {}
                        Next::Leave => return,
                    }
                }
            });
        }
    }

    fn next(&self, is_weigh: bool) -> Next {
        let mut inner = self.lock();
        if inner.is_leaving {
            return Next::Leave;
        }
        let id = inner.records.values().find_map(|record| {
            let fits = record.job.is_weigh() == is_weigh && record.state == RunState::Queued;
            fits.then_some(record.id)
        });
        let Some(id) = id else {
            // Now and then a look at whether the server is still there.
            let wait = self.news.wait_timeout(inner, Duration::from_secs(1));
            drop(wait.unwrap_or_else(PoisonError::into_inner));
            return Next::Wait;
        };
        let flag = StopFlag::new();
        inner.flags.insert(id, flag.clone());
        let record = inner.records.get_mut(&id).map(|record| {
            record.state = RunState::Running;
            record.clone()
        });
        drop(inner);
        match record {
            Some(record) => {
                self.keep(&record);
                Next::Run(Box::new(record), flag)
            }
            None => Next::Wait,
        }
    }

    /// Queues a job.
    pub(crate) fn add(&self, job: Job) -> Result<Record, Refusal> {
        let mut inner = self.lock();
        if inner.records.len() >= MOST {
            return Err(Refusal::new(
                axum::http::StatusCode::TOO_MANY_REQUESTS,
                format!("{MOST} runs are kept already"),
                "remove some that are done",
            ));
        }
        let same = inner
            .records
            .values()
            .find(|record| record.job == job && record.state.is_open());
        if let Some(same) = same {
            return Ok(same.clone());
        }
        let id = inner.records.keys().next_back().map_or(1, |last| last + 1);
        let record = Record::new(id, job);
        inner.records.insert(id, record.clone());
        drop(inner);
        self.keep(&record);
        Ok(record)
    }

    /// Stops a run; a weighing keeps its checkpoint.
    pub(crate) fn stop(&self, id: u64) -> Result<Record, Refusal> {
        let mut inner = self.lock();
        if let Some(flag) = inner.flags.get(&id) {
            flag.raise();
        }
        let record = found(&mut inner, id)?;
        if record.state == RunState::Queued {
            record.state = RunState::Stopped;
        }
        let record = record.clone();
        drop(inner);
        self.keep(&record);
        Ok(record)
    }

    /// Queues a run again that was stopped or has failed.
    pub(crate) fn resume(&self, id: u64) -> Result<Record, Refusal> {
        let mut inner = self.lock();
        let record = found(&mut inner, id)?;
        if matches!(record.state, RunState::Stopped | RunState::Failed) {
            record.state = RunState::Queued;
            record.refusal = serde_json::Value::Null;
        }
        let record = record.clone();
        drop(inner);
        self.keep(&record);
        Ok(record)
    }

    /// Forgets a run that is not under way. Its findings stay.
    pub(crate) fn remove(&self, id: u64) -> Result<(), Refusal> {
        let mut inner = self.lock();
        if found(&mut inner, id)?.state.is_open() {
            return Err(Refusal::new(
                axum::http::StatusCode::CONFLICT,
                format!("run {id} is under way"),
                "stop it first",
            ));
        }
        inner.records.remove(&id);
        drop(inner);
        let _ = fs::remove_file(self.folder.join(format!("{id}.json")));
        self.tell();
        Ok(())
    }

    /// All runs, the newest first.
    pub(crate) fn all(&self) -> Vec<Record> {
        self.lock().records.values().rev().cloned().collect()
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Asks all that runs to stop, to go on at the next start.
    pub(crate) fn leave(&self) {
        let mut inner = self.lock();
        inner.is_leaving = true;
        for flag in inner.flags.values() {
            flag.raise();
        }
        drop(inner);
        self.news.notify_all();
        // A batch takes a moment; what takes longer is found again all the same, from its last checkpoint.
        for _ in 0..100 {
            if self.lock().flags.is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Changes a record that is worked on.
    fn change(&self, id: u64, is_kept: bool, change: impl FnOnce(&mut Record)) {
        let mut inner = self.lock();
        let Some(record) = inner.records.get_mut(&id) else {
            return;
        };
        change(record);
        let record = record.clone();
        drop(inner);
        if is_kept {
            self.keep(&record);
        } else {
            self.tell();
        }
    }

    /// A run has ended, in one way or another.
    fn end(&self, id: u64, end: impl FnOnce(&mut Record)) {
        let is_leaving = {
            let mut inner = self.lock();
            inner.flags.remove(&id);
            inner.is_leaving
        };
        self.change(id, true, |record| {
            end(record);
            if is_leaving && record.state == RunState::Stopped {
                record.state = RunState::Queued;
            }
        });
    }

    fn keep(&self, record: &Record) {
        if let Ok(text) = serde_json::to_vec_pretty(record) {
            // A disk that is full loses the list, not the work: the checkpoint has said so already.
            let _ = write_file(&self.folder.join(format!("{}.json", record.id)), &text);
        }
        self.tell();
    }

    fn tell(&self) {
        self.version.send_modify(|version| *version += 1);
        self.news.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Next {
    Run(Box<Record>, StopFlag),
    Wait,
    Leave,
}

fn found(inner: &mut Inner, id: u64) -> Result<&mut Record, Refusal> {
    inner
        .records
        .get_mut(&id)
        .ok_or_else(|| Refusal::missing("run", &id.to_string()))
}
