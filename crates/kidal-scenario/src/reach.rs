//! Orders that can never be given, and rings of orders that would never end.

use std::collections::BTreeSet;

use kidal_battle::parts::{
    Action, Condition, EventKind, NoticeId, OrderPart, Parts, Pattern, Trigger, Value,
};
use kidal_dossier::span::Span;
use kidal_dossier::table::TableReader;

use crate::corners::corners;
use crate::names::Names;

/// Reports orders that cannot fire, and orders that repeat and call each other for ever. `places` are those of the orders.
pub(crate) fn check(root: &TableReader<'_>, parts: &Parts, names: &Names, places: &[Span]) {
    let reached = reached(parts, names);
    for (row, order) in parts.orders.iter().enumerate() {
        let place = places.get(row).copied().unwrap_or(root.span());
        if let Some((why, help)) = (!reached[row]).then(|| why_not(parts, names, &reached, order)) {
            root.error(
                "order-never-fires",
                place,
                format!("the order `{}` can never be given: {why}", order.name),
                "this order",
                Some(help),
            );
        }
        scripted(root, names, order, place);
    }
    if let Some(ring) = ring(parts) {
        let ids: Vec<String> = ring
            .iter()
            .map(|&row| format!("`{}`", parts.orders[row].name))
            .collect();
        root.error(
            "orders-in-a-ring",
            places.get(ring[0]).copied().unwrap_or(root.span()),
            format!(
                "orders that repeat call each other for ever: {}",
                ids.join(" → ")
            ),
            "this order",
            Some(
                "take `repeats` from one of them, or give one of them a trigger of its own".into(),
            ),
        );
    }
}

/// Which orders can be given at all, as far as triggers, notices and factors decide it.
fn reached(parts: &Parts, names: &Names) -> Vec<bool> {
    let mut reached = vec![false; parts.orders.len()];
    loop {
        let notices = announced(parts, &reached);
        let mut changed = false;
        for (row, order) in parts.orders.iter().enumerate() {
            if !reached[row] && can_fire(parts, names, &notices, order) {
                reached[row] = true;
                changed = true;
            }
        }
        if !changed {
            return reached;
        }
    }
}

fn announced(parts: &Parts, reached: &[bool]) -> BTreeSet<NoticeId> {
    let orders = parts.orders.iter().zip(reached);
    orders
        .filter(|(_, reached)| **reached)
        .flat_map(|(order, _)| notices_of(order))
        .collect()
}

fn notices_of(order: &OrderPart) -> impl Iterator<Item = NoticeId> + '_ {
    order
        .actions
        .iter()
        .chain(&order.otherwise)
        .filter_map(|action| match action {
            Action::Announce { notice, .. } => Some(*notice),
            _ => None,
        })
}

fn can_fire(parts: &Parts, names: &Names, notices: &BTreeSet<NoticeId>, order: &OrderPart) -> bool {
    let is_in_time = |value: &Value| is_before_end(value, names, parts.duration_s);
    let is_triggered = match &order.trigger {
        Trigger::At(at) => is_in_time(at),
        Trigger::On(pattern) => can_happen(parts, notices, pattern),
        Trigger::Every { from_s, .. } => is_in_time(from_s),
    };
    is_triggered
        && !excludes_itself(order)
        && order.conditions.iter().all(|condition| match condition {
            Condition::Happened(pattern) => can_happen(parts, notices, pattern),
            _ => true,
        })
}

fn is_before_end(value: &Value, names: &Names, end_s: f64) -> bool {
    corners(value, names).is_none_or(|[least, _]| least.value <= end_s)
}

fn can_happen(parts: &Parts, notices: &BTreeSet<NoticeId>, pattern: &Pattern) -> bool {
    let any = |has: &dyn Fn(&kidal_battle::parts::ContingentPart) -> bool| {
        parts.contingents.iter().enumerate().any(|(row, part)| {
            has(part) && (pattern.who.is_empty() || pattern.who.iter().any(|id| id.index() == row))
        })
    };
    let is_possible = match pattern.kind {
        EventKind::Notice => pattern
            .notice
            .is_none_or(|notice| notices.contains(&notice)),
        EventKind::Dawn | EventKind::Dusk => !parts.daylight_s.is_empty(),
        EventKind::SleepBegan => any(&|part| part.fatigue.is_some()),
        EventKind::Defected => any(&|part| part.loyalty.is_some()),
        EventKind::RanDry => any(&|part| part.supply.is_some()),
        EventKind::CommanderLost | EventKind::CommandTaken => any(&|part| part.command.is_some()),
        EventKind::VehiclesLost | EventKind::VehiclesAbandoned | EventKind::VehiclesTaken => {
            any(&|part| part.vehicle.is_some())
        }
        EventKind::Reported => !parts.bystanders.is_empty(),
        EventKind::Broke | EventKind::Routed => any(&|part| part.morale.is_some()),
        _ => true,
    };
    is_possible
        && pattern
            .after
            .as_ref()
            .is_none_or(|after| can_happen(parts, notices, after))
}

/// Whether its conditions ask for two levels of one factor, or for a level and not for it.
fn excludes_itself(order: &OrderPart) -> bool {
    let wanted: Vec<_> = order
        .conditions
        .iter()
        .filter_map(|condition| match condition {
            Condition::Level(id, level) => Some((*id, *level)),
            _ => None,
        })
        .collect();
    let is_two = wanted
        .iter()
        .any(|(id, level)| wanted.iter().any(|(other, at)| id == other && level != at));
    let is_denied = order.conditions.iter().any(
        |condition| matches!(condition, Condition::NotLevel(id, level) if wanted.contains(&(*id, *level))),
    );
    is_two || is_denied
}

fn why_not(parts: &Parts, names: &Names, reached: &[bool], order: &OrderPart) -> (String, String) {
    let notices = announced(parts, reached);
    if excludes_itself(order) {
        return (
            "its conditions exclude each other".into(),
            "ask for one level of a factor".into(),
        );
    }
    let late = match &order.trigger {
        Trigger::At(at) => Some(at),
        Trigger::Every { from_s, .. } => Some(from_s),
        Trigger::On(_) => None,
    };
    if late.is_some_and(|at| !is_before_end(at, names, parts.duration_s)) {
        return (
            "its moment lies after the end of the scenario".into(),
            "mend the moment, or `end`".into(),
        );
    }
    let mut waits: Vec<&Pattern> = order
        .conditions
        .iter()
        .filter_map(|condition| match condition {
            Condition::Happened(pattern) => Some(pattern),
            _ => None,
        })
        .collect();
    if let Trigger::On(pattern) = &order.trigger {
        waits.insert(0, pattern);
    }
    let mut layers = waits.clone();
    for pattern in waits {
        let mut inner = pattern.after.as_deref();
        while let Some(pattern) = inner {
            layers.push(pattern);
            inner = pattern.after.as_deref();
        }
    }
    let missing = layers.into_iter().find(|pattern| {
        let alone = Pattern {
            after: None,
            ..(*pattern).clone()
        };
        !can_happen(parts, &notices, &alone)
    });
    match missing.and_then(|pattern| pattern.notice) {
        Some(notice) => {
            let name = names.notices().get(notice.index()).cloned().unwrap_or_default();
            let others: Vec<String> = parts
                .orders
                .iter()
                .filter(|other| notices_of(other).any(|one| one == notice))
                .map(|other| format!("`{}`", other.name))
                .collect();
            let why = if others.is_empty() {
                format!("it waits for the notice `{name}`, which no order announces")
            } else {
                format!(
                    "it waits for the notice `{name}`, which only {} would announce, and that is never given",
                    others.join(" and ")
                )
            };
            (
                why,
                format!("announce `{name}` in an order that something else sets off"),
            )
        }
        None => (
            "it waits for something that cannot happen here".into(),
            "give the contingents what the event needs (morale, fatigue, loyalty), or `dawn` and `dusk`".into(),
        ),
    }
}

/// An order at a fixed moment, without conditions, that cannot fail: the analyst has written the ending.
fn scripted(root: &TableReader<'_>, names: &Names, order: &OrderPart, place: Span) {
    let is_certain =
        corners(&order.probability, names).is_some_and(|[least, _]| least.value >= 1.0);
    if matches!(order.trigger, Trigger::At(_)) && order.conditions.is_empty() && is_certain {
        root.error(
            "scripted-certainty",
            place,
            format!(
                "the order `{}` is given at its moment in every history",
                order.name
            ),
            "this order cannot fail to happen",
            Some("give it a `probability` below 1, or a condition that decides it".into()),
        );
    }
}

/// Orders that repeat, each of which announces what the next waits for.
fn ring(parts: &Parts) -> Option<Vec<usize>> {
    let follows = |row: usize| -> Vec<usize> {
        let order = &parts.orders[row];
        if !order.repeats {
            return Vec::new();
        }
        let notices: BTreeSet<NoticeId> = notices_of(order).collect();
        parts
            .orders
            .iter()
            .enumerate()
            .filter(|(_, next)| next.repeats)
            .filter(|(_, next)| match &next.trigger {
                Trigger::On(pattern) => {
                    pattern.kind == EventKind::Notice
                        && pattern
                            .notice
                            .is_some_and(|notice| notices.contains(&notice))
                }
                _ => false,
            })
            .map(|(next, _)| next)
            .collect()
    };
    for start in 0..parts.orders.len() {
        let mut open = vec![vec![start]];
        let mut seen = BTreeSet::new();
        while let Some(path) = open.pop() {
            for next in follows(path[path.len() - 1]) {
                if next == start {
                    return Some(path);
                }
                if seen.insert(next) {
                    open.push([path.as_slice(), &[next]].concat());
                }
            }
        }
    }
    None
}
