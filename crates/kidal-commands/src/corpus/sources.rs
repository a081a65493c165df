//! `kidal corpus sources`: how far sources that tell the same quantities can be trusted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kidal_corpus::on_threads;
use kidal_corpus::sources::study::study;

use super::input::{Seen, stem};
use super::{CorpusAnswer, leave};
use crate::trouble::Trouble;
use crate::weigh::threads;

/// Name of the file of priors.
pub const PRIORS: &str = "source-kinds.toml";

/// What is asked.
#[derive(Clone, Debug)]
pub struct SourcesRequest {
    /// Table of claims.
    pub file: PathBuf,
    /// Folder to write findings, tables, page and priors to.
    pub out: Option<PathBuf>,
    /// Seed of the sampler.
    pub seed: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

/// Runs the study.
///
/// # Errors
/// Where the file cannot be read, nothing is told twice, or the folder cannot be written.
pub fn sources(request: &SourcesRequest) -> Result<CorpusAnswer, Trouble> {
    let mut seen = Seen::default();
    let text = seen.read_whole(&request.file)?;
    let name = super::input::name(&request.file);
    let made = on_threads(threads(request.threads), || {
        study(&name, text.as_slice(), request.seed)
    })
    .map_err(|error| Trouble::run(error.to_string(), "use fewer threads"))?
    .map_err(|error| super::input::unreadable(&request.file, error.to_string()))?;
    let about = leave::About {
        title: "How far sources can be trusted".into(),
        about: "Bias, spread, coarseness and copying of sources that tell the same quantities, and what the next one will say.".into(),
        names: stem(&request.file),
        digest: seen.digest(),
        seed: request.seed,
        runs: 0,
        options: BTreeMap::new(),
        command: format!("kidal corpus sources {name} --seed {}", request.seed),
    };
    leave::leave(
        about,
        made.record,
        &[(PRIORS.to_owned(), made.priors.into_bytes())],
        request.out.as_deref(),
    )
}
