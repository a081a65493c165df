use kidal_math::{beta_regularised, gamma_lower};

use crate::Draws;
use crate::testing::{Design, ks_one_sample, seed};

fn sample(name: &str, count: usize, mut draw: impl FnMut(&mut Draws) -> f64) -> Vec<f64> {
    let key = seed(name);
    (0..count as u64)
        .map(|address| draw(&mut Draws::at(key, address, 13)))
        .collect()
}

/// Largest distance of two distribution functions over a grid.
fn distance(high: f64, first: impl Fn(f64) -> f64, second: impl Fn(f64) -> f64) -> f64 {
    let grid = (1..4000).map(|step| high * f64::from(step) / 4000.0);
    grid.map(|x| (first(x) - second(x)).abs())
        .fold(0.0, f64::max)
}

#[test]
fn gammas_follow_their_law_below_and_above_shape_one() {
    for (shape, twin) in [(0.3, 0.33), (1.0, 1.08), (2.5, 2.62), (40.0, 40.5)] {
        let name = format!("gamma({shape})");
        let d = distance(
            3.0 * shape + 5.0,
            |x| gamma_lower(shape, x),
            |x| gamma_lower(twin, x),
        );
        let design = Design::distance(&name, d);
        let draw = |shape: f64| sample(&name, design.draws(), move |draws| draws.gamma(shape));
        design.holds(ks_one_sample(&draw(shape), |x| gamma_lower(shape, x)).p);
        design.catches(ks_one_sample(&draw(twin), |x| gamma_lower(shape, x)).p);
    }
}

#[test]
fn betas_follow_their_law() {
    for (a, b, twin) in [
        (0.2, 0.3, 0.22),
        (1.0, 1.0, 1.07),
        (3.0, 7.0, 3.15),
        (60.0, 20.0, 61.0),
    ] {
        let name = format!("beta({a}, {b})");
        let d = distance(
            1.0,
            |x| beta_regularised(a, b, x),
            |x| beta_regularised(twin, b, x),
        );
        let design = Design::distance(&name, d);
        let draw = |a: f64| sample(&name, design.draws(), move |draws| draws.beta(a, b));
        design.holds(ks_one_sample(&draw(a), |x| beta_regularised(a, b, x)).p);
        design.catches(ks_one_sample(&draw(twin), |x| beta_regularised(a, b, x)).p);
    }
}

#[test]
fn impossible_shapes_give_nan_and_tiny_ones_stay_in_range() {
    for shape in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Draws::at(1, 2, 3).gamma(shape).is_nan());
        assert!(Draws::at(1, 2, 3).beta(shape, 1.0).is_nan());
        assert!(Draws::at(1, 2, 3).beta(1.0, shape).is_nan());
    }
    for address in 0..1000 {
        let x = Draws::at(1, address, 3).beta(1e-3, 1e-3);
        assert!((0.0..=1.0).contains(&x), "{x}");
    }
}
