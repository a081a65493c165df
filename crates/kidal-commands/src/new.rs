//! `kidal new`: a dossier to start from, which already checks.

use std::path::PathBuf;

use crate::trouble::Trouble;
use crate::write::{prepare_folder, write_files};

const EVIDENCE: &str = include_str!("skeleton/evidence.toml");

/// What is asked.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Folder to make; its last part is the dossier's name.
    pub folder: PathBuf,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The folder.
    pub folder: PathBuf,
    /// The files in it.
    pub files: Vec<String>,
}

/// Makes a dossier.
///
/// # Errors
/// Where the name is no name, the folder exists, or it cannot be written.
pub fn new(request: &NewRequest) -> Result<NewAnswer, Trouble> {
    let folder = &request.folder;
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .filter(|name| is_name(name))
        .ok_or_else(|| {
            Trouble::usage(
                format!("`{}` is no name for a dossier", folder.display()),
                "use small letters, digits and hyphens, such as `kidal-2012`",
            )
        })?;
    if folder.symlink_metadata().is_ok() {
        return Err(Trouble::usage(
            format!("`{}` is already there", folder.display()),
            "choose another name; nothing was changed",
        ));
    }
    const ELSEWHERE: &str =
        "choose a place that can be written, with enough room, as in `kidal new PLACE/NAME`";
    let made = prepare_folder(folder).map_err(|trouble| trouble.told_by(ELSEWHERE))?;
    let files = skeleton(name);
    if let Err(trouble) = write_files(folder, &files) {
        made.undo();
        return Err(trouble.told_by(ELSEWHERE));
    }
    Ok(NewAnswer {
        folder: folder.clone(),
        files: files.into_iter().map(|(name, _)| name).collect(),
    })
}

/// The files of a new dossier.
#[must_use]
pub fn skeleton(name: &str) -> Vec<(String, Vec<u8>)> {
    let evidence = EVIDENCE.replace("NAME", name);
    vec![("evidence.toml".into(), evidence.into_bytes())]
}

fn is_name(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    name.starts_with(is_plain) && name.chars().all(|letter| is_plain(letter) || letter == '-')
}
