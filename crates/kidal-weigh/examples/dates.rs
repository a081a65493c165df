//! Three layers of a dig, dated by radiocarbon: an order that is known, a curve that wiggles, a sample that may be astray.
//!
//! The lower layer is older than the middle one, and that older than the upper. Each has one measured age. A calibration
//! curve says which age a laboratory would measure for a true year; it has a plateau, so that one age fits many years. The
//! sample of the middle layer may have been carried there by a mouse: then its age says nothing about the layer. (Made up,
//! the curve too: it only looks like one.)
//!
//! ```text
//! cargo run --release -p kidal-weigh --example dates
//! ```

use kidal_math::{exp, ln, ln_normal_density, sin};
use kidal_weigh::{
    Density, Parameter, Prior, Settings, estimate, level_factors, log_weights, weigh,
    weighted_quantile, weights,
};

/// Measured ages and their errors, in radiocarbon years before 1950: lower, middle, upper layer.
const MEASURED: [(f64, f64); 3] = [(2480.0, 25.0), (2375.0, 25.0), (2430.0, 25.0)];

/// The age that would be measured for a year before 1950: a straight line with a plateau and wiggles.
fn curve(year: f64) -> f64 {
    let plateau = 120.0 / (1.0 + exp(-(year - 2550.0) / 40.0));
    0.85 * year + 280.0 + plateau - 60.0 + 15.0 * sin(year / 35.0)
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let any = Prior::Uniform {
        low: 2000.0,
        high: 3200.0,
    };
    let parameters = vec![
        Parameter::new("lower", any.clone()),
        Parameter::new("middle", any.clone()),
        Parameter::new("upper", any),
        Parameter::new(
            "the mouse",
            Prior::Levels {
                weights: vec![0.9, 0.1],
            },
        ),
    ];
    let dig = Density::new(parameters, |x| {
        // Older is larger. An impossible order has no likelihood at all.
        if !(x[0] > x[1] && x[1] > x[2]) {
            return f64::NEG_INFINITY;
        }
        let mut total = 0.0;
        for (layer, (age, error)) in MEASURED.iter().enumerate() {
            let is_astray = layer == 1 && x[3] == 1.0;
            total += if is_astray {
                // Any age of the millennium, alike.
                -ln(1200.0)
            } else {
                ln_normal_density(*age, curve(x[layer]), *error)
            };
        }
        total
    });
    let settings = Settings {
        chains: 32,
        chain_length: 64,
        baseline_draws: 8000,
        ..Settings::default()
    };
    let posterior = weigh(&dig, settings, 2)?;
    println!(
        "log evidence {:.2} ± {:.2}, {} evaluations {}",
        posterior.log_evidence.value,
        posterior.log_evidence.error,
        posterior.histories,
        posterior.warnings.join(" ")
    );
    let logs = log_weights(&posterior.particles);
    let even = weights(&logs);
    println!("\nyears before 1950   mean ± error   middle nine tenths");
    for (index, layer) in ["lower", "middle", "upper"].iter().enumerate() {
        let values: Vec<f64> = posterior
            .particles
            .iter()
            .map(|p| p.parameters[index])
            .collect();
        let mean = estimate(&posterior.particles, &logs, &values);
        println!(
            "{layer:<19} {:>6.0} ± {:<4.0}  {:>6.0} to {:.0}",
            mean.value,
            mean.error,
            weighted_quantile(&even, &values, 0.95),
            weighted_quantile(&even, &values, 0.05)
        );
    }
    let mouse = &level_factors(&posterior, 3)[1];
    println!(
        "\na mouse carried the middle sample: before {:.2}, now {:.2} ± {:.2}",
        mouse.prior, mouse.posterior.value, mouse.posterior.error
    );
    Ok(())
}
