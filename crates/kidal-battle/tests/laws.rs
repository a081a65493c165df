//! Laws of every run: men conserved, the same bits on any thread, luck that belongs to its owner, answers that do not disturb.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, Probes, Record, Runner, Scenario, Streams, When, skirmish};
use kidal_chance::testing::seed;
use scene::*;

fn run_digest(scenario: &Scenario, roots: std::ops::Range<u64>) -> Vec<u64> {
    let probes = Probes::default();
    let mut runner = Runner::new(scenario, &probes);
    roots
        .map(|root| {
            digest(
                &runner
                    .trace(
                        &[],
                        Streams {
                            root,
                            refreshes: &[],
                        },
                        3600.0,
                    )
                    .expect("it runs"),
            )
        })
        .collect()
}

#[test]
fn the_same_bits_come_on_any_number_of_threads() {
    let scenario = build(&campaign::parts());
    let alone = run_digest(&scenario, 0..8);
    for threads in [2usize, 8] {
        let each = 8 / threads as u64;
        let parts: Vec<Vec<u64>> = std::thread::scope(|scope| {
            let work: Vec<_> = (0..threads as u64)
                .map(|t| {
                    let scenario = &scenario;
                    scope.spawn(move || run_digest(scenario, t * each..(t + 1) * each))
                })
                .collect();
            work.into_iter()
                .map(|handle| handle.join().expect("no thread fails"))
                .collect()
        });
        assert_eq!(parts.concat(), alone, "{threads} threads");
    }
}

#[test]
fn golden_digests_hold() {
    // Changed only with the reason in the commit; debug, release and any machine give these.
    let campaign = run_digest(&build(&campaign::parts()), 1..3);
    let skirmish = run_digest(&build(&skirmish::parts(50)), 1..3);
    assert_eq!(format!("{campaign:016x?} {skirmish:016x?}"), GOLDEN);
}

const GOLDEN: &str = "[bafeb4fe07409e5d, b1abe5ff455b540b] [ed7d85bc2586189d, 661524805438a718]";

#[test]
fn golden_counters_hold() {
    // Work is a number like any other: a change of it wants its reason in the commit.
    let work = |parts: &Parts| {
        let counters = record(parts, &[], 1).counters;
        [
            counters.steps,
            counters.element_steps,
            counters.draws,
            counters.distance_passes,
        ]
    };
    assert_eq!(
        [work(&campaign::parts()), work(&skirmish::parts(50))],
        COUNTERS
    );
}

const COUNTERS: [[u64; 4]; 2] = [[3897, 322_978, 3906, 33_174], [247, 17_524, 510, 512]];

#[test]
fn the_skirmish_has_its_reference_moments() {
    // Reference: 2000 battles elsewhere; ours: 1000. Null: equal means; α = 1e-6 each (|z| < 4.9); caught with power .999:
    // a shift of 8/√(1000·2000/3000) = 0.31 sd.
    let scenario = build(&skirmish::parts(50));
    let probes = Probes::default();
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let key = seed("moments of the skirmish");
    let battles = 1000u64;
    let mut rows = vec![Vec::new(); 4];
    for battle in 0..battles {
        runner
            .run(
                &[],
                Streams {
                    root: kidal_chance::hash64(&[key, battle]),
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("it runs");
        let outcome = skirmish::outcome(&runner, &record);
        let row = [
            f64::from(u8::from(outcome.winner == 1)),
            outcome.end_step as f64,
            f64::from(outcome.survivors_a),
            f64::from(outcome.survivors_d),
        ];
        for (column, value) in rows.iter_mut().zip(row) {
            column.push(value);
        }
    }
    for (column, (reference, rounding)) in
        rows.iter()
            .zip([(0.40, 0.005), (375.0, 0.5), (334.0, 0.5), (323.0, 0.5)])
    {
        let mean = kidal_math::mean(column);
        let square = kidal_math::sum_of(column.iter().map(|value| (value - mean) * (value - mean)))
            / (battles - 1) as f64;
        let error = (square / battles as f64 + square / 2000.0).sqrt();
        assert!(
            (mean - reference).abs() < rounding + 4.9 * error,
            "{mean} against {reference}"
        );
    }
}

#[test]
fn asking_and_tracing_change_nothing() {
    let parts = campaign::parts();
    let few = record(&parts, &[men(&[3], Count::Fit, When::End)], 4);
    let mut measures = vec![men(&[3], Count::Fit, When::End)];
    for hour in 0..100 {
        measures.push(men(
            &[0, 3],
            Count::Fit,
            When::Time(f64::from(hour) * 1777.0),
        ));
    }
    measures.push(men(
        &[4],
        Count::Present,
        When::Event(on(EventKind::Defected)),
    ));
    let many = record(&parts, &measures, 4);
    assert_eq!(
        (few.answers[0], few.counters, few.end_s),
        (many.answers[0], many.counters, many.end_s)
    );
    let (fine, coarse) = (trace(&parts, 4, 60.0), trace(&parts, 4, DAY));
    assert_eq!(fine.events, coarse.events);
    assert_eq!(fine.counters, few.counters);
}

#[test]
fn a_newcomer_moves_nobody_elses_luck() {
    let mut parts = skirmish::parts(20);
    let before = trace(&parts, 9, 60.0);
    // In front, so that all slots move; with a morale of its own and an order; far from everybody.
    let mut newcomer = body("newcomer", 0, 35.0, [90_000.0, 0.0]);
    newcomer.morale = Some(morale());
    newcomer.fatigue = Some(fatigue());
    parts.contingents.push(newcomer);
    parts.contingents.rotate_right(1);
    for order in &mut parts.orders {
        for action in &mut order.actions {
            if let Action::Assault { who, .. } = action {
                who[0].0 += 1;
            }
        }
    }
    parts.orders.insert(
        0,
        order("wait", at(0.0), vec![Action::Hold { who: who(&[0]) }]),
    );
    parts.ends = EndRule::Limit;
    parts.duration_s = before.end_s;
    let after = trace(&parts, 9, 60.0);
    for (one, other) in before.frames.iter().zip(&after.frames) {
        for (a, b) in one.elements.iter().zip(&other.elements[7..]) {
            assert_eq!(
                (a.x_m, a.y_m, a.fit, a.state),
                (b.x_m, b.y_m, b.fit, b.state),
                "at {} s",
                one.time_s
            );
        }
    }
}

#[test]
fn nothing_changes_before_an_intervention() {
    let mut parts = campaign::parts();
    let factual = trace(&parts, 6, HOUR);
    let at_s = 6.0 * DAY + 7.0 * HOUR;
    parts.orders.retain(|order| order.name != "second-assault");
    let other = trace(&parts, 6, HOUR);
    let before = |trace: &kidal_battle::Trace| -> Vec<String> {
        // Numbers of orders shift when one is removed: compared without them.
        trace
            .events
            .iter()
            .filter(|event| event.time_s < at_s)
            .map(|event| {
                format!(
                    "{:?}",
                    kidal_battle::Event {
                        order: None,
                        ..*event
                    }
                )
            })
            .collect()
    };
    assert_eq!(before(&factual), before(&other));
    let frames = |trace: &kidal_battle::Trace| {
        trace
            .frames
            .iter()
            .filter(|frame| frame.time_s < at_s)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(frames(&factual) == frames(&other));
    assert_ne!(factual.events.len(), other.events.len());
}

#[test]
fn empty_and_lonely_scenes_run() {
    let mut parts = blank(&["a"], DAY);
    assert_eq!(record(&parts, &[], 1).end_s, DAY);
    let mut nobody = body("nobody", 0, 0.0, [0.0, 0.0]);
    nobody.morale = Some(morale());
    nobody.fatigue = Some(fatigue());
    nobody.loyalty = Some(loyalty(0));
    parts.contingents = vec![nobody];
    parts.places = vec![circle("here", [0.0, 0.0], 0.0, Some(0))];
    let everyone = || who(&[0]);
    parts.orders = vec![order(
        "all",
        at(0.0),
        vec![
            Action::Ring {
                who: everyone(),
                place: PlaceId(0),
                radius: fixed(0.0),
                bearings: [0.0, 0.0],
            },
            Action::Assault {
                who: everyone(),
                place: PlaceId(0),
                from: fixed(0.0),
                press_per_hour: 0.5,
            },
            Action::Surrender {
                who: everyone(),
                share: fixed(1.0),
                to: ActorId(0),
            },
            Action::Release {
                who: everyone(),
                by: ActorId(0),
                share: fixed(1.0),
            },
            Action::Announce {
                notice: NoticeId(0),
                who: everyone(),
            },
        ],
    )];
    parts.notices = vec!["n".into()];
    let answers = play(
        &parts,
        &[
            men(&[0], Count::Present, When::Start),
            Measure::Morale {
                who: everyone(),
                when: When::End,
            },
        ],
        1,
    );
    assert_eq!(
        (answers[0].number(), answers[1].number()),
        (Some(0.0), None)
    );
}

#[test]
fn faults_are_all_found_and_named() {
    let mut parts = campaign::parts();
    parts.contingents[2].actor = ActorId(9);
    parts.contingents[3].men = Value(vec![Step::Constant(1.0), Step::Constant(0.0), Step::Divide]);
    parts.orders[0].actions.push(Action::GoTo {
        who: who(&[99]),
        place: PlaceId(77),
    });
    parts.hostile.push((ActorId(1), ActorId(1)));
    let faults = Scenario::build(&parts).expect_err("four parts are at fault");
    let named: Vec<&str> = faults.iter().map(|fault| fault.part.as_str()).collect();
    assert_eq!(
        named,
        [
            "scenario",
            "contingent ambush",
            "contingent camp",
            "order surround",
            "order surround"
        ]
    );
    let scenario = build(&campaign::parts());
    assert!(Probes::new(&scenario, vec![men(&[9], Count::Fit, When::End)]).is_err());
    let probes = Probes::default();
    assert!(
        Runner::new(&scenario, &probes)
            .run(
                &[1.0],
                Streams {
                    root: 1,
                    refreshes: &[]
                },
                &mut Record::new()
            )
            .is_err()
    );
}

#[test]
fn halving_every_limit_of_the_step_changes_little() {
    // A small assault; paired over the same streams. Bound: two men of eighty, beyond twice the error of the paired difference.
    let mut parts = blank(&["a", "b"], 8.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![circle("camp", [0.0, 0.0], 200.0, None)];
    let soldiers = |name: &str, actor, at| ContingentPart {
        morale: Some(morale()),
        ..body(name, actor, 80.0, at)
    };
    parts.contingents = vec![
        soldiers("first", 0, [0.0, 4000.0]),
        soldiers("second", 1, [0.0, 0.0]),
    ];
    let assault = Action::Assault {
        who: who(&[0]),
        place: PlaceId(0),
        from: fixed(0.0),
        press_per_hour: 0.8,
    };
    parts.orders = vec![order("assault", at(0.0), vec![assault])];
    let with = |halves: f64| {
        let mut parts = parts.clone();
        parts.step = StepPolicy::Adaptive {
            finest_s: 16.0 / halves,
            coarsest_s: 1024.0 / halves,
            accuracy: 0.1 / halves,
        };
        let scenario = build(&parts);
        let probes = Probes::new(
            &scenario,
            vec![
                men(&[0], Count::Fit, When::End),
                men(&[1], Count::Fit, When::End),
            ],
        )
        .expect("fits");
        let mut runner = Runner::new(&scenario, &probes);
        let mut record = Record::new();
        (0..400u64)
            .map(|root| {
                runner
                    .run(
                        &[],
                        Streams {
                            root,
                            refreshes: &[],
                        },
                        &mut record,
                    )
                    .expect("runs");
                [number(record.answers[0]), number(record.answers[1])]
            })
            .collect::<Vec<_>>()
    };
    let (whole, half) = (with(1.0), with(2.0));
    for side in 0..2 {
        let differences: Vec<f64> = whole
            .iter()
            .zip(&half)
            .map(|(a, b)| a[side] - b[side])
            .collect();
        let mean = kidal_math::mean(&differences);
        let square =
            kidal_math::sum_of(differences.iter().map(|d| (d - mean) * (d - mean))) / 399.0;
        let error = (square / 400.0).sqrt();
        assert!(
            mean.abs() < 2.0 + 2.0 * error,
            "side {side}: {mean} ± {error}"
        );
    }
}
