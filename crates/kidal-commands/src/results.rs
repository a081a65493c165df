//! The folder of findings: what is in it, written all or none, and read back.
//!
//! `findings.json`, `ensemble.zarr/`, `report.html`, `datapackage.json`, and `dossier/`: the texts that were weighed, so
//! that the folder alone can be computed again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kidal_diag::Files;
use kidal_findings::zarr::{self, Ensemble};
use kidal_findings::{Findings, Kind, json};

use crate::package;
use crate::study_door::WeighOptions;
use crate::trouble::{Trouble, plain};
use crate::write::{NewFile, write_files};

/// Name of the findings in their folder.
pub const FINDINGS: &str = "findings.json";
/// Name of the weighted histories.
pub const ENSEMBLE: &str = "ensemble.zarr";
/// Name of the page.
pub const REPORT: &str = "report.html";
/// Name of the folder with the texts that were weighed.
pub const DOSSIER: &str = "dossier";

/// What a study leaves.
pub(crate) struct Results<'a> {
    pub findings: &'a Findings,
    pub ensemble: Option<&'a Ensemble>,
    pub dossier: &'a Files,
    pub options: Option<&'a WeighOptions>,
}

/// Writes everything that a study leaves; what stood there before is replaced whole or not at all.
pub(crate) fn write(folder: &Path, results: &Results<'_>) -> Result<(), Trouble> {
    let mut files = reproducible(results.findings, results.ensemble)?;
    files.push((
        REPORT.into(),
        page(results.findings, Some(results.dossier)).into_bytes(),
    ));
    for (name, text) in results.dossier.iter() {
        files.push((format!("{DOSSIER}/{name}"), text.as_bytes().to_vec()));
    }
    let descriptor = package::descriptor(results.findings, &files, results.options);
    files.push((package::NAME.into(), descriptor.into_bytes()));
    write_files(folder, &files)?;
    // Looked for now: what a killed run had written beside its places has been renamed.
    for path in stale_chunks(folder, &files) {
        fs::remove_file(&path).map_err(|cause| Trouble::output(path, cause))?;
    }
    Ok(())
}

/// The page of findings. With the dossier's texts it quotes the lines that collide.
pub(crate) fn page(findings: &Findings, dossier: Option<&Files>) -> String {
    kidal_report::render(findings, dossier)
}

/// The files whose bytes `rerun` compares.
pub(crate) fn reproducible(
    findings: &Findings,
    ensemble: Option<&Ensemble>,
) -> Result<Vec<NewFile>, Trouble> {
    let fault =
        |message: String| Trouble::run(message, "please report it with the seed and the dossier");
    let text = json::to_json(findings).map_err(|error| fault(error.to_string()))?;
    let mut files = vec![(FINDINGS.to_owned(), text.into_bytes())];
    if let Some(ensemble) = ensemble {
        let chunks = zarr::write(ensemble).map_err(|error| fault(error.to_string()))?;
        files.extend(
            chunks
                .into_iter()
                .map(|(path, bytes)| (format!("{ENSEMBLE}/{path}"), bytes)),
        );
    }
    Ok(files)
}

/// Files of an earlier ensemble that the new one does not have: left behind, they would be read as part of it.
fn stale_chunks(folder: &Path, files: &[NewFile]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // A folder that cannot be listed has nothing that could be removed.
    let _ = walk(&folder.join(ENSEMBLE), &mut found);
    found.retain(|path| !files.iter().any(|(name, _)| folder.join(name) == *path));
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads the findings in a folder; a path to `findings.json` itself will do.
pub(crate) fn read(folder: &Path) -> Result<(PathBuf, Findings), Trouble> {
    let folder = if folder.file_name().is_some_and(|name| name == FINDINGS) {
        folder.parent().unwrap_or(Path::new("")).to_owned()
    } else {
        folder.to_owned()
    };
    let path = folder.join(FINDINGS);
    let text = fs::read_to_string(&path).map_err(|cause| unreadable(&path, &cause))?;
    if text.trim().is_empty() {
        let cause = io::Error::other("the file is empty");
        return Err(unreadable(&path, &cause));
    }
    let findings = json::from_json(&text).map_err(|error| Trouble::Input {
        action: "read".into(),
        path: path.clone(),
        cause: error.to_string().replacen("read findings: ", "", 1),
        remedy: "make the findings again with `kidal weigh DOSSIER`".into(),
    })?;
    Ok((folder, findings))
}

/// Reads the findings of a weighing; those of a replay cannot be asked more.
pub(crate) fn read_weighed(folder: &Path) -> Result<(PathBuf, Findings), Trouble> {
    let (folder, findings) = read(folder)?;
    if findings.kind == Kind::Corpus {
        return Err(Trouble::Input {
            action: "use".into(),
            path: folder,
            cause:
                "these findings are a study of a table of battles, whose files they do not carry"
                    .into(),
            remedy: format!(
                "`{}` with the same files makes the same bytes",
                findings.provenance.command
            ),
        });
    }
    if findings.kind == Kind::Sweep {
        return Err(Trouble::Input {
            action: "use".into(),
            path: folder,
            cause: "these findings are an experiment over the scenario and weigh nothing".into(),
            remedy: format!(
                "`{}` plays it again; `kidal weigh DOSSIER` weighs the accounts",
                findings.provenance.command
            ),
        });
    }
    if findings.kind != Kind::Weigh {
        return Err(Trouble::Input {
            action: "use".into(),
            path: folder,
            cause: "these findings tell of one replay and weigh nothing".into(),
            remedy: format!(
                "`{}` plays it again; `kidal weigh DOSSIER` weighs the accounts",
                findings.provenance.command
            ),
        });
    }
    Ok((folder, findings))
}

/// Reads the weighted histories in a folder of findings.
pub(crate) fn read_ensemble(folder: &Path) -> Result<Ensemble, Trouble> {
    let root = folder.join(ENSEMBLE);
    let files = read_tree(&root)?;
    zarr::read(&files).map_err(|error| Trouble::Input {
        action: "read".into(),
        path: root,
        cause: error.to_string(),
        remedy: "make the findings again with `kidal weigh DOSSIER`".into(),
    })
}

/// Every file below a folder, by its path in it.
pub(crate) fn read_tree(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Trouble> {
    let mut found = Vec::new();
    walk(root, &mut found).map_err(|cause| unreadable(root, &cause))?;
    let mut files = BTreeMap::new();
    for path in found {
        let bytes = fs::read(&path).map_err(|cause| unreadable(&path, &cause))?;
        let below: Vec<String> = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        files.insert(below.join("/"), bytes);
    }
    Ok(files)
}

fn unreadable(path: &Path, cause: &io::Error) -> Trouble {
    Trouble::Input {
        action: "read the findings".into(),
        path: path.to_owned(),
        cause: if cause.kind() == io::ErrorKind::NotFound {
            "they are not there".into()
        } else {
            plain(cause)
        },
        remedy: "`kidal weigh DOSSIER` writes findings; name the folder that it printed".into(),
    }
}
