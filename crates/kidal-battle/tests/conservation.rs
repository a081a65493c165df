//! Over random small scenarios, all mechanisms in use at random: every man and every vehicle has one fate at all times, nobody
//! is in two places, nobody acts after capture, clocks go forward, and no run panics.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{ElementState, Measure, Probes, Record, Runner, Streams, VehicleFate, When};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scene::*;

fn contingent() -> impl Strategy<Value = ContingentPart> {
    let numbers = (
        0u16..3,
        0.0..60.0f64,
        1u16..9,
        -2000.0..2000.0f64,
        -2000.0..2000.0f64,
        0.0..0.3f64,
        0.0..1.0f64,
    );
    let switches = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0u8..3,
        0.0..4.0f64,
    );
    (numbers, switches).prop_map(
        |((actor, men, size, x, y, hit, dies), (m, f, l, c, flight, hours))| {
            let mut part = body("x", actor, men, [x, y]);
            part.element_men = size;
            part.arrives_s = fixed(if hours > 2.0 { hours * HOUR } else { 0.0 });
            part.fire.hit_per_minute = fixed(hit);
            part.fire.killed_share = fixed(dies);
            part.morale = m.then(|| MoralePart {
                encirclement_per_hour: fixed(0.02),
                fatigue_per_hour: fixed(0.05),
                ..morale()
            });
            part.fatigue = f.then(fatigue);
            part.loyalty = l.then(|| LoyaltyPart {
                base_per_hour: fixed(0.1),
                contagion: fixed(2.0),
                pressure: fixed(2.0),
                fatigue: fixed(1.0),
                join_share: fixed(0.5),
                ..loyalty((actor + 1) % 3)
            });
            part.capture = c.then(|| CapturePart {
                per_hour: fixed(2.0),
                range_m: 500.0,
                spared: fixed(if m { 1.0 } else { 0.5 }),
            });
            part.fire.area = (dies < 0.3).then(|| AreaPart {
                share: fixed(hours / 4.0),
                radius_m: 300.0,
                men: fixed(20.0),
            });
            part.supply = (x < -500.0).then(|| SupplyPart {
                minutes: fixed(20.0 * hours),
                per_hour: fixed(5.0),
                depot: l.then_some(PlaceId(0)),
            });
            part.suppression = (x > 500.0).then(|| SuppressionPart {
                per_minute: fixed(0.5),
                half_time_s: 120.0,
                effect_on_fire: fixed(0.5),
                pins_at: hours / 3.0,
            });
            if y > 300.0 {
                part.vehicles = fixed(men / 3.0 + 1.0);
                part.vehicle = Some(VehiclePart {
                    lost_per_hit: fixed(0.2),
                    crew: 1 + size / 3,
                    abandoned_on_break: fixed(dies),
                    on_foot_m_s: fixed(1.0),
                    taken_m: 400.0,
                });
            }
            part.command = (y < 0.0).then(|| CommandPart {
                deputies: size % 3,
                delay_s: [fixed(60.0), fixed(600.0)],
                shock: fixed(0.1),
                holds_orders: f,
            });
            part.flight = match flight {
                0 => Flight::Bearing {
                    bearing: x,
                    speed_m_s: 2.0,
                },
                1 => Flight::FromMeridian {
                    x_m: 10.0,
                    speed_m_s: 2.0,
                },
                _ => Flight::FromEnemy { speed_m_s: 2.0 },
            };
            part
        },
    )
}

fn action() -> impl Strategy<Value = Action> {
    let one = 0u16..4;
    let actor = 0u16..3;
    (0u8..15, one, actor, 0.0..1.0f64, 0.0..7.0f64).prop_map(|(kind, id, actor, share, angle)| {
        let w = who(&[id]);
        let place = PlaceId(id % 2);
        let (a, b) = (ActorId(actor), ActorId((actor + 1) % 3));
        match kind {
            0 => Action::March {
                who: w,
                route: RouteId(0),
                to_m: fixed(share * 9000.0),
                halts_at_night: share > 0.5,
                place: Some(place),
            },
            1 => Action::GoTo { who: w, place },
            2 => Action::Ring {
                who: w,
                place,
                radius: fixed(share * 2000.0),
                bearings: [angle, 1.0],
            },
            3 => Action::Assault {
                who: w,
                place,
                from: fixed(angle),
                press_per_hour: 1.0 - 0.5 * share,
            },
            4 => Action::Hold { who: w },
            5 => Action::Rest {
                who: w,
                share: fixed(share),
            },
            6 => Action::Hostility {
                a,
                b,
                fights: share > 0.4,
            },
            7 => Action::Serve { who: w, actor: a },
            8 => Action::Surrender {
                who: w,
                share: fixed(share),
                to: a,
            },
            9 => Action::Release {
                who: w,
                by: a,
                share: fixed(share),
            },
            10 => Action::Leave {
                who: w,
                share: fixed(share),
            },
            11 => Action::Declare {
                actor: a,
                public: Some(b),
                private: None,
            },
            12 => Action::Tell {
                to: vec![a],
                about: b,
                serves: a,
                credence: fixed(share),
                delay_s: 100.0,
            },
            13 => Action::Bring { who: w },
            _ => Action::Announce {
                notice: NoticeId(0),
                who: w,
            },
        }
    })
}

fn scenario() -> impl Strategy<Value = Parts> {
    let bodies = prop::collection::vec(contingent(), 4);
    let orders = prop::collection::vec((0.0..12.0f64, action(), any::<bool>(), 0u8..3), 0..9);
    (bodies, orders, 0u8..3).prop_map(|(bodies, orders, policy)| {
        let mut parts = blank(&["a", "b", "c"], 14.0 * HOUR);
        parts.step = match policy {
            0 => StepPolicy::Fixed { step_s: 300.0 },
            1 => StepPolicy::Adaptive {
                finest_s: 60.0,
                coarsest_s: 1800.0,
                accuracy: 0.2,
            },
            _ => StepPolicy::Adaptive {
                finest_s: 30.0,
                coarsest_s: 900.0,
                accuracy: 0.1,
            },
        };
        parts.hostile = vec![(ActorId(0), ActorId(1)), (ActorId(1), ActorId(2))];
        parts.daylight_s = vec![(2.0 * HOUR, 9.0 * HOUR)];
        parts.phase_ends_s = vec![5.0 * HOUR, 14.0 * HOUR];
        parts.notices = vec!["n".into()];
        parts.edge_m = Some([-2500.0, -2500.0, 2500.0, 2500.0]);
        let mut camp = circle("camp", [0.0, 0.0], 400.0, Some(0));
        camp.cover = fixed(0.5);
        camp.cover_within = Some(fixed(1.0));
        camp.going = fixed(0.5);
        parts.places = vec![camp, circle("hill", [900.0, 900.0], 100.0, Some(2))];
        parts.routes = vec![RoutePart {
            name: "road".into(),
            points: vec![[-3000.0, 0.0], [0.0, 200.0], [4000.0, 0.0]],
            winding: 1.1,
        }];
        parts.bystanders = vec![BystanderPart {
            name: "villagers".into(),
            place: PlaceId(1),
            sight_m: [800.0, 100.0],
            per_hour: fixed(2.0),
            tells: ActorId(2),
            delay_s: 300.0,
        }];
        parts.contingents = bodies;
        for (index, part) in parts.contingents.iter_mut().enumerate() {
            part.name = format!("contingent-{index}");
        }
        for (index, (hour, action, waits, kind)) in orders.into_iter().enumerate() {
            let kinds = [EventKind::Fire, EventKind::Broke, EventKind::Notice];
            let trigger = if waits {
                Trigger::On(on(kinds[usize::from(kind)]))
            } else {
                at(hour * HOUR)
            };
            parts.orders.push(OrderPart {
                delay_s: [fixed(60.0), fixed(600.0)],
                repeats: kind == 1,
                ..order(&format!("order-{index}"), trigger, vec![action])
            });
        }
        parts
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(2012), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_man_has_one_fate(parts in scenario(), root in 0u64..1000) {
        let scenario = build(&parts);
        let probes = Probes::default();
        let mut runner = Runner::new(&scenario, &probes);
        let mut record = Record::new();
        runner.run(&[], Streams { root, refreshes: &[] }, &mut record).expect("a checked scenario runs");
        for element in runner.remains() {
            prop_assert_eq!(element.fit + element.wounded + element.killed + element.captured + element.left, element.men);
        }
        let again = record.clone();
        runner.run(&[], Streams { root, refreshes: &[] }, &mut record).expect("and again");
        prop_assert_eq!(again, record);
    }

    #[test]
    fn every_vehicle_has_one_fate_in_any_scenario(parts in scenario(), root in 0u64..1000) {
        for (c, part) in parts.contingents.iter().enumerate().filter(|(_, part)| part.vehicle.is_some()) {
            let fates = [VehicleFate::Running, VehicleFate::KnockedOut, VehicleFate::Abandoned, VehicleFate::Taken];
            let measures = fates.map(|fate| Measure::VehiclesBy {
                who: who(&[c as u16]),
                fate,
                when: When::End,
            });
            let sum: f64 = play(&parts, &measures, root).into_iter().map(number).sum();
            let all = match part.vehicles.0.as_slice() {
                [Step::Constant(all)] => (all + 0.5).floor(),
                _ => f64::NAN,
            };
            // Those that left with their men, or whose men changed sides, are none of the four.
            prop_assert!(sum <= all, "{} of {}", sum, all);
        }
    }

    #[test]
    fn frames_show_each_man_once_and_time_going_forward(parts in scenario(), root in 0u64..1000) {
        let trace = trace(&parts, root, 600.0);
        let mut before = f64::NEG_INFINITY;
        for frame in &trace.frames {
            prop_assert!(frame.time_s > before, "time goes forward");
            before = frame.time_s;
            // One record an element: nobody is in two places.
            prop_assert_eq!(frame.elements.len(), trace.elements.len());
            for (element, info) in frame.elements.iter().zip(&trace.elements) {
                prop_assert!(element.x_m.is_finite() && element.y_m.is_finite());
                prop_assert!(element.fit <= info.men);
                if matches!(element.state, ElementState::Gone | ElementState::Down | ElementState::Waiting) {
                    prop_assert!(!element.is_firing, "who is out of play does not fire");
                }
            }
        }
        // Out of play is for good: nobody acts after capture, death or leaving.
        for slot in 0..trace.elements.len() {
            let mut is_gone = false;
            let mut place = None;
            for frame in &trace.frames {
                let element = &frame.elements[slot];
                prop_assert!(!is_gone || element.state == ElementState::Gone, "gone is gone");
                if is_gone {
                    prop_assert_eq!(place, Some((element.x_m.to_bits(), element.y_m.to_bits())), "and stays");
                }
                is_gone = element.state == ElementState::Gone;
                place = Some((element.x_m.to_bits(), element.y_m.to_bits()));
            }
        }
        let mut time = f64::NEG_INFINITY;
        for event in &trace.events {
            prop_assert!(event.time_s >= time, "events are in order");
            time = event.time_s;
        }
        // What men came to adds up at every frame.
        for (c, series) in trace.series.iter().enumerate() {
            let all: u32 = trace
                .elements
                .iter()
                .filter(|info| info.contingent.index() == c)
                .map(|info| u32::from(info.men))
                .sum();
            for i in 0..trace.frames.len() {
                let sum = series.killed[i] + series.wounded[i] + series.captured[i];
                prop_assert!(sum <= all, "{} of {}", sum, all);
                let falls = i > 0 && series.killed[i] < series.killed[i - 1];
                prop_assert!(!falls, "the dead stay dead");
            }
        }
    }
}
