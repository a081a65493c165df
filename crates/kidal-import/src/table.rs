//! Tables of events: UCDP GED and ACLED, told apart by their columns.

mod acled;
mod draft;
mod precision;
#[cfg(test)]
mod tests;
mod ucdp;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::Leftover;
use crate::coordinates::Coordinates;
use crate::raw::Lines;

pub(crate) use draft::write as write_tables;

/// Name and version of the schema of a table.
pub const SCHEMA: &str = "kidal-events/1";

/// Which data set a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataSet {
    /// UCDP Georeferenced Event Dataset.
    UcdpGed,
    /// Armed Conflict Location & Event Data.
    Acled,
    /// Columns that are of neither.
    Unknown,
}

/// A table that was read.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The name under which the text came.
    pub file: String,
    /// Which data set it is of.
    pub form: DataSet,
    /// The events, in the order of the rows.
    pub events: Vec<Event>,
    /// What was not understood.
    pub leftovers: Vec<Leftover>,
}

/// One row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Event {
    /// The id that the data set gives it.
    pub id: String,
    /// The line of the file.
    pub line: u64,
    /// When, in EDTF, as finely as the precision code allows.
    pub date: Option<String>,
    /// What the precision code of the date means.
    pub date_precision: Option<&'static str>,
    /// What it is, in the words of the data set.
    pub what: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Regions round the place, the smallest first.
    pub regions: Vec<String>,
    /// The point on the map.
    pub coordinates: Option<Coordinates>,
    /// What the precision code of the place means.
    pub place_precision: Option<&'static str>,
    /// How far the place may lie from the point, where the code says (km).
    pub radius_km: Option<f64>,
    /// Who is named, in the order of the columns, which says nothing of who attacked.
    pub actors: Vec<Actor>,
    /// The dead.
    pub deaths: Deaths,
    /// Whether the row sums up several events.
    pub is_summary: bool,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// The remarks of the data set.
    pub notes: Option<String>,
}

/// Somebody in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The name.
    pub name: String,
    /// The column.
    pub column: &'static str,
    /// Those who are named beside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub associates: Vec<String>,
}

/// The dead of a row. What the columns do not say is null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deaths {
    /// The best estimate, or the most conservative figure (`is_conservative`).
    pub best: Option<u64>,
    /// The lowest estimate.
    pub low: Option<u64>,
    /// The highest estimate.
    pub high: Option<u64>,
    /// Of the first side.
    pub side_a: Option<u64>,
    /// Of the second side.
    pub side_b: Option<u64>,
    /// Civilians.
    pub civilians: Option<u64>,
    /// Of nobody in particular.
    pub unknown: Option<u64>,
    /// Whether the one figure is the most conservative of those reported, as ACLED records it; its 0 means none reported.
    pub is_conservative: bool,
}

/// Fewest columns of a table of events. Chosen by us: both data sets have thirty and more.
const FEWEST: usize = 15;

/// The sign that divides the columns of a table, if the text is one.
pub(crate) fn delimiter(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    let best = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|sign| line.bytes().filter(|byte| byte == sign).count())?;
    let count = line.bytes().filter(|byte| *byte == best).count();
    let is_article = line.starts_with('=') || line.starts_with("{{");
    (count + 1 >= FEWEST && !is_article).then_some(best)
}

/// Reads a table.
pub(crate) fn read_table(file: &str, text: &str, delimiter: u8) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let mut table = Table {
        schema: SCHEMA,
        file: file.to_string(),
        form: DataSet::Unknown,
        events: Vec::new(),
        leftovers: Vec::new(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    // The reader counts a record from the end of the one before, which is the middle of `\r\n`.
    let lines = Lines::of(text);
    let line_of = |position: Option<&csv::Position>| {
        let byte = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let rest = text.get(byte..).unwrap_or_default();
        lines.line(byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len()) as u64
    };
    let mut columns: Option<Columns> = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(cause) => {
                let line = line_of(cause.position());
                table.leave("row", &cause.to_string(), "the row cannot be read", line);
                continue;
            }
        };
        let line = line_of(record.position());
        let Some(columns) = &columns else {
            let (found, is_header) = Columns::of(&record);
            if let Some(form) = found.form {
                table.form = form;
            } else {
                let names: Vec<&str> = record.iter().take(12).collect();
                table.leave(
                    "columns",
                    &names.join(", "),
                    "columns of neither UCDP GED nor ACLED",
                    line,
                );
                return table;
            }
            if !is_header {
                table.event(&found, &record, line);
            }
            columns = Some(found);
            continue;
        };
        table.event(columns, &record, line);
    }
    table
}

impl Table {
    fn leave(&mut self, field: &str, text: &str, why: &str, line: u64) {
        self.leftovers.push(Leftover {
            field: field.to_string(),
            text: text.chars().take(200).collect(),
            why: why.to_string(),
            line: usize::try_from(line).unwrap_or(usize::MAX),
        });
    }

    fn event(&mut self, columns: &Columns, record: &csv::StringRecord, line: u64) {
        if record.len() != columns.count {
            let why = format!(
                "{} columns where the table has {}",
                record.len(),
                columns.count
            );
            self.leave(
                "row",
                &record.iter().take(6).collect::<Vec<_>>().join(", "),
                &why,
                line,
            );
            return;
        }
        let row = Row {
            columns,
            record,
            line,
        };
        let event = match self.form {
            DataSet::UcdpGed => ucdp::event(&row, self),
            _ => acled::event(&row, self),
        };
        self.events.push(event);
    }
}

/// Column names, folded, with their places.
struct Columns {
    places: BTreeMap<String, usize>,
    count: usize,
    form: Option<DataSet>,
}

impl Columns {
    /// From a first row: a header, or a row of a release without one.
    fn of(record: &csv::StringRecord) -> (Columns, bool) {
        let names: BTreeMap<String, usize> = record
            .iter()
            .enumerate()
            .map(|(at, name)| (folded(name), at))
            .collect();
        let has = |name: &str| names.contains_key(name);
        let form = if has("side_a") && has("side_b") && has("best") {
            Some(DataSet::UcdpGed)
        } else if has("actor1") && has("event_date") && has("fatalities") {
            Some(DataSet::Acled)
        } else {
            None
        };
        let count = record.len();
        if form.is_some() {
            return (
                Columns {
                    places: names,
                    count,
                    form,
                },
                true,
            );
        }
        let is_ged = ucdp::is_row(record);
        let places = ucdp::COLUMNS
            .iter()
            .enumerate()
            .map(|(at, name)| ((*name).to_string(), at))
            .collect();
        (
            Columns {
                places,
                count,
                form: is_ged.then_some(DataSet::UcdpGed),
            },
            false,
        )
    }
}

fn folded(name: &str) -> String {
    name.trim()
        .trim_matches('"')
        .to_lowercase()
        .replace([' ', '-', '.'], "_")
}

/// One row with its columns.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r csv::StringRecord,
    line: u64,
}

impl Row<'_> {
    /// The first of these columns that is there and not empty.
    fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let at = *self.columns.places.get(*name)?;
            let text = self.record.get(at)?.trim();
            (!text.is_empty() && text != "NA").then_some(text)
        })
    }

    fn owned(&self, names: &[&str]) -> Option<String> {
        self.text(names).map(str::to_string)
    }

    /// A count; what is none is left over.
    fn count(&self, names: &[&str], table: &mut Table) -> Option<u64> {
        let text = self.text(names)?;
        match text.parse::<u64>() {
            Ok(count) => Some(count),
            Err(_) => {
                table.leave(names[0], text, "no count", self.line);
                None
            }
        }
    }

    fn coordinates(&self, table: &mut Table) -> Option<Coordinates> {
        let (lat, lon) = (self.text(&["latitude"])?, self.text(&["longitude"])?);
        match (lat.parse::<f64>(), lon.parse::<f64>()) {
            (Ok(lat), Ok(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => {
                Some(Coordinates { lat, lon })
            }
            _ => {
                table.leave(
                    "latitude",
                    &format!("{lat}; {lon}"),
                    "no coordinates",
                    self.line,
                );
                None
            }
        }
    }
}
