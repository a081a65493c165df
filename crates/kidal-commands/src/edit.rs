//! Saving one file of a dossier from an editor: whole or not at all, and never over a text that somebody else changed.

use std::path::PathBuf;

use crate::digest::digest_of;
use crate::folder::{GREATEST_FILE, NAMES};
use crate::trouble::{Trouble, plain};
use crate::write::write_file;

/// What is asked.
#[derive(Clone, Debug)]
pub struct EditRequest {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Name of the file, one of [`NAMES`].
    pub file: String,
    /// The new text.
    pub text: String,
    /// Digest of the text that the editor started from; none for a file that is not there yet.
    pub was: Option<String>,
}

/// Saves the text. Returns its digest, by which the next saving knows it again.
///
/// # Errors
/// Where the file is none of a dossier's, has changed meanwhile, or cannot be written.
pub fn edit(request: &EditRequest) -> Result<String, Trouble> {
    if !NAMES.contains(&request.file.as_str()) {
        return Err(Trouble::usage(
            format!("`{}` is no file of a dossier", request.file),
            format!("a dossier has {}", NAMES.join(", ")),
        ));
    }
    if request.text.len() as u64 > GREATEST_FILE {
        return Err(Trouble::usage(
            format!(
                "`{}` would be larger than {} MiB",
                request.file,
                GREATEST_FILE >> 20
            ),
            "a dossier is text written by hand: is this the right text?",
        ));
    }
    let path = request.dossier.join(&request.file);
    let input = |cause: String, remedy: &str| Trouble::Input {
        action: "save".into(),
        path: PathBuf::from(&request.file),
        cause,
        remedy: remedy.into(),
    };
    let stands = match std::fs::read(&path) {
        Ok(bytes) => Some(digest_of(&bytes)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
        Err(cause) => return Err(input(plain(&cause), "check that it is a readable file")),
    };
    if stands != request.was {
        return Err(input(
            "it has changed since it was opened here".into(),
            "copy your text, load the file again, and put your change into it",
        ));
    }
    write_file(&path, request.text.as_bytes()).map_err(Trouble::in_place)?;
    Ok(digest_of(request.text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_text_that_changed_meanwhile_is_not_overwritten() {
        let folder = std::env::temp_dir().join(format!("kidal-edit-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be made");
        let mut request = EditRequest {
            dossier: folder.clone(),
            file: "evidence.toml".into(),
            text: "a".into(),
            was: None,
        };
        let digest = edit(&request).expect("a new file");
        request.text = "b".into();
        let trouble = edit(&request).expect_err("it is there by now");
        assert!(trouble.to_string().contains("has changed"), "{trouble}");
        request.was = Some(digest);
        edit(&request).expect("the text it started from");
        assert_eq!(
            fs::read_to_string(folder.join("evidence.toml")).expect("it"),
            "b"
        );
        request.file = "../evidence.toml".into();
        assert!(edit(&request).is_err());
        fs::remove_dir_all(folder).expect("ours");
    }
}
