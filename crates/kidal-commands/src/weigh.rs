//! `kidal weigh`: what can be true together.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kidal_findings::Findings;

use crate::checkpoint::{Belongs, Checkpoint};
use crate::exit;
use crate::folder::Folder;
use crate::hooks::{Run, Watcher};
use crate::options;
use crate::results::{self, Results};
use crate::stop::StopFlag;
use crate::study_door::{self, Effort, Farm, StudyError, WeighOptions};
use crate::trouble::Trouble;
use crate::write::prepare_folder;

/// How much work a study is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Enough to see that everything runs; never enough to believe the answer.
    Small,
    /// The default.
    #[default]
    Usual,
    /// Much more.
    Full,
}

impl Work {
    pub(crate) fn effort(self) -> Effort {
        match self {
            Work::Small => Effort::small(),
            Work::Usual => Effort::default(),
            Work::Full => Effort::full(),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct WeighRequest {
    /// Folder of the dossier, or `-`.
    pub dossier: PathBuf,
    /// Folder to write to; `findings/NAME` where none is given.
    pub out: Option<PathBuf>,
    /// Seed of the study.
    pub seed: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
    /// Hear these speakers alone.
    pub only: Vec<String>,
    /// Leave these speakers out.
    pub without: Vec<String>,
    /// Hear only what was said by this date.
    pub as_known_on: Option<String>,
    /// How much work.
    pub work: Work,
    /// Stop simulating after this time and answer with what there is.
    pub budget: Option<Duration>,
    /// Discard a checkpoint that is in the way.
    pub fresh: bool,
    /// Show also what the model alone says.
    pub model_only: bool,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct WeighAnswer {
    /// The findings, as written.
    pub findings: Findings,
    /// The folder that holds them.
    pub folder: PathBuf,
    /// Whether the work went on from a checkpoint.
    pub is_resumed: bool,
}

impl WeighAnswer {
    /// Exit code: findings that should not be trusted are written, and said to be so.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.findings.headline.trustworthy {
            exit::DONE
        } else {
            exit::DO_NOT_TRUST
        }
    }
}

/// Weighs the accounts of a dossier and writes the findings.
///
/// # Errors
/// Where the dossier cannot be read, the folder not written, the checkpoint belongs to other work, the computation
/// fails, or it was asked to stop.
pub fn weigh(
    request: &WeighRequest,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
) -> Result<WeighAnswer, Trouble> {
    weigh_on(request, stop, watcher, None)
}

/// [`weigh`] with the sampler's histories played by a farm; the findings have the same bytes.
///
/// # Errors
/// As [`weigh`], and where the workers are gone; what they did is then in the checkpoint.
pub fn weigh_on(
    request: &WeighRequest,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
    farm: Option<&mut dyn Farm>,
) -> Result<WeighAnswer, Trouble> {
    let started = Instant::now();
    let opened = Folder::open(&request.dossier)?;
    let mut options = WeighOptions {
        seed: request.seed,
        threads: threads(request.threads),
        effort: request.work.effort(),
        only: request.only.clone(),
        without: request.without.clone(),
        as_known_on: request.as_known_on.clone(),
        model_only: request.model_only,
        budget_histories: None,
    };
    let folder = request
        .out
        .clone()
        .unwrap_or_else(|| default_folder(&opened.folder.name));
    let made = prepare_folder(&folder)?;
    let belongs = Belongs {
        version: env!("CARGO_PKG_VERSION").into(),
        dossier: opened.folder.digest.clone(),
        options: options::line(&options),
    };
    let (mut checkpoint, state) = Checkpoint::find(&folder, belongs, request.fresh)?;
    let mut run = Run {
        checkpoint: Some(&mut checkpoint),
        watcher,
        stop,
        deadline: request.budget.map(|budget| started + budget),
        done: 0,
        stopped_at: None,
    };
    let is_on_farm = farm.is_some();
    let weighed = study_door::weigh_on(opened.case(), &options, state.as_deref(), &mut run, farm);
    let stopped_at = run.stopped_at;
    let mut weighed = match weighed {
        Ok(weighed) => weighed,
        Err(error) => {
            let leads_on = stopped_at.is_some() || is_on_farm;
            let kept = keep(&mut checkpoint, &error, leads_on);
            made.undo();
            if let Some(trouble) = checkpoint.trouble() {
                return Err(trouble);
            }
            let mut trouble = study_trouble(error, &opened.folder, checkpoint.path());
            if let Trouble::Run { remedy, .. } = &mut trouble {
                if stopped_at.is_some() {
                    *remedy = "give it a longer `--budget`".into();
                }
                if let Some(kept) = kept {
                    *remedy = format!("{remedy}; {kept}");
                }
            }
            return Err(trouble);
        }
    };
    if let Some(count) = weighed.stopped_at {
        // What a budget of time reached is from now on a budget of histories, so that it can be repeated.
        options.budget_histories = Some(count);
        let record = &mut weighed.findings.provenance.options;
        record.insert(options::BUDGET.into(), count.to_string());
    }
    weighed.findings.provenance.command = match weighed.stopped_at {
        // The same time does not reach the same count again, and no option asks for a count.
        Some(_) => RERUN.into(),
        None => named(
            &weighed.findings.provenance.command,
            &opened.folder.name,
            &request.dossier,
        ),
    };
    made.keep();
    results::write(
        &folder,
        &Results {
            findings: &weighed.findings,
            ensemble: Some(&weighed.ensemble),
            dossier: &opened.folder.files,
            options: Some(&options),
        },
    )?;
    checkpoint.remove()?;
    Ok(WeighAnswer {
        findings: weighed.findings,
        folder,
        is_resumed: state.is_some(),
    })
}

/// What makes findings again that a limit of time ended.
const RERUN: &str = "kidal rerun .  # in the folder of these findings";

/// Keeps the checkpoint of work that did not come to its end where it leads on, and says what it is good for.
pub(crate) fn keep(
    checkpoint: &mut Checkpoint,
    error: &StudyError,
    leads_on: bool,
) -> Option<String> {
    let has_failed = matches!(error, StudyError::Run(_));
    if !checkpoint.after_failure(leads_on || !has_failed) || !has_failed {
        return None;
    }
    Some(format!(
        "the same command goes on from what was done so far, which is in `{}`",
        checkpoint.path().display()
    ))
}

/// A command of the study with the dossier as it was given, so that it can be given again from the same place. A path
/// from the root of the file system is of one machine: it is left out of what is written.
pub(crate) fn named(command: &str, name: &str, dossier: &Path) -> String {
    let given = dossier.display().to_string();
    let given = given.trim_end_matches('/');
    if dossier.is_absolute() || given.is_empty() || given == "-" {
        return command.to_owned();
    }
    let is_plain = given
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-_./".contains(letter));
    let given = if is_plain {
        given.to_owned()
    } else {
        format!("'{}'", given.replace('\'', "'\\''"))
    };
    command.replacen(&format!(" {name}"), &format!(" {given}"), 1)
}

/// Where findings go when nobody says otherwise.
#[must_use]
pub fn default_folder(name: &str) -> PathBuf {
    Path::new("findings").join(name)
}

/// Most threads for each processor. Chosen by us because more only cost memory, while tests on few processors still want
/// some; the number of threads changes no result.
const MOST_THREADS_PER_PROCESSOR: usize = 4;

/// The number of threads to use: as asked, within reason, or one a processor.
pub(crate) fn threads(asked: usize) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    match asked {
        0 => processors,
        asked => asked.min(processors * MOST_THREADS_PER_PROCESSOR),
    }
}

/// What went wrong in a study, as the trouble of a command.
pub(crate) fn study_trouble(error: StudyError, folder: &Folder, checkpoint: &Path) -> Trouble {
    match error {
        StudyError::Dossier(diagnostics) | StudyError::Factors(diagnostics) => {
            folder.faults(diagnostics)
        }
        StudyError::Usage(message) => Trouble::usage(message, "`--help` shows what can be asked"),
        StudyError::Run(message) => Trouble::run(
            message,
            "`kidal check DOSSIER` shows what is odd about the dossier; `kidal replay DOSSIER` plays one history",
        ),
        StudyError::Interrupted => Trouble::Interrupted {
            checkpoint: checkpoint.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hooks::Silent;
    use crate::write::write_files;

    /// A checkpoint that leads to the same failure was left behind, and refused as that of another dossier once that was mended.
    #[test]
    fn a_checkpoint_is_left_by_failed_work_only_where_it_leads_on() {
        let folder = std::env::temp_dir().join(format!("kidal-failed-{}", std::process::id()));
        let (dossier, out) = (folder.join("d"), folder.join("out"));
        std::fs::create_dir_all(&out).expect("the temporary folder can be made");
        write_files(&dossier, &crate::new::skeleton("d")).expect("can be written");
        let mut request = WeighRequest {
            dossier: dossier.clone(),
            out: Some(out.clone()),
            seed: 1,
            threads: 1,
            only: vec![],
            without: vec![],
            as_known_on: None,
            work: Work::Small,
            budget: None,
            fresh: false,
            model_only: false,
        };
        let belongs = Belongs {
            version: env!("CARGO_PKG_VERSION").into(),
            dossier: Folder::load(&dossier).expect("just written").digest,
            options: options::line(&WeighOptions {
                seed: 1,
                threads: 1,
                effort: Effort::small(),
                only: vec![],
                without: vec![],
                as_known_on: None,
                model_only: false,
                budget_histories: None,
            }),
        };
        let weigh = |request: &WeighRequest| weigh(request, &StopFlag::new(), &mut Silent);
        let (mut checkpoint, _) = Checkpoint::find(&out, belongs, false).expect("none yet");
        checkpoint.take(b"no state of any sampler");
        let path = checkpoint.path().to_owned();
        let trouble = weigh(&request).expect_err("such a state cannot be gone on from");
        assert!(matches!(trouble, Trouble::Run { .. }), "{trouble}");
        assert!(
            !path.exists() && !trouble.remedy().contains("goes on"),
            "{}",
            trouble.remedy()
        );
        // Too short a time: what was done is of use.
        request.budget = Some(Duration::ZERO);
        let trouble = weigh(&request).expect_err("no time");
        assert!(
            trouble.remedy().contains("a longer `--budget`"),
            "{}",
            trouble.remedy()
        );
        assert_eq!(
            path.exists(),
            trouble
                .remedy()
                .contains("the same command goes on from what")
        );
        request.budget = None;
        weigh(&request).expect("it goes on, or begins");
        assert!(!path.exists());
        std::fs::remove_dir_all(folder).expect("ours");
    }
}
