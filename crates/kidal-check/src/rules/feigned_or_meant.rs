//! A change of allegiance that some accounts call real and others feigned.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Face, Qualifier};

use crate::case::{Case, name_in, subject};
use crate::moment::{Times, times};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sides::side_of;

const CODE: &str = "feigned-or-meant";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut feigned: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for &fact in case.with_word("feigned") {
        let Some(event) = subject(case.facts[fact].atom).and_then(|id| case.dossier.event(id))
        else {
            continue;
        };
        for who in event
            .by
            .iter()
            .filter(|who| case.dossier.person(who).is_some())
        {
            feigned
                .entry((&event.id.value, &who.value))
                .or_default()
                .push(fact);
        }
    }
    feigned
        .into_iter()
        .filter_map(|((event, who), facts)| report(case, event, who, &facts))
        .collect()
}

fn report(case: &Case<'_>, event: &str, who: &str, feigned: &[usize]) -> Option<Finding> {
    let meant: Vec<usize> = case
        .with_word("allegiance")
        .iter()
        .copied()
        .filter(|&fact| is_meant(case, fact, who))
        .filter(|&fact| {
            feigned
                .iter()
                .any(|&other| times(case.date(fact), case.date(other)) != Times::Apart)
        })
        .collect();
    let denied = feigned
        .iter()
        .copied()
        .filter(|&fact| case.facts[fact].is_negated);
    let against: Vec<usize> = meant.into_iter().chain(denied).collect();
    let told: Vec<usize> = feigned
        .iter()
        .copied()
        .filter(|&fact| !case.facts[fact].is_negated)
        .collect();
    if against.is_empty() || told.is_empty() {
        return None;
    }
    let message = format!("`{event}` of `{who}` is told as feigned, and as meant");
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message);
    for (number, &fact) in told.iter().enumerate() {
        let label = format!("feigned, says {}", phrase::speaker(case.claim(fact)));
        let place = case.facts[fact].place;
        diagnostic = if number == 0 {
            diagnostic.on(place, label)
        } else {
            diagnostic.with(place, label)
        };
    }
    for fact in against {
        diagnostic = diagnostic.with(
            case.facts[fact].place,
            format!(
                "`{}`, says {}",
                case.facts[fact].atom,
                phrase::speaker(case.claim(fact))
            ),
        );
    }
    Some(Finding::from(diagnostic.help(
        "both can hold if one tells what was shown (`as public`) and the other what was meant (`as private`), or of another day",
    )))
}

/// Whether a fact has someone stand with another side than his own, and not only in public.
fn is_meant(case: &Case<'_>, fact: usize, who: &str) -> bool {
    let stated = &case.facts[fact];
    let is_public = stated
        .atom
        .qualifiers
        .iter()
        .any(|qualifier| matches!(qualifier, Qualifier::As(Face::Public)));
    let with = stated
        .atom
        .comparison
        .as_ref()
        .and_then(|comparison| name_in(&comparison.value));
    let is_other = with.is_some_and(|with| {
        side_of(case, with).is_some() && side_of(case, with) != side_of(case, who)
    });
    !stated.is_negated && !is_public && is_other && subject(stated.atom) == Some(who)
}
