//! Reading TOML tables value by value, keeping places and collecting all faults.
//!
//! A reader never stops at the first fault: what is wrong goes into the [`Sink`], and the caller gets what could be read.
//! `TableReader::finish` reports each key that nobody asked for. Crate `kidal-scenario` reads its file with it too.
//!
//! ```
//! use kidal_dossier::span::FileId;
//! use kidal_dossier::table::{Document, Sink};
//!
//! let sink = Sink::default();
//! let document = Document::parse(FileId::Scenario, "name = 'x'\nstepp = 4\n", &sink);
//! let root = document.root(&sink);
//! assert_eq!(root.text("name").unwrap().value, "x");
//! assert!(root.number("step").is_none());
//! root.finish();
//! assert_eq!(sink.take()[0].code, "unknown-key");
//! ```

mod reader;
mod sink;
#[cfg(test)]
mod tests;

pub use reader::{NumberOrText, TableReader};
pub use sink::Sink;
#[doc(no_inline)]
pub use toml::de::DeValue;

use std::ops::Range;

use toml::de::DeTable;

use crate::date::Clock;
use crate::span::{FileId, Span};

/// A parsed TOML file: its table, and the text that its spans point into.
#[derive(Debug)]
pub struct Document<'t> {
    file: FileId,
    text: &'t str,
    table: DeTable<'t>,
}

impl<'t> Document<'t> {
    /// Parses a file. Syntax faults go into the sink, each with its place; what could be read is kept.
    pub fn parse(file: FileId, text: &'t str, sink: &Sink) -> Document<'t> {
        let (table, faults) = DeTable::parse_recoverable(text);
        let more = faults.len().saturating_sub(MOST_FAULTS);
        for (number, fault) in faults.into_iter().take(MOST_FAULTS).enumerate() {
            let range = fault
                .span()
                .unwrap_or(0..text.chars().next().map_or(0, char::len_utf8));
            let name = sink.name_of(file);
            let message = format!("{name} is no readable TOML: {}", fault.message());
            sink.error(
                "unreadable-toml",
                Span::new(file, range),
                message,
                "here",
                Some(if more > 0 && number + 1 == MOST_FAULTS {
                    format!("mend the earlier ones first; {more} more follow")
                } else {
                    remedy(fault.message()).into()
                }),
            );
        }
        Document {
            file,
            text,
            table: table.into_inner(),
        }
    }

    /// A reader of the file's top table. Dates are read by UTC; see [`TableReader::with_clock`].
    pub fn root<'s>(&'s self, sink: &'s Sink) -> TableReader<'s> {
        let place = TablePlace {
            file: self.file,
            text: self.text,
            sink,
            clock: Clock::UTC,
        };
        TableReader::new(place, &self.table, "", Span::new(self.file, 0..0))
    }
}

/// Syntax faults of one file that are told. Chosen by us because most follow from the first.
const MOST_FAULTS: usize = 5;

/// What to do about a syntax fault of TOML.
fn remedy(fault: &str) -> &'static str {
    const REMEDIES: [(&str, &str); 8] = [
        (
            "duplicate key",
            "write the key once; a second entry of a list needs its header, as in `[[claim]]`",
        ),
        (
            "invalid basic string",
            "close the text with its quotation mark on the same line; a `\\` in it is written `\\\\`",
        ),
        (
            "invalid literal string",
            "close the text with `'` on the same line",
        ),
        (
            "invalid multi-line",
            "close the text with three quotation marks",
        ),
        ("unclosed array", "close the list with `]`"),
        ("unclosed inline table", "close the table with `}`"),
        (
            "recurse",
            "a dossier needs no such nesting: is this the right file?",
        ),
        (
            "carriage return",
            "save the file with the line ends of Unix or Windows",
        ),
    ];
    REMEDIES
        .iter()
        .find(|(words, _)| fault.contains(words))
        .map_or(
            "a line is `key = value`; texts and dates stand in quotation marks",
            |(_, remedy)| remedy,
        )
}

/// What a reader needs besides its table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TablePlace<'s> {
    pub(crate) file: FileId,
    pub(crate) text: &'s str,
    pub(crate) sink: &'s Sink,
    pub(crate) clock: Clock,
}

/// The place in the file of bytes `inner` of a text value that stands, with its quotation marks, at `span`.
///
/// Exact for texts without escapes. With escapes the lengths differ, and the whole value is pointed at.
pub fn inner_span(source: &str, span: Span, inner: Range<usize>) -> Span {
    let Some(raw) = source.get(span.range()) else {
        return span;
    };
    let Some(mark) = ["'''", "\"\"\"", "'", "\""]
        .into_iter()
        .find(|mark| raw.starts_with(mark))
    else {
        return span;
    };
    let marks = mark.len();
    let is_multiline = marks == 3;
    let has_escapes = raw.starts_with('"') && raw.contains('\\');
    let has_carriage_returns = is_multiline && raw.contains('\r');
    // A text that the file never closes is read as far as it goes, and ends without its marks.
    let is_closed = raw.len() >= 2 * marks && raw.ends_with(mark);
    if has_escapes || has_carriage_returns || !is_closed {
        return span;
    }
    // TOML drops a newline directly after opening marks of three.
    let skipped = usize::from(is_multiline && raw[marks..].starts_with('\n'));
    let start = span.start as usize + marks + skipped;
    let limit = span.end as usize - marks;
    let place = (start + inner.start).min(limit)..(start + inner.end).min(limit);
    match source.get(place.clone()) {
        Some(_) => Span::new(span.file, place),
        None => span,
    }
}
