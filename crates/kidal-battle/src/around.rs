//! Men of the same side around each element: what its losses nearby are a share of. In packs of many they are kept, not
//! counted anew: losses are taken off, and who moves or leaves takes his men with him. Sums of whole men, so that both give
//! the same number.

use crate::geometry::{EMPTY, widen};
use crate::scenario::Scenario;
use crate::state::State;

/// Where more than one in so many of all elements moved, counting anew is faster; chosen by us.
const MOVED_SHARE: usize = 8;

impl State {
    /// Losses and shock of one side of many: as `spread_shock` says.
    pub(crate) fn shock_many(&mut self, scenario: &Scenario, actor: usize) {
        if self.forgets_around {
            self.forget_around();
        }
        self.packs.ready(actor);
        let Self {
            packs,
            struck,
            serves,
            loss,
            x,
            y,
            lost_near,
            near_struck,
            ..
        } = self;
        for &slot in &*struck {
            let slot = slot as usize;
            if serves[slot] as usize != actor {
                continue;
            }
            let lost = u32::from(loss[slot]);
            packs.reached(actor, [x[slot], y[slot]], |place| {
                let other = packs.slot[place] as usize;
                if other != slot {
                    if lost_near[other] == 0 {
                        near_struck.push(other as u16);
                    }
                    lost_near[other] += lost;
                }
            });
        }
        for index in 0..self.near_struck.len() {
            let slot = self.near_struck[index] as usize;
            let men = if self.knows_around[slot] {
                debug_assert_eq!(self.around[slot], self.count_around(slot));
                self.around[slot]
            } else {
                self.knows_around[slot] = true;
                self.know_around += 1;
                let reach = self.shock_square[slot].max(0.0).sqrt() + 1.0;
                let (x, y) = (self.x[slot], self.y[slot]);
                let hull = &mut self.packs.knowing[actor];
                widen(hull, x - reach, y - reach);
                widen(hull, x + reach, y + reach);
                self.count_around(slot)
            };
            // Losses are counted from the men at the start of the step, and taken off for the next one.
            self.around[slot] = men - self.lost_near[slot];
            self.feel_loss_near(scenario, slot, men);
        }
        self.near_struck.clear();
    }

    /// Men of the others around an element.
    fn count_around(&self, slot: usize) -> u32 {
        let packs = &self.packs;
        let at = [self.x[slot], self.y[slot]];
        let men = packs.men_kept(self.serves[slot] as usize, at, self.shock_square[slot]);
        // The element itself stands within any distance of itself.
        men - packs.men[self.pack_at[slot] as usize] as u32
    }

    /// Nobody knows the men around him.
    pub(crate) fn forget_around(&mut self) {
        self.forgets_around = false;
        self.know_around = 0;
        self.knows_around.fill(false);
        self.packs.knowing.fill(EMPTY);
    }

    /// Men changed otherwise than by losses.
    pub(crate) fn note_men_changed(&mut self) {
        self.men_changed = true;
        self.forgets_around = true;
    }

    /// Men of those in packs, where they changed otherwise than by losses.
    pub(crate) fn read_men(&mut self) {
        self.men_changed = false;
        for actor in 0..self.packs.actors() {
            for at in self.packs.of(actor) {
                self.packs.men[at] = f32::from(self.fit[self.packs.slot[at] as usize]);
            }
        }
    }

    /// Before packs are brought up to date: where those who moved or fell stood, and with how many men others count them.
    pub(crate) fn note_departures(&mut self) {
        self.departures.clear();
        self.forgets_around |= self.stirred.len() * MOVED_SHARE > self.packs.count;
        if self.forgets_around || self.know_around == 0 {
            // Whoever is counted later is counted as he is then.
            self.forgets_around = true;
            return;
        }
        for index in 0..self.stirred.len() {
            let slot = self.stirred[index] as usize;
            if !self.packs.is_many(self.serves[slot] as usize) {
                continue;
            }
            if self.knows_around[slot] {
                self.knows_around[slot] = false;
                self.know_around -= 1;
            }
            let at = self.pack_at[slot] as usize;
            self.departures.push(Departure {
                slot: slot as u16,
                men: self.packs.men[at] as u16,
                from: [self.packs.x[at], self.packs.y[at]],
            });
        }
    }

    /// After it: their men are counted where they stand now. Who knows the men around him has not moved.
    pub(crate) fn move_men(&mut self) {
        for index in 0..self.departures.len() {
            let Departure { slot, men, from } = self.departures[index];
            let slot = slot as usize;
            let actor = self.serves[slot] as usize;
            // A pack that holds fewer now than it must have keeps no sums any more.
            if !self.packs.is_many(actor) {
                continue;
            }
            let hull = self.packs.knowing[actor];
            let is_in =
                |[x, y]: [f32; 2]| x >= hull[0] && x <= hull[2] && y >= hull[1] && y <= hull[3];
            if !is_in(from) && !is_in([self.x[slot], self.y[slot]]) {
                continue;
            }
            let now = if self.is_in_play(slot) {
                self.fit[slot]
            } else {
                0
            };
            self.packs.ready(actor);
            let Self {
                packs,
                knows_around,
                around,
                ..
            } = self;
            let mut change = |place: usize, gain: u16, loss: u16| {
                let other = packs.slot[place] as usize;
                if knows_around[other] {
                    around[other] = around[other] + u32::from(gain) - u32::from(loss);
                }
            };
            if men == now {
                let to = [self.x[slot], self.y[slot]];
                packs.parted(actor, [from, to], |place, comes| {
                    if comes {
                        change(place, men, 0);
                    } else {
                        change(place, 0, men);
                    }
                });
            } else {
                if men > 0 {
                    packs.reached(actor, from, |place| change(place, 0, men));
                }
                if now > 0 {
                    let to = [self.x[slot], self.y[slot]];
                    packs.reached(actor, to, |place| change(place, now, 0));
                }
            }
        }
    }
}

/// Where an element that moved or fell stood, and the men that others counted there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Departure {
    slot: u16,
    men: u16,
    from: [f32; 2],
}

#[cfg(test)]
mod tests {
    use crate::{Probes, Record, Runner, Scenario, Streams, skirmish};

    /// Within the battle each sum that is kept is compared with one counted anew. What it came to was written down when
    /// all were counted anew, by passes over packs: 300 a side keep sums, 1600 have a grid too.
    #[test]
    fn sums_that_are_kept_are_those_counted_anew() {
        for (n, end_step, survivors, fled, element_steps) in [
            (300, 305, [2107, 1657], [35, 270], 148_574),
            (1600, 370, [11_082, 7418], [112, 1101], 944_357),
        ] {
            let scenario =
                Scenario::build(&skirmish::parts(n)).expect("the skirmish has no faults");
            let probes = Probes::new(&scenario, vec![]).expect("no measures, no faults");
            let mut runner = Runner::new(&scenario, &probes);
            let mut record = Record::new();
            let streams = Streams {
                root: 0,
                refreshes: &[],
            };
            runner
                .run(&[], streams, &mut record)
                .expect("the skirmish runs");
            let expected = skirmish::Outcome {
                winner: 1,
                end_step,
                survivors_a: survivors[0],
                survivors_d: survivors[1],
                fled_a: fled[0],
                fled_d: fled[1],
                element_steps,
            };
            assert_eq!(skirmish::outcome(&runner, &record), expected);
        }
    }
}
