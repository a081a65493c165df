//! Faults of orders: triggers, conditions, actions.

use super::Checker;
use crate::parts::*;

impl Checker<'_> {
    pub(super) fn orders(&mut self) {
        let parts = self.parts;
        for order in &parts.orders {
            self.part = format!("order {}", order.name);
            match &order.trigger {
                Trigger::At(time) => {
                    self.value("trigger", time);
                }
                Trigger::On(pattern) => self.pattern(pattern),
                Trigger::Every { from_s, interval_s } => {
                    self.value("from_s", from_s);
                    self.demand(
                        interval_s.is_finite() && *interval_s >= 1.0,
                        "`interval_s` is below 1 s",
                    );
                }
            }
            self.value("probability", &order.probability);
            for delay in &order.delay_s {
                self.value_at_least_zero("delay_s", delay);
            }
            for condition in &order.conditions {
                self.condition(condition);
            }
            for action in order.actions.iter().chain(&order.otherwise) {
                self.action(action);
            }
        }
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern) {
        self.contingents(&pattern.who);
        if let Some(place) = pattern.place {
            self.place(place);
        }
        if let Some(actor) = pattern.actor {
            self.actor(actor);
        }
        if let Some(notice) = pattern.notice {
            self.notice(notice);
        }
        if let Some(before) = &pattern.after {
            self.pattern(before);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Level(id, _) | Condition::NotLevel(id, _) => {
                let known = id.index() < self.parts.parameters.len();
                self.demand(known, "a condition names a parameter that does not exist");
            }
            Condition::Happened(pattern) | Condition::NotHappened(pattern) => self.pattern(pattern),
            Condition::Time(_, value) => {
                self.value("time", value);
            }
            Condition::ShareFit(who, _, value)
            | Condition::ShareBroken(who, _, value)
            | Condition::MeanMorale(who, _, value)
            | Condition::MeanFatigue(who, _, value) => {
                self.contingents(who);
                self.value("condition", value);
            }
            Condition::ForceRatio {
                ours,
                theirs,
                place,
                within_m,
                value,
                ..
            } => {
                self.contingents(ours);
                self.contingents(theirs);
                self.place(*place);
                self.at_least_zero("within_m", &[*within_m]);
                self.value("condition", value);
            }
            Condition::Holds(actor, place) | Condition::NotHolds(actor, place) => {
                self.actor(*actor);
                self.place(*place);
                let followed = self
                    .parts
                    .places
                    .get(place.index())
                    .is_none_or(|part| part.held_by.is_some());
                self.demand(
                    followed,
                    "a condition asks who holds a place whose control is not followed",
                );
            }
            Condition::Believes {
                actor,
                about,
                serves,
            } => {
                self.actor(*actor);
                self.actor(*about);
                self.actor(*serves);
            }
            Condition::MeanAmmunition(who, _, value) => {
                self.contingents(who);
                self.value("condition", value);
                let is_counted = self.named(who).any(|part| part.supply.is_some());
                self.demand(
                    is_counted || who.is_empty(),
                    "a condition asks for ammunition that is not counted: give one of the contingents a supply",
                );
            }
            Condition::Commanded(who, _) => {
                self.contingents(who);
                let has_command = self.named(who).all(|part| part.command.is_some());
                self.demand(
                    has_command,
                    "a condition asks for the commander of a contingent that has none",
                );
            }
            Condition::Daylight(_) => {}
        }
    }

    fn action(&mut self, action: &Action) {
        let is_jump = self.parts.step == StepPolicy::NextEvent;
        match action {
            Action::March {
                who,
                route,
                to_m,
                place,
                ..
            } => {
                self.contingents(who);
                self.route(*route);
                self.value("to_m", to_m);
                if let Some(place) = place {
                    self.place(*place);
                }
                self.demand(!is_jump, "nothing may move under `NextEvent`");
            }
            Action::GoTo { who, place } => {
                self.contingents(who);
                self.place(*place);
                self.demand(!is_jump, "nothing may move under `NextEvent`");
            }
            Action::Ring {
                who,
                place,
                radius,
                bearings,
            } => {
                self.contingents(who);
                self.place(*place);
                self.value_at_least_zero("radius", radius);
                self.demand(
                    bearings.iter().all(|bearing| bearing.is_finite()),
                    "`bearings` are not finite",
                );
                self.demand(!is_jump, "nothing may move under `NextEvent`");
            }
            Action::Assault {
                who,
                place,
                from,
                press_per_hour,
            } => {
                self.contingents(who);
                self.place(*place);
                self.value("from", from);
                let fine = *press_per_hour > 0.0 && *press_per_hour <= 1.0;
                self.demand(fine, "`press_per_hour` is not within (0, 1]");
                self.demand(!is_jump, "nothing may move under `NextEvent`");
            }
            Action::Hold { who } => self.contingents(who),
            Action::Resupply { who, share } => {
                self.contingents(who);
                self.value("share", share);
                let is_counted = self.named(who).any(|part| part.supply.is_some());
                self.demand(
                    is_counted,
                    "ammunition is brought up to nobody who counts it: give one of the contingents a supply",
                );
            }
            Action::Bring { who } => {
                self.contingents(who);
                self.demand(!who.is_empty(), "nobody is brought");
            }
            Action::Rest { who, share } | Action::Leave { who, share } => {
                self.contingents(who);
                self.value("share", share);
            }
            Action::Hostility { a, b, .. } => {
                self.actor(*a);
                self.actor(*b);
                self.demand(a != b, "an actor cannot be hostile to itself");
            }
            Action::Serve { who, actor } => {
                self.contingents(who);
                self.actor(*actor);
            }
            Action::Surrender { who, share, to } => {
                self.contingents(who);
                self.value("share", share);
                self.actor(*to);
            }
            Action::Release { who, by, share } => {
                self.contingents(who);
                self.actor(*by);
                self.value("share", share);
            }
            Action::Declare {
                actor,
                public,
                private,
            } => {
                self.actor(*actor);
                for face in [public, private].into_iter().flatten() {
                    self.actor(*face);
                }
            }
            Action::Tell {
                to,
                about,
                serves,
                credence,
                delay_s,
            } => {
                for actor in to.iter().chain([about, serves]) {
                    self.actor(*actor);
                }
                self.value("credence", credence);
                self.at_least_zero("delay_s", &[*delay_s]);
            }
            Action::Announce { notice, who } => {
                self.notice(*notice);
                self.contingents(who);
            }
        }
    }
}
