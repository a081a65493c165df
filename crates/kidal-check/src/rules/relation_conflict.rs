//! Linked, not linked, acting together: what accounts say of how two bodies stand to each other.

use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Atom, Value};

use crate::case::{Case, argument, names_in};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "relation-conflict";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut denials: Vec<usize> = Vec::new();
    let mut bonds: Vec<usize> = Vec::new();
    for word in ["linked", "coordinated"] {
        for &fact in case.with_word(word) {
            if case.facts[fact].is_negated {
                denials.push(fact)
            } else {
                bonds.push(fact)
            }
        }
    }
    let mut found = Vec::new();
    for denial in denials {
        let parties = parties(case.facts[denial].atom);
        let against: Vec<usize> = bonds
            .iter()
            .copied()
            .filter(|&bond| {
                self::parties(case.facts[bond].atom)
                    .intersection(&parties)
                    .count()
                    >= 2
            })
            .collect();
        if !against.is_empty() && parties.len() >= 2 {
            found.push(report(case, denial, &parties, &against));
        }
    }
    found
}

/// Who is linked with whom.
fn parties(atom: &Atom) -> BTreeSet<&str> {
    let values: Vec<&Value> = match atom.term.name.as_str() {
        "linked" => atom.term.positional().collect(),
        _ => argument(atom, "by").into_iter().collect(),
    };
    values.into_iter().flat_map(names_in).collect()
}

/// Never a contradiction: a link between organisations and acting together once are different things, and no account says
/// what it calls a link.
fn report(case: &Case<'_>, denial: usize, parties: &BTreeSet<&str>, against: &[usize]) -> Finding {
    let quoted: Vec<String> = parties.iter().map(|party| format!("`{party}`")).collect();
    let is_same_word = against
        .iter()
        .any(|&bond| case.facts[bond].atom.term.name == case.facts[denial].atom.term.name);
    let message = format!(
        "{} are said to have no link, and to {}",
        phrase::list(&quoted),
        if is_same_word {
            "be linked"
        } else {
            "act together"
        }
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message).on(
        case.facts[denial].place,
        format!("denied by {}", phrase::speaker(case.claim(denial))),
    );
    for &bond in against {
        diagnostic = diagnostic.with(
            case.facts[bond].place,
            format!(
                "`{}`, says {}",
                case.facts[bond].atom,
                phrase::speaker(case.claim(bond))
            ),
        );
    }
    Finding::from(diagnostic.help("both can hold: one speaks of the bodies, the other of one action; say in each claim which is meant"))
}
