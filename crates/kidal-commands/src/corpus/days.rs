//! `kidal corpus days`: laws of attrition against campaigns told day by day.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kidal_corpus::days::study::DayStudy;
use kidal_corpus::on_threads;

use super::input::{Seen, files, name, stem, unreadable};
use super::{CorpusAnswer, leave};
use crate::trouble::Trouble;
use crate::weigh::threads;

/// What is asked.
#[derive(Clone, Debug)]
pub struct DaysRequest {
    /// Tables of days, or folders of them.
    pub files: Vec<PathBuf>,
    /// Folder to write findings, tables and page to.
    pub out: Option<PathBuf>,
    /// Seed, kept with the findings; nothing here is drawn.
    pub seed: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
}

/// Runs the study.
///
/// # Errors
/// Where a file cannot be read, no file has days in it, or the folder cannot be written.
pub fn days(request: &DaysRequest) -> Result<CorpusAnswer, Trouble> {
    let files = files(&request.files)?;
    let mut study = DayStudy::default();
    let mut seen = Seen::default();
    for file in &files {
        let text = seen.read_whole(file)?;
        study
            .read(&name(file), &text)
            .map_err(|error| unreadable(file, error.to_string()))?;
    }
    let record = on_threads(threads(request.threads), || study.finish())
        .map_err(|error| Trouble::run(error.to_string(), "use fewer threads"))?
        .map_err(|error| Trouble::Input {
            action: "compare laws over days in".into(),
            path: leave::named(&request.files).into(),
            cause: error
                .to_string()
                .replacen("compare laws over days: ", "", 1),
            remedy: "name a file of days, or the files of landings and strengths of one battle"
                .into(),
        })?;
    let names: Vec<String> = files.iter().map(|file| stem(file)).collect();
    let about = leave::About {
        title: "Laws of attrition, day by day".into(),
        about: "Which law do the daily losses of a campaign support, and what do they say of published fits?".into(),
        names: names.join(", "),
        digest: seen.digest(),
        seed: request.seed,
        runs: 0,
        options: BTreeMap::new(),
        command: format!(
            "kidal corpus days {} --seed {}",
            leave::named(&request.files),
            request.seed
        ),
    };
    leave::leave(about, record, &[], request.out.as_deref())
}
