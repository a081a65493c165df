//! Battles of the reference skirmish: moments, and battles a second of CPU time of this machine (Linux).
//!
//! Usage: `cargo run --release -p kidal-battle --example skirmish -- [elements a side] [battles] [first seed] [option]`
//! `--csv` prints one row a battle; `--neighbours` prints how many others of its side an element has within 200 m.

use kidal_battle::skirmish::{self, Outcome};
use kidal_battle::{ElementState, Probes, Record, Runner, Scenario, Streams};

/// Steps from one count of neighbours to the next.
const APART: usize = 20;

fn main() {
    let (options, numbers): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|text| text.starts_with("--"));
    let mut numbers = numbers.iter().map(|text| text.parse::<u64>().unwrap_or(0));
    let n = numbers.next().unwrap_or(50).max(2) as u32;
    let battles = numbers.next().unwrap_or(2000).max(1);
    let first = numbers.next().unwrap_or(0);
    let scenario = Scenario::build(&skirmish::parts(n)).expect("the skirmish has no faults");
    let probes = Probes::new(&scenario, vec![]).expect("no measures, no faults");
    let mut runner = Runner::new(&scenario, &probes);
    match options.first().map(String::as_str) {
        Some("--neighbours") => println!("{:.2}", neighbours(&mut runner, first)),
        Some("--csv") => print_rows(&mut runner, first..first + battles),
        _ => print_moments(&mut runner, n, first..first + battles),
    }
}

fn streams(root: u64) -> Streams<'static> {
    Streams {
        root,
        refreshes: &[],
    }
}

fn battle(runner: &mut Runner<'_>, root: u64, record: &mut Record) -> Outcome {
    runner
        .run(&[], streams(root), record)
        .expect("the skirmish runs");
    skirmish::outcome(runner, record)
}

/// Outcomes as the reference states them.
fn print_rows(runner: &mut Runner<'_>, roots: std::ops::Range<u64>) {
    let mut record = Record::new();
    let (mut count, mut element_steps) = (0, 0);
    let begin = cpu_seconds();
    println!("seed,winner,end_step,surv_a,surv_d,fled_a,fled_d,element_steps");
    for root in roots {
        let row = battle(runner, root, &mut record);
        count += 1;
        element_steps += row.element_steps;
        println!(
            "{root},{},{},{},{},{},{},{}",
            row.winner,
            row.end_step,
            row.survivors_a,
            row.survivors_d,
            row.fled_a,
            row.fled_d,
            row.element_steps
        );
    }
    let seconds = cpu_seconds() - begin;
    eprintln!("{}", speed(count, element_steps, seconds));
}

fn print_moments(runner: &mut Runner<'_>, n: u32, roots: std::ops::Range<u64>) {
    let mut record = Record::new();
    let battles = roots.end - roots.start;
    let (mut wins, mut sums) = (0u32, [0u64; 6]);
    let begin = cpu_seconds();
    for root in roots {
        let outcome = battle(runner, root, &mut record);
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
    let mean = sums.map(|sum| sum as f64 / battles as f64);
    println!(
        "{n} a side, {battles} battles: attackers win {:.3}",
        f64::from(wins) / battles as f64
    );
    println!(
        "end step {:.1}, survivors {:.1} and {:.1}, fled {:.2} and {:.2}",
        mean[0], mean[1], mean[2], mean[3], mean[4]
    );
    println!("{}", speed(battles, sums[5], seconds));
}

fn speed(battles: u64, element_steps: u64, seconds: f64) -> String {
    format!(
        "{:.3} battles/s, {:.1} ns an element-step",
        battles as f64 / seconds,
        seconds * 1e9 / element_steps as f64
    )
}

/// Others of the same side within 200 m of an element in play, on average over the minutes of one battle.
fn neighbours(runner: &mut Runner<'_>, root: u64) -> f64 {
    let trace = runner
        .trace(&[], streams(root), skirmish::STEP_S)
        .expect("the skirmish runs");
    let (mut pairs, mut elements) = (0u64, 0u64);
    for frame in trace.frames.iter().step_by(APART) {
        for side in [skirmish::ATTACKERS, skirmish::DEFENDERS] {
            let in_play = |state| matches!(state, ElementState::Steady | ElementState::Broken);
            let there: Vec<[f32; 2]> = frame
                .elements
                .iter()
                .filter(|element| element.actor == side && in_play(element.state))
                .map(|element| [element.x_m, element.y_m])
                .collect();
            elements += there.len() as u64;
            for [x, y] in &there {
                let near = |[u, v]: &&[f32; 2]| (u - x) * (u - x) + (v - y) * (v - y) <= 40_000.0;
                // The element itself is near itself.
                pairs += there.iter().filter(near).count() as u64 - 1;
            }
        }
    }
    pairs as f64 / elements as f64
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
