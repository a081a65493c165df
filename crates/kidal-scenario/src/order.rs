//! `[[order]]`: event-condition-action rules, each with its chance of not happening.

use crate::contingent::{bearings, farthest_m};
use crate::corners::corners;
use crate::names::{Names, duplicate};
use crate::reader::Section;
use kidal_battle::parts::{Action, Condition, OrderPart, Relation, Trigger, Value};
use kidal_dossier::span::Span;
use kidal_dossier::table::TableReader;
use kidal_units::Seconds;

/// Gives each order its name, so that what is read later can point at it.
pub(crate) fn declare(root: &TableReader<'_>, names: &mut Names) {
    for table in root.tables("order") {
        if let Some(id) = table.required_text("id")
            && !names.add_order(&id.value)
        {
            duplicate(&table, "orders", &id);
        }
    }
}

/// The place of an order: its id.
pub(crate) fn place(table: &TableReader<'_>) -> Span {
    table.raw("id").map_or(table.span(), |id| id.span)
}

/// Reads one order.
pub(crate) fn read(section: &Section<'_, '_>) -> Option<OrderPart> {
    let table = section.table;
    let name = table.required_text("id")?.value;
    let trigger = trigger(section)?;
    let mut conditions = Vec::new();
    for inner in table.tables("if") {
        conditions.extend(condition(&section.of(&inner)));
        inner.finish();
    }
    if !table.has("probability") {
        table.error(
            "scripted-certainty",
            table.span(),
            format!("the order `{name}` has no `probability`; as written it cannot fail to happen"),
            "this order",
            Some("say how likely it is to be given when it is due; 1 where it follows from what went before".into()),
        );
    }
    let probability = section.value_within("probability", 1.0, 0.0, 1.0);
    let delay_s = match section.value_pair("delay_minutes") {
        Some([least, mean]) => [
            crate::contingent::scaled(least, 60.0),
            crate::contingent::scaled(mean, 60.0),
        ],
        None => [Value::constant(0.0), Value::constant(0.0)],
    };
    let actions = |key: &str| {
        let mut list = Vec::new();
        for inner in table.tables(key) {
            list.extend(action(&section.of(&inner)));
            inner.finish();
        }
        list
    };
    let (then, otherwise) = (actions("do"), actions("otherwise"));
    if then.is_empty() {
        section.fault(
            format!("the order `{name}` does nothing"),
            "give it `do = [ { … } ]`",
        );
        return None;
    }
    Some(OrderPart {
        name,
        trigger,
        conditions,
        probability,
        delay_s,
        repeats: table.boolean("repeats").is_some_and(|b| b.value),
        actions: then,
        otherwise,
    })
}

fn trigger(section: &Section<'_, '_>) -> Option<Trigger> {
    let table = section.table;
    let given = ["at", "on", "every_minutes"]
        .iter()
        .filter(|key| table.has(key))
        .count();
    if given != 1 {
        section.fault(
            "an order needs one trigger: `at`, `on` or `every_minutes` with `from`".into(),
            "for example at = \"2012-03-29T06:00\"",
        );
        return None;
    }
    if table.has("at") {
        let at = section.value("at")?;
        not_before_zero(section, "at", &at);
        return Some(Trigger::At(at));
    }
    if table.has("on") {
        return section.inner_pattern("on").map(Trigger::On);
    }
    let interval = section.minutes("every_minutes")?;
    if interval.minutes() < 1.0 {
        section.fault("`every_minutes` is at least 1".into(), "30 is usual");
        return None;
    }
    let from_s = section.required_value("from")?;
    not_before_zero(section, "from", &from_s);
    Some(Trigger::Every {
        from_s,
        interval_s: interval.seconds(),
    })
}

/// Refuses a moment that lies before the scenario begins, whatever the parameters are: the order would be given at the
/// first moment, which nobody wrote.
fn not_before_zero(section: &Section<'_, '_>, key: &str, value: &Value) {
    let Some([_, latest]) = corners(value, section.names) else {
        return;
    };
    if latest.value < 0.0 {
        section.table.error(
            "bad-scenario",
            section.span_of(key),
            format!(
                "`{key}` lies {} before the zero of the scenario",
                stretch(-latest.value)
            ),
            "before the first moment",
            Some("mend this moment, or let `zero` in [scenario] be earlier".into()),
        );
    }
}

/// A stretch of time in words, in the largest unit that it fills.
fn stretch(seconds: f64) -> String {
    let (count, unit) = if seconds >= 86_400.0 {
        (seconds / 86_400.0, "days")
    } else if seconds >= 3600.0 {
        (seconds / 3600.0, "hours")
    } else {
        (seconds / 60.0, "minutes")
    };
    format!("{} {unit}", (count * 10.0).round() / 10.0)
}

fn bound(section: &Section<'_, '_>) -> Option<(Relation, Value)> {
    if section.table.has("below") {
        return section.value("below").map(|value| (Relation::Below, value));
    }
    if section.table.has("at_least") {
        return section
            .value("at_least")
            .map(|value| (Relation::AtLeast, value));
    }
    section.fault(
        "this condition needs `below` or `at_least`".into(),
        "for example below = 0.5",
    );
    None
}

fn condition(section: &Section<'_, '_>) -> Option<Condition> {
    let table = section.table;
    let level = |key: &str| -> Option<(kidal_battle::parts::ParameterId, u16)> {
        let factor = table.text(key)?;
        let level = table.required_text("is")?;
        section.accept(level.span, section.names.level(&factor.value, &level.value))
    };
    if table.has("factor") {
        return level("factor").map(|(id, at)| Condition::Level(id, at));
    }
    if table.has("not_factor") {
        return level("not_factor").map(|(id, at)| Condition::NotLevel(id, at));
    }
    if table.has("happened") {
        return section.inner_pattern("happened").map(Condition::Happened);
    }
    if table.has("not_happened") {
        return section
            .inner_pattern("not_happened")
            .map(Condition::NotHappened);
    }
    if table.has("after") {
        return section
            .value("after")
            .map(|value| Condition::Time(Relation::AtLeast, value));
    }
    if table.has("before") {
        return section
            .value("before")
            .map(|value| Condition::Time(Relation::Below, value));
    }
    if table.has("daylight") {
        return table
            .boolean("daylight")
            .map(|b| Condition::Daylight(b.value));
    }
    if table.has("holds") {
        return Some(Condition::Holds(
            section.required_actor("holds")?,
            section.required_place("place")?,
        ));
    }
    if table.has("not_holds") {
        return Some(Condition::NotHolds(
            section.required_actor("not_holds")?,
            section.required_place("place")?,
        ));
    }
    if table.has("believes") {
        return Some(Condition::Believes {
            actor: section.required_actor("believes")?,
            about: section.required_actor("about")?,
            serves: section.required_actor("serves")?,
        });
    }
    if table.has("ours") {
        let (relation, value) = bound(section)?;
        return Some(Condition::ForceRatio {
            ours: section.required_who("ours"),
            theirs: section.required_who("theirs"),
            place: section.required_place("place")?,
            within_m: section.required_metres("within_m")?.metres(),
            relation,
            value,
        });
    }
    for key in ["commanded", "leaderless"] {
        if table.has(key) {
            return Some(Condition::Commanded(
                section.required_who(key),
                key == "commanded",
            ));
        }
    }
    for key in ["fit", "broken", "morale", "fatigue", "ammunition"] {
        if table.has(key) {
            let who = section.who(key);
            let (relation, value) = bound(section)?;
            return Some(match key {
                "fit" => Condition::ShareFit(who, relation, value),
                "broken" => Condition::ShareBroken(who, relation, value),
                "morale" => Condition::MeanMorale(who, relation, value),
                "ammunition" => Condition::MeanAmmunition(who, relation, value),
                _ => Condition::MeanFatigue(who, relation, value),
            });
        }
    }
    section.fault(
        "this condition is not known".into(),
        "known: factor/is, happened, not_happened, after, before, daylight, holds, not_holds, believes, ours/theirs, fit, broken, morale, fatigue, ammunition, commanded, leaderless",
    );
    None
}

fn action(section: &Section<'_, '_>) -> Option<Action> {
    let table = section.table;
    let radians = core::f64::consts::PI / 180.0;
    let verb = table.required_text("act")?;
    let found = match verb.value.as_str() {
        "march" => Action::March {
            who: section.required_who("who"),
            route: section.required_route("route")?,
            to_m: section.required_value("to")?,
            halts_at_night: table.boolean("halts_at_night").is_some_and(|b| b.value),
            place: section.place("place"),
        },
        "go" => Action::GoTo {
            who: section.required_who("who"),
            place: section.required_place("place")?,
        },
        "ring" => Action::Ring {
            who: section.required_who("who"),
            place: section.required_place("place")?,
            radius: section.required_within("radius", 0.0, farthest_m(section))?,
            bearings: bearings(section),
        },
        "assault" => Action::Assault {
            who: section.required_who("who"),
            place: section.required_place("place")?,
            from: crate::contingent::scaled(section.required_value("from_bearing")?, radians),
            press_per_hour: table.number("press_per_hour").map_or(1.0, |n| n.value),
        },
        "hold" => Action::Hold {
            who: section.required_who("who"),
        },
        "rest" => Action::Rest {
            who: section.required_who("who"),
            share: section.required_within("share", 0.0, 1.0)?,
        },
        "fight" | "stop-fighting" => Action::Hostility {
            a: section.required_actor("a")?,
            b: section.required_actor("b")?,
            fights: verb.value == "fight",
        },
        "serve" => Action::Serve {
            who: section.required_who("who"),
            actor: section.required_actor("actor")?,
        },
        "surrender" => Action::Surrender {
            who: section.required_who("who"),
            share: section.required_within("share", 0.0, 1.0)?,
            to: section.required_actor("to")?,
        },
        "release" => Action::Release {
            who: section.required_who("who"),
            by: section.required_actor("by")?,
            share: section.required_within("share", 0.0, 1.0)?,
        },
        "resupply" => Action::Resupply {
            who: section.required_who("who"),
            share: section.value_or("share", 1.0),
        },
        "bring" => Action::Bring {
            who: section.required_who("who"),
        },
        "leave" => Action::Leave {
            who: section.required_who("who"),
            share: section.value_within("share", 1.0, 0.0, 1.0),
        },
        "declare" => Action::Declare {
            actor: section.required_actor("actor")?,
            public: section.actor("public"),
            private: section.actor("private"),
        },
        "tell" => {
            let mut to = Vec::new();
            for name in table.texts("to") {
                to.extend(section.accept(name.span, section.names.actor(&name.value)));
            }
            Action::Tell {
                to,
                about: section.required_actor("about")?,
                serves: section.required_actor("serves")?,
                credence: section.required_within("credence", 0.0, 1.0)?,
                delay_s: section
                    .minutes("delay_minutes")
                    .map_or(0.0, Seconds::seconds),
            }
        }
        "announce" => {
            let notice = table.required_text("notice")?;
            Action::Announce {
                notice: section.accept(notice.span, section.names.notice(&notice.value))?,
                who: section.who("who"),
            }
        }
        other => {
            let hint = kidal_dossier::nearest::did_you_mean(other, VERBS.iter().copied())
                .unwrap_or_else(|| format!("known: {}", VERBS.join(", ")));
            table.error(
                "bad-scenario",
                verb.span,
                format!("no action is called `{other}`"),
                "this one",
                Some(hint),
            );
            return None;
        }
    };
    Some(found)
}

/// The words of `act`.
pub(crate) const VERBS: [&str; 17] = [
    "march",
    "go",
    "ring",
    "assault",
    "hold",
    "rest",
    "fight",
    "stop-fighting",
    "serve",
    "surrender",
    "release",
    "leave",
    "resupply",
    "bring",
    "declare",
    "tell",
    "announce",
];
