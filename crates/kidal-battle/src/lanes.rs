//! Columns eight elements at a time. A contingent's slots begin at a multiple of eight, so that its elements fill whole
//! blocks but for the rest of the last; slots without an element are [`Stand::Gone`] and neither move nor have a target.
//!
//! What holds for which elements of a block is a number with one byte an element, 1 where it holds: such flags are
//! combined by `&` and `|` for eight elements at once, and few are left to be looked at one by one.

use crate::plan::Plan;
use crate::state::{Stand, State};

/// Elements of a block.
pub(crate) const BLOCK: usize = 8;

/// All flags of a block.
pub(crate) const ALL: u64 = 0x0101_0101_0101_0101;

/// Which elements of a block of a column are true.
#[inline(always)]
pub(crate) fn true_of(column: &[bool], block: usize) -> u64 {
    u64::from_le_bytes(column.as_chunks::<BLOCK>().0[block].map(u8::from))
}

/// Which bytes below 128 have a value.
#[inline(always)]
fn equal(bytes: [u8; BLOCK], value: u8) -> u64 {
    let differs = u64::from_le_bytes(bytes) ^ (u64::from(value) * ALL);
    // The sum has the high bit of each byte that is not 0.
    !((differs + 0x7f * ALL) >> 7) & ALL
}

/// Which of eight elements stand so.
#[inline(always)]
pub(crate) fn standing_in(stands: &[Stand; BLOCK], stand: Stand) -> u64 {
    equal(stands.map(|here| here as u8), stand as u8)
}

/// Flags as one bit each.
#[inline(always)]
pub(crate) fn bits(flags: u64) -> u8 {
    // Each byte comes to lie once at the bit of its number in the highest byte, and no two at one bit.
    (flags.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

/// How many flags are set.
#[inline(always)]
pub(crate) fn count(flags: u64) -> u32 {
    (flags.wrapping_mul(ALL) >> 56) as u32
}

/// Slots of the flags that are set, ascending.
#[inline(always)]
pub(crate) fn slots(block: usize, flags: u64) -> impl Iterator<Item = usize> {
    let mut rest = flags;
    std::iter::from_fn(move || {
        let next = (rest != 0).then(|| block * BLOCK + rest.trailing_zeros() as usize / 8);
        rest &= rest.wrapping_sub(1);
        next
    })
}

impl State {
    /// Blocks of a contingent's elements in this run.
    #[inline]
    pub(crate) fn blocks(&self, plan: &Plan, contingent: usize) -> std::ops::Range<usize> {
        let first = plan.first[contingent] / BLOCK;
        first..first + self.settings[contingent].elements.div_ceil(BLOCK)
    }

    /// Elements of a block that stand so.
    #[inline]
    pub(crate) fn standing(&self, block: usize, stand: Stand) -> u64 {
        standing_in(&self.stand.as_chunks::<BLOCK>().0[block], stand)
    }

    /// Elements of a block that are steady.
    #[inline]
    pub(crate) fn steady(&self, block: usize) -> u64 {
        self.standing(block, Stand::Steady)
    }

    /// Elements of a block that are broken.
    #[inline]
    pub(crate) fn broken(&self, block: usize) -> u64 {
        self.standing(block, Stand::Broken)
    }

    /// Elements of a block that are under way.
    #[inline]
    pub(crate) fn moving(&self, block: usize) -> u64 {
        true_of(&self.is_moving, block)
    }

    /// Elements of a block that joined another side.
    #[inline]
    pub(crate) fn joined(&self, block: usize) -> u64 {
        true_of(&self.has_joined, block)
    }

    /// Elements of a block that have a place in their task.
    #[inline]
    pub(crate) fn at_leg(&self, block: usize, leg: u8) -> u64 {
        equal(self.leg.as_chunks::<BLOCK>().0[block], leg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_name_the_slots_that_pass() {
        let column: Vec<u8> = (0..24).map(|i| i * 7 % 5).collect();
        let is_low: Vec<bool> = column.iter().map(|value| *value < 2).collect();
        for block in 0..3 {
            let range = block * BLOCK..(block + 1) * BLOCK;
            let check = |set: u64, test: &dyn Fn(usize) -> bool| {
                let plain: Vec<usize> = range.clone().filter(|slot| test(*slot)).collect();
                assert_eq!(slots(block, set).collect::<Vec<_>>(), plain);
                assert_eq!(count(set) as usize, plain.len());
                let one_bit = |bits, slot: &usize| bits | 1 << (slot % BLOCK);
                assert_eq!(bits(set), plain.iter().fold(0, one_bit));
            };
            check(true_of(&is_low, block), &|slot| is_low[slot]);
            for value in 0..128 {
                let bytes = column.as_chunks::<BLOCK>().0[block];
                check(equal(bytes, value), &|slot| column[slot] == value);
            }
        }
    }
}
