//! What all handlers share.

use std::io;
use std::path::PathBuf;

use crate::folder::Studies;
use crate::guard::Guard;
use crate::pages::Pages;
use crate::runs::Runs;
use crate::server::ServeRequest;

pub(crate) struct App {
    pub guard: Guard,
    pub studies: Studies,
    pub runs: Runs,
    pub pages: Pages,
    /// Threads of a weighing.
    pub threads: usize,
}

impl App {
    pub(crate) fn open(request: &ServeRequest, guard: Guard) -> io::Result<Self> {
        let root: PathBuf = request.folder.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(App {
            guard,
            runs: Runs::open(root.join(".kidal-serve"))?,
            studies: Studies::new(root),
            pages: Pages::default(),
            threads: request.threads,
        })
    }
}
