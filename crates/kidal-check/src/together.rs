//! Which claims can be true together, as far as contradictions decide it.

use std::collections::{BTreeMap, BTreeSet};

use kidal_dossier::Dossier;

use crate::case::Case;
use crate::origin::repetitions;
use crate::rule::{Finding, findings};

/// The claims that collide, in groups that have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Each knot of colliding claims, the largest first.
    pub knots: Vec<Knot>,
    /// How many claims stand in no contradiction. Repetitions of one statement by one speaker count once.
    pub free: usize,
}

/// Claims that hang together by contradictions. Claims are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knot {
    /// The claims of the knot, in the order of the file.
    pub claims: Vec<String>,
    /// The smallest sets of claims that cannot all hold.
    pub impossible: Vec<Vec<String>>,
    /// The largest sets of claims that can all hold, as far as the contradictions say.
    pub possible: Vec<Vec<String>>,
    /// Whether `possible` lists all of them; it stops at [`MOST_SETS`].
    pub is_complete: bool,
    /// The claim whose giving up resolves the most of the impossible sets; several where they tie.
    pub frees_most: Vec<String>,
    /// How many it resolves.
    pub freed: usize,
}

impl Together {
    /// The claims that, given up alone, resolve the most contradictions of all, and how many.
    pub fn frees_most(&self) -> (Vec<&str>, usize) {
        let most = self.knots.iter().map(|knot| knot.freed).max().unwrap_or(0);
        let best = self.knots.iter().filter(|knot| knot.freed == most);
        (
            best.flat_map(|knot| knot.frees_most.iter().map(String::as_str))
                .collect(),
            most,
        )
    }
}

/// How many possible sets of a knot are listed at most. Chosen by us because nobody reads more.
pub const MOST_SETS: usize = 64;

/// Sets of claims that can and cannot hold together, from the contradictions that the rules prove.
///
/// An edge is a set of claims of which at least one is false. A possible set is the complement of a smallest set of
/// claims that meets every edge. Tensions play no part: some reading of both claims can hold.
pub fn jointly(dossier: &Dossier) -> Together {
    let case = Case::new(dossier);
    from_findings(&case, &findings(&case))
}

/// The same, where the findings are at hand.
pub(crate) fn from_findings(case: &Case<'_>, found: &[Finding]) -> Together {
    let dossier = case.dossier;
    let first = repetitions(case);
    let mut edges: BTreeSet<Vec<usize>> = BTreeSet::new();
    for finding in found {
        for set in &finding.exclusive {
            let set: BTreeSet<usize> = set.iter().map(|row| first[*row]).collect();
            edges.insert(set.into_iter().collect());
        }
    }
    let edges = smallest(edges);
    let name = |row: &usize| dossier.claims[*row].id.value.clone();
    let mut knots: Vec<Knot> = knots(&edges)
        .into_iter()
        .map(|edges| knot(&edges, name))
        .collect();
    knots.sort_by_key(|knot| std::cmp::Reverse(knot.claims.len()));
    let bound: BTreeSet<usize> = edges.iter().flatten().copied().collect();
    let all: BTreeSet<usize> = first.iter().copied().collect();
    Together {
        knots,
        free: all.difference(&bound).count(),
    }
}

/// The edges that hold no other edge.
fn smallest(edges: BTreeSet<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut by_size: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for edge in edges {
        by_size.entry(edge.len()).or_default().push(edge);
    }
    by_size.remove(&0);
    let mut kept: Vec<Vec<usize>> = Vec::new();
    let mut with: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (_, same_size) in by_size {
        // Edges of one size do not hold each other.
        let start = kept.len();
        for edge in same_size {
            let mut smaller = edge.iter().filter_map(|row| with.get(row)).flatten();
            if !smaller.any(|&other: &usize| kept[other].iter().all(|row| edge.contains(row))) {
                kept.push(edge);
            }
        }
        for (number, edge) in kept.iter().enumerate().skip(start) {
            for row in edge {
                with.entry(*row).or_default().push(number);
            }
        }
    }
    kept
}

/// Edges that share claims, directly or through others.
fn knots(edges: &[Vec<usize>]) -> Vec<Vec<Vec<usize>>> {
    let mut leader: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in edges {
        for row in edge {
            let (a, b) = (head(&leader, edge[0]), head(&leader, *row));
            leader.insert(a.max(b), a.min(b));
        }
    }
    let mut by_head: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for edge in edges {
        by_head
            .entry(head(&leader, edge[0]))
            .or_default()
            .push(edge.clone());
    }
    by_head.into_values().collect()
}

fn head(leader: &BTreeMap<usize, usize>, mut row: usize) -> usize {
    while let Some(&above) = leader.get(&row)
        && above != row
    {
        row = above;
    }
    row
}

fn knot(edges: &[Vec<usize>], name: impl Fn(&usize) -> String) -> Knot {
    let claims: BTreeSet<usize> = edges.iter().flatten().copied().collect();
    let (possible, is_complete) = possible_sets(&claims, edges);
    let mut degree: BTreeMap<usize, usize> = BTreeMap::new();
    for row in edges.iter().flatten() {
        *degree.entry(*row).or_default() += 1;
    }
    let most = degree.values().copied().max().unwrap_or(0);
    let frees_most = degree
        .iter()
        .filter(|(_, count)| **count == most)
        .map(|(row, _)| row);
    Knot {
        claims: claims.iter().map(&name).collect(),
        impossible: edges
            .iter()
            .map(|edge| edge.iter().map(&name).collect())
            .collect(),
        possible: possible
            .iter()
            .map(|set| set.iter().map(&name).collect())
            .collect(),
        is_complete,
        frees_most: frees_most.map(&name).collect(),
        freed: most,
    }
}

/// Knots of more edges are not searched through. Chosen by us because the search would take seconds and find more sets than
/// are listed.
const MOST_EDGES: usize = 1_000;

/// The largest sets of claims that hold no edge, largest first, and whether these are all.
fn possible_sets(claims: &BTreeSet<usize>, edges: &[Vec<usize>]) -> (Vec<Vec<usize>>, bool) {
    if edges.len() > MOST_EDGES {
        return (grown_sets(claims, edges), false);
    }
    let (given_up, is_complete) = smallest_hitting_sets(edges);
    let possible = given_up
        .iter()
        .map(|gone| claims.difference(gone).copied().collect())
        .collect();
    (possible, is_complete)
}

/// Largest sets without an edge, one grown from each of the first claims in the order of the file.
fn grown_sets(claims: &BTreeSet<usize>, edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut edges_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, edge) in edges.iter().enumerate() {
        for row in edge {
            edges_of.entry(*row).or_default().push(number);
        }
    }
    let mut sets: BTreeSet<Vec<usize>> = BTreeSet::new();
    for &seed in claims.iter().take(MOST_SETS) {
        let mut missing: Vec<usize> = edges.iter().map(Vec::len).collect();
        let mut set = BTreeSet::new();
        for &row in std::iter::once(&seed).chain(claims.iter().filter(|row| **row != seed)) {
            if edges_of[&row].iter().all(|&edge| missing[edge] > 1) {
                edges_of[&row].iter().for_each(|&edge| missing[edge] -= 1);
                set.insert(row);
            }
        }
        sets.insert(set.into_iter().collect());
    }
    let mut sets: Vec<Vec<usize>> = sets.into_iter().collect();
    sets.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    sets
}

/// The sets that meet every edge and of which no part does, edge by edge (Berge's algorithm), smallest first.
fn smallest_hitting_sets(edges: &[Vec<usize>]) -> (Vec<BTreeSet<usize>>, bool) {
    let mut sets: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
    let mut is_complete = true;
    for edge in edges {
        let (mut met, missed): (Vec<_>, Vec<_>) = sets
            .into_iter()
            .partition(|set| edge.iter().any(|row| set.contains(row)));
        let mut grown: BTreeSet<(usize, BTreeSet<usize>)> = BTreeSet::new();
        for set in missed {
            for row in edge {
                let mut larger = set.clone();
                larger.insert(*row);
                if !met.iter().any(|small| small.is_subset(&larger)) {
                    grown.insert((larger.len(), larger));
                }
            }
        }
        met.extend(grown.into_iter().map(|(_, set)| set));
        met.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
        if met.len() > MOST_SETS {
            met.truncate(MOST_SETS);
            is_complete = false;
        }
        sets = met;
    }
    (sets, is_complete)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_rivals_leave_two_possible_sets() {
        let (sets, is_complete) = smallest_hitting_sets(&[vec![1, 2]]);
        assert_eq!(sets, vec![BTreeSet::from([1]), BTreeSet::from([2])]);
        assert!(is_complete);
    }

    #[test]
    fn the_claim_in_every_conflict_alone_meets_them_all() {
        let (sets, _) = smallest_hitting_sets(&[vec![1, 2], vec![1, 3], vec![1, 4]]);
        assert_eq!(sets[0], BTreeSet::from([1]));
        assert_eq!(sets[1], BTreeSet::from([2, 3, 4]));
        assert_eq!(sets.len(), 2);
    }

    #[test]
    fn sets_that_are_grown_are_among_those_that_are_searched() {
        let edges = [vec![1, 2], vec![1, 3], vec![2, 4], vec![3, 4, 5]];
        let claims = BTreeSet::from([1, 2, 3, 4, 5]);
        let (all, is_complete) = possible_sets(&claims, &edges);
        assert!(is_complete);
        for set in grown_sets(&claims, &edges) {
            assert!(all.contains(&set), "{set:?} is not in {all:?}");
        }
    }

    #[test]
    fn an_edge_that_holds_another_is_dropped() {
        let edges = BTreeSet::from([vec![1, 2], vec![1, 2, 3]]);
        assert_eq!(smallest(edges), vec![vec![1, 2]]);
    }

    #[test]
    fn edges_without_a_common_claim_are_separate_knots() {
        assert_eq!(knots(&[vec![1, 2], vec![3, 4], vec![2, 5]]).len(), 2);
    }
}
