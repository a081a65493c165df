//! `exp` and `ln` against the `libm` crate over their whole range, and their bits.

use kidal_math::{exp, exp_m1, ln, ln_1p, pow};

/// Numbers of type f64 between the two, 0 when they are equal.
fn ulps_apart(a: f64, b: f64) -> u64 {
    if a == b || (a.is_nan() && b.is_nan()) {
        return 0;
    }
    if a.is_nan() || b.is_nan() {
        return u64::MAX;
    }
    let place = |x: f64| {
        if x.is_sign_negative() {
            -(x.abs().to_bits() as i128)
        } else {
            x.to_bits() as i128
        }
    };
    (place(a) - place(b)).unsigned_abs() as u64
}

/// A fixed sequence of bit patterns (a Weyl sequence put through an odd product).
fn patterns(count: u64) -> impl Iterator<Item = u64> {
    (1..=count).map(|index| {
        let x = index.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    })
}

fn worst(
    points: impl Iterator<Item = f64>,
    ours: fn(f64) -> f64,
    theirs: fn(f64) -> f64,
) -> (u64, f64) {
    points
        .map(|x| (ulps_apart(ours(x), theirs(x)), x))
        .max_by_key(|(apart, _)| *apart)
        .expect("there are points")
}

#[test]
fn exp_is_within_two_ulp_over_its_range() {
    let spread = (0..400_000).map(|index| -746.0 + f64::from(index) * (1_456.0 / 400_000.0) + 1e-7);
    let (apart, at) = worst(spread, exp, libm::exp);
    assert!(apart <= 2, "exp({at:e}) is {apart} ulp off");
    let near_zero = (0..400_000).map(|index| -1.0 + f64::from(index) / 200_000.0);
    let (apart, at) = worst(near_zero, exp, libm::exp);
    assert!(apart <= 2, "exp({at:e}) is {apart} ulp off");
    let any = patterns(400_000).map(f64::from_bits);
    let (apart, at) = worst(any, exp, libm::exp);
    assert!(apart <= 2, "exp({at:e}) is {apart} ulp off");
}

#[test]
fn ln_is_within_two_ulp_over_its_range() {
    let any = patterns(800_000).map(|bits| f64::from_bits(bits >> 1));
    let (apart, at) = worst(any, ln, libm::log);
    assert!(apart <= 2, "ln({at:e}) is {apart} ulp off");
    let near_one = (0..800_000).map(|index| 0.5 + f64::from(index) / 400_000.0);
    let (apart, at) = worst(near_one, ln, libm::log);
    assert!(apart <= 2, "ln({at:e}) is {apart} ulp off");
    let beside_one = (1..2000).map(|index| 1.0 + f64::from(index - 1000) * f64::EPSILON);
    let (apart, at) = worst(beside_one, ln, libm::log);
    assert!(apart <= 2, "ln({at:e}) is {apart} ulp off");
    let subnormal = (1..2000_u64).map(|index| f64::from_bits(index * index * 7919));
    let (apart, at) = worst(subnormal, ln, libm::log);
    assert!(apart <= 2, "ln({at:e}) is {apart} ulp off");
}

#[test]
fn the_ends_of_the_range_are_handled() {
    assert_eq!(exp(0.0), 1.0);
    assert_eq!(exp(-0.0), 1.0);
    assert_eq!(exp(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp(f64::NEG_INFINITY), 0.0);
    assert!(exp(f64::NAN).is_nan());
    assert_eq!(exp(709.79), f64::INFINITY);
    assert!(exp(709.78).is_finite());
    assert_eq!(exp(-745.2), 0.0);
    assert_eq!(exp(-745.0), f64::from_bits(1));
    assert_eq!(exp(f64::MIN_POSITIVE), 1.0);
    assert_eq!(exp(1e300), f64::INFINITY);
    assert_eq!(exp(-1e300), 0.0);

    assert_eq!(ln(1.0), 0.0);
    assert!(ln(1.0).is_sign_positive());
    assert_eq!(ln(0.0), f64::NEG_INFINITY);
    assert_eq!(ln(-0.0), f64::NEG_INFINITY);
    assert_eq!(ln(f64::INFINITY), f64::INFINITY);
    assert!(ln(-1.0).is_nan());
    assert!(ln(f64::NEG_INFINITY).is_nan());
    assert!(ln(f64::NAN).is_nan());
    assert!((ln(f64::from_bits(1)) + 744.440_071_921_381_2).abs() < 1e-12);
    assert_eq!(ln(2.0), std::f64::consts::LN_2);
    assert!(ulps_apart(exp(1.0), std::f64::consts::E) <= 1);
}

#[test]
fn powers_and_small_arguments() {
    assert_eq!(pow(0.0, 0.0), 1.0);
    assert_eq!(pow(0.0, 2.0), 0.0);
    assert_eq!(pow(0.0, -1.0), f64::INFINITY);
    assert!((pow(2.0, 10.0) - 1024.0).abs() < 1e-12 * 1024.0);
    assert!(pow(-1.0, 0.5).is_nan());
    assert_eq!(ln_1p(1e-20), 1e-20);
    assert_eq!(exp_m1(1e-20), 1e-20);
}

/// The bits of `exp` and `ln`, folded. If this changes, every stored result changes: a new version of the findings.
#[test]
fn the_bits_never_change() {
    let mut digest = 0_u64;
    for bits in patterns(100_000) {
        let unit = (bits >> 11) as f64 / 9_007_199_254_740_992.0;
        for value in [
            exp((unit - 0.5) * 1_400.0),
            ln(f64::from_bits(bits >> 1)),
            exp(-unit),
            ln(unit),
        ] {
            let word = if value.is_nan() { 1 } else { value.to_bits() };
            digest = (digest.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }
    assert_eq!(digest, 0xD278_77B9_81E5_D999);
}
