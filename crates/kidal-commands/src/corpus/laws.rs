//! `kidal corpus laws`: laws of attrition against tables of battles, a file for each period.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kidal_corpus::laws::study::{LawStudy, Settings};
use kidal_corpus::on_threads;

use super::input::{Seen, files, stem};
use super::{CorpusAnswer, leave};
use crate::trouble::Trouble;
use crate::weigh::threads;

/// What is asked.
#[derive(Clone, Debug)]
pub struct LawsRequest {
    /// Tables of battles, or folders of them; a file for each period.
    pub files: Vec<PathBuf>,
    /// Folder to write findings, tables and page to.
    pub out: Option<PathBuf>,
    /// Seed of the published rejection.
    pub seed: u64,
    /// Its runs for each period; 0 leaves it out.
    pub runs: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

/// Runs the study.
///
/// # Errors
/// Where a file cannot be read, no row can be used, or the folder cannot be written.
pub fn laws(request: &LawsRequest) -> Result<CorpusAnswer, Trouble> {
    let files = files(&request.files)?;
    let mut study = LawStudy::new(Settings {
        seed: request.seed,
        runs: request.runs,
    });
    let mut seen = Seen::default();
    for file in &files {
        seen.read(file, |name, input| study.read_period(name, input))?;
    }
    let record = on_threads(threads(request.threads), || study.finish())
        .map_err(|error| Trouble::run(error.to_string(), "use fewer threads"))?
        .map_err(|error| Trouble::Input {
            action: "compare laws in".into(),
            path: leave::named(&request.files).into(),
            cause: error.to_string().replacen("compare laws: ", "", 1),
            remedy:
                "mend those rows, or name another table; docs/how-to/study-a-corpus.md says what each study reads".into(),
        })?;
    let names: Vec<String> = files.iter().map(|file| stem(file)).collect();
    let about = leave::About {
        title: "Laws of attrition".into(),
        about: "Which law do the losses of many battles support, and can they tell?".into(),
        names: names.join(", "),
        digest: seen.digest(),
        seed: request.seed,
        runs: request.runs * files.len() as u64,
        options: BTreeMap::from([("runs".to_owned(), request.runs.to_string())]),
        command: format!(
            "kidal corpus laws {} --seed {} --runs {}",
            leave::named(&request.files),
            request.seed,
            request.runs
        ),
    };
    leave::leave(about, record, &[], request.out.as_deref())
}
