//! The worker's side of a farm: does tasks for one dossier.

use crate::model::BattleModel;
use crate::options::{Case, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use crate::sweep::{Experiment, encode};
use crate::task::{Head, Heard, Maker, Work};
use kidal_diag::Files;
use kidal_dossier::Dossier;
use kidal_weigh::Executor;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Studies that are kept ready; four, chosen by us because a worker that serves two people with two studies each then
/// prepares none twice.
const KEPT: usize = 4;

/// Why a task was not done.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The bytes are no task.
    NoTask,
    /// Another version made the task.
    OtherVersion {
        /// Who made it.
        asking: Maker,
        /// This program.
        here: Maker,
    },
    /// The task is about another dossier.
    OtherDossier {
        /// Digest of the one that is wanted.
        wanted: String,
    },
    /// The study itself could not go on.
    Study(StudyError),
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoTask => write!(formatter, "what came is no task"),
            Refusal::OtherVersion { asking, here } => write!(
                formatter,
                "the client runs Kidal {asking}, the worker Kidal {here}: only the same build gives the same bits"
            ),
            Refusal::OtherDossier { wanted } => {
                write!(
                    formatter,
                    "the worker has no dossier with the digest {wanted}"
                )
            }
            Refusal::Study(StudyError::Usage(message) | StudyError::Run(message)) => {
                write!(formatter, "{message}")
            }
            Refusal::Study(StudyError::Dossier(faults) | StudyError::Factors(faults)) => {
                let faults: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
                write!(formatter, "{}", faults.join("; "))
            }
            Refusal::Study(StudyError::Interrupted) => write!(formatter, "interrupted"),
        }
    }
}

impl std::error::Error for Refusal {}

/// What was worked out before the first history of a study.
enum Ready {
    Sweep(Box<Experiment>),
    Weigh(Box<Prepared>),
}

/// Does tasks for one dossier, on the thread that calls it; many threads may.
pub struct Hand {
    dossier: Dossier,
    files: Files,
    ready: Mutex<Vec<(Vec<u8>, Arc<Ready>)>>,
}

impl fmt::Debug for Hand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Hand")
            .field("dossier", &self.dossier.digest)
            .finish_non_exhaustive()
    }
}

impl Hand {
    /// A hand for a dossier with its texts.
    #[must_use]
    pub fn new(dossier: Dossier, files: Files) -> Self {
        Self {
            dossier,
            files,
            ready: Mutex::new(Vec::new()),
        }
    }

    /// Does a task.
    ///
    /// # Errors
    /// [`Refusal`], which says why it cannot be done here.
    pub fn work(&self, task: &[u8]) -> Result<Vec<u8>, Refusal> {
        let (head, rest) = Head::read(task).ok_or(Refusal::NoTask)?;
        let here = Maker::this();
        if head.maker != here {
            return Err(Refusal::OtherVersion {
                asking: head.maker,
                here,
            });
        }
        if head.dossier != self.dossier.digest {
            return Err(Refusal::OtherDossier {
                wanted: head.dossier,
            });
        }
        let work: Work = postcard::from_bytes(rest).map_err(|_| Refusal::NoTask)?;
        self.done(work).map_err(Refusal::Study)
    }

    fn done(&self, work: Work) -> Result<Vec<u8>, StudyError> {
        match work {
            Work::Sweep {
                options,
                first,
                last,
            } => {
                let ready = self.ready(&options, |case| {
                    Ok(Ready::Sweep(Box::new(Experiment::new(case, &options)?)))
                })?;
                let Ready::Sweep(experiment) = &*ready else {
                    unreachable!("keys of sweeps and weighings differ");
                };
                let (first, last) = (first as usize, last as usize);
                if first > last || last > experiment.points() {
                    return Err(StudyError::Run("the design has no such points".into()));
                }
                Ok(encode(&experiment.play(first..last, 1)?))
            }
            Work::Weigh { heard, items } => {
                let ready = self.ready(&heard, |case| {
                    Ok(Ready::Weigh(Box::new(prepare(case, &heard.options())?)))
                })?;
                let Ready::Weigh(prepared) = &*ready else {
                    unreachable!("keys of sweeps and weighings differ");
                };
                let model = BattleModel::new(
                    &prepared.scenario.scenario,
                    &prepared.probes,
                    Some(&prepared.accounts),
                    &prepared.parameters,
                );
                let failed = |trouble: kidal_weigh::Trouble| StudyError::Run(trouble.to_string());
                let results = Executor::new(&model, 1)
                    .and_then(|executor| executor.run(&items))
                    .map_err(failed)?;
                Ok(postcard::to_allocvec(&results).expect("plain records always serialise"))
            }
        }
    }

    /// What is kept ready for these options, or made so now. Two threads may make it at once; either will do.
    fn ready<K: serde::Serialize + Kind>(
        &self,
        options: &K,
        make: impl FnOnce(Case<'_>) -> Result<Ready, StudyError>,
    ) -> Result<Arc<Ready>, StudyError> {
        let mut key = vec![K::KIND];
        key.extend(postcard::to_allocvec(options).expect("plain records always serialise"));
        let lock = || self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ready)) = lock().iter().find(|(known, _)| *known == key) {
            return Ok(Arc::clone(ready));
        }
        let made = Arc::new(make(Case {
            dossier: &self.dossier,
            files: &self.files,
            name: "elsewhere",
        })?);
        let mut kept = lock();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&made)));
        Ok(made)
    }
}

/// Keeps the keys of different options apart.
trait Kind {
    const KIND: u8;
}

impl Kind for crate::sweep::SweepOptions {
    const KIND: u8 = 0;
}

impl Kind for Heard {
    const KIND: u8 = 1;
}

impl Heard {
    fn options(&self) -> WeighOptions {
        WeighOptions {
            only: self.only.clone(),
            without: self.without.clone(),
            as_known_on: self.as_known_on.clone(),
            ..WeighOptions::default()
        }
    }
}
