//! The natural logarithm.

const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);
/// The bits of √½ without the exponent field's offset: mantissas are brought into [√½, √2).
const BITS_OF_ROOT_HALF: u64 = 0x3FE6_A09E_667F_3BCD;
const MANTISSA: u64 = 0x000F_FFFF_FFFF_FFFF;

/// The natural logarithm, with the same bits on each machine.   ln x = e·ln 2 + ln m,   x = m·2^e,   √½ ≤ m < √2
/// With f = m − 1 and s = f / (2 + f):   ln m = 2·(s + s³/3 + s⁵/5 + …), here to s^21.
/// x: a number; within 2 units in the last place of the true value, subnormal x included. ln 0 = −∞, ln of a negative
/// number or of NaN is NaN, ln ∞ = ∞.
/// Source: argument reduction and the series of the inverse hyperbolic tangent, summed in a fixed order.
/// Limits: no fused multiply-add, as in [`exp`](crate::exp).
#[inline]
pub fn ln(x: f64) -> f64 {
    if (f64::MIN_POSITIVE..=f64::MAX).contains(&x) {
        ln_of_bits(x.to_bits(), 0.0)
    } else {
        ln_at_the_ends(x)
    }
}

#[inline]
fn ln_of_bits(bits: u64, offset: f64) -> f64 {
    let shifted = bits.wrapping_sub(BITS_OF_ROOT_HALF);
    let exponent = (shifted as i64) >> 52;
    let m = f64::from_bits((shifted & MANTISSA).wrapping_add(BITS_OF_ROOT_HALF));
    let e = exponent as f64 + offset;
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    // ln m = f − f²/2 + s·(f²/2 + rest): the large parts are exact, so that the small ones carry the rounding.
    let low = s * (half_square + rest(z)) + e * LN_2_LOW;
    e * LN_2_HIGH - ((half_square - low) - f)
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

#[cold]
fn ln_at_the_ends(x: f64) -> f64 {
    if x == 0.0 {
        f64::NEG_INFINITY
    } else if x < 0.0 {
        f64::NAN
    } else if x < f64::MIN_POSITIVE {
        // Subnormal: 2^54 brings it into the normal range exactly.
        ln_of_bits((x * 18_014_398_509_481_984.0).to_bits(), -54.0)
    } else {
        x
    }
}
