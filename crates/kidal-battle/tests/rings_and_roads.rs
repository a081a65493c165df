//! Micro-scenarios: rings that deny exits, truces that open them, columns, meetings on the road, nights, places taken.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, When};
use scene::*;

/// A camp inside a ring of posts at 1000 m, ordered to go 5 km north after an hour; nobody shoots.
fn breakout(bearings_degrees: [f64; 2], truce: bool) -> Parts {
    let mut parts = blank(&["ring", "camp"], 6.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![
        circle("camp", [0.0, 0.0], 100.0, None),
        circle("away", [0.0, 5000.0], 100.0, None),
    ];
    let bearings = bearings_degrees.map(f64::to_radians);
    let mut posts = silent(body("posts", 0, 200.0, [0.0, 0.0]));
    posts.start = Placement::Ring {
        place: PlaceId(0),
        radius: fixed(1000.0),
        bearings,
    };
    let mut camp = silent(body("camp", 1, 50.0, [0.0, 0.0]));
    camp.halting_m = [0.0, 0.0];
    parts.contingents = vec![posts, camp];
    parts.orders = vec![
        order(
            "ring",
            at(0.0),
            vec![Action::Ring {
                who: who(&[0]),
                place: PlaceId(0),
                radius: fixed(1000.0),
                bearings,
            }],
        ),
        order(
            "go",
            at(HOUR),
            vec![Action::GoTo {
                who: who(&[1]),
                place: PlaceId(1),
            }],
        ),
    ];
    if truce {
        parts.orders.push(order(
            "truce",
            at(0.5 * HOUR),
            vec![Action::Hostility {
                a: ActorId(0),
                b: ActorId(1),
                fights: false,
            }],
        ));
    }
    parts
}

fn men_inside(parts: &Parts) -> f64 {
    let measure = Measure::MenNear {
        who: who(&[1]),
        place: PlaceId(0),
        within_m: 1000.0,
        when: When::End,
    };
    number(play(parts, &[measure], 1)[0])
}

#[test]
fn nobody_goes_out_through_a_ring() {
    assert_eq!(men_inside(&breakout([0.0, 0.0], false)), 50.0);
}

#[test]
fn a_truce_buys_passage() {
    assert_eq!(men_inside(&breakout([0.0, 0.0], true)), 0.0);
}

#[test]
fn a_half_ring_leaves_the_other_half_open() {
    // Posts from east over south to west: the way north is open.
    assert_eq!(men_inside(&breakout([90.0, 270.0], false)), 0.0);
}

#[test]
fn an_encircled_element_does_not_flee_through_the_ring() {
    let mut parts = breakout([0.0, 0.0], false);
    parts.contingents[1].morale = Some(MoralePart {
        initial: [0.1, 0.1],
        rally_at: None,
        recovery_per_minute: 0.0,
        ..morale()
    });
    parts.contingents[1].flight = Flight::Bearing {
        bearing: 0.3,
        speed_m_s: 3.0,
    };
    assert_eq!(men_inside(&parts), 50.0);
}

#[test]
fn encirclement_wears_morale_down_only_inside_a_closed_ring() {
    let mean = |bearings| {
        let mut parts = breakout(bearings, false);
        parts.orders.truncate(1);
        let morale = MoralePart {
            encirclement_per_hour: fixed(0.05),
            recovery_per_minute: 0.0,
            initial: [1.0, 1.0],
            ..morale()
        };
        parts.contingents[1].morale = Some(morale);
        number(
            play(
                &parts,
                &[Measure::Morale {
                    who: who(&[1]),
                    when: When::End,
                }],
                1,
            )[0],
        )
    };
    let closed = mean([0.0, 0.0]);
    assert!((closed - (1.0 - 6.0 * 0.05)).abs() < 0.02, "{closed}");
    assert_eq!(mean([90.0, 270.0]), 1.0);
}

/// A column on a road of 600 km (winding 1.2), 10 m/s.
fn column(men: f64) -> Parts {
    let mut parts = blank(&["column", "others"], 3.0 * DAY);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![
        circle("start", [0.0, 0.0], 1000.0, None),
        circle("end", [0.0, 500_000.0], 1000.0, None),
    ];
    parts.routes = vec![RoutePart {
        name: "road".into(),
        points: vec![[0.0, 0.0], [0.0, 500_000.0]],
        winding: 1.2,
    }];
    let mut part = silent(body("column", 0, men, [0.0, 0.0]));
    part.start = Placement::Box([0.0, 0.0, 0.0, 0.0]);
    parts.contingents = vec![part];
    let march = Action::March {
        who: who(&[0]),
        route: RouteId(0),
        to_m: fixed(600_000.0),
        halts_at_night: true,
        place: Some(PlaceId(1)),
    };
    parts.orders = vec![order("march", at(6.0 * HOUR), vec![march])];
    parts
}

#[test]
fn a_column_meets_those_on_its_road_when_they_come_into_sight() {
    let mut parts = column(25.0);
    let mut block = silent(body("block", 1, 5.0, [0.0, 0.0]));
    block.start = Placement::OnRoute {
        route: RouteId(0),
        at_m: fixed(120_000.0),
    };
    parts.contingents.push(block);
    let met = on(EventKind::Met);
    let measures = [
        Measure::EventDistance {
            pattern: met.clone(),
            place: PlaceId(0),
            along: Some(RouteId(0)),
        },
        Measure::EventBearing {
            pattern: met.clone(),
            place: PlaceId(0),
        },
        Measure::EventTime {
            pattern: met,
            nth: 0,
        },
    ];
    let answers = play(&parts, &measures, 1);
    // 120 km of road less 3 km of sight (3.6 km of road), at most one finest step late.
    let distance = number(answers[0]);
    assert!(
        (116_400.0..116_400.0 + 150.0 + 1.0).contains(&distance),
        "{distance}"
    );
    assert!(number(answers[1]) < 1e-6);
    assert!((number(answers[2]) - (6.0 * HOUR + distance / 10.0)).abs() <= 30.0);
}

#[test]
fn a_column_halts_at_night_and_arrives_when_the_road_says() {
    let mut parts = column(5.0);
    let arrived = Measure::EventTime {
        pattern: Pattern {
            place: Some(PlaceId(1)),
            ..on(EventKind::Arrived)
        },
        nth: 0,
    };
    let straight = number(play(&parts, std::slice::from_ref(&arrived), 1)[0]);
    assert!(
        (straight - (6.0 * HOUR + 60_000.0)).abs() <= 15.0,
        "{straight}"
    );
    parts.daylight_s = (0..3)
        .map(|day| {
            (
                f64::from(day) * DAY + 6.0 * HOUR,
                f64::from(day) * DAY + 18.0 * HOUR,
            )
        })
        .collect();
    // 12 h of the first day are 432 km; the rest takes 4 h 40 min of the second.
    let halting = number(play(&parts, &[arrived], 1)[0]);
    assert!(
        (halting - (DAY + 6.0 * HOUR + 16_800.0)).abs() <= 15.0,
        "{halting}"
    );
}

#[test]
fn a_column_keeps_its_order_and_its_spacing() {
    let trace = trace(&column(50.0), 1, HOUR);
    let frame = trace
        .frames
        .iter()
        .find(|frame| frame.time_s >= 12.0 * HOUR)
        .expect("it runs so long");
    for pair in frame.elements.windows(2) {
        let apart = pair[0].y_m - pair[1].y_m;
        assert!((apart - 50.0 / 1.2).abs() < 1.0, "{apart}");
    }
}

#[test]
fn a_place_is_taken_ten_minutes_after_its_holder_is_out_of_it() {
    let mut parts = column(25.0);
    parts.places[0] = circle("start", [2000.0, 0.0], 200.0, Some(1));
    parts.orders = vec![order(
        "go",
        at(HOUR),
        vec![Action::GoTo {
            who: who(&[0]),
            place: PlaceId(0),
        }],
    )];
    let took = Pattern {
        place: Some(PlaceId(0)),
        actor: Some(ActorId(0)),
        ..on(EventKind::Took)
    };
    let holds = |time| Measure::Holds {
        actor: ActorId(0),
        place: PlaceId(0),
        when: When::Time(time),
    };
    let measures = [
        Measure::EventTime {
            pattern: took,
            nth: 0,
        },
        holds(HOUR),
        holds(3.0 * HOUR),
    ];
    let answers = play(&parts, &measures, 1);
    // 1.8 to 2.2 km at 2 m/s, the first element inside after some 15 minutes.
    let time = number(answers[0]);
    assert!(
        (HOUR + 1500.0 - 30.0..HOUR + 1500.0 + 240.0).contains(&time),
        "{}",
        time - HOUR
    );
    assert_eq!((number(answers[1]), number(answers[2])), (0.0, 1.0));
    // The holder inside, not fighting: nobody takes it.
    parts
        .contingents
        .push(silent(body("holders", 1, 5.0, [2000.0, 0.0])));
    parts.hostile.clear();
    assert_eq!(number(play(&parts, &[holds(3.0 * HOUR)], 1)[0]), 0.0);
}

#[test]
fn an_assault_goes_round_to_its_axis_and_halts_at_each_elements_own_range() {
    let mut parts = blank(&["a", "b"], 12.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![circle("camp", [0.0, 0.0], 200.0, None)];
    parts.contingents = vec![
        silent(body("first", 0, 50.0, [0.0, -3000.0])),
        silent(body("second", 1, 50.0, [0.0, 0.0])),
    ];
    let assault = Action::Assault {
        who: who(&[0]),
        place: PlaceId(0),
        from: fixed(std::f64::consts::FRAC_PI_2),
        press_per_hour: 1.0,
    };
    parts.orders = vec![order("assault", at(0.0), vec![assault])];
    let last = trace(&parts, 5, HOUR)
        .frames
        .pop()
        .expect("there is a last frame");
    for element in &last.elements[..10] {
        let distance = (element.x_m * element.x_m + element.y_m * element.y_m).sqrt();
        assert!(
            (270.0..=540.0).contains(&distance),
            "it stands {distance} m off"
        );
        assert!(
            element.x_m > element.y_m.abs(),
            "it comes from the east: {} {}",
            element.x_m,
            element.y_m
        );
    }
}

#[test]
fn an_assault_that_fails_is_called_off() {
    let mut parts = blank(&["a", "b"], 12.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.notices = vec!["repulsed".into()];
    parts.places = vec![circle("camp", [0.0, 0.0], 200.0, None)];
    let mut second = body("second", 1, 100.0, [0.0, 0.0]);
    second.fire.hit_per_minute = fixed(0.05);
    parts.contingents = vec![body("first", 0, 50.0, [0.0, 3000.0]), second];
    let back = Action::Ring {
        who: who(&[0]),
        place: PlaceId(0),
        radius: fixed(4000.0),
        bearings: [6.0, 0.5],
    };
    parts.orders = vec![
        order(
            "assault",
            at(0.0),
            vec![Action::Assault {
                who: who(&[0]),
                place: PlaceId(0),
                from: fixed(0.0),
                press_per_hour: 0.7,
            }],
        ),
        OrderPart {
            conditions: vec![Condition::ShareFit(who(&[0]), Relation::Below, fixed(0.6))],
            ..order(
                "off",
                Trigger::Every {
                    from_s: fixed(600.0),
                    interval_s: 300.0,
                },
                vec![
                    back,
                    Action::Announce {
                        notice: NoticeId(0),
                        who: who(&[0]),
                    },
                ],
            )
        },
    ];
    let near = Measure::MenNear {
        who: who(&[0]),
        place: PlaceId(0),
        within_m: 3900.0,
        when: When::End,
    };
    let answers = play(
        &parts,
        &[
            Measure::EventTime {
                pattern: noticed(0),
                nth: 0,
            },
            near,
            men(&[0], Count::Fit, When::End),
        ],
        2,
    );
    assert!(number(answers[0]) > 600.0);
    let fit = number(answers[2]);
    assert!(fit > 0.0 && fit < 30.0, "{fit} are fit");
}
