//! Faults of the rarer parts: fire at ground, ammunition, suppression, vehicles, commanders, bystanders.

use super::Checker;
use crate::parts::*;

impl Checker<'_> {
    /// The contingents of a list that exist.
    pub(super) fn named<'a>(
        &'a self,
        who: &'a [ContingentId],
    ) -> impl Iterator<Item = &'a ContingentPart> {
        who.iter()
            .filter_map(|id| self.parts.contingents.get(id.index()))
    }

    pub(super) fn arms(&mut self, part: &ContingentPart) {
        if let Some(area) = &part.fire.area {
            self.value("share", &area.share);
            self.at_least_zero("radius_m", &[area.radius_m]);
            let (low, _) = self.value("men", &area.men);
            self.demand(
                low > 0.0,
                "`men` of fire at ground can be 0: it is the number at whom the chance to hit is stated",
            );
        }
        if let Some(supply) = &part.supply {
            self.value_at_least_zero("minutes", &supply.minutes);
            self.value_at_least_zero("per_hour", &supply.per_hour);
            if let Some(depot) = supply.depot {
                self.place(depot);
            }
        }
        if let Some(suppression) = &part.suppression {
            self.value_at_least_zero("per_minute", &suppression.per_minute);
            self.above_zero("half_time_s", &[suppression.half_time_s]);
            self.value("effect_on_fire", &suppression.effect_on_fire);
            self.at_least_zero("pins_at", &[suppression.pins_at]);
        }
        if let Some(vehicle) = &part.vehicle {
            self.value("lost_per_hit", &vehicle.lost_per_hit);
            self.demand(vehicle.crew > 0, "`crew` is 0: a vehicle needs a driver");
            self.value("abandoned_on_break", &vehicle.abandoned_on_break);
            self.value_at_least_zero("on_foot_m_s", &vehicle.on_foot_m_s);
            self.at_least_zero("taken_m", &[vehicle.taken_m]);
            let (_, most) = self.value("vehicles", &part.vehicles);
            self.demand(
                most <= 60_000.0,
                "`vehicles` can exceed 60,000, which is more than can be followed one by one",
            );
            self.demand(
                most > 0.0,
                "it has a vehicle part and no vehicles: give `vehicles`, or leave the part out",
            );
        }
        if let Some(command) = &part.command {
            for delay in &command.delay_s {
                self.value_at_least_zero("delay_s", delay);
            }
            self.value_at_least_zero("shock", &command.shock);
        }
    }

    pub(super) fn bystanders(&mut self) {
        let parts = self.parts;
        for part in &parts.bystanders {
            self.part = format!("bystanders {}", part.name);
            self.place(part.place);
            self.at_least_zero("sight_m", &part.sight_m);
            self.value_at_least_zero("per_hour", &part.per_hour);
            self.actor(part.tells);
            self.at_least_zero("delay_s", &[part.delay_s]);
        }
        self.part = "scenario".into();
    }
}
