//! What a study of a table of battles leaves: how the files were read, what was claimed and found, tables and figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The result of `kidal corpus`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CorpusRecord {
    /// Name of the study: `laws`, `outcomes` or `sources`.
    pub study: String,
    /// How it was done, in paragraphs.
    pub method: Vec<String>,
    /// How each file was read.
    pub reading: Vec<FileReading>,
    /// What was claimed, what was found.
    pub statements: Vec<StatementRecord>,
    /// Every number of the study.
    pub tables: Vec<TableRecord>,
    /// The drawings.
    pub figures: Vec<FigureRecord>,
}

/// How one file was read. `used + set_aside = rows`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileReading {
    /// The file, as the user named it.
    pub file: String,
    /// Its encoding, in words.
    pub encoding: String,
    /// Rows below the head line.
    pub rows: u64,
    /// Rows that entered the study.
    pub used: u64,
    /// Rows that did not, each with a reason.
    pub set_aside: u64,
    /// How many notes of each kind, those not listed included.
    pub counts: BTreeMap<String, u64>,
    /// The first notes, in the order of the file.
    pub notes: Vec<RowNote>,
}

/// Something about one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowNote {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Name of the field.
    pub field: String,
    /// Whether the row was set aside; otherwise it was used as the reason says.
    pub is_set_aside: bool,
    /// What is wrong, and what was done.
    pub reason: String,
}

/// A claim of a publication, or of ours, beside what came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatementRecord {
    /// What is said, in our words.
    pub said: String,
    /// By whom.
    pub by: String,
    /// What was found, with figures.
    pub found: String,
    /// One word or two: `reproduces`, `does not follow`, `holds`, `does not hold`, `not settled`.
    pub verdict: String,
    /// Where to see it.
    pub see: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableRecord {
    /// Name, used for files and anchors.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What to know when reading it.
    pub note: String,
    /// Column heads, with units.
    pub columns: Vec<String>,
    /// Rows, as many cells as columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number with what is known of its error.
    Number {
        /// The number.
        value: f64,
        /// Its standard error, where there is one.
        error: Option<f64>,
        /// Digits after the point that are worth printing.
        digits: u8,
    },
    /// Nothing to say.
    Missing,
}

impl Cell {
    /// A number without an error; what is not finite is missing.
    pub fn number(value: f64, digits: u8) -> Self {
        if value.is_finite() {
            Cell::Number {
                value,
                error: None,
                digits,
            }
        } else {
            Cell::Missing
        }
    }

    /// A number with its standard error; what is not finite is missing.
    pub fn with_error(value: f64, error: f64, digits: u8) -> Self {
        if value.is_finite() && error.is_finite() {
            Cell::Number {
                value,
                error: Some(error),
                digits,
            }
        } else {
            Cell::number(value, digits)
        }
    }

    /// The cell as a reader sees it.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Missing => "–".to_owned(),
            Cell::Number {
                value,
                error,
                digits,
            } => {
                let digits = usize::from(*digits);
                let value = signed(&format!("{value:.digits$}"));
                match error {
                    // An error that rounds to nothing is below the digits shown.
                    Some(error)
                        if format!("{error:.digits$}")
                            .contains(|c: char| c.is_ascii_digit() && c != '0') =>
                    {
                        format!("{value} ± {error:.digits$}")
                    }
                    _ => value,
                }
            }
        }
    }
}

/// A minus sign as long as a plus, and no sign before a zero.
fn signed(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|letter| matches!(letter, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text.to_owned(),
    }
}

/// A drawing: axes and series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureRecord {
    /// Name, used for anchors.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What is drawn, for those who cannot see it.
    pub description: String,
    /// n, seed, what the bands are.
    pub caption: String,
    /// Across.
    pub across: AxisRecord,
    /// Up.
    pub up: AxisRecord,
    /// Whether the line of equal values is drawn.
    pub has_diagonal: bool,
    /// What is drawn.
    pub series: Vec<CurveRecord>,
}

/// An axis. Points carry positions on it; the ticks say which values stand there (so that an axis may be logarithmic).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AxisRecord {
    /// Name and unit.
    pub name: String,
    /// Position of the near end.
    pub low: f64,
    /// Position of the far end.
    pub high: f64,
    /// Positions and labels.
    pub ticks: Vec<TickRecord>,
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TickRecord {
    /// Position.
    pub at: f64,
    /// Label.
    pub label: String,
}

/// A series of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurveRecord {
    /// What it is.
    pub name: String,
    /// Joined by a line, or dots alone.
    pub is_joined: bool,
    /// The points, in order.
    pub points: Vec<PointRecord>,
}

/// A point with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointRecord {
    /// Position across.
    pub across: f64,
    /// Position up.
    pub up: f64,
    /// Lower end of its interval (equal to `up` where it is exact).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_prints_no_digit_that_it_does_not_support() {
        assert_eq!(Cell::with_error(-3.456, 0.12, 2).text(), "−3.46 ± 0.12");
        assert_eq!(Cell::with_error(1.0, 1e-9, 3).text(), "1.000");
        assert_eq!(Cell::number(-0.0001, 2).text(), "0.00");
        assert_eq!(Cell::number(f64::NAN, 2), Cell::Missing);
        assert_eq!(Cell::Missing.text(), "–");
    }
}
