//! An outbreak in a village, from weekly case reports: a simulator without a density.
//!
//! Three hundred people; three come home ill. Each week a nurse writes down the new cases that she hears of, which are not
//! all. How many does one ill person infect, how long is one ill, and how many of the cases did she hear of? The chance of
//! a whole epidemic has no formula, but it can be simulated, so it is weighed by how near simulated reports come to hers.
//! (Made up: the reports were drawn with 1.8 infected by each, 1.5 weeks ill, 60 % heard of.)
//!
//! ```text
//! cargo run --release -p kidal-weigh --example epidemic
//! ```

use kidal_chance::Draws;
use kidal_math::exp;
use kidal_weigh::{
    AbcSettings, Failure, Parameter, Particle, Prior, Simulator, approximate, estimate,
    log_weights, weighted_quantile, weights,
};

const PEOPLE: u32 = 300;
const WEEKS: usize = 14;
const DAYS: usize = 7;

struct Village {
    parameters: Vec<Parameter>,
}

impl Simulator for Village {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Square roots of the weekly reports: counts scatter by their square root, so that each week weighs alike. And the
    /// total, which says most about how many were heard of.
    fn summaries(&self) -> usize {
        WEEKS + 1
    }

    fn simulate(&self, x: &[f64], draws: &mut Draws, s: &mut [f64]) -> Result<(), Failure> {
        let [infected_by_each, weeks_ill, heard] = *x else {
            return Err(Failure::new("the village has three parameters"));
        };
        let days_ill = weeks_ill * DAYS as f64;
        let (mut healthy, mut ill, mut total) = (PEOPLE - 3, 3, 0);
        for report in &mut s[..WEEKS] {
            let mut cases = 0;
            for _ in 0..DAYS {
                let pressure = infected_by_each / days_ill * f64::from(ill) / f64::from(PEOPLE);
                let new = draws.binomial(healthy, 1.0 - exp(-pressure));
                let well_again = draws.binomial(ill, 1.0 - exp(-1.0 / days_ill));
                healthy -= new;
                ill = ill + new - well_again;
                cases += draws.binomial(new, heard);
            }
            total += cases;
            *report = f64::from(cases).sqrt();
        }
        s[WEEKS] = f64::from(total).sqrt();
        Ok(())
    }
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let broad = |median, high| Prior::LogNormal {
        median,
        sigma: 0.5,
        low: 0.1,
        high,
    };
    let share = Prior::Beta {
        a: 2.0,
        b: 2.0,
        low: 0.0,
        high: 1.0,
    };
    let village = Village {
        parameters: vec![
            Parameter::new("infected by each", broad(2.0, 20.0)),
            Parameter::new("weeks ill", broad(1.0, 10.0)),
            Parameter::new("share heard of", share),
        ],
    };
    // The nurse's book, by the village itself with the truth above.
    let mut book = vec![0.0; WEEKS + 1];
    village
        .simulate(&[1.8, 1.5, 0.6], &mut Draws::at(6, 0, 0), &mut book)
        .map_err(|failure| kidal_weigh::Trouble::BadResult {
            what: failure.reason,
        })?;
    let reports: Vec<f64> = book[..WEEKS]
        .iter()
        .map(|root| (root * root).round())
        .collect();
    println!("reported week by week: {reports:?}");

    let settings = AbcSettings {
        particles: 2000,
        simulations_limit: Some(40_000),
        ..AbcSettings::default()
    };
    let posterior = approximate(&village, &book, settings, 2)?;
    println!(
        "{} simulations; tolerance {:.2}; {} different particles {}",
        posterior.simulations,
        posterior.tolerance,
        posterior.distinct,
        posterior.warnings.join(" ")
    );
    // What near runs say, and what they would say had they hit the book exactly.
    let adjusted = posterior.adjusted()?;
    println!(
        "\n{:<18} {:>24} {:>24}",
        "", "near the book", "adjusted to it"
    );
    for (index, parameter) in village.parameters.iter().enumerate() {
        let told = |particles: &[Particle]| {
            let logs = log_weights(particles);
            let values: Vec<f64> = particles.iter().map(|p| p.parameters[index]).collect();
            let even = weights(&logs);
            format!(
                "{:.2} ({:.2} to {:.2})",
                estimate(particles, &logs, &values).value,
                weighted_quantile(&even, &values, 0.05),
                weighted_quantile(&even, &values, 0.95)
            )
        };
        println!(
            "{:<18} {:>24} {:>24}",
            parameter.name,
            told(&posterior.particles),
            told(&adjusted.particles)
        );
    }
    println!("\nMean and the middle nine tenths. The truth was 1.8, 1.5 and 0.6.");
    Ok(())
}
