//! `kidal report`: findings → one page.

use std::path::{Path, PathBuf};

use crate::folder::Folder;
use crate::results;
use crate::trouble::Trouble;
use crate::write::write_file;

/// Makes the report page of a folder of findings again. Returns where it was written.
///
/// # Errors
/// Where the findings cannot be read or the page not written.
pub fn report(folder: &Path, out: Option<&Path>) -> Result<PathBuf, Trouble> {
    let (folder, findings) = results::read(folder)?;
    let path = out.map_or_else(|| folder.join(results::REPORT), Path::to_owned);
    // Findings whose texts are gone still make a page, without the quoted lines.
    let dossier = Folder::load(&folder.join(results::DOSSIER)).ok();
    let page = results::page(&findings, dossier.as_ref().map(|dossier| &dossier.files));
    write_file(&path, page.as_bytes())?;
    Ok(path)
}
