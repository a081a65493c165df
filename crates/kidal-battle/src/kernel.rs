//! Eight numbers at a time, in the widest instructions that the processor has: the same bits from all of them.
//!
//! A [`Pass`] is written once over [`Eight`] and made twice on x86-64: for what every such processor has, and for AVX2, where
//! eight numbers are one register. Which of the two runs is asked of the processor where a pass is long, so that users need no
//! flags.
//! The operations are those of each number alone: no sum is taken in another order, nothing is fused.
//!
//! Written by hand because the compiler turns a comparison of eight numbers into eight comparisons of one.

#[cfg(any(test, not(target_arch = "x86_64")))]
mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Eight numbers.
pub(crate) trait Eight: Copy {
    /// From memory.
    fn of(numbers: &[f32; 8]) -> Self;

    /// Eight times the same.
    fn all(value: f32) -> Self;

    /// Sums.
    fn plus(self, other: Self) -> Self;

    /// Differences.
    fn minus(self, other: Self) -> Self;

    /// Products.
    fn times(self, other: Self) -> Self;

    /// The lesser of each two; this one's where they are equal.
    fn least(self, other: Self) -> Self;

    /// The greater of each two; this one's where they are equal.
    fn most(self, other: Self) -> Self;

    /// Which are at most the other's: one bit each.
    fn at_most(self, other: Self) -> u8;

    /// Which are below the other's: one bit each.
    fn below(self, other: Self) -> u8;

    /// The other's numbers where this one's are at most a limit, else 0. Numbers are not negative.
    fn where_at_most(self, limit: Self, other: Self) -> Self;

    /// The numbers.
    fn numbers(self) -> [f32; 8];
}

/// A pass of this length is worth a call; chosen by us because shorter ones, written out where they are needed, take less.
#[cfg(any(test, target_arch = "x86_64"))]
const LONG: usize = 16;

/// Work on columns, eight numbers at a time.
pub(crate) trait Pass {
    /// What comes out.
    type Out;

    /// How many times eight numbers it looks at, about; of a grid its rows, of each of which it may look at some.
    #[cfg_attr(
        not(target_arch = "x86_64"),
        allow(dead_code, reason = "elsewhere there is nothing to choose from")
    )]
    fn length(&self) -> usize;

    /// Does the work. To be `#[inline(always)]`, or wide instructions become calls.
    fn run<E: Eight>(self) -> Self::Out;
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Base, run};

/// What every processor has.
#[cfg(not(target_arch = "x86_64"))]
pub(crate) type Base = plain::Plain;

/// Does the work of a pass.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn run<P: Pass>(pass: P) -> P::Out {
    pass.run::<Base>()
}

#[cfg(test)]
mod tests {
    use super::plain::Plain;
    use super::{Base, Eight, Pass, run};
    use kidal_chance::{Draws, hash64};

    /// Everything that eight numbers can do.
    #[derive(Clone, Copy)]
    struct All([[f32; 8]; 3]);

    impl Pass for All {
        type Out = (Vec<[u32; 8]>, [u8; 2]);

        fn length(&self) -> usize {
            super::LONG
        }

        #[inline(always)]
        fn run<E: Eight>(self) -> Self::Out {
            let [x, y, z] = self.0.map(|v| E::of(&v));
            let numbers = [
                x.plus(y),
                x.minus(y),
                x.times(y),
                x.least(y),
                x.most(y),
                x.where_at_most(y, z),
                E::all(self.0[0][3]),
            ];
            let bits = numbers.map(|v| v.numbers().map(f32::to_bits)).to_vec();
            (bits, [x.at_most(y), x.below(y)])
        }
    }

    #[test]
    fn eight_at_a_time_are_eight_one_by_one() {
        let mut draws = Draws::at(hash64(&[4]), 0, 0);
        let mut eight = || [(); 8].map(|()| (draws.uniform() * 6.0).floor() as f32 - 2.0);
        // Zeros of either sign are equal: the first one's is kept.
        let zeros = All([[0.0; 8], [-0.0; 8], [1.0; 8]]);
        let turned = All([[-0.0; 8], [0.0; 8], [1.0; 8]]);
        let far = All([[f32::INFINITY; 8], [1.0; 8], [2.0; 8]]);
        let drawn = (0..500).map(|_| All([eight(), eight(), eight().map(f32::abs)]));
        for all in [zeros, turned, far].into_iter().chain(drawn) {
            let plain = all.run::<Plain>();
            assert_eq!(all.run::<Base>(), plain);
            assert_eq!(run(all), plain);
        }
    }
}
