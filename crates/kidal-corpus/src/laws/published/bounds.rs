//! A lower bound of the distance of a battle, from a table over the ratio of powers.
//!
//! With a larger ratio R has, at every step, at least as many men left and B at most as many. So the step at which R is down
//! comes no earlier and that at which B is down no later, and between two ratios whose battles end in the same way the
//! losses lie between theirs. In a truncated program this holds for the rounded numbers too: a man more now is a man more,
//! or as many, after the step.

use super::fight::{End, Stepper};
use crate::laws::battle::Battle;

/// Cells of each doubling of the ratio. Chosen by us: twice as many save little.
const OF_DOUBLING: u32 = 32;
/// Doublings, from 1/128 to 128; chosen by us: outside, one more cell on each side is enough.
const DOUBLINGS: u32 = 14;
/// Cells of the table. The first holds all that is smaller, the last all that is larger.
pub(super) const CELLS: usize = (OF_DOUBLING * DOUBLINGS) as usize + 1;
/// Bits of a number that cells do not see.
const SHIFT: u32 = 52 - OF_DOUBLING.ilog2();
/// The place of the last number below the second cell.
const FIRST: u64 = ((1.0 / 128.0_f64).to_bits() >> SHIFT) - 1;
/// A relative slack for programs that do not cut to whole men.
const SLACK: f64 = 1.0 - 1e-9;

/// Lower bounds of one battle, under each of the published laws.
pub struct Bounds {
    least: Vec<f32>,
}

impl Bounds {
    /// Steps the battle at the ends of every cell.
    pub fn new(stepper: &Stepper) -> Self {
        let mut least = Vec::with_capacity(4 * CELLS);
        for law in 0..4 {
            let mut lower = stepper.end(law, 0.0);
            for cell in 1..=CELLS {
                // The last cell has no upper end: a ratio that no draw exceeds stands for it.
                let ratio = if cell == CELLS {
                    f64::from(u32::MAX)
                } else {
                    start(cell)
                };
                let upper = stepper.end(law, ratio);
                let bound = between(&stepper.battle, &lower, &upper) * SLACK;
                least.push(rounded_down(bound));
                lower = upper;
            }
        }
        Bounds { least }
    }

    /// The bounds under one law, cell by cell.
    pub(super) fn of(&self, law: usize) -> &[f32] {
        &self.least[law * CELLS..(law + 1) * CELLS]
    }
}

/// The cell of a ratio: its power of two and the first bits of what is beyond, so that no division is needed.
#[inline]
pub(super) fn cell(ratio: f64) -> usize {
    let place = (ratio.to_bits() >> SHIFT).saturating_sub(FIRST);
    (place as usize).min(CELLS - 1)
}

/// The ratio at which a cell begins; nought for the first.
fn start(cell: usize) -> f64 {
    if cell == 0 {
        0.0
    } else {
        f64::from_bits((FIRST + cell as u64) << SHIFT)
    }
}

fn rounded_down(bound: f64) -> f32 {
    let near = bound as f32;
    if f64::from(near) > bound {
        near.next_down()
    } else {
        near
    }
}

/// A lower bound of the distance for every ratio between those of two ends.
fn between(battle: &Battle, lower: &End, upper: &End) -> f64 {
    let Battle { r0, rc, b0, bc, .. } = *battle;
    let lost_r = |end: &End| r0 - end.r;
    let lost_b = |end: &End| b0 - end.b;
    let same_end = lower.r_is_down == upper.r_is_down && lower.b_is_down == upper.b_is_down;
    if same_end && lower.steps == upper.steps {
        return outside(lost_r(upper), lost_r(lower), rc) / rc
            + outside(lost_b(lower), lost_b(upper), bc) / bc;
    }
    if same_end && !lower.b_is_down {
        // R decides: B loses the more the larger the ratio.
        return (bc - lost_b(upper)).max(0.0) / bc;
    }
    if same_end && !lower.r_is_down {
        // B decides: R loses the less the larger the ratio.
        return (rc - lost_r(lower)).max(0.0) / rc;
    }
    0.0
}

/// How far a value lies outside an interval.
fn outside(low: f64, high: f64, value: f64) -> f64 {
    (low - value).max(value - high).max(0.0)
}
