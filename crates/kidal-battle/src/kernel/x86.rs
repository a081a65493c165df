//! Eight numbers on x86-64: two registers of its first instructions, or one of AVX2.

#![expect(
    unsafe_code,
    reason = "instructions on registers, one load and one store of eight numbers; wide ones only where the processor has them"
)]

use super::{Eight, LONG, Pass};
use std::arch::x86_64::*;

/// Does the work of a pass, a long one in the widest instructions that the processor has.
#[inline(always)]
pub(crate) fn run<P: Pass>(pass: P) -> P::Out {
    if pass.length() >= LONG && std::arch::is_x86_feature_detected!("avx2") {
        // Sound: the processor was asked.
        unsafe { run_wide(pass) }
    } else {
        pass.run::<Base>()
    }
}

#[target_feature(enable = "avx2")]
fn run_wide<P: Pass>(pass: P) -> P::Out {
    pass.run::<Wide>()
}

/// An instruction of SSE, which belongs to every x86-64.
macro_rules! sse {
    ($instruction:expr) => {
        // Sound: no address is read or written, and the instruction exists on every processor of this architecture.
        unsafe { $instruction }
    };
}

/// An instruction of AVX.
macro_rules! avx {
    ($instruction:expr) => {
        // Sound: only `run_wide` names the type, and it runs where these instructions exist; what is loaded or stored are
        // eight numbers that are borrowed.
        unsafe { $instruction }
    };
}

/// Eight numbers in what every x86-64 has.
#[derive(Clone, Copy)]
pub(crate) struct Base([__m128; 2]);

impl Base {
    #[inline(always)]
    fn with(self, other: Self, each: impl Fn(__m128, __m128) -> __m128) -> Self {
        Self([each(self.0[0], other.0[0]), each(self.0[1], other.0[1])])
    }

    #[inline(always)]
    fn bits(self) -> u8 {
        let [low, high] = self.0.map(|four| sse!(_mm_movemask_ps(four)));
        (low | high << 4) as u8
    }
}

impl Eight for Base {
    #[inline(always)]
    fn of(v: &[f32; 8]) -> Self {
        Self([
            sse!(_mm_set_ps(v[3], v[2], v[1], v[0])),
            sse!(_mm_set_ps(v[7], v[6], v[5], v[4])),
        ])
    }

    #[inline(always)]
    fn all(value: f32) -> Self {
        Self([sse!(_mm_set1_ps(value)); 2])
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| sse!(_mm_add_ps(a, b)))
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.with(other, |a, b| sse!(_mm_sub_ps(a, b)))
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self.with(other, |a, b| sse!(_mm_mul_ps(a, b)))
    }

    #[inline(always)]
    fn least(self, other: Self) -> Self {
        self.with(other, |a, b| sse!(_mm_min_ps(b, a)))
    }

    #[inline(always)]
    fn most(self, other: Self) -> Self {
        self.with(other, |a, b| sse!(_mm_max_ps(b, a)))
    }

    #[inline(always)]
    fn at_most(self, other: Self) -> u8 {
        self.with(other, |a, b| sse!(_mm_cmple_ps(a, b))).bits()
    }

    #[inline(always)]
    fn below(self, other: Self) -> u8 {
        self.with(other, |a, b| sse!(_mm_cmplt_ps(a, b))).bits()
    }

    #[inline(always)]
    fn where_at_most(self, limit: Self, other: Self) -> Self {
        let bits = self.with(limit, |a, b| sse!(_mm_cmple_ps(a, b)));
        bits.with(other, |a, b| sse!(_mm_and_ps(a, b)))
    }

    #[inline(always)]
    fn numbers(self) -> [f32; 8] {
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

/// Eight numbers in one register.
#[derive(Clone, Copy)]
struct Wide(__m256);

impl Wide {
    #[inline(always)]
    fn bits(self) -> u8 {
        avx!(_mm256_movemask_ps(self.0)) as u8
    }
}

impl Eight for Wide {
    #[inline(always)]
    fn of(v: &[f32; 8]) -> Self {
        Self(avx!(_mm256_loadu_ps(v.as_ptr())))
    }

    #[inline(always)]
    fn all(value: f32) -> Self {
        Self(avx!(_mm256_set1_ps(value)))
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        Self(avx!(_mm256_add_ps(self.0, other.0)))
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        Self(avx!(_mm256_sub_ps(self.0, other.0)))
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        Self(avx!(_mm256_mul_ps(self.0, other.0)))
    }

    #[inline(always)]
    fn least(self, other: Self) -> Self {
        Self(avx!(_mm256_min_ps(other.0, self.0)))
    }

    #[inline(always)]
    fn most(self, other: Self) -> Self {
        Self(avx!(_mm256_max_ps(other.0, self.0)))
    }

    #[inline(always)]
    fn at_most(self, other: Self) -> u8 {
        Self(avx!(_mm256_cmp_ps::<_CMP_LE_OS>(self.0, other.0))).bits()
    }

    #[inline(always)]
    fn below(self, other: Self) -> u8 {
        Self(avx!(_mm256_cmp_ps::<_CMP_LT_OS>(self.0, other.0))).bits()
    }

    #[inline(always)]
    fn where_at_most(self, limit: Self, other: Self) -> Self {
        let bits = avx!(_mm256_cmp_ps::<_CMP_LE_OS>(self.0, limit.0));
        Self(avx!(_mm256_and_ps(bits, other.0)))
    }

    #[inline(always)]
    fn numbers(self) -> [f32; 8] {
        let mut numbers = [0.0; 8];
        avx!(_mm256_storeu_ps(numbers.as_mut_ptr(), self.0));
        numbers
    }
}
