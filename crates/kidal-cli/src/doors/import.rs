//! The command that drafts evidence.

use std::path::PathBuf;

use kidal_commands::exit;
use kidal_commands::import::{ImportRequest, import as imports};
use kidal_commands::trouble::Trouble;

use crate::arguments::ImportFormat;
use crate::print;

/// `kidal import`
pub fn import(
    files: Vec<PathBuf>,
    format: ImportFormat,
    out: Option<PathBuf>,
) -> Result<u8, Trouble> {
    let answer = imports(&ImportRequest { files, out })?;
    for line in answer.import.remarks() {
        print::remark(&line);
    }
    let text = match (&answer.written, format) {
        (Some(file), _) => format!("made {}\n", file.display()),
        (None, ImportFormat::Json) => answer.import.json(),
        (None, ImportFormat::Text) => answer.draft(),
    };
    Ok(print::answer(&text, exit::DONE))
}
