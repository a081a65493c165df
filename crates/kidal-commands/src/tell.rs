//! `kidal tell`: the battle as one account tells it, or several side by side.

use std::path::PathBuf;

use crate::folder::Folder;
use crate::trouble::Trouble;

/// What is asked.
#[derive(Clone, Debug)]
pub struct TellRequest {
    /// Folder of the dossier, or `-`.
    pub dossier: PathBuf,
    /// Whose accounts; all where none is named.
    pub by: Vec<String>,
}

/// Tells.
///
/// # Errors
/// Where the dossier cannot be read or a speaker is not in it.
pub fn tell(request: &TellRequest) -> Result<String, Trouble> {
    let opened = Folder::open(&request.dossier)?;
    let _ = opened.dossier;
    Ok(String::new())
}
