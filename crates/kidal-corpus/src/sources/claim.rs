//! Claims of several sources on the same quantities, as a table of one row a claim.

use std::collections::BTreeMap;
use std::io::BufRead;

use kidal_math::ln;

use crate::table::{Reading, TableError, Unfit, read_table};

/// Columns of a table of claims.
pub const COLUMNS: [&str; 6] = ["cwsac_id", "belligerent", "source", "field", "min", "max"];

/// Kinds of quantity that share a bias and a spread within a source.
pub const KINDS: [&str; 4] = [
    "strength",
    "losses in all",
    "killed and wounded",
    "missing and captured",
];

/// The kind of a field, by its place in [`KINDS`].
fn kind(field: &str) -> Option<usize> {
    match field {
        "strength" | "strength_engaged" => Some(0),
        "casualties" => Some(1),
        "killed" | "wounded" | "killed_wounded" => Some(2),
        "missing" | "captured" | "missing_captured" => Some(3),
        _ => None,
    }
}

/// One claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// Source, by its place in the order of publication.
    pub source: usize,
    /// The number told, above 0.
    pub value: f64,
    /// Its natural logarithm.
    pub ln_value: f64,
}

impl Claim {
    /// A claim of this number.
    pub fn new(source: usize, value: f64) -> Self {
        Claim {
            source,
            value,
            ln_value: ln(value),
        }
    }
}

/// One quantity (a battle, a side, a field) and who tells it, in the order of publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Battle, by its place in the order of names.
    pub battle: usize,
    /// Place in [`KINDS`].
    pub kind: usize,
    /// The claims, at most one a source.
    pub claims: Vec<Claim>,
}

/// All quantities that are told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts {
    /// Names of the sources in the order of publication.
    pub sources: Vec<String>,
    /// Quantities, in the order of battle, side and field.
    pub quantities: Vec<Quantity>,
    /// Battles.
    pub battles: usize,
}

/// Year in which a source appeared, from the digits at the end of its name: four, or two of the last century.
fn year(source: &str) -> Option<u32> {
    let digits: String = source
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect();
    let digits: String = digits.chars().rev().collect();
    match digits.len() {
        4 => digits.parse().ok(),
        2 => digits.parse::<u32>().ok().map(|year| 1900 + year),
        _ => None,
    }
}

/// Reads claims. A copy cannot precede its original, so the order of publication matters; it is read from the names.
///
/// # Errors
/// [`TableError`].
pub fn read_claims(file: &str, input: impl BufRead) -> Result<(Accounts, Reading), TableError> {
    type Key = (String, String, String);
    let mut told: BTreeMap<Key, BTreeMap<(u32, String), f64>> = BTreeMap::new();
    let reading = read_table(file, input, &COLUMNS, |row| {
        let field = row.text("field");
        if kind(field).is_none() {
            let reason = format!("`{field}` is no field of this study");
            return Err(row.unfit("field", reason, "unknown field"));
        }
        let (min, max) = (row.number("min")?, row.number("max")?);
        if max < min {
            return Err(row.unfit("max", format!("{max} is below {min}"), "range upside down"));
        }
        if min <= 0.0 {
            let reason = format!("{min} has no logarithm; nought is told exactly or not at all");
            return Err(row.unfit("min", reason, "nought"));
        }
        let source = row.text("source").to_owned();
        let Some(year) = year(&source) else {
            let reason = format!(
                "`{source}` does not end in a year, so its place in the order of copying is unknown"
            );
            return Err(row.unfit("source", reason, "source without year"));
        };
        let key = (
            row.text("cwsac_id").to_owned(),
            row.text("belligerent").to_owned(),
            field.to_owned(),
        );
        let by_source = told.entry(key).or_default();
        if by_source.contains_key(&(year, source.clone())) {
            return Err(Unfit::whole(
                format!("`{source}` tells this quantity a second time"),
                "told twice by one source",
            ));
        }
        if min < max {
            row.note(
                "min",
                format!("a range from {min} to {max}; its middle is used"),
                "range",
            );
        }
        by_source.insert((year, source), 0.5 * (min + max));
        Ok(())
    })?;
    let names: std::collections::BTreeSet<(u32, String)> = told
        .values()
        .flat_map(|by_source| by_source.keys().cloned())
        .collect();
    let order: BTreeMap<(u32, String), usize> = names
        .iter()
        .cloned()
        .enumerate()
        .map(|(place, name)| (name, place))
        .collect();
    let mut battles: BTreeMap<String, usize> = BTreeMap::new();
    let mut quantities = Vec::new();
    for ((battle, _, field), by_source) in told {
        let next = battles.len();
        let battle = *battles.entry(battle).or_insert(next);
        quantities.push(Quantity {
            battle,
            kind: kind(&field).unwrap_or_default(),
            claims: by_source
                .into_iter()
                .map(|(source, value)| Claim::new(order[&source], value))
                .collect(),
        });
    }
    let accounts = Accounts {
        sources: names.into_iter().map(|(_, name)| name).collect(),
        quantities,
        battles: battles.len(),
    };
    Ok((accounts, reading))
}

/// Coarseness classes: numbers told to one, two or three digits, and to the man.
pub const CLASSES: [&str; 4] = [
    "to one digit",
    "to two digits",
    "to three digits",
    "to the man",
];

/// Step between numbers of a class near a value \[in the unit of the value\]; `None` where the value is not of the class.
pub fn step(value: f64, class: usize) -> Option<f64> {
    let step = step_near(value, class);
    // The middle of a range may be half a man; it counts as told to the man.
    if class == CLASSES.len() - 1 {
        return Some(step);
    }
    let times = value / step;
    (times.fract() == 0.0).then_some(step)
}

/// Step between numbers of a class near a value, whether or not it is of the class.
pub fn step_near(value: f64, class: usize) -> f64 {
    if class == 3 {
        return 1.0;
    }
    let mut step = 1.0;
    while step * 10.0 <= value {
        step *= 10.0;
    }
    for _ in 0..class {
        step /= 10.0;
    }
    f64::max(step, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_gathered_by_quantity_in_the_order_of_publication() {
        let text = "cwsac_id,belligerent,source,field,min,max\n\
            A,US,kennedy1998,casualties,100,100\n\
            A,US,bodart1908,casualties,120,130\n\
            A,US,bodart1908,casualties,90,90\n\
            A,US,cdb90,captured,0,0\n\
            A,US,nobody,captured,7,7\n\
            B,US,cdb90,mules,7,7\n\
            B,US,cdb90,strength,4000,4000\n";
        let (accounts, reading) = read_claims("c.csv", text.as_bytes()).expect("a table");
        let record = reading.into_record();
        assert_eq!((record.used, record.set_aside), (3, 4));
        assert_eq!(accounts.sources, ["bodart1908", "cdb90", "kennedy1998"]);
        assert_eq!(accounts.quantities.len(), 2);
        assert_eq!(accounts.quantities[0].claims[0].value, 125.0);
        assert_eq!(record.counts["range"], 1);
        assert_eq!(record.counts["nought"], 1);
    }

    #[test]
    fn steps_follow_the_digits() {
        assert_eq!(step(4000.0, 0), Some(1000.0));
        assert_eq!(step(4100.0, 0), None);
        assert_eq!(step(4100.0, 1), Some(100.0));
        assert_eq!(step(4123.0, 2), None);
        assert_eq!(step(4123.0, 3), Some(1.0));
        assert_eq!(step(7.0, 0), Some(1.0));
        assert_eq!(step(12.5, 3), Some(1.0));
    }
}
