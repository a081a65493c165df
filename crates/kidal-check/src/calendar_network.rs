//! Dates and orders of events as a network of differences.
//!
//! Each event has a start and an end; each dated or ordered fact bounds a difference of two of them, or of one and a
//! fixed day. The bounds cannot all hold exactly where a ring of them sums to less than nothing.
//! Source: [dechter1991], simple temporal problems. Limits: an approximate or uncertain date bounds nothing, and an order
//! without more is read as mildly as it can be (`A before B`: A starts before B starts).

use std::collections::{BTreeMap, BTreeSet};

use kidal_dossier::Date;
use kidal_dossier::language::{Comparison, Qualifier, Relation, Value, unit::Measure};

use crate::case::{Case, name_in};
use crate::conflict::{Choice, is_chosen};
use crate::dated::{Moment, event_of, own_date};

/// `to − from ≤ most` (seconds), by a fact or by nature.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    from: usize,
    to: usize,
    most: i64,
    /// The fact that says so; none for "an event does not end before it starts".
    pub fact: Option<usize>,
    /// The bound in words.
    pub text: String,
}

/// The whole network of a dossier. Node 0 is the origin of time; event i has its start at 2i + 1 and its end at 2i + 2.
pub(crate) struct Network {
    bounds: Vec<Bound>,
    nodes: usize,
}

impl Network {
    pub(crate) fn new(case: &Case<'_>) -> Network {
        let events = &case.dossier.events;
        let rows: BTreeMap<&str, usize> = events
            .iter()
            .enumerate()
            .map(|(row, event)| (event.id.value.as_str(), row))
            .collect();
        let mut network = Network {
            bounds: Vec::new(),
            nodes: 2 * events.len() + 1,
        };
        for (row, event) in events.iter().enumerate() {
            let text = format!("`{}` does not end before it starts", event.id.value);
            network.push(end(row), start(row), 0, None, text);
        }
        for fact in 0..case.facts.len() {
            network.take(case, &rows, fact);
        }
        network
    }

    /// Each claim of the network with the nodes that it bounds; the origin left out.
    pub(crate) fn claims(&self, case: &Case<'_>) -> Vec<(usize, Vec<usize>)> {
        let mut of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for bound in &self.bounds {
            if let Some(fact) = bound.fact {
                let nodes = of.entry(case.facts[fact].claim).or_default();
                nodes.extend([bound.from, bound.to].iter().filter(|node| **node != 0));
            }
        }
        of.into_iter()
            .map(|(claim, nodes)| (claim, nodes.into_iter().collect()))
            .collect()
    }

    /// The start and the end of each event hang together.
    pub(crate) fn links(&self) -> Vec<Vec<usize>> {
        (0..self.nodes / 2)
            .map(|row| vec![start(row), end(row)])
            .collect()
    }

    /// The part of the network between these nodes, which keep their order and get new numbers; none where its dates all
    /// bound one node, so that they collide in pairs alone.
    pub(crate) fn part(&self, nodes: &BTreeSet<usize>) -> Option<Network> {
        let numbers: BTreeMap<usize, usize> = std::iter::once(0)
            .chain(nodes.iter().copied())
            .enumerate()
            .map(|(number, node)| (node, number))
            .collect();
        let bounds: Vec<Bound> = self
            .bounds
            .iter()
            .filter_map(|bound| {
                Some(Bound {
                    from: *numbers.get(&bound.from)?,
                    to: *numbers.get(&bound.to)?,
                    ..bound.clone()
                })
            })
            .collect();
        let mut said = BTreeSet::new();
        for bound in bounds.iter().filter(|bound| bound.fact.is_some()) {
            said.extend([bound.from, bound.to]);
        }
        said.remove(&0);
        (said.len() > 1).then_some(Network {
            bounds,
            nodes: numbers.len(),
        })
    }

    /// A ring of bounds that cannot all hold, in its order, with the seconds by which they miss; none where they can.
    pub(crate) fn ring(&self, case: &Case<'_>, choice: &Choice) -> Option<(Vec<&Bound>, i64)> {
        let active: Vec<&Bound> = self
            .bounds
            .iter()
            .filter(|bound| bound.fact.is_none_or(|fact| is_chosen(case, choice, fact)))
            .filter(|bound| bound.most < FAR_S)
            .collect();
        shortest_ring(&active, self.nodes)
    }

    fn push(&mut self, from: usize, to: usize, most: i64, fact: Option<usize>, text: String) {
        // `from − to ≥ 0` is written `to − from ≤ 0`.
        self.bounds.push(Bound {
            from,
            to,
            most,
            fact,
            text,
        });
    }

    /// `node ≤ moment`
    fn by(&mut self, node: usize, moment: i64, fact: usize, text: String) {
        self.push(0, node, moment, Some(fact), text);
    }

    /// `node ≥ moment`
    fn from(&mut self, node: usize, moment: i64, fact: usize, text: String) {
        self.push(node, 0, -moment, Some(fact), text);
    }

    fn take(&mut self, case: &Case<'_>, rows: &BTreeMap<&str, usize>, fact: usize) {
        let stated = &case.facts[fact];
        if stated.is_negated {
            return;
        }
        let atom = stated.atom;
        if atom.term.name == "duration" {
            let event = atom.term.position(0).and_then(name_in);
            if let (Some(&row), Some(comparison)) =
                (event.and_then(|event| rows.get(event)), &atom.comparison)
            {
                self.duration(row, comparison, fact, event.unwrap_or_default());
            }
            return;
        }
        let Some((event, moment)) = event_of(case, atom) else {
            return;
        };
        let Some(&row) = rows.get(event) else { return };
        if let Some(date) = own_date(atom).filter(|date| is_firm(date)) {
            self.dated(row, moment, date, fact, event);
        }
        for qualifier in &atom.qualifiers {
            match qualifier {
                Qualifier::Before { event: other, .. } => {
                    self.ordered((row, event), moment, other, true, rows, fact);
                }
                Qualifier::After { event: other, .. } => {
                    self.ordered((row, event), moment, other, false, rows, fact);
                }
                _ => {}
            }
        }
    }

    fn dated(&mut self, row: usize, moment: Moment, date: &Date, fact: usize, event: &str) {
        let (earliest, latest) = (date.earliest().0, date.latest().0 - 1);
        let (first, last, verb) = match moment {
            Moment::Start => (start(row), start(row), "starts"),
            Moment::End => (end(row), end(row), "ends"),
            // It touches the time that is given: it starts before that is over, and ends after that has begun.
            Moment::Within => (end(row), start(row), "happens"),
        };
        self.from(
            first,
            earliest,
            fact,
            format!("`{event}` {verb} on {date} and not earlier"),
        );
        self.by(
            last,
            latest,
            fact,
            format!("`{event}` {verb} on {date} and not later"),
        );
    }

    fn ordered(
        &mut self,
        (row, event): (usize, &str),
        moment: Moment,
        other: &Value,
        is_before: bool,
        rows: &BTreeMap<&str, usize>,
        fact: usize,
    ) {
        let node = match moment {
            Moment::End => end(row),
            Moment::Start | Moment::Within => start(row),
        };
        let verb = if moment == Moment::End {
            "ends"
        } else {
            "starts"
        };
        let word = if is_before { "before" } else { "after" };
        match other {
            Value::Date(date) if is_firm(date) => {
                let text = format!("`{event}` {verb} {word} {date}");
                if is_before {
                    self.by(node, date.latest().0 - 1, fact, text);
                } else {
                    self.from(node, date.earliest().0, fact, text);
                }
            }
            Value::Name(term) => {
                let Some(&anchor) = rows.get(term.name.as_str()) else {
                    return;
                };
                let text = format!("`{event}` {verb} {word} `{}`", term.name);
                // What ends before another starts, and what comes after another, is bounded by the other's start; an end
                // that comes after is the same.
                if is_before {
                    self.push(start(anchor), node, -1, Some(fact), text);
                } else {
                    self.push(node, start(anchor), -1, Some(fact), text);
                }
            }
            _ => {}
        }
    }

    fn duration(&mut self, row: usize, comparison: &Comparison, fact: usize, event: &str) {
        let (low, high) = match &comparison.value {
            Value::Number(number) => (number, number),
            Value::Between(low, high) => (low, high),
            _ => return,
        };
        let is_time = |number: &&kidal_dossier::language::Number| {
            number.measure() == Some(Measure::Duration) && !number.is_approximate
        };
        let (Some(low), Some(high)) = (Some(low).filter(is_time), Some(high).filter(is_time))
        else {
            return;
        };
        // Three days may be counted with or without the first: one unit either way.
        let slack = |number: &kidal_dossier::language::Number| {
            if number.amount == 0.0 {
                0.0
            } else {
                number.in_base() / number.amount
            }
        };
        let least = (low.in_base() - slack(low)).max(0.0) as i64;
        let most = (high.in_base() + slack(high)) as i64;
        let text = |sign: &str| format!("`{event}` lasts {sign} {}", comparison.value);
        let (has_least, has_most) = match comparison.relation {
            Relation::Equal => (true, true),
            Relation::Less | Relation::AtMost => (false, true),
            Relation::Greater | Relation::AtLeast => (true, false),
        };
        if has_least {
            self.push(
                end(row),
                start(row),
                -least,
                Some(fact),
                text("no less than"),
            );
        }
        if has_most {
            self.push(start(row), end(row), most, Some(fact), text("no more than"));
        }
    }
}

/// Bounds beyond this are no bounds: an open end of a date. Ten thousand years in seconds.
const FAR_S: i64 = 10_000 * 366 * 86_400;

fn start(row: usize) -> usize {
    2 * row + 1
}

fn end(row: usize) -> usize {
    2 * row + 2
}

fn is_firm(date: &Date) -> bool {
    !date.is_approximate() && !date.is_uncertain()
}

/// A ring with a negative sum (Bellman and Ford), its bounds in order.
fn shortest_ring<'b>(bounds: &[&'b Bound], nodes: usize) -> Option<(Vec<&'b Bound>, i64)> {
    let mut distance = vec![0_i64; nodes];
    let mut last: Vec<Option<usize>> = vec![None; nodes];
    let mut changed = None;
    for _ in 0..nodes {
        changed = None;
        for (number, bound) in bounds.iter().enumerate() {
            let reached = distance[bound.from].saturating_add(bound.most);
            if reached < distance[bound.to] {
                distance[bound.to] = reached;
                last[bound.to] = Some(number);
                changed = Some(bound.to);
            }
        }
        changed?;
    }
    let mut node = changed?;
    for _ in 0..nodes {
        node = bounds[last[node]?].from;
    }
    let (mut ring, first) = (Vec::new(), node);
    loop {
        let bound = bounds[last[node]?];
        ring.push(bound);
        node = bound.from;
        if node == first {
            break;
        }
    }
    ring.reverse();
    let missed = -ring.iter().map(|bound| bound.most).sum::<i64>();
    Some((ring, missed))
}
