//! Eight numbers at a time. On x86-64 two registers of its baseline instructions, elsewhere an array: the same bits.
//!
//! Written by hand because the compiler turns a comparison of eight numbers into eight comparisons of one.

#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "instructions that take and give registers, no addresses; every x86-64 has them"
)]
mod lanes {
    use std::arch::x86_64::*;

    /// An instruction of the first extension, SSE, which belongs to every x86-64.
    macro_rules! sse {
        ($instruction:expr) => {
            // Sound: no address is read or written, and the instruction exists on every processor of this architecture.
            unsafe { $instruction }
        };
    }

    /// Eight numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Eight([__m128; 2]);

    impl Eight {
        /// From memory.
        #[inline(always)]
        pub(crate) fn of(v: &[f32; 8]) -> Self {
            Self([
                sse!(_mm_set_ps(v[3], v[2], v[1], v[0])),
                sse!(_mm_set_ps(v[7], v[6], v[5], v[4])),
            ])
        }

        /// Eight times the same.
        #[inline(always)]
        pub(crate) fn all(value: f32) -> Self {
            Self([sse!(_mm_set1_ps(value)); 2])
        }

        #[inline(always)]
        fn with(self, other: Self, each: impl Fn(__m128, __m128) -> __m128) -> Self {
            Self([each(self.0[0], other.0[0]), each(self.0[1], other.0[1])])
        }

        /// Sums.
        #[inline(always)]
        pub(crate) fn plus(self, other: Self) -> Self {
            self.with(other, |a, b| sse!(_mm_add_ps(a, b)))
        }

        /// Differences.
        #[inline(always)]
        pub(crate) fn minus(self, other: Self) -> Self {
            self.with(other, |a, b| sse!(_mm_sub_ps(a, b)))
        }

        /// Products.
        #[inline(always)]
        pub(crate) fn times(self, other: Self) -> Self {
            self.with(other, |a, b| sse!(_mm_mul_ps(a, b)))
        }

        /// The lesser of each two; this one's where they are equal.
        #[inline(always)]
        pub(crate) fn least(self, other: Self) -> Self {
            self.with(other, |a, b| sse!(_mm_min_ps(b, a)))
        }

        /// The greater of each two; this one's where they are equal.
        #[inline(always)]
        pub(crate) fn most(self, other: Self) -> Self {
            self.with(other, |a, b| sse!(_mm_max_ps(b, a)))
        }

        /// Which are at most the other's: one bit each.
        #[inline(always)]
        pub(crate) fn at_most(self, other: Self) -> u8 {
            let bits = self.with(other, |a, b| sse!(_mm_cmple_ps(a, b)));
            let [low, high] = bits.0.map(|four| sse!(_mm_movemask_ps(four)));
            (low | high << 4) as u8
        }

        /// Which are below the other's: one bit each.
        #[inline(always)]
        pub(crate) fn below(self, other: Self) -> u8 {
            let bits = self.with(other, |a, b| sse!(_mm_cmplt_ps(a, b)));
            let [low, high] = bits.0.map(|four| sse!(_mm_movemask_ps(four)));
            (low | high << 4) as u8
        }

        /// The other's numbers where this one's are at most a limit, else 0. Numbers are not negative.
        #[inline(always)]
        pub(crate) fn where_at_most(self, limit: Self, other: Self) -> Self {
            let bits = self.with(limit, |a, b| sse!(_mm_cmple_ps(a, b)));
            bits.with(other, |a, b| sse!(_mm_and_ps(a, b)))
        }

        /// The numbers.
        #[inline(always)]
        pub(crate) fn numbers(self) -> [f32; 8] {
            let each = |v: __m128| {
                [
                    sse!(_mm_cvtss_f32(v)),
                    sse!(_mm_cvtss_f32(_mm_shuffle_ps(v, v, 0b01_01_01_01))),
                    sse!(_mm_cvtss_f32(_mm_shuffle_ps(v, v, 0b10_10_10_10))),
                    sse!(_mm_cvtss_f32(_mm_shuffle_ps(v, v, 0b11_11_11_11))),
                ]
            };
            let [[a0, a1, a2, a3], [b0, b1, b2, b3]] = self.0.map(each);
            [a0, a1, a2, a3, b0, b1, b2, b3]
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod lanes {
    include!("kernel/plain.rs");
}

pub(crate) use lanes::Eight;

#[cfg(test)]
#[cfg_attr(
    not(target_arch = "x86_64"),
    allow(dead_code, reason = "it is its own twin")
)]
mod plain {
    include!("kernel/plain.rs");
}

#[cfg(test)]
mod tests {
    use super::{Eight, plain};
    use kidal_chance::{Draws, hash64};

    #[test]
    fn eight_at_a_time_are_eight_one_by_one() {
        let mut draws = Draws::at(hash64(&[4]), 0, 0);
        let mut eight = || [(); 8].map(|()| (draws.uniform() * 6.0).floor() as f32 - 2.0);
        for _ in 0..500 {
            let (a, b, c) = (eight(), eight(), eight().map(f32::abs));
            let wide = [a, b, c].map(|v| Eight::of(&v));
            let slow = [a, b, c].map(|v| plain::Eight::of(&v));
            let [x, y, z] = wide;
            let [u, v, w] = slow;
            assert_eq!(x.plus(y).numbers(), u.plus(v).numbers());
            assert_eq!(x.minus(y).numbers(), u.minus(v).numbers());
            assert_eq!(x.times(y).numbers(), u.times(v).numbers());
            assert_eq!(x.least(y).numbers(), u.least(v).numbers());
            assert_eq!(x.most(y).numbers(), u.most(v).numbers());
            assert_eq!(x.at_most(y), u.at_most(v));
            assert_eq!(x.below(y), u.below(v));
            assert_eq!(
                x.where_at_most(y, z).numbers(),
                u.where_at_most(v, w).numbers()
            );
            assert_eq!(Eight::all(a[0]).numbers(), [a[0]; 8]);
        }
        // Zeros of either sign are equal: the first one's is kept.
        let (zero, minus) = (Eight::all(0.0), Eight::all(-0.0));
        assert_eq!(minus.most(zero).numbers()[0].to_bits(), (-0.0f32).to_bits());
        assert_eq!(zero.least(minus).numbers()[0].to_bits(), 0);
    }
}
