//! The normal distribution.

use crate::{erfc, ln};

/// `½ · ln(2π)`.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// Logarithm of the normal density.   ln f(x) = −½·((x − mean)/sd)² − ln sd − ½·ln 2π
/// mean, sd: in the unit of x; sd > 0, else NaN.
#[inline]
pub fn ln_normal_density(x: f64, mean: f64, sd: f64) -> f64 {
    let z = (x - mean) / sd;
    -0.5 * z * z - ln(sd) - HALF_LN_TWO_PI
}

/// Probability that a standard normal draw is at most x.   Φ(x) = ½·erfc(−x/√2)
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// `ln Φ(x)`, without underflow in the left tail.   For x < −30:   ln Φ(x) ≈ −x²/2 − ln(−x) − ½·ln 2π + ln(1 − 1/x² + 3/x⁴ − 15/x⁶)
/// Limits: relative error below 1e-12.
pub fn ln_normal_cdf(x: f64) -> f64 {
    if x >= -30.0 {
        return ln(normal_cdf(x));
    }
    let inverse_square = 1.0 / (x * x);
    let series = 1.0 - inverse_square * (1.0 - inverse_square * (3.0 - 15.0 * inverse_square));
    -0.5 * x * x - ln(-x) - HALF_LN_TWO_PI + ln(series)
}

/// The standard normal quantile: the x with Φ(x) = p.
/// p: probability. −∞ at 0, ∞ at 1, NaN outside [0, 1].
/// Source: [wichura1988], algorithm AS 241 (PPND16). Limits: relative error about 1e-16.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE_ABOVE, &CENTRE_BELOW);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let r = (-ln(tail)).sqrt();
    let size = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_ABOVE, &MIDDLE_BELOW)
    } else {
        ratio(r - 5.0, &FAR_ABOVE, &FAR_BELOW)
    };
    if q < 0.0 { -size } else { size }
}

fn ratio(r: f64, above: &[f64; 8], below: &[f64; 8]) -> f64 {
    polynomial(r, above) / polynomial(r, below)
}

/// Coefficients from the highest power down.
#[inline]
fn polynomial(r: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients
        .iter()
        .fold(0.0, |value, coefficient| value * r + coefficient)
}

// The coefficients of AS 241, highest power first.
const CENTRE_ABOVE: [f64; 8] = [
    2_509.080_928_730_122_7,
    33_430.575_583_588_13,
    67_265.770_927_008_7,
    45_921.953_931_549_87,
    13_731.693_765_509_46,
    1_971.590_950_306_551_3,
    133.141_667_891_784_38,
    3.387_132_872_796_366_5,
];
const CENTRE_BELOW: [f64; 8] = [
    5_226.495_278_852_545,
    28_729.085_735_721_943,
    39_307.895_800_092_71,
    21_213.794_301_586_597,
    5_394.196_021_424_751,
    687.187_007_492_057_9,
    42.313_330_701_600_91,
    1.0,
];
const MIDDLE_ABOVE: [f64; 8] = [
    7.745_450_142_783_414e-4,
    0.022_723_844_989_269_184,
    0.241_780_725_177_450_6,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    0.015_198_666_563_616_457,
    0.148_103_976_427_480_08,
    0.689_767_334_985_1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_ABOVE: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    0.001_242_660_947_388_078_4,
    0.026_532_189_526_576_124,
    0.296_560_571_828_504_87,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_BELOW: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    0.014_875_361_290_850_615,
    0.136_929_880_922_735_8,
    0.599_832_206_555_888,
    1.0,
];
