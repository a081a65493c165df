//! Rows of the CAA Database of Battles 1990, as its patched source table has them. Source: [jrnold/CDB90].
//!
//! Its traps: −1 is an attacker's defeat where outcomes stand and a missing number where counts stand; −9 is a missing
//! judgement; 9 is an unknown posture or air; 9999 and 99 are unknown times. The tidy tables made from it drop every negative
//! code, so that all defeats of attackers vanish.

use std::io::BufRead;

use kidal_math::ln;

use crate::table::{Reading, Row, TableError, Unfit, read_table};

/// Factors that were judged by the compilers, with the result known.
pub const JUDGED: [&str; 10] = [
    "CEA", "LEADA", "TRNGA", "MORALA", "LOGSA", "MOMNTA", "INTELA", "TECHA", "INITA", "SURPA",
];

const COLUMNS: [&str; 16] = [
    "ISQNO", "WAR", "NAME", "STRA", "STRD", "CASA", "CASD", "WINA", "POST1", "AEROA", "ATPBYR1",
    "NOATP", "STRAPL", "STRAMI", "NAMA", "NAMD",
];

/// One battle, as an attacker and a defender fought it.
#[derive(Clone, Debug, PartialEq)]
pub struct Engagement {
    /// Its war, by which battles are held out together.
    pub war: String,
    /// Year in which it began.
    pub year: f64,
    /// Whether the attacker won; `None` for a draw.
    pub attacker_won: Option<bool>,
    /// Men of the attacker and the defender.
    pub men: [f64; 2],
    /// Standard error of ln of each, from the stated error bars.
    pub men_error: [f64; 2],
    /// Losses, where known.
    pub lost: [Option<f64>; 2],
    /// Days from the first to the last day of fighting, where known.
    pub days: Option<f64>,
    /// Cavalry, tanks, guns and aircraft of both sides, where known.
    pub arms: [[Option<f64>; 2]; 4],
    /// Width of the front \[km\], where known.
    pub front_km: Option<f64>,
    /// Defender's first posture, as coded.
    pub posture: String,
    /// Terrain and weather, as coded.
    pub terrain: String,
    /// Weather, as coded.
    pub weather: String,
    /// Air superiority of the attacker: 1, 0, −1, where known.
    pub air: Option<f64>,
    /// Who attacked and who defended, by the first word of the force's name: mostly a nation.
    pub who: [String; 2],
    /// Judged factors, where judged.
    pub judged: [Option<f64>; 10],
}

impl Engagement {
    /// ln of the ratio of men, attacker to defender.
    pub fn ln_ratio(&self) -> f64 {
        ln(self.men[0] / self.men[1])
    }
}

/// Reads the table.
///
/// # Errors
/// [`TableError`]; a tidy table is refused with the reason.
pub fn read_engagements(
    file: &str,
    input: impl BufRead,
) -> Result<(Vec<Engagement>, Reading), TableError> {
    let mut all = Vec::new();
    let read = read_table(file, input, &COLUMNS, |row| {
        all.push(engagement(row)?);
        Ok(())
    });
    match read {
        Ok(reading) => Ok((all, reading)),
        Err(TableError::MissingColumn { found, .. }) if found.contains("`wina`") => {
            Err(TableError::MissingColumn {
                missing: "WINA (this is a tidy table, in which every negative code is missing and with them all defeats of attackers; read cdb90-patched.csv)".into(),
                found,
            })
        }
        Err(error) => Err(error),
    }
}

fn engagement(row: &mut Row<'_>) -> Result<Engagement, Unfit> {
    let attacker_won = match row.text("WINA") {
        "1" => Some(true),
        "-1" => Some(false),
        "0" => None,
        "-9" => return Err(row.unfit("WINA", "−9: the outcome is missing", "outcome missing")),
        other => {
            return Err(row.unfit(
                "WINA",
                format!("`{other}` is no code of an outcome"),
                "unknown code",
            ));
        }
    };
    let men = [men(row, "STRA")?, men(row, "STRD")?];
    let year = row.number("ATPBYR1")?;
    let lost = [counted(row, "CASA")?, counted(row, "CASD")?];
    let mut arms = [[None; 2]; 4];
    for (pair, names) in arms.iter_mut().zip([
        ["CAVA", "CAVD"],
        ["TANKA", "TANKD"],
        ["ARTYA", "ARTYD"],
        ["FLYA", "FLYD"],
    ]) {
        *pair = [counted(row, names[0])?, counted(row, names[1])?];
    }
    let widths = [positive(row, "WOFA1")?, positive(row, "WOFD1")?];
    let air = match row.text("AEROA") {
        "9" => {
            row.note(
                "AEROA",
                "9: air superiority unknown; taken as unknown",
                "code 9",
            );
            None
        }
        _ => Some(row.number("AEROA")?),
    };
    let mut judged = [None; 10];
    for (place, name) in JUDGED.into_iter().enumerate() {
        let value = row.optional(name)?;
        if value == Some(-9.0) {
            row.note(name, "−9: not judged; taken as missing", "code −9");
        } else {
            judged[place] = value;
        }
    }
    Ok(Engagement {
        war: row.text("WAR").to_owned(),
        year,
        attacker_won,
        men,
        men_error: [error_bar(row, "STRA")?, error_bar(row, "STRD")?],
        lost,
        days: days(row)?,
        arms,
        front_km: widths[0].or(widths[1]),
        posture: row.text("POST1").to_owned(),
        terrain: row.text("TERRA1").to_owned(),
        weather: row.text("WX1").to_owned(),
        air,
        who: ["NAMA", "NAMD"].map(|name| nation(row.text(name))),
        judged,
    })
}

/// The first word of a force's name; different spellings of a nation are brought together.
fn nation(force: &str) -> String {
    let word = force
        .split([' ', '/', '-'])
        .next()
        .unwrap_or_default()
        .to_uppercase();
    match word.as_str() {
        "AUSTRIAN" => "AUS",
        "FRENCH" => "FR",
        "GERMAN" => "GER",
        "BRITISH" | "ENG" => "BR",
        "RUSSIAN" | "SOV" => "RUSS",
        "ITALIAN" => "IT",
        "PRUSSIAN" => "PR",
        "EG" => "EGY",
        other => other,
    }
    .to_owned()
}

fn men(row: &Row<'_>, name: &str) -> Result<f64, Unfit> {
    match row.number(name)? {
        value if value > 0.0 => Ok(value),
        value => Err(row.unfit(
            name,
            format!("{value}: the strength is missing"),
            "strength missing",
        )),
    }
}

/// A count; −1 stands for a missing one.
fn counted(row: &mut Row<'_>, name: &str) -> Result<Option<f64>, Unfit> {
    match row.optional(name)? {
        Some(value) if value < 0.0 => {
            row.note(
                name,
                format!("{value}: taken as missing"),
                "negative code for missing",
            );
            Ok(None)
        }
        value => Ok(value),
    }
}

fn positive(row: &mut Row<'_>, name: &str) -> Result<Option<f64>, Unfit> {
    Ok(counted(row, name)?.filter(|value| *value > 0.0))
}

/// Half the stated range in per cent as two standard errors of the logarithm; chosen by us: the table does not say what
/// its bars mean. Without bars, those of the middle battle.
fn error_bar(row: &Row<'_>, name: &str) -> Result<f64, Unfit> {
    let above = row.optional(&format!("{name}PL"))?;
    let below = row.optional(&format!("{name}MI"))?;
    Ok(match (above, below) {
        (Some(above), Some(below)) => 0.25 * (above.abs() + below.abs()) / 100.0,
        _ => 0.05,
    })
}

/// Days from the first to the last day, by the calendar; hours are too often unknown (9999).
fn days(row: &Row<'_>) -> Result<Option<f64>, Unfit> {
    let periods = row.number("NOATP")?.clamp(1.0, 10.0) as u32;
    let date = |which: &str, place: u32| -> Result<Option<f64>, Unfit> {
        let part = |unit: &str, end: &str| {
            row.optional(&format!("ATP{which}{unit}{place}"))
                .map(|value| {
                    value.filter(|value| {
                        *value > 0.0 && *value < if end == "y" { 9999.0 } else { 99.0 }
                    })
                })
        };
        let (year, day) = (part("YR", "y")?, part("DA", "d")?);
        // The end of a period has no month of its own in the table: it has that of its beginning, or the next.
        let month = match part("MN", "m")? {
            None => row.optional(&format!("ATPBMN{place}"))?,
            month => month,
        };
        Ok(match (year, month, day) {
            (Some(year), Some(month), Some(day)) if month <= 12.0 && day <= 31.0 => {
                Some(day_number(year, month, day))
            }
            _ => None,
        })
    };
    let (first, last) = (date("B", 1)?, date("E", periods)?);
    Ok(match (first, last) {
        (Some(first), Some(last)) if last >= first => Some(last - first + 1.0),
        _ => None,
    })
}

/// Days since a day long ago, by the Gregorian calendar.
fn day_number(year: f64, month: f64, day: f64) -> f64 {
    let a = ((14.0 - month) / 12.0).floor();
    let y = year + 4800.0 - a;
    let m = month + 12.0 * a - 3.0;
    day + ((153.0 * m + 2.0) / 5.0).floor() + 365.0 * y + (y / 4.0).floor() - (y / 100.0).floor()
        + (y / 400.0).floor()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(
            day_number(1600.0, 7.0, 2.0) - day_number(1600.0, 6.0, 30.0),
            2.0
        );
        assert_eq!(
            day_number(1904.0, 3.0, 1.0) - day_number(1904.0, 2.0, 28.0),
            2.0
        );
        assert_eq!(
            day_number(1900.0, 3.0, 1.0) - day_number(1900.0, 2.0, 28.0),
            1.0
        );
    }

    #[test]
    fn a_tidy_table_is_refused_with_the_reason() {
        let error =
            read_engagements("battles.csv", "isqno,wina\n1,1\n".as_bytes()).expect_err("tidy");
        assert!(error.to_string().contains("cdb90-patched.csv"));
    }

    /// Its three unusable rows stood behind two hundred notes on others and were named nowhere.
    #[test]
    fn every_row_of_the_published_table_that_is_not_used_is_named() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/cdb90/cdb90-patched.csv"
        );
        let Ok(table) = std::fs::read(path) else {
            println!("skipped: there is no ../shared/data/cdb90/cdb90-patched.csv");
            return;
        };
        let (_, reading) =
            read_engagements("cdb90-patched.csv", table.as_slice()).expect("a table");
        let record = reading.into_record();
        assert_eq!((record.rows, record.used, record.set_aside), (660, 657, 3));
        let named = record.notes.iter().filter(|note| note.is_set_aside);
        assert_eq!(named.count(), 3);
    }
}
