//! Is the coin bent? Two levels of one parameter, an exact answer beside the sampled one.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example coin
//! ```

use kidal_math::{exp, ln, ln_beta};
use kidal_weigh::{
    Failure, Model, Parameter, Prior, Settings, Stream, Variant, Worker, level_factors, weigh,
};

const HEADS: f64 = 61.0;
const TAILS: f64 = 39.0;

struct Coin {
    parameters: Vec<Parameter>,
}

impl Model for Coin {
    type Worker = Toss;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        1
    }
    fn payload(&self) -> usize {
        0
    }
    fn worker(&self) -> Toss {
        Toss
    }
}

struct Toss;

impl Worker for Toss {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        _payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let chance = if parameters[0] == 0.0 {
            0.5
        } else {
            parameters[1]
        };
        terms[0] = HEADS * ln(chance) + TAILS * ln(1.0 - chance);
        Ok(1)
    }
}

fn main() -> Result<(), kidal_weigh::Trouble> {
    let levels = Prior::Levels {
        weights: vec![0.9, 0.1],
    };
    let chance = Prior::Beta {
        a: 2.0,
        b: 2.0,
        low: 0.0,
        high: 1.0,
    };
    let parameters = vec![
        Parameter::new("fair or bent", levels),
        Parameter::new("chance of heads", chance),
    ];
    let coin = Coin { parameters };

    let posterior = weigh(&coin, Settings::default(), 2)?;
    let bent = &level_factors(&posterior, 0)[1];
    let exact = ln_beta(2.0 + HEADS, 2.0 + TAILS) - ln_beta(2.0, 2.0) - (HEADS + TAILS) * ln(0.5);
    println!(
        "{HEADS} heads, {TAILS} tails; prior chance that the coin is bent: {:.2}",
        bent.prior
    );
    println!(
        "posterior chance: {:.3} ± {:.3}",
        bent.posterior.value, bent.posterior.error
    );
    let found = bent.ln_bayes_factor;
    println!(
        "Bayes factor for bent: {:.2} (log {:.3} ± {:.3}; exact {:.3})",
        exp(found.value),
        found.value,
        found.error,
        exact
    );

    let alone = |level| weigh(&Variant::of(&coin).pin(0, level), Settings::default(), 2);
    let (fair, bent) = (alone(0.0)?.log_evidence, alone(1.0)?.log_evidence);
    println!(
        "the same from a run for each level: log {:.3} ± {:.3}",
        bent.value - fair.value,
        bent.error
    );
    Ok(())
}
