//! One moment told by two clocks that do not agree.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Date;
use kidal_dossier::date::Precision;
use kidal_dossier::language::Value;

use crate::case::Case;
use crate::dated::own_date;
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::rules::date_conflict::duration;

const CODE: &str = "clock-zone";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    (0..case.facts.len())
        .filter_map(|fact| in_one_atom(case, fact))
        .chain((0..case.dossier.claims.len()).filter_map(|row| in_readings(case, row)))
        .collect()
}

/// An atom that puts two times of day side by side as one moment, the second by a stated zone.
fn in_one_atom(case: &Case<'_>, fact: usize) -> Option<Finding> {
    let stated = &case.facts[fact];
    let dates: Vec<&Date> = stated
        .atom
        .term
        .positional()
        .filter_map(|value| match value {
            Value::Date(date) if is_time_of_day(date) => Some(date),
            _ => None,
        })
        .collect();
    let &[a, b] = dates.as_slice() else {
        return None;
    };
    let (local, zoned) = local_and_zoned(a, b)?;
    if stated.is_negated || !local.is_apart_from(zoned) {
        return None;
    }
    let message = format!(
        "`{local}` by the local clock ({}) and `{zoned}` are not one moment",
        case.dossier.about.clock
    );
    Some(Finding::between(
        Diagnostic::new(CODE, Severity::Contradiction, message)
            .on(
                stated.place,
                format!("{} gives both", phrase::speaker(case.claim(fact))),
            )
            .sum(arithmetic(local, zoned))
            .help(remedy(local, zoned)),
        vec![vec![stated.claim]],
    ))
}

/// Two readings of one claim, one by the local clock and one by a stated zone.
fn in_readings(case: &Case<'_>, row: usize) -> Option<Finding> {
    let facts = case.of_claim[row].clone();
    for a in facts.clone() {
        for b in a + 1..facts.end {
            if case.keys[a] != case.keys[b] || case.facts[a].reading == case.facts[b].reading {
                continue;
            }
            let (Some(one), Some(other)) =
                (own_date(case.facts[a].atom), own_date(case.facts[b].atom))
            else {
                continue;
            };
            let Some((local, zoned)) = local_and_zoned(one, other) else {
                continue;
            };
            if local.is_apart_from(zoned) {
                let message = format!(
                    "the readings of `{}` take its hour by two clocks: `{local}` and `{zoned}`",
                    case.dossier.claims[row].id.value
                );
                return Some(Finding::from(
                    Diagnostic::new(CODE, Severity::Note, message)
                        .on(case.facts[a].place, "one reading")
                        .with(case.facts[b].place, "the other")
                        .sum(arithmetic(local, zoned))
                        .help(remedy(local, zoned)),
                ));
            }
        }
    }
    None
}

fn is_time_of_day(date: &Date) -> bool {
    matches!(
        date.precision(),
        Precision::Hour | Precision::Minute | Precision::Second
    )
}

fn has_zone(date: &Date) -> bool {
    let time = date.as_str().split_once('T').map_or("", |(_, time)| time);
    time.contains(['Z', '+', '-'])
}

fn local_and_zoned<'d>(a: &'d Date, b: &'d Date) -> Option<(&'d Date, &'d Date)> {
    if !is_time_of_day(a) || !is_time_of_day(b) {
        return None;
    }
    match (has_zone(a), has_zone(b)) {
        (false, true) => Some((a, b)),
        (true, false) => Some((b, a)),
        _ => None,
    }
}

fn arithmetic(local: &Date, zoned: &Date) -> String {
    format!(
        "{local} local = {}; {zoned} = {}: {} apart",
        local.earliest(),
        zoned.earliest(),
        duration(gap(local, zoned))
    )
}

fn gap(local: &Date, zoned: &Date) -> i64 {
    local.earliest().since(zoned.earliest()).abs()
}

fn remedy(local: &Date, zoned: &Date) -> String {
    if gap(local, zoned) == 12 * 3_600 {
        format!(
            "twelve hours apart: most likely a slip between morning and evening; keep `{local}` and drop the zone"
        )
    } else {
        format!("keep `{local}`, or correct the clock of the dossier")
    }
}
