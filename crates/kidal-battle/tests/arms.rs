//! Fire at ground, ammunition, suppression, walls and slow ground: each in a scene small enough to be worked out by hand.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, Record, Runner, Streams, When};
use scene::*;

/// Two bodies a hundred metres apart; the second does not fire.
fn range(men: [f64; 2], hit: f64, hours: f64) -> Parts {
    let mut parts = blank(&["a", "b"], hours * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    let mut first = body("first", 0, men[0], [0.0, 0.0]);
    first.fire.hit_per_minute = fixed(hit);
    first.fire.half_range_m = 1e6;
    parts.contingents = vec![first, silent(body("second", 1, men[1], [100.0, 0.0]))];
    parts
}

fn with_step(mut parts: Parts, finest_s: f64, coarsest_s: f64) -> Parts {
    parts.step = StepPolicy::Adaptive {
        finest_s,
        coarsest_s,
        accuracy: 5.0,
    };
    parts
}

fn fit(who: u16, when: When) -> Measure {
    men(&[who], Count::Fit, when)
}

/// |mean − expected| is within five standard errors (false-alarm rate below 1e-6) of an average over histories.
#[track_caller]
fn near(mean: f64, expected: f64, sd: f64, histories: u64, what: &str) {
    let error = 5.0 * sd / (histories as f64).sqrt();
    assert!(
        (mean - expected).abs() <= error,
        "{what}: {mean}, expected {expected} ± {error}"
    );
}

#[test]
fn fire_at_ground_strikes_in_proportion_to_men() {
    // Two elements of 40 and 20 men within the ground: one hit in three falls on the smaller. The chance is stated at 60 men.
    let mut parts = range([10.0, 40.0], 0.01, 1.0);
    parts.contingents[1].element_men = 40;
    let mut smaller = silent(body("third", 1, 20.0, [100.0, 130.0]));
    smaller.element_men = 20;
    parts.contingents.push(smaller);
    parts.contingents[0].fire.area = Some(AreaPart {
        share: fixed(1.0),
        radius_m: 500.0,
        men: fixed(60.0),
    });
    let histories = 3000;
    let results = means(&parts, &[fit(1, When::End), fit(2, When::End)], histories);
    let (first, second) = (40.0 - results[0].0, 20.0 - results[1].0);
    // 10 men for an hour at 0.01: about 5.8 hits, fewer as the ground empties.
    assert!((4.5..6.5).contains(&(first + second)), "{first} + {second}");
    near(
        second - 0.5 * first,
        0.0,
        2.2,
        histories,
        "the smaller has half of the larger's losses",
    );
    // Outside of the ground nobody is hit.
    parts.contingents[0]
        .fire
        .area
        .as_mut()
        .expect("area")
        .radius_m = 20.0;
    let results = means(&parts, &[fit(1, When::End), fit(2, When::End)], 200);
    assert_eq!(results[1].0, 20.0, "out of the ground");
}

#[test]
fn ammunition_lasts_as_long_as_it_says_at_any_step() {
    // Thirty minutes of fire, then silence: the losses of the first half hour, whether a step is ten seconds or twenty minutes.
    let mut counts = Vec::new();
    for step in [10.0, 300.0, 1200.0] {
        let mut parts = with_step(range([10.0, 400.0], 0.01, 3.0), step, step);
        parts.contingents[0].supply = Some(SupplyPart {
            minutes: fixed(30.0),
            per_hour: fixed(0.0),
            depot: None,
        });
        let histories = 2000;
        let results = means(
            &parts,
            &[
                fit(1, When::End),
                Measure::EventTime {
                    pattern: on(EventKind::RanDry),
                    nth: 0,
                },
                Measure::Ammunition {
                    who: who(&[0]),
                    when: When::End,
                },
            ],
            histories,
        );
        // 10 men · 30 minutes · 0.01 = 3 hits, a Poisson number but for a hundredth.
        near(400.0 - results[0].0, 3.0, 1.75, histories, "losses");
        assert_eq!(results[1].1, 1.0, "it always runs out");
        assert!(
            results[1].0 >= 1800.0 && results[1].0 <= 1800.0 + step,
            "{:?}",
            results[1]
        );
        assert!(results[2].0 < 1e-3, "{:?}", results[2]);
        counts.push(results[0].0);
    }
    assert!(
        counts.iter().all(|count| (count - counts[0]).abs() < 0.3),
        "{counts:?}"
    );
}

#[test]
fn supply_reaches_the_depot_and_not_a_closed_ring() {
    let mut parts = range([20.0, 400.0], 0.01, 10.0);
    parts.places = vec![circle("depot", [0.0, 0.0], 200.0, None)];
    parts.contingents[0].supply = Some(SupplyPart {
        minutes: fixed(30.0),
        per_hour: fixed(15.0),
        depot: Some(PlaceId(0)),
    });
    let losses = |parts: &Parts| 400.0 - means(parts, &[fit(1, When::End)], 400)[0].0;
    // 30 minutes, then a quarter of each hour: 30 + 15 · 10 minutes of 20 men at 0.01.
    near(losses(&parts), 36.0, 6.5, 400, "supplied");
    parts.places[0] = circle("depot", [3000.0, 0.0], 200.0, None);
    near(losses(&parts), 6.0, 2.6, 400, "far from the depot");
    // Shut in by a ring of thirds who can see and reach: nothing comes.
    parts.places[0] = circle("depot", [0.0, 0.0], 200.0, None);
    let mut ring = silent(body("ring", 1, 100.0, [0.0, 2000.0]));
    ring.start = Placement::Ring {
        place: PlaceId(0),
        radius: fixed(700.0),
        bearings: [0.0, 0.0],
    };
    ring.fire.hit_per_minute = fixed(1e-9);
    parts.contingents.push(ring);
    parts.orders = vec![order(
        "ring",
        at(0.0),
        vec![Action::Ring {
            who: who(&[2]),
            place: PlaceId(0),
            radius: fixed(700.0),
            bearings: [0.0, 0.0],
        }],
    )];
    let shut_in = losses(&parts);
    assert!(shut_in < 12.0, "nothing comes through a ring: {shut_in}");
}

#[test]
fn a_resupply_lets_men_fire_again() {
    let mut parts = range([10.0, 400.0], 0.01, 4.0);
    parts.contingents[0].supply = Some(SupplyPart {
        minutes: fixed(30.0),
        per_hour: fixed(0.0),
        depot: None,
    });
    parts.orders = vec![OrderPart {
        conditions: vec![Condition::MeanAmmunition(
            who(&[0]),
            Relation::Below,
            fixed(0.1),
        )],
        ..order(
            "carts",
            at(2.0 * HOUR),
            vec![Action::Resupply {
                who: who(&[0]),
                share: fixed(0.5),
            }],
        )
    }];
    let results = means(
        &parts,
        &[fit(1, When::Time(2.0 * HOUR)), fit(1, When::End)],
        2000,
    );
    near(400.0 - results[0].0, 3.0, 1.75, 2000, "before");
    near(400.0 - results[1].0, 4.5, 2.15, 2000, "after");
}

fn suppressed(gain: f64, pins_at: f64) -> SuppressionPart {
    SuppressionPart {
        per_minute: fixed(gain),
        half_time_s: 300.0,
        effect_on_fire: fixed(0.8),
        pins_at,
    }
}

#[test]
fn suppression_follows_its_closed_form_at_any_step() {
    // As many fire at the second as it has men (I = 1, nobody is hit): s(t) = s∞ · (1 − exp(−(k + d)·t)).
    for step in [5.0, 60.0, 600.0] {
        let mut parts = with_step(range([5.0, 5.0], 1e-9, 1.0), step, step);
        parts.contingents[1].suppression = Some(suppressed(0.2, 2.0));
        let (k, d) = (0.2 / 60.0, std::f64::consts::LN_2 / 300.0);
        let answers = play(
            &parts,
            &[Measure::Suppression {
                who: who(&[1]),
                when: When::Time(600.0),
            }],
            1,
        );
        let expected = k / (k + d) * (1.0 - kidal_math::exp(-(k + d) * 600.0));
        assert!(
            (number(answers[0]) - expected).abs() < 1e-4,
            "{answers:?}, expected {expected}"
        );
    }
}

#[test]
fn suppressed_men_hit_less_and_lie_still() {
    // Both fire; at s∞ the second hits 1 − 0.8·s∞ as often.
    let mut parts = range([100.0, 5.0], 1e-9, 5.0);
    parts.contingents[1].fire.hit_per_minute = fixed(0.01);
    parts.contingents[1].fire.half_range_m = 1e6;
    let losses = |parts: &Parts| 100.0 - means(parts, &[fit(0, When::End)], 800)[0].0;
    let free = losses(&parts);
    parts.contingents[1].suppression = Some(suppressed(5.0, 2.0));
    let held = losses(&parts);
    near(free, 14.9, 3.9, 800, "free");
    // I = 20, k·I = 100 a minute: s is 1 but for a thousandth.
    near(held, 0.2 * 15.0, 1.8, 800, "suppressed");
    // Pinned men do not go where they are ordered.
    parts.places = vec![circle("hill", [100.0, 2000.0], 50.0, None)];
    parts.orders = vec![order(
        "go",
        at(60.0),
        vec![Action::GoTo {
            who: who(&[1]),
            place: PlaceId(0),
        }],
    )];
    parts.contingents[1].halting_m = [0.0, 0.0];
    let there = |parts: &Parts| {
        means(
            parts,
            &[Measure::MenNear {
                who: who(&[1]),
                place: PlaceId(0),
                within_m: 100.0,
                when: When::End,
            }],
            5,
        )[0]
        .0
    };
    assert_eq!(there(&parts), 5.0);
    parts.contingents[1].suppression = Some(suppressed(5.0, 0.5));
    assert_eq!(there(&parts), 0.0);
}

#[test]
fn a_wall_shelters_from_those_outside_only() {
    let mut parts = range([10.0, 400.0], 0.01, 1.0);
    let mut fort = circle("fort", [100.0, 0.0], 50.0, None);
    fort.cover = fixed(0.1);
    fort.cover_within = Some(fixed(1.0));
    parts.places = vec![fort];
    let losses = |parts: &Parts| 400.0 - means(parts, &[fit(1, When::End)], 600)[0].0;
    near(losses(&parts), 0.6, 0.8, 600, "from outside");
    parts.contingents[0].start = Placement::Box([100.0, 0.0, 110.0, 10.0]);
    near(losses(&parts), 6.0, 2.5, 600, "from inside");
    parts.places[0].cover_within = None;
    near(
        losses(&parts),
        0.6,
        0.8,
        600,
        "without a word on it, cover is cover",
    );
}

#[test]
fn slow_ground_takes_as_long_as_it_says_at_any_step() {
    // 1000 m at 2 m/s, of which 400 m go at a quarter: 300 s + 800 s.
    for step in [10.0, 60.0, 300.0, 900.0] {
        let mut parts = with_step(blank(&["a"], 3.0 * HOUR), step, step);
        let mut marsh = PlacePart {
            shape: Shape::Polygon(vec![
                [300.0, -500.0],
                [700.0, -500.0],
                [700.0, 500.0],
                [300.0, 500.0],
            ]),
            ..circle("marsh", [0.0, 0.0], 1.0, None)
        };
        marsh.going = fixed(0.25);
        let mut goal = circle("goal", [1000.0, 0.0], 0.0, None);
        goal.going = fixed(1.0);
        parts.places = vec![marsh, goal];
        let mut walkers = body("walkers", 0, 5.0, [0.0, 0.0]);
        walkers.start = Placement::Box([0.0, 0.0, 0.0, 0.0]);
        parts.contingents = vec![walkers];
        parts.orders = vec![order(
            "go",
            at(0.0),
            vec![Action::GoTo {
                who: who(&[0]),
                place: PlaceId(1),
            }],
        )];
        let measure = Measure::EventTime {
            pattern: on(EventKind::Arrived),
            nth: 0,
        };
        let time = number(play(&parts, &[measure], 1)[0]);
        assert!(
            (1100.0 - 1.0..=1100.0 + step).contains(&time),
            "step {step}: {time}"
        );
    }
}

#[test]
fn what_is_not_used_costs_nothing() {
    // Parts that can do nothing leave the work of a run as it was, and parts that are absent leave no column.
    let work = |parts: &Parts| {
        let counters = record(parts, &[], 7).counters;
        [
            counters.steps,
            counters.element_steps,
            counters.draws,
            counters.distance_passes,
        ]
    };
    let plain = campaign::parts();
    let mut idle = plain.clone();
    for part in &mut idle.contingents {
        part.supply = Some(SupplyPart {
            minutes: fixed(1e6),
            per_hour: fixed(0.0),
            depot: None,
        });
        part.fire.area = Some(AreaPart {
            share: fixed(0.0),
            radius_m: 100.0,
            men: fixed(10.0),
        });
    }
    assert_eq!(work(&plain), work(&idle));
    let scenario = build(&plain);
    let probes = kidal_battle::Probes::default();
    let runner = Runner::new(&scenario, &probes);
    assert_eq!(
        runner.rare_columns(),
        0,
        "no column of the rarer mechanisms"
    );
    let scenario = build(&idle);
    assert!(Runner::new(&scenario, &probes).rare_columns() > 0);
}

#[test]
fn a_contingent_can_be_brought_by_an_order() {
    let mut parts = range([10.0, 50.0], 0.0, 5.0);
    parts.contingents[0].arrives_s = fixed(3e9);
    let present = |parts: &Parts, when: When| number(play(parts, &[fit(0, when)], 1)[0]);
    assert_eq!(present(&parts, When::End), 0.0);
    parts.orders = vec![order(
        "bring",
        at(2.0 * HOUR),
        vec![Action::Bring { who: who(&[0]) }],
    )];
    assert_eq!(present(&parts, When::Time(1.4 * HOUR)), 0.0);
    assert_eq!(present(&parts, When::End), 10.0);
    assert_eq!(present(&parts, When::Start), 10.0);
}

#[test]
fn a_share_of_those_taken_is_spared() {
    let mut parts = range([10.0, 200.0], 0.0, 2.0);
    parts.contingents[1].capture = Some(CapturePart {
        per_hour: fixed(0.0),
        range_m: 100.0,
        spared: fixed(0.25),
    });
    parts.orders = vec![order(
        "give-up",
        at(HOUR),
        vec![Action::Surrender {
            who: who(&[1]),
            share: fixed(1.0),
            to: ActorId(0),
        }],
    )];
    let counts = [Count::CapturedEver, Count::Held, Count::Killed];
    let results = means(
        &parts,
        &counts.map(|count| men(&[1], count, When::End)),
        400,
    );
    assert_eq!(results[0].0, 200.0);
    near(results[1].0, 50.0, 6.2, 400, "held");
    assert_eq!(results[1].0 + results[2].0, 200.0);
    let mut runner_record = Record::new();
    let scenario = build(&parts);
    let probes = kidal_battle::Probes::default();
    let mut runner = Runner::new(&scenario, &probes);
    runner
        .run(
            &[],
            Streams {
                root: 1,
                refreshes: &[],
            },
            &mut runner_record,
        )
        .expect("runs");
    for element in runner.remains() {
        let sum = element.fit + element.wounded + element.killed + element.captured + element.left;
        assert_eq!(sum, element.men);
    }
}
