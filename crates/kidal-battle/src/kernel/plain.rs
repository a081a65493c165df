//! Eight numbers one by one: what other machines use, and the twin that tests compare the wide ones with.

use super::Eight;

/// Eight numbers.
#[derive(Clone, Copy)]
pub(crate) struct Plain([f32; 8]);

impl Plain {
    fn with(self, other: Self, each: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|lane| {
            each(self.0[lane], other.0[lane])
        }))
    }

    fn bits(self, other: Self, each: impl Fn(f32, f32) -> bool) -> u8 {
        (0..8).fold(0, |bits, lane| {
            bits | u8::from(each(self.0[lane], other.0[lane])) << lane
        })
    }
}

impl Eight for Plain {
    fn of(numbers: &[f32; 8]) -> Self {
        Self(*numbers)
    }

    fn all(value: f32) -> Self {
        Self([value; 8])
    }

    fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    fn minus(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn times(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    fn least(self, other: Self) -> Self {
        self.with(other, |a, b| if b < a { b } else { a })
    }

    fn most(self, other: Self) -> Self {
        self.with(other, |a, b| if b > a { b } else { a })
    }

    fn at_most(self, other: Self) -> u8 {
        self.bits(other, |a, b| a <= b)
    }

    fn below(self, other: Self) -> u8 {
        self.bits(other, |a, b| a < b)
    }

    fn where_at_most(self, limit: Self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| {
            if self.0[lane] <= limit.0[lane] {
                other.0[lane]
            } else {
                0.0
            }
        }))
    }

    fn numbers(self) -> [f32; 8] {
        self.0
    }
}
