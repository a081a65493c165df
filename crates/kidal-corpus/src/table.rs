//! Reading tables of text, row by row, so that nothing is dropped in silence and memory stays bounded.
//!
//! A row is used, or set aside with a reason. Both leave notes with line, column and field; notes beyond a number are
//! counted and no longer listed.

mod encoding;
mod reading;
mod record;
mod row;

pub use reading::{NOTES_LISTED, Reading, rows_set_aside};
pub use row::{Row, Unfit};

use std::io::{self, BufRead};

use record::{Next, Records};

/// Why a table cannot be read at all. Texts fit after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read on.
    #[error("read line {line}: {cause}")]
    Broken {
        /// Line, from 1.
        line: u64,
        /// What the system says.
        cause: io::Error,
    },
    /// Nothing in it.
    #[error("read the head line: the file is empty; the first line must name the columns")]
    Empty,
    /// The bytes are no text this program knows.
    #[error("read the head line: {what}; save the file as UTF-8")]
    NoText {
        /// What they look like.
        what: String,
    },
    /// A column is missing.
    #[error("find the column `{missing}` in the head line; it has {found}")]
    MissingColumn {
        /// Its name.
        missing: String,
        /// The columns that are there.
        found: String,
    },
}

/// Reads a table. `columns` must all be in its head line; `each` gets every row and says whether it can be used.
/// The delimiter is the one of `;`, tab and `,` that the head line has most of.
///
/// # Errors
/// [`TableError`]. A bad row is no error: it is set aside and noted.
pub fn read_table(
    file: &str,
    input: impl BufRead,
    columns: &[&str],
    mut each: impl FnMut(&mut Row<'_>) -> Result<(), Unfit>,
) -> Result<Reading, TableError> {
    let mut reading = Reading::new(file);
    let mut records = Records::new(input);
    let head = match records.next()? {
        Next::Record(bytes) => encoding::decode(bytes),
        Next::Unclosed => {
            return Err(TableError::NoText {
                what: "a quotation mark in the head line is never closed".into(),
            });
        }
        Next::End => return Err(TableError::Empty),
    };
    let head = head.map_err(|what| TableError::NoText { what })?;
    let delimiter = delimiter(&head.text);
    let names: Vec<String> = record::split(&head.text, delimiter)
        .into_iter()
        .map(|field| field.text)
        .collect();
    for wanted in columns {
        if !names.iter().any(|name| name == wanted) {
            return Err(TableError::MissingColumn {
                missing: (*wanted).to_owned(),
                found: names
                    .iter()
                    .take(40)
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
    }
    loop {
        let decoded = match records.next()? {
            Next::End => break,
            Next::Unclosed => {
                reading.row();
                reading.set_aside(
                    records.line(),
                    &Unfit::whole(
                        "a quotation mark is never closed",
                        "unclosed quotation mark",
                    ),
                );
                continue;
            }
            Next::Record(bytes) => encoding::decode(bytes),
        };
        let line = records.line();
        let decoded = match decoded {
            Ok(decoded) if decoded.text.trim().is_empty() => continue,
            Ok(decoded) => decoded,
            Err(what) => {
                reading.row();
                reading.set_aside(line, &Unfit::whole(what, "unreadable bytes"));
                continue;
            }
        };
        reading.row();
        for foreign in &decoded.foreign {
            reading.encoding(foreign.encoding);
            reading.note(
                line,
                foreign.column,
                "",
                format!(
                    "a byte {:#04x} is not UTF-8; read as {} `{}`",
                    foreign.byte, foreign.encoding, foreign.letter
                ),
                "byte not UTF-8",
            );
        }
        let fields = record::split(&decoded.text, delimiter);
        if fields.len() != names.len() {
            let reason = format!(
                "the row has {} fields, the head line {}",
                fields.len(),
                names.len()
            );
            reading.set_aside(line, &Unfit::whole(reason, "wrong number of fields"));
            continue;
        }
        let mut row = Row::new(line, &names, &fields);
        match each(&mut row) {
            Ok(()) => reading.used(),
            Err(unfit) => reading.set_aside(line, &unfit),
        }
        for note in row.into_notes() {
            reading.add(note);
        }
    }
    Ok(reading)
}

fn delimiter(head: &str) -> char {
    [';', '\t', ',']
        .into_iter()
        .max_by_key(|delimiter| head.matches(*delimiter).count())
        .unwrap_or(',')
}

#[cfg(test)]
mod tests;
