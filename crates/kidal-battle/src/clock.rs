//! Clocks: a hazard holds a threshold E = −ln U and spends rate × time of it; when it is spent, the event happens.
//!
//! What a threshold is does not depend on how time is cut, nor on where a phase ends: a clock goes on, and its next threshold is
//! drawn from the luck of the phase under way. A clock is armed when it is first spent, so idle elements cost no draw.
//! Source: [anderson2007], the modified next reaction method.

use crate::column::Column;
use crate::streams::{self, Purpose};

/// Most events of one clock in a step: more men than an element can have.
const MOST_EVENTS: u32 = 65_535;

/// What is left of a threshold that is not drawn yet.
pub(crate) const UNARMED: f64 = f64::NEG_INFINITY;

/// One clock an element, all of one purpose.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    purpose: Purpose,
    /// Hazard still to be spent, or [`UNARMED`].
    pub left: Column<f64, 46>,
    /// Draws of this phase.
    pub times: Column<u32, 47>,
}

impl Clock {
    pub(crate) fn new(purpose: Purpose, slots: usize) -> Self {
        Self {
            purpose,
            left: Column::new(UNARMED, slots, 0.0),
            times: Column::new(0, slots, 0),
        }
    }

    /// A new phase: draws of some slots are counted anew.
    pub(crate) fn count_anew(&mut self, slots: std::ops::Range<usize>) {
        self.times[slots].fill(0);
    }

    /// Disarms those of some slots; their next spending draws a threshold.
    pub(crate) fn disarm(&mut self, slots: std::ops::Range<usize>) {
        self.left[slots].fill(UNARMED);
    }

    /// Spends an amount; true when the event happens. The caller arms it again.
    #[inline(always)]
    pub(crate) fn spend(&mut self, slot: usize, amount: f64, key: u64, identity: u64) -> bool {
        let left = self.left[slot] - amount;
        self.left[slot] = left;
        left <= 0.0 && self.is_spent(slot, amount, key, identity)
    }

    /// Whether a clock whose threshold seems spent is: one that is not armed yet is armed, and the amount taken off.
    #[inline(never)]
    pub(crate) fn is_spent(&mut self, slot: usize, amount: f64, key: u64, identity: u64) -> bool {
        if self.left[slot] == UNARMED {
            self.arm(slot, key, identity);
            self.left[slot] -= amount;
        }
        self.left[slot] <= 0.0
    }

    /// Arms a clock that is not.
    pub(crate) fn ready(&mut self, slot: usize, key: u64, identity: u64) {
        if self.left[slot] == UNARMED {
            self.arm(slot, key, identity);
        }
    }

    /// How often the event of an overspent clock happens: what is overspent is taken off the next threshold, and so on, so
    /// that the moments of all events are the same however time is cut.
    pub(crate) fn events(&mut self, slot: usize, key: u64, identity: u64) -> u32 {
        let mut happened = 0;
        while self.left[slot] <= 0.0 && happened < MOST_EVENTS {
            let overspent = self.left[slot];
            self.arm(slot, key, identity);
            self.left[slot] += overspent;
            happened += 1;
        }
        happened
    }

    /// Draws the next threshold; what was overshot is dropped.
    pub(crate) fn arm(&mut self, slot: usize, key: u64, identity: u64) {
        self.left[slot] =
            streams::draws(key, identity, self.purpose, self.times[slot]).exponential();
        self.times[slot] += 1;
    }
}
