//! The files of a study: found, opened, and known by the digest of all their bytes.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use kidal_corpus::table::TableError;
use sha2::{Digest, Sha256};

use crate::trouble::{Trouble, plain};

/// The files that paths name: a folder stands for the `.csv` files in it, in the order of their names.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|cause| unreadable(path, plain(&cause)))?;
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry
                .map_err(|cause| unreadable(path, plain(&cause)))?
                .path();
            if entry.extension().is_some_and(|ending| ending == "csv") {
                found.push(entry);
            }
        }
        if found.is_empty() {
            return Err(unreadable(
                path,
                "there is no file that ends in `.csv`".into(),
            ));
        }
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

/// Name of a file without its folder and its ending.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Name of a file as the findings keep it: without its folder, so that the same file gives the same findings anywhere.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// A digest over all files that were read.
#[derive(Default)]
pub(super) struct Seen(Sha256);

impl Seen {
    /// Opens a file, lets `work` read it, and takes all its bytes into the digest.
    pub(super) fn read<T>(
        &mut self,
        path: &Path,
        work: impl FnOnce(&str, &mut BufReader<Hashed<'_>>) -> Result<T, TableError>,
    ) -> Result<T, Trouble> {
        if path.is_dir() {
            let cause = "it is a folder; name the file in it that holds the table";
            return Err(unreadable(path, cause.into()));
        }
        let file = File::open(path).map_err(|cause| {
            let cause = if cause.kind() == io::ErrorKind::NotFound {
                "there is no such file".into()
            } else {
                plain(&cause)
            };
            unreadable(path, cause)
        })?;
        self.0.update(name(path).as_bytes());
        let mut input = BufReader::with_capacity(
            1 << 16,
            Hashed {
                file,
                digest: &mut self.0,
            },
        );
        work(&name(path), &mut input).map_err(|error| unreadable(path, error.to_string()))
    }

    /// A whole file; for tables whose study needs every row at hand.
    pub(super) fn read_whole(&mut self, path: &Path) -> Result<Vec<u8>, Trouble> {
        self.read(path, |_, input| {
            let mut text = Vec::new();
            input
                .read_to_end(&mut text)
                .map_err(|cause| TableError::Broken { line: 1, cause })?;
            Ok(text)
        })
    }

    /// The digest.
    pub(super) fn digest(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// A file whose bytes are hashed as they are read.
pub(super) struct Hashed<'a> {
    file: File,
    digest: &'a mut Sha256,
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.digest.update(&buffer[..count]);
        Ok(count)
    }
}

pub(super) fn unreadable(path: &Path, cause: String) -> Trouble {
    Trouble::Input {
        action: "read the table".into(),
        path: path.to_owned(),
        cause,
        remedy: "docs/how-to/study-a-corpus.md says what each study reads".into(),
    }
}
