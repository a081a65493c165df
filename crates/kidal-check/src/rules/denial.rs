//! One account says that something happened, another that it did not.

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
    judged
        .iter()
        .map(|collision| report(case, collision))
        .collect()
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

fn report(case: &Case<'_>, collision: &Collision) -> Finding {
    let (a, b) = collision.facts[0];
    let text = |fact: usize| {
        let atom: &Atom = case.facts[fact].atom;
        if case.facts[fact].is_negated {
            format!("`not {atom}`")
        } else {
            format!("`{atom}`")
        }
    };
    let (severity, help) = match collision.severity {
        Severity::Contradiction => (
            Severity::Contradiction,
            "at most one stands: keep both as rivals, each with its speaker",
        ),
        _ => (
            Severity::Tension,
            "only some readings collide: say which day or action each is about",
        ),
    };
    let message = format!("{} and {} exclude each other", text(a), text(b));
    let diagnostic = Diagnostic::new(CODE, severity, message)
        .on(
            case.facts[a].place,
            format!("says {}", phrase::speaker(case.claim(a))),
        )
        .with(
            case.facts[b].place,
            format!("says {}", phrase::speaker(case.claim(b))),
        )
        .help(help);
    Finding::between(
        diagnostic,
        vec![vec![collision.claims.0, collision.claims.1]],
    )
}
