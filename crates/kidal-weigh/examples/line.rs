//! A line through points, its noise unknown: what each point decides, and what the prior does.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example line
//! ```

use kidal_math::ln_normal_density;
use kidal_weigh::{
    Failure, Model, Parameter, Particle, Prior, Settings, Stream, Worker, estimate, leave_out,
    log_predictive, log_weights, power_sensitivity, prior_overlap, weigh, weighted_sd, weights,
};

/// Made-up points near 2 + 0.5 x; the last one is far off.
const POINTS: [(f64, f64); 9] = [
    (0.0, 2.1),
    (1.0, 2.4),
    (2.0, 3.2),
    (3.0, 3.4),
    (4.0, 4.1),
    (5.0, 4.4),
    (6.0, 5.1),
    (7.0, 5.4),
    (8.0, 7.4),
];

struct Line {
    parameters: Vec<Parameter>,
}

impl Model for Line {
    type Worker = Points;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        POINTS.len()
    }
    fn payload(&self) -> usize {
        1
    }
    fn worker(&self) -> Points {
        Points
    }
}

struct Points;

impl Worker for Points {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let [start, slope, noise] = parameters else {
            return Err(Failure::new("the line has three parameters"));
        };
        for (term, (x, y)) in terms.iter_mut().zip(POINTS) {
            *term = ln_normal_density(y, start + slope * x, *noise);
        }
        payload[0] = start + slope * 10.0;
        Ok(POINTS.len() as u64)
    }
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let parameters = vec![
        Parameter::new("start", Prior::Normal { mean: 0.0, sd: 5.0 }),
        Parameter::new("slope", Prior::Normal { mean: 0.0, sd: 2.0 }),
        Parameter::new(
            "noise",
            Prior::LogNormal {
                median: 0.5,
                sigma: 0.7,
                low: 0.0,
                high: f64::INFINITY,
            },
        ),
    ];
    let line = Line { parameters };
    let posterior = weigh(&line, Settings::default(), 2)?;
    let logs = log_weights(&posterior.particles);
    let even = weights(&logs);
    let evidence = posterior.log_evidence;
    println!(
        "log evidence {:.2} ± {:.2}, {} histories",
        evidence.value, evidence.error, posterior.histories
    );

    println!(
        "\n{:<12} {:>8} {:>8} {:>8} {:>18} {:>18}",
        "", "mean", "±", "sd", "overlap with prior", "prior/likelihood"
    );
    let row = |name: &str, overlap: Option<f64>, value: &dyn Fn(&Particle) -> f64| {
        let values: Vec<f64> = posterior.particles.iter().map(value).collect();
        let mean = estimate(&posterior.particles, &logs, &values);
        let moved = power_sensitivity(&posterior, &values);
        let overlap = overlap.map_or(String::new(), |share| format!("{share:.2}"));
        println!(
            "{name:<12} {:>8.3} {:>8.3} {:>8.3} {overlap:>18} {:>11.2} / {:.2}",
            mean.value,
            mean.error,
            weighted_sd(&even, &values),
            moved.prior,
            moved.likelihood
        );
    };
    for (index, parameter) in line.parameters.iter().enumerate() {
        row(
            &parameter.name,
            prior_overlap(&posterior, index),
            &|particle| particle.parameters[index],
        );
    }
    row("height at 10", None, &|particle| particle.payload[0]);

    println!("\npoint   log density given the others   k̂");
    for (term, (x, y)) in POINTS.iter().enumerate() {
        let without = leave_out(&posterior, &[term]);
        let density = log_predictive(&posterior, &without, &[term]);
        println!(
            "({x}, {y})   {:>8.2} ± {:.2}              {:>5.2}",
            density.value, density.error, without.k_hat
        );
    }
    Ok(())
}
