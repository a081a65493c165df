//! Elements of equal size, however many men there are; and runs that somebody watches.

mod scene;

use kidal_battle::measure::Count;
use kidal_battle::parts::*;
use kidal_battle::{
    Answer, Known, Measure, Partial, Probes, Record, Runner, Scenario, Streams, Watch, When,
};
use scene::*;

/// Men of each element at the start.
fn sizes(men: f64, elements: u16) -> Vec<u16> {
    let mut parts = blank(&["a", "b"], HOUR);
    let mut one = body("one", 0, men, [0.0, 0.0]);
    one.elements = Some(elements);
    parts.contingents = vec![one, body("other", 1, 5.0, [50_000.0, 0.0])];
    let scenario = build(&parts);
    let probes = Probes::default();
    let mut runner = Runner::new(&scenario, &probes);
    let streams = Streams {
        root: 1,
        refreshes: &[],
    };
    runner
        .run(&[], streams, &mut Record::new())
        .expect("it runs");
    let remains = runner.remains().filter(|r| r.contingent == ContingentId(0));
    remains.map(|r| r.men).collect()
}

#[test]
fn men_are_spread_evenly_over_a_given_number_of_elements() {
    assert_eq!(sizes(20.0, 4), [5, 5, 5, 5]);
    assert_eq!(sizes(22.0, 4), [6, 6, 5, 5]);
    assert_eq!(sizes(3.0, 4), [1, 1, 1]);
    assert!(sizes(0.0, 4).is_empty());
}

/// With a given number of elements one man more moves nobody; with elements of a given size it adds an element.
#[test]
fn one_man_more_leaves_every_place_where_it_was() {
    let places = |men: f64, elements: Option<u16>| -> Vec<[f32; 2]> {
        let mut parts = blank(&["a", "b"], HOUR);
        let mut one = body("one", 0, men, [0.0, 0.0]);
        one.elements = elements;
        parts.contingents = vec![one, body("other", 1, 5.0, [50_000.0, 0.0])];
        let scenario = build(&parts);
        let probes = Probes::default();
        let streams = Streams {
            root: 1,
            refreshes: &[],
        };
        let trace = Runner::new(&scenario, &probes)
            .trace(&[], streams, HOUR)
            .expect("it runs");
        let frame = trace.frames.last().expect("there is a frame");
        frame
            .elements
            .iter()
            .map(|element| [element.x_m, element.y_m])
            .collect()
    };
    assert_eq!(places(40.0, Some(8)), places(41.0, Some(8)));
    assert_ne!(places(40.0, None).len(), places(41.0, None).len());
}

struct Spy {
    moments: Vec<f64>,
    stop_at: f64,
    seen: Vec<(f64, Known, Known, Answer)>,
}

impl Watch for Spy {
    fn moments(&self) -> &[f64] {
        &self.moments
    }

    fn goes_on(&mut self, partial: Partial<'_>) -> bool {
        self.seen.push((
            partial.now_s,
            partial.known(0),
            partial.known(1),
            partial.answers[0],
        ));
        partial.now_s < self.stop_at
    }
}

fn watched() -> (Scenario, Probes) {
    let mut parts = blank(&["a", "b"], 6.0 * HOUR);
    parts.notices = vec!["noon".into()];
    parts.contingents = vec![
        body("one", 0, 40.0, [0.0, 0.0]),
        body("other", 1, 5.0, [50_000.0, 0.0]),
    ];
    parts.orders = vec![order(
        "noon",
        at(2.5 * HOUR),
        vec![Action::Announce {
            notice: NoticeId(0),
            who: vec![],
        }],
    )];
    let scenario = build(&parts);
    let measures = vec![
        Measure::EventTime {
            pattern: noticed(0),
            nth: 0,
        },
        Measure::Men {
            who: vec![ContingentId(0)],
            count: Count::Present,
            when: When::End,
        },
    ];
    let probes = Probes::new(&scenario, measures).expect("the measures fit");
    (scenario, probes)
}

#[test]
fn who_watches_sees_what_is_settled_and_may_stop_the_run() {
    let (scenario, probes) = watched();
    let mut runner = Runner::new(&scenario, &probes);
    let streams = Streams {
        root: 1,
        refreshes: &[],
    };
    let mut run = |stop_at: f64| {
        let mut spy = Spy {
            moments: vec![HOUR, 2.0 * HOUR, 3.0 * HOUR],
            stop_at,
            seen: Vec::new(),
        };
        let mut record = Record::new();
        let is_whole = runner
            .run_watched(&[], streams, &mut record, &mut spy)
            .expect("it runs");
        (is_whole, spy.seen, record)
    };
    let (is_whole, seen, record) = run(f64::INFINITY);
    assert!(is_whole);
    assert_eq!(
        record.answers,
        [Answer::Number(2.5 * HOUR), Answer::Number(40.0)]
    );
    assert_eq!(seen.len(), 4);
    assert_eq!(seen[1].1, Known::NotBefore(seen[1].0));
    assert_eq!(
        (seen[3].1, seen[3].3),
        (Known::Settled, Answer::Number(2.5 * HOUR))
    );
    assert!(seen.iter().all(|(_, _, end, _)| *end == Known::Open));
    let (is_whole, seen, record) = run(2.0 * HOUR);
    assert!(!is_whole);
    assert_eq!(seen.len(), 3);
    assert!((2.0 * HOUR..2.5 * HOUR).contains(&record.end_s));
}
