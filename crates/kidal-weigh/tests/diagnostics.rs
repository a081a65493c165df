//! Leaving out, scaling, and wrapping, against closed forms.

mod models;

use kidal_math::{ln_normal_density, normal_quantile};
use kidal_weigh::{
    Posterior, Scaled, Settings, Variant, leave_out, log_predictive, log_weights, power_scaled,
    power_sensitivity, prior_overlap, weigh, weighted_mean, weighted_quantile, weighted_sd,
    weights,
};
use models::{Gaussian, Mixed};

fn column(posterior: &Posterior, parameter: usize) -> Vec<f64> {
    posterior
        .particles
        .iter()
        .map(|particle| particle.parameters[parameter])
        .collect()
}

/// Two dimensions do not talk to each other, so without its term a parameter goes back to its prior.
#[test]
fn without_its_term_a_parameter_goes_back_to_its_prior() {
    let model = Gaussian::new(vec![0.4, -0.7], 1.0, 1.0);
    let settings = Settings {
        chains: 64,
        chain_length: 32,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings, 2).expect("the model has mass");
    let without = leave_out(&posterior, &[0]);
    assert!(without.k_hat < 0.7, "{}", without.k_hat);
    let freed = weights(&without.log_weights);
    assert!(weighted_mean(&freed, &column(&posterior, 0)).abs() < 0.1);
    assert!((weighted_sd(&freed, &column(&posterior, 0)) - 1.0).abs() < 0.1);
    assert!((weighted_mean(&freed, &column(&posterior, 1)) + 0.35).abs() < 0.05);
    let predictive = log_predictive(&posterior, &without, &[0]);
    let exact = ln_normal_density(0.4, 0.0, 2.0_f64.sqrt());
    assert!(
        (predictive.value - exact).abs() < 4.0 * predictive.error + 0.01,
        "{predictive:?}, exact {exact}"
    );
    assert!(predictive.error < 0.1);
}

/// A sharp account cannot be taken away by weights: k̂ says so, and a run without it is the remedy.
#[test]
fn a_term_that_decides_everything_needs_a_run_of_its_own() {
    let model = Gaussian::new(vec![2.5, -0.7], 1.0, 0.1);
    let settings = Settings {
        chains: 64,
        chain_length: 32,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings.clone(), 2).expect("the model has mass");
    let without = leave_out(&posterior, &[0]);
    assert!(without.k_hat > 0.7, "{}", without.k_hat);
    let variant = Variant::of(&model).without(&[0, 0, 9]);
    let alone = weigh(&variant, settings, 2).expect("the model has mass");
    let w = weights(&log_weights(&alone.particles));
    assert!((weighted_sd(&w, &column(&alone, 0)) - 1.0).abs() < 0.1);
    let exact = ln_normal_density(-0.7, 0.0, 1.01_f64.sqrt());
    assert!(
        (alone.log_evidence.value - exact).abs() < 4.0 * alone.log_evidence.error,
        "{:?}",
        alone.log_evidence
    );
    for particle in &alone.particles {
        assert_eq!(particle.terms[0], 0.0);
        assert_eq!(
            particle.payload,
            [ln_normal_density(2.5, particle.parameters[0], 0.1)]
        );
    }
}

/// Prior to the power α: variance v/α. Likelihood to the power α: variance w/α.
#[test]
fn scaled_priors_and_likelihoods_match_the_closed_form() {
    let model = Gaussian::new(vec![1.2], 1.0, 0.8);
    let settings = Settings {
        chains: 64,
        chain_length: 32,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings, 2).expect("the model has mass");
    for alpha in [0.5, 2.0] {
        for scaled in [Scaled::Prior, Scaled::Likelihood] {
            let (v, w) = match scaled {
                Scaled::Prior => (1.0 / alpha, 0.64),
                Scaled::Likelihood => (1.0, 0.64 / alpha),
            };
            let other = power_scaled(&posterior, scaled, alpha);
            let weights = weights(&other.log_weights);
            let (mean, sd) = (
                weighted_mean(&weights, &column(&posterior, 0)),
                weighted_sd(&weights, &column(&posterior, 0)),
            );
            assert!(
                (mean - 1.2 * v / (v + w)).abs() < 0.06,
                "{scaled:?} {alpha}: {mean}"
            );
            assert!(
                (sd / (v * w / (v + w)).sqrt() - 1.0).abs() < 0.1,
                "{scaled:?} {alpha}: {sd}"
            );
        }
    }
    let moved = power_sensitivity(&posterior, &column(&posterior, 0));
    assert!(
        moved.prior > 0.05 && moved.likelihood > 0.05 && moved.k_hat < 0.7,
        "{moved:?}"
    );
    let indifferent: Vec<f64> = posterior
        .particles
        .iter()
        .map(|p| f64::from(p.root as u32))
        .collect();
    let still = power_sensitivity(&posterior, &indifferent);
    assert!(still.prior < 0.03 && still.likelihood < 0.03, "{still:?}");
}

#[test]
fn overlap_is_high_for_what_no_account_bears_on() {
    let mut model = Mixed::new();
    model.parameters.push(kidal_weigh::Parameter::new(
        "idle",
        kidal_weigh::Prior::Uniform {
            low: 0.0,
            high: 1.0,
        },
    ));
    let settings = Settings {
        chains: 64,
        chain_length: 32,
        ..Settings::default()
    };
    let posterior = weigh(&model, settings, 2).expect("the model has mass");
    let overlap = |parameter| prior_overlap(&posterior, parameter).expect("the parameter is free");
    assert!(overlap(3) > 0.85, "{}", overlap(3));
    assert!(overlap(2) < overlap(3), "{}", overlap(2));
    let w = weights(&log_weights(&posterior.particles));
    let median = weighted_quantile(&w, &column(&posterior, 3), 0.5);
    assert!((median - 0.5).abs() < 0.05, "{median}");
    assert!(normal_quantile(0.5).abs() < 1e-12);
}
