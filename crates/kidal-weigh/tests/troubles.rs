//! What goes wrong is said, counted, and never a panic.

mod models;

use std::ops::ControlFlow;

use kidal_weigh::{ItemResult, Parameter, Prior, Settings, Smc, Trouble, drive, weigh};
use models::Mixed;

fn settings() -> Settings {
    Settings {
        islands: 3,
        chains: 8,
        chain_length: 6,
        baseline_draws: 100,
        ..Settings::default()
    }
}

#[test]
fn no_mass_names_the_term_that_no_history_can_have_left() {
    let mut model = Mixed::new();
    model.parameters[1] = Parameter::new(
        "width",
        Prior::Uniform {
            low: 0.0,
            high: 0.1,
        },
    );
    let trouble = weigh(&model, settings(), 2).expect_err("the second term is impossible");
    assert_eq!(
        trouble,
        Trouble::NoMass {
            terms: vec![1],
            draws: 1600,
            failed: 0
        }
    );
    assert!(trouble.to_string().contains("[1]"), "{trouble}");
}

#[test]
fn no_mass_because_every_run_failed_blames_no_term() {
    let model = Mixed {
        fails_above: f64::NEG_INFINITY,
        ..Mixed::new()
    };
    let trouble = weigh(&model, settings(), 1).expect_err("every run fails");
    assert_eq!(
        trouble,
        Trouble::NoMass {
            terms: vec![],
            draws: 1600,
            failed: 1600
        }
    );
}

#[test]
fn failures_are_counted_by_reason_with_a_key_that_shows_them_again() {
    let model = Mixed {
        fails_above: 1.5,
        nan_below: -1.8,
        ..Mixed::new()
    };
    let posterior = weigh(&model, settings(), 2).expect("most runs do not fail");
    let reasons: Vec<&str> = posterior
        .failures
        .iter()
        .map(|failure| failure.reason.as_str())
        .collect();
    assert_eq!(reasons, ["not a number in term 1", "the luck was too good"]);
    assert!(
        posterior
            .warnings
            .iter()
            .any(|w| w.ends_with("runs failed.")),
        "{:?}",
        posterior.warnings
    );
    assert!(
        posterior
            .particles
            .iter()
            .all(|p| !p.is_failed && p.payload[1] <= 1.5 && p.payload[1] >= -1.8)
    );
    assert!(
        posterior
            .baseline
            .particles
            .iter()
            .any(|p| p.is_failed && p.payload[0] == f64::NEG_INFINITY)
    );
    let failure = &posterior.failures[1];
    let stream = kidal_weigh::Stream {
        root: failure.root,
        refreshes: &failure.refreshes,
    };
    let mut worker = kidal_weigh::Model::worker(&model);
    let again = kidal_weigh::Worker::evaluate(
        &mut worker,
        &failure.parameters,
        stream,
        &mut [0.0; 2],
        &mut [0.0; 2],
    );
    assert_eq!(
        again.map_err(|f| f.reason),
        Err("the luck was too good".to_owned())
    );
}

/// Stopped at every possible place: nothing, then something, and a log evidence that is right within its error.
#[test]
fn a_stopped_run_says_what_it_can() {
    let model = Mixed::new();
    let settings = Settings {
        chains: 16,
        chain_length: 8,
        ..settings()
    };
    let full = weigh(&model, settings.clone(), 1).expect("the model has mass");
    let mut answers = 0;
    for rounds in 1.. {
        let mut smc = Smc::new(&model, settings.clone()).expect("settings and priors are fine");
        let mut left = rounds;
        let result = drive(&model, &mut smc, 1, |_, _| {
            left -= 1;
            if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if smc.is_done() {
            assert!(result.is_ok_and(|posterior| posterior.is_complete));
            break;
        }
        match result {
            Err(trouble) => assert_eq!((trouble, answers), (Trouble::NothingYet, 0)),
            Ok(posterior) => {
                answers += 1;
                assert!(!posterior.is_complete);
                assert!(posterior.warnings[0].contains("stopped early"));
                let total: f64 = posterior
                    .particles
                    .iter()
                    .map(|p| kidal_math::exp(p.log_weight))
                    .sum();
                assert!((total - 1.0).abs() < 1e-9);
                let (early, late) = (posterior.log_evidence, full.log_evidence);
                let difference = (early.value - late.value).abs();
                // A pilot of one island and few chains is coarse; what must not happen is a step counted twice or not at all.
                assert!(
                    difference < 5.0 * (early.error + late.error),
                    "after {rounds}: {early:?} {late:?}"
                );
            }
        }
    }
    assert!(answers > 5, "{answers}");
}

#[test]
fn the_limit_of_histories_stops_the_run_and_a_higher_one_lets_it_go_on() {
    let model = Mixed::new();
    let reference = weigh(&model, settings(), 1).expect("the model has mass");
    let limited = Settings {
        histories_limit: Some(400),
        ..settings()
    };
    let mut smc = Smc::new(&model, limited.clone()).expect("settings and priors are fine");
    let early = drive(&model, &mut smc, 1, |_, _| ControlFlow::Continue(()))
        .expect("the prior draws are done");
    assert!(!early.is_complete && early.histories <= 400 && early.histories > 100);
    for threads in [2, 8] {
        assert!(
            weigh(&model, limited.clone(), threads).as_ref() == Ok(&early),
            "{threads} threads"
        );
    }
    smc.limit_histories(None);
    let late =
        drive(&model, &mut smc, 1, |_, _| ControlFlow::Continue(())).expect("the model has mass");
    assert!(late == reference);
}

#[test]
fn results_that_fit_no_item_are_refused() {
    let mut smc = Smc::new(&Mixed::new(), settings()).expect("settings and priors are fine");
    for wrong in [
        ItemResult {
            batch: 7,
            ..ItemResult::default()
        },
        ItemResult {
            index: 100_000,
            ..ItemResult::default()
        },
        ItemResult::default(),
    ] {
        assert!(matches!(
            smc.absorb(vec![wrong]),
            Err(Trouble::BadResult { .. })
        ));
    }
    assert_eq!(smc.progress().items_done, 0);
}

#[test]
fn settings_and_priors_that_cannot_work_are_refused() {
    let bad = Settings {
        chains: 1,
        ..settings()
    };
    assert!(matches!(
        weigh(&Mixed::new(), bad, 1),
        Err(Trouble::BadSettings { .. })
    ));
    let bad = Settings {
        ess_share: f64::NAN,
        ..settings()
    };
    assert!(matches!(
        weigh(&Mixed::new(), bad, 1),
        Err(Trouble::BadSettings { .. })
    ));
    let mut model = Mixed::new();
    model.parameters[0].prior = Prior::Normal {
        mean: 0.0,
        sd: -1.0,
    };
    assert!(
        matches!(weigh(&model, settings(), 1), Err(Trouble::BadPrior { parameter, .. }) if parameter == "theta")
    );
}
