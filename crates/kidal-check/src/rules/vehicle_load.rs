//! Men to a vehicle: can those who are counted have left in what is counted?

use kidal_diag::{Diagnostic, Severity};

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
