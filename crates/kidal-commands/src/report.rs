//! `kidal report`: findings → one page.

use std::path::{Path, PathBuf};

use kidal_findings::Findings;

use crate::folder::Folder;
use crate::results;
use crate::trouble::Trouble;
use crate::write::write_file;

/// Reads the findings in a folder. Returns the folder too: a path to `findings.json` itself will do.
///
/// # Errors
/// Where they cannot be read.
pub fn read(folder: &Path) -> Result<(PathBuf, Findings), Trouble> {
    results::read(folder)
}

pub use kidal_report::{App, app, policy};

/// The page of findings and their folder as the local app shows it: made anew from the findings, never read from disk, with
/// a way back to the list of studies.
#[must_use]
pub fn page_in_app(folder: &Path, findings: &Findings) -> String {
    let dossier = Folder::load(&folder.join(results::DOSSIER)).ok();
    let files = dossier.as_ref().map(|dossier| &dossier.files);
    kidal_report::render_in_app(findings, files)
}

/// Makes the report page of a folder of findings again. Returns where it was written.
///
/// # Errors
/// Where the findings cannot be read or the page not written.
pub fn report(folder: &Path, out: Option<&Path>) -> Result<PathBuf, Trouble> {
    let (folder, findings) = results::read(folder)?;
    let path = out.map_or_else(|| folder.join(results::REPORT), Path::to_owned);
    if path.is_dir() {
        return Err(Trouble::usage(
            format!("`{}` is a folder", path.display()),
            "name a file for the page, such as `page.html`",
        ));
    }
    // Findings whose texts are gone still make a page, without the quoted lines.
    let dossier = Folder::load(&folder.join(results::DOSSIER)).ok();
    let page = results::page(&findings, dossier.as_ref().map(|dossier| &dossier.files));
    write_file(&path, page.as_bytes())?;
    Ok(path)
}
