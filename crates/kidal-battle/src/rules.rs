//! Rules at work: events are matched, orders woken, and what is due is done, until nothing more happens at this instant.
//!
//! An order fires at most once unless it repeats. What its draw says uses it up, with one exception: an order that is looked
//! at every so often and has nothing to do `otherwise` is looked at again after a no. One that waits for something to happen is not
//! looked at before it has happened, and one that can never be given any more not at all: nothing in between needs a step.

use crate::calendar::Due;
use crate::condition::Outlook;
use crate::error::RunFailure;
use crate::event::Event;
use crate::parts::{EventKind, OrderPart, Trigger};
use crate::reading::Asked;
use crate::row::Row;
use crate::scenario::Scenario;
use crate::settings::sixteenths;
use crate::start::failure;
use crate::state::State;
use crate::streams::{self, Purpose};

/// Most times that one order may fire at one instant; more are a loop of orders.
const MOST_FIRINGS: u32 = 64;
impl State {
    /// Matches the events noted and does what is due now.
    pub(crate) fn settle_instant(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        asked: &mut Asked<'_>,
    ) -> Result<(), RunFailure> {
        let mut at = 0;
        loop {
            while at < self.events.len() {
                let event = self.events[at];
                at += 1;
                self.dispatch(scenario, parameters, &event);
                asked.hear(scenario, self, &event);
            }
            match self.calendar.take(self.now) {
                Some(due) => self.fall_due(scenario, parameters, due)?,
                None => break,
            }
        }
        self.events.clear();
        Ok(())
    }

    fn dispatch(&mut self, scenario: &Scenario, parameters: Row<'_>, event: &Event) {
        if let (EventKind::Notice, Some(notice)) = (event.kind, event.notice) {
            self.notices[notice.index()] = true;
            for c in 0..self.bodies.len() {
                self.update_loyalty_switch(scenario, c);
            }
        }
        let mut woken = std::mem::take(&mut self.woken);
        woken.clear();
        let mut is_new = false;
        scenario
            .plan
            .patterns
            .match_event(event, &mut self.matches, |number| {
                is_new = true;
                woken.extend(scenario.plan.wakes[number].iter().map(|order| order.0));
            });
        woken.sort_unstable();
        for &order in &woken {
            self.wake(scenario, parameters, order);
        }
        self.woken = woken;
        if is_new && !self.dormant.is_empty() {
            self.rouse(scenario, parameters);
        }
    }

    /// Checks an order's conditions, draws, and enters it in the calendar. True when it is used up.
    fn wake(&mut self, scenario: &Scenario, parameters: Row<'_>, order: u16) -> bool {
        let o = order as usize;
        let part = &scenario.parts.orders[o];
        if self.order_done[o] {
            return true;
        }
        if !self.may_be_given(scenario, o, parameters) {
            return false;
        }
        let occurrence = self.order_times[o];
        self.order_times[o] += 1;
        let p = part.probability.evaluate(parameters);
        let yes = p >= 1.0
            || (p > 0.0
                && self
                    .order_draw(scenario, o, Purpose::OrderChoice, occurrence)
                    .chance(p));
        let is_asked_again =
            matches!(part.trigger, Trigger::Every { .. }) && part.otherwise.is_empty();
        if !yes && is_asked_again {
            return false;
        }
        let delay = self.delay(scenario, parameters, part, o, occurrence);
        self.order_done[o] = !part.repeats;
        self.calendar
            .enter(sixteenths(self.now + delay), Due::Order(order, yes));
        !part.repeats
    }

    fn order_draw(
        &mut self,
        scenario: &Scenario,
        order: usize,
        purpose: Purpose,
        occurrence: u32,
    ) -> kidal_chance::Draws {
        self.counters.draws += 1;
        streams::draws(
            self.luck.of_order(order),
            scenario.plan.order_hashes[order],
            purpose,
            occurrence,
        )
    }

    fn delay(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        part: &OrderPart,
        order: usize,
        occurrence: u32,
    ) -> f64 {
        let least = part.delay_s[0].evaluate(parameters).max(0.0);
        let mean = part.delay_s[1].evaluate(parameters).max(0.0);
        if mean == 0.0 {
            return least;
        }
        least
            + mean
                * self
                    .order_draw(scenario, order, Purpose::OrderDelay, occurrence)
                    .exponential()
    }

    fn fall_due(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        due: Due,
    ) -> Result<(), RunFailure> {
        match due {
            Due::Dawn | Due::Dusk => {
                self.is_day = due == Due::Dawn;
                self.roster_changed = true;
                self.posts_changed = true;
                let kind = if self.is_day {
                    EventKind::Dawn
                } else {
                    EventKind::Dusk
                };
                self.say(Event::new(self.now, kind));
            }
            Due::Arrival(c) => self.appear(scenario, parameters, c as usize),
            Due::Succession(c) => self.succeed(scenario, c as usize),
            Due::Report(b, c) => self.report(scenario, b as usize, c as usize),
            Due::Tidings(number) => self.learn(number as usize),
            Due::Order(order, yes) => self.carry_out(scenario, parameters, order, yes)?,
            Due::Look(order) => self.look_at(scenario, parameters, order),
        }
        Ok(())
    }

    /// Looks at an order whose time has come; one that is looked at every so often is entered again while it can be given.
    fn look_at(&mut self, scenario: &Scenario, parameters: Row<'_>, order: u16) {
        let Trigger::Every { interval_s, .. } = scenario.parts.orders[order as usize].trigger
        else {
            self.wake(scenario, parameters, order);
            return;
        };
        let next = sixteenths(self.now + interval_s);
        match self.outlook(scenario, order as usize, parameters) {
            Outlook::Open if !self.wake(scenario, parameters, order) => {
                self.calendar.enter(next, Due::Look(order));
            }
            Outlook::Waiting => self.dormant.push((order, next)),
            Outlook::Open | Outlook::Never => {}
        }
    }

    /// Something happened: orders that waited for it are looked at again, at the times at which they would have been.
    fn rouse(&mut self, scenario: &Scenario, parameters: Row<'_>) {
        let mut dormant = std::mem::take(&mut self.dormant);
        dormant.retain_mut(|(order, next)| {
            let o = *order as usize;
            let outlook = self.outlook(scenario, o, parameters);
            if let (Outlook::Open, Trigger::Every { interval_s, .. }) =
                (outlook, &scenario.parts.orders[o].trigger)
            {
                while *next < self.now {
                    *next = sixteenths(*next + interval_s);
                }
                self.calendar.enter(*next, Due::Look(*order));
            }
            outlook == Outlook::Waiting
        });
        self.dormant = dormant;
    }

    fn carry_out(
        &mut self,
        scenario: &Scenario,
        parameters: Row<'_>,
        order: u16,
        yes: bool,
    ) -> Result<(), RunFailure> {
        let o = order as usize;
        let part = &scenario.parts.orders[o];
        let (when, times) = &mut self.fired_at[o];
        *times = if *when == self.now { *times + 1 } else { 1 };
        *when = self.now;
        if *times > MOST_FIRINGS {
            let reason = format!(
                "{} fired more than {MOST_FIRINGS} times at one instant",
                part.name
            );
            return Err(failure(self.now, "orders", reason));
        }
        self.order_fired[o] += 1;
        let actions = if yes { &part.actions } else { &part.otherwise };
        let mut event = Event::new(self.now, EventKind::Ordered);
        event.order = Some(crate::parts::OrderId(order));
        event.contingents[0] = actions.iter().find_map(crate::actions::first_named);
        if !actions.is_empty() {
            self.say(event);
        }
        for (index, action) in actions.iter().enumerate() {
            let number = 2 * index as u32 + u32::from(!yes);
            self.act(scenario, parameters, o, number, action);
        }
        Ok(())
    }
}
