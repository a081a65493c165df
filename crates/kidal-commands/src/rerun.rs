//! `kidal rerun`: computes findings again from what their folder carries, and compares every byte.

use std::path::{Path, PathBuf};

use kidal_findings::Findings;
use serde_json::Value;

use crate::exit;
use crate::folder::Folder;
use crate::hooks::{Run, Watcher};
use crate::options;
use crate::package;
use crate::results::{self, DOSSIER, ENSEMBLE, FINDINGS};
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
    let fresh = results::reproducible(&new, Some(&weighed.ensemble))?;
    let mut stored = results::read_tree(&folder.join(ENSEMBLE))?
        .into_iter()
        .map(|(path, bytes)| (format!("{ENSEMBLE}/{path}"), bytes))
        .collect::<std::collections::BTreeMap<_, _>>();
    let stored_findings = std::fs::read(folder.join(FINDINGS)).unwrap_or_default();
    stored.insert(FINDINGS.into(), stored_findings);
    let mut differences = Vec::new();
    for (path, bytes) in &fresh {
        match stored.remove(path) {
            None => differences.push(format!("{path}: missing")),
            Some(before) if before != *bytes => {
                differences.push(format!("{path}: {}", first_difference(&before, bytes)));
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
    })
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

/// Where two files part: the path of the value in JSON, otherwise the byte.
fn first_difference(before: &[u8], after: &[u8]) -> String {
    let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
    if let (Some(before), Some(after)) = (parsed(before), parsed(after))
        && let Some(place) = value_difference("", &before, &after)
    {
        return place;
    }
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    format!(
        "byte {same} differs ({} bytes, now {})",
        before.len(),
        after.len()
    )
}

fn value_difference(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            keys.into_iter().find_map(|key| {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                let nothing = Value::Null;
                value_difference(
                    &path,
                    old.get(key).unwrap_or(&nothing),
                    new.get(key).unwrap_or(&nothing),
                )
            })
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => old
            .iter()
            .zip(new)
            .enumerate()
            .find_map(|(index, (old, new))| {
                value_difference(&format!("{path}[{index}]"), old, new)
            }),
        (old, new) if old == new => None,
        (old, new) => Some(format!("`{path}` was {}, now {}", brief(old), brief(new))),
    }
}

fn brief(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 {
        return text;
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_named_by_its_path() {
        let difference =
            first_difference(br#"{"a": [1, {"b": 2.0}]}"#, br#"{"a": [1, {"b": 2.5}]}"#);
        assert_eq!(difference, "`a[1].b` was 2.0, now 2.5");
        assert_eq!(
            first_difference(b"\x01\x02", b"\x01\x03"),
            "byte 1 differs (2 bytes, now 2)"
        );
        assert_eq!(
            first_difference(b"{}", b"{} "),
            "byte 2 differs (2 bytes, now 3)"
        );
    }
}
