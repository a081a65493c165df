//! Control of places: an actor comes to hold a place when it has steady men inside, nobody who fights it has, the holder has
//! none, and this has lasted ten minutes.

use crate::event::Event;
use crate::parts::{ActorId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State};

/// How long it has to last [s].
const LASTING_S: f64 = 600.0;

impl State {
    /// Who claims each followed place, and who has come to hold it.
    pub(crate) fn follow_control(&mut self, scenario: &Scenario) {
        for (bit, place) in scenario.plan.tracked.iter().enumerate() {
            let p = place.index();
            if self.holder[p] == NONE {
                continue;
            }
            if self.control_changed {
                let claimant = self.find_claimant(scenario, bit, self.holder[p]);
                if claimant != self.claimant[p] {
                    self.claimant[p] = claimant;
                    self.claim_since[p] = self.now;
                }
            }
            let claimant = self.claimant[p];
            if claimant != NONE && self.now - self.claim_since[p] >= LASTING_S {
                self.holder[p] = claimant;
                self.claimant[p] = NONE;
                let mut event = Event::new(self.now, EventKind::Took);
                event.actor = Some(ActorId(claimant));
                event.place = Some(*place);
                let [x, y] = scenario.plan.outlines[p].centre;
                self.say(event.at([x as f32, y as f32]));
            }
        }
        self.control_changed = false;
    }

    /// The actor with the most steady men inside, where neither the holder nor anyone who fights it has any.
    fn find_claimant(&mut self, scenario: &Scenario, bit: usize, holder: u16) -> u16 {
        self.inside_men.fill(0);
        for c in 0..self.bodies.len() {
            if !self.bodies[c].has_appeared {
                continue;
            }
            for slot in self.range(&scenario.plan, c) {
                if self.inside[slot] >> bit & 1 == 1 && self.stand[slot] == Stand::Steady {
                    self.inside_men[self.serves[slot] as usize] += u32::from(self.fit[slot]);
                }
            }
        }
        if self.inside_men[holder as usize] > 0 {
            return NONE;
        }
        let mut best = NONE;
        for actor in 0..self.inside_men.len() {
            let men = self.inside_men[actor];
            let is_contested = (0..self.inside_men.len())
                .any(|other| self.inside_men[other] > 0 && self.fights(actor as u16, other as u16));
            if men > 0 && !is_contested && (best == NONE || men > self.inside_men[best as usize]) {
                best = actor as u16;
            }
        }
        best
    }

    /// When the next claim will have lasted.
    pub(crate) fn next_claim(&self) -> f64 {
        let mut next = f64::INFINITY;
        for (claimant, since) in self.claimant.iter().zip(&self.claim_since) {
            if *claimant != NONE {
                next = next.min(since + LASTING_S);
            }
        }
        next
    }
}
