//! Narrowing what each cell may be until nothing changes, or a lower bound passes an upper one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Headcount, Tie};
use crate::case::Case;
use crate::conflict::{Choice, is_chosen};

/// One end of what a cell may be, and what it follows from.
#[derive(Clone, Debug)]
struct End {
    value: f64,
    facts: BTreeSet<usize>,
    ties: BTreeSet<usize>,
}

/// Counts that cannot all hold.
pub(crate) struct Excess {
    /// The cell that would have to be at least `least` and at most `most`.
    pub cell: String,
    pub least: f64,
    pub most: f64,
    /// The facts behind both.
    pub facts: BTreeSet<usize>,
    /// The ties between them, in words.
    pub ties: Vec<String>,
}

impl Headcount<'_> {
    /// Counts among the chosen that cannot all hold.
    pub(crate) fn excess(&self, case: &Case<'_>, choice: &Choice) -> Option<Excess> {
        let nothing = |value: f64| End {
            value,
            facts: BTreeSet::new(),
            ties: BTreeSet::new(),
        };
        let mut low: BTreeMap<usize, End> = BTreeMap::new();
        let mut high: BTreeMap<usize, End> = BTreeMap::new();
        for said in &self.said {
            if !is_chosen(case, choice, said.fact) {
                continue;
            }
            let end = |value: f64| End {
                facts: BTreeSet::from([said.fact]),
                ..nothing(value)
            };
            if said.low.is_finite() {
                raise(&mut low, said.cell, end(said.low));
            }
            if said.high.is_finite() {
                lower(&mut high, said.cell, end(said.high));
            }
        }
        let ties: Vec<(usize, &Tie)> = self
            .ties
            .iter()
            .enumerate()
            .filter(|(_, tie)| tie.fact.is_none_or(|fact| is_chosen(case, choice, fact)))
            .filter(|(_, tie)| {
                std::iter::once(&tie.whole)
                    .chain(&tie.parts)
                    .any(|cell| low.contains_key(cell) || high.contains_key(cell))
            })
            .collect();
        for cell in low.keys() {
            if let Some(excess) = self.passed(*cell, &low, &high) {
                return Some(excess);
            }
        }
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for (number, tie) in &ties {
                if !narrow(tie, *number, &mut low, &mut high) {
                    continue;
                }
                changed = true;
                // At once, before the gap spreads to other cells: the message names the first cell.
                for cell in std::iter::once(&tie.whole).chain(&tie.parts) {
                    if let Some(excess) = self.passed(*cell, &low, &high) {
                        return Some(excess);
                    }
                }
            }
            if !changed {
                break;
            }
        }
        None
    }

    /// The clash at a cell whose lower bound has passed its upper one.
    fn passed(
        &self,
        cell: usize,
        low: &BTreeMap<usize, End>,
        high: &BTreeMap<usize, End>,
    ) -> Option<Excess> {
        let (least, most) = (low.get(&cell)?, high.get(&cell)?);
        (least.value > most.value + SLACK).then(|| self.report(cell, least, most))
    }

    fn report(&self, cell: usize, least: &End, most: &End) -> Excess {
        Excess {
            cell: self.cells[cell].text(),
            least: least.value,
            most: most.value,
            facts: least.facts.union(&most.facts).copied().collect(),
            ties: least
                .ties
                .union(&most.ties)
                .map(|tie| self.ties[*tie].text.clone())
                .collect(),
        }
    }
}

/// Rounds of narrowing at most. Chosen by us because a chain of groups is seldom ten deep.
const MOST_ROUNDS: usize = 32;
/// A miss smaller than this is a rounding error.
const SLACK: f64 = 1e-6;
fn raise(low: &mut BTreeMap<usize, End>, cell: usize, end: End) -> bool {
    if low
        .get(&cell)
        .is_some_and(|known| known.value >= end.value - SLACK)
    {
        return false;
    }
    low.insert(cell, end);
    true
}

fn lower(high: &mut BTreeMap<usize, End>, cell: usize, end: End) -> bool {
    if high
        .get(&cell)
        .is_some_and(|known| known.value <= end.value + SLACK)
    {
        return false;
    }
    high.insert(cell, end);
    true
}

/// Draws from one tie what follows from it; whether anything changed.
fn narrow(
    tie: &Tie,
    number: usize,
    low: &mut BTreeMap<usize, End>,
    high: &mut BTreeMap<usize, End>,
) -> bool {
    let base = |value: f64| End {
        value,
        facts: tie.fact.into_iter().collect(),
        ties: BTreeSet::from([number]),
    };
    let with = |mut end: End, other: &End, sign: f64| {
        end.value += sign * other.value;
        end.facts.extend(&other.facts);
        end.ties.extend(&other.ties);
        end
    };
    let mut changed = false;
    // parts ≤ whole: whole ≥ Σ low of the parts (disjoint), each part ≤ whole − the others' low.
    if !tie.is_cover {
        let sum = tie
            .parts
            .iter()
            .filter_map(|part| low.get(part))
            .fold(base(0.0), |sum, end| with(sum, end, 1.0));
        let least = sum.value;
        changed |= least > 0.0 && raise(low, tie.whole, sum);
        if high.get(&tie.whole).is_some_and(|most| least > most.value) {
            return changed;
        }
        if let Some(most) = high.get(&tie.whole).cloned() {
            for part in &tie.parts {
                let others = tie
                    .parts
                    .iter()
                    .filter(|other| *other != part)
                    .filter_map(|other| low.get(other));
                let end = others.fold(with(base(0.0), &most, 1.0), |end, other| {
                    with(end, other, -1.0)
                });
                changed |= lower(high, *part, end);
            }
        }
    }
    // whole ≤ Σ high of the parts, each part ≥ whole − the others' high.
    if tie.is_exact || tie.is_cover {
        let all: Option<Vec<End>> = tie
            .parts
            .iter()
            .map(|part| high.get(part).cloned())
            .collect();
        if let Some(all) = all {
            let sum = all.iter().fold(base(0.0), |sum, end| with(sum, end, 1.0));
            changed |= lower(high, tie.whole, sum);
        }
        if let Some(least) = low.get(&tie.whole).cloned() {
            for part in &tie.parts {
                let others: Option<Vec<End>> = tie
                    .parts
                    .iter()
                    .filter(|other| *other != part)
                    .map(|other| high.get(other).cloned())
                    .collect();
                if let Some(others) = others {
                    let end = others
                        .iter()
                        .fold(with(base(0.0), &least, 1.0), |end, other| {
                            with(end, other, -1.0)
                        });
                    changed |= end.value > 0.0 && raise(low, *part, end);
                }
            }
        }
    }
    changed
}
