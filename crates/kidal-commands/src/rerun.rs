//! `kidal rerun`: computes findings again from what their folder carries, and compares every byte.

use std::path::{Path, PathBuf};

use kidal_findings::Findings;
use serde_json::Value;

use crate::difference;
use crate::exit;
use crate::folder::Folder;
use crate::hooks::{Run, Watcher};
use crate::options;
use crate::package::{self, Viewer};
use crate::results::{self, DOSSIER, ENSEMBLE, FINDINGS, REPORT};
use crate::stop::StopFlag;
use crate::study_door::{self, Case};
use crate::trouble::Trouble;
use crate::weigh::{study_trouble, threads};

/// What the comparison found.
#[derive(Clone, Debug)]
pub struct RerunAnswer {
    /// The folder.
    pub folder: PathBuf,
    /// Files compared.
    pub compared: usize,
    /// Bytes compared.
    pub bytes: usize,
    /// Files that differ, each with the first place where it does.
    pub differences: Vec<String>,
    /// Version and commit that made the findings, where they differ from this program's.
    pub made_by: Option<String>,
    /// Name of the viewer that drew the page, where it is another than this program's: the page is then not compared.
    pub other_viewer: Option<String>,
}

impl RerunAnswer {
    /// Exit code: other bytes are a failure.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.differences.is_empty() {
            exit::DONE
        } else {
            exit::RUN_FAILED
        }
    }
}

/// Computes the findings in a folder again and compares them with what is there. Writes nothing.
///
/// # Errors
/// Where the folder cannot be read, is not what it says it is, or the computation fails.
pub fn rerun(
    folder: &Path,
    asked_threads: usize,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
) -> Result<RerunAnswer, Trouble> {
    let (folder, old) = results::read_weighed(folder)?;
    let opened = Folder::open(&folder.join(DOSSIER))?;
    if opened.folder.digest != old.provenance.dossier_digest {
        return Err(Trouble::Input {
            action: "use".into(),
            path: folder.join(DOSSIER),
            cause: "it is not the dossier that the findings were made from".into(),
            remedy: "weigh it anew with `kidal weigh`".into(),
        });
    }
    let options = read_options(&folder, threads(asked_threads))?;
    let mut run = Run {
        checkpoint: None,
        watcher,
        stop,
        deadline: None,
        done: 0,
        stopped_at: None,
    };
    let case = Case {
        name: &old.provenance.dossier,
        ..opened.case()
    };
    let weighed = study_door::weigh(case, &options, None, &mut run)
        .map_err(|error| study_trouble(error, &opened.folder, &folder))?;
    let mut new = weighed.findings;
    let made_by = take_maker(&mut new, &old);
    let mut fresh = results::reproducible(&new, Some(&weighed.ensemble))?;
    let other_viewer = match read_viewer(&folder) {
        Some(viewer) if viewer != package::viewer() => Some(viewer.name),
        _ => {
            let page = results::page(&new, Some(&opened.folder.files));
            fresh.push((REPORT.to_owned(), page.into_bytes()));
            None
        }
    };
    let mut stored = results::read_tree(&folder.join(ENSEMBLE))?
        .into_iter()
        .map(|(path, bytes)| (format!("{ENSEMBLE}/{path}"), bytes))
        .collect::<std::collections::BTreeMap<_, _>>();
    for name in [FINDINGS, REPORT] {
        if let Ok(bytes) = std::fs::read(folder.join(name))
            && (name != REPORT || other_viewer.is_none())
        {
            stored.insert(name.into(), bytes);
        }
    }
    let mut differences = Vec::new();
    for (path, bytes) in &fresh {
        match stored.remove(path) {
            None => differences.push(format!("{path}: missing")),
            Some(before) if before != *bytes => {
                differences.push(format!(
                    "{path}: {}",
                    difference::first(path, &before, bytes)
                ));
            }
            Some(_) => {}
        }
    }
    differences.extend(
        stored
            .into_keys()
            .map(|path| format!("{path}: not made again")),
    );
    Ok(RerunAnswer {
        folder,
        compared: fresh.len(),
        bytes: fresh.iter().map(|(_, bytes)| bytes.len()).sum(),
        differences,
        made_by,
        other_viewer,
    })
}

/// The viewer that drew the page of findings; none where they do not say.
fn read_viewer(folder: &Path) -> Option<Viewer> {
    let text = std::fs::read_to_string(folder.join(package::NAME)).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    serde_json::from_value(value["kidal"]["viewer"].clone()).ok()
}

fn read_options(folder: &Path, threads: usize) -> Result<study_door::WeighOptions, Trouble> {
    let path = folder.join(package::NAME);
    let unreadable = |cause: String| Trouble::Input {
        action: "read".into(),
        path: path.clone(),
        cause,
        remedy: "only findings that `kidal weigh` wrote can be computed again".into(),
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|cause| unreadable(crate::trouble::plain(&cause)))?;
    let value: Value =
        serde_json::from_str(&text).map_err(|cause| unreadable(cause.to_string()))?;
    let map = serde_json::from_value(value["kidal"]["options"].clone()).map_err(|_| {
        unreadable("it does not say with which options the findings were made".into())
    })?;
    options::from_map(&map, threads).map_err(unreadable)
}

/// Version and commit are of the program, not of the result: they are taken over, and named where they differ.
fn take_maker(new: &mut Findings, old: &Findings) -> Option<String> {
    let (new, old) = (&mut new.provenance, &old.provenance);
    let differs = new.version != old.version || new.commit != old.commit;
    new.version.clone_from(&old.version);
    new.commit.clone_from(&old.commit);
    new.command.clone_from(&old.command);
    differs.then(|| format!("{} {}", old.version, old.commit).trim().to_owned())
}
