//! One account says that something happened, another that it did not.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Atom, Value};

use crate::case::{Case, argument, name_in, subject};
use crate::collide::{Collision, Collisions};
use crate::moment::{Times, times};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "denial";

/// Words of links and joint action: they have a rule of their own.
const LOOSE: [&str; 2] = ["linked", "coordinated"];

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let (mut firm, mut open) = (Collisions::default(), Collisions::default());
    for (_, facts) in case.by_key() {
        if LOOSE.contains(&case.facts[facts[0]].atom.term.name.as_str()) {
            continue;
        }
        let (denied, told): (Vec<usize>, Vec<usize>) = facts
            .iter()
            .copied()
            .partition(|&fact| case.facts[fact].is_negated);
        for &a in &denied {
            for &b in told
                .iter()
                .filter(|&&b| case.facts[a].atom.comparison == case.facts[b].atom.comparison)
            {
                match (case.date(a), case.date(b)) {
                    (None, None) => firm.add(case, a, b),
                    (one, other) => match times(one, other) {
                        Times::Apart => {}
                        Times::Same => firm.add(case, a, b),
                        Times::MayDiffer => open.add(case, a, b),
                    },
                }
            }
        }
    }
    for &repulse in case.with_word("repulsed") {
        for &resistance in case.with_word("resisted") {
            if is_opposed(case, repulse, resistance) {
                firm.add(case, repulse, resistance);
            }
        }
    }
    let mut judged = firm.judged(case);
    judged.extend(open.judged(case).into_iter().map(|one| Collision {
        severity: Severity::Tension,
        ..one
    }));
    // Several speakers of the same words collide together.
    let mut alike: BTreeMap<(Severity, String), Vec<Collision>> = BTreeMap::new();
    for collision in judged {
        alike
            .entry((collision.severity, words(case, &collision)))
            .or_default()
            .push(collision);
    }
    alike
        .iter()
        .map(|((severity, words), collisions)| report(case, *severity, words, collisions))
        .collect()
}

fn words(case: &Case<'_>, collision: &Collision) -> String {
    let text = |fact: usize| {
        let atom: &Atom = case.facts[fact].atom;
        if case.facts[fact].is_negated {
            format!("`not {atom}`")
        } else {
            format!("`{atom}`")
        }
    };
    let (a, b) = collision.facts[0];
    format!("{} and {} exclude each other", text(a), text(b))
}

/// An assault that nobody resisted was not repulsed.
fn is_opposed(case: &Case<'_>, repulse: usize, resistance: usize) -> bool {
    let (one, other) = (&case.facts[repulse], &case.facts[resistance]);
    let value = other
        .atom
        .comparison
        .as_ref()
        .map(|comparison| &comparison.value);
    let is_none = match value {
        Some(Value::Name(term)) => term.name == "none",
        Some(Value::Wording(words)) => words == "none",
        Some(_) => false,
        None => other.is_negated,
    };
    let assault = argument(other.atom, "in")
        .or(argument(other.atom, "during"))
        .and_then(name_in);
    is_none && !one.is_negated && assault.is_some() && subject(one.atom) == assault
}

fn report(case: &Case<'_>, severity: Severity, message: &str, collisions: &[Collision]) -> Finding {
    let help = match severity {
        Severity::Contradiction => "at most one stands: keep both as rivals, each with its speaker",
        _ => "only some readings collide: say which day or action each is about",
    };
    let facts: BTreeSet<usize> = collisions
        .iter()
        .flat_map(|one| [one.facts[0].0, one.facts[0].1])
        .collect();
    let places = facts.into_iter().map(|fact| {
        (
            case.facts[fact].place,
            format!("says {}", phrase::speaker(case.claim(fact))),
        )
    });
    let sets = collisions
        .iter()
        .map(|one| vec![one.claims.0, one.claims.1])
        .collect();
    Finding::between(
        Diagnostic::new(CODE, severity, message)
            .at_all(places)
            .help(help),
        sets,
    )
}
