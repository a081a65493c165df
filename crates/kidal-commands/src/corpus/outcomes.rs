//! `kidal corpus outcomes`: who wins battles, how long they take, at what loss.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kidal_corpus::on_threads;
use kidal_corpus::outcomes::study::study;

use super::input::{Seen, stem};
use super::{CorpusAnswer, leave};
use crate::trouble::Trouble;
use crate::weigh::threads;

/// What is asked.
#[derive(Clone, Debug)]
pub struct OutcomesRequest {
    /// The patched source table of CDB90.
    pub file: PathBuf,
    /// Folder to write findings, tables and page to.
    pub out: Option<PathBuf>,
    /// Seed of divisions and intervals.
    pub seed: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

/// Runs the study.
///
/// # Errors
/// Where the file cannot be read, has too few wars, or the folder cannot be written.
pub fn outcomes(request: &OutcomesRequest) -> Result<CorpusAnswer, Trouble> {
    let mut seen = Seen::default();
    let text = seen.read_whole(&request.file)?;
    let name = super::input::name(&request.file);
    let record = on_threads(threads(request.threads), || {
        study(&name, text.as_slice(), request.seed)
    })
    .map_err(|error| Trouble::run(error.to_string(), "use fewer threads"))?
    .map_err(|error| super::input::unreadable(&request.file, error.to_string()))?;
    let about = leave::About {
        title: "Outcomes of battles".into(),
        about:
            "Who won, how long it took, at what loss, and how much of it could be known beforehand."
                .into(),
        names: stem(&request.file),
        digest: seen.digest(),
        seed: request.seed,
        runs: 0,
        options: BTreeMap::new(),
        command: format!("kidal corpus outcomes {name} --seed {}", request.seed),
    };
    leave::leave(about, record, &[], request.out.as_deref())
}
