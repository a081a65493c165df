//! Over random small scenarios every man has one fate at the end, and no run panics.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Probes, Record, Runner, Streams};
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
                spared: fixed(1.0),
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
    (0u8..14, one, actor, 0.0..1.0f64, 0.0..7.0f64).prop_map(|(kind, id, actor, share, angle)| {
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
        parts.places = vec![camp, circle("hill", [900.0, 900.0], 100.0, Some(2))];
        parts.routes = vec![RoutePart {
            name: "road".into(),
            points: vec![[-3000.0, 0.0], [0.0, 200.0], [4000.0, 0.0]],
            winding: 1.1,
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
}
