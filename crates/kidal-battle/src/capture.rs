//! Capture: an element that is broken, asleep, left behind (its contingent is routed) or down, with a steady hostile element
//! within range and no steady friend nearer, is captured at a rate. The captor is the actor of that hostile element.

use crate::event::Event;
use crate::lanes::{slots, true_of};
use crate::packs::places;
use crate::parts::{ActorId, ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};
use crate::streams::{self, Purpose};

impl State {
    /// Who is open to capture, and by whom: read again when somebody changes state; for those who flee also whenever somebody
    /// moves near them; for wounded men left on the ground each quarter of an hour.
    pub(crate) fn find_open(&mut self, scenario: &Scenario) {
        let (all, with_down) = (self.open_changed, self.down_changed);
        self.open_changed = false;
        self.down_changed = false;
        let stand = &self.stand;
        self.open.retain(|(slot, _)| match stand[*slot as usize] {
            Stand::Down => !with_down,
            Stand::Broken => false,
            _ => !all,
        });
        for c in 0..self.bodies.len() {
            let Some((rate, range)) = self.settings[c].capture else {
                continue;
            };
            let body = self.bodies[c];
            let has_open = body.broken > 0
                || (all && (body.asleep > 0 || body.is_routed))
                || (with_down && body.wounded_ever > 0);
            if rate <= 0.0 || !body.has_appeared || !has_open {
                continue;
            }
            for block in self.blocks(&scenario.plan, c) {
                let mut open = self.broken(block);
                if all {
                    let steady = self.steady(block);
                    open |= if body.is_routed {
                        steady
                    } else {
                        steady & true_of(&self.is_asleep, block)
                    };
                }
                let down = if with_down {
                    self.standing(block, Stand::Down)
                } else {
                    0
                };
                for slot in slots(block, open | down) {
                    if self.stand[slot] != Stand::Down && self.nearest_square[slot] > range * range
                    {
                        continue;
                    }
                    let captor = self.captor(slot, range * range);
                    if captor != NONE {
                        self.open.push((slot as u16, captor));
                    }
                }
            }
        }
    }

    /// Spends the clocks of capture over a step.
    pub(crate) fn seize(&mut self, scenario: &Scenario, h: f64) {
        for index in 0..self.open.len() {
            let (slot, captor) = self.open[index];
            let slot = slot as usize;
            let c = scenario.plan.contingents[slot] as usize;
            let rate = self.settings[c].capture.map_or(0.0, |(rate, _)| rate);
            let has_men = self.fit[slot] > 0 || self.wounded[slot] > 0;
            let is_hostile = self.fights(self.serves[slot], captor);
            let identity = scenario.plan.identities[slot];
            if has_men
                && is_hostile
                && self
                    .capture_clock
                    .spend(slot, rate * h, self.luck.of_mind(c), identity)
            {
                self.capture_clock.arm(slot, self.luck.of_mind(c), identity);
                self.counters.draws += 1;
                self.capture_element(scenario, slot, captor);
            }
        }
    }

    /// The actor of the nearest steady hostile element within range, unless a steady friend is nearer.
    fn captor(&mut self, slot: usize, range_square: f32) -> u16 {
        let (x, y, actor) = (self.x[slot], self.y[slot], self.serves[slot]);
        let (mut captor, mut nearest, mut friend) = (NONE, range_square, f32::INFINITY);
        self.counters.distance_passes += 1;
        let target = self.nearest[slot] as usize;
        if self.nearest[slot] != NONE
            && self.stand[target] == Stand::Steady
            && !self.is_asleep[target]
        {
            // The nearest of all is one who can: only friends are left to be asked.
            let square = self.nearest_square[slot];
            for block in self.packs.blocks(actor as usize) {
                for at in places(block, self.packs.around(block, x, y, square)) {
                    let (dx, dy) = (self.packs.x[at] - x, self.packs.y[at] - y);
                    let there = self.packs.slot[at] as usize;
                    if dx * dx + dy * dy < square
                        && there != slot
                        && self.stand[there] == Stand::Steady
                        && !self.is_asleep[there]
                    {
                        return NONE;
                    }
                }
            }
            return self.serves[target];
        }
        for other in 0..self.packs.actors() {
            let is_hostile = self.fights(actor, other as u16);
            if !is_hostile && other != actor as usize {
                continue;
            }
            for block in self.packs.blocks(other) {
                for at in places(block, self.packs.around(block, x, y, range_square)) {
                    let (dx, dy) = (self.packs.x[at] - x, self.packs.y[at] - y);
                    let square = dx * dx + dy * dy;
                    let there = self.packs.slot[at] as usize;
                    if there == slot || self.stand[there] != Stand::Steady || self.is_asleep[there]
                    {
                        continue;
                    }
                    if is_hostile {
                        if square < nearest || captor == NONE {
                            (captor, nearest) = (other as u16, square);
                        }
                    } else {
                        friend = friend.min(square);
                    }
                }
            }
        }
        if friend < nearest { NONE } else { captor }
    }

    /// All fit and wounded men of an element are captured.
    fn capture_element(&mut self, scenario: &Scenario, slot: usize, captor: u16) {
        let men = u32::from(self.fit[slot]) + u32::from(self.wounded[slot]);
        self.take_prisoners(
            scenario,
            slot,
            captor,
            u32::from(self.fit[slot]),
            u32::from(self.wounded[slot]),
        );
        let c = scenario.plan.contingents[slot];
        let mut event = Event::new(self.now, EventKind::Captured)
            .of(ContingentId(c))
            .men(men)
            .at(self.position(slot));
        event.actor = Some(ActorId(captor));
        event.place = self.place_of(scenario, slot);
        self.say(event);
    }

    /// How many of those taken live: a binomial share.
    fn spared(&mut self, scenario: &Scenario, slot: usize, taken: u32) -> u32 {
        let c = scenario.plan.contingents[slot] as usize;
        let share = self.settings[c].spared;
        if share >= 1.0 || taken == 0 {
            return taken;
        }
        let occurrence = self.loss_times[slot];
        self.loss_times[slot] += 1;
        self.counters.draws += 1;
        streams::draws(
            self.luck.of_fight(c),
            scenario.plan.identities[slot],
            Purpose::Spared,
            occurrence,
        )
        .binomial(taken, share)
    }

    /// So many men of an element are captured.
    pub(crate) fn take_prisoners(
        &mut self,
        scenario: &Scenario,
        slot: usize,
        captor: u16,
        fit: u32,
        wounded: u32,
    ) {
        let c = scenario.plan.contingents[slot] as usize;
        let fit = fit.min(u32::from(self.fit[slot])) as u16;
        let wounded = wounded.min(u32::from(self.wounded[slot])) as u16;
        self.fit[slot] -= fit;
        self.note_men_changed();
        self.wounded[slot] -= wounded;
        let taken = u32::from(fit) + u32::from(wounded);
        let spared = self.spared(scenario, slot, taken);
        self.captured[slot] += spared as u16;
        self.killed[slot] += (taken - spared) as u16;
        self.bodies[c].killed += taken - spared;
        let index = c * self.public.len() + captor as usize;
        self.held[index] += spared;
        self.captured_by[index] += taken;
        self.bodies[c].captured_ever += taken;
        self.bodies[c].is_shaken = true;
        self.bodies[c].legs_changed = true;
        self.redo(slot);
        self.open_changed = true;
        if self.fit[slot] == 0 && taken > 0 {
            self.take_out(scenario, slot);
        }
    }
}
