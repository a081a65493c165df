//! A table with typed columns: what CSV and its description are both made of.

/// Type of a column, by its name in Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Integer,
    Boolean,
    Time,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number => "number",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Time => "datetime",
        }
    }
}

/// A column: name, type, what it means.
pub(crate) type Field = (&'static str, Kind, &'static str);

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn to_csv(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .map(|(name, _, _)| (*name).to_owned())
            .collect();
        let mut text = String::new();
        push_line(&mut text, &names);
        for row in &self.rows {
            debug_assert_eq!(row.len(), self.fields.len(), "{}", self.name);
            push_line(&mut text, row);
        }
        text
    }
}

fn push_line(text: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let needs_quotes =
            cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        // A line with one empty cell would read as no line at all.
        if needs_quotes || (cells.len() == 1 && cell.is_empty()) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

/// A number in full; what is none is left empty.
pub(crate) fn number(value: f64) -> String {
    if value.is_finite() {
        // Adding zero makes −0 a 0.
        format!("{}", value + 0.0)
    } else {
        String::new()
    }
}

/// A number that may be missing.
pub(crate) fn optional(value: Option<f64>) -> String {
    value.map_or_else(String::new, number)
}

/// Several texts in one cell.
pub(crate) fn joined(texts: &[String]) -> String {
    texts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut text = String::new();
        push_line(
            &mut text,
            &[
                "a".into(),
                "b, c".into(),
                "say \"x\"".into(),
                "two\nlines".into(),
                String::new(),
            ],
        );
        assert_eq!(text, "a,\"b, c\",\"say \"\"x\"\"\",\"two\nlines\",\n");
    }

    #[test]
    fn numbers_are_written_in_full_and_none_is_empty() {
        assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(f64::NAN), "");
    }
}
