//! Rows of the terminal's tables: a wide first column that wraps, then narrow ones of at most two lines.

use super::layout;

/// Characters of the first column.
pub const FIRST: usize = 34;
/// Characters of the further columns; the last takes what is left of the line.
const OTHERS: [usize; 5] = [14, 14, 14, 13, 12];
/// Characters of a cell that are printed on one line.
const CELL: usize = 12;

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

/// The lines of a row.
pub fn row(first: &str, cells: &[Cell], width: usize) -> Vec<String> {
    let first = layout::wrap_within(first, "", FIRST - 1, 2);
    let is_double = first.len() > 1 || cells.iter().any(|cell| !cell.1.is_empty());
    let line = |number: usize| {
        let mut line = format!("{:FIRST$}", first.get(number).map_or("", String::as_str));
        for (cell, column) in cells.iter().zip(OTHERS) {
            let text = if number == 0 { &cell.0 } else { &cell.1 };
            line.push_str(&format!("{:column$}", layout::cut(text, column - 1)));
        }
        layout::cut(line.trim_end(), width)
    };
    (0..=usize::from(is_double)).map(line).collect()
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
                "How likely was the fall of the town by 30 March?",
                &cells,
                100
            ),
            [
                "How likely was the fall of the    0.5           611 men",
                "town by 30 March?                               500 to 700",
            ]
        );
        assert_eq!(
            row("Short?", &[Cell::new("0.5")], 100),
            ["Short?                            0.5"]
        );
        assert_eq!(
            Cell::new("24 Mar to 27 Mar"),
            Cell("24 Mar".into(), "to 27 Mar".into())
        );
    }
}
