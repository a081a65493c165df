//! Histories that begin alike: run from where they part they are what they are run from their start.

mod scene;

use kidal_battle::parts::{EventKind, ParameterId, ParameterPart, Step, Trigger, Value};
use kidal_battle::{
    Count, Measure, Partial, Probes, Record, Runner, Scenario, Streams, Watch, When,
};
use kidal_chance::Draws;

/// Looks every day, and stops at a moment or never.
struct Days {
    moments: Vec<f64>,
    stops_s: f64,
    looks: usize,
}

impl Days {
    fn stopping_at(stops_s: f64) -> Self {
        let moments = (1..14).map(|day| f64::from(day) * 86_400.0).collect();
        Self {
            moments,
            stops_s,
            looks: 0,
        }
    }
}

impl Watch for Days {
    fn moments(&self) -> &[f64] {
        &self.moments
    }

    fn goes_on(&mut self, partial: Partial<'_>) -> bool {
        self.looks += 1;
        partial.now_s < self.stops_s
    }
}

fn probes(scenario: &Scenario) -> Probes {
    let mut measures = Vec::new();
    for count in [
        Count::Fit,
        Count::Killed,
        Count::Wounded,
        Count::CapturedEver,
        Count::Defected,
    ] {
        for when in [
            When::Time(5.0 * 86_400.0),
            When::Time(9.0 * 86_400.0),
            When::End,
        ] {
            measures.push(scene::men(&[0, 1, 2], count, when.clone()));
            measures.push(scene::men(&[3, 4, 5], count, when));
        }
    }
    for kind in [
        EventKind::Fire,
        EventKind::Defected,
        EventKind::SleepBegan,
        EventKind::Captured,
    ] {
        let pattern = scene::on(kind);
        measures.push(Measure::EventCount {
            pattern: pattern.clone(),
        });
        measures.push(Measure::EventTime { pattern, nth: 2 });
    }
    Probes::new(scenario, measures).expect("the measures fit")
}

/// The campaign with a parameter that its first men hang on, and one that only the chances of orders hang on which wait for an event.
fn campaign() -> Scenario {
    let mut parts = scene::campaign::parts();
    let parameter = |name: &str, low, high| ParameterPart {
        name: name.into(),
        low,
        high,
    };
    parts.parameters = vec![parameter("men", 60.0, 150.0), parameter("chance", 0.0, 1.0)];
    let asks_for = |number| Value(vec![Step::Parameter(ParameterId(number))]);
    parts.contingents[0].men = asks_for(0);
    for order in &mut parts.orders {
        if let Trigger::On(_) = order.trigger {
            order.probability = asks_for(1);
        }
    }
    scene::build(&parts)
}

/// A walk over luck and parameters: a few blocks, or one parameter, are drawn anew, and half of what comes is kept. Every history
/// is compared with the same one run alone; how much of all work was shared where luck alone was moved, and where a parameter
/// was, and how many histories were the kept one.
fn walk(scenario: &Scenario, tries: u64) -> ([f64; 3], u64) {
    let probes = probes(scenario);
    let mut runner = Runner::new(scenario, &probes);
    let mut alone = Runner::new(scenario, &probes);
    let (mut here, mut there) = (Record::new(), Record::new());
    let mut labels = vec![0u32; scenario.blocks()];
    let mut parameters = vec![100.0, 0.8];
    let (mut work, mut shared, mut same) = ([1e-9; 3], [0.0; 3], 0);
    let mut root = 0;
    for number in 0..tries {
        let mut draws = Draws::at(4711, number, 0);
        let mut tried = labels.clone();
        if number % 40 == 0 {
            root = number;
        }
        let mut row = parameters.clone();
        let moved = draws.below(3) as usize;
        match moved {
            1 => row[0] = 60.0 + 90.0 * draws.uniform(),
            2 => row[1] = draws.uniform(),
            _ => {
                for _ in 0..=draws.below(3) {
                    tried[draws.below(labels.len() as u64) as usize] = number as u32 + 1;
                }
            }
        }
        let streams = Streams {
            root,
            refreshes: &tried,
        };
        let stops = if draws.below(5) == 0 {
            6.0 * 86_400.0
        } else {
            f64::INFINITY
        };
        let is_whole = runner
            .run_on(&row, streams, &mut here, &mut Days::stopping_at(stops))
            .expect("it runs");
        alone.run(&row, streams, &mut there).expect("it runs alone");
        work[moved] += here.counters.element_steps as f64;
        shared[moved] += here.shared_element_steps as f64;
        if is_whole {
            assert_eq!(here.answers, there.answers, "history {number}");
            assert_eq!(here.counters, there.counters, "history {number}");
            assert_eq!(here.end_s, there.end_s, "history {number}");
            same += u64::from(here.shared_element_steps == here.counters.element_steps);
            if draws.below(2) == 0 {
                runner.keep();
                (labels, parameters) = (tried, row);
            }
        }
    }
    ([0, 1, 2].map(|moved| shared[moved] / work[moved]), same)
}

#[test]
fn a_history_run_from_where_it_parts_is_the_history_itself() {
    let ([luck, men, chance], same) = walk(&campaign(), 120);
    assert!(
        luck > 0.3 && men == 0.0 && chance > 0.05 && same > 0,
        "shared where luck moved {luck}, men {men}, the chance of orders {chance}; {same} histories were the kept one"
    );
}

#[test]
fn nothing_is_shared_that_was_not_kept_or_was_forgotten() {
    let scenario = scene::build(&scene::campaign::parts());
    let probes = probes(&scenario);
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let labels = vec![0; scenario.blocks()];
    let mut shared = |runner: &mut Runner<'_>, root| {
        let streams = Streams {
            root,
            refreshes: &labels,
        };
        let mut watch = Days::stopping_at(f64::INFINITY);
        runner
            .run_on(&[], streams, &mut record, &mut watch)
            .expect("it runs");
        (record.shared_element_steps, watch.looks)
    };
    let (none, looks) = shared(&mut runner, 1);
    assert!(none == 0 && looks > 10);
    assert_eq!(shared(&mut runner, 1).0, 0, "it was not kept");
    runner.keep();
    let (all, looks) = shared(&mut runner, 1);
    assert!(all > 0 && looks == 0);
    assert_eq!(shared(&mut runner, 2).0, 0, "another root");
    assert!(
        shared(&mut runner, 1).0 > 0,
        "what was tried in between does not matter"
    );
    runner.forget();
    assert_eq!(shared(&mut runner, 1).0, 0, "it was forgotten");
}
