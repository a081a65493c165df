//! Runs histories of one scenario on one thread.

use crate::branch::{Beginning, Branches};
use crate::error::RunFailure;
use crate::measure::Answer;
use crate::parts::{ContingentId, EndRule, StepPolicy};
use crate::pattern::Matches;
use crate::probes::Probes;
use crate::reading::Asked;
use crate::record::Record;
use crate::room::Room;
use crate::row::Row;
use crate::scenario::Scenario;
use crate::start::{check_row, failure};
use crate::state::{Stand, State};
use crate::streams::Streams;
use crate::trace::{Trace, Tracer};
use crate::watch::{Unwatched, Watch};
use std::cell::Cell;

/// Most steps of a run; chosen by us because a run of weeks at a step of seconds stays well below it.
const MOST_STEPS: u64 = 20_000_000;
/// Most rounds of orders at one instant; chosen by us because each order is already limited to 64.
const MOST_ROUNDS: u32 = 100_000;

/// All columns and buffers of one thread.
#[derive(Debug)]
pub struct Runner<'a> {
    scenario: &'a Scenario,
    probes: &'a Probes,
    state: Room<'a>,
    matches: Matches,
    answers: Vec<Answer>,
    rates: Vec<f64>,
    branches: Branches,
}

/// How a history is made.
enum How<'t> {
    Alone,
    Traced(&'t mut Tracer),
    /// From where it parts from the kept one, leaving stages.
    From(Beginning),
}

/// What is left of an element at the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remains {
    /// Its contingent.
    pub contingent: ContingentId,
    /// Its number in the contingent.
    pub ordinal: u32,
    /// Men at the start.
    pub men: u16,
    /// Fit now.
    pub fit: u16,
    /// Wounded and not captured.
    pub wounded: u16,
    /// Killed.
    pub killed: u16,
    /// In captivity.
    pub captured: u16,
    /// Left.
    pub left: u16,
    /// In play and broken.
    pub is_broken: bool,
}

impl<'a> Runner<'a> {
    /// Makes room for runs of a scenario, or takes that of a runner that is no more.
    #[must_use]
    pub fn new(scenario: &'a Scenario, probes: &'a Probes) -> Self {
        Self {
            scenario,
            probes,
            state: Room::of(scenario),
            matches: Matches::default(),
            answers: Vec::new(),
            rates: Vec::new(),
            branches: Branches::default(),
        }
    }

    /// Makes one history and answers the measures.
    ///
    /// # Errors
    /// A parameter out of its bounds, or a run that leaves what the engine can follow.
    pub fn run(
        &mut self,
        parameters: &[f64],
        streams: Streams<'_>,
        record: &mut Record,
    ) -> Result<(), RunFailure> {
        self.run_watched(parameters, streams, record, &mut Unwatched)
            .map(|_| ())
    }

    /// Makes the same history while somebody watches who may stop it. Whether it came to its end: if not, the answers are those
    /// so far.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run_watched(
        &mut self,
        parameters: &[f64],
        streams: Streams<'_>,
        record: &mut Record,
        watch: &mut impl Watch,
    ) -> Result<bool, RunFailure> {
        let is_whole = self.make(parameters, streams, How::Alone, watch)?;
        self.note(record);
        Ok(is_whole)
    }

    /// Makes the same history as [`Runner::run_watched`], and begins where it parts from the one kept last with
    /// [`Runner::keep`]: histories of one root are the same up to the first draw from a block of luck whose label differs, and
    /// the first reading of a parameter that does. The watch is not asked at moments before that.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run_on(
        &mut self,
        parameters: &[f64],
        streams: Streams<'_>,
        record: &mut Record,
        watch: &mut impl Watch,
    ) -> Result<bool, RunFailure> {
        let plan = &self.scenario.plan;
        let beginning = self.branches.begin(plan, parameters, streams);
        if let Beginning::Same = beginning {
            check_row(&self.scenario.parts, parameters)?;
            let kept = &self.branches.tried;
            record.answers.clone_from(&kept.answers);
            record.counters = kept.counters;
            record.end_s = kept.end_s;
            record.shared_element_steps = kept.counters.element_steps;
            return Ok(true);
        }
        let shared = match &beginning {
            Beginning::Stage(stage) => stage.state.counters().element_steps,
            _ => 0,
        };
        let is_whole = self.make(parameters, streams, How::From(beginning), watch)?;
        self.note(record);
        record.shared_element_steps = shared;
        if is_whole {
            self.branches.tried.end(&self.state, &self.answers);
        }
        Ok(is_whole)
    }

    /// Whether the history of the last [`Runner::run_on`], if it came to its end, drew anything from a block of luck.
    #[must_use]
    pub fn has_asked(&self, block: usize) -> bool {
        self.branches.tried.has_asked(block)
    }

    /// The history of the last [`Runner::run_on`], if it came to its end, is the one that later ones may begin like.
    pub fn keep(&mut self) {
        self.branches.keep();
    }

    /// No history is kept any more.
    pub fn forget(&mut self) {
        self.branches.forget();
    }

    fn note(&self, record: &mut Record) {
        record.answers.clear();
        record.answers.extend_from_slice(&self.answers);
        record.counters = self.state.counters;
        record.end_s = self.state.now;
        record.shared_element_steps = 0;
    }

    /// Makes the same history and writes it out, with frames every `interval_s` seconds (at least 1).
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn trace(
        &mut self,
        parameters: &[f64],
        streams: Streams<'_>,
        interval_s: f64,
    ) -> Result<Trace, RunFailure> {
        let mut tracer = Tracer::new(interval_s);
        self.make(
            parameters,
            streams,
            How::Traced(&mut tracer),
            &mut Unwatched,
        )?;
        let mut trace = tracer.trace;
        trace.answers.clone_from(&self.answers);
        trace.counters = self.state.counters;
        trace.end_s = self.state.now;
        Ok(trace)
    }

    /// Slots of columns that only the rarer mechanisms need: none where the scenario uses none of them.
    #[must_use]
    pub fn rare_columns(&self) -> usize {
        self.state.columns.slots()
    }

    /// What is left of each element after the last run.
    pub fn remains(&self) -> impl Iterator<Item = Remains> + '_ {
        let (state, plan) = (&*self.state, &self.scenario.plan);
        (0..state.settings.len()).flat_map(move |c| {
            state.range(plan, c).map(move |slot| Remains {
                contingent: ContingentId(c as u16),
                ordinal: (slot - plan.first[c]) as u32,
                men: state.start[slot],
                fit: state.fit[slot],
                wounded: state.wounded[slot],
                killed: state.killed[slot],
                captured: state.captured[slot],
                left: state.left[slot],
                is_broken: state.stand[slot] == Stand::Broken,
            })
        })
    }

    fn make(
        &mut self,
        parameters: &[f64],
        streams: Streams<'_>,
        mut how: How<'_>,
        watch: &mut impl Watch,
    ) -> Result<bool, RunFailure> {
        let read = Cell::new(0);
        let parameters = Row::new(parameters, &read);
        let scenario = self.scenario;
        let parts = &scenario.parts;
        let state: &mut State = &mut self.state;
        let mut log = matches!(how, How::Traced(_)).then(Vec::new);
        let mut asked = Asked {
            probes: self.probes,
            matches: &mut self.matches,
            answers: &mut self.answers,
            next: 0,
            log: log.as_mut(),
        };
        let mut watched = 0;
        if let How::From(Beginning::Stage(stage)) = &how {
            check_row(parts, parameters.values())?;
            read.set(stage.read);
            stage.state.restore(scenario, state);
            state.luck.enter(&scenario.plan, streams, state.phase);
            asked.matches.clone_from(&stage.matches);
            asked.answers.clone_from(&stage.answers);
            asked.next = stage.next;
            watched = stage.watched;
        } else {
            state.start(scenario, parameters, streams)?;
            asked.begin(scenario, state);
            if !watch.goes_on(asked.so_far(f64::NEG_INFINITY)) {
                return Ok(false);
            }
        }
        if let How::Traced(tracer) = &mut how {
            tracer.begin(scenario, state);
        }
        let limit = crate::settings::sixteenths_up(parts.duration_s);
        loop {
            if let How::From(_) = how {
                let Branches { tried, spare, .. } = &mut self.branches;
                let is_phase_end = state.phase_end(scenario) <= state.now;
                let at = (watched, read.get(), is_phase_end);
                tried.follow(&scenario.plan, state, &asked, at, spare);
            }
            state.change_phase(scenario, streams);
            settle(scenario, state, parameters, &mut asked)?;
            asked.read_times(scenario, state, state.now);
            let due = watch.moments()[watched..]
                .iter()
                .take_while(|moment| **moment <= state.now)
                .count();
            watched += due;
            if due > 0 && !watch.goes_on(asked.so_far(state.now)) {
                return Ok(false);
            }
            if let How::Traced(tracer) = &mut how {
                tracer.frame(scenario, state);
            }
            if state.now >= limit || is_over(scenario, state) {
                break;
            }
            if state.counters.steps >= MOST_STEPS {
                return Err(failure(
                    state.now,
                    "step",
                    format!("more than {MOST_STEPS} steps"),
                ));
            }
            step(scenario, state, &mut self.rates, parameters, limit)?;
        }
        asked.end(scenario, state);
        self.branches.tried.read = read.get();
        if let How::Traced(tracer) = how {
            tracer.end(scenario, state, log.unwrap_or_default());
        }
        Ok(true)
    }
}

/// Looks, and does what is due at this instant, until nothing more happens at it.
fn settle(
    scenario: &Scenario,
    state: &mut State,
    parameters: Row<'_>,
    asked: &mut Asked<'_>,
) -> Result<(), RunFailure> {
    for _ in 0..MOST_ROUNDS {
        let has_changed = state.roster_changed || !state.stirred.is_empty();
        state.look(&scenario.plan);
        state.rest_eyes();
        let posts_changed = state.posts_changed;
        if posts_changed {
            state.posts_changed = false;
            state.man_posts(scenario);
        }
        if posts_changed || (has_changed && !state.posts.is_empty()) {
            state.encircle(scenario);
        }
        if has_changed {
            state.note_contacts(scenario);
        }
        if state.control_changed || state.next_claim() <= state.now {
            state.follow_control(scenario);
        }
        state.note_routs(scenario);
        if state.events.is_empty() && state.calendar.next_time() > state.now {
            return Ok(());
        }
        state.settle_instant(scenario, parameters, asked)?;
    }
    Err(failure(
        state.now,
        "orders",
        format!("more than {MOST_ROUNDS} rounds at one instant"),
    ))
}

/// One step, in the order of the reference skirmish: fire and moves from the state at its start; losses, morale, moves, leaving.
fn step(
    scenario: &Scenario,
    state: &mut State,
    rates: &mut Vec<f64>,
    parameters: Row<'_>,
    limit: f64,
) -> Result<(), RunFailure> {
    state.decide(scenario);
    state.aim(scenario);
    state.alarm(scenario);
    state.note_fire(scenario);
    rates.clear();
    for c in 0..state.bodies.len() {
        let rate = state.leaving_rate(scenario, c);
        rates.push(rate);
    }
    let h = state.choose_step(scenario, limit, rates);
    if !h.is_finite() {
        return Err(failure(
            state.now,
            "step",
            "its length is not finite".into(),
        ));
    }
    state.counters.steps += 1;
    state.counters.element_steps += state.in_play_count();
    if scenario.parts.step == StepPolicy::NextEvent {
        state.force_next(h);
    }
    state.fire(scenario, h);
    state.advance(scenario, h);
    state.now += h;
    state.count_losses(scenario);
    if scenario.plan.uses.wears() {
        state.wear(scenario, parameters, h);
    }
    state.change_morale(scenario, h);
    state.tire(scenario, h);
    state.tempt(scenario, h, rates);
    state.seize(scenario, h);
    state.commit_moves(scenario);
    state.leave_by_edge(scenario);
    if cfg!(debug_assertions) {
        state.check_conservation(scenario)?;
    }
    Ok(())
}

fn is_over(scenario: &Scenario, state: &mut State) -> bool {
    let EndRule::OneSideLeft(a, b) = scenario.parts.ends else {
        return false;
    };
    if !state.end_changed {
        return false;
    }
    state.end_changed = false;
    let has_steady = |actor: u16| {
        let slots = state.packs.slots(actor as usize);
        slots
            .iter()
            .any(|slot| state.stand[*slot as usize] == Stand::Steady)
    };
    !(has_steady(a.0) && has_steady(b.0))
}

impl State {
    /// What the rarer mechanisms do over a step that ends now, each where the scenario uses it.
    fn wear(&mut self, scenario: &Scenario, parameters: Row<'_>, h: f64) {
        let uses = scenario.plan.uses;
        if uses.supply {
            self.spend_ammunition(scenario, h);
        }
        if uses.suppression {
            self.suppress(scenario, h);
        }
        if uses.vehicles {
            self.follow_vehicles(scenario);
        }
        if uses.command {
            self.follow_command(scenario);
        }
        if uses.bystanders {
            self.watch(scenario, parameters, h);
        }
    }

    /// Elements in play.
    fn in_play_count(&self) -> u64 {
        self.packs.count as u64
    }

    /// Rounding may leave a trace of the next event's threshold: it is spent whole.
    fn force_next(&mut self, h: f64) {
        if let Some(slot) = self
            .firing
            .iter()
            .map(|slot| *slot as usize)
            .find(|slot| *slot == self.next_slot as usize)
        {
            let wait = self.fire_clock.left[slot] / self.fire_rate[slot];
            if wait <= h {
                self.fire_clock.left[slot] = self.fire_rate[slot] * h;
            }
        }
    }

    /// Every man has one fate, and all numbers are finite.
    fn check_conservation(&self, scenario: &Scenario) -> Result<(), RunFailure> {
        for c in 0..self.bodies.len() {
            for slot in self.range(&scenario.plan, c) {
                let sum = self.fit[slot]
                    + self.wounded[slot]
                    + self.killed[slot]
                    + self.captured[slot]
                    + self.left[slot];
                let is_fine = sum == self.start[slot]
                    && self.x[slot].is_finite()
                    && self.y[slot].is_finite()
                    && self.morale[slot].is_finite();
                if !is_fine {
                    let ordinal = (slot - scenario.plan.first[c]) as u32;
                    return Err(RunFailure {
                        time_s: self.now,
                        element: Some((ContingentId(c as u16), ordinal)),
                        mechanism: "conservation".into(),
                        reason: "its men or its numbers do not add up".into(),
                    });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::Placement;
    use crate::plan::Plan;
    use crate::skirmish;

    #[test]
    fn a_later_runner_has_the_columns_of_one_that_is_gone_and_makes_the_same_histories() {
        let scenario = Scenario::build(&skirmish::parts(20)).expect("it has no faults");
        let other = scenario.clone();
        let probes = Probes::new(&scenario, Vec::new()).expect("there are none");
        let mut record = Record::new();
        let mut run = |runner: &mut Runner<'_>, root: u64| {
            let streams = Streams {
                root,
                refreshes: &vec![0; scenario.blocks()],
            };
            runner.run(&[], streams, &mut record).expect("it runs");
            (record.clone(), runner.remains().collect::<Vec<_>>())
        };
        let mut first = Runner::new(&scenario, &probes);
        let mut second = Runner::new(&scenario, &probes);
        let columns = |runner: &Runner<'_>| runner.state.x.as_ptr();
        assert_ne!(columns(&first), columns(&second), "both are in use");
        let (used, wanted) = (columns(&first), run(&mut second, 7));
        run(&mut first, 3);
        drop(first);
        let mut third = Runner::new(&scenario, &probes);
        assert_eq!(columns(&third), used);
        assert_eq!(run(&mut third, 7), wanted);
        drop(third);
        assert_ne!(columns(&Runner::new(&other, &probes)), used);
    }

    /// With little sight some meet a picket behind them only when they flee and have shut their eyes.
    #[test]
    fn who_flees_blind_makes_the_history_of_those_who_look() {
        same_with_fewer_passes(|plan| plan.flees_blind.fill(false));
    }

    #[test]
    fn who_looks_within_reach_makes_the_history_of_those_who_look_far() {
        same_with_fewer_passes(|plan| plan.looks_far = true);
    }

    /// A plan that looks more makes the same histories.
    fn same_with_fewer_passes(looks_more: impl Fn(&mut Plan)) {
        let mut parts = skirmish::parts(40);
        let mut picket = parts.contingents[2].clone();
        picket.name = "picket".into();
        picket.start = Placement::Box([2000.0, 5700.0, 4000.0, 5900.0]);
        parts.contingents.push(picket);
        for part in &mut parts.contingents {
            part.sight_m = [150.0; 2];
        }
        for parts in [skirmish::parts(40), parts] {
            let blind = Scenario::build(&parts).expect("it has no faults");
            assert!(blind.plan.flees_blind.iter().all(|flees| *flees));
            let mut looking = blind.clone();
            looks_more(&mut looking.plan);
            for root in 0..10 {
                let trace = |scenario: &Scenario| {
                    let probes = Probes::new(scenario, Vec::new()).expect("there are none");
                    let streams = Streams {
                        root,
                        refreshes: &[],
                    };
                    let mut trace = Runner::new(scenario, &probes)
                        .trace(&[], streams, 600.0)
                        .expect("it runs");
                    let passes = std::mem::take(&mut trace.counters.distance_passes);
                    (trace, passes)
                };
                let ((one, fewer), (other, more)) = (trace(&blind), trace(&looking));
                assert!(one == other, "root {root}");
                assert!(fewer < more, "root {root}: {fewer} of {more}");
            }
        }
    }
}
