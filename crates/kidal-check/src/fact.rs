//! What a claim asserts, atom by atom, and in which of its readings.
//!
//! A claim has readings, a reading may say `or`: each way of taking the claim is one *alternative*, a set of atoms that are
//! asserted or denied together. What stands in braces (`said(X, {P})`) is never asserted.

use kidal_dossier::Span;
use kidal_dossier::language::{Atom, Statement};

/// One atom that a claim asserts or denies in some of its alternatives.
#[derive(Debug)]
pub(crate) struct Fact<'d> {
    /// Row of the claim.
    pub claim: usize,
    /// Row of the reading in the claim.
    pub reading: usize,
    /// Bit i is set where the atom belongs to alternative i of the claim.
    pub alternatives: u64,
    /// Whether the claim denies the atom.
    pub is_negated: bool,
    /// The atom.
    pub atom: &'d Atom,
    /// Where the atom stands in the file.
    pub place: Span,
}

/// More alternatives than this are not taken apart: the claim then asserts nothing.
/// Chosen by us because no account is that ambiguous and a bit set of one word keeps comparing cheap.
const MOST_ALTERNATIVES: usize = 64;

type Literal<'d> = (bool, &'d Atom);

/// The atoms of a claim and how many alternatives it has.
pub(crate) fn facts_of(claim: &kidal_dossier::Claim, row: usize) -> (Vec<Fact<'_>>, u32) {
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let mut count = 0_usize;
    for (number, reading) in claim.readings.iter().enumerate() {
        let ways = ways(&reading.statement, false);
        let room = MOST_ALTERNATIVES - count;
        if ways.is_empty() || ways.len() > room {
            return (Vec::new(), 1);
        }
        for way in ways {
            for (is_negated, atom) in way {
                let bit = 1_u64 << count;
                let known = facts.iter_mut().find(|fact| {
                    fact.reading == number
                        && fact.is_negated == is_negated
                        && std::ptr::eq(fact.atom, atom)
                });
                match known {
                    Some(fact) => fact.alternatives |= bit,
                    None => facts.push(Fact {
                        claim: row,
                        reading: number,
                        alternatives: bit,
                        is_negated,
                        atom,
                        place: reading.place_of(&atom.span),
                    }),
                }
            }
            count += 1;
        }
    }
    (facts, u32::try_from(count.max(1)).unwrap_or(1))
}

/// The disjunctive normal form; empty where it would have more than `MOST_ALTERNATIVES` parts.
fn ways(statement: &Statement, is_negated: bool) -> Vec<Vec<Literal<'_>>> {
    match (statement, is_negated) {
        (Statement::Atom(atom), _) => vec![vec![(is_negated, atom)]],
        (Statement::Not(inner), _) => ways(inner, !is_negated),
        (Statement::Or(parts), false) | (Statement::And(parts), true) => {
            let mut all = Vec::new();
            for part in parts {
                let some = ways(part, is_negated);
                if some.is_empty() || all.len() + some.len() > MOST_ALTERNATIVES {
                    return Vec::new();
                }
                all.extend(some);
            }
            all
        }
        (Statement::And(parts), false) | (Statement::Or(parts), true) => {
            let mut all: Vec<Vec<Literal<'_>>> = vec![Vec::new()];
            for part in parts {
                let some = ways(part, is_negated);
                if some.is_empty() || all.len() * some.len() > MOST_ALTERNATIVES {
                    return Vec::new();
                }
                all = all
                    .iter()
                    .flat_map(|head| {
                        some.iter()
                            .map(|tail| head.iter().chain(tail).copied().collect())
                    })
                    .collect();
            }
            all
        }
    }
}
