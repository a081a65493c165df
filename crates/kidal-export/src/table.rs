//! A table with typed columns: what CSV and its description are both made of.

use std::borrow::Cow;

use kidal_findings::wording;

/// Type of a column, by its name in Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    /// A number whose unit stands in its name.
    Plain,
    Integer,
    Boolean,
    Time,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number | Kind::Plain => "number",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Time => "datetime",
        }
    }
}

/// A column: name, type, what it means.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) about: String,
}

/// Columns from their names, types and meanings.
pub(crate) fn fields(list: &[(&str, Kind, &str)]) -> Vec<Field> {
    list.iter()
        .map(|(name, kind, about)| Field {
            name: (*name).to_owned(),
            kind: *kind,
            about: (*about).to_owned(),
        })
        .collect()
}

impl Field {
    /// The unit of a number; empty for anything else.
    pub(crate) fn unit(&self) -> &'static str {
        if self.kind == Kind::Time {
            return "UTC";
        }
        if self.kind == Kind::Plain {
            return "see the name";
        }
        if self.kind != Kind::Number {
            return "";
        }
        match self.name.as_str() {
            "east_m" | "north_m" => "m",
            "pareto_k" | "adjusted_r_squared" => "1",
            "first_order" | "first_order_error" | "total" | "total_error" | "index"
            | "index_error" => "share of the variance",
            "effect"
            | "absolute_effect"
            | "absolute_effect_error"
            | "effect_sd"
            | "coefficient"
            | "coefficient_error"
            | "residual_sd" => "see column `unit`",
            name if name.starts_with("factor.") => "that of the factor",
            name if name.starts_with("outcome.") => "that of the outcome",
            "error" => "that of the value; h for a moment",
            "mean" | "sd" => "see column `unit`",
            "value" | "range_low" | "range_high" => "see column `unit`; none is a probability",
            name if name.starts_with("ln_") || name == "log_weight" => "natural logarithm",
            name if name.starts_with("parameter.") => "that of the parameter",
            name if name.starts_with("answer.") => "men, or s since the scenario's zero, or m",
            name if name.starts_with('q') && name.len() == 3 => "see column `unit`",
            name if name.starts_with("claimed_") || name.starts_with("others_") => {
                "see column `unit`"
            }
            _ => "probability",
        }
    }
}

/// A table. A cell is text as CSV has it; an empty one is missing.
pub(crate) struct Table {
    pub(crate) name: Cow<'static, str>,
    pub(crate) title: Cow<'static, str>,
    pub(crate) fields: Vec<Field>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn to_csv(&self) -> String {
        let names: Vec<String> = self.fields.iter().map(|field| field.name.clone()).collect();
        let mut text = String::new();
        push_line(&mut text, &names);
        for row in &self.rows {
            debug_assert_eq!(row.len(), self.fields.len(), "{}", self.name);
            push_line(&mut text, row);
        }
        text
    }
}

pub(crate) fn push_line(text: &mut String, cells: &[String]) {
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

/// A moment in seconds since 1970 UTC as ISO 8601; empty where it is missing.
pub(crate) fn moment(value: Option<f64>) -> String {
    match value {
        // The cast saturates, and the calendar takes any second.
        Some(value) if value.is_finite() => wording::iso(value as i64),
        _ => String::new(),
    }
}

/// The second since 1970 UTC of a moment as [`moment`] writes it.
#[cfg(any(test, feature = "arrow"))]
pub(crate) fn second(cell: &str) -> Option<i64> {
    let (date, clock) = cell.strip_suffix('Z')?.split_once('T')?;
    // A year before the common era begins with a minus.
    let (sign, date) = match date.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, date),
    };
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (sign * parts.next()??, parts.next()??, parts.next()??);
    let mut parts = clock.splitn(3, ':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    // Days from civil: years begin in March, eras have 400 years.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let month = (month + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let year = year.rem_euclid(400);
    let day_of_era = year * 365 + year / 4 - year / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
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
    fn moments_are_read_back() {
        for second_of in [0, 1_333_065_661, -1, 951_782_400, -62_200_000_000] {
            let cell = moment(Some(second_of as f64));
            assert_eq!(second(&cell), Some(second_of), "{cell}");
        }
        assert_eq!(moment(Some(f64::NEG_INFINITY)), "");
    }

    #[test]
    fn numbers_are_written_in_full_and_none_is_empty() {
        assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(f64::NAN), "");
    }
}
