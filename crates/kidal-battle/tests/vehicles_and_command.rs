//! Vehicles, commanders and bystanders, each in a scene small enough to be worked out by hand.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, VehicleFate, When};
use scene::*;

fn range(hit: f64, hours: f64) -> Parts {
    let mut parts = blank(&["a", "b"], hours * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    let mut first = body("first", 0, 10.0, [0.0, 0.0]);
    first.fire.hit_per_minute = fixed(hit);
    first.fire.half_range_m = 1e6;
    let mut second = silent(body("second", 1, 100.0, [100.0, 0.0]));
    second.element_men = 20;
    parts.contingents = vec![first, second];
    parts
}

fn vehicle() -> VehiclePart {
    VehiclePart {
        lost_per_hit: fixed(0.0),
        crew: 1,
        abandoned_on_break: fixed(0.0),
        on_foot_m_s: fixed(1.0),
        taken_m: 150.0,
    }
}

fn vehicles(who_: u16, fate: VehicleFate) -> Measure {
    Measure::VehiclesBy {
        who: who(&[who_]),
        fate,
        when: When::End,
    }
}

const FATES: [VehicleFate; 4] = [
    VehicleFate::Running,
    VehicleFate::KnockedOut,
    VehicleFate::Abandoned,
    VehicleFate::Taken,
];

#[test]
fn hits_knock_out_vehicles_at_the_stated_chance() {
    let mut parts = range(0.01, 2.0);
    parts.contingents[1].vehicles = fixed(50.0);
    parts.contingents[1].vehicle = Some(VehiclePart {
        lost_per_hit: fixed(0.3),
        ..vehicle()
    });
    let lost = [
        men(&[1], Count::Fit, When::End),
        vehicles(1, VehicleFate::KnockedOut),
    ];
    let results = means(&parts, &lost, 2000);
    let hits = 100.0 - results[0].0;
    // About 12 hits; 3.6 vehicles with an sd of 1.8: five standard errors are 0.2 (false-alarm rate below 1e-6).
    assert!((results[1].0 - 0.3 * hits).abs() < 0.2, "{results:?}");
}

#[test]
fn every_vehicle_has_one_fate() {
    let mut parts = range(0.05, 4.0);
    parts.contingents[0].men = fixed(40.0);
    parts.contingents[1].vehicles = fixed(23.0);
    parts.contingents[1].morale = Some(morale());
    parts.contingents[1].vehicle = Some(VehiclePart {
        lost_per_hit: fixed(0.1),
        crew: 3,
        abandoned_on_break: fixed(0.5),
        ..vehicle()
    });
    for root in 0..60 {
        let fates = play(&parts, &FATES.map(|fate| vehicles(1, fate)), root);
        let sum: f64 = fates.iter().map(|answer| number(*answer)).sum();
        assert_eq!(sum, 23.0, "history {root}: {fates:?}");
    }
}

#[test]
fn broken_men_abandon_vehicles_and_others_take_them() {
    let mut parts = range(0.1, 3.0);
    parts.contingents[0].men = fixed(60.0);
    parts.contingents[1].vehicles = fixed(20.0);
    parts.contingents[1].morale = Some(MoralePart {
        own_loss: fixed(3.0),
        ..morale()
    });
    parts.contingents[1].flight = Flight::FromEnemy { speed_m_s: 5.0 };
    parts.contingents[1].vehicle = Some(VehiclePart {
        abandoned_on_break: fixed(1.0),
        taken_m: 1000.0,
        ..vehicle()
    });
    let near = play(&parts, &FATES.map(|fate| vehicles(1, fate)), 3);
    assert_eq!(number(near[0]), 0.0, "{near:?}");
    assert_eq!(number(near[3]), 20.0, "{near:?}");
    // Nobody is near enough: they stay where they were left.
    parts.contingents[1]
        .vehicle
        .as_mut()
        .expect("vehicles")
        .taken_m = 10.0;
    let far = play(&parts, &FATES.map(|fate| vehicles(1, fate)), 3);
    assert_eq!([number(far[2]), number(far[3])], [20.0, 0.0], "{far:?}");
}

#[test]
fn men_without_vehicles_walk() {
    // 3600 m of road: 360 s driven at 10 m/s, an hour on foot at 1 m/s.
    let mut parts = blank(&["a"], 3.0 * HOUR);
    parts.routes = vec![RoutePart {
        name: "road".into(),
        points: vec![[0.0, 0.0], [3600.0, 0.0]],
        winding: 1.0,
    }];
    let mut drivers = body("drivers", 0, 5.0, [0.0, 0.0]);
    drivers.start = Placement::OnRoute {
        route: RouteId(0),
        at_m: fixed(0.0),
    };
    drivers.vehicles = fixed(1.0);
    drivers.vehicle = Some(VehiclePart {
        crew: 6,
        ..vehicle()
    });
    parts.contingents = vec![drivers];
    parts.orders = vec![order(
        "march",
        at(600.0),
        vec![Action::March {
            who: who(&[0]),
            route: RouteId(0),
            to_m: fixed(3600.0),
            halts_at_night: false,
            place: None,
        }],
    )];
    let arrival = |parts: &Parts| {
        let measure = Measure::EventTime {
            pattern: on(EventKind::Arrived),
            nth: 0,
        };
        number(play(parts, &[measure], 1)[0]) - 600.0
    };
    // Five men cannot drive what needs six.
    let walked = arrival(&parts);
    assert!((3600.0..=3660.0).contains(&walked), "{walked}");
    parts.contingents[0]
        .vehicle
        .as_mut()
        .expect("vehicles")
        .crew = 5;
    let driven = arrival(&parts);
    assert!((360.0..=420.0).contains(&driven), "{driven}");
}

fn command(deputies: u16, minutes: f64) -> CommandPart {
    CommandPart {
        deputies,
        delay_s: [fixed(60.0 * minutes), fixed(0.0)],
        shock: fixed(0.0),
        holds_orders: true,
    }
}

#[test]
fn a_commander_falls_with_his_share_of_losses() {
    // One element of 20 men under fire until a known share of it is lost: the chance that he is among k of n lost is k/n.
    let mut parts = range(0.01, 1.5);
    parts.contingents[1].men = fixed(20.0);
    parts.contingents[1].command = Some(command(0, 0.0));
    let measures = [
        men(&[1], Count::Fit, When::End),
        Measure::EventCount {
            pattern: on(EventKind::CommanderLost),
        },
    ];
    let histories = 3000;
    let results = means(&parts, &measures, histories);
    let share = (20.0 - results[0].0) / 20.0;
    // sd of a yes is at most one half: five standard errors are 0.046.
    assert!(
        (results[1].0 - share).abs() < 2.5 / (histories as f64).sqrt(),
        "{results:?} {share}"
    );
}

#[test]
fn orders_wait_for_the_next_commander() {
    // The first element surrenders at one hour, with the commander; the order of two hours waits until the deputy has command.
    let mut parts = range(0.0, 8.0);
    parts.places = vec![circle("hill", [100.0, 1800.0], 50.0, None)];
    parts.contingents[0].fire.hit_per_minute = fixed(0.0);
    parts.contingents[1].command = Some(command(1, 180.0));
    parts.contingents[1].morale = Some(morale());
    parts.contingents[1].halting_m = [0.0, 0.0];
    parts.orders = vec![
        order(
            "some-give-up",
            at(HOUR),
            vec![Action::Surrender {
                who: who(&[1]),
                share: fixed(0.9),
                to: ActorId(0),
            }],
        ),
        order(
            "go",
            at(2.0 * HOUR),
            vec![Action::GoTo {
                who: who(&[1]),
                place: PlaceId(0),
            }],
        ),
    ];
    // Only histories in which the commander's element is taken whole.
    let measures = [
        Measure::EventTime {
            pattern: on(EventKind::CommanderLost),
            nth: 0,
        },
        Measure::EventTime {
            pattern: on(EventKind::CommandTaken),
            nth: 0,
        },
        Measure::EventTime {
            pattern: on(EventKind::Arrived),
            nth: 0,
        },
    ];
    let (mut lost, mut kept) = (0, 0);
    for root in 0..200 {
        let answers = play(&parts, &measures, root);
        match (
            answers[0].number(),
            answers[1].number(),
            answers[2].number(),
        ) {
            (Some(when), Some(taken), Some(arrived)) => {
                assert!((HOUR..HOUR + 1900.0).contains(&when), "{when}");
                assert!((taken - when - 3.0 * HOUR).abs() < 1.0);
                assert!(arrived >= taken, "{answers:?}");
                lost += 1;
            }
            (None, None, Some(arrived)) => {
                assert!(arrived < 3.0 * HOUR, "{answers:?}");
                kept += 1;
            }
            _ => {}
        }
    }
    assert!(lost > 5 && kept > 5, "{lost} lost, {kept} kept");
    parts.contingents[1].command = Some(command(0, 0.0));
    let mut is_lost = 0;
    for root in 0..200 {
        let answers = play(&parts, &measures, root);
        if answers[0].number().is_some() {
            assert_eq!(
                answers[2].number(),
                None,
                "without deputies orders are lost"
            );
            is_lost += 1;
        }
    }
    assert!(is_lost > 5);
}

#[test]
fn without_deputies_orders_are_lost() {
    // All give up and are released: nobody is left to take command, and conditions can ask for it.
    let mut parts = range(0.0, 4.0);
    parts.contingents[1].command = Some(command(0, 0.0));
    parts.notices = vec!["headless".into()];
    parts.orders = vec![
        order(
            "give-up",
            at(HOUR),
            vec![Action::Surrender {
                who: who(&[1]),
                share: fixed(1.0),
                to: ActorId(0),
            }],
        ),
        OrderPart {
            conditions: vec![Condition::Commanded(who(&[1]), false)],
            ..order(
                "notice",
                at(2.0 * HOUR),
                vec![Action::Announce {
                    notice: NoticeId(0),
                    who: vec![],
                }],
            )
        },
    ];
    let told = Measure::EventCount {
        pattern: noticed(0),
    };
    assert_eq!(number(play(&parts, std::slice::from_ref(&told), 1)[0]), 1.0);
    parts.orders.remove(0);
    assert_eq!(number(play(&parts, &[told], 1)[0]), 0.0);
}

fn watched(per_hour: f64, delay_s: f64) -> Parts {
    let mut parts = range(0.0, 10.0);
    parts.hostile = vec![];
    parts.places = vec![circle("village", [100.0, 500.0], 100.0, None)];
    parts.bystanders = vec![BystanderPart {
        name: "villagers".into(),
        place: PlaceId(0),
        sight_m: [1000.0, 200.0],
        per_hour: fixed(per_hour),
        tells: ActorId(0),
        delay_s,
    }];
    parts
}

fn told() -> Measure {
    Measure::EventTime {
        pattern: Pattern {
            actor: Some(ActorId(0)),
            ..on(EventKind::Reported)
        },
        nth: 0,
    }
}

#[test]
fn bystanders_tell_of_those_in_sight_at_the_stated_rate() {
    // Of the second contingent alone, since the first serves the actor whom they tell.
    let histories = 2000;
    let parts = watched(0.5, 600.0);
    let results = means(&parts, &[told()], histories);
    // Within ten hours less the delay: 1 − exp(−0.5 · 9.83) = 0.9927; mean of an exponential cut there: 1.93 h.
    let (limit, rate) = (10.0 - 1.0 / 6.0, 0.5);
    let missed = kidal_math::exp(-rate * limit);
    let mean = 1.0 / rate - limit * missed / (1.0 - missed);
    let error = 5.0 / (histories as f64).sqrt();
    assert!(
        (results[0].1 - (1.0 - missed)).abs() < 0.1 * error,
        "{results:?}"
    );
    assert!(
        ((results[0].0 - 600.0) / HOUR - mean).abs() < 2.0 * error,
        "{results:?} {mean}"
    );
    // Out of their sight nothing is told; nobody is ever fired at.
    let mut far = watched(100.0, 0.0);
    far.bystanders[0].sight_m = [300.0, 300.0];
    far.places[0] = circle("village", [100.0, 5000.0], 100.0, None);
    assert_eq!(means(&far, &[told()], 20)[0].1, 0.0);
}

#[test]
fn what_bystanders_tell_can_wake_an_order() {
    let mut parts = watched(4.0, 600.0);
    parts.notices = vec!["warned".into()];
    parts.orders = vec![order(
        "warned",
        Trigger::On(on(EventKind::Reported)),
        vec![Action::Announce {
            notice: NoticeId(0),
            who: vec![],
        }],
    )];
    let warned = Measure::EventTime {
        pattern: noticed(0),
        nth: 0,
    };
    let answers = play(&parts, &[told(), warned], 5);
    assert_eq!(answers[0], answers[1]);
    assert!(number(answers[0]) >= 600.0);
}
