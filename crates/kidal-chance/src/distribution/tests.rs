use super::*;
use crate::Draws;
use crate::testing::{Design, ks_one_sample, seed};

/// One law seen through its four functions.
struct Law {
    name: &'static str,
    sample: Box<dyn Fn(&mut Draws) -> f64>,
    ln_density: Box<dyn Fn(f64) -> f64>,
    cdf: Box<dyn Fn(f64) -> f64>,
    quantile: Box<dyn Fn(f64) -> f64>,
}

macro_rules! law {
    ($name:literal, $make:expr) => {{
        let law = $make.expect("a proper law");
        Law {
            name: $name,
            sample: Box::new(move |draws| law.sample(draws)),
            ln_density: Box::new(move |x| law.ln_density(x)),
            cdf: Box::new(move |x| law.cdf(x)),
            quantile: Box::new(move |u| law.quantile(u)),
        }
    }};
}

/// Each law with its wrong twin, whose distribution function lies 0.03 or more off.
fn laws() -> Vec<(Law, Law)> {
    vec![
        (
            law!("normal", Normal::new(3.0, 2.0)),
            law!("", Normal::new(3.2, 2.0)),
        ),
        (
            law!("log-normal", LogNormal::new(120.0, 0.7)),
            law!("", LogNormal::new(128.0, 0.7)),
        ),
        (
            law!("uniform", Uniform::new(-1.0, 4.0)),
            law!("", Uniform::new(-1.0, 4.2)),
        ),
        (
            law!("exponential", Exponential::new(9.0)),
            law!("", Exponential::new(9.9)),
        ),
        (
            law!("triangular", Triangular::new(0.0, 1.0, 5.0)),
            law!("", Triangular::new(0.0, 1.4, 5.0)),
        ),
        (
            law!("right triangle", Triangular::new(2.0, 2.0, 3.0)),
            law!("", Triangular::new(2.0, 2.1, 3.0)),
        ),
        (
            law!("beta", Beta::new(2.0, 5.0)),
            law!("", Beta::new(2.2, 5.0)),
        ),
    ]
}

#[test]
fn samples_follow_the_distribution_function() {
    for (law, twin) in laws() {
        let design = Design::distance(&format!("{} samples follow their law", law.name), 0.03);
        let key = seed(law.name);
        let draw = |law: &Law| -> Vec<f64> {
            (0..design.draws() as u64)
                .map(|address| (law.sample)(&mut Draws::at(key, address, 0)))
                .collect()
        };
        design.holds(ks_one_sample(&draw(&law), &law.cdf).p);
        design.catches(ks_one_sample(&draw(&twin), &law.cdf).p);
    }
}

#[test]
fn the_quantile_undoes_the_distribution_function() {
    for (law, _) in laws() {
        for step in 1..200 {
            let u = f64::from(step) / 200.0;
            let back = (law.cdf)((law.quantile)(u));
            assert!((back - u).abs() < 1e-9, "{}: {back} for {u}", law.name);
        }
    }
}

#[test]
fn the_density_is_the_slope_of_the_distribution_function() {
    for (law, _) in laws() {
        for step in 1..50 {
            // Not at a corner of a density.
            let x = (law.quantile)((f64::from(step) + 0.123) / 51.0);
            let h = 1e-5 * (1.0 + x.abs());
            let slope = ((law.cdf)(x + h) - (law.cdf)(x - h)) / (2.0 * h);
            let density = kidal_math::exp((law.ln_density)(x));
            assert!(
                (slope - density).abs() < 1e-5 * (1.0 + density),
                "{} at {x}: {slope} against {density}",
                law.name
            );
        }
    }
}

#[test]
fn impossible_numbers_are_refused() {
    assert_eq!(Normal::new(0.0, 0.0), None);
    assert_eq!(Normal::new(f64::NAN, 1.0), None);
    assert_eq!(LogNormal::new(-1.0, 1.0), None);
    assert_eq!(LogNormal::new(1.0, f64::INFINITY), None);
    assert_eq!(Uniform::new(1.0, 1.0), None);
    assert_eq!(Uniform::new(f64::NEG_INFINITY, 1.0), None);
    assert_eq!(Exponential::new(0.0), None);
    assert_eq!(Triangular::new(0.0, 2.0, 1.0), None);
    assert_eq!(Triangular::new(0.0, f64::NAN, 1.0), None);
    assert_eq!(Beta::new(0.0, 1.0), None);
}

#[test]
fn outside_its_range_a_law_has_no_density() {
    assert_eq!(
        LogNormal::new(1.0, 1.0).map(|law| law.ln_density(0.0)),
        Some(f64::NEG_INFINITY)
    );
    assert_eq!(
        Uniform::new(0.0, 1.0).map(|law| law.ln_density(1.1)),
        Some(f64::NEG_INFINITY)
    );
    assert_eq!(
        Exponential::new(1.0).map(|law| law.ln_density(-0.1)),
        Some(f64::NEG_INFINITY)
    );
    assert_eq!(
        Triangular::new(0.0, 1.0, 2.0).map(|law| law.ln_density(3.0)),
        Some(f64::NEG_INFINITY)
    );
    assert_eq!(
        Beta::new(2.0, 2.0).map(|law| law.ln_density(0.0)),
        Some(f64::NEG_INFINITY)
    );
    assert_eq!(
        Beta::new(1.0, 1.0).map(|law| law.ln_density(0.0)),
        Some(0.0)
    );
    assert_eq!(
        Beta::new(2.0, 2.0).map(|law| law.ln_density(-0.1)),
        Some(f64::NEG_INFINITY)
    );
}
