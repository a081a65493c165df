//! Where a value stands in the text of the dossier.

use std::ops::{Deref, Range};

use serde::{Serialize, Serializer};

/// One of the files of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileId {
    /// `evidence.toml`: what the sources claim.
    Evidence,
    /// `scenario.toml`: the analyst's reading.
    Scenario,
    /// `map.geojson`: terrain and routes.
    Map,
    /// `source-kinds.toml`: priors of compilations, learned from a table of claims.
    SourceKinds,
    /// `sweep.toml`: the factors of an experiment; not part of the dossier's digest.
    Sweep,
}

impl FileId {
    /// The file's name inside the dossier folder, which is its key in `Files`.
    pub fn name(self) -> &'static str {
        match self {
            FileId::Evidence => "evidence.toml",
            FileId::Scenario => "scenario.toml",
            FileId::Map => "map.geojson",
            FileId::SourceKinds => "source-kinds.toml",
            FileId::Sweep => "sweep.toml",
        }
    }
}

/// A stretch of bytes in one file of the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`. Files above 4 GiB are refused before this is called.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clip = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span {
            file,
            start: clip(range.start),
            end: clip(range.end.max(range.start)),
        }
    }

    /// The bytes as a range, as `Diagnostic::at` takes them.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// File name and byte range: the two arguments of `Diagnostic::at` and `Diagnostic::also`.
    pub fn place(self) -> (String, Range<usize>) {
        (self.file.name().to_string(), self.range())
    }
}

/// A value together with the place in the dossier where it is written.
///
/// Derefs to the value; serialises as the value alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Located<T> {
    /// A value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Located { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located {
            value: change(self.value),
            span: self.span,
        }
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Located<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(out)
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
