//! With everything but fire switched off and one event a step, the engine is the stochastic Lanchester process: square law.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Probes, Record, Runner, Streams, When};
use kidal_chance::testing::{Design, chi_square, seed};
use scene::*;

/// Chance of a man of the first and second side to hit within a minute.
const HIT: [f64; 2] = [0.02, 0.03];

fn duel(men: [f64; 2], hit: [f64; 2], step: StepPolicy) -> Parts {
    let mut parts = blank(&["a", "b"], 1e8);
    parts.step = step;
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.ends = EndRule::OneSideLeft(ActorId(0), ActorId(1));
    for side in 0..2u16 {
        let s = usize::from(side);
        let mut part = body(
            ["first", "second"][s],
            side,
            men[s],
            [f64::from(side) * 100.0, 0.0],
        );
        part.element_men = 1;
        part.fire = FirePart {
            hit_per_minute: fixed(hit[s]),
            half_range_m: 1e6,
            range_m: 5000.0,
            killed_share: fixed(1.0),
        };
        part.sight_m = [5000.0, 5000.0];
        parts.contingents.push(part);
    }
    parts
}

/// Probabilities of the final states by the exact recursion: survivors of the first side 1 to m, then of the second 1 to n.
fn exact(m: usize, n: usize, hit: [f64; 2]) -> Vec<f64> {
    let rate = hit.map(|p| -kidal_math::ln(1.0 - p) / 60.0);
    let mut p = vec![vec![0.0; n + 1]; m + 1];
    p[m][n] = 1.0;
    for a in (1..=m).rev() {
        for b in (1..=n).rev() {
            let (by_a, by_b) = (a as f64 * rate[0], b as f64 * rate[1]);
            let here = p[a][b];
            p[a][b - 1] += here * by_a / (by_a + by_b);
            p[a - 1][b] += here * by_b / (by_a + by_b);
        }
    }
    (1..=m)
        .map(|a| p[a][0])
        .chain((1..=n).map(|b| p[0][b]))
        .collect()
}

fn tally(parts: &Parts, men: [usize; 2], name: &str, histories: usize) -> Vec<u64> {
    let scenario = build(parts);
    let probes = Probes::new(
        &scenario,
        vec![
            self::men(&[0], Count::Fit, When::End),
            self::men(&[1], Count::Fit, When::End),
        ],
    )
    .expect("fits");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let mut counts = vec![0; men[0] + men[1]];
    let key = seed(name);
    for history in 0..histories as u64 {
        runner
            .run(
                &[],
                Streams {
                    root: kidal_chance::hash64(&[key, history]),
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("runs");
        let (a, b) = (
            number(record.answers[0]) as usize,
            number(record.answers[1]) as usize,
        );
        // At adaptive steps the last of both may fall in one step: nobody wins.
        if a + b > 0 {
            counts[if b == 0 { a - 1 } else { men[0] + b - 1 }] += 1;
        }
    }
    counts
}

#[test]
fn aimed_fire_from_event_to_event_is_the_square_law() {
    let name = "square law, 12 against 10";
    let design = Design::cells(name, 22, 0.1);
    let counts = tally(
        &duel([12.0, 10.0], HIT, StepPolicy::NextEvent),
        [12, 10],
        name,
        design.draws(),
    );
    design.holds(chi_square(&counts, &exact(12, 10, HIT)).p);
    // The wrong twin: the second side's fire a tenth weaker.
    let counts = tally(
        &duel([12.0, 10.0], [HIT[0], 0.9 * HIT[1]], StepPolicy::NextEvent),
        [12, 10],
        name,
        design.draws(),
    );
    design.catches(chi_square(&counts, &exact(12, 10, HIT)).p);
}

#[test]
fn adaptive_steps_stay_near_the_square_law() {
    // Bias of the chance that the first side wins, at accuracy 0.1: bounded by 0.02, tested with an error of 0.005 (one sd).
    let step = StepPolicy::Adaptive {
        finest_s: 1.0,
        coarsest_s: 3600.0,
        accuracy: 0.1,
    };
    let counts = tally(
        &duel([12.0, 10.0], HIT, step),
        [12, 10],
        "square law, adaptive",
        10_000,
    );
    let wins: u64 = counts[..12].iter().sum();
    let won = wins as f64 / 10_000.0;
    let exact_win: f64 = exact(12, 10, HIT)[..12].iter().sum();
    assert!(
        (won - exact_win).abs() < 0.02 + 5.0 * 0.005,
        "wins {won}, exactly {exact_win}"
    );
}
