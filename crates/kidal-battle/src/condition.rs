//! Conditions of orders, read from the state when an order is woken.

use crate::parts::{Condition, ContingentId, PlaceId, Relation};
use crate::row::Row;
use crate::scenario::Scenario;
use crate::state::{Stand, State};

/// Whether an order can be given, as far as that hangs on levels and on what has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Nothing of this kind is in its way.
    Open,
    /// Something has to happen first.
    Waiting,
    /// A level is another, or something has happened that must not have.
    Never,
}

impl State {
    /// The outlook of an order: what has happened stays so, and levels do not change in a run.
    ///
    /// Levels are read last, and not while something has to happen first: until then runs of other levels are the same.
    pub(crate) fn outlook(
        &self,
        scenario: &Scenario,
        order: usize,
        parameters: Row<'_>,
    ) -> Outlook {
        let holds = |condition, pattern| self.holds(scenario, condition, pattern, parameters);
        let mut outlook = Outlook::Open;
        for (condition, pattern) in conditions(scenario, order) {
            match condition {
                Condition::Happened(_) if !holds(condition, pattern) => outlook = Outlook::Waiting,
                Condition::NotHappened(_) if !holds(condition, pattern) => return Outlook::Never,
                _ => {}
            }
        }
        let mut levels = conditions(scenario, order).filter(|(condition, _)| is_level(condition));
        if outlook == Outlook::Open && !levels.all(|(condition, at)| holds(condition, at)) {
            return Outlook::Never;
        }
        outlook
    }

    /// Whether all conditions of an order hold; levels are read last.
    pub(crate) fn may_be_given(
        &self,
        scenario: &Scenario,
        order: usize,
        parameters: Row<'_>,
    ) -> bool {
        [false, true].into_iter().all(|levels| {
            conditions(scenario, order)
                .filter(|(condition, _)| is_level(condition) == levels)
                .all(|(condition, pattern)| self.holds(scenario, condition, pattern, parameters))
        })
    }

    fn holds(
        &self,
        scenario: &Scenario,
        condition: &Condition,
        pattern: usize,
        parameters: Row<'_>,
    ) -> bool {
        match condition {
            Condition::Level(id, wanted) => parameters.level(*id) == f64::from(*wanted),
            Condition::NotLevel(id, other) => parameters.level(*id) != f64::from(*other),
            Condition::Happened(_) => self.matches.count[pattern] > 0,
            Condition::NotHappened(_) => self.matches.count[pattern] == 0,
            Condition::Time(relation, value) => {
                compare(self.now, *relation, value.evaluate(parameters))
            }
            Condition::ShareFit(who, relation, value) => {
                let men: u32 = who.iter().map(|id| self.bodies[id.index()].men).sum();
                let fit = self.sum_men(scenario, who, |state, slot| state.is_in_play(slot));
                men > 0
                    && compare(
                        f64::from(fit) / f64::from(men),
                        *relation,
                        value.evaluate(parameters),
                    )
            }
            Condition::ShareBroken(who, relation, value) => {
                let fit = self.sum_men(scenario, who, |state, slot| state.is_in_play(slot));
                let broken = self.sum_men(scenario, who, |state, slot| {
                    state.stand[slot] == Stand::Broken
                });
                fit > 0
                    && compare(
                        f64::from(broken) / f64::from(fit),
                        *relation,
                        value.evaluate(parameters),
                    )
            }
            Condition::MeanMorale(who, relation, value) => self
                .mean(scenario, who, &self.morale)
                .is_some_and(|mean| compare(mean, *relation, value.evaluate(parameters))),
            Condition::MeanFatigue(who, relation, value) => self
                .mean(scenario, who, &self.fatigue)
                .is_some_and(|mean| compare(mean, *relation, value.evaluate(parameters))),
            Condition::ForceRatio {
                ours,
                theirs,
                place,
                within_m,
                relation,
                value,
            } => {
                let a = self.steady_near(scenario, ours, *place, *within_m);
                let b = self.steady_near(scenario, theirs, *place, *within_m);
                let ratio = if b == 0 {
                    if a == 0 { 0.0 } else { f64::INFINITY }
                } else {
                    f64::from(a) / f64::from(b)
                };
                compare(ratio, *relation, value.evaluate(parameters))
            }
            Condition::Holds(actor, place) => self.holder[place.index()] == actor.0,
            Condition::NotHolds(actor, place) => self.holder[place.index()] != actor.0,
            Condition::Believes {
                actor,
                about,
                serves,
            } => self.belief[actor.index() * self.public.len() + about.index()] == serves.0,
            Condition::MeanAmmunition(who, relation, value) => self
                .mean_ammunition(scenario, who)
                .is_some_and(|mean| compare(mean, *relation, value.evaluate(parameters))),
            Condition::Commanded(who, wanted) => {
                let all = who.iter().all(|id| {
                    self.columns
                        .leaders
                        .get(id.index())
                        .is_some_and(|leader| leader.is_there)
                });
                all == *wanted
            }
            Condition::Daylight(wanted) => self.is_day == *wanted,
        }
    }

    /// Fit men of the elements of contingents that pass a test.
    pub(crate) fn sum_men(
        &self,
        scenario: &Scenario,
        who: &[ContingentId],
        test: impl Fn(&Self, usize) -> bool,
    ) -> u32 {
        let mut sum = 0;
        for id in who {
            for slot in self.range(&scenario.plan, id.index()) {
                if test(self, slot) {
                    sum += u32::from(self.fit[slot]);
                }
            }
        }
        sum
    }

    /// Mean of a column over elements in play, each counted once; in order of slots.
    pub(crate) fn mean(
        &self,
        scenario: &Scenario,
        who: &[ContingentId],
        column: &[f32],
    ) -> Option<f64> {
        let (mut sum, mut count) = (0.0f64, 0u32);
        for id in who {
            for slot in self.range(&scenario.plan, id.index()) {
                if self.is_in_play(slot) {
                    sum += f64::from(column[slot]);
                    count += 1;
                }
            }
        }
        (count > 0).then(|| sum / f64::from(count))
    }

    fn steady_near(
        &self,
        scenario: &Scenario,
        who: &[ContingentId],
        place: PlaceId,
        within_m: f64,
    ) -> u32 {
        self.sum_men(scenario, who, |state, slot| {
            state.stand[slot] == Stand::Steady && state.is_near(scenario, slot, place, within_m)
        })
    }

    /// Whether an element is within a distance of a place's centre.
    pub(crate) fn is_near(
        &self,
        scenario: &Scenario,
        slot: usize,
        place: PlaceId,
        within_m: f64,
    ) -> bool {
        let [cx, cy] = scenario.plan.outlines[place.index()].centre;
        let (dx, dy) = (f64::from(self.x[slot]) - cx, f64::from(self.y[slot]) - cy);
        dx * dx + dy * dy <= within_m * within_m
    }
}

/// Conditions of an order, each with the number of its pattern (0 where it has none).
fn conditions(scenario: &Scenario, order: usize) -> impl Iterator<Item = (&Condition, usize)> {
    scenario.parts.orders[order]
        .conditions
        .iter()
        .zip(scenario.plan.condition_patterns[order].iter().copied())
}

fn is_level(condition: &Condition) -> bool {
    matches!(condition, Condition::Level(..) | Condition::NotLevel(..))
}

fn compare(a: f64, relation: Relation, b: f64) -> bool {
    match relation {
        Relation::Below => a < b,
        Relation::AtLeast => a >= b,
    }
}
