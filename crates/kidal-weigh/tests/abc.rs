//! Approximate computation against exact posteriors, against plain rejection, and under bad input.

use std::ops::ControlFlow;

use kidal_chance::Draws;
use kidal_chance::testing::{Design, ks_two_sample, mean_shift, seed};
use kidal_math::{ln_beta, pow};
use kidal_weigh::{
    Abc, AbcPosterior, AbcSettings, Adjustment, Answer, Estimate, Failure, Inquiry, Model,
    Parameter, Particle, Prior, Simulator, Summarised, Trouble, answer, approximate, drive_abc,
    estimate, log_weights, pursue, weighted_sd, weights,
};

/// A simulator made of a function.
struct Made<F> {
    parameters: Vec<Parameter>,
    summaries: usize,
    run: F,
}

impl<F: Fn(&[f64], &mut Draws, &mut [f64]) -> Result<(), Failure> + Sync> Simulator for Made<F> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn summaries(&self) -> usize {
        self.summaries
    }
    fn simulate(&self, x: &[f64], draws: &mut Draws, s: &mut [f64]) -> Result<(), Failure> {
        (self.run)(x, draws, s)
    }
}

fn uniform(name: &str, low: f64, high: f64) -> Parameter {
    Parameter::new(name, Prior::Uniform { low, high })
}

fn mean_of(particles: &[Particle], value: impl Fn(&Particle) -> f64) -> Estimate {
    let values: Vec<f64> = particles.iter().map(value).collect();
    estimate(particles, &log_weights(particles), &values)
}

fn sd_of(particles: &[Particle], value: impl Fn(&Particle) -> f64) -> f64 {
    let values: Vec<f64> = particles.iter().map(value).collect();
    weighted_sd(&weights(&log_weights(particles)), &values)
}

/// Counts can be hit exactly, so that at tolerance 0 the answer is the posterior itself.
/// Twenty trials, 14 hits, uniform prior: Beta(15, 7), mean 15/22.
#[test]
fn at_tolerance_zero_a_count_gives_the_exact_posterior() {
    let name = "approximate computation at tolerance 0 is exact";
    let design = Design::shift(name, 0.25);
    let key = seed(name);
    let exact = 15.0 / 22.0;
    // Each run stands for one draw: its mean, in standard errors of such means, is shifted by nothing.
    let means = |twist: f64| -> Vec<f64> {
        let coin = Made {
            parameters: vec![uniform("chance", 0.0, 1.0)],
            summaries: 1,
            run: |x: &[f64], draws: &mut Draws, s: &mut [f64]| {
                s[0] = f64::from(draws.binomial(20, pow(x[0], twist)));
                Ok(())
            },
        };
        (0..design.draws() as u64)
            .map(|run| {
                let settings = AbcSettings {
                    seed: key ^ run,
                    particles: 100,
                    ..AbcSettings::default()
                };
                let posterior = approximate(&coin, &[14.0], settings, 1).expect("runs come near");
                assert_eq!(posterior.tolerance, 0.0);
                mean_of(&posterior.particles, |p| p.parameters[0]).value
            })
            .collect()
    };
    let right = means(1.0);
    let middle = kidal_math::mean(&right);
    let spread = (right
        .iter()
        .map(|m| (m - middle) * (m - middle))
        .sum::<f64>()
        / (right.len() as f64 - 1.0))
        .sqrt();
    println!("mean {middle:.4}, exact {exact:.4}, sd of one run {spread:.4}");
    design.holds(mean_shift(&right, exact, spread).p);
    // The wrong twin's hits have the chance p^1.1.
    design.catches(mean_shift(&means(1.1), exact, spread).p);
    assert!((ln_beta(15.0, 7.0) - ln_beta(7.0, 15.0)).abs() < 1e-12);
}

/// One of everything: a level, a bounded and an unbounded parameter, two summaries with noise.
fn mixed(noise: f64) -> impl Simulator {
    Made {
        parameters: vec![
            Parameter::new("theta", Prior::Normal { mean: 0.0, sd: 1.0 }),
            uniform("width", 0.0, 2.0),
            Parameter::new(
                "cause",
                Prior::Levels {
                    weights: vec![0.7, 0.3],
                },
            ),
        ],
        summaries: 2,
        run: move |x: &[f64], draws: &mut Draws, s: &mut [f64]| {
            s[0] = x[0] + 1.5 * x[2] + noise * draws.normal();
            s[1] = x[1] * x[1] + 0.3 * draws.normal();
            Ok(())
        },
    }
}

/// Moves must leave the target alone: a sampler that got to a tolerance step by step and one that only waited for runs to
/// come near agree. Wrong twin: a simulator with more noise, weighed in the same way.
#[test]
fn steps_and_moves_reach_what_plain_rejection_gives() {
    let name = "sequential and rejection sampling agree at one tolerance";
    let design = Design::two_sample_distance(name, 0.2);
    let key = seed(name);
    let observed = [1.2, 0.8];
    let tolerance = 0.25;
    let settings = |run: u64| AbcSettings {
        seed: key ^ run,
        particles: 100,
        tolerance_least: tolerance,
        rounds_limit: 10,
        renewal: 0.9,
        ..AbcSettings::default()
    };
    // Neighbours of one run are alike: one particle of each run is independent of all others.
    let stepwise = |simulator: &dyn Fn() -> Box<dyn Fn(AbcSettings) -> AbcPosterior>| {
        let run = simulator();
        (0..design.draws() as u64)
            .map(|number| {
                let posterior = run(settings(number));
                assert_eq!(posterior.tolerance, tolerance);
                let mut draws = Draws::at(key, number, 9);
                let weights = weights(&log_weights(&posterior.particles));
                let chosen = draws.choose(&weights).expect("weights add up to 1");
                posterior.particles[chosen].parameters.clone()
            })
            .collect::<Vec<Vec<f64>>>()
    };
    let of = |noise: f64, replicates: u32| {
        stepwise(&move || {
            Box::new(move |settings| {
                let settings = AbcSettings {
                    replicates,
                    ..settings
                };
                approximate(&mixed(noise), &observed, settings, 1).expect("runs come near")
            })
        })
    };
    // The scales must be the same for both: those of the prior's runs hardly differ, but the tolerance is in their units,
    // so rejection borrows the distance of a small run only through its own, larger sample.
    let rejected = {
        let mut kept: Vec<Vec<f64>> = Vec::new();
        let mut number = 0;
        while kept.len() < design.draws() {
            let settings = AbcSettings {
                seed: key ^ 0x5eed ^ (number << 32),
                ..AbcSettings::rejection(40_000, 0.2)
            };
            let found =
                approximate(&mixed(0.5), &observed, settings, 2).expect("runs come near enough");
            assert!(found.tolerance > tolerance);
            kept.extend(
                found
                    .particles
                    .iter()
                    .zip(&found.distances)
                    .filter(|(_, distance)| **distance <= tolerance)
                    .map(|(particle, _)| particle.parameters.clone()),
            );
            number += 1;
        }
        kept
    };
    let column =
        |rows: &[Vec<f64>], index: usize| rows.iter().map(|r| r[index]).collect::<Vec<_>>();
    for replicates in [1, 3] {
        let sample = of(0.5, replicates);
        for index in 0..3 {
            design.holds(ks_two_sample(&column(&rejected, index), &column(&sample, index)).p);
        }
    }
    let wrong = of(2.5, 1);
    design.catches(ks_two_sample(&column(&rejected, 0), &column(&wrong, 0)).p);
}

/// θ ~ N(0, 1), s ~ N(θ, 0.5²): the posterior is N(0.8 s, 0.2), and θ is linear in s, so that the adjustment is exact at any
/// tolerance, while the plain sample is far too wide.
#[test]
fn regression_adjustment_is_exact_where_the_parameter_is_linear_in_the_summaries() {
    let linear = Made {
        parameters: vec![Parameter::new(
            "theta",
            Prior::Normal { mean: 0.0, sd: 1.0 },
        )],
        summaries: 2,
        run: |x: &[f64], draws: &mut Draws, s: &mut [f64]| {
            s[0] = x[0] + 0.5 * draws.normal();
            // A summary that says nothing must do no harm.
            s[1] = draws.normal();
            Ok(())
        },
    };
    let settings = AbcSettings::rejection(20_000, 0.8);
    let posterior = approximate(&linear, &[1.0, 0.0], settings, 1).expect("runs come near");
    let plain = sd_of(&posterior.particles, |p| p.parameters[0]);
    let adjusted = posterior.adjusted().expect("there are enough particles");
    let mean = mean_of(&adjusted.particles, |p| p.parameters[0]);
    let sd = sd_of(&adjusted.particles, |p| p.parameters[0]);
    assert!((mean.value - 0.8).abs() < 5.0 * mean.error, "{mean:?}");
    assert!((sd / 0.2_f64.sqrt() - 1.0).abs() < 0.03, "{sd}");
    assert!(plain > 1.2 * sd, "{plain} {sd}");
    assert!(adjusted.explained[0] > 0.3, "{:?}", adjusted.explained);
    // Weighted by the kernel, an unadjusted sample of the same size keeps its error.
    let few = AbcSettings::rejection(20, 0.2);
    let few = approximate(&linear, &[1.0, 0.0], few, 1).expect("runs come near");
    assert!(matches!(few.adjusted(), Err(Trouble::TooFew { .. })));
}

/// s is |θ| and noise: the posterior has two pieces, ±1.5 with deviation 0.2, in each of which θ is linear in s, while over
/// both the slopes cancel.
#[test]
fn a_posterior_of_two_pieces_is_adjusted_piece_by_piece() {
    let mirrored = Made {
        parameters: vec![uniform("theta", -4.0, 4.0)],
        summaries: 1,
        run: |x: &[f64], draws: &mut Draws, s: &mut [f64]| {
            s[0] = x[0].abs() + 0.2 * draws.normal();
            Ok(())
        },
    };
    let settings = AbcSettings::rejection(12_000, 0.25);
    let posterior = approximate(&mirrored, &[1.5], settings, 1).expect("runs come near");
    let spread = |how: Adjustment| {
        let adjusted = posterior
            .adjusted_by(how)
            .expect("there are enough particles");
        let sd = sd_of(&adjusted.particles, |p| p.parameters[0].abs());
        let mean = mean_of(&adjusted.particles, |p| p.parameters[0].abs());
        (adjusted.pieces, mean.value, sd)
    };
    let fine = Adjustment {
        keeps_intervals: true,
        in_pieces: true,
    };
    let (pieces, mean, sd) = spread(fine);
    assert_eq!(pieces, 2);
    assert!(
        (mean - 1.5).abs() < 0.02 && (sd / 0.2 - 1.0).abs() < 0.05,
        "{mean} {sd}"
    );
    let (one, _, smeared) = spread(Adjustment {
        in_pieces: false,
        ..fine
    });
    assert!(one == 1 && smeared > 1.2 * sd, "{smeared} {sd}");
}

fn bytes(posterior: &AbcPosterior) -> Vec<u8> {
    postcard::to_allocvec(posterior).expect("plain records can be written")
}

#[test]
fn threads_order_and_stops_change_nothing() {
    let simulator = mixed(0.5);
    let model = Summarised(&simulator);
    let observed = [1.2, 0.8];
    let settings = || AbcSettings {
        particles: 150,
        replicates: 2,
        simulations_limit: Some(4000),
        ..AbcSettings::default()
    };
    let start = || Abc::new(&model, &observed, settings()).expect("settings are fine");
    let reference =
        bytes(&approximate(&simulator, &observed, settings(), 1).expect("runs come near"));
    for threads in [2, 8] {
        let other = approximate(&simulator, &observed, settings(), threads);
        assert!(
            bytes(&other.expect("runs come near")) == reference,
            "{threads}"
        );
    }
    // Backwards, with each answer told twice and old ones told again, stopped and resumed after each handful.
    let mut abc = start();
    let mut old: Vec<Answer> = Vec::new();
    let mut stops = 0;
    while !abc.is_over() {
        let mut questions = abc.ask();
        questions.reverse();
        questions.truncate(97);
        let answers: Vec<Answer> = questions
            .iter()
            .map(|q| answer(&model, &mut model.worker(), q).expect("questions fit the model"))
            .collect();
        abc.tell(old).expect("old answers are passed over");
        abc.tell(answers.clone()).expect("answers fit");
        old = answers;
        let saved = abc.to_bytes();
        abc = Abc::resume(&model, &observed, &settings(), &saved).expect("the bytes are whole");
        assert_eq!(abc.to_bytes(), saved);
        stops += 1;
    }
    assert!(stops > 20);
    assert!(bytes(&abc.finish().expect("the run is over")) == reference);
}

#[test]
fn a_run_stopped_early_says_so_and_goes_on() {
    let simulator = mixed(0.5);
    let model = Summarised(&simulator);
    let mut abc = Abc::new(&model, &[1.2, 0.8], AbcSettings::default()).expect("settings are fine");
    assert_eq!(abc.finish(), Err(Trouble::NothingYet));
    let early = drive_abc(&model, &mut abc, 1, |abc| {
        if abc.tolerance() < 1.0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .expect("a tolerance was reached");
    assert!(!early.is_complete && !early.warnings.is_empty());
    pursue(&model, &mut abc, 1, |_| ControlFlow::Continue(())).expect("the run goes on");
    let late = abc.finish().expect("the run is over");
    assert!(late.is_complete && late.tolerance < early.tolerance);
}

#[test]
fn failures_are_counted_and_never_near() {
    let shaky = Made {
        parameters: vec![uniform("x", 0.0, 1.0)],
        summaries: 1,
        run: |x: &[f64], draws: &mut Draws, s: &mut [f64]| {
            s[0] = x[0] + 0.1 * draws.normal();
            if x[0] > 0.6 {
                return Err(Failure::new("the machine broke"));
            }
            if x[0] > 0.58 {
                s[0] = f64::NAN;
            }
            Ok(())
        },
    };
    let posterior =
        approximate(&shaky, &[0.55], AbcSettings::default(), 1).expect("some runs come near");
    assert!(posterior.particles.iter().all(|p| p.parameters[0] <= 0.58));
    assert_eq!(posterior.failures[0].reason, "summary 0 is not finite");
    let broken = &posterior.failures[1];
    assert_eq!(broken.reason, "the machine broke");
    assert!(broken.count > 100 && broken.parameters[0] > 0.6);
    assert!(posterior.warnings.iter().any(|w| w.contains("runs failed")));
    let never = Made {
        parameters: vec![uniform("x", 0.0, 1.0)],
        summaries: 1,
        run: |_: &[f64], _: &mut Draws, _: &mut [f64]| Err(Failure::new("never")),
    };
    let none = approximate(&never, &[0.5], AbcSettings::default(), 1);
    assert!(matches!(
        none,
        Err(Trouble::NoMass {
            draws: 1000,
            failed: 1000,
            ..
        })
    ));
}

#[test]
fn what_cannot_work_is_refused_with_its_reason() {
    let simulator = mixed(0.5);
    let model = Summarised(&simulator);
    let refused = |observed: &[f64], settings: AbcSettings| {
        Abc::new(&model, observed, settings)
            .expect_err("this cannot work")
            .to_string()
    };
    let fine = AbcSettings::default;
    assert!(refused(&[1.0], fine()).contains("the model gives 2"));
    assert!(refused(&[1.0, f64::NAN], fine()).contains("finite"));
    let greedy = AbcSettings {
        survivors: 1.0,
        ..fine()
    };
    assert!(refused(&[1.0, 1.0], greedy).contains("survivors"));
    let starved = AbcSettings {
        simulations_limit: Some(10),
        ..fine()
    };
    assert!(refused(&[1.0, 1.0], starved).contains("simulations_limit"));
    let mut abc = Abc::new(&model, &[1.0, 1.0], fine()).expect("settings are fine");
    let saved = abc.to_bytes();
    let other = Abc::resume(&model, &[1.0, 1.1], &fine(), &saved);
    assert!(matches!(other, Err(Trouble::OtherModel { .. })));
    let stranger = Answer {
        number: 7 << 32,
        outcome: Err(Failure::new("?")),
    };
    assert!(matches!(
        abc.tell(vec![stranger]),
        Err(Trouble::BadResult { .. })
    ));
    assert_eq!(abc.to_bytes(), saved);
}

#[test]
fn runs_that_are_all_alike_end_the_descent() {
    let deaf = Made {
        parameters: vec![uniform("x", 0.0, 1.0)],
        summaries: 1,
        run: |_: &[f64], _: &mut Draws, s: &mut [f64]| {
            s[0] = 3.0;
            Ok(())
        },
    };
    let posterior =
        approximate(&deaf, &[5.0], AbcSettings::default(), 1).expect("all runs are as near");
    assert!(posterior.is_complete);
    // Nothing was learned: the prior comes back.
    let mean = mean_of(&posterior.particles, |p| p.parameters[0]);
    assert!((mean.value - 0.5).abs() < 5.0 * mean.error, "{mean:?}");
}
