//! Writes several files so that good ones are never half overwritten.
//!
//! All new files are first written beside their places and flushed to the disk; only then are they renamed, one after
//! the other. Where anything fails before the first rename (a full disk), the old files stand as they were.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// A file to write: path below the output folder, and bytes.
pub type NewFile = (String, Vec<u8>);

/// The folders that [`prepare_folder`] made, so that work which then comes to nothing leaves none behind.
#[derive(Clone, Debug, Default)]
#[must_use = "work that comes to nothing leaves no folder behind"]
pub struct Made(Vec<PathBuf>);

impl Made {
    /// Removes them again where they are empty.
    pub fn undo(&self) {
        for folder in &self.0 {
            // One that holds something by now stays.
            let _ = fs::remove_dir(folder);
        }
    }

    /// They stay.
    pub fn keep(self) {}
}

/// Makes the folder where it is missing and proves that a file can be written in it.
///
/// # Errors
/// Where it cannot; what was made on the way is removed again.
pub fn prepare_folder(folder: &Path) -> Result<Made, Trouble> {
    let made = Made(missing(folder));
    let probe = folder.join(".writable.tmp");
    let result = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, b"kidal"))
        .and_then(|()| fs::remove_file(&probe));
    match result {
        Ok(()) => Ok(made),
        Err(cause) => {
            let _ = fs::remove_file(&probe);
            made.undo();
            Err(Trouble::output(folder.to_owned(), cause))
        }
    }
}

/// The folders on the way that are not there yet, the deepest first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    folder
        .ancestors()
        .take_while(|part| !part.as_os_str().is_empty() && fs::symlink_metadata(part).is_err())
        .map(Path::to_owned)
        .collect()
}

/// Writes the files below the folder, all or none.
///
/// # Errors
/// Where a file cannot be written or renamed; temporary files are removed again.
pub fn write_files(folder: &Path, files: &[NewFile]) -> Result<(), Trouble> {
    write_files_with(folder, files, write_and_flush)
}

/// Writes one file, all or none.
///
/// # Errors
/// As [`write_files`].
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    // A link is followed, and what is no file (a pipe, `/dev/stdout`) is written to: a rename would put a file in its place.
    let resolved = fs::canonicalize(path);
    let path = resolved.as_deref().unwrap_or(path);
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut open| open.write_all(bytes))
            .map_err(|cause| Trouble::output(path.to_owned(), cause));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    write_files(folder, &[(name.into_owned(), bytes.to_vec())])
}

fn write_files_with(
    folder: &Path,
    files: &[NewFile],
    mut write: impl FnMut(&Path, &[u8]) -> io::Result<()>,
) -> Result<(), Trouble> {
    let mut written: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut made: Vec<PathBuf> = Vec::new();
    let mut outcome = Ok(());
    for (name, bytes) in files {
        let place = folder.join(name);
        let beside = temporary(&place);
        written.push((beside.clone(), place.clone()));
        // A rename onto a folder would fail when others have been renamed already.
        if place.is_dir() {
            let cause = io::Error::from(io::ErrorKind::IsADirectory);
            outcome = Err(Trouble::output(place, cause));
            break;
        }
        made.extend(place.parent().map(missing).unwrap_or_default());
        let result = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => fs::create_dir_all(parent),
            _ => Ok(()),
        };
        if let Err(cause) = result.and_then(|()| write(&beside, bytes)) {
            outcome = Err(Trouble::output(place, cause));
            break;
        }
    }
    if outcome.is_ok() {
        outcome = written.iter().try_for_each(|(beside, place)| {
            fs::rename(beside, place).map_err(|cause| Trouble::output(place.clone(), cause))
        });
    }
    if outcome.is_err() {
        for (beside, _) in &written {
            // Nothing more can be done about a temporary file that cannot be removed.
            let _ = fs::remove_file(beside);
        }
        made.sort();
        for folder in made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
    outcome
}

fn write_and_flush(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn temporary(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    place.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("kidal-write-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the temporary folder can be made");
        folder
    }

    #[test]
    fn a_full_disk_leaves_the_old_files_and_no_rubbish() {
        let folder = empty_folder("full");
        let old = [
            ("a".to_owned(), b"old a".to_vec()),
            ("deep/b".to_owned(), b"old b".to_vec()),
        ];
        write_files(&folder, &old).expect("there is room");
        let new = [
            ("a".to_owned(), b"new a".to_vec()),
            ("deep/b".to_owned(), b"new b".to_vec()),
        ];
        let result = write_files_with(&folder, &new, |path, bytes| {
            if path.ends_with("deep/b.tmp") {
                fs::write(path, &bytes[..2])?;
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            fs::write(path, bytes)
        });
        let message = result.expect_err("the disk is full").to_string();
        assert!(
            message.contains("deep/b") && message.contains("no storage space"),
            "{message}"
        );
        assert_eq!(fs::read(folder.join("a")).expect("still there"), b"old a");
        assert_eq!(
            fs::read(folder.join("deep/b")).expect("still there"),
            b"old b"
        );
        assert!(!folder.join("a.tmp").exists() && !folder.join("deep/b.tmp").exists());
        let beyond = [("new/deep/c".to_owned(), b"c".to_vec())];
        let full = |_: &Path, _: &[u8]| Err(io::Error::from(io::ErrorKind::StorageFull));
        write_files_with(&folder, &beyond, full).expect_err("the disk is full");
        assert!(!folder.join("new").exists(), "an empty folder is left");
        fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_folder_where_a_file_should_be_leaves_the_others_alone() {
        let folder = empty_folder("folder");
        fs::write(folder.join("a"), b"old").expect("there is room");
        fs::create_dir(folder.join("b")).expect("it can be made");
        let new = [
            ("a".to_owned(), b"new".to_vec()),
            ("b".to_owned(), b"new".to_vec()),
        ];
        assert!(write_files(&folder, &new).is_err());
        assert_eq!(fs::read(folder.join("a")).expect("still there"), b"old");
        fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn folders_that_were_made_for_nothing_are_removed_again() {
        let folder = empty_folder("undo");
        let made = prepare_folder(&folder.join("x/y")).expect("it can be made");
        assert!(folder.join("x/y").is_dir());
        made.undo();
        assert!(!folder.join("x").exists() && folder.exists());
        fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_folder_below_a_file_is_refused() {
        let folder = empty_folder("below");
        fs::write(folder.join("file"), b"").expect("there is room");
        let trouble = prepare_folder(&folder.join("file/out")).expect_err("a file is no folder");
        assert_eq!(trouble.exit_code(), crate::exit::RUN_FAILED);
        fs::remove_dir_all(folder).expect("ours");
    }
}
