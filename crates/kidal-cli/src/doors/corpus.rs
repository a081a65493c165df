//! Studies of tables of battles.

use kidal_commands::corpus::CorpusAnswer;
use kidal_commands::corpus::days::{DaysRequest, days};
use kidal_commands::corpus::laws::{LawsRequest, laws};
use kidal_commands::corpus::outcomes::{OutcomesRequest, outcomes};
use kidal_commands::corpus::sources::{SourcesRequest, sources};
use kidal_commands::trouble::Trouble;
use kidal_commands::{answer, exit, json};

use crate::arguments::{CorpusStudy, DataFormat};
use crate::print;

/// `kidal corpus`
pub fn corpus(study: CorpusStudy) -> Result<u8, Trouble> {
    match study {
        CorpusStudy::Laws { files, runs, how } => {
            let done = laws(&LawsRequest {
                files,
                out: how.out,
                seed: how.seed,
                runs,
                threads: how.threads,
            })?;
            show(&done, how.format)
        }
        CorpusStudy::Days { files, how } => {
            let done = days(&DaysRequest {
                files,
                out: how.out,
                seed: how.seed,
                threads: how.threads,
            })?;
            show(&done, how.format)
        }
        CorpusStudy::Outcomes { file, how } => {
            let done = outcomes(&OutcomesRequest {
                file,
                out: how.out,
                seed: how.seed,
                threads: how.threads,
            })?;
            show(&done, how.format)
        }
        CorpusStudy::Sources { file, how } => {
            let done = sources(&SourcesRequest {
                file,
                out: how.out,
                seed: how.seed,
                threads: how.threads,
            })?;
            show(&done, how.format)
        }
    }
}

fn show(done: &CorpusAnswer, format: DataFormat) -> Result<u8, Trouble> {
    let mut text = match format {
        DataFormat::Text => answer::corpus(&done.findings),
        DataFormat::Json => json::findings(&done.findings)?,
    };
    if let (Some(folder), DataFormat::Text) = (&done.folder, format) {
        text.push_str(&format!("Page: {}\n", folder.join("report.html").display()));
    }
    Ok(print::answer(&text, exit::DONE))
}
