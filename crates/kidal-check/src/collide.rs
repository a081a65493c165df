//! From colliding facts to the severity of the collision of their claims.

use std::collections::BTreeMap;

use kidal_diag::Severity;

use crate::case::Case;

/// Facts that cannot both hold, gathered by the two claims that they belong to.
#[derive(Default)]
pub(crate) struct Collisions {
    pairs: BTreeMap<(usize, usize), Vec<(usize, usize)>>,
}

impl Collisions {
    /// Notes that two facts cannot both hold.
    pub(crate) fn add(&mut self, case: &Case<'_>, a: usize, b: usize) {
        let (a, b) = if case.facts[a].claim <= case.facts[b].claim {
            (a, b)
        } else {
            (b, a)
        };
        self.pairs
            .entry((case.facts[a].claim, case.facts[b].claim))
            .or_default()
            .push((a, b));
    }

    /// Each pair of claims with the severity of their collision and the facts concerned.
    ///
    /// A contradiction where the facts collide in each combination of the claims' alternatives; a tension where some
    /// combination escapes. Two facts of one claim collide only where one alternative holds both.
    pub(crate) fn judged(self, case: &Case<'_>) -> Vec<Collision> {
        self.pairs
            .into_iter()
            .filter_map(|((a, b), facts)| {
                let severity = if a == b {
                    within(case, a, &facts)
                } else {
                    Some(across(case, (a, b), &facts))
                }?;
                Some(Collision {
                    claims: (a, b),
                    facts,
                    severity,
                })
            })
            .collect()
    }
}

/// Two claims that collide.
pub(crate) struct Collision {
    pub claims: (usize, usize),
    pub facts: Vec<(usize, usize)>,
    pub severity: Severity,
}

fn within(case: &Case<'_>, claim: usize, facts: &[(usize, usize)]) -> Option<Severity> {
    let hit = facts.iter().fold(0_u64, |hit, &(a, b)| {
        hit | (case.facts[a].alternatives & case.facts[b].alternatives)
    });
    match hit.count_ones() {
        0 => None,
        all if all == case.alternatives[claim] => Some(Severity::Contradiction),
        _ => Some(Severity::Tension),
    }
}

fn across(case: &Case<'_>, (a, b): (usize, usize), facts: &[(usize, usize)]) -> Severity {
    let (rows, columns) = (case.alternatives[a], case.alternatives[b]);
    let full = if columns >= 64 {
        u64::MAX
    } else {
        (1_u64 << columns) - 1
    };
    let always = (0..rows).all(|row| {
        let bit = 1_u64 << row;
        let hit = facts
            .iter()
            .filter(|(first, _)| case.facts[*first].alternatives & bit != 0)
            .fold(0_u64, |hit, &(_, second)| {
                hit | case.facts[second].alternatives
            });
        hit & full == full
    });
    if always {
        Severity::Contradiction
    } else {
        Severity::Tension
    }
}
