//! Where the lines of texts begin, found once: many diagnostics point into one large file.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::files::{Files, LineColumn, boundary_before};

/// The starts of all lines of some files.
pub(crate) struct Index<'f> {
    files: &'f Files,
    starts: BTreeMap<&'f str, Vec<usize>>,
}

/// A text cut down to the lines that matter, with the same number of lines between them.
pub(crate) struct Excerpt {
    /// The text.
    pub(crate) text: String,
    /// The number of its first line, from 1.
    pub(crate) first_line: usize,
    /// The spans in it, in the order asked.
    pub(crate) spans: Vec<Range<usize>>,
}

/// Lines kept round each span. Chosen by us because the renderer shows a single line between two that are marked, and folds
/// more; one to spare.
const ROUND: usize = 2;

impl<'f> Index<'f> {
    pub(crate) fn new(files: &'f Files) -> Self {
        let starts = files
            .iter()
            .map(|(name, text)| {
                let after = text.match_indices('\n').map(|(at, _)| at + 1);
                (name, std::iter::once(0).chain(after).collect())
            })
            .collect();
        Index { files, starts }
    }

    fn line(&self, name: &str, byte: usize) -> (usize, usize) {
        let Some(starts) = self.starts.get(name) else {
            return (0, 0);
        };
        let row = starts
            .partition_point(|start| *start <= byte)
            .saturating_sub(1);
        (row, starts[row])
    }

    /// What [`Files::clamp`] gives.
    pub(crate) fn clamp(&self, name: &str, span: &Range<usize>) -> Range<usize> {
        self.files.clamp(name, span)
    }

    /// What [`Files::line_column`] gives.
    pub(crate) fn line_column(&self, name: &str, byte: usize) -> LineColumn {
        let text = self.files.get(name).unwrap_or("");
        let byte = boundary_before(text, byte);
        let (row, start) = self.line(name, byte);
        LineColumn {
            line: row + 1,
            column: text[start..byte].chars().count() + 1,
        }
    }

    /// The lines round these spans, which lie inside the file and on whole characters; every other line is empty.
    pub(crate) fn excerpt(&self, name: &str, spans: &[Range<usize>]) -> Excerpt {
        let text = self.files.get(name).unwrap_or("");
        let none = vec![0];
        let starts = self.starts.get(name).unwrap_or(&none);
        let rows = |span: &Range<usize>| {
            let (first, last) = (self.line(name, span.start).0, self.line(name, span.end).0);
            first.saturating_sub(ROUND)..(last + ROUND + 1).min(starts.len())
        };
        let mut wanted: Vec<Range<usize>> = spans.iter().map(rows).collect();
        wanted.sort_by_key(|rows| (rows.start, rows.end));
        let first = wanted.first().map_or(0, |rows| rows.start);
        let end_of = |row: usize| starts.get(row).copied().unwrap_or(text.len());
        let mut out = String::new();
        // Of each row that is kept, where it begins in the text and in the excerpt.
        let mut kept: Vec<(usize, usize)> = Vec::new();
        let mut next = first;
        for rows in wanted {
            for _ in next..rows.start {
                out.push('\n');
            }
            for row in rows.start.max(next)..rows.end {
                kept.push((starts[row], out.len()));
                out.push_str(&text[starts[row]..end_of(row + 1)]);
            }
            next = next.max(rows.end);
        }
        let moved = |byte: usize| {
            let at = kept.partition_point(|(from, _)| *from <= byte);
            at.checked_sub(1)
                .map_or(0, |at| kept[at].1 + (byte - kept[at].0))
        };
        Excerpt {
            spans: spans
                .iter()
                .map(|span| moved(span.start)..moved(span.end))
                .collect(),
            text: out,
            first_line: first + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_those_of_the_files() {
        let text = "eins\nzwei é\n\nvier";
        let files: Files = [("a", text)].into_iter().collect();
        let index = Index::new(&files);
        for byte in 0..text.len() + 3 {
            assert_eq!(
                index.line_column("a", byte),
                files.line_column("a", byte),
                "{byte}"
            );
        }
        assert_eq!(index.line_column("b", 7), files.line_column("b", 7));
    }

    #[test]
    fn an_excerpt_keeps_the_marked_words_and_the_numbers_of_their_lines() {
        let text: String = (1..=100).map(|n| format!("line {n}\n")).collect();
        let files: Files = [("a", text.as_str())].into_iter().collect();
        let index = Index::new(&files);
        let of = |words: &str| {
            let at = text.find(words).expect("is there");
            at..at + words.len()
        };
        let spans = [of("line 90"), of("line 10"), of("line 11\nline 12")];
        let excerpt = index.excerpt("a", &spans);
        for (span, moved) in spans.iter().zip(&excerpt.spans) {
            assert_eq!(text[span.clone()], excerpt.text[moved.clone()]);
            let line = excerpt.text[..moved.start].matches('\n').count() + excerpt.first_line;
            assert_eq!(line, files.line_column("a", span.start).line);
        }
        assert!(excerpt.text.len() < text.len() / 3);
    }
}
