//! Counts of people as a system of sums: who is counted where, in which group, in whose hands.
//!
//! A *cell* is a number of people: the strength of a group at a moment, or how many of it met a fate (killed, wounded,
//! captured, held, released) at a place, at the hands of someone, on a day or undated. Claims bound cells. Cells are tied by
//! what numbers of people must obey: a partition adds up, a part is no more than its whole, what happened in one place
//! is no more than what happened in all.
//!
//! Nothing ties a fate to another (who is killed after capture counts in both), and groups that overlap are not added.
//! Bounds are narrowed until nothing changes; where a lower bound passes an upper one, the claims behind both clash.
//! Limits: narrowing finds every clash of one sum, and those of several sums that share a cell; a clash that only a
//! solver of linear programmes sees is missed, never invented.

mod cells;
mod narrow;

use std::collections::{BTreeMap, BTreeSet};

use kidal_dossier::language::{Comparison, Relation, Value};

use crate::amount::Amount;
use crate::case::{Case, subject};
use cells::{cell_of, moment};

/// What befalls people. Undated figures of one fate count the same people; see `cells::moment` for the others.
const FATES: [&str; 4] = ["killed", "wounded", "captured", "released"];
/// What holds at a moment.
const STATES: [&str; 2] = ["strength", "held"];

/// A number of people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell<'d> {
    word: &'d str,
    group: &'d str,
    places: Vec<&'d str>,
    by: Vec<&'d str>,
    /// Equal text, equal moment.
    when: String,
}

impl Cell<'_> {
    /// The cell as the claim language writes it.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}({}", self.word, self.group);
        for (key, names) in [("by", &self.by), ("in", &self.places)] {
            match names.as_slice() {
                [] => {}
                [one] if key == "in" => text.push_str(&format!(", at: {one}")),
                [one] => text.push_str(&format!(", {key}: {one}")),
                all => text.push_str(&format!(", {key}: [{}]", all.join(", "))),
            }
        }
        text.push(')');
        text
    }
}

/// Word, group and moment of a cell.
type Kind<'c> = (&'c str, &'c str, &'c str);

/// One tie between cells: `whole` against the sum of `parts`.
#[derive(Clone, Debug)]
struct Tie {
    whole: usize,
    parts: Vec<usize>,
    /// Whether the parts are all of the whole; otherwise they are no more than it, or (`is_cover`) no less.
    is_exact: bool,
    /// The whole is no more than the parts, which may overlap.
    is_cover: bool,
    /// The fact that says so; none where the declarations do.
    fact: Option<usize>,
    text: String,
}

/// What a fact says of a cell.
#[derive(Clone, Copy, Debug)]
struct Said {
    fact: usize,
    cell: usize,
    low: f64,
    high: f64,
}

/// All cells of a dossier, what is said of them, and what ties them.
pub(crate) struct Headcount<'d> {
    cells: Vec<Cell<'d>>,
    said: Vec<Said>,
    ties: Vec<Tie>,
}

impl<'d> Headcount<'d> {
    pub(crate) fn new(case: &Case<'d>) -> Self {
        let mut count = Headcount {
            cells: Vec::new(),
            said: Vec::new(),
            ties: Vec::new(),
        };
        let mut known: BTreeMap<Cell<'d>, usize> = BTreeMap::new();
        let mut splits = Vec::new();
        for fact in 0..case.facts.len() {
            if case.facts[fact].is_negated {
                continue;
            }
            if let Some(cell) = cell_of(case, fact)
                && let Some(amount) = &case.amounts[fact]
            {
                let cell = count.cell(&mut known, cell);
                count.say(fact, cell, amount);
            }
            if case.facts[fact].atom.term.name == "partition" {
                splits.push(fact);
            }
        }
        for fact in splits {
            count.split(case, &mut known, fact);
        }
        count.declared(case, &mut known);
        count
    }

    /// Each claim with the cells that it bounds.
    pub(crate) fn claims(&self, case: &Case<'_>) -> Vec<(usize, Vec<usize>)> {
        let mut of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for said in &self.said {
            of.entry(case.facts[said.fact].claim)
                .or_default()
                .insert(said.cell);
        }
        for tie in &self.ties {
            if let Some(fact) = tie.fact {
                let cells = of.entry(case.facts[fact].claim).or_default();
                cells.extend(std::iter::once(tie.whole).chain(tie.parts.iter().copied()));
            }
        }
        of.into_iter()
            .map(|(claim, cells)| (claim, cells.into_iter().collect()))
            .collect()
    }

    /// The cells that hang together.
    pub(crate) fn links(&self) -> Vec<Vec<usize>> {
        self.ties
            .iter()
            .map(|tie| {
                std::iter::once(tie.whole)
                    .chain(tie.parts.iter().copied())
                    .collect()
            })
            .collect()
    }

    fn cell(&mut self, known: &mut BTreeMap<Cell<'d>, usize>, cell: Cell<'d>) -> usize {
        *known.entry(cell.clone()).or_insert_with(|| {
            self.cells.push(cell);
            self.cells.len() - 1
        })
    }

    fn say(&mut self, fact: usize, cell: usize, amount: &Amount) {
        let low = amount
            .stated
            .iter()
            .map(|range| range.low)
            .fold(f64::INFINITY, f64::min);
        let high = amount
            .stated
            .iter()
            .map(|range| range.high)
            .fold(f64::NEG_INFINITY, f64::max);
        // People are whole.
        self.said.push(Said {
            fact,
            cell,
            low: low.ceil(),
            high: high.floor(),
        });
    }

    /// The part of the system with these cells; none where nothing ties them.
    pub(crate) fn part(&self, cells: &BTreeSet<usize>) -> Option<Headcount<'d>> {
        let ties: Vec<Tie> = self
            .ties
            .iter()
            .filter(|tie| cells.contains(&tie.whole))
            .cloned()
            .collect();
        let is_in = |said: &&Said| cells.contains(&said.cell);
        (!ties.is_empty()).then(|| Headcount {
            cells: self.cells.clone(),
            said: self.said.iter().filter(is_in).copied().collect(),
            ties,
        })
    }

    /// `partition(G, {a = 300, b = 204})`: the parts are bounded at the claim's own moment, and add up to the group.
    fn split(&mut self, case: &Case<'d>, known: &mut BTreeMap<Cell<'d>, usize>, fact: usize) {
        let atom = case.facts[fact].atom;
        let (Some(group), Some(Value::Partition(parts))) = (subject(atom), atom.term.position(1))
        else {
            return;
        };
        let when = moment(case, fact);
        let at = |group: &'d str| Cell {
            word: "strength",
            group,
            places: Vec::new(),
            by: Vec::new(),
            when: when.clone(),
        };
        let whole = self.cell(known, at(group));
        let mut cells = Vec::new();
        for (part, size) in parts {
            let cell = self.cell(known, at(part));
            let size = Amount::of(&Comparison {
                relation: Relation::Equal,
                value: size.clone(),
            });
            if let Some(size) = size {
                self.say(fact, cell, &size);
            }
            cells.push(cell);
        }
        let names: Vec<&str> = parts.iter().map(|(part, _)| part.as_str()).collect();
        self.ties.push(Tie {
            whole,
            parts: cells,
            is_exact: true,
            is_cover: false,
            fact: Some(fact),
            text: format!("`{group}` is {}", names.join(" + ")),
        });
    }

    /// What the declarations of groups and the sense of the words tie.
    fn declared(&mut self, case: &Case<'d>, known: &mut BTreeMap<Cell<'d>, usize>) {
        // A declared partition ties cells that are spoken of; cells of the other parts come into being for it.
        let spoken: Vec<Cell<'d>> = known.keys().cloned().collect();
        let mut wholes: BTreeMap<&str, Vec<&'d str>> = BTreeMap::new();
        let mut done = BTreeSet::new();
        for cell in &spoken {
            let above = wholes.entry(cell.group).or_insert_with(|| {
                std::iter::once(cell.group)
                    .chain(case.dossier.direct_wholes(cell.group))
                    .collect()
            });
            for whole in above.iter() {
                self.partition(case, known, cell, whole, &mut done);
            }
        }
        let mut alike: BTreeMap<Kind<'_>, Vec<(&Cell<'d>, usize)>> = BTreeMap::new();
        for (cell, number) in known.iter() {
            alike
                .entry((cell.word, cell.group, cell.when.as_str()))
                .or_default()
                .push((cell, *number));
        }
        for ((word, group, when), inner) in &alike {
            let above = wholes.get(group).cloned().unwrap_or_else(|| vec![*group]);
            for outer_group in above {
                let Some(outer) = alike.get(&(*word, outer_group, *when)) else {
                    continue;
                };
                if inner.len() > MOST_ALIKE || outer.len() > MOST_ALIKE {
                    continue;
                }
                for (inside, a) in inner {
                    for (outside, b) in outer {
                        if a != b && is_inside(inside, outside) {
                            self.ties.push(Tie {
                                whole: *b,
                                parts: vec![*a],
                                is_exact: false,
                                is_cover: false,
                                fact: None,
                                text: format!("`{}` is within `{}`", inside.text(), outside.text()),
                            });
                        }
                    }
                }
            }
            self.covers(inner);
        }
    }

    fn partition(
        &mut self,
        case: &Case<'d>,
        known: &mut BTreeMap<Cell<'d>, usize>,
        like: &Cell<'d>,
        whole: &str,
        done: &mut BTreeSet<usize>,
    ) {
        let Some(group) = case.dossier.group(whole) else {
            return;
        };
        if group.partition.is_empty() {
            return;
        }
        let with = |id: &'d str| Cell {
            group: id,
            ..like.clone()
        };
        let number = self.cell(known, with(&group.id.value));
        if !done.insert(number) {
            return;
        }
        let parts: Vec<usize> = group
            .partition
            .iter()
            .map(|part| self.cell(known, with(&part.value)))
            .collect();
        let names: Vec<&str> = group
            .partition
            .iter()
            .map(|part| part.value.as_str())
            .collect();
        self.ties.push(Tie {
            whole: number,
            parts,
            is_exact: true,
            is_cover: false,
            fact: None,
            text: format!("`{whole}` is {}, as declared", names.join(" + ")),
        });
    }

    /// A number over several places is no more than the numbers of the places together.
    fn covers(&mut self, alike: &[(&Cell<'d>, usize)]) {
        for (whole, number) in alike {
            if whole.places.len() < 2 {
                continue;
            }
            let parts: Option<Vec<usize>> = whole
                .places
                .iter()
                .map(|place| {
                    alike
                        .iter()
                        .find(|(part, _)| {
                            part.places == [*place]
                                && part.group == whole.group
                                && part.when == whole.when
                                && (part.by == whole.by || part.by.is_empty())
                        })
                        .map(|(_, number)| *number)
                })
                .collect();
            if let Some(parts) = parts {
                self.ties.push(Tie {
                    whole: *number,
                    parts,
                    is_exact: false,
                    is_cover: true,
                    fact: None,
                    text: format!("`{}` is no more than its places together", whole.text()),
                });
            }
        }
    }
}

/// Cells of one group and moment beyond this are not compared in pairs. Chosen by us because no battle has so many places.
const MOST_ALIKE: usize = 300;

/// Whether all who are counted in `inner` are counted in `outer`: two cells of one word whose groups and moments fit.
fn is_inside(inner: &Cell<'_>, outer: &Cell<'_>) -> bool {
    let is_place = outer.places.is_empty()
        || inner.places == outer.places
        || (!inner.places.is_empty()
            && inner
                .places
                .iter()
                .all(|place| outer.places.contains(place)));
    let is_by = outer.by.is_empty() || inner.by == outer.by;
    is_place && is_by
}
