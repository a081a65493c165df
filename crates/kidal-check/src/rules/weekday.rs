//! A day of the week that is not that of the date beside it.

use kidal_diag::{Diagnostic, Severity};

use crate::case::Case;
use crate::dated::own_date;
use crate::phrase::Places;
use crate::rule::Finding;

const CODE: &str = "weekday";

/// 1970-01-01 was a Thursday.
const DAYS: [&str; 7] = [
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
];

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (row, claim) in case.dossier.claims.iter().enumerate() {
        let Some(words) = &claim.words else { continue };
        let lower = words.value.to_lowercase();
        let named: Vec<&str> = lower
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| DAYS.contains(word))
            .collect();
        let [day] = named.as_slice() else { continue };
        for fact in case.of_claim[row].clone() {
            let Some(date) = own_date(case.facts[fact].atom) else {
                continue;
            };
            if date.length_s() > 86_400 {
                continue;
            }
            let local = date.earliest().0 + case.dossier.about.clock.seconds();
            let actual = DAYS[local.div_euclid(86_400).rem_euclid(7) as usize];
            if actual != *day {
                let message = format!(
                    "`{}` speaks of a {}, but {date} is a {}",
                    claim.id.value,
                    capital(day),
                    capital(actual)
                );
                found.push(Finding::from(
                    Diagnostic::new(CODE, Severity::Tension, message)
                        .on(words.span, format!("says {}", capital(day)))
                        .with(case.facts[fact].place, format!("a {}", capital(actual)))
                        .help("correct the date or the day"),
                ));
            }
        }
    }
    found
}

fn capital(day: &str) -> String {
    let mut letters = day.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
