//! Reads the folder of a dossier into texts, with a located message for every file that is not text.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kidal_diag::{Diagnostic, Files, Severity};
use kidal_dossier::{Dossier, digest};

use crate::study_door::Case;
use crate::trouble::{Trouble, plain};

/// The files that a dossier may have; the first is required.
pub const NAMES: [&str; 4] = [
    "evidence.toml",
    "scenario.toml",
    "map.geojson",
    "source-kinds.toml",
];

/// Greatest size of a file (bytes). Chosen by us because a dossier is written by hand: the largest known article fills
/// less than a thousandth of it, and a wrong path is then answered at once.
pub const GREATEST_FILE: u64 = 64 * 1024 * 1024;

/// A dossier as it lies on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Name of the folder.
    pub name: String,
    /// Where it is; none for the standard input.
    pub path: Option<PathBuf>,
    /// Its texts.
    pub files: Files,
    /// SHA-256 over names and texts.
    pub digest: String,
    /// Files that could not be read as text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A dossier that was read, with what there is to say of its files.
#[derive(Debug)]
pub struct Opened {
    /// The folder.
    pub folder: Folder,
    /// The typed dossier.
    pub dossier: Dossier,
    /// What the reader found, none of it an error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Opened {
    pub(crate) fn case(&self) -> Case<'_> {
        Case {
            dossier: &self.dossier,
            files: &self.folder.files,
            name: &self.folder.name,
        }
    }
}

impl Folder {
    /// Reads the folder at `path`; `-` reads `evidence.toml` from the standard input.
    ///
    /// # Errors
    /// Where there is no such folder or no `evidence.toml` in it. A file that is not text is a diagnostic instead.
    pub fn load(path: &Path) -> Result<Folder, Trouble> {
        // Whoever names a file of a dossier means the folder that it lies in.
        let is_member = |name: &&str| path.file_name().is_some_and(|file| *file == **name);
        let path = match path.parent() {
            Some(parent) if path.is_file() && NAMES.iter().any(is_member) => {
                if parent.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    parent
                }
            }
            _ => path,
        };
        let mut folder = Folder {
            name: name_of(path),
            path: (path != Path::new("-")).then(|| path.to_owned()),
            files: Files::new(),
            digest: String::new(),
            diagnostics: Vec::new(),
        };
        if path == Path::new("-") {
            folder.take(NAMES[0], read_limited(io::stdin().lock()), path)?;
        } else {
            must_be_a_folder(path)?;
            for name in NAMES {
                let file = path.join(name);
                match File::open(&file) {
                    Ok(open) => folder.take(name, read_limited(open), &file)?,
                    Err(cause) if cause.kind() == io::ErrorKind::NotFound && name != NAMES[0] => {}
                    Err(cause) => return Err(unreadable(&file, &cause)),
                }
            }
        }
        folder.digest = digest::of_files(&folder.files);
        Ok(folder)
    }

    /// Reads the dossier in the folder.
    ///
    /// # Errors
    /// Where any file cannot be read as a dossier.
    pub fn open(path: &Path) -> Result<Opened, Trouble> {
        let folder = Folder::load(path)?;
        if !folder.diagnostics.is_empty() {
            return Err(folder.faults(folder.diagnostics.clone()));
        }
        let reading = kidal_dossier::read(folder.files.clone());
        let has_errors = reading
            .diagnostics
            .iter()
            .any(|found| found.severity == Severity::Error);
        match reading.dossier {
            Some(dossier) if !has_errors => Ok(Opened {
                folder,
                dossier,
                diagnostics: reading.diagnostics,
            }),
            dossier => {
                let mut found = reading.diagnostics;
                if let Some(dossier) = dossier {
                    found.extend(of_the_scenario(&dossier, &folder.files));
                }
                Err(folder.faults(found))
            }
        }
    }

    /// What stands before the names of its files at the command line: `folder/`, nothing for the standard input.
    #[must_use]
    pub fn prefix(&self) -> String {
        let path = self.path.as_ref().map(|path| path.join(""));
        path.map_or_else(String::new, |path| {
            path.display().to_string().replace('\\', "/")
        })
    }

    /// Texts and diagnostics with file names as a reader at the command line finds them: `folder/evidence.toml`.
    #[must_use]
    pub fn placed(&self, mut diagnostics: Vec<Diagnostic>) -> (Files, Vec<Diagnostic>) {
        let prefix = self.prefix();
        let place = |name: &str| format!("{prefix}{name}");
        for annotation in diagnostics
            .iter_mut()
            .flat_map(|found| &mut found.annotations)
        {
            annotation.file = place(&annotation.file);
        }
        let files = self
            .files
            .iter()
            .map(|(name, text)| (place(name), text))
            .collect();
        (files, diagnostics)
    }

    /// These faults of the dossier, as the trouble of a command.
    #[must_use]
    pub fn faults(&self, diagnostics: Vec<Diagnostic>) -> Trouble {
        let (files, diagnostics) = self.placed(diagnostics);
        Trouble::Dossier {
            what: "the dossier",
            files,
            diagnostics,
        }
    }

    fn take(&mut self, name: &str, bytes: io::Result<Vec<u8>>, path: &Path) -> Result<(), Trouble> {
        let bytes = bytes.map_err(|cause| unreadable(path, &cause))?;
        if bytes.len() as u64 > GREATEST_FILE {
            self.files.insert(name, "");
            self.diagnostics.push(
                Diagnostic::new(
                    "file-too-large",
                    Severity::Error,
                    format!("`{name}` is larger than {} MiB", GREATEST_FILE >> 20),
                )
                .at(name, 0..0, "not read")
                .help("a dossier is text written by hand: is this the right file?"),
            );
            return Ok(());
        }
        match String::from_utf8(bytes) {
            Ok(text) => self.files.insert(name, text),
            Err(fault) => self.not_text(name, &fault),
        }
        Ok(())
    }

    fn not_text(&mut self, name: &str, fault: &std::string::FromUtf8Error) {
        let bytes = fault.as_bytes();
        let end = fault.utf8_error().valid_up_to();
        // What precedes the fault is kept, so that the message can name its line; control characters would reach the
        // reader's terminal.
        let before: String = String::from_utf8_lossy(&bytes[..end])
            .chars()
            .map(|letter| {
                if letter.is_control() && letter != '\n' {
                    ' '
                } else {
                    letter
                }
            })
            .collect();
        let end = before.len();
        self.diagnostics.push(
            Diagnostic::new(
                "not-text",
                Severity::Error,
                format!(
                    "`{name}` is not UTF-8 text: byte {} is 0x{:02x}",
                    fault.utf8_error().valid_up_to(),
                    bytes[fault.utf8_error().valid_up_to()]
                ),
            )
            .at(name, end..end, "text ends here")
            .help("save the file as UTF-8, without a word processor's format"),
        );
        self.files.insert(name, before);
    }
}

/// Faults of a scenario whose evidence has some too. Names that are not declared are left out: they may be of what the evidence
/// could not declare.
fn of_the_scenario(dossier: &Dossier, files: &Files) -> Vec<Diagnostic> {
    const MAY_FOLLOW: [&str; 2] = ["undeclared-name", "unknown-name"];
    match kidal_scenario::compile(dossier, files) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .into_iter()
            .filter(|fault| !MAY_FOLLOW.contains(&fault.code.as_str()))
            .collect(),
    }
}

fn read_limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(GREATEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn must_be_a_folder(path: &Path) -> Result<(), Trouble> {
    let input = |cause: &str, remedy: String| Trouble::Input {
        action: "open the dossier".into(),
        path: path.to_owned(),
        cause: cause.into(),
        remedy,
    };
    match path.metadata() {
        Ok(about) if about.is_dir() => Ok(()),
        Ok(_) => Err(input(
            "it is a file, and a dossier is a folder",
            format!(
                "name the folder that holds it: `{}`",
                path.parent()
                    .filter(|parent| !parent.as_os_str().is_empty())
                    .unwrap_or(Path::new("."))
                    .display()
            ),
        )),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(input(
            "there is no such folder",
            "check the path, or begin a dossier with `kidal new NAME`".into(),
        )),
        Err(cause) => Err(input(
            &plain(&cause),
            "check the path and its permissions".into(),
        )),
    }
}

fn unreadable(path: &Path, cause: &io::Error) -> Trouble {
    let is_missing = cause.kind() == io::ErrorKind::NotFound;
    Trouble::Input {
        action: "read".into(),
        path: path.to_owned(),
        cause: if is_missing {
            "there is no such file".into()
        } else {
            plain(cause)
        },
        remedy: if is_missing {
            "every dossier has an `evidence.toml`: write one, or begin with `kidal new NAME`".into()
        } else {
            "check that it is a readable file".into()
        },
    }
}

/// Name of the folder, also for `.` and paths that end in `/`.
fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard-input".into();
    }
    let named = |path: &Path| Some(path.file_name()?.to_string_lossy().into_owned());
    let resolved: Option<PathBuf> = path.canonicalize().ok();
    named(path)
        .or_else(|| named(resolved.as_deref()?))
        .unwrap_or_else(|| "dossier".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_no_text_is_located() {
        let mut folder = Folder {
            name: "x".into(),
            path: None,
            files: Files::new(),
            digest: String::new(),
            diagnostics: Vec::new(),
        };
        folder
            .take(
                "evidence.toml",
                Ok(b"a = 1\n\x00b \xff".to_vec()),
                Path::new("x"),
            )
            .expect("a diagnostic instead");
        let found = &folder.diagnostics[0];
        assert_eq!(
            found.message,
            "`evidence.toml` is not UTF-8 text: byte 9 is 0xff"
        );
        assert_eq!(
            folder
                .files
                .line_column("evidence.toml", found.annotations[0].span.start)
                .line,
            2
        );
    }

    #[test]
    fn a_folder_of_dots_has_the_name_it_resolves_to() {
        assert_eq!(name_of(Path::new("dossiers/kidal-2012/")), "kidal-2012");
        assert_ne!(name_of(Path::new(".")), ".");
    }
}
