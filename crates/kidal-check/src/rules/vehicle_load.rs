//! Men to a vehicle: can those who are counted have left in what is counted?

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Value;

use crate::amount::show;
use crate::case::{Case, argument, subject};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "vehicle-load";

/// Chosen by us because an open lorry with standing men holds about twenty-five, and most vehicles of a column hold fewer.
const MOST_MEN: f64 = 25.0;

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for &vehicles in case.with_word("vehicles") {
        let atom = case.facts[vehicles].atom;
        let (Some(group), Some(amount)) = (subject(atom), &case.amounts[vehicles]) else {
            continue;
        };
        if argument(atom, "kind").is_some()
            || case.facts[vehicles].is_negated
            || amount.span().low <= 0.0
        {
            continue;
        }
        let men = case.with_word("strength").iter().copied().find(|&fact| {
            subject(case.facts[fact].atom) == Some(group)
                && argument(case.facts[fact].atom, "at").is_none()
                && case.amounts[fact]
                    .as_ref()
                    .is_some_and(|amount| amount.single().is_some())
        });
        if let Some(men) = men {
            found.extend(report(case, vehicles, men, group));
        }
    }
    found.extend(on_foot(case));
    found
}

/// A group that comes on foot, and vehicles of a body that holds or overlaps it.
fn on_foot(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        let value = stated
            .atom
            .comparison
            .as_ref()
            .map(|comparison| &comparison.value);
        let is_on_foot = matches!(value, Some(Value::Wording(words)) if words.contains("on foot"));
        let Some(group) = subject(stated.atom).filter(|_| is_on_foot && !stated.is_negated) else {
            continue;
        };
        let drives = case.with_word("vehicles").iter().copied().find(|&other| {
            let body = subject(case.facts[other].atom).and_then(|body| case.dossier.group(body));
            let is_whole =
                argument(case.facts[other].atom, "kind").is_none() && case.amounts[other].is_some();
            is_whole
                && body.is_some_and(|body| {
                    case.dossier.is_within(group, &body.id.value)
                        || body.overlaps.iter().any(|shared| shared.value == group)
                })
        });
        let Some(drives) = drives else { continue };
        let Some(cars) = &case.amounts[drives] else {
            continue;
        };
        let body = subject(case.facts[drives].atom).unwrap_or_default();
        let message = format!(
            "`{group}` comes on foot, and `{body}`, which has men of it, has {} vehicles",
            cars.text
        );
        found.push(Finding::from(
            Diagnostic::new(CODE, Severity::Tension, message)
                .on(
                    stated.place,
                    format!("on foot, says {}", phrase::speaker(case.claim(fact))),
                )
                .with(
                    case.facts[drives].place,
                    format!(
                        "{} vehicles, says {}",
                        cars.text,
                        phrase::speaker(case.claim(drives))
                    ),
                )
                .help("both can hold of different stretches of the way: say which each is about"),
        ));
    }
    found
}

fn report(case: &Case<'_>, vehicles: usize, men: usize, group: &str) -> Option<Finding> {
    let (cars, count) = (
        case.amounts[vehicles].as_ref()?,
        case.amounts[men].as_ref()?.single()?,
    );
    let most_cars = cars
        .stated
        .iter()
        .map(|range| range.high)
        .fold(0.0, f64::max);
    let said = cars.span().high;
    if !said.is_finite() {
        return None;
    }
    let each = (count / said * 10.0).round() / 10.0;
    let is_too_many = count / most_cars > MOST_MEN;
    let message = format!(
        "{} of `{group}` in {} vehicles are {} to a vehicle",
        show(count),
        cars.text,
        show(each)
    );
    let severity = if is_too_many {
        Severity::Tension
    } else {
        Severity::Note
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message)
        .on(
            case.facts[vehicles].place,
            format!(
                "{} vehicles, says {}",
                cars.text,
                phrase::speaker(case.claim(vehicles))
            ),
        )
        .with(
            case.facts[men].place,
            format!("{}, says {}", show(count), phrase::speaker(case.claim(men))),
        )
        .sum(format!("{} / {} = {}", show(count), show(said), show(each)));
    if is_too_many {
        diagnostic =
            diagnostic.help("ask whether all of them rode, at once, and in these vehicles alone");
    }
    Some(Finding::from(diagnostic))
}
