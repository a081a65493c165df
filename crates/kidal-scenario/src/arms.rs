//! The rarer tables: fire at ground, `supply`, `suppression`, `vehicle`, `command` of a contingent, and `[[bystanders]]`.
//! Each is described on its page under `docs/mechanisms/`.

use crate::contingent::scaled;
use crate::names::{Names, duplicate};
use crate::reader::Section;
use kidal_battle::parts::{
    AreaPart, BystanderPart, CommandPart, Parts, SupplyPart, SuppressionPart, Value, VehiclePart,
};
use kidal_dossier::table::TableReader;
use kidal_units::Seconds;

/// `area = { share, radius_m, men }` of a fire table.
pub(crate) fn area(section: &Section<'_, '_>) -> Option<AreaPart> {
    let inner = section.table.table("area")?;
    let section = section.of(&inner);
    let part = (|| {
        Some(AreaPart {
            share: section.value_or("share", 1.0),
            radius_m: section.required_metres("radius_m")?.metres(),
            men: section.required_value("men")?,
        })
    })();
    inner.finish();
    part
}

/// `[supply.NAME]`.
pub(crate) fn supply(section: &Section<'_, '_>) -> Option<SupplyPart> {
    Some(SupplyPart {
        minutes: section.required_value("minutes_of_fire")?,
        per_hour: section.value_or("minutes_per_hour", 0.0),
        depot: section.place("depot"),
    })
}

/// `[suppression.NAME]`.
pub(crate) fn suppression(section: &Section<'_, '_>) -> Option<SuppressionPart> {
    Some(SuppressionPart {
        per_minute: section.required_value("gain_per_minute")?,
        half_time_s: section
            .minutes("half_time_minutes")
            .map_or(120.0, Seconds::seconds),
        effect_on_fire: section.required_value("effect_on_fire")?,
        pins_at: section.table.number("pins_at").map_or(2.0, |n| n.value),
    })
}

/// `[vehicle.NAME]`.
pub(crate) fn vehicle(section: &Section<'_, '_>) -> Option<VehiclePart> {
    let crew = section.table.integer("crew").map_or(1, |n| n.value);
    if !(1..=1000).contains(&crew) {
        section.fault(
            format!("`crew` is {crew}; it lies between 1 and 1000"),
            "the fit men without whom a vehicle is left behind; 2 is usual",
        );
        return None;
    }
    Some(VehiclePart {
        lost_per_hit: section.value_or("lost_per_hit", 0.0),
        crew: crew as u16,
        abandoned_on_break: section.value_or("abandoned_on_break", 0.0),
        on_foot_m_s: scaled(section.value_or("on_foot_km_h", 4.0), 1.0 / 3.6),
        taken_m: section.metres("taken_m").map_or(200.0, |m| m.metres()),
    })
}

/// `[command.NAME]`.
pub(crate) fn command(section: &Section<'_, '_>) -> Option<CommandPart> {
    let deputies = section.table.integer("deputies").map_or(1, |n| n.value);
    if !(0..=1000).contains(&deputies) {
        section.fault(
            format!("`deputies` is {deputies}; it lies between 0 and 1000"),
            "how many can follow the commander, one after the other",
        );
        return None;
    }
    let delay_s = match section.value_pair("takes_minutes") {
        Some([least, mean]) => [scaled(least, 60.0), scaled(mean, 60.0)],
        None => [Value::constant(0.0), Value::constant(0.0)],
    };
    Some(CommandPart {
        deputies: deputies as u16,
        delay_s,
        shock: section.value_or("shock", 0.0),
        holds_orders: section.table.boolean("orders_wait").is_none_or(|b| b.value),
    })
}

/// Reads `[[bystanders]]`.
pub(crate) fn bystanders(root: &TableReader<'_>, names: &Names, parts: &mut Parts) {
    for table in root.tables("bystanders") {
        let section = Section::new(&table, names);
        let part = (|| {
            let name = table.required_text("id")?;
            if parts
                .bystanders
                .iter()
                .any(|known| known.name == name.value)
            {
                duplicate(&table, "bystanders", &name);
            }
            Some(BystanderPart {
                name: name.value,
                place: section.required_place("place")?,
                sight_m: section.required_pair("sight_m")?,
                per_hour: section.required_value("per_hour")?,
                tells: section.required_actor("tells")?,
                delay_s: section
                    .minutes("delay_minutes")
                    .map_or(0.0, Seconds::seconds),
            })
        })();
        let _ = table.text("ground");
        table.finish();
        parts.bystanders.extend(part);
    }
}
