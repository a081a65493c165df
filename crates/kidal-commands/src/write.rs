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

/// Makes the folder where it is missing and proves that a file can be written in it.
///
/// # Errors
/// Where it cannot.
pub fn prepare_folder(folder: &Path) -> Result<(), Trouble> {
    let probe = folder.join(".writable.tmp");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, b"kidal"))
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|cause| Trouble::Output {
            path: folder.to_owned(),
            cause,
        })
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
    let mut outcome = Ok(());
    for (name, bytes) in files {
        let place = folder.join(name);
        let beside = temporary(&place);
        written.push((beside.clone(), place.clone()));
        let result = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => fs::create_dir_all(parent),
            _ => Ok(()),
        };
        if let Err(cause) = result.and_then(|()| write(&beside, bytes)) {
            outcome = Err(Trouble::Output { path: place, cause });
            break;
        }
    }
    if outcome.is_ok() {
        outcome = written.iter().try_for_each(|(beside, place)| {
            fs::rename(beside, place).map_err(|cause| Trouble::Output {
                path: place.clone(),
                cause,
            })
        });
    }
    if outcome.is_err() {
        for (beside, _) in &written {
            // Nothing more can be done about a temporary file that cannot be removed.
            let _ = fs::remove_file(beside);
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
