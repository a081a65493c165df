//! Pages of findings, made anew from them and kept while the findings stay the same: what lies on disk as a page is never
//! shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::body::Bytes;
use kidal_commands::report;
use kidal_findings::Findings;

use crate::answer::Refusal;

/// So many studies are kept. Chosen by us because a page and its findings take some 10 MB, and nobody looks at more at once.
const KEPT: usize = 12;

/// A study as last read.
#[derive(Clone)]
pub(crate) struct Kept {
    stamp: (SystemTime, u64),
    pub findings: Arc<Findings>,
    pub page: Bytes,
}

#[derive(Default)]
pub(crate) struct Pages(Mutex<BTreeMap<PathBuf, Kept>>);

impl Pages {
    /// Findings and page of a folder. Reads the disk: to be called off the threads that answer.
    pub(crate) fn of(&self, folder: &Path) -> Result<Kept, Refusal> {
        let stamp = stamp(folder);
        if let Some(known) = self.known(folder, stamp) {
            return Ok(known);
        }
        let (_, findings) = report::read(folder)?;
        let page = report::page_in_app(folder, &findings);
        let kept = Kept {
            stamp: stamp.unwrap_or((SystemTime::UNIX_EPOCH, 0)),
            findings: Arc::new(findings),
            page: Bytes::from(page),
        };
        let mut all = self.lock();
        if all.len() >= KEPT
            && let Some(first) = all.keys().next().cloned()
        {
            all.remove(&first);
        }
        all.insert(folder.to_owned(), kept.clone());
        Ok(kept)
    }

    /// Findings of a folder without their page, which takes longer to make than they to read.
    pub(crate) fn findings(&self, folder: &Path) -> Result<Arc<Findings>, Refusal> {
        match self.known(folder, stamp(folder)) {
            Some(known) => Ok(known.findings),
            None => Ok(Arc::new(report::read(folder)?.1)),
        }
    }

    fn known(&self, folder: &Path, stamp: Option<(SystemTime, u64)>) -> Option<Kept> {
        let known = self.lock().get(folder).cloned()?;
        (Some(known.stamp) == stamp).then_some(known)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When the findings were written, and how large they are.
fn stamp(folder: &Path) -> Option<(SystemTime, u64)> {
    let about = fs::metadata(folder.join("findings.json")).ok()?;
    Some((about.modified().ok()?, about.len()))
}
