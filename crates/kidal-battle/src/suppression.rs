//! Suppression s in [0, 1].   ds/dt = k·I·(1 − s) − d·s,   d = ln 2 / half-time
//!
//! I: men who fire at the element ÷ its fit men. Over a step with constant I the solution is exact,
//! s ← s∞ + (s − s∞)·exp(−(k·I + d)·h) with s∞ = k·I/(k·I + d), so that only changes of I depend on the step.

use crate::scenario::Scenario;
use crate::state::State;
use kidal_math::exp;

/// Suppression under one row of parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suppression {
    pub gain_per_s: f64,
    pub decay_per_s: f64,
    pub effect: f64,
    pub pins_at: f32,
}

/// Changes smaller than this in a step are not read again by rates of fire; chosen by us: a thousandth of the chance to hit.
const SMALL: f32 = 1e-3;
/// Share of the way to its limit that a suppression may go in a step; chosen by us: rates then change by less than a fifth.
pub(crate) const STRIDE: f64 = 0.25;

impl State {
    /// Suppression over a step that ends now, from the fire at its start.
    pub(crate) fn suppress(&mut self, scenario: &Scenario, h: f64) {
        for index in 0..self.firing.len() {
            let slot = self.firing[index] as usize;
            let target = self.nearest[slot];
            if target != crate::state::NONE {
                self.columns.incoming[target as usize] += u32::from(self.fit[slot]);
            }
        }
        let mut quickest = 0.0f64;
        for c in 0..self.bodies.len() {
            let Some(part) = self.settings[c].suppression else {
                continue;
            };
            if !self.bodies[c].has_appeared {
                continue;
            }
            for slot in self.range(&scenario.plan, c) {
                let incoming = std::mem::take(&mut self.columns.incoming[slot]);
                let before = self.columns.suppression[slot];
                if incoming == 0 && before == 0.0 {
                    continue;
                }
                let gain = part.gain_per_s * f64::from(incoming) / f64::from(self.fit[slot].max(1));
                let speed = gain + part.decay_per_s;
                let limit = if speed > 0.0 { gain / speed } else { 0.0 };
                let after = limit + (f64::from(before) - limit) * exp(-speed * h);
                let after = if after < 1e-6 { 0.0 } else { after as f32 };
                self.columns.suppression[slot] = after;
                if (after - before).abs() > SMALL {
                    self.redo(slot);
                }
                if (f64::from(after) - limit).abs() > 0.02 {
                    quickest = quickest.max(speed);
                }
            }
        }
        self.columns.quickest = quickest;
        self.columns.incoming.fill(0);
    }

    /// Whether an element lies pinned to the ground.
    #[inline]
    pub(crate) fn is_pinned(&self, contingent: usize, slot: usize) -> bool {
        self.settings[contingent]
            .suppression
            .is_some_and(|part| self.columns.suppression[slot] >= part.pins_at)
    }
}
