//! `kidal export`: findings in forms that other tools read.

use std::path::PathBuf;

use kidal_findings::Findings;

use crate::package;
use crate::results;
use crate::trouble::Trouble;
use crate::write::{NewFile, prepare_folder, write_files};

const MAP: &str = "map.geojson";

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
    let files = match request.form {
        Form::Csv => tables(&findings),
        Form::Geojson => vec![map(&findings)?],
        Form::Parquet => {
            return Err(Trouble::usage(
                "this program was built without Parquet",
                "use `--format csv`, or read `ensemble.zarr`, which ArviZ and xarray open",
            ));
        }
    };
    let out = request.out.clone().unwrap_or_else(|| folder.join("export"));
    prepare_folder(&out)?;
    write_files(&out, &files)?;
    Ok(files.iter().map(|(name, _)| out.join(name)).collect())
}

/// Every table, the map where there is one, and the descriptor that names them all.
fn tables(findings: &Findings) -> Vec<NewFile> {
    let mut files = kidal_export::csv(findings);
    files.extend(kidal_export::geojson(findings).map(|text| (MAP.to_owned(), text)));
    files.push((package::NAME.into(), kidal_export::datapackage(findings)));
    files
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect()
}

fn map(findings: &Findings) -> Result<NewFile, Trouble> {
    let text = kidal_export::geojson(findings).ok_or_else(|| {
        Trouble::usage(
            "these findings have no map",
            "only a dossier with a scenario and a map has one; `--format csv` writes its tables",
        )
    })?;
    Ok((MAP.into(), text.into_bytes()))
}
