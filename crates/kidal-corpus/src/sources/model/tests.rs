use super::*;
use crate::sources::predict::{coverage, hold_out};

/// Accounts made by the model itself, with known sources.
fn made(key: u64, quantities: usize, known: &Draw) -> Accounts {
    let sources = known.bias.len();
    let made = (0..quantities)
        .map(|place| {
            let mut draws = Draws::at(key, place as u64, 0);
            let truth = 7.0 + 1.5 * draws.normal();
            let kind = draws.below(2) as usize;
            let mut claims: Vec<Claim> = Vec::new();
            for source in 0..sources {
                if !draws.chance(0.6) {
                    continue;
                }
                let mut value = None;
                for earlier in claims.iter().rev() {
                    if value.is_none() && draws.chance(known.copy[source][earlier.source]) {
                        value = Some(earlier.value);
                    }
                }
                let value =
                    value.unwrap_or_else(|| own_number(known, kind, source, truth, &mut draws));
                claims.push(Claim::new(source, value));
            }
            Quantity {
                battle: place / 4,
                kind,
                claims,
            }
        })
        .collect();
    Accounts {
        sources: (0..sources).map(|s| format!("s{}", 1900 + s)).collect(),
        quantities: made,
        battles: quantities / 4,
    }
}

fn known(key: u64) -> Draw {
    let mut draw = Draw::start(4);
    let mut draws = Draws::at(key, 0, 0);
    for s in 0..4 {
        for kind in 0..KINDS_COUNT {
            draw.bias[s][kind] = BIAS_SD * draws.normal();
            draw.spread[s][kind] = 0.05 + 0.2 * draws.uniform();
        }
        draw.coarseness[s] = [0.1, 0.3, 0.2, 0.4];
        for t in 0..s {
            draw.copy[s][t] = 0.5 * draws.uniform();
        }
    }
    draw
}

const LENGTH: Length = Length {
    warm_up: 150,
    draws: 120,
    every: 3,
};

/// Over corpora with sources drawn beforehand, 90 % intervals of differences of biases, spreads and copying hold the truth.
/// Null: each holds it with probability 0.9. Over 12 corpora of some 35 intervals that depend on each other, a share below
/// 0.8 or above 0.98 has a probability below 1e-6 if a corpus counts as ten independent intervals.
#[test]
fn known_sources_are_found_with_calibrated_intervals() {
    let (mut held, mut asked) = (0.0, 0.0);
    for corpus in 0..12 {
        let truth = known(40 + corpus);
        let found = fit(&made(90 + corpus, 240, &truth), |_| true, LENGTH, corpus);
        let mut ask = |of: &dyn Fn(&Draw) -> f64| {
            let mut values: Vec<f64> = found.draws.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            let n = values.len();
            asked += 1.0;
            let is_held = (values[n / 20]..=values[n - 1 - n / 20]).contains(&of(&truth));
            held += f64::from(u8::from(is_held));
        };
        for s in 0..4 {
            for kind in 0..2 {
                ask(&|draw| draw.spread[s][kind]);
                if s > 0 {
                    ask(&|draw| draw.bias[s][kind] - draw.bias[0][kind]);
                }
            }
            for t in 0..s {
                ask(&|draw| draw.copy[s][t]);
            }
        }
    }
    let share = held / asked;
    assert!((0.8..0.98).contains(&share), "{held} of {asked}");
}

/// Wrong twin: with spreads believed to be half of what they are, the intervals of the next claim hold too little.
#[test]
fn the_next_claim_is_predicted_with_calibrated_intervals() {
    let truth = known(7);
    let accounts = made(8, 400, &truth);
    let predicted = hold_out(&accounts, LENGTH, 1);
    let all: Vec<_> = predicted.iter().collect();
    let (share, error) = coverage(&all, 9);
    // Numbers repeated by others stand at the ends of intervals and are counted in: a little more than 0.9 is expected.
    assert!(
        share > 0.9 - 4.0 * error && share < 0.97,
        "{share} ± {error}"
    );
    let narrow = predicted
        .iter()
        .filter(|one| {
            let (low, high) = (one.quantiles[0], one.quantiles[18]);
            let middle = one.quantiles[9];
            let half = |end: f64| exp(0.5 * ln(end / middle));
            (middle * half(low)..=middle * half(high)).contains(&one.value)
        })
        .count() as f64
        / predicted.len() as f64;
    assert!(narrow < 0.87, "the wrong twin went unnoticed: {narrow}");
}

#[test]
fn a_source_that_only_copies_is_found_out() {
    let mut truth = known(3);
    truth.copy[2] = vec![0.0, 0.9];
    let found = fit(&made(4, 200, &truth), |_| true, LENGTH, 5);
    let mean = |s: usize, t: usize| {
        found.draws.iter().map(|draw| draw.copy[s][t]).sum::<f64>() / found.draws.len() as f64
    };
    assert!(
        mean(2, 1) > 0.8 && mean(2, 0) < 0.1,
        "{} {}",
        mean(2, 1),
        mean(2, 0)
    );
}
