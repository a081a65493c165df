//! The exponential function.

/// `1 / ln 2`.
const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
/// The upper 32 bits of `ln 2`: a product with an integer below 2^20 is exact.
const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
/// What is left of `ln 2` after [`LN_2_HIGH`].
const LN_2_LOW: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);
/// Adding and taking away 1.5 × 2^52 rounds a small number to the nearest integer.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// What the exponent field of 1 holds.
const BIAS: u64 = 1023;

/// The exponential function, with the same bits on each machine.   exp(x) = 2^k · e^r,   x = k·ln 2 + r,   |r| ≤ ln 2 / 2
/// x: any number. The result is within 2 units in the last place of the true value, subnormal results included;
/// above 709.783 it is infinite, below −745.14 it is 0, NaN stays NaN.
/// Source: argument reduction by a split ln 2 and the power series of e^r to r^13, summed in a fixed order.
/// Limits: no fused multiply-add is used, even where the machine has one, since it would change the last bit.
///
/// There is no branch, so that a loop over a slice can be compiled for wide instructions.
#[inline]
pub fn exp(x: f64) -> f64 {
    // Beyond these ends the result is ∞ or 0 anyway. NaN passes both comparisons unchanged.
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let rounded = x * INVERSE_LN_2 + ROUNDER;
    let k = rounded - ROUNDER;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let mantissa = 1.0 + (r + (r * r) * tail(r));
    // The rounder leaves k in the low bits of the sum. 2^k is applied in two factors, both normal numbers, so that a
    // subnormal result is rounded once, and 2^1024 does not overflow too early.
    let exponent = rounded
        .to_bits()
        .wrapping_sub(ROUNDER.to_bits())
        .wrapping_add(2 * BIAS);
    let half = exponent >> 1;
    (mantissa * f64::from_bits(half << 52)) * f64::from_bits(exponent.wrapping_sub(half) << 52)
}

/// `(e^r − 1 − r) / r²` as a polynomial of degree 11, in pairs so that a processor may overlap them.
#[inline]
fn tail(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    let a = (1.0 / 2.0 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0));
    let b = (1.0 / 720.0 + r * (1.0 / 5_040.0)) + r2 * (1.0 / 40_320.0 + r * (1.0 / 362_880.0));
    let c = (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r2 * (1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0));
    a + r4 * (b + r4 * c)
}
