//! Tables of days, known by their columns.

use crate::table::{Reading, Row, TableError, Unfit, read_table};

/// A day of a campaign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Number of the day, as the table counts.
    pub number: f64,
    /// Men of both sides.
    pub men: [f64; 2],
    /// Men lost on the day by both sides.
    pub lost: [f64; 2],
}

/// Days of one campaign under one way of counting men.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// File and way of counting.
    pub name: String,
    /// Names of the sides, in the order of the numbers.
    pub sides: [String; 2],
    /// The days, in order.
    pub days: Vec<Day>,
}

/// Columns that make a table one of days: how men are counted, sides, men and losses of both.
struct Form {
    counted: &'static str,
    sides: [&'static str; 2],
    columns: [&'static str; 4],
}

/// Tables that are known. Each form of a file becomes a campaign of its own.
const FORMS: [Form; 3] = [
    Form {
        counted: "combat troops",
        sides: ["Allies", "Germans"],
        columns: [
            "blue_combat_available",
            "red_combat_available",
            "blue_combat_killed",
            "red_combat_killed",
        ],
    },
    Form {
        counted: "all men",
        sides: ["Allies", "Germans"],
        columns: [
            "blue_total_available",
            "red_total_available",
            "blue_total_killed",
            "red_total_killed",
        ],
    },
    Form {
        counted: "aggregated forces",
        sides: ["Allies", "Germans"],
        columns: [
            "forces_allies",
            "forces_germans",
            "casualties_allies",
            "casualties_germans",
        ],
    },
];

/// The campaigns of a file; none where it has no known columns.
///
/// # Errors
/// [`TableError`] where it is no table.
pub fn read_campaigns(file: &str, text: &[u8]) -> Result<Vec<(Campaign, Reading)>, TableError> {
    let mut found = Vec::new();
    for form in &FORMS {
        if !form.columns.iter().all(|name| has_column(text, name)) {
            continue;
        }
        let mut days: Vec<Day> = Vec::new();
        let reading = read_table(file, text, &with_day(&form.columns), |row| {
            let next = day(row, &form.columns)?;
            if days.last().is_some_and(|last| last.number >= next.number) {
                let reason = format!("day {} stands after a later or equal one", next.number);
                return Err(row.unfit("day", reason, "days out of order"));
            }
            days.push(next);
            Ok(())
        })?;
        let stem = file.strip_suffix(".csv").unwrap_or(file);
        let campaign = Campaign {
            name: format!("{stem}: {}", form.counted),
            sides: form.sides.map(str::to_owned),
            days,
        };
        found.push((campaign, reading));
    }
    Ok(found)
}

fn with_day(columns: &[&'static str; 4]) -> Vec<&'static str> {
    let mut all = vec!["day"];
    all.extend(columns);
    all
}

/// Whether the first line names the column.
pub(super) fn has_column(text: &[u8], name: &str) -> bool {
    let head = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .split([',', ';', '\t'])
        .any(|column| column.trim().trim_matches('"') == name)
}

fn day(row: &Row<'_>, columns: &[&str; 4]) -> Result<Day, Unfit> {
    // Men are asked first: a nought there stands for a missing number.
    let men = [men(row, columns[0])?, men(row, columns[1])?];
    Ok(Day {
        number: row.number("day")?,
        men,
        lost: [row.positive(columns[2])?, row.positive(columns[3])?],
    })
}

fn men(row: &Row<'_>, name: &str) -> Result<f64, Unfit> {
    match row.number(name)? {
        value if value > 0.0 => Ok(value),
        value => Err(row.unfit(
            name,
            format!("{value}: the strength of the day is missing"),
            "strength missing",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_columns_and_noughts_are_missing() {
        let text = b"day,forces_allies,casualties_allies,forces_germans,casualties_germans\n\
            0,100,5,0,0\n1,100,5,90,4\n1,100,5,90,4\n2,95,0,86,4\n3,95,2,86,4\n";
        let found = read_campaigns("w.csv", text).expect("a table");
        assert_eq!(found.len(), 1);
        let (campaign, reading) = &found[0];
        assert_eq!(campaign.name, "w: aggregated forces");
        assert_eq!(campaign.days.len(), 2);
        assert_eq!(campaign.days[0].men, [100.0, 90.0]);
        assert_eq!(campaign.days[1].lost, [2.0, 4.0]);
        let record = reading.clone().into_record();
        assert_eq!((record.rows, record.set_aside), (5, 3));
        assert!(
            read_campaigns("o.csv", b"a,b\n1,2\n")
                .expect("a table")
                .is_empty()
        );
    }
}
