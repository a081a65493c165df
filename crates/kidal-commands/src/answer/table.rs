//! Rows of the terminal's tables: a wide first column that wraps to as many lines as it needs, then narrow ones of at
//! most two lines.

use super::layout;

/// Characters of the first column.
const FIRST: usize = 33;
/// Characters of the further columns; the last takes what is left of the line.
const OTHERS: [usize; 5] = [14, 14, 14, 14, 11];
/// Characters of a cell that are printed on one line.
pub const CELL: usize = 13;

/// A cell of one or two lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(pub String, pub String);

impl Cell {
    /// One line, or two where it is too long and can be parted at " to ".
    pub fn new(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.chars().count() <= CELL {
            return Cell(text, String::new());
        }
        match text.split_once(" to ") {
            Some((low, high)) => Cell(low.to_owned(), format!("to {high}")),
            None => Cell(text, String::new()),
        }
    }
}

/// The lines of a row. The first column hangs below its first word by `hang` characters.
pub fn row(first: &str, hang: usize, cells: &[Cell], width: usize) -> Vec<String> {
    let hang = " ".repeat(hang);
    let first = layout::hang(first, ["", &hang], FIRST - 1);
    let is_double = cells.iter().any(|cell| !cell.1.is_empty());
    let height = first.len().max(1 + usize::from(is_double));
    let line = |number: usize| {
        let mut line = format!("{:FIRST$}", first.get(number).map_or("", String::as_str));
        for (index, (cell, column)) in cells.iter().zip(OTHERS).enumerate() {
            let text = match number {
                0 => cell.0.as_str(),
                1 => cell.1.as_str(),
                _ => "",
            };
            let is_last = index + 1 == OTHERS.len();
            let room = if is_last { column } else { column - 1 };
            line.push_str(&format!("{:column$}", layout::cut(text, room)));
        }
        layout::cut(line.trim_end(), width)
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_question_and_an_interval_take_two_lines() {
        let cells = [
            Cell::new("0.5"),
            Cell("611 men".into(), "500 to 700".into()),
        ];
        assert_eq!(
            row(
                "1. How likely was the fall of the town by 30 March?",
                3,
                &cells,
                100
            ),
            [
                "1. How likely was the fall of    0.5           611 men",
                "   the town by 30 March?                       500 to 700",
            ]
        );
        assert_eq!(
            row(
                "A question that needs three lines because it is as long as this one",
                0,
                &[Cell::new("0.5")],
                100
            ),
            [
                "A question that needs three      0.5",
                "lines because it is as long as",
                "this one",
            ]
        );
        assert_eq!(
            Cell::new("24 Mar to 27 Mar"),
            Cell("24 Mar".into(), "to 27 Mar".into())
        );
    }
}
