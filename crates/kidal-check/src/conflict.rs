//! The smallest sets of claims that a system of constraints cannot satisfy together.
//!
//! A system answers one question: which of these claims, in these alternatives, clash? From a clash the search takes the
//! claims out one by one until only those are left that are all needed, then looks for others without them.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Case;

/// The alternative of each claim (by row) that a system is asked about.
pub(crate) type Choice = BTreeMap<usize, u32>;

/// Answers with the claims of a clash among those chosen; none where they can all hold, or where it cannot tell.
pub(crate) type Clash<'s> = dyn Fn(&Choice) -> Option<BTreeSet<usize>> + 's;

/// So many times a system is asked at most for one set of claims with several alternatives.
/// Chosen by us because six claims of two readings need as many; beyond that nothing is said, which raises no false alarm.
const MOST_CHOICES: usize = 64;

/// So many sets with something taken out are looked at. Chosen by us because more than a few smallest sets of one knot are
/// not read by anybody.
const MOST_TRIES: usize = 128;

/// The smallest sets among `claims` that cannot all hold, each without an idle member, in a fixed order.
///
/// `told` are sets that are known to be impossible; they are gone round and not given again.
pub(crate) fn smallest_impossible(
    case: &Case<'_>,
    claims: &BTreeSet<usize>,
    told: &[BTreeSet<usize>],
    clash: &Clash<'_>,
) -> Vec<Vec<usize>> {
    let mut known: Vec<BTreeSet<usize>> = told
        .iter()
        .filter(|set| !set.is_empty() && set.is_subset(claims))
        .cloned()
        .collect();
    let given = known.len();
    let mut seen: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    let mut open: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
    let mut next = 0;
    while next < open.len() && next < MOST_TRIES {
        let gone = open[next].clone();
        next += 1;
        let set = match known.iter().find(|set| set.is_disjoint(&gone)) {
            Some(set) => set.clone(),
            None => {
                let left: BTreeSet<usize> = claims.difference(&gone).copied().collect();
                let Some(found) = impossible(case, &left, clash) else {
                    continue;
                };
                let set = shrunk(case, found, clash);
                known.push(set.clone());
                set
            }
        };
        for claim in set {
            let mut more = gone.clone();
            more.insert(claim);
            if seen.insert(more.clone()) {
                open.push(more);
            }
        }
    }
    let mut sets: Vec<Vec<usize>> = known
        .into_iter()
        .skip(given)
        .map(|set| set.into_iter().collect())
        .collect();
    sets.sort_by(|a: &Vec<usize>, b| a.len().cmp(&b.len()).then(a.cmp(b)));
    sets
}

/// Takes out each claim that the clash does without.
fn shrunk(case: &Case<'_>, mut set: BTreeSet<usize>, clash: &Clash<'_>) -> BTreeSet<usize> {
    for claim in set.clone() {
        set.remove(&claim);
        match impossible(case, &set, clash) {
            Some(smaller) => set = smaller,
            None => {
                set.insert(claim);
            }
        }
    }
    set
}

/// The claims of a clash that remains whichever alternative each claim means; none where some choice can hold.
pub(crate) fn impossible(
    case: &Case<'_>,
    claims: &BTreeSet<usize>,
    clash: &Clash<'_>,
) -> Option<BTreeSet<usize>> {
    let (single, several): (Vec<usize>, Vec<usize>) =
        claims.iter().partition(|&&row| case.alternatives[row] == 1);
    let choice: Choice = single.into_iter().map(|row| (row, 0)).collect();
    branch(case, &choice, &several, clash, &mut MOST_CHOICES.clone())
}

fn branch(
    case: &Case<'_>,
    choice: &Choice,
    open: &[usize],
    clash: &Clash<'_>,
    budget: &mut usize,
) -> Option<BTreeSet<usize>> {
    *budget = budget.checked_sub(1)?;
    if let Some(found) = clash(choice) {
        return Some(found);
    }
    let (row, rest) = open.split_first()?;
    let mut all: BTreeSet<usize> = BTreeSet::from([*row]);
    for alternative in 0..case.alternatives[*row] {
        let mut with = choice.clone();
        with.insert(*row, alternative);
        all.extend(branch(case, &with, rest, clash, budget)?);
    }
    Some(all)
}

/// Whether a fact belongs to the alternative that is chosen of its claim.
pub(crate) fn is_chosen(case: &Case<'_>, choice: &Choice, fact: usize) -> bool {
    let fact = &case.facts[fact];
    choice
        .get(&fact.claim)
        .is_some_and(|&alternative| fact.alternatives & (1 << alternative) != 0)
}

/// Claims that hang together by the variables that they bound.
pub(crate) struct Component {
    pub claims: BTreeSet<usize>,
    pub variables: BTreeSet<usize>,
}

/// Groups of claims that share a variable, directly or through others. `of` lists each claim with its variables.
pub(crate) fn components(of: &[(usize, Vec<usize>)], links: &[Vec<usize>]) -> Vec<Component> {
    let mut leader: BTreeMap<usize, usize> = BTreeMap::new();
    let mut join = |variables: &[usize]| {
        for variable in variables {
            let (a, b) = (head(&leader, variables[0]), head(&leader, *variable));
            leader.insert(a.max(b), a.min(b));
        }
    };
    of.iter().for_each(|(_, variables)| join(variables));
    links.iter().for_each(|variables| join(variables));
    let mut groups: BTreeMap<usize, Component> = BTreeMap::new();
    for variable in leader.keys() {
        let group = groups
            .entry(head(&leader, *variable))
            .or_insert_with(|| Component {
                claims: BTreeSet::new(),
                variables: BTreeSet::new(),
            });
        group.variables.insert(*variable);
    }
    for (claim, variables) in of {
        let group = variables
            .first()
            .and_then(|first| groups.get_mut(&head(&leader, *first)));
        if let Some(group) = group {
            group.claims.insert(*claim);
        }
    }
    groups.into_values().collect()
}

fn head(leader: &BTreeMap<usize, usize>, mut node: usize) -> usize {
    while let Some(&above) = leader.get(&node)
        && above != node
    {
        node = above;
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_diag::Files;

    fn case_of(says: &[&str], check: impl Fn(&Case<'_>)) {
        let mut text = String::from(
            "[dossier]\ntitle='t'\n[[voice]]\nid='v'\nname='v'\nkind='local'\n[[group]]\nid='g'\nname='g'\n",
        );
        for (number, says) in says.iter().enumerate() {
            text.push_str(&format!(
                "[[claim]]\nid='c{number}'\nspeaker='v'\nsays='{says}'\n"
            ));
        }
        let mut files = Files::new();
        files.insert("evidence.toml", text);
        let dossier = kidal_dossier::read(files).dossier.expect("the test reads");
        check(&Case::new(&dossier));
    }

    #[test]
    fn each_smallest_set_is_found_and_none_holds_another() {
        case_of(&["killed(g) = 1"; 5], |case| {
            let bad = [vec![0, 1], vec![1, 2, 3], vec![2, 4]];
            let clash = |choice: &Choice| {
                bad.iter()
                    .find(|set| set.iter().all(|row| choice.contains_key(row)))
                    .map(|_| choice.keys().copied().collect())
            };
            let all: BTreeSet<usize> = (0..5).collect();
            let mut expected = bad.to_vec();
            expected.sort_by_key(Vec::len);
            assert_eq!(smallest_impossible(case, &all, &[], &clash), expected);
        });
    }

    #[test]
    fn a_claim_of_two_readings_clashes_only_where_both_do() {
        case_of(
            &["killed(g) = 1 or killed(g) = 2", "killed(g) = 3"],
            |case| {
                let all: BTreeSet<usize> = (0..2).collect();
                let both = |choice: &Choice| (choice.len() == 2).then(|| BTreeSet::from([0, 1]));
                assert_eq!(smallest_impossible(case, &all, &[], &both), [vec![0, 1]]);
                let one =
                    |choice: &Choice| (choice.get(&0) == Some(&0)).then(|| BTreeSet::from([0, 1]));
                assert!(smallest_impossible(case, &all, &[], &one).is_empty());
            },
        );
    }
}
