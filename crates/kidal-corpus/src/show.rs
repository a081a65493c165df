//! Tables and figures of findings, put together.

use kidal_findings::{
    AxisRecord, Cell, CurveRecord, PointRecord, StatementRecord, TableRecord, TickRecord,
};
use kidal_math::log10;

/// A table in the making.
pub(crate) struct Table(TableRecord);

impl Table {
    pub(crate) fn new(id: &str, title: &str, note: &str, columns: &[&str]) -> Self {
        Table(TableRecord {
            id: id.to_owned(),
            title: title.to_owned(),
            note: note.to_owned(),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        })
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.0.columns.len(), "{}", self.0.id);
        self.0.rows.push(cells);
    }

    pub(crate) fn finish(self) -> TableRecord {
        self.0
    }
}

pub(crate) fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// A straight axis with so many round ticks.
pub(crate) fn axis(name: &str, low: f64, high: f64, wanted: usize) -> AxisRecord {
    let rough = (high - low) / wanted.max(1) as f64;
    let mut step = 1e-9;
    while step * 10.0 <= rough {
        step *= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * step)
        .find(|candidate| *candidate >= rough * 0.999)
        .unwrap_or(10.0 * step);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    let digits = if step >= 1.0 {
        0
    } else {
        (-log10(step) + 0.999).floor() as usize
    };
    AxisRecord {
        name: name.to_owned(),
        low,
        high,
        ticks: (first..=last)
            .map(|count| {
                let at = count as f64 * step;
                TickRecord {
                    at,
                    label: Cell::number(at, digits as u8).text(),
                }
            })
            .collect(),
    }
}

/// An axis of logarithms to the base 10, with the given values marked.
pub(crate) fn log_axis(name: &str, values: &[(f64, &str)]) -> AxisRecord {
    let ticks: Vec<TickRecord> = values
        .iter()
        .map(|(value, label)| TickRecord {
            at: log10(*value),
            label: (*label).to_owned(),
        })
        .collect();
    AxisRecord {
        name: name.to_owned(),
        low: ticks
            .iter()
            .map(|tick| tick.at)
            .fold(f64::INFINITY, f64::min),
        high: ticks
            .iter()
            .map(|tick| tick.at)
            .fold(f64::NEG_INFINITY, f64::max),
        ticks,
    }
}

/// An axis with one place for each name, from 0.
pub(crate) fn named_axis(name: &str, names: &[String]) -> AxisRecord {
    AxisRecord {
        name: name.to_owned(),
        low: -0.5,
        high: names.len() as f64 - 0.5,
        ticks: names
            .iter()
            .enumerate()
            .map(|(place, label)| TickRecord {
                at: place as f64,
                label: label.clone(),
            })
            .collect(),
    }
}

pub(crate) fn curve(name: &str, is_joined: bool, points: Vec<PointRecord>) -> CurveRecord {
    CurveRecord {
        name: name.to_owned(),
        is_joined,
        points,
    }
}

/// A point with an interval of so much to either side.
pub(crate) fn point(across: f64, up: f64, to_either_side: f64) -> PointRecord {
    PointRecord {
        across,
        up,
        low: up - to_either_side,
        high: up + to_either_side,
    }
}

pub(crate) fn statement(
    said: &str,
    by: &str,
    found: String,
    verdict: &str,
    see: &str,
) -> StatementRecord {
    StatementRecord {
        said: said.to_owned(),
        by: by.to_owned(),
        found,
        verdict: verdict.to_owned(),
        see: see.to_owned(),
    }
}

/// A number in running text.
pub(crate) fn say(value: f64, digits: u8) -> String {
    Cell::number(value, digits).text()
}

/// Several numbers in running text, in order.
pub(crate) fn say_all(values: &[f64], digits: u8) -> String {
    values
        .iter()
        .map(|value| say(*value, digits))
        .collect::<Vec<_>>()
        .join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_ticks_inside() {
        let labels = |axis: AxisRecord| -> Vec<String> {
            axis.ticks.into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(
            labels(axis("x", 0.0, 1.0, 5)),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(labels(axis("x", -30.0, 5.0, 4)), ["−30", "−20", "−10", "0"]);
    }
}
