//! From bytes to records: lines, joined where a quotation mark stands open; and from a record to fields.

use std::io::BufRead;

use super::TableError;

/// A record longer than this is taken for one whose quotation mark is never closed. Chosen by us because the longest
/// row of the tables at hand has 2 kB.
const LONGEST: usize = 1 << 20;

/// What comes next.
pub(super) enum Next<'a> {
    /// A record, without its line end.
    Record(&'a [u8]),
    /// A quotation mark was not closed within [`LONGEST`] bytes; reading goes on after its first line.
    Unclosed,
    /// The end.
    End,
}

/// The records of a file. Holds one record at a time.
pub(super) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
    /// Lines read ahead while looking for the end of a quotation.
    ahead: Vec<u8>,
    /// Line of the current record, from 1.
    line: u64,
    /// Line after the current record.
    next_line: u64,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Records {
            input,
            buffer: Vec::new(),
            ahead: Vec::new(),
            line: 0,
            next_line: 1,
        }
    }

    /// The line on which the current record begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn next(&mut self) -> Result<Next<'_>, TableError> {
        self.buffer.clear();
        self.line = self.next_line;
        let mut end_of_first = 0;
        loop {
            let before = self.buffer.len();
            if self.line_into_buffer()? == 0 {
                if before == 0 {
                    return Ok(Next::End);
                }
                // The file ends inside a quotation: give up its first line alone.
                return Ok(self.unclosed(end_of_first));
            }
            if before == 0 {
                end_of_first = self.buffer.len();
            }
            self.next_line += 1;
            let quotes = self.buffer.iter().filter(|byte| **byte == b'"').count();
            if quotes % 2 == 0 {
                break;
            }
            if self.buffer.len() > LONGEST {
                return Ok(self.unclosed(end_of_first));
            }
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        if self.line == 1 && self.buffer.starts_with(b"\xEF\xBB\xBF") {
            self.buffer.drain(..3);
        }
        Ok(Next::Record(&self.buffer))
    }

    /// What was read beyond the first line is read again.
    fn unclosed(&mut self, end_of_first: usize) -> Next<'static> {
        let mut rest = self.buffer.split_off(end_of_first);
        rest.append(&mut self.ahead);
        self.ahead = rest;
        self.next_line = self.line + 1;
        Next::Unclosed
    }

    fn line_into_buffer(&mut self) -> Result<usize, TableError> {
        if !self.ahead.is_empty() {
            let end = self
                .ahead
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(self.ahead.len(), |at| at + 1);
            self.buffer.extend(self.ahead.drain(..end));
            return Ok(end);
        }
        self.input
            .read_until(b'\n', &mut self.buffer)
            .map_err(|cause| TableError::Broken {
                line: self.next_line,
                cause,
            })
    }
}

/// A field and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) text: String,
    /// In characters, from 1.
    pub(super) column: u64,
}

/// The fields of a record; a quoted field may hold delimiters, and `""` for a quotation mark.
pub(super) fn split(record: &str, delimiter: char) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut text = String::new();
    let mut start = 1;
    let mut is_quoted = false;
    let mut letters = record.chars().zip(1u64..).peekable();
    while let Some((letter, column)) = letters.next() {
        if letter == '"' {
            if is_quoted && letters.peek().is_some_and(|(next, _)| *next == '"') {
                text.push('"');
                letters.next();
            } else {
                is_quoted = !is_quoted;
            }
        } else if letter == delimiter && !is_quoted {
            fields.push(finish(&mut text, start));
            start = column + 1;
        } else {
            text.push(letter);
        }
    }
    fields.push(finish(&mut text, start));
    fields
}

fn finish(text: &mut String, column: u64) -> Field {
    Field {
        text: std::mem::take(text).trim().to_owned(),
        column,
    }
}
