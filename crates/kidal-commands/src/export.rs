//! `kidal export`: findings in forms that other tools read.

use std::path::PathBuf;

use kidal_findings::zarr::Ensemble;
use kidal_findings::{Findings, Kind};

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
    if request.form == Form::Parquet && !kidal_export::HAS_PARQUET {
        return Err(Trouble::usage(
            "this program was built without Parquet",
            "build it with `cargo build --release --features parquet`, or use `--format csv`, which writes the same columns; \
             `ensemble.zarr` opens with ArviZ and xarray",
        ));
    }
    let (folder, findings) = results::read(&request.findings)?;
    // A replay has no ensemble.
    let ensemble = match findings.kind {
        Kind::Weigh if request.form != Form::Geojson => Some(results::read_ensemble(&folder)?),
        _ => None,
    };
    let mut files = match request.form {
        Form::Csv => csv(&findings, ensemble.as_ref()),
        Form::Geojson => vec![map(&findings)?],
        Form::Parquet => parquet(&findings, ensemble.as_ref())?,
    };
    if request.form != Form::Geojson {
        files.extend(
            kidal_export::geojson(&findings).map(|text| (MAP.to_owned(), text.into_bytes())),
        );
    }
    let package = kidal_export::datapackage(&findings, ensemble.as_ref(), &files);
    files.push((package::NAME.into(), package.into_bytes()));
    let out = request.out.clone().unwrap_or_else(|| folder.join("export"));
    let made = prepare_folder(&out)?;
    if let Err(trouble) = write_files(&out, &files) {
        made.undo();
        return Err(trouble);
    }
    Ok(files.iter().map(|(name, _)| out.join(name)).collect())
}

fn csv(findings: &Findings, ensemble: Option<&Ensemble>) -> Vec<NewFile> {
    kidal_export::csv(findings, ensemble)
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect()
}

#[cfg(feature = "parquet")]
fn parquet(findings: &Findings, ensemble: Option<&Ensemble>) -> Result<Vec<NewFile>, Trouble> {
    kidal_export::parquet(findings, ensemble)
        .map_err(|message| Trouble::run(message, "please report it with the findings"))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Findings, _: Option<&Ensemble>) -> Result<Vec<NewFile>, Trouble> {
    unreachable!("refused above, where the program is built without it")
}

fn map(findings: &Findings) -> Result<NewFile, Trouble> {
    let text = kidal_export::geojson(findings).ok_or_else(|| {
        Trouble::usage(
            "these findings have no map",
            match findings.kind {
                Kind::Weigh | Kind::Replay => {
                    "give the `[[place]]` tables of the dossier `lat` and `lon` and make the findings again; `--format csv` writes the tables"
                }
                Kind::Sweep | Kind::Corpus => {
                    "only `kidal weigh` and `kidal replay` place anything; `--format csv` writes the tables"
                }
            },
        )
    })?;
    Ok((MAP.into(), text.into_bytes()))
}
