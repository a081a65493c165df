//! One run, as it is kept and as the page shows it.

use kidal_findings::CounterfactualRecord;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Job {
    Weigh(WeighJob),
    Whatif(WhatifJob),
}

/// A weighing, named as the options of `kidal weigh` are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeighJob {
    pub dossier: String,
    /// Name of the findings.
    pub out: String,
    #[serde(default = "usual_seed")]
    pub seed: u64,
    #[serde(default)]
    pub only: Vec<String>,
    #[serde(default)]
    pub without: Vec<String>,
    #[serde(default)]
    pub as_known_on: Option<String>,
    /// `small`, `usual` or `full`.
    #[serde(default)]
    pub work: String,
    /// As `--budget`, such as `60s`.
    #[serde(default)]
    pub budget: Option<String>,
    #[serde(default)]
    pub fresh: bool,
}

/// The seed of `kidal weigh` where none is given.
fn usual_seed() -> u64 {
    2012
}

/// A what-if asked of findings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhatifJob {
    pub findings: String,
    pub dossier: String,
    pub change: Vec<String>,
    #[serde(default)]
    pub outcome: Option<String>,
}

impl Job {
    pub(crate) fn is_weigh(&self) -> bool {
        matches!(self, Job::Weigh(_))
    }
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RunState {
    Queued,
    Running,
    /// Stopped on request; its work so far is kept.
    Stopped,
    Done,
    Failed,
}

impl RunState {
    /// Queued or running.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, RunState::Queued | RunState::Running)
    }
}

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stand {
    pub stage: String,
    pub done: u64,
    /// 0 where unknown.
    pub of: u64,
    pub note: String,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub id: u64,
    pub job: Job,
    pub state: RunState,
    #[serde(default)]
    pub stand: Stand,
    /// Why it failed: error, remedy, diagnostics.
    #[serde(default)]
    pub refusal: Value,
    /// Whether the diagnostics of the findings pass.
    #[serde(default)]
    pub trustworthy: Option<bool>,
    /// Whether it went on from a checkpoint.
    #[serde(default)]
    pub is_resumed: bool,
    /// The answer to a what-if, with the words that the program prints.
    #[serde(default)]
    pub answer: Option<Answered>,
}

/// The answer to a what-if.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answered {
    pub record: CounterfactualRecord,
    /// As `kidal whatif` prints it.
    pub text: String,
    /// Mode by mode: name, without the change, with it, difference.
    pub modes: [[String; 4]; 3],
}

impl Record {
    pub(crate) fn new(id: u64, job: Job) -> Self {
        Record {
            id,
            job,
            state: RunState::Queued,
            stand: Stand::default(),
            refusal: Value::Null,
            trustworthy: None,
            is_resumed: false,
            answer: None,
        }
    }
}
