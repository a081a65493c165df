//! `[[contingent]]`: bodies of men, with their arms, morale, fatigue and loyalty.
//!
//! The inner tables may be shared: `morale = "soldiers"` takes `[morale.soldiers]` of the file.

use crate::arms;
use crate::corners::corners;
use crate::reader::Section;
use crate::unit::{counts, spellings};
use kidal_battle::parts::{
    CapturePart, ContingentPart, FatiguePart, FirePart, Flight, LoyaltyPart, MoralePart, Placement,
    Step, Value,
};
use kidal_dossier::language::unit::Measure;
use kidal_dossier::table::TableReader;
use kidal_units::Seconds;

/// Reads one contingent. `root` holds the shared tables.
pub(crate) fn read(root: &Section<'_, '_>, section: &Section<'_, '_>) -> Option<ContingentPart> {
    let table = section.table;
    let name = table.required_text("id")?.value;
    let actor = section.required_actor("actor")?;
    let element_men = table.integer("element_men").map_or(10, |n| n.value);
    if !(1..=1000).contains(&element_men) {
        section.fault(
            format!("`element_men` is {element_men}; it lies between 1 and 1000"),
            "10 is usual: a vehicle's crew",
        );
        return None;
    }
    let elements = table.integer("elements").map(|n| n.value);
    if elements.is_some_and(|count| !(1..=1000).contains(&count)) {
        section.fault(
            format!(
                "`elements` is {}; it lies between 1 and 1000",
                elements.unwrap_or_default()
            ),
            "one for each vehicle or squad of the usual number of men",
        );
        return None;
    }
    if elements.is_some() && table.has("element_men") {
        section.fault(
            "`elements` and `element_men` stand side by side".into(),
            "give one of them: how many elements, or how many men to each",
        );
        return None;
    }
    let men = section.required_within("men", 0.0, MOST_MEN)?;
    are_men(section, &men);
    let start = match table.table("start") {
        Some(inner) => {
            let placement = placement(&section.of(&inner));
            inner.finish();
            placement?
        }
        None => {
            table.missing("start");
            return None;
        }
    };
    let [slow, fast] = section.required_value_pair("speed_km_h")?;
    for speed in [&slow, &fast] {
        section.bounded("speed_km_h", speed, 0.0, FASTEST_KM_H);
    }
    if !table.has("fire") {
        table.missing("fire");
    }
    let km_h = |value: Value| scaled(value, 1.0 / 3.6);
    let flight = match section.km_h("flight_km_h") {
        Some(speed) => Flight::FromEnemy {
            speed_m_s: speed.metres_per_second(),
        },
        None => Flight::FromEnemy { speed_m_s: 2.0 },
    };
    Some(ContingentPart {
        name,
        actor,
        men,
        element_men: element_men as u16,
        elements: elements.map(|count| count as u16),
        vehicles: section.value_within("vehicles", 0.0, 0.0, MOST_MEN),
        arrives_s: arrives(section),
        start,
        fire: shared(root, section, "fire", fire)??,
        sight_m: section.required_pair("sight_m")?,
        speed_m_s: [km_h(slow), km_h(fast)],
        halting_m: section.pair("halting_m").unwrap_or([150.0, 400.0]),
        morale: shared(root, section, "morale", morale).flatten(),
        fatigue: shared(root, section, "fatigue", fatigue).flatten(),
        loyalty: shared(root, section, "loyalty", loyalty).flatten(),
        capture: shared(root, section, "capture", capture).flatten(),
        supply: shared(root, section, "supply", arms::supply).flatten(),
        suppression: shared(root, section, "suppression", arms::suppression).flatten(),
        vehicle: shared(root, section, "vehicle", arms::vehicle).flatten(),
        command: shared(root, section, "command", arms::command).flatten(),
        spacing_m: section
            .metres("spacing_m")
            .map_or(kidal_battle::parts::SPACING_M, |m| m.metres()),
        flight,
    })
}

/// Refuses an unknown in kilograms, days or shares for a number of men. Of products the units are not followed.
fn are_men(section: &Section<'_, '_>, men: &Value) {
    let [Step::Parameter(id)] = men.0.as_slice() else {
        return;
    };
    let unit = section.names.unit_of(*id);
    if let (false, Some(written)) = (counts(Measure::People, unit), section.table.text("men")) {
        section.table.error(
            "bad-scenario",
            written.span,
            format!(
                "`{}` is an unknown in `{unit}` and no number of men",
                written.value
            ),
            "as many men",
            Some(format!(
                "give the unknown one of the units {}",
                spellings(Measure::People)
            )),
        );
    }
}

/// More men than this are a slip. Chosen by us because no battle of a dossier had so many on one side.
const MOST_MEN: f64 = 10_000_000.0;

/// No body of men moves faster (km/h). Chosen by us because nothing that drives to a battle does; metres an hour are the
/// usual slip.
const FASTEST_KM_H: f64 = 300.0;

/// How far outside of what the map draws men may stand (m). Chosen by us because a column comes from beyond the edge of a
/// drawing, but not from another country.
const BEYOND_M: f64 = 100_000.0;

fn inside_the_map(section: &Section<'_, '_>, corners: &[f64; 4]) {
    let Some([west, south, east, north]) = section.names.extent_m else {
        return;
    };
    let is_inside = corners[0].min(corners[2]) >= west - BEYOND_M
        && corners[0].max(corners[2]) <= east + BEYOND_M
        && corners[1].min(corners[3]) >= south - BEYOND_M
        && corners[1].max(corners[3]) <= north + BEYOND_M;
    if !is_inside {
        section.table.error(
            "out-of-range",
            section.span_of("box_m"),
            format!("`box_m` lies more than {} km outside of the map", BEYOND_M / 1000.0),
            "off the map",
            Some(format!(
                "the map reaches from {west:.0}, {south:.0} to {east:.0}, {north:.0} (metres from the origin)"
            )),
        );
    }
}

/// When it comes into play; `"never"`: when an order brings it, if at all.
fn arrives(section: &Section<'_, '_>) -> Value {
    let is_never = section
        .table
        .raw("arrives")
        .is_some_and(|raw| raw.value.as_str() == Some("never"));
    if is_never {
        let _ = section.table.text("arrives");
        return Value::constant(NEVER_S);
    }
    section.value_or("arrives", 0.0)
}

/// A time after every scenario's end [s].
const NEVER_S: f64 = 3e9;

/// A value times a constant.
pub(crate) fn scaled(value: Value, by: f64) -> Value {
    use kidal_battle::parts::Step;
    let mut steps = value.0;
    steps.push(Step::Constant(by));
    steps.push(Step::Multiply);
    Value(steps)
}

/// Reads an inner table, given in place or by the name of a shared one.
fn shared<T>(
    root: &Section<'_, '_>,
    section: &Section<'_, '_>,
    key: &str,
    read: impl Fn(&Section<'_, '_>) -> T,
) -> Option<T> {
    if !section.table.has(key) {
        return None;
    }
    let is_name = matches!(section.table.raw(key).map(|raw| raw.value), Some(toml_value) if toml_value.is_str());
    if !is_name {
        let inner = section.table.table(key)?;
        let part = read(&section.of(&inner));
        inner.finish();
        return Some(part);
    }
    let name = section.table.text(key)?;
    let all: TableReader<'_> = root.table.table(key)?;
    match all.table(&name.value) {
        Some(inner) => {
            let part = read(&root.of(&inner));
            inner.finish();
            Some(part)
        }
        None => {
            section.fault(
                format!("there is no table [{key}.{}]", name.value),
                "write it, or give the values here",
            );
            None
        }
    }
}

fn placement(section: &Section<'_, '_>) -> Option<Placement> {
    let table = section.table;
    if table.has("within") {
        return Some(Placement::Within(section.required_place("within")?));
    }
    if table.has("ring") {
        return Some(Placement::Ring {
            place: section.required_place("ring")?,
            radius: section.required_within("radius", 0.0, farthest_m(section))?,
            bearings: bearings(section),
        });
    }
    if table.has("route") {
        let route = section.required_route("route")?;
        let length = section.names.routes_m.get(route.index()).copied();
        return Some(Placement::OnRoute {
            route,
            at_m: section.required_within("at", 0.0, length.unwrap_or(f64::INFINITY))?,
        });
    }
    if table.has("box_m") {
        let corners: Vec<f64> = table.numbers("box_m").iter().map(|n| n.value).collect();
        if let Ok(corners) = <[f64; 4]>::try_from(corners) {
            inside_the_map(section, &corners);
            return Some(Placement::Box(corners));
        }
    }
    section.fault(
        "`start` needs `within`, `ring`, `route` or `box_m = [x, y, x, y]`".into(),
        "for example { within = \"kidal\" }",
    );
    None
}

/// How far from a place of the map men may stand about it (m): across the map, and as far beyond it as a box may lie.
pub(crate) fn farthest_m(section: &Section<'_, '_>) -> f64 {
    section
        .names
        .extent_m
        .map_or(f64::INFINITY, |[west, south, east, north]| {
            let (x, y) = (east - west, north - south);
            (x * x + y * y).sqrt().ceil() + BEYOND_M
        })
}

/// Two bearings in degrees; the whole circle where none are given. They run clockwise: [270, 450] and [270, 90] are the
/// same half of the circle.
pub(crate) fn bearings(section: &Section<'_, '_>) -> [f64; 2] {
    let [from, to] = section.pair("bearings").unwrap_or([0.0, 360.0]);
    let is_bearing = |bearing: f64| (-360.0..=720.0).contains(&bearing);
    if !(is_bearing(from) && is_bearing(to) && (to - from).abs() <= 360.0) {
        section.table.error(
            "out-of-range",
            section.span_of("bearings"),
            format!("`bearings` are {from} and {to}, which is no part of a circle"),
            "these bearings",
            Some(
                "write degrees clockwise from north, 0 to 360; through north as [270, 450] or [270, 90]"
                    .into(),
            ),
        );
    }
    let radians = core::f64::consts::PI / 180.0;
    [from * radians, to * radians]
}

fn fire(section: &Section<'_, '_>) -> Option<FirePart> {
    Some(FirePart {
        hit_per_minute: section.required_within("hit_per_minute", 0.0, f64::INFINITY)?,
        half_range_m: section.required_metres("half_range_m")?.metres(),
        range_m: section.required_metres("range_m")?.metres(),
        killed_share: section.value_within("killed_share", 0.25, 0.0, 1.0),
        area: arms::area(section),
    })
}

fn morale(section: &Section<'_, '_>) -> Option<MoralePart> {
    let initial = section.required_pair("initial")?;
    if !(initial[0] >= 0.0 && initial[0] <= initial[1] && initial[1] <= 1.0) {
        section.table.error(
            "out-of-range",
            section.span_of("initial"),
            format!(
                "`initial` is {} to {}; morale lies between 0 and 1, the least first",
                initial[0], initial[1]
            ),
            "these numbers",
            Some("write [least, most], for example [0.7, 1.0]".into()),
        );
    }
    Some(MoralePart {
        initial,
        recovery_per_minute: section.table.required_number("recovery_per_minute")?.value,
        own_loss: section.required_value("own_loss")?,
        neighbour_loss: section.required_value("neighbour_loss")?,
        neighbour_m: section.required_metres("neighbour_m")?.metres(),
        fatigue_per_hour: section.value_or("fatigue_per_hour", 0.0),
        encirclement_per_hour: section.value_or("encirclement_per_hour", 0.0),
        rally_at: section.table.number("rally_at").map(|n| n.value),
        break_at: {
            let break_at = section.required_within("break_at", 0.0, 1.0)?;
            rallies_above(section, &break_at);
            break_at
        },
    })
}

/// Whoever rallies below the line at which men break would break again at once.
fn rallies_above(section: &Section<'_, '_>, break_at: &Value) {
    let (Some(rally), Some([least, _])) = (
        section.table.number("rally_at"),
        corners(break_at, section.names),
    ) else {
        return;
    };
    if rally.value < least.value {
        section.table.error(
            "out-of-range",
            rally.span,
            format!(
                "`rally_at` is {}, below `break_at`, which is {}{}",
                rally.value,
                least.value,
                if least.at.is_empty() { "" } else { " or more" }
            ),
            "whoever rallies here breaks again at once",
            Some("let `rally_at` be above `break_at`, or leave it out: then nobody rallies".into()),
        );
    }
}

fn fatigue(section: &Section<'_, '_>) -> Option<FatiguePart> {
    Some(FatiguePart {
        awake_hours: section.required_value("awake_hours")?,
        asleep_hours: section.table.required_number("asleep_hours")?.value,
        effect_on_fire: section.required_within("effect_on_fire", 0.0, 1.0)?,
        initial: section.required_pair("initial")?,
        sleep_per_hour: section.table.required_number("sleep_per_hour")?.value,
        quiet_s: section
            .minutes("quiet_minutes")
            .map_or(3600.0, Seconds::seconds),
        waking_s: section
            .minutes("waking_minutes")
            .map_or(300.0, Seconds::seconds),
    })
}

fn loyalty(section: &Section<'_, '_>) -> Option<LoyaltyPart> {
    let notice = |key: &str| {
        let name = section.table.text(key)?;
        section.accept(name.span, section.names.notice(&name.value))
    };
    Some(LoyaltyPart {
        base_per_hour: section.required_within("base_per_hour", 0.0, f64::INFINITY)?,
        pressure: section.value_or("pressure", 0.0),
        news: section.value_or("news", 0.0),
        contagion: section.value_or("contagion", 0.0),
        fatigue: section.value_or("fatigue", 0.0),
        news_notice: notice("news_notice"),
        from: notice("from"),
        until: notice("until"),
        join_share: section.value_within("join_share", 1.0, 0.0, 1.0),
        joins: section.required_actor("joins")?,
    })
}

fn capture(section: &Section<'_, '_>) -> Option<CapturePart> {
    Some(CapturePart {
        per_hour: section.required_within("per_hour", 0.0, f64::INFINITY)?,
        range_m: section.required_metres("range_m")?.metres(),
        spared: section.value_or("spared", 1.0),
    })
}
