//! A row while it is being read: fields by name, numbers with their places.

use kidal_findings::RowNote;

use super::reading::Counted;
use super::record::Field;

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Column in characters, from 1; 1 for the whole row.
    pub column: u64,
    /// Name of the field; empty for the whole row.
    pub field: String,
    /// What is wrong, with the value.
    pub reason: String,
    /// Under what it is counted, without the value.
    pub kind: &'static str,
}

impl Unfit {
    /// Something about the row as a whole.
    pub fn whole(reason: impl Into<String>, kind: &'static str) -> Self {
        Unfit {
            column: 1,
            field: String::new(),
            reason: reason.into(),
            kind,
        }
    }
}

/// A row of a table.
pub struct Row<'a> {
    line: u64,
    names: &'a [String],
    fields: &'a [Field],
    notes: Vec<Counted>,
}

impl<'a> Row<'a> {
    pub(super) fn new(line: u64, names: &'a [String], fields: &'a [Field]) -> Self {
        Row {
            line,
            names,
            fields,
            notes: Vec::new(),
        }
    }

    /// The line on which the row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text of a field; empty where the table has no such column.
    pub fn text(&self, name: &str) -> &'a str {
        self.place(name)
            .map_or("", |index| self.fields[index].text.as_str())
    }

    /// A number, or `None` where the field is empty.
    ///
    /// # Errors
    /// [`Unfit`] where it is no finite number.
    pub fn optional(&self, name: &str) -> Result<Option<f64>, Unfit> {
        let text = self.text(name);
        if text.is_empty() || text == "NA" {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(value)),
            _ => Err(self.unfit(name, format!("`{text}` is not a number"), "not a number")),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// [`Unfit`] where it is missing or no finite number.
    pub fn number(&self, name: &str) -> Result<f64, Unfit> {
        self.optional(name)?
            .ok_or_else(|| self.unfit(name, "the field is empty", "empty field"))
    }

    /// A number above 0.
    ///
    /// # Errors
    /// [`Unfit`] where it is missing, no number, or not above 0.
    pub fn positive(&self, name: &str) -> Result<f64, Unfit> {
        let value = self.number(name)?;
        if value > 0.0 {
            Ok(value)
        } else {
            Err(self.unfit(name, format!("{value} is not above 0"), "not above 0"))
        }
    }

    /// A fault of one field.
    pub fn unfit(&self, name: &str, reason: impl Into<String>, kind: &'static str) -> Unfit {
        Unfit {
            column: self.column(name),
            field: name.to_owned(),
            reason: reason.into(),
            kind,
        }
    }

    /// Notes something about a field of a row that is used all the same.
    pub fn note(&mut self, name: &str, reason: impl Into<String>, kind: &'static str) {
        let note = RowNote {
            line: self.line,
            column: self.column(name),
            field: name.to_owned(),
            is_set_aside: false,
            reason: reason.into(),
        };
        self.notes.push(Counted { note, kind });
    }

    pub(super) fn into_notes(self) -> Vec<Counted> {
        self.notes
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    fn column(&self, name: &str) -> u64 {
        self.place(name)
            .map_or(1, |index| self.fields[index].column)
    }
}
