//! The parameters of a run, and which of them anything has read so far.
//!
//! Two runs with the same luck are the same run up to the first moment at which a parameter is read that differs.

use crate::parts::ParameterId;
use std::cell::Cell;

/// Which parameters were read: a bit each, the last one for all beyond.
pub(crate) type Read = u128;

/// A row of parameters that notes who was read.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    values: &'a [f64],
    read: &'a Cell<Read>,
}

impl<'a> Row<'a> {
    /// Values, and where what is read is noted.
    pub(crate) fn new(values: &'a [f64], read: &'a Cell<Read>) -> Self {
        Self { values, read }
    }

    /// The value of a parameter; 0 where there is none.
    #[inline]
    pub(crate) fn get(self, id: ParameterId) -> f64 {
        self.read.set(self.read.get() | bit(id.index()));
        self.values.get(id.index()).copied().unwrap_or(0.0)
    }

    /// The level that a parameter stands for.
    pub(crate) fn level(self, id: ParameterId) -> f64 {
        (self.get(id) + 0.5).floor()
    }

    /// All values, for their bounds to be checked.
    pub(crate) fn values(self) -> &'a [f64] {
        self.values
    }
}

/// The parameters in which two rows differ; all of them where they are not of equal length.
pub(crate) fn differing(a: &[f64], b: &[f64]) -> Read {
    if a.len() != b.len() {
        return Read::MAX;
    }
    let pairs = a.iter().zip(b).enumerate();
    pairs
        .filter(|(_, (a, b))| a.to_bits() != b.to_bits())
        .fold(0, |all, (index, _)| all | bit(index))
}

fn bit(index: usize) -> Read {
    1 << index.min(Read::BITS as usize - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_noted_and_what_differs_is_found() {
        let (values, read) = ([1.0, 2.4, 0.0], Cell::new(0));
        let row = Row::new(&values, &read);
        assert_eq!(row.level(ParameterId(1)), 2.0);
        assert_eq!(read.get(), 0b10);
        assert_eq!(row.get(ParameterId(7)), 0.0);
        assert_eq!(read.get(), 0b1000_0010);
        assert_eq!(differing(&values, &[1.0, 2.4, -0.0]), 0b100);
        assert_eq!(differing(&values, &[1.0]), Read::MAX);
        let (many, mut other) = (vec![0.0; 200], vec![0.0; 200]);
        other[199] = 1.0;
        assert_eq!(differing(&many, &other), 1 << 127);
        Row::new(&many, &read).get(ParameterId(150));
        assert_ne!(read.get() & differing(&many, &other), 0);
    }
}
