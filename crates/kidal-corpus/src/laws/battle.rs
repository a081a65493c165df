//! A battle as these tables have it: strengths and losses of two sides.

use std::io::BufRead;

use kidal_math::{ln, ln_1p};

use crate::table::{Reading, Row, TableError, Unfit, read_table};

/// Columns of a table of battles.
pub const COLUMNS: [&str; 5] = ["year", "R0", "Rc", "B0", "Bc"];

/// Strengths and losses of two sides, called R and B as in the table of Rubio-Campillo (2016).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Battle {
    /// Year.
    pub year: i32,
    /// Strength of R at the beginning \[men\].
    pub r0: f64,
    /// Losses of R \[men\], above 0 and below its strength.
    pub rc: f64,
    /// Strength of B at the beginning \[men\].
    pub b0: f64,
    /// Losses of B \[men\], above 0 and below its strength.
    pub bc: f64,
}

impl Battle {
    /// ln of the share of R that is left.   ln(1 − Rc/R0)
    pub fn ln_left_r(&self) -> f64 {
        ln_1p(-self.rc / self.r0)
    }

    /// ln of the share of B that is left.   ln(1 − Bc/B0)
    pub fn ln_left_b(&self) -> f64 {
        ln_1p(-self.bc / self.b0)
    }

    /// ln of the exchange of losses.   ln(Bc/Rc)
    pub fn ln_exchange(&self) -> f64 {
        ln(self.bc / self.rc)
    }

    /// Whether R lost the smaller share of its men, as in every row of the published table.
    pub fn is_in_table_order(&self) -> bool {
        self.rc / self.r0 <= self.bc / self.b0
    }

    /// The same battle with the names of the sides exchanged.
    pub fn swapped(self) -> Battle {
        Battle {
            year: self.year,
            r0: self.b0,
            rc: self.bc,
            b0: self.r0,
            bc: self.rc,
        }
    }
}

/// Reads battles one by one; `each` gets every battle that can be used, in the order of the file.
///
/// A row where a side lost nobody, or everybody, is set aside: a law that has a ratio of powers for it puts it at 0 or ∞.
///
/// # Errors
/// [`TableError`] where the file is no such table.
pub fn read_battles(
    file: &str,
    input: impl BufRead,
    mut each: impl FnMut(Battle),
) -> Result<Reading, TableError> {
    read_table(file, input, &COLUMNS, |row| {
        each(battle(row)?);
        Ok(())
    })
}

fn battle(row: &Row<'_>) -> Result<Battle, Unfit> {
    let year = row.number("year")?;
    if !(-3000.0..=3000.0).contains(&year) || year.fract() != 0.0 {
        return Err(row.unfit("year", format!("{year} is no year"), "no year"));
    }
    let battle = Battle {
        year: year as i32,
        r0: men(row, "R0")?,
        rc: men(row, "Rc")?,
        b0: men(row, "B0")?,
        bc: men(row, "Bc")?,
    };
    for (lost, had, name) in [(battle.rc, battle.r0, "Rc"), (battle.bc, battle.b0, "Bc")] {
        if lost >= had {
            return Err(row.unfit(
                name,
                format!("the side lost {lost} of {had} men, that is all"),
                "all men lost",
            ));
        }
    }
    Ok(battle)
}

/// More men than ever fought in one battle; above it a row is taken for a slip.
const MOST_MEN: f64 = 2e7;

fn men(row: &Row<'_>, name: &str) -> Result<f64, Unfit> {
    let men = row.positive(name)?;
    if men <= MOST_MEN {
        Ok(men)
    } else {
        Err(row.unfit(name, format!("{men} men are too many"), "too many men"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_no_law_can_use_are_set_aside_with_their_place() {
        let text = "year;R0;Rc;B0;Bc\n1620;47500;400;32000;6000\n1621;20000;0;20000;5000\n1622;100;5;50;50\n16x;1;1;1;1\n";
        let mut battles = Vec::new();
        let record = read_battles("01.csv", text.as_bytes(), |battle| battles.push(battle))
            .expect("a table")
            .into_record();
        assert_eq!(battles.len(), 1);
        assert_eq!((record.rows, record.used, record.set_aside), (4, 1, 3));
        assert_eq!(record.notes[0].field, "Rc");
        assert_eq!(
            record.notes[1].reason,
            "the side lost 50 of 50 men, that is all"
        );
    }
}
