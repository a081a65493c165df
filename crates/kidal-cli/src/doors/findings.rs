//! Commands that read findings.

use std::path::PathBuf;

use kidal_commands::export::{ExportRequest, Form, export as exports};
use kidal_commands::trouble::Trouble;
use kidal_commands::{answer, exit, json, report as reports, rerun as reruns};

use crate::arguments::{DataFormat, ExportFormat, ReportFormat};
use crate::progress::Bar;
use crate::{interrupt, print};

/// `kidal report`
pub fn report(
    findings: PathBuf,
    out: Option<PathBuf>,
    format: ReportFormat,
) -> Result<u8, Trouble> {
    if format != ReportFormat::Html {
        if out.is_some() {
            return Err(Trouble::Usage {
                message: "`--out` is for the page".into(),
                remedy:
                    "the other formats go to the standard output: send it where you want with `>`"
                        .into(),
            });
        }
        let (folder, found) = reports::read(&findings)?;
        let text = match format {
            ReportFormat::Json => json::findings(&found)?,
            ReportFormat::Md => answer::markdown_of(&found, &folder),
            _ => answer::of(&found, &folder, false),
        };
        return Ok(print::answer(&text, exit::DONE));
    }
    let page = reports::report(&findings, out.as_deref())?;
    Ok(print::answer(&format!("{}\n", page.display()), exit::DONE))
}

/// `kidal export`
pub fn export(
    findings: PathBuf,
    format: ExportFormat,
    out: Option<PathBuf>,
) -> Result<u8, Trouble> {
    let form = match format {
        ExportFormat::Csv => Form::Csv,
        ExportFormat::Geojson => Form::Geojson,
        ExportFormat::Parquet => Form::Parquet,
    };
    let written = exports(&ExportRequest {
        findings,
        form,
        out,
    })?;
    let lines: String = written
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    Ok(print::answer(&lines, exit::DONE))
}

/// `kidal rerun`
pub fn rerun(findings: PathBuf, threads: usize, format: DataFormat) -> Result<u8, Trouble> {
    let mut bar = Bar::new();
    let found = reruns::rerun(&findings, threads, &interrupt::flag(), &mut bar);
    bar.clear();
    let found = found?;
    if format == DataFormat::Json {
        return Ok(print::answer(&json::rerun(&found), found.exit_code()));
    }
    let mut text = String::new();
    if let Some(maker) = &found.made_by {
        text.push_str(&format!(
            "made by {maker}, computed again by another build\n"
        ));
    }
    for difference in &found.differences {
        text.push_str(&format!("differs: {difference}\n"));
    }
    if let Some(viewer) = &found.other_viewer {
        text.push_str(&format!(
            "the page was drawn by another viewer ({viewer}): it is not compared\n"
        ));
    }
    if found.differences.is_empty() {
        text.push_str(&format!(
            "the same bytes: {} files, {} bytes\n",
            found.compared, found.bytes
        ));
    }
    Ok(print::answer(&text, found.exit_code()))
}
