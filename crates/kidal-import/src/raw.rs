//! An article as fields and paragraphs, before anything in it is understood.

use std::ops::Range;

/// The form in which a text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Plain text with an `Infobox` of `- Key: value` lines.
    Plain,
    /// Wikitext.
    Wikitext,
}

/// One field of an infobox.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawField {
    pub(crate) key: String,
    pub(crate) value: String,
    /// Where the field stands in the text.
    pub(crate) span: Range<usize>,
}

/// One paragraph with the heading it stands under.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) heading: String,
    pub(crate) span: Range<usize>,
}

/// An article taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Raw {
    pub(crate) title: Option<String>,
    pub(crate) fields: Vec<RawField>,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// References, as wikitext carries them.
    pub(crate) references: Vec<String>,
    /// What stood in the infobox and was not understood.
    pub(crate) stray: Vec<Stray>,
}

/// A line of an infobox that is no field, or a template of a field that no reader knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stray {
    /// The key of its field, where it stands in one.
    pub(crate) key: Option<String>,
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// Counts lines up to a byte: for every later place at the cost of the bytes between.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Lines { starts }
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }
}
