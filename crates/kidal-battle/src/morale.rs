//! Morale: lowered by own loss, loss of neighbours, fatigue and encirclement; it recovers, and an element below its limit breaks.
//!
//! m ← min(1, m + (recovery − w_f·f − w_e·[inside a closed ring])·h − w_o·loss/full − w_n·L/M)
//! L, M: men lost and men at the start of the step among the others of the side within the radius.

use crate::event::Event;
use crate::kernel::{Eight, Pass, run};
use crate::lanes::{BLOCK, bits, slots, standing_in};
use crate::packs::places;
use crate::parts::{ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State, leg};

/// Morale of a contingent over a step; the shock of the step is spent. Calls with each steady one whose morale is below the limit.
struct Changing<'a, F> {
    morale: &'a mut [[f32; BLOCK]],
    shock: &'a mut [[f32; BLOCK]],
    fatigue: &'a [[f32; BLOCK]],
    is_encircled: &'a [[bool; BLOCK]],
    stand: &'a [[Stand; BLOCK]],
    /// Recovery, and what fatigue and encirclement take, over the step.
    rates: [f32; 3],
    break_at: f32,
    each_low: F,
}

impl<F: FnMut(usize)> Pass for Changing<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.morale.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) {
        let [_, tire, ring] = self.rates;
        if tire == 0.0 && ring == 0.0 {
            self.change(|values: E, _, _| values);
            return;
        }
        let has_tire = tire != 0.0;
        let tire = E::all(tire);
        self.change(|mut values: E, fatigues, encircled| {
            if has_tire {
                values = values.minus(tire.times(E::of(fatigues)));
            }
            if ring != 0.0 && u64::from_le_bytes(encircled.map(u8::from)) != 0 {
                let rings = encircled.map(|inside| if inside { ring } else { 0.0 });
                values = values.minus(E::of(&rings));
            }
            values
        });
    }
}

impl<F: FnMut(usize)> Changing<'_, F> {
    /// Changes morale, after recovery by what fatigue and encirclement make of it.
    #[inline(always)]
    fn change<E: Eight>(mut self, wear: impl Fn(E, &[f32; BLOCK], &[bool; BLOCK]) -> E) {
        let (gain, limit) = (E::all(self.rates[0]), E::all(self.break_at));
        let (zero, one) = (E::all(0.0), E::all(1.0));
        let columns = self
            .morale
            .iter_mut()
            .zip(self.shock)
            .zip(self.fatigue)
            .zip(self.is_encircled)
            .zip(self.stand);
        for (block, ((((morales, shocks), fatigues), encircled), stands)) in columns.enumerate() {
            let values = wear(E::of(morales).plus(gain), fatigues, encircled);
            let values = values.minus(E::of(shocks)).most(zero).least(one);
            *shocks = [0.0; BLOCK];
            *morales = values.numbers();
            let low = values.below(limit);
            // Of those out of play or broken many are low, and stay it.
            if low != 0 {
                let steady = bits(standing_in(stands, Stand::Steady));
                for index in places(block, low & steady) {
                    (self.each_low)(index);
                }
            }
        }
    }
}

impl State {
    /// Changes morale over a step and breaks or rallies elements. Reads who was steady before anything else of the step.
    pub(crate) fn change_morale(&mut self, scenario: &Scenario, h: f64) {
        let plan = &scenario.plan;
        for c in 0..self.bodies.len() {
            let Some(morale) = self.settings[c].morale else {
                continue;
            };
            // Whoever is out of play is out for good: his morale means nothing any more.
            if self.is_absent(c) {
                continue;
            }
            let h = h as f32;
            let (gain, tire, ring) = (
                morale.recovery_per_s * h,
                morale.fatigue_per_s * h,
                morale.encirclement_per_s * h,
            );
            let blocks = self.blocks(plan, c);
            let (first, picked) = (plan.first[c], &mut self.picked);
            picked.clear();
            run(Changing {
                morale: &mut self.morale.as_chunks_mut::<BLOCK>().0[blocks.clone()],
                shock: &mut self.shock.as_chunks_mut::<BLOCK>().0[blocks.clone()],
                fatigue: &self.fatigue.as_chunks::<BLOCK>().0[blocks.clone()],
                is_encircled: &self.is_encircled.as_chunks::<BLOCK>().0[blocks.clone()],
                stand: &self.stand.as_chunks::<BLOCK>().0[blocks.clone()],
                rates: [gain, tire, ring],
                break_at: morale.break_at,
                each_low: |index| picked.push((first + index) as u16),
            });
            for index in 0..self.picked.len() {
                self.break_element(scenario, self.picked[index] as usize);
            }
            if self.bodies[c].broken > 0 && morale.rally_at <= 1.0 {
                for block in blocks {
                    for slot in slots(block, self.broken(block)) {
                        let is_high = self.morale[slot] >= morale.rally_at;
                        if is_high && !self.sees_hostile(scenario, slot) {
                            self.rally(scenario, slot);
                        }
                    }
                }
            }
        }
    }

    /// Whether the nearest hostile element is in sight.
    pub(crate) fn sees_hostile(&self, scenario: &Scenario, slot: usize) -> bool {
        let sight = self.sight(scenario.plan.contingents[slot] as usize);
        self.nearest[slot] != NONE && self.nearest_square[slot] <= sight * sight
    }

    fn break_element(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot];
        self.stand[slot] = Stand::Broken;
        self.was_fleeing[slot] = false;
        let body = &mut self.bodies[c as usize];
        body.broken += 1;
        body.is_shaken = true;
        body.legs_changed = true;
        if self.is_asleep[slot] {
            self.is_asleep[slot] = false;
            body.asleep -= 1;
        }
        self.wake_at[slot] = f64::INFINITY;
        self.is_blocked[slot] = false;
        self.hosts_changed = true;
        self.shut_eyes(&scenario.plan, slot);
        self.redo(slot);
        self.open_changed = true;
        self.posts_changed = true;
        self.control_changed = true;
        self.end_changed = true;
        let event = Event::new(self.now, EventKind::Broke)
            .of(ContingentId(c))
            .men(u32::from(self.fit[slot]));
        self.say(event.at(self.position(slot)));
    }

    fn rally(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot];
        self.stand[slot] = Stand::Steady;
        self.is_moving[slot] = false;
        self.leg[slot] = leg::THERE;
        self.hosts_changed = true;
        self.bodies[c as usize].broken -= 1;
        self.bodies[c as usize].is_shaken = true;
        self.bodies[c as usize].legs_changed = true;
        self.redo(slot);
        self.open_changed = true;
        self.control_changed = true;
        self.end_changed = true;
        if !self.has_joined[slot] {
            self.set_out(scenario, slot);
        }
        let event = Event::new(self.now, EventKind::Rallied)
            .of(ContingentId(c))
            .men(u32::from(self.fit[slot]));
        self.say(event.at(self.position(slot)));
    }

    /// Says which contingents are routed: an element broke or was captured, and less than half of the men it counts on are
    /// fit and steady.
    pub(crate) fn note_routs(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            if !self.bodies[c].is_shaken {
                continue;
            }
            self.bodies[c].is_shaken = false;
            let body = &self.bodies[c];
            if body.broken == 0 && body.captured_ever == 0 && !body.is_routed {
                continue;
            }
            // Whole columns, without a question on the way: a sum for many at once.
            let range = self.range(&scenario.plan, c);
            let stands = self.stand[range.clone()]
                .iter()
                .zip(&self.serves[range.clone()]);
            let steady: u32 = stands
                .zip(&self.fit[range])
                .map(|((stand, serves), fit)| {
                    let counts = (*stand == Stand::Steady) & (*serves == body.actor);
                    u32::from(counts) * u32::from(*fit)
                })
                .sum();
            let body = &mut self.bodies[c];
            let counted = body.men.saturating_sub(body.departed);
            let has_gone = steady == 0 && body.broken == 0 && body.departed > 0;
            let is_routed =
                (body.broken > 0 || body.captured_ever > 0) && 2 * steady < counted && !has_gone;
            let is_new = is_routed && !body.is_routed;
            if is_routed != body.is_routed {
                body.is_routed = is_routed;
                self.open_changed = true;
            }
            if is_new {
                let event = Event::new(self.now, EventKind::Routed)
                    .of(ContingentId(c as u16))
                    .men(steady);
                self.say(event);
            }
        }
    }
}
