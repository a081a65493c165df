//! `findings.json`: the same findings give the same bytes, and reading gives back the same bits.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;

use crate::{Findings, finite};

/// The schema that this version writes and reads.
pub const SCHEMA: &str = "kidal-findings/1";

/// Why findings could not be written or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// A number is not finite; JSON has no word for it.
    #[error("write findings: `{path}` is not a finite number (this is a fault of the program)")]
    NotFinite {
        /// Where in the record, as `claims[3].verdict.tail`.
        path: String,
    },
    /// The text is not JSON, or not of this shape.
    #[error("read findings: {message} (line {line}, column {column})")]
    Malformed {
        /// What is wrong.
        message: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The file is of another kind or version.
    #[error(
        "read findings: the schema is `{found}`, this program reads `{SCHEMA}`; make the study again with this version"
    )]
    WrongSchema {
        /// The schema that the file names, or `none`.
        found: String,
    },
}

/// Findings as JSON: one object a line inside lists, lists of numbers on one line, −0.0 as 0.0, a newline at the end.
pub fn to_json(findings: &Findings) -> Result<String, JsonError> {
    if let Some(path) = finite::first_fault(findings) {
        return Err(JsonError::NotFinite { path });
    }
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Layout::default());
    findings
        .serialize(&mut serializer)
        .map_err(|error| malformed(&error))?;
    bytes.push(b'\n');
    Ok(String::from_utf8(bytes).expect("serde_json writes UTF-8"))
}

/// Reads findings of [`SCHEMA`].
pub fn from_json(text: &str) -> Result<Findings, JsonError> {
    #[derive(Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let head: Head = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    match head.schema {
        Some(schema) if schema == SCHEMA => {}
        other => {
            return Err(JsonError::WrongSchema {
                found: other.unwrap_or_else(|| "none".to_owned()),
            });
        }
    }
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> JsonError {
    let text = error.to_string();
    let message = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(message, _)| message);
    JsonError::Malformed {
        message: message.to_owned(),
        line: error.line(),
        column: error.column(),
    }
}

/// Indents objects, keeps lists of scalars on one line.
#[derive(Default)]
struct Layout {
    /// Open containers, innermost last.
    open: Vec<Container>,
}

enum Container {
    Object,
    Array { holds_objects: bool },
}

impl Layout {
    fn newline<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        // Arrays do not indent: what they hold is indented by the objects around it.
        let depth = self.open.len();
        for _ in 0..depth {
            writer.write_all(b" ")?;
        }
        Ok(())
    }
}

impl Formatter for Layout {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // Without this, −0.0 and 0.0 would make two files of one result.
        let value = if value == 0.0 { 0.0 } else { value };
        serde_json::ser::CompactFormatter.write_f64(writer, value)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(Container::Array {
            holds_objects: false,
        });
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(Container::Array {
            holds_objects: true,
        }) = self.open.pop()
        {
            self.newline(writer)?;
        }
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first {
            Ok(())
        } else {
            writer.write_all(b",")
        }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(Container::Array { holds_objects }) = self.open.last_mut() {
            *holds_objects = true;
            self.newline(writer)?;
        }
        self.open.push(Container::Object);
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.pop();
        self.newline(writer)?;
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.newline(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_round_trip_gives_the_same_bits() {
        let findings = fixture::findings();
        let text = to_json(&findings).expect("the fixture is finite");
        assert_eq!(from_json(&text), Ok(findings));
        let again = to_json(&from_json(&text).expect("just read")).expect("finite");
        assert_eq!(again, text);
    }

    #[test]
    fn minus_zero_is_written_as_zero() {
        let mut findings = fixture::findings();
        findings.computation.ess = -0.0;
        let text = to_json(&findings).expect("finite");
        assert!(text.contains("\"ess\": 0.0"));
        assert!(
            !["-0.0,", "-0.0}", "-0.0]", "-0.0\n"]
                .iter()
                .any(|nought| text.contains(nought))
        );
    }

    #[test]
    fn a_number_that_is_none_is_refused_with_its_place() {
        let mut findings = fixture::findings();
        findings.questions[1].range.as_mut().expect("has one").low = f64::NAN;
        assert_eq!(
            to_json(&findings),
            Err(JsonError::NotFinite {
                path: "questions[1].range.low".into()
            })
        );
    }

    #[test]
    fn another_schema_is_refused() {
        let text = to_json(&fixture::findings()).expect("finite");
        let other = text.replacen("kidal-findings/1", "kidal-findings/9", 1);
        let error = from_json(&other).expect_err("another version");
        assert!(error.to_string().contains("`kidal-findings/9`"));
        assert!(
            matches!(from_json("{}"), Err(JsonError::WrongSchema { found }) if found == "none")
        );
        assert!(matches!(
            from_json("{"),
            Err(JsonError::Malformed { line: 1, .. })
        ));
    }

    #[test]
    fn lists_of_numbers_stay_on_one_line() {
        let text = to_json(&fixture::findings()).expect("finite");
        assert!(text.lines().any(|line| line.contains("\"unix_s\": [133")));
    }
}
