//! Battles of the reference skirmish: moments, and battles a second of CPU time of this machine (Linux).
//! Usage: `cargo run --release -p kidal-battle --example skirmish -- [elements a side] [battles]`

use kidal_battle::{Probes, Record, Runner, Scenario, Streams, skirmish};

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|text| text.parse::<u32>().unwrap_or(0));
    let n = arguments.next().unwrap_or(50).max(2);
    let battles = arguments.next().unwrap_or(2000).max(1);
    let scenario = Scenario::build(&skirmish::parts(n)).expect("the skirmish has no faults");
    let probes = Probes::new(&scenario, vec![]).expect("no measures, no faults");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let (mut wins, mut sums) = (0u32, [0u64; 6]);
    let begin = cpu_seconds();
    for root in 0..u64::from(battles) {
        runner
            .run(
                &[],
                Streams {
                    root,
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("the skirmish runs");
        let outcome = skirmish::outcome(&runner, &record);
        wins += u32::from(outcome.winner == 1);
        let row = [
            outcome.end_step,
            u64::from(outcome.survivors_a),
            u64::from(outcome.survivors_d),
            u64::from(outcome.fled_a),
            u64::from(outcome.fled_d),
            outcome.element_steps,
        ];
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
    }
    let seconds = cpu_seconds() - begin;
    let mean = sums.map(|sum| sum as f64 / f64::from(battles));
    println!(
        "{n} a side, {battles} battles: attackers win {:.3}",
        f64::from(wins) / f64::from(battles)
    );
    println!(
        "end step {:.1}, survivors {:.1} and {:.1}, fled {:.2} and {:.2}",
        mean[0], mean[1], mean[2], mean[3], mean[4]
    );
    println!(
        "{:.0} battles/s, {:.1} ns an element-step",
        f64::from(battles) / seconds,
        seconds * 1e9 / sums[5] as f64
    );
}

/// CPU time of this process so far [s]: fair where other work shares the machine.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|ns| ns.parse::<f64>().ok())
        .unwrap_or(f64::NAN)
        / 1e9
}
