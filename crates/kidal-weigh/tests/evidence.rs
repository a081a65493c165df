//! Evidence and posterior against closed forms.

mod models;

use kidal_weigh::{Posterior, Settings, weigh};
use models::{Gaussian, RandomWalk, RefreshKey};

fn mean_of(posterior: &Posterior, value: impl Fn(&kidal_weigh::Particle) -> f64) -> f64 {
    posterior
        .particles
        .iter()
        .map(|p| kidal_math::exp(p.log_weight) * value(p))
        .sum()
}

#[test]
fn look() {
    let model = Gaussian::new(vec![1.2, -0.7], 1.0, 0.3);
    for seed in 0..6 {
        let posterior = weigh(
            &model,
            Settings {
                seed,
                ..Settings::default()
            },
            1,
        )
        .expect("mass");
        println!(
            "{seed}: {:?} within {} exact {} mean {} ({}) ess {} hist {}",
            posterior.log_evidence,
            posterior.within_error,
            model.ln_evidence(),
            mean_of(&posterior, |p| p.parameters[0]),
            model.posterior_mean(0),
            posterior.ess,
            posterior.histories
        );
        println!(
            "   base {:?} k {} ess {}",
            posterior.baseline.log_evidence, posterior.baseline.k_hat, posterior.baseline.ess
        );
        if seed == 0 {
            for t in &posterior.temperatures {
                println!("{t:?}");
            }
            println!("{:?}", posterior.warnings);
        }
    }
    let data = [
        1.0471346,
        0.5566712,
        -0.23618454,
        0.027879834,
        -1.0051446,
        -0.007930746,
        0.06117077,
        -0.29286885,
        -0.38539964,
        0.2449614,
    ];
    let sd = 0.1_f64.sqrt();
    let model = Gaussian::new(data.to_vec(), sd, sd);
    for seed in 0..6 {
        let posterior = weigh(
            &model,
            Settings {
                seed,
                chains: 64,
                chain_length: 24,
                ..Settings::default()
            },
            1,
        )
        .expect("mass");
        println!(
            "{seed}: {:?} within {} exact {} mean {} ({}) ess {} hist {}",
            posterior.log_evidence,
            posterior.within_error,
            model.ln_evidence(),
            mean_of(&posterior, |p| p.parameters[0]),
            model.posterior_mean(0),
            posterior.ess,
            posterior.histories
        );
        println!(
            "   base {:?} k {} ess {}",
            posterior.baseline.log_evidence, posterior.baseline.k_hat, posterior.baseline.ess
        );
        if seed == 0 {
            for t in &posterior.temperatures {
                println!("{t:?}");
            }
            println!("{:?}", posterior.warnings);
        }
    }
    for key in [RefreshKey::Right] {
        let model = RandomWalk {
            blocks: 8,
            observed: 6.0,
            noise_sd: 0.5,
            key,
        };
        for seed in 0..6 {
            let posterior = weigh(
                &model,
                Settings {
                    seed,
                    ..Settings::default()
                },
                1,
            )
            .expect("mass");
            println!(
                "{seed}: {:?} within {} exact {} mean {} ({}) u {} ({}) ess {} hist {}",
                posterior.log_evidence,
                posterior.within_error,
                kidal_math::ln_normal_density(6.0, 0.0, 8.25_f64.sqrt()),
                mean_of(&posterior, |p| p.payload[0]),
                6.0 * 8.0 / 8.25,
                mean_of(&posterior, |p| p.payload[1]),
                6.0 / 8.25,
                posterior.ess,
                posterior.histories
            );
            if seed == 0 {
                for t in &posterior.temperatures {
                    println!("{t:?}");
                }
                println!("{:?}", posterior.warnings);
            }
        }
    }
}
