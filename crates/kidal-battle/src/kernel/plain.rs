// Eight numbers one by one: what other machines use, and the twin that tests compare the wide one with.

/// Eight numbers.
#[derive(Clone, Copy)]
pub(crate) struct Eight([f32; 8]);

impl Eight {
    /// From memory.
    pub(crate) fn of(v: &[f32; 8]) -> Self {
        Self(*v)
    }

    /// Eight times the same.
    #[allow(dead_code, reason = "the twin in tests is made from memory")]
    pub(crate) fn all(value: f32) -> Self {
        Self([value; 8])
    }

    fn with(self, other: Self, each: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|lane| each(self.0[lane], other.0[lane])))
    }

    fn bits(self, other: Self, each: impl Fn(f32, f32) -> bool) -> u8 {
        (0..8).fold(0, |bits, lane| {
            bits | u8::from(each(self.0[lane], other.0[lane])) << lane
        })
    }

    /// Sums.
    pub(crate) fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    /// Differences.
    pub(crate) fn minus(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    /// Products.
    pub(crate) fn times(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    /// The lesser of each two; this one's where they are equal.
    pub(crate) fn least(self, other: Self) -> Self {
        self.with(other, |a, b| if b < a { b } else { a })
    }

    /// The greater of each two; this one's where they are equal.
    pub(crate) fn most(self, other: Self) -> Self {
        self.with(other, |a, b| if b > a { b } else { a })
    }

    /// Which are at most the other's: one bit each.
    pub(crate) fn at_most(self, other: Self) -> u8 {
        self.bits(other, |a, b| a <= b)
    }

    /// Which are below the other's: one bit each.
    pub(crate) fn below(self, other: Self) -> u8 {
        self.bits(other, |a, b| a < b)
    }

    /// The other's numbers where this one's are at most a limit, else 0. Numbers are not negative.
    pub(crate) fn where_at_most(self, limit: Self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| {
            if self.0[lane] <= limit.0[lane] {
                other.0[lane]
            } else {
                0.0
            }
        }))
    }

    /// The numbers.
    pub(crate) fn numbers(self) -> [f32; 8] {
        self.0
    }
}
