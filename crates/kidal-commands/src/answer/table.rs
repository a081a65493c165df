//! Rows of the terminal's tables: a wide first column that wraps to as many lines as it needs, then narrow ones of a
//! few lines.

use super::layout;

/// Characters of the first column.
const FIRST: usize = 33;
/// Characters of the further columns; the last takes what is left of the line.
const OTHERS: [usize; 5] = [14, 14, 14, 14, 11];
/// Characters of a cell that are printed on one line.
pub const CELL: usize = 13;

/// A cell: its first line, and what stands below it, which may have lines of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(pub String, pub String);

impl Cell {
    /// A middle and below it its interval, parted where they are too long: the middle before its "±", the interval behind "to". No
    /// error is left out, and no number is cut.
    pub fn with_interval(middle: String, interval: String) -> Cell {
        let is_wide = |text: &str| text.chars().count() > CELL;
        let interval = if is_wide(&interval) {
            interval.replacen(" to ", " to\n", 1)
        } else {
            interval
        };
        match middle.split_once(" ± ") {
            Some((value, error)) if is_wide(&middle) => {
                let mut below = layout::wrap(&format!("± {error}"), "", CELL);
                below.push(interval);
                Cell(value.to_owned(), below.join("\n"))
            }
            _ => Cell(middle, interval),
        }
    }

    /// A line of it, from 0.
    fn line(&self, number: usize) -> &str {
        match number.checked_sub(1) {
            None => &self.0,
            Some(below) => self.1.lines().nth(below).unwrap_or_default(),
        }
    }

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
    let lines = |cell: &Cell| 1 + cell.1.lines().count();
    let height = cells.iter().map(lines).fold(first.len(), usize::max);
    let line = |number: usize| {
        let mut line = format!("{:FIRST$}", first.get(number).map_or("", String::as_str));
        for (index, (cell, column)) in cells.iter().zip(OTHERS).enumerate() {
            let text = cell.line(number);
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
        let wide = Cell::with_interval("23,000 ± 2,000 men".into(), "19,000 to 39,600".into());
        assert_eq!(
            row("1. How many?", 3, &[Cell::new("0.5"), wide], 100),
            [
                "1. How many?                     0.5           23,000",
                "                                               ± 2,000 men",
                "                                               19,000 to",
                "                                               39,600",
            ]
        );
        assert_eq!(
            Cell::with_interval("24 Mar, 21:22 ± 2 h".into(), "21–28 Mar".into()),
            Cell("24 Mar, 21:22".into(), "± 2 h\n21–28 Mar".into())
        );
        assert_eq!(
            Cell::new("24 Mar to 27 Mar"),
            Cell("24 Mar".into(), "to 27 Mar".into())
        );
    }
}
