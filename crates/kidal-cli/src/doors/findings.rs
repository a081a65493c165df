//! Commands that read findings.

use std::path::PathBuf;
use kidal_commands::exit;
use kidal_commands::trouble::Trouble;

use crate::arguments::ExportFormat;

pub fn report(_a: PathBuf, _o: Option<PathBuf>) -> Result<u8, Trouble> { Ok(exit::DONE) }
pub fn export(_a: PathBuf, _f: ExportFormat, _o: Option<PathBuf>) -> Result<u8, Trouble> { Ok(exit::DONE) }
pub fn rerun(_a: PathBuf, _t: usize) -> Result<u8, Trouble> { Ok(exit::DONE) }
