//! The natural logarithm.

const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);
/// The bits of √½: mantissas are brought into [√½, √2).
const ROOT_HALF: u64 = 0x3FE6_A09E_667F_3BCD;
/// The bits of 1.
const ONE: u64 = 0x3FF0_0000_0000_0000;
const MANTISSA: u64 = 0x000F_FFFF_FFFF_FFFF;
/// The bits of 2^52: a number below 2^52 put in the low bits is added to it.
const TWO_TO_52: u64 = 0x4330_0000_0000_0000;
/// 2^54, which brings a subnormal number into the normal range exactly.
const TWO_TO_54: f64 = 18_014_398_509_481_984.0;

/// The natural logarithm, with the same bits on each machine.   ln x = e·ln 2 + ln m,   x = m·2^e,   √½ ≤ m < √2
/// With f = m − 1 and s = f / (2 + f):   ln m = 2·(s + s³/3 + s⁵/5 + …), here to s^21.
/// x: a number; within 2 units in the last place of the true value, subnormal x included. ln 0 = −∞, ln of a negative
/// number or of NaN is NaN, ln ∞ = ∞.
/// Source: argument reduction and the series of the inverse hyperbolic tangent, summed in a fixed order.
/// Limits: no fused multiply-add, as in [`exp`](crate::exp).
///
/// There is no branch, so that a loop over a slice can be compiled for wide instructions.
#[inline]
pub fn ln(x: f64) -> f64 {
    let is_small = x < f64::MIN_POSITIVE;
    let scaled = if is_small { x * TWO_TO_54 } else { x };
    // 2^52, the exponent's bias, and the 54 of a subnormal number.
    let offset = if is_small {
        4_503_599_627_371_573.0
    } else {
        4_503_599_627_371_519.0
    };
    let shifted = scaled.to_bits().wrapping_add(ONE - ROOT_HALF);
    let e = f64::from_bits(TWO_TO_52 | (shifted >> 52)) - offset;
    let f = f64::from_bits((shifted & MANTISSA) + ROOT_HALF) - 1.0;

    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    // ln m = f − f²/2 + s·(f²/2 + rest): the large parts are exact, so that the small ones carry the rounding.
    let low = s * (half_square + rest(z)) + e * LN_2_LOW;
    let finite = e * LN_2_HIGH - ((half_square - low) - f);

    let above = if x > f64::MAX { x } else { finite };
    let zero = if x == 0.0 { f64::NEG_INFINITY } else { above };
    if x >= 0.0 { zero } else { f64::NAN }
}

/// `2·(z/3 + z²/5 + … + z^10/21)`, in pairs.
#[inline]
fn rest(z: f64) -> f64 {
    let z2 = z * z;
    let z4 = z2 * z2;
    let a = (2.0 / 3.0 + z * (2.0 / 5.0)) + z2 * (2.0 / 7.0 + z * (2.0 / 9.0));
    let b = (2.0 / 11.0 + z * (2.0 / 13.0)) + z2 * (2.0 / 15.0 + z * (2.0 / 17.0));
    let c = 2.0 / 19.0 + z * (2.0 / 21.0);
    z * (a + z4 * (b + z4 * c))
}
