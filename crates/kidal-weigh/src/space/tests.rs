use kidal_math::ln;

use super::*;
use crate::model::Prior;

fn all_priors() -> Vec<Parameter> {
    let priors = [
        Prior::Uniform {
            low: -3.0,
            high: 5.0,
        },
        Prior::Normal { mean: 2.0, sd: 0.5 },
        Prior::LogNormal {
            median: 300.0,
            sigma: 0.4,
            low: 0.0,
            high: f64::INFINITY,
        },
        Prior::LogNormal {
            median: 300.0,
            sigma: 0.4,
            low: 100.0,
            high: 600.0,
        },
        Prior::LogNormal {
            median: 1.0,
            sigma: 0.5,
            low: 4.0,
            high: f64::INFINITY,
        },
        Prior::LogNormal {
            median: 1.0,
            sigma: 0.5,
            low: 0.0,
            high: 0.7,
        },
        Prior::Beta {
            a: 2.0,
            b: 3.0,
            low: 1.0,
            high: 4.0,
        },
        Prior::Beta {
            a: 1.0,
            b: 1.0,
            low: 0.0,
            high: 1.0,
        },
    ];
    priors
        .into_iter()
        .enumerate()
        .map(|(i, prior)| Parameter::new(format!("p{i}"), prior))
        .collect()
}

#[test]
fn each_density_integrates_to_one_over_the_unconstrained_line() {
    let parameters = all_priors();
    let space = Space::new(&parameters).expect("the priors are laws");
    for &index in &space.continuous {
        let step = 0.001;
        let mut mass = 0.0;
        for i in -60_000..60_000_i32 {
            let (x, ln_slope) = space.value_at(index, (f64::from(i) + 0.5) * step);
            let ln_mass = space.ln_density_one(index, x) + ln_slope;
            if ln_mass.is_finite() {
                mass += kidal_math::exp(ln_mass) * step;
            }
        }
        assert!(
            (mass - 1.0).abs() < 1e-6,
            "{} has mass {mass}",
            parameters[index].name
        );
    }
}

#[test]
fn draws_lie_inside_and_come_back_from_the_line() {
    let parameters = all_priors();
    let space = Space::new(&parameters).expect("the priors are laws");
    for draw in 0..2000 {
        let mut draws = Draws::at(7, draw, 0);
        let point = space.sample(&mut draws);
        assert!(space.ln_density(&point).is_finite(), "{point:?}");
        for &index in &space.continuous {
            let (back, _) = space.value_at(index, space.to_line(index, point[index]));
            assert!((back - point[index]).abs() <= 1e-9 * point[index].abs().max(1.0));
        }
    }
}

#[test]
fn a_level_without_weight_is_never_chosen() {
    let parameters = [Parameter::new(
        "cause",
        Prior::Levels {
            weights: vec![0.0, 1.0, 0.0, 3.0],
        },
    )];
    let space = Space::new(&parameters).expect("the prior is a law");
    let mut counts = [0_u32; 4];
    for draw in 0..4000 {
        let mut draws = Draws::at(8, draw, 0);
        let level = space.sample(&mut draws)[0];
        counts[level as usize] += 1;
        let other = space.other_level(0, level, &mut draws);
        assert!(other != level && (other == 1.0 || other == 3.0));
    }
    assert_eq!((counts[0], counts[2]), (0, 0));
    // Five standard deviations of a binomial with n = 4000 and p = 1/4 are 137: alpha below 1e-6.
    assert!(counts[1].abs_diff(1000) < 137, "{counts:?}");
    assert_eq!(space.ln_density(&[0.0]), f64::NEG_INFINITY);
    assert!((space.ln_density(&[3.0]) - ln(0.75)).abs() < 1e-12);
}

#[test]
fn priors_that_are_no_laws_are_refused_by_name() {
    for prior in [
        Prior::Uniform {
            low: 1.0,
            high: 1.0,
        },
        Prior::Normal { mean: 0.0, sd: 0.0 },
        Prior::LogNormal {
            median: 1.0,
            sigma: 0.1,
            low: 5.0,
            high: 6.0,
        },
        Prior::Beta {
            a: 0.0,
            b: 1.0,
            low: 0.0,
            high: 1.0,
        },
        Prior::Levels { weights: vec![] },
        Prior::Fixed(f64::NAN),
    ] {
        let trouble = Space::new(&[Parameter::new("speed", prior.clone())]).expect_err("no law");
        assert!(
            trouble.to_string().contains("`speed`"),
            "{prior:?}: {trouble}"
        );
    }
}
