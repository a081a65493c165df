//! Clearance: under fixed steps nobody asks who is nearest beyond some reach. Who finds nobody within it has a clearance: before his
//! side and its foes have moved so far that somebody can be within reach he need not look again, however he moves himself.
//!
//! Where steps adapt, their length is a question of who is nearest at any distance: there the reach is infinite, and nobody has a
//! clearance.

use crate::state::State;

/// What a clearance is short of what distances say [m]; chosen by us because it is more than rounding makes of them.
const SPARE_M: f64 = 1.0;

impl State {
    /// How much nearer two elements of different actors can have come to each other by the longest strides of each.
    pub(crate) fn note_strides(&mut self) {
        for square in &mut self.strides {
            self.come_nearer += f64::from(std::mem::take(square)).sqrt();
        }
    }

    /// Whether an element without a nearest enemy still cannot have one within reach.
    #[inline]
    pub(crate) fn is_clear(&self, slot: usize) -> bool {
        self.come_nearer < self.clear_until[slot]
    }

    /// An element's nearest enemy is beyond reach, at this squared distance.
    pub(crate) fn clear(&mut self, slot: usize, square: f32) {
        let spare = f64::from(square).sqrt() - f64::from(self.reach) - SPARE_M;
        self.clear_until[slot] = self.come_nearer + spare;
    }
}
