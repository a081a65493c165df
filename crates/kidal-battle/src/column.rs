//! Columns: one number an element, found by its slot without a question whether the slot exists.
//!
//! Slots are 16-bit numbers, and a column has room for all of them, so that the compiler knows each to be within it: a
//! check costs more than what is checked, and a step reads a hundred columns an element. Room that no element takes is
//! never touched, and so costs no memory on systems that hand out pages when they are first written.
//!
//! Columns begin at different places of a page (`AT`, in units of sixteen numbers): the same slot of many columns would
//! otherwise compete for the same few places of a processor's nearest cache.

use std::ops::{Deref, DerefMut, Index, IndexMut, Range};

/// Most slots: all 16-bit numbers.
pub(crate) const MOST_SLOTS: usize = 1 << 16;
/// Numbers between the beginnings of two columns: a cache line of 32-bit numbers.
const APART: usize = 16;
/// Beginnings to choose from.
const PLACES: usize = 64;
/// Room of a column.
const ROOM: usize = MOST_SLOTS + APART * PLACES;

/// One number an element.
#[derive(Clone, Debug)]
pub(crate) struct Column<T, const AT: usize> {
    all: Box<[T; ROOM]>,
    slots: usize,
}

impl<T: Copy, const AT: usize> Column<T, AT> {
    /// Where its first number lies.
    const FIRST: usize = {
        assert!(AT < PLACES);
        AT * APART
    };

    /// A column of so many slots, each with a value; what lies beyond them holds another, best one whose bits are all 0.
    pub(crate) fn new(value: T, slots: usize, beyond: T) -> Self {
        let all: Result<Box<[T; ROOM]>, _> = vec![beyond; ROOM].into_boxed_slice().try_into();
        let Ok(mut all) = all else {
            unreachable!("it was made with this room");
        };
        all[Self::FIRST..Self::FIRST + slots].fill(value);
        Self { all, slots }
    }
}

/// Where a slot lies: below [`ROOM`] whatever the number.
#[inline(always)]
fn place(slot: usize, first: usize) -> usize {
    first + slot as u16 as usize
}

impl<T: Copy, const AT: usize> Index<usize> for Column<T, AT> {
    type Output = T;

    #[inline(always)]
    fn index(&self, slot: usize) -> &T {
        debug_assert!(slot < self.slots, "slot {slot} of {}", self.slots);
        &self.all[place(slot, Self::FIRST)]
    }
}

impl<T: Copy, const AT: usize> IndexMut<usize> for Column<T, AT> {
    #[inline(always)]
    fn index_mut(&mut self, slot: usize) -> &mut T {
        debug_assert!(slot < self.slots, "slot {slot} of {}", self.slots);
        &mut self.all[place(slot, Self::FIRST)]
    }
}

impl<T: Copy, const AT: usize> Index<Range<usize>> for Column<T, AT> {
    type Output = [T];

    #[inline(always)]
    fn index(&self, slots: Range<usize>) -> &[T] {
        &(**self)[slots]
    }
}

impl<T: Copy, const AT: usize> IndexMut<Range<usize>> for Column<T, AT> {
    #[inline(always)]
    fn index_mut(&mut self, slots: Range<usize>) -> &mut [T] {
        &mut (**self)[slots]
    }
}

impl<T: Copy, const AT: usize> Deref for Column<T, AT> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.all[Self::FIRST..Self::FIRST + self.slots]
    }
}

impl<T: Copy, const AT: usize> DerefMut for Column<T, AT> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.all[Self::FIRST..Self::FIRST + self.slots]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_a_slice_of_its_slots() {
        let mut column: Column<u32, 63> = Column::new(7, 10, 0);
        assert_eq!(*column, [7; 10]);
        column[3] = 1;
        column[4..6].fill(2);
        assert_eq!(*column, [7, 7, 7, 1, 2, 2, 7, 7, 7, 7]);
        assert_eq!((column[3], &column[4..6]), (1, &[2, 2][..]));
        let full: Column<bool, 0> = Column::new(true, MOST_SLOTS, false);
        assert!(full[MOST_SLOTS - 1] && full.len() == MOST_SLOTS);
    }

    #[test]
    #[should_panic(expected = "slot 10 of 10")]
    #[cfg(debug_assertions)]
    fn a_slot_beyond_the_last_is_our_fault() {
        let column: Column<u32, 1> = Column::new(0, 10, 0);
        let _ = column[10];
    }
}
