//! Histories of a made-up campaign of two weeks with 130 elements: work and histories a second of CPU time of this machine (Linux).
//! Usage: `cargo run --release -p kidal-battle --example campaign -- [histories] [root to print the log of]`

#[path = "../tests/scene/mod.rs"]
mod scene;

use kidal_battle::{Count, Probes, Record, Runner, Streams, When};

fn main() {
    let arguments: Vec<u64> = std::env::args()
        .skip(1)
        .map(|text| text.parse().unwrap_or(0))
        .collect();
    let histories = arguments.first().copied().unwrap_or(1000).max(1);
    let scenario = scene::build(&scene::campaign::parts());
    if let Some(root) = arguments.get(1) {
        let trace = scene::trace(&scene::campaign::parts(), *root, 3600.0);
        for event in &trace.events {
            println!(
                "day {:2} {:5.2} h  {}",
                (event.time_s / 86_400.0) as u32,
                event.time_s % 86_400.0 / 3600.0,
                scenario.describe(event)
            );
        }
    }
    let measures = [
        Count::Fit,
        Count::Killed,
        Count::Wounded,
        Count::CapturedEver,
        Count::Defected,
        Count::Departed,
        Count::Broken,
    ];
    let names = [
        "fit", "killed", "wounded", "captured", "defected", "departed", "broken",
    ];
    let measures: Vec<_> = measures
        .iter()
        .flat_map(|count| {
            [
                scene::men(&[0, 1, 2], *count, When::End),
                scene::men(&[3, 4, 5], *count, When::End),
            ]
        })
        .collect();
    let probes = Probes::new(&scenario, measures).expect("the measures fit");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let mut sums = vec![0.0; probes.measures().len()];
    let (mut steps, mut element_steps, mut draws, mut passes) = (0, 0, 0, 0);
    let begin = cpu_seconds();
    for root in 0..histories {
        runner
            .run(
                &[],
                Streams {
                    root,
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("the campaign runs");
        for (sum, answer) in sums.iter_mut().zip(&record.answers) {
            *sum += answer.number().unwrap_or(0.0);
        }
        steps += record.counters.steps;
        element_steps += record.counters.element_steps;
        draws += record.counters.draws;
        passes += record.counters.distance_passes;
    }
    let seconds = cpu_seconds() - begin;
    for (name, pair) in names.iter().zip(sums.chunks(2)) {
        println!(
            "{name:>9}: {:6.1} {:6.1}",
            pair[0] / histories as f64,
            pair[1] / histories as f64
        );
    }
    let each = |total: u64| total as f64 / histories as f64;
    println!(
        "{:.0} steps, {:.0} element-steps, {:.0} draws, {:.0} distance passes a history",
        each(steps),
        each(element_steps),
        each(draws),
        each(passes)
    );
    println!(
        "{:.0} histories/s, {:.2} ns an element-step",
        histories as f64 / seconds,
        seconds * 1e9 / element_steps as f64
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
