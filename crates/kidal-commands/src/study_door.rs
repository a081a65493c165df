//! The one place where commands reach the study: a change of its calls is felt here and nowhere else.
//! (placeholder while the study is written)

use kidal_diag::{Diagnostic, Files};
use kidal_dossier::Dossier;
use kidal_findings::{CounterfactualRecord, Estimate, Findings};

#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub dossier: &'a Dossier,
    pub files: &'a Files,
    pub name: &'a str,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Effort {
    pub islands: u32,
    pub particles: u32,
    pub chain: u32,
    pub prior_histories: u32,
    pub counterfactual_histories: u32,
}
impl Default for Effort {
    fn default() -> Self {
        Self {
            islands: 8,
            particles: 128,
            chain: 16,
            prior_histories: 1000,
            counterfactual_histories: 500,
        }
    }
}
impl Effort {
    pub fn full() -> Self {
        Self::default()
    }
    pub fn small() -> Self {
        Self::default()
    }
}
#[derive(Clone, Debug, Default)]
pub struct WeighOptions {
    pub seed: u64,
    pub threads: usize,
    pub effort: Effort,
    pub only: Vec<String>,
    pub without: Vec<String>,
    pub as_known_on: Option<String>,
    pub model_only: bool,
    pub budget_histories: Option<u64>,
}
#[derive(Clone, Debug, Default)]
pub struct Progress {
    pub stage: String,
    pub done: u64,
    pub of: u64,
    pub note: String,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Go,
    FinishEarly,
    Interrupt,
}
pub trait Hooks {
    fn checkpoint(&mut self, state: &[u8]);
    fn progress(&mut self, progress: &Progress);
    fn stop(&mut self) -> Stop;
}
#[derive(Debug)]
pub enum StudyError {
    Dossier(Vec<Diagnostic>),
    Usage(String),
    Run(String),
    Interrupted,
}
pub use kidal_findings::zarr::Ensemble;
pub struct Weighed {
    pub findings: Findings,
    pub ensemble: Ensemble,
}
pub fn weigh(
    _case: Case<'_>,
    _options: &WeighOptions,
    _resume: Option<&[u8]>,
    _hooks: &mut dyn Hooks,
) -> Result<Weighed, StudyError> {
    Err(StudyError::Run("not built yet".into()))
}
pub struct ReplayOptions {
    pub seed: u64,
    pub run: u64,
    pub threads: usize,
    pub interval_s: f64,
}
pub fn replay(_case: Case<'_>, _options: &ReplayOptions) -> Result<Findings, StudyError> {
    Err(StudyError::Run("not built yet".into()))
}
pub struct Counted {
    pub histories: u64,
    pub steps: u64,
    pub element_steps: u64,
    pub draws: u64,
    pub failures: u64,
    pub digest: String,
}
pub fn replay_count(
    _case: Case<'_>,
    _count: u64,
    _options: &ReplayOptions,
) -> Result<Counted, StudyError> {
    Err(StudyError::Run("not built yet".into()))
}
pub struct StepRow {
    pub measure: String,
    pub value: f64,
    pub halved_difference: Estimate,
    pub quartered_difference: Estimate,
    pub passes: bool,
}
pub struct StepReport {
    pub rows: Vec<StepRow>,
}
pub fn verify_step(
    _case: Case<'_>,
    _options: &ReplayOptions,
    _pairs: u32,
) -> Result<StepReport, StudyError> {
    Err(StudyError::Run("not built yet".into()))
}
pub fn whatif(
    _case: Case<'_>,
    _findings: &Findings,
    _ensemble: &Ensemble,
    _change: &[String],
    _outcome: Option<&str>,
    _options: &WeighOptions,
) -> Result<CounterfactualRecord, StudyError> {
    Err(StudyError::Run("not built yet".into()))
}
