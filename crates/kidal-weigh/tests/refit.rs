//! Leaving terms out by moves, where weights cannot tell: against a closed form.

use kidal_math::ln_normal_density;
use kidal_weigh::{
    Failure, Model, Parameter, Precision, Prior, RefitPlan, Settings, Smc, Stream, Worker, drive,
    leave_out, refit,
};

/// One number with a standard normal prior, and two accounts of it that cannot both be right.
struct Quarrel {
    parameters: Vec<Parameter>,
}

struct Told;

const SAID: [f64; 2] = [-1.0, 4.0];
const NOISE: f64 = 0.4;

impl Model for Quarrel {
    type Worker = Told;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        2
    }
    fn payload(&self) -> usize {
        1
    }
    fn worker(&self) -> Told {
        Told
    }
}

impl Worker for Told {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        for (term, said) in terms.iter_mut().zip(SAID) {
            *term = ln_normal_density(said, parameters[0], NOISE);
        }
        payload[0] = 2.0 * parameters[0];
        Ok(1)
    }
}

/// Without the second account: mean and sd of the number, and the density of what the second says, by conjugacy.
#[test]
fn an_account_that_decides_everything_is_left_out_by_moves() {
    let prior = Prior::Normal { mean: 0.0, sd: 1.0 };
    let model = Quarrel {
        parameters: vec![Parameter::new("number", prior)],
    };
    let mut smc = Smc::new(&model, Settings::default()).expect("settings and priors are fine");
    let posterior = drive(&model, &mut smc, 1, |_, _| {
        std::ops::ControlFlow::Continue(())
    })
    .expect("the model has mass");
    let by_weights = leave_out(&posterior, &[1]);
    assert!(by_weights.k_hat > 0.7, "{}", by_weights.k_hat);
    let plan = RefitPlan {
        seed: 5,
        chains: 40,
        length: 60,
        ess_share: 0.25,
        steps: 8,
        threads: 1,
    };
    let kernel = smc.last_kernel().expect("the run is over");
    let found = refit(&model, &posterior.particles, kernel, &[1], &plan).expect("it fits");
    let variance = 1.0 / (1.0 + 1.0 / (NOISE * NOISE));
    let mean = variance * SAID[0] / (NOISE * NOISE);
    let logs = kidal_weigh::log_weights(&found.particles);
    let values: Vec<f64> = found.particles.iter().map(|p| p.parameters[0]).collect();
    let told = Precision::new(&found.particles, &logs).estimate(&values);
    println!(
        "{told:?} exact {mean:.4}, {:?} in {} steps",
        found.log_predictive, found.steps
    );
    assert!((told.value - mean).abs() < 4.0 * told.error, "{told:?}");
    assert!(told.error < 0.1, "{told:?}");
    let exact = ln_normal_density(SAID[1], mean, (variance + NOISE * NOISE).sqrt());
    let off = (found.log_predictive.value - exact).abs();
    assert!(off < 4.0 * found.log_predictive.error && off < 1.0, "{off}");
    // Every history still has all its terms and its own payload.
    let one = &found.particles[7];
    assert_eq!(one.payload, vec![2.0 * one.parameters[0]]);
    assert_eq!(
        one.terms[1],
        ln_normal_density(SAID[1], one.parameters[0], NOISE)
    );
}

#[test]
fn threads_change_no_bit_of_a_refit() {
    let prior = Prior::Normal { mean: 0.0, sd: 1.0 };
    let model = Quarrel {
        parameters: vec![Parameter::new("number", prior)],
    };
    let mut smc = Smc::new(&model, Settings::default()).expect("settings and priors are fine");
    let posterior = drive(&model, &mut smc, 1, |_, _| {
        std::ops::ControlFlow::Continue(())
    })
    .expect("the model has mass");
    let kernel = smc.last_kernel().expect("the run is over");
    let found = [1, 3].map(|threads| {
        let plan = RefitPlan {
            seed: 5,
            chains: 7,
            length: 9,
            ess_share: 0.25,
            steps: 3,
            threads,
        };
        refit(&model, &posterior.particles, kernel, &[0], &plan)
            .expect("it fits")
            .particles
    });
    assert_eq!(found[0], found[1]);
}
