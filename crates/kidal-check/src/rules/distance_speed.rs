//! Distances that claims give, against known geography, the hours between events, and each other.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Date;
use kidal_dossier::language::{Atom, Value};
use kidal_dossier::model::{Along, PlaceKind, SpeedKind};

use crate::amount::show;
use crate::case::{Case, argument, name_in, names_in};
use crate::dated::{Dated, Moment, events, own_date};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "distance-speed";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let dated = events(case);
    let claimed: Vec<Claimed<'_>> = case
        .with_word("distance")
        .iter()
        .filter_map(|&fact| Claimed::of(case, fact))
        .collect();
    let mut found: Vec<Finding> = claimed
        .iter()
        .filter_map(|one| against_geography(case, one))
        .collect();
    found.extend(journeys(case, &dated, &claimed));
    found.extend(other_places(case, &claimed));
    found
}

/// A distance that a claim gives between two named things.
struct Claimed<'d> {
    fact: usize,
    from: &'d str,
    to: &'d str,
    /// `border(niger)`: the second is a border of the place.
    is_border: bool,
    along: Option<&'d str>,
    low_km: f64,
    high_km: f64,
}

impl<'d> Claimed<'d> {
    fn of(case: &Case<'d>, fact: usize) -> Option<Self> {
        let stated = &case.facts[fact];
        let atom: &'d Atom = stated.atom;
        let span = case.amounts[fact]
            .as_ref()
            .filter(|_| !stated.is_negated)?
            .span();
        let far = atom.term.position(1)?;
        let Value::Name(term) = far else { return None };
        let is_border = term.name == "border";
        let to = if is_border {
            term.position(0).and_then(name_in)?
        } else {
            term.name.as_str()
        };
        Some(Claimed {
            fact,
            from: atom.term.position(0).and_then(name_in)?,
            to,
            is_border,
            along: argument(atom, "along").and_then(name_in),
            low_km: span.low / 1_000.0,
            high_km: span.high / 1_000.0,
        })
    }
}

/// The known distance between two places, lowest and highest, by road or through the air.
fn known(case: &Case<'_>, from: &str, to: &str, along: Along) -> Option<(f64, f64)> {
    let mut range: Option<(f64, f64)> = None;
    for distance in &case.dossier.distances {
        let ends = (distance.from.value.as_str(), distance.to.value.as_str());
        if distance.along.value == along && (ends == (from, to) || ends == (to, from)) {
            let (low, high) = distance.range_km();
            range = Some(range.map_or((low, high), |(a, b)| (a.min(low), b.max(high))));
        }
    }
    range
}

/// How far a known distance may be from a claimed one. Chosen by us because towns are wide and odometers differ.
const TOLERANCE: f64 = 0.15;

fn against_geography(case: &Case<'_>, claimed: &Claimed<'_>) -> Option<Finding> {
    if claimed.is_border {
        return None;
    }
    let air = known(case, claimed.from, claimed.to, Along::Air);
    let road = known(case, claimed.from, claimed.to, Along::Road);
    let shortest = match claimed.along {
        Some("road") => road.or(air)?.0,
        _ => air.or(road)?.0,
    };
    let longest = match claimed.along {
        Some("air") => air.map(|(_, high)| high),
        _ => road.map(|(_, high)| high),
    };
    let is_short = claimed.high_km < shortest * (1.0 - TOLERANCE);
    let is_long = longest.is_some_and(|longest| claimed.low_km > longest * (1.0 + TOLERANCE));
    if !is_short && !is_long {
        return None;
    }
    let atom = case.facts[claimed.fact].atom;
    let reference = longest.map_or(show(shortest), |longest| {
        if longest == shortest {
            show(shortest)
        } else {
            format!("{} to {}", show(shortest), show(longest))
        }
    });
    let message = format!("`{atom}`, but the known distance is {reference} km");
    let severity = if case.is_certain(claimed.fact) {
        Severity::Contradiction
    } else {
        Severity::Tension
    };
    Some(Finding::between(
        Diagnostic::new(CODE, severity, message)
            .on(
                case.facts[claimed.fact].place,
                format!(
                    "{} km, says {}",
                    show(claimed.high_km),
                    phrase::speaker(case.claim(claimed.fact))
                ),
            )
            .sum(format!(
                "{} km claimed, {reference} km known",
                show(claimed.high_km)
            ))
            .help("correct the distance, or say that it is measured along another way"),
        vec![vec![case.facts[claimed.fact].claim]],
    ))
}

/// Whether those who left a place could be where a dated event puts them.
fn journeys<'d>(
    case: &Case<'d>,
    dated: &BTreeMap<&'d str, Vec<Dated<'d>>>,
    claimed: &[Claimed<'d>],
) -> Vec<Finding> {
    let mut told: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for one in claimed {
        let row = case.facts[one.fact].claim;
        if told.contains(&row) {
            continue;
        }
        let Some(arrival) = dated
            .get(one.from)
            .and_then(|all| all.iter().find(|date| date.moment != Moment::End))
        else {
            continue;
        };
        let Some(departure) = departure(case, one.to) else {
            continue;
        };
        told.push(row);
        let readings: Vec<&Claimed<'_>> = claimed
            .iter()
            .filter(|other| case.facts[other.fact].claim == row)
            .collect();
        found.extend(journey(case, &readings, arrival, &departure));
    }
    found
}

/// The earliest hour at which a place was left, and the facts that say so.
struct Departure<'d> {
    fact: usize,
    date: &'d Date,
    /// Fighting at the place on that day, after which it was left.
    fire: Option<(usize, &'d Date)>,
}

fn departure<'d>(case: &Case<'d>, place: &str) -> Option<Departure<'d>> {
    let leaves = ["left", "abandoned"]
        .iter()
        .flat_map(|word| case.with_word(word))
        .copied();
    let (fact, date) = leaves
        .filter(|&fact| {
            let stated = &case.facts[fact];
            !stated.is_negated
                && stated
                    .atom
                    .term
                    .position(0)
                    .is_some_and(|value| names_in(value).contains(&place))
        })
        .filter_map(|fact| Some((fact, own_date(case.facts[fact].atom)?)))
        .min_by_key(|(fact, date)| (date.earliest(), *fact))?;
    let fire = case
        .with_word("first_fire")
        .iter()
        .filter_map(|&fact| Some((fact, own_date(case.facts[fact].atom)?)))
        .filter(|(fact, fire)| {
            let event = case.facts[*fact]
                .atom
                .term
                .position(0)
                .and_then(name_in)
                .and_then(|event| case.dossier.event(event));
            let is_there = event
                .and_then(|event| event.place.as_ref())
                .is_some_and(|there| there.value == place);
            is_there && date.contains(fire)
        })
        .max_by_key(|(_, date)| date.earliest());
    Some(Departure { fact, date, fire })
}

fn journey(
    case: &Case<'_>,
    readings: &[&Claimed<'_>],
    arrival: &Dated<'_>,
    departure: &Departure<'_>,
) -> Option<Finding> {
    let first = readings.first()?;
    let start = departure
        .fire
        .map_or(departure.date.earliest(), |(_, date)| date.earliest());
    let hours = arrival.date.latest().since(start) as f64 / 3_600.0;
    let speed = case
        .dossier
        .speeds
        .iter()
        .find(|speed| speed.kind.value == SpeedKind::Convoy)?;
    let (slow, fast) = (speed.low_km_h.value, speed.high_km_h.value);
    let shortest = readings
        .iter()
        .map(|one| one.low_km)
        .fold(f64::INFINITY, f64::min);
    let is_feasible = hours > 0.0 && shortest / fast <= hours;
    let message = format!(
        "`{}` at {} km from `{}` on {} is {}: {} h are left for it",
        first.from,
        show(first.high_km),
        first.to,
        arrival.date,
        if is_feasible { "feasible" } else { "too far" },
        show(hours.max(0.0))
    );
    let severity = if is_feasible {
        Severity::Note
    } else {
        Severity::Contradiction
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message)
        .on(
            case.facts[first.fact].place,
            format!("{} km", show(first.high_km)),
        )
        .with(
            case.facts[departure.fact].place,
            format!("left on {}", departure.date),
        )
        .with(
            case.facts[arrival.fact].place,
            format!("reached on {}", arrival.date),
        );
    let mut facts = vec![first.fact, departure.fact, arrival.fact];
    if let Some((fire, date)) = departure.fire {
        diagnostic = diagnostic
            .with(
                case.facts[fire].place,
                format!("fire there at {date}: left later"),
            )
            .sum(format!(
                "from {start} to {}: {} h",
                arrival.date.latest(),
                show(hours)
            ));
        facts.push(fire);
    }
    if hours > 0.0 {
        diagnostic = diagnostic
            .sum(format!(
                "{} km / {} h = {} km/h at least",
                show(shortest),
                show(hours),
                show(round(shortest / hours))
            ))
            .sum(format!(
                "a convoy at {} to {} km/h needs {} to {} h for it",
                show(slow),
                show(fast),
                show(round(shortest / fast)),
                show(round(shortest / slow))
            ));
    }
    diagnostic = by_road_and_air(case, first, diagnostic);
    if !is_feasible {
        diagnostic = diagnostic.help("correct the distance, the place or one of the dates");
    }
    let mut rows: Vec<usize> = facts.iter().map(|&fact| case.facts[fact].claim).collect();
    rows.sort_unstable();
    rows.dedup();
    Some(Finding::between(diagnostic, vec![rows]))
}

/// What the figure is worth by road if it is meant through the air, and the other way round.
fn by_road_and_air(case: &Case<'_>, claimed: &Claimed<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let pair = case.dossier.distances.iter().find_map(|distance| {
        let (from, to) = (distance.from.value.as_str(), distance.to.value.as_str());
        if from != claimed.to && to != claimed.to {
            return None;
        }
        Some((
            from,
            to,
            known(case, from, to, Along::Air)?,
            known(case, from, to, Along::Road)?,
        ))
    });
    let Some((from, to, air, road)) = pair else {
        return diagnostic;
    };
    let (low, high) = (road.0 / air.1, road.1 / air.0);
    let km = claimed.high_km;
    diagnostic.sum(format!(
        "the road from `{from}` to `{to}` is {} to {} times the straight line: {} km by road are {} to {} by air, {} km by air are {} to {} by road",
        show(round(low)), show(round(high)),
        show(km), show((km / high).round()), show((km / low).round()),
        show(km), show((km * low).round()), show((km * high).round())
    ))
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Two claimed places that cannot be one: a place near a border, and a place within reach of a point far from it.
fn other_places(case: &Case<'_>, claimed: &[Claimed<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut told: Vec<(usize, usize)> = Vec::new();
    for near in claimed.iter().filter(|one| one.is_border) {
        for far in claimed
            .iter()
            .filter(|one| !one.is_border && one.from != near.from)
        {
            let rows = (case.facts[near.fact].claim, case.facts[far.fact].claim);
            if told.contains(&rows) {
                continue;
            }
            let crossing = case
                .dossier
                .places
                .iter()
                .filter(|place| place.kind.value == PlaceKind::Border)
                .filter_map(|place| {
                    Some((place, known(case, far.to, &place.id.value, Along::Air)?.0))
                })
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let Some((place, km)) = crossing else {
                continue;
            };
            let least = km - far.high_km;
            if least > near.high_km {
                told.push(rows);
                found.push(apart(case, near, far, &place.id.value, km));
            }
        }
    }
    found
}

fn apart(
    case: &Case<'_>,
    near: &Claimed<'_>,
    far: &Claimed<'_>,
    crossing: &str,
    km: f64,
) -> Finding {
    let least = round(km - far.high_km);
    let message = format!(
        "`{}`, {} km from the border, is not the place of `{}`, at least {} km from `{crossing}`",
        near.from,
        show(near.high_km),
        far.from,
        show(least)
    );
    Finding::from(
        Diagnostic::new(CODE, Severity::Note, message)
            .on(
                case.facts[near.fact].place,
                format!("{} km from the border", show(near.high_km)),
            )
            .with(
                case.facts[far.fact].place,
                format!("{} km from `{}`", show(far.high_km), far.to),
            )
            .sum(format!(
                "{} \u{2212} {} = {} km at least, more than {}",
                show(km),
                show(far.high_km),
                show(least),
                show(near.high_km)
            ))
            .help("keep two places"),
    )
}
